"""Measure extracted key steps: from the gold solutions of GSM8K, and from a group's own traces.

Run ``python -m tests.bench.keysteps`` from the repository's root.

The answer is hidden throughout: no key step gives its value, and the ground truth has none. AUC is
the chance that a right trace covers more than a wrong one, ties counted half; its 95 % interval
draws whole questions with replacement. From the gold solution: key steps out of its text, beside
its marked equations without the last one; on ProcessBench, sound traces against unsound ones.
Self-distilled: key steps out of three of a question's four traces, with their labels, for the
fourth; a pair is a right and a wrong trace of one question. It counts where both have key steps;
over all pairs, one that has none is a tie. The naive baseline counts the right ones among the other
three. From the two others: the same key steps for both traces of a pair, made without either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

import stepreward as sr
from stepreward.audit.measures import auc
from tests.bench.corpora import (
    PROCESSBENCH,
    LabelledTrace,
    Solution,
    command,
    gsm8k,
    processbench,
)
from tests.bench.measures import bootstrap
from tests.bench.tables import percent, print_table

SCORER = sr.Scorer()
Group = list[Solution]


class Scored(NamedTuple):
    """The score of one trace, None where it has no key steps; and whether its answer is right."""

    score: float | None
    is_right: bool


class Pair(NamedTuple):
    """A right and a wrong trace of one question, with what each scored."""

    right: float | None
    wrong: float | None

    @property
    def is_scored(self) -> bool:
        """Tell whether there is something to compare."""
        return self.right is not None and self.wrong is not None

    @property
    def credit(self) -> float:
        """Give 1 where the right one is ahead, 1/2 for a tie or where nothing is to be had."""
        if self.right is None or self.wrong is None:
            return 0.5
        return (self.right > self.wrong) + 0.5 * (self.right == self.wrong)


def main() -> None:
    """Print the tables."""
    folder = command(__doc__).parse_args().corpora
    groups = _grouped(gsm8k(folder))
    print_reference("GSM8K", groups)
    if (folder / PROCESSBENCH).is_file():
        print_reference("ProcessBench", _grouped(map(_as_solution, processbench(folder))))
    print_distilled([group for group in groups if _is_mixed(group)])


def _grouped(solutions: Iterable[Solution]) -> list[Group]:
    groups: dict[str, Group] = {}
    for one in solutions:
        groups.setdefault(one.question, []).append(one)
    return list(groups.values())


def _as_solution(trace: LabelledTrace) -> Solution:
    """Take a sound trace for a right one."""
    _, _, answer = trace.reference.rpartition("####")
    is_sound = trace.first_wrong is None
    return Solution(
        trace.question, answer.strip(), trace.reference, trace.keys, trace.completion, is_sound, ""
    )


def _is_mixed(group: Group) -> bool:
    return len({one.is_right for one in group}) == 2


def coverage(one: Solution, keys: object) -> float | None:
    """Score a trace against key steps, its answer hidden; None where there are none."""
    return SCORER.score(one.completion, sr.GroundTruth((), keys, one.question)).coverage


# From the gold solution.


def print_reference(corpus: str, every: Sequence[Group]) -> None:
    """Print how well key steps from the gold solution's text tell right from wrong."""
    groups = [group for group in every if len(group[0].keys) > 1]
    ways: dict[str, Callable[[Solution], object]] = {
        "extracted from the text": _extracted,
        "the marked equations": lambda one: one.keys[:-1],
    }
    scored = {
        name: [[Scored(coverage(one, keys(one)), one.is_right) for one in g] for g in groups]
        for name, keys in ways.items()
    }
    lines = []
    for name, found in scored.items():
        low, high = bootstrap(found, _auc)
        keys = [len(sr.GroundTruth((), ways[name](group[0])).key_steps) for group in groups]
        mean, none = sum(keys) / len(keys), sum(not count for count in keys)
        lines.append(
            [name, f"{_auc(found):.3f}", f"{low:.3f} to {high:.3f}", f"{mean:.2f}", str(none)]
        )
    print_table(
        f"{corpus}, key steps from the gold solution: {len(groups)} questions, "
        f"{sum(map(len, groups))} traces, answer hidden",
        ["", "AUC", "95 % interval", "key steps", "questions without"],
        lines,
    )


def _extracted(one: Solution) -> tuple[sr.KeyStep, ...]:
    return _keys_of(one.reference, one.question, one.answer)


@cache
def _keys_of(reference: str, question: str, answer: str) -> tuple[sr.KeyStep, ...]:
    return sr.extract_key_steps(reference, question=question, answer=answer)


def _auc(groups: Sequence[Sequence[Scored]]) -> float:
    """Compute the AUC over all traces; one without key steps covers nothing."""
    every = list(chain(*groups))
    return auc([one.score or 0.0 for one in every], [one.is_right for one in every])


# From a group's own traces.


def print_distilled(groups: Sequence[Group]) -> None:
    """Print how well key steps from a question's other traces tell right from wrong."""
    fourth = [
        [Scored(distilled(group, {at}, at), group[at].is_right) for at in _each(group)]
        for group in groups
    ]
    naive = [
        [Scored(_others_right(group, at), group[at].is_right) for at in _each(group)]
        for group in groups
    ]
    ways = {
        "key steps from the other three": [_pairs(group) for group in fourth],
        "count the right ones among the other three": [_pairs(group) for group in naive],
        "key steps from the two others": [list(_from_two(group)) for group in groups],
    }
    lines = []
    for name, pairs in ways.items():
        every = list(chain(*pairs))
        scored = [pair for pair in every if pair.is_scored]
        low, high = bootstrap(pairs, _within)
        lines.append(
            [
                name,
                f"{_within(pairs):.3f}",
                f"{low:.3f} to {high:.3f}",
                f"{len(scored)} of {len(every)}",
                f"{sum(pair.credit for pair in every) / len(every):.3f}",
                _shares(scored),
            ]
        )
    print_table(
        f"GSM8K, self-distilled: pairs within {len(groups)} questions that were answered both ways",
        ["", "AUC", "95 % interval", "pairs", "over all", "won, tied, lost"],
        lines,
    )
    kept = [[one for one in group if one.score is not None] for group in fourth]
    counts = [
        [n for n, one in zip(row, group, strict=True) if one.score is not None]
        for row, group in zip(naive, fourth, strict=True)
    ]
    print_table(
        f"The same over all of the {sum(map(len, kept))} traces that have key steps",
        ["", "AUC"],
        [
            ["key steps from the other three", f"{_auc(kept):.3f}"],
            ["count the right ones among the other three", f"{_auc(counts):.3f}"],
        ],
    )


def _each(group: Group) -> range:
    return range(len(group))


def distilled(group: Group, held_out: set[int], at: int) -> float | None:
    """Score one trace with the key steps of those that were not held out; None without any."""
    keys = _distil(tuple(one for i, one in enumerate(group) if i not in held_out))
    return coverage(group[at], keys) if keys else None


@lru_cache(maxsize=8)
def _distil(others: tuple[Solution, ...]) -> tuple[sr.KeyStep, ...]:
    return sr.extract_key_steps(
        [one.completion for one in others],
        question=others[0].question,
        answer=others[0].answer,
        labels=[one.is_right for one in others],
    )


def _others_right(group: Group, at: int) -> float:
    return float(sum(one.is_right for i, one in enumerate(group) if i != at))


def _pairs(group: Sequence[Scored]) -> list[Pair]:
    return [
        Pair(right.score, wrong.score)
        for right in group
        for wrong in group
        if right.is_right and not wrong.is_right
    ]


def _from_two(group: Group) -> Iterator[Pair]:
    for a in _each(group):
        for b in _each(group):
            if group[a].is_right and not group[b].is_right:
                yield Pair(distilled(group, {a, b}, a), distilled(group, {a, b}, b))


def _within(groups: Sequence[Sequence[Pair]]) -> float:
    won = [pair.credit for pair in chain(*groups) if pair.is_scored]
    return sum(won) / len(won) if won else float("nan")


def _shares(pairs: Sequence[Pair]) -> str:
    count = max(1, len(pairs))
    shares = (sum(pair.credit == credit for pair in pairs) / count for credit in (1.0, 0.5, 0.0))
    return ", ".join(map(percent, shares))


if __name__ == "__main__":
    main()
