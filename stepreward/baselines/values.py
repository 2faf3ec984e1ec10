"""Coverage by values in order: what the completion computes against what the key steps compute."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from stepreward.baselines.assemble import ALPHA, Assembler, judge_text, missed, signature_of
from stepreward.report import Report, Span, StepMatch
from stepreward.scorer import Completion
from stepreward.text import completion_text
from stepreward.trace import GroundTruth

_NUMBER = r"[\s\\$£€]*(?:(-)[\\$£€]*)?((?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+)"
_RESULT = re.compile(_NUMBER, re.ASCII)
_BEHIND_EQUALS = re.compile("=" + _NUMBER, re.ASCII)


class Value(NamedTuple):
    """A number behind an equals sign, and where it stands."""

    number: Decimal
    span: Span


class ValuesInOrder:
    """Match the numbers behind equals signs with the key steps' results, in order, each once.

    Greedy: a key step takes the next such number that is its own, and those before it are gone.

    >>> truth = GroundTruth("7", ["12/2 = 6", "6/2 = 3", "3+4 = 7"])
    >>> [m.is_match for m in ValuesInOrder().score("so x = 6, 14/2 = 7.0", truth).matches]
    [True, False, True]
    """

    def __init__(self, *, alpha: float = ALPHA) -> None:
        self.signature = signature_of("values in order", alpha)
        self._assembler = Assembler(alpha, self.signature)

    def score(self, completion: Completion, truth: GroundTruth) -> Report:
        """Score one completion; any completion gets a report."""
        text = completion_text(completion)
        matches = _matches(list(_values(text)), truth)
        return self._assembler.report(text, judge_text(text, truth), matches)


def _values(text: str) -> Iterator[Value]:
    """Read the numbers that stand right behind an equals sign."""
    for match in _BEHIND_EQUALS.finditer(text):
        yield Value(_number(match), match.span(2))


def _number(match: re.Match[str]) -> Decimal:
    return Decimal((match[1] or "") + match[2].replace(",", ""))


@lru_cache(maxsize=512)
def _results(truth: GroundTruth) -> tuple[dict[Decimal, str], ...]:
    """List for each key step the values that count, with the forms that state them."""
    return tuple(
        {value: form for form in key.forms if (value := _result(form)) is not None}
        for key in truth.key_steps
    )


def _result(form: str) -> Decimal | None:
    """Read the number right of the last equals sign; without one, a form that is a number."""
    _, equals, right = form.rpartition("=")
    match = _RESULT.match(right) if equals else _RESULT.fullmatch(right)
    return _number(match) if match is not None else None


def _matches(values: Sequence[Value], truth: GroundTruth) -> list[StepMatch]:
    matches = []
    free = 0  # the first value that may still be used
    for number, (key, results) in enumerate(zip(truth.key_steps, _results(truth), strict=True)):
        used = next((at for at in range(free, len(values)) if values[at].number in results), None)
        if used is None:
            matches.append(missed(number, key))
            continue
        free = used + 1
        value = values[used]
        form = results[value.number]
        matches.append(StepMatch(number, True, form, None, value.span, "found"))
    return matches
