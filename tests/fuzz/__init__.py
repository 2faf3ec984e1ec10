"""Throw random and mutated text at the judge and the scorer: ``python -m tests.fuzz``."""
