"""The records that all frameworks pay, and what they are asked to earn."""

from __future__ import annotations

from typing import Any, NamedTuple

from stepreward import GroundTruth, Scorer
from stepreward.report import Report

STEPS = [["12/2 = 6", "half of 12 is 6"], "6 eggs"]
QUESTION = "A dozen eggs are shared by two. How many does each get?"
ANSWER = "6"
TRUTH = GroundTruth(ANSWER, STEPS, QUESTION)


class Told(NamedTuple):
    """A completion and its report."""

    text: str
    report: Report


RIGHT = """### Image Description:
A box of a dozen eggs stands on a table.
### Rationales:
The eggs are shared equally, so half of them is asked for.
### Step 1:
Half of the dozen is 12/2 = 6, so each gets 6 eggs.
### The final answer is: 6"""
WRONG = """### Step 1:
Half of the dozen is 12/2 = 6 eggs.
### The final answer is: 7"""
TEXTS = (RIGHT, WRONG, "no idea", "")
TOLD = tuple(Told(text, Scorer().score(text, TRUTH)) for text in TEXTS)
REWARDS = [told.report.reward for told in TOLD]
BESIDE: dict[str, Any] = {"key_steps": STEPS, "question": QUESTION}
