"""What speaks against a sentence that holds all words of a key step."""
