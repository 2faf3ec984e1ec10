"""Reward functions in the shapes in which frameworks call them."""
