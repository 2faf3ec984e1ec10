"""Make completions of about 1,500 characters with five key steps, in groups of eight rollouts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Literal, TypeAlias

import stepreward as sr
from tests.bench.corpora import gsm8k, processbench, r1vl_trace

MIN_CHARS, MAX_CHARS = 1200, 1800
KEY_STEPS = 5
GROUP = 8
OPENERS = ("First", "Now", "Next", "Then", "Here", "Clearly", "Again", "Further")
KeyKind: TypeAlias = Literal["equations", "equations and phrases"]
_BOXED = re.compile(r"boxed\{([^{}]*)\}")
_WORDS = 6  # of a step that make a phrase for a key step


@dataclass(frozen=True, slots=True)
class LongTrace:
    """A completion in R1-VL's format, as steps, with its question, answer and key steps."""

    question: str
    answer: str
    keys: tuple[str, ...]
    steps: tuple[str, ...]

    @property
    def completion(self) -> str:
        """The trace as it was written."""
        return r1vl_trace(list(self.steps), self.answer)

    def truth(self, kind: KeyKind) -> sr.GroundTruth:
        """Make its ground truth with five key steps, of which the gold solution's come first.

        Where they are too few, they follow again with their sides exchanged, or phrases do.
        """
        exchanged = (" = ".join(reversed(key.split("="))) for key in self.keys)
        phrases = (" ".join(step.split()[:_WORDS]) for step in self.steps)
        more = exchanged if kind == "equations" else phrases
        five = tuple(islice((*self.keys, *more, *self.keys, *self.keys), KEY_STEPS))
        return sr.GroundTruth(self.answer, five, self.question)

    def rollouts(self) -> list[str]:
        """Write eight different completions: every line of every step differs between them."""
        return [
            r1vl_trace([_opened(step, opener) for step in self.steps], self.answer)
            for opener in OPENERS[:GROUP]
        ]


def _opened(step: str, opener: str) -> str:
    lines = step.split("\n")
    return "\n".join(f"{opener}, {line}" if line.strip() else line for line in lines)


@lru_cache(maxsize=1)
def long_traces(corpora: Path) -> tuple[LongTrace, ...]:
    """Take ProcessBench's traces of that length; where it is absent, join shipped traces."""
    if (corpora / "processbench" / "gsm8k.dev.jsonl").is_file():
        made = [_of_steps(one.question, one.keys, one.steps) for one in processbench(corpora)]
    else:
        made = _joined(corpora)
    return tuple(one for one in made if MIN_CHARS <= len(one.completion) <= MAX_CHARS)


def _of_steps(question: str, keys: tuple[str, ...], steps: tuple[str, ...]) -> LongTrace:
    found = _BOXED.findall("\n".join(steps))
    return LongTrace(question, found[-1] if found else "1", keys, steps)


def _joined(corpora: Path) -> list[LongTrace]:
    """Join the solutions of one question until they are long enough."""
    by_question: dict[str, list[str]] = {}
    for one in gsm8k(corpora):
        lines = [line for line in one.completion.split("\n") if not line.startswith("A:")]
        by_question.setdefault(one.question, []).extend(lines)
    keys = {one.question: one.keys for one in gsm8k(corpora)}
    return [
        _of_steps(question, keys[question], tuple(_until_long(lines)))
        for question, lines in by_question.items()
    ]


def _until_long(lines: list[str]) -> list[str]:
    """Repeat numbered lines until a trace of them has some 1,400 characters."""
    taken: list[str] = []
    at = 0
    while sum(len(line) + 16 for line in taken) < MIN_CHARS:
        taken.append(f"({at}) {lines[at % len(lines)]}")
        at += 1
    return taken
