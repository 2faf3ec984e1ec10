"""Answers: find the one a text states, and judge it against gold."""

from stepreward.answer.judge import judge

__all__ = ["judge"]
