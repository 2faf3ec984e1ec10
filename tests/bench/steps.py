"""Measure how well coverage tells right traces from wrong ones on GSM8K, the answer hidden.

Run ``python -m tests.bench.steps`` from the repository's root.

Key steps are the equations of the gold solution without the last one, which gives the answer
away; the ground truth's answer is a dummy. AUC is the chance that a right trace covers more than a
wrong one, ties counted half; its 95 % interval draws whole questions with replacement. Beside
ours: the equation as a literal substring, and the values behind equals signs in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

import stepreward as sr
from stepreward.audit.measures import auc
from stepreward.baselines import Substring, ValuesInOrder
from tests.bench.corpora import Solution, command, gsm8k
from tests.bench.measures import bootstrap
from tests.bench.tables import percent, print_table

DUMMY = "0"
MODELS: dict[str, sr.RewardModel] = {
    "ours (stepgrpo)": sr.Scorer("stepgrpo"),
    "ours (paper)": sr.Scorer("paper"),
    "values in order": ValuesInOrder(),
    "substring": Substring(),
}


@dataclass(frozen=True, slots=True)
class Scored:
    """The coverage of one trace, and whether its answer is right."""

    coverage: float
    is_right: bool
    has_error: bool


def main() -> None:
    """Print the tables."""
    options = command(__doc__).parse_args()
    solutions = [one for one in gsm8k(options.corpora) if len(one.keys) > 1]
    scored = {name: score(model, solutions) for name, model in MODELS.items()}
    print_table(
        f"GSM8K: coverage of {len(solutions)} traces, answer hidden, last key step left out",
        ["", "AUC", "95 % interval", "right", "wrong"],
        [_line(name, solutions, found) for name, found in scored.items()],
    )
    print_errors(scored["ours (stepgrpo)"])


def score(model: sr.RewardModel, solutions: Sequence[Solution]) -> list[Scored]:
    """Score every trace against its key steps and a dummy for an answer."""
    found = []
    for one in solutions:
        report = model.score(one.completion, sr.GroundTruth(DUMMY, one.keys[:-1], one.question))
        assert report.coverage is not None
        found.append(Scored(report.coverage, one.is_right, report.first_error is not None))
    return found


def _line(name: str, solutions: Sequence[Solution], scored: Sequence[Scored]) -> list[str]:
    groups: dict[str, list[Scored]] = {}
    for one, found in zip(solutions, scored, strict=True):
        groups.setdefault(one.question, []).append(found)
    low, high = bootstrap(list(groups.values()), lambda drawn: _auc(list(chain(*drawn))))
    return [
        name,
        f"{_auc(scored):.3f}",
        f"{low:.3f} to {high:.3f}",
        f"{_mean(scored, is_right=True):.2f}",
        f"{_mean(scored, is_right=False):.2f}",
    ]


def _auc(scored: Sequence[Scored]) -> float:
    return auc([one.coverage for one in scored], [one.is_right for one in scored])


def _mean(scored: Sequence[Scored], *, is_right: bool) -> float:
    return float(np.mean([one.coverage for one in scored if one.is_right == is_right]))


def print_errors(scored: Sequence[Scored]) -> None:
    """Print in how many right and wrong traces a step is named as the first error."""
    rows = []
    for label, is_right in (("right traces", True), ("wrong traces", False)):
        errors = [one.has_error for one in scored if one.is_right == is_right]
        rows.append([label, str(len(errors)), percent(sum(errors) / max(1, len(errors)))])
    print_table("first_error, found without the answer", ["", "traces", "names a step"], rows)


if __name__ == "__main__":
    main()
