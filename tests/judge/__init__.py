"""What the judge of answers reads, what it takes for equal, and what nobody can do to it."""
