"""Build completions in R1-VL's form, whatever stands in it: what all attacks share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stepreward.claims.density import numbers_of
from stepreward.trace import GroundTruth

DESCRIPTION = "The picture shows a problem in words with several quantities."
RATIONALE = "We work with the quantities that are given, one after the other."
FILLER = (
    "We read the problem with care and note what is asked.",
    "We relate the given quantities to each other.",
    "From this we work out the value that is asked for.",
)

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?", re.ASCII)


def skeleton(
    steps: Sequence[str],
    answer: str,
    *,
    description: str = DESCRIPTION,
    rationale: str = RATIONALE,
) -> str:
    """Put bodies under R1-VL's headers.

    >>> skeleton(["", ""], "").count("###")
    6
    """
    return (
        f"### Image Description:\n{description}\n\n### Rationales:\n{rationale}\n\n"
        f"### Let's think step by step.\n\n{step_sections(steps)}\n\n"
        f"### The final answer is: {answer}"
    )


def step_sections(steps: Sequence[str]) -> str:
    """Put bodies under numbered step headers."""
    return "\n\n".join(f"### Step {at}:\n{body}" for at, body in enumerate(steps, start=1))


def guess(question: str) -> str:
    """Answer with the last number of the question: what a cheater can do without work."""
    found = _NUMBER.findall(question)
    return found[-1] if found else "1"


def quantities(question: str) -> list[float]:
    """List the numbers of the question, two at least, in digits and words."""
    found = sorted(float(value) for value in numbers_of(question))
    return found if len(found) > 1 else [*found, 2.0, 3.0][:3]


def shown(value: float) -> str:
    """Write a number as briefly as it allows."""
    return f"{value:.10g}"


def key_texts(truth: GroundTruth) -> list[str]:
    """List the first form of each key step."""
    return [key.forms[0] for key in truth.key_steps]


def left_sides(truth: GroundTruth) -> list[str]:
    """List what stands before the first "=" of each key step."""
    return [text.partition("=")[0].strip() for text in key_texts(truth)]
