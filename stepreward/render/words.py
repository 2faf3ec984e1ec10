"""Counts and figures in words, the same wherever they are printed."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """Count things: 1 line, 2 lines."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def figure(value: float | None) -> str:
    """Write a mean: 0.500, or none."""
    return "none" if value is None else f"{value:.3f}"
