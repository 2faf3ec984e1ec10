"""What the scorer promises, as tables of facts and as laws for any text."""
