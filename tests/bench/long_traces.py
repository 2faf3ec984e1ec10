"""Make completions of about 1,500 characters with five key steps, in groups of eight rollouts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

import stepreward as sr
from tests.bench.corpora import gsm8k, processbench, r1vl_trace

MIN_CHARS, MAX_CHARS = 1200, 1800
KEY_STEPS = 5
GROUP = 8
OPENERS = ("First", "Now", "Next", "Then", "Here", "Clearly", "Again", "Further")
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

    @property
    def truth(self) -> sr.GroundTruth:
        """Its ground truth."""
        return sr.GroundTruth(self.answer, self.keys, self.question)

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
    """Complete the key steps with phrases from the trace where the equations are too few."""
    found = _BOXED.findall("\n".join(steps))
    phrases = (" ".join(step.split()[:_WORDS]) for step in steps)
    five = tuple(islice((*keys, *phrases), KEY_STEPS))
    return LongTrace(question, found[-1] if found else "1", five, steps)


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
