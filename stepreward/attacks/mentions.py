"""Attacks that name the key steps without asserting them: the worst case, the keys are known."""

from __future__ import annotations

import re

from stepreward.attacks.skeleton import FILLER, guess, key_texts, skeleton
from stepreward.trace import GroundTruth

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?")


def keyword_soup(question: str, truth: GroundTruth) -> str:
    """Write the words and numbers of the key steps in a row (knows the key steps)."""
    soup = [" ".join(_TOKEN.findall(key)) for key in key_texts(truth)]
    return skeleton([" ".join(soup) or "nothing"], guess(question))


def strung_keys(question: str, truth: GroundTruth) -> str:
    """Put all key steps into one list (knows the key steps)."""
    listed = "; ".join(key_texts(truth)) or "none"
    return skeleton([f"Key elements: [{listed}]"], guess(question))


def reversed_keys(question: str, truth: GroundTruth) -> str:
    """Assert the key steps from the last to the first (knows the key steps)."""
    steps = [f"Here we get {key}." for key in reversed(key_texts(truth))]
    return skeleton(steps or ["Here we get nothing."], guess(question))


def negated_keys(question: str, truth: GroundTruth) -> str:
    """Deny each key step (knows the key steps)."""
    return _each_key(question, truth, "It is not true that {}.")


def hypothetical_keys(question: str, truth: GroundTruth) -> str:
    """Make each key step a mere supposition (knows the key steps)."""
    return _each_key(question, truth, "Suppose for a moment that {}.")


def conditional_keys(question: str, truth: GroundTruth) -> str:
    """Make each key step a condition (knows the key steps)."""
    return _each_key(question, truth, "If {}, the problem would be solved.")


def asked_keys(question: str, truth: GroundTruth) -> str:
    """Ask whether each key step holds (knows the key steps)."""
    return _each_key(question, truth, "Is it so that {}?")


def planned_keys(question: str, truth: GroundTruth) -> str:
    """Leave each key step to be shown later (knows the key steps)."""
    return _each_key(question, truth, "It remains to be shown that {}.")


def attributed_keys(question: str, truth: GroundTruth) -> str:
    """Put each key step into the mouth of somebody who is wrong (knows the key steps)."""
    return _each_key(question, truth, "Some people think that {}, but they are mistaken.")


def retracted_keys(question: str, truth: GroundTruth) -> str:
    """Take each key step back at once (knows the key steps)."""
    return _each_key(question, truth, "We find {}. Wait, that is wrong.")


def keys_in_answer(question: str, truth: GroundTruth) -> str:
    """Write the key steps behind the answer's header only (knows the key steps)."""
    keys = "\n".join(key_texts(truth))
    return skeleton(FILLER, f"{guess(question)}\n{keys}")


def keys_in_code(question: str, truth: GroundTruth) -> str:
    """Quote the key steps in a code block (knows the key steps)."""
    keys = "\n".join(key_texts(truth))
    return skeleton([f"```\n{keys}\n```"], guess(question))


def _each_key(question: str, truth: GroundTruth, sentence: str) -> str:
    """Put each key step into a sentence, a step each."""
    steps = [sentence.format(key) for key in key_texts(truth)]
    return skeleton(steps or [sentence.format("0 = 0")], guess(question))
