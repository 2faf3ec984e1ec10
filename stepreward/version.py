"""Which release this is, and which version of the rewards."""

__version__ = "0.1.0"

# Counts up with every change that can move a reward under unchanged settings.
REWARDS = 2
