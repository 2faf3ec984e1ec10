"""The trace formats as data: which sections, how they are headed, which are required."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from stepreward.errors import FormatError, known_are

Style = Literal["headers", "tags", "boxed", "numbered", "lines"]


@dataclass(frozen=True, slots=True)
class SectionRule:
    """One section of a format.

    ``headers`` are the words that open it, without #, *, colon or tag brackets; case, decoration
    and spacing are forgiven. ``role`` tells what it is for: background, steps, marker (a line
    without a body) or answer.
    """

    name: str
    headers: tuple[str, ...]
    role: Literal["background", "steps", "marker", "answer"] = "background"
    required: bool = True


@dataclass(frozen=True, slots=True)
class Format:
    """A trace format; ``sections`` stand in the order a valid trace keeps."""

    name: str
    style: Style
    sections: tuple[SectionRule, ...]
    step_headers: tuple[str, ...] = ()  # with {n} where the number stands
    example: str = ""

    def __post_init__(self) -> None:
        names = [section.name for section in self.sections]
        if len(set(names)) != len(names):
            raise FormatError(f"format {self.name!r}: two sections have one name")
        roles = [section.role for section in self.sections]
        if roles.count("answer") != 1 or roles.count("steps") != 1:
            raise FormatError(
                f"format {self.name!r}: exactly one section has role 'steps', one role 'answer'"
            )
        for section in self.sections:
            if (
                self.style in ("headers", "tags")
                and not section.headers
                and not (section.role == "steps" and self.step_headers)
            ):
                raise FormatError(f"format {self.name!r}: section {section.name!r} has no headers")
        for header in self.step_headers:
            if "{n}" not in header:
                raise FormatError(
                    f"format {self.name!r}: step header {header!r} lacks {{n}} for the number"
                )


_ANSWER_HEADERS = (
    "The final answer is",
    "Final answer is",
    "The final answer",
    "Final answer",
    "The answer is",
    "Answer",
)

R1_VL = Format(
    name="r1-vl",
    style="headers",
    sections=(
        SectionRule("description", ("Image Description", "Image Descriptions", "Description")),
        SectionRule("rationale", ("Rationales", "Rationale")),
        SectionRule(
            "lets_think",
            ("Let's think step by step", "Lets think step by step", "Step by step reasoning"),
            role="marker",
            required=False,
        ),
        SectionRule("steps", (), role="steps"),
        SectionRule("answer", _ANSWER_HEADERS, role="answer"),
    ),
    step_headers=("Step {n}",),
    example=(
        "### Image Description:\n…\n\n### Rationales:\n…\n\n### Let's think step by step.\n\n"
        "### Step 1:\n…\n\n### The final answer is: …"
    ),
)

THINK = Format(
    name="think",
    style="tags",
    sections=(
        SectionRule("think", ("think", "thinking", "reasoning"), role="steps"),
        SectionRule("answer", ("answer",), role="answer"),
    ),
    example="<think>…</think><answer>…</answer>",
)

LLAVA_COT = Format(
    name="llava-cot",
    style="tags",
    sections=(
        SectionRule("summary", ("SUMMARY",)),
        SectionRule("caption", ("CAPTION",)),
        SectionRule("reasoning", ("REASONING",), role="steps"),
        SectionRule("answer", ("CONCLUSION",), role="answer"),
    ),
    example=(
        "<SUMMARY>…</SUMMARY><CAPTION>…</CAPTION><REASONING>…</REASONING><CONCLUSION>…</CONCLUSION>"
    ),
)

_STEPS_AND_ANSWER = (
    SectionRule("steps", (), role="steps"),
    SectionRule("answer", (), role="answer"),
)

BOXED = Format("boxed", "boxed", _STEPS_AND_ANSWER, example="… so x = \\boxed{…}")
NUMBERED = Format("numbered", "numbered", _STEPS_AND_ANSWER, example="1. …\n2. …\nAnswer: …")
LINES = Format("lines", "lines", _STEPS_AND_ANSWER, example="…\n…\n#### …")

# Detection prefers the format whose sections a completion names most; ties go to the first.
FORMATS: tuple[Format, ...] = (R1_VL, LLAVA_COT, THINK, BOXED, NUMBERED, LINES)


def find_formats(names: Sequence[str], known: Sequence[Format] = FORMATS) -> tuple[Format, ...]:
    """Pick formats by name; raise FormatError naming one that is unknown."""
    by_name = {one.name: one for one in known}
    for name in names:
        if name not in by_name:
            raise FormatError(f"format {name!r} is unknown; {known_are(name, by_name)}")
    return tuple(by_name[name] for name in names)
