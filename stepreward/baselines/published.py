"""What R1-VL's published reward functions return, as pure functions of one row.

Where theirs stop with an exception, ours read no key steps and say why. What their description
leaves open is decided here: step bodies are joined by one space, the first answer header decides
whether the answer stands behind the steps, and step numbers have to stand in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from stepreward.baselines.assemble import ALPHA
from stepreward.baselines.lowered import Lowered
from stepreward.errors import MissingExtraError
from stepreward.report import Span, Verdict, Violation
from stepreward.trace import Step

_ANSWER = "### The final answer is:"
_REQUIRED = ("### Image Description:", "### Rationales:", "### Step 1:", _ANSWER)
_STEP = re.compile(r"### Step (\d+):")
_STEP_HEADER = re.compile(r"### Step (\d+):\s*")  # takes the next header into an empty step
_ANSWER_LINE = re.compile(_ANSWER + r"\s*(.*)")
_MAX_DIGITS = 4300  # of a number that int() reads


class R1VLRewards(NamedTuple):
    """What the published functions return for one row, and why key steps were not read.

    ``accuracy_reward`` holds ``ALPHA * key_step_share``; ``unread`` is None where theirs runs.
    """

    accuracy_reward: float
    validity_reward: float
    key_step_share: float
    unread: str | None


def r1vl_rewards(completion: str, solution: str, key_steps: object) -> R1VLRewards:
    """Compute all of it from raw values; raise MissingExtraError without Math-Verify."""
    groups, unread = read_groups(key_steps)
    share = key_step_share(completion, groups)
    accuracy = float(AnswerCheck().judge(completion, [solution]).verdict == "equal")
    return R1VLRewards(accuracy + ALPHA * share, validity_reward(completion), share, unread)


# Validity.


def validity_reward(completion: str) -> float:
    """Give 1 where no rule is broken, else 0.

    >>> validity_reward("### The final answer is:### Step 1:### Rationales:### Image Description:")
    0.0
    >>> validity_reward("### Step 1:### Rationales:### Image Description:### The final answer is:")
    1.0
    """
    return 0.0 if validity_violations(completion) else 1.0


def validity_violations(completion: str) -> tuple[Violation, ...]:
    """Collect what breaks their validity: a missing header, wrong step numbers, an early answer."""
    headers = list(_STEP.finditer(completion))
    return (
        *_missing(completion),
        *_misnumbered(headers),
        *_answer_before_steps(completion, headers),
    )


def _missing(completion: str) -> Iterator[Violation]:
    for header in _REQUIRED:
        if header not in completion:
            yield Violation("sections", f"{header!r} is missing")


def _misnumbered(headers: list[re.Match[str]]) -> Iterator[Violation]:
    for at, header in enumerate(headers):
        if step_number(header[1]) != at + 1:
            detail = f"step {header[1][:20]} stands where step {at + 1} belongs"
            yield Violation("step_numbers", detail, span=header.span())
            return


def _answer_before_steps(completion: str, headers: list[re.Match[str]]) -> Iterator[Violation]:
    """Compare the first answer header with the last step, unless the text ends with the header."""
    at = completion.find(_ANSWER)
    if headers and 0 <= at < headers[-1].start() and not completion.endswith(_ANSWER):
        span = (at, at + len(_ANSWER))
        yield Violation("answer_last", "the answer stands before the last step", span=span)


def step_number(digits: str) -> int | None:
    """Read a step's number; None where it is too long to read."""
    return int(digits) if len(digits) <= _MAX_DIGITS else None


# Key steps.


def steps_of(completion: str) -> tuple[Step, ...]:
    """Cut out the steps: each ends only where a line begins with ###."""
    steps: list[Step] = []
    end = 0
    while (header := _STEP_HEADER.search(completion, end)) is not None:
        start = header.end()
        at = completion.find("\n###", start)
        end = at if at >= 0 else len(completion)
        text = completion[start:end].strip()
        steps.append(Step(step_number(header[1]), text, start, end))
    return tuple(steps)


def read_groups(key_steps: object) -> tuple[tuple[tuple[str, ...], ...], str | None]:
    """Read ``{"Steps": [[form, …] or form, …]}``; whatever else comes is no key steps, and why.

    >>> read_groups({"Steps": [["6", "six"], "7"]})
    ((('6', 'six'), ('7',)), None)
    >>> read_groups(None)
    ((), 'key_steps: expected {"Steps": [...]}, got NoneType')
    """
    steps = key_steps.get("Steps") if isinstance(key_steps, Mapping) else None
    if not isinstance(steps, Iterable):
        return (), f'key_steps: expected {{"Steps": [...]}}, got {type(key_steps).__name__}'
    groups: list[tuple[str, ...]] = []
    for at, group in enumerate(steps):
        forms = (group,) if isinstance(group, str) else group
        if not isinstance(forms, Iterable):
            return (), f"key_steps.Steps[{at}]: expected texts, got {type(group).__name__}"
        listed = tuple(forms)
        for form in listed:
            if not isinstance(form, str):
                return (), f"key_steps.Steps[{at}]: expected texts, got {type(form).__name__}"
        groups.append(listed)
    return tuple(groups), None


def key_step_share(completion: str, groups: Iterable[Iterable[str]]) -> float:
    """Compute the share of groups of which one form stands literally in the steps' bodies.

    >>> key_step_share("### Step 1: It is false that 12/2 = 6.", [["12/2 = 6"], ["12/2=6"]])
    0.5
    """
    lowered = Lowered(completion, [(step.start, step.end) for step in steps_of(completion)])
    is_found = [lowered.find(forms) is not None for forms in groups]
    return sum(is_found) / len(is_found) if is_found else 0.0


# The answer.


class AnswerCheck:
    """Their answer check: Math-Verify on the whole trace, else the same text behind the header.

    Its time-outs are off, since they use signals and work in a main thread only: a completion
    such as ``$9^{9^{9^9}}$`` gets no verdict in finite time. Give hostile text to a process that
    may be killed.
    """

    def __init__(self) -> None:
        try:
            from math_verify import verify  # an optional extra, and slow to import
        except ImportError as error:
            raise MissingExtraError("the R1-VL baseline's answer check", "baselines") from error
        self._verify = verify

    def judge(self, completion: str, solutions: Iterable[str]) -> Verdict:
        """Say whether and how the completion states one of the solutions.

        The trace is passed where Math-Verify wants the gold answer, as in their code.
        """
        trace, line = _parsed(completion), answer_line(completion)
        for solution in solutions:
            if self._verify(trace, _parsed_gold(solution), timeout_seconds=None):
                return Verdict("equal", "Math-Verify reads it somewhere in the trace")
            if line == answer_line(solution):
                return Verdict("equal", "the same text behind the header")
        return Verdict("different", "neither Math-Verify nor the text behind the header says so")


def _parsed(text: str) -> list[Any]:
    from math_verify import parse

    parsed: list[Any] = parse(text, parsing_timeout=None)
    return parsed


_parsed_gold = lru_cache(maxsize=512)(_parsed)


def answer_line(text: str) -> str:
    """Take the line behind the first answer header; without a header, the whole text."""
    low, high = answer_span(text) or (0, len(text))
    return text[low:high].strip()


def answer_span(text: str) -> Span | None:
    """Find the line behind the first answer header; blank lines before it are skipped."""
    match = _ANSWER_LINE.search(text)
    return None if match is None else match.span(1)
