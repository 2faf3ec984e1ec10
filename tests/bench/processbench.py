"""Measure coverage and ``first_error`` against human labels, on ProcessBench's GSM8K part.

Run ``python -m tests.bench.processbench`` from the repository's root.

Beside ``first_error`` stand three rules: always the first step, always the last one, and false
arithmetic alone. Then, over unsound traces, the rank correlation of coverage with the share of the
steps before the error, all key steps given; the label's own coverage counts the key steps before
it alone, which is the most that knowing the error could give. Last, of GSM8K groups of four wrong
traces, the share in which coverage tells one from another.

A human labelled the first wrong step of each trace; a trace without one is sound. Key steps are the
equations of GSM8K's gold solution without the last one; the answer is a dummy. The 95 %
intervals draw whole traces with replacement, the same ones for both sides of a difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import stepreward as sr
from stepreward.audit.measures import auc, spearman
from stepreward.baselines import Substring, ValuesInOrder
from tests.bench.corpora import LabelledTrace, Solution, command, gsm8k, processbench
from tests.bench.measures import bootstrap
from tests.bench.tables import percent, print_table

DUMMY = "0"
SCORER = sr.Scorer()
MODELS: dict[str, sr.RewardModel] = {
    "ours": SCORER,
    "values in order": ValuesInOrder(),
    "substring": Substring(),
}


class Coverages(NamedTuple):
    """What each model covers of one trace, and whether the trace is sound."""

    by_model: dict[str, float]
    is_sound: bool


def main() -> None:
    """Print the tables."""
    folder = command(__doc__).parse_args().corpora
    traces = processbench(folder)
    print_auc([_coverages(trace) for trace in traces if len(trace.keys) > 1])
    print_first_errors(traces)
    print_ranks([trace for trace in traces if trace.first_wrong is not None and trace.keys])
    print_groups(gsm8k(folder))


def _coverages(trace: LabelledTrace) -> Coverages:
    truth = _truth(trace)
    found = {name: model.score(trace.completion, truth) for name, model in MODELS.items()}
    return Coverages(
        {name: report.coverage or 0.0 for name, report in found.items()},
        trace.first_wrong is None,
    )


def _truth(trace: LabelledTrace) -> sr.GroundTruth:
    return sr.GroundTruth(DUMMY, trace.keys[:-1], trace.question)


def print_auc(rows: Sequence[Coverages]) -> None:
    """Print each model's AUC of coverage, and by how much ours is better."""
    lines = [_line(name, rows) for name in MODELS]
    print_table(
        f"ProcessBench: coverage of {len(rows)} traces, sound against unsound",
        ["", "AUC", "95 % interval", "ours is better by (95 % interval)"],
        lines,
    )


def _line(name: str, rows: Sequence[Coverages]) -> list[str]:
    def gain(drawn: Sequence[Coverages]) -> float:
        return _auc(drawn, "ours") - _auc(drawn, name)

    low, high = bootstrap(rows, lambda drawn: _auc(drawn, name))
    least, most = bootstrap(rows, gain)
    ahead = f"{gain(rows):+.3f} ({least:+.3f} to {most:+.3f})" if name != "ours" else "-"
    return [name, f"{_auc(rows, name):.3f}", f"{low:.3f} to {high:.3f}", ahead]


def _auc(rows: Sequence[Coverages], model: str) -> float:
    return auc([row.by_model[model] for row in rows], [row.is_sound for row in rows])


def print_first_errors(traces: Sequence[LabelledTrace]) -> None:
    """Print how often ``first_error`` and simpler rules speak, and how often each is right."""
    said = {name: [rule(trace) for trace in traces] for name, rule in NAMERS.items()}
    labels = [trace.first_wrong for trace in traces]
    unsound = sum(label is not None for label in labels)
    print_table(
        f"The first error in {unsound} unsound and {len(labels) - unsound} sound traces",
        ["", *said],
        [
            ["names a step, of the unsound", *_each(said, labels, _speaks)],
            ["silent, of the sound", *_each(said, labels, _is_silent)],
            ["error there or before, of all it names", *_each(said, labels, _is_in_time)],
            ["the very step, of all it names", *_each(said, labels, _is_exact)],
            ["that or the next, of all it names", *_each(said, labels, _is_next)],
        ],
    )


Label = int | None
Judged = Callable[[Label, Label], bool | None]


def _each(
    said: Mapping[str, Sequence[Label]], labels: Sequence[Label], judged: Judged
) -> Iterator[str]:
    """Write, for each rule, in how many of the traces that count it does what is asked."""
    for names in said.values():
        found = [judged(name, label) for name, label in zip(names, labels, strict=True)]
        counted = [one for one in found if one is not None]
        yield f"{sum(counted)} of {len(counted)}, {percent(sum(counted) / max(1, len(counted)))}"


def _speaks(said: Label, label: Label) -> bool | None:
    return None if label is None else said is not None


def _is_silent(said: Label, label: Label) -> bool | None:
    return said is None if label is None else None


def _is_in_time(said: Label, label: Label) -> bool | None:
    return None if said is None else label is not None and label <= said


def _is_exact(said: Label, label: Label) -> bool | None:
    return None if said is None else label == said


def _is_next(said: Label, label: Label) -> bool | None:
    return None if said is None else label is not None and said - 1 <= label <= said


def _first_error(trace: LabelledTrace) -> Label:
    return _own_index(trace, SCORER.score(trace.completion, _truth(trace)))


def _false_arithmetic(trace: LabelledTrace) -> Label:
    """Name the first step whose own arithmetic is false; nothing but the trace is looked at."""
    report = SCORER.score(trace.completion, sr.GroundTruth(DUMMY))
    is_false = (report.first_error_reason or "").startswith("the arithmetic does not hold")
    return _own_index(trace, report) if is_false else None


NAMERS: dict[str, Callable[[LabelledTrace], Label]] = {
    "first_error": _first_error,
    "first step": lambda _: 0,
    "last step": lambda trace: len(trace.steps) - 1,
    "false arithmetic": _false_arithmetic,
}


def _own_index(trace: LabelledTrace, report: sr.Report) -> Label:
    """Find the index, among the trace's own steps, of the step that a report names."""
    error = report.first_error
    return None if error is None else _index_of(trace, report.steps[error].start)


def _index_of(trace: LabelledTrace, place: int) -> int:
    index = 0
    for at, step in enumerate(trace.steps):
        if place < 0:
            break
        index = at
        place -= len(step) + 2  # the blank line between steps
    return index


def print_ranks(traces: Sequence[LabelledTrace]) -> None:
    """Print how coverage ranks unsound traces beside how far they are sound."""
    truths = [sr.GroundTruth(DUMMY, trace.keys, trace.question) for trace in traces]
    prefix = sr.Scorer(sr.ScorerConfig(prefix_credit=True))
    models: dict[str, sr.RewardModel] = {"ours": SCORER, "ours, prefix_credit": prefix}
    models["values in order"] = ValuesInOrder()
    covered: dict[str, list[float]] = {
        name: [
            model.score(trace.completion, truth).coverage or 0.0
            for trace, truth in zip(traces, truths, strict=True)
        ]
        for name, model in models.items()
    }
    covered["ours, before the label"] = [
        _covered_before(trace, truth) for trace, truth in zip(traces, truths, strict=True)
    ]
    sound = [(trace.first_wrong or 0) / len(trace.steps) for trace in traces]
    print_table(
        f"Coverage and the share of steps before the error, {len(traces)} unsound traces",
        ["", "Spearman"],
        [[name, f"{spearman(found, sound):.3f}"] for name, found in covered.items()],
    )


def _covered_before(trace: LabelledTrace, truth: sr.GroundTruth) -> float:
    report = SCORER.score(trace.completion, truth)
    before = [
        match
        for match in report.matches
        if match.is_match
        and match.step is not None
        and _index_of(trace, report.steps[match.step].start) < (trace.first_wrong or 0)
    ]
    return len(before) / len(report.matches)


def print_groups(solutions: Sequence[Solution]) -> None:
    """Print in how many groups of four wrong traces coverage is not the same for all."""
    groups: dict[str, list[Solution]] = {}
    for one in solutions:
        groups.setdefault(one.question, []).append(one)
    wrong = [
        four for four in groups.values() if len(four) == 4 and not any(o.is_right for o in four)
    ]
    differ = sum(
        len({SCORER.score(o.completion, _all_keys(o)).coverage for o in four}) > 1 for four in wrong
    )
    share = percent(differ / max(1, len(wrong)))
    print_table(
        "GSM8K: groups of four wrong traces",
        ["", "groups", "share"],
        [["coverage differs", f"{differ} of {len(wrong)}", share]],
    )


def _all_keys(solution: Solution) -> sr.GroundTruth:
    return sr.GroundTruth(DUMMY, solution.keys, solution.question)


if __name__ == "__main__":
    main()
