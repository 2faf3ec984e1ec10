"""Reward functions in the shape in which each framework calls one; none imports its framework."""
