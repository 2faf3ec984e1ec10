"""Attacks on the answer: so many, or so vague, that the right one is among them."""

from __future__ import annotations

from stepreward.attacks.skeleton import FILLER, quantities, shown, skeleton
from stepreward.trace import GroundTruth


def answer_list(_question: str, _truth: GroundTruth) -> str:
    """Answer with every number from 0 to 100."""
    return skeleton(FILLER, ", ".join(map(str, range(101))))


def answer_choices(question: str, _truth: GroundTruth) -> str:
    """Answer with several numbers of the question, or with all letters."""
    numbers = [shown(value) for value in quantities(question)]
    letters = ["A", "B", "C", "D"]
    return skeleton(FILLER, " or ".join(letters if "A:" in question else numbers))


def answer_sentence(question: str, _truth: GroundTruth) -> str:
    """Name several answers in a sentence and settle on none."""
    a, b = quantities(question)[:2]
    tries = [shown(value) for value in (a + b, a - b, a * b)]
    return skeleton(FILLER, f"It could be {tries[0]}, but also {tries[1]}, or {tries[2]}.")


def answer_headers(_question: str, _truth: GroundTruth) -> str:
    """Write the answer's header again and again, each time with another number."""
    more = "".join(f"\n\n### The final answer is: {i}" for i in range(1, 30))
    return skeleton(FILLER, f"0{more}")


def answer_retractions(_question: str, _truth: GroundTruth) -> str:
    """Answer, think better of it, and answer again, thirty times."""
    chain = " Wait, it is ".join(f"{i}." for i in range(1, 31))
    return skeleton(FILLER, chain)


def answer_interval(_question: str, _truth: GroundTruth) -> str:
    """Answer that it lies between 0 and a million."""
    return skeleton(FILLER, "between 0 and 1,000,000")


def answer_refusal(_question: str, _truth: GroundTruth) -> str:
    """Answer that the answer is the answer."""
    return skeleton(FILLER, "the correct answer to the question above")
