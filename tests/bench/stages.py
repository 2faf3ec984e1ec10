"""Time the stages of a report: put a clock around each function that the scorer calls."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import stepreward as sr
from tests.bench.measures import clock, resting_collector
from tests.bench.tables import micros, percent, print_table

# What the scorer calls, in its order, and what the stage is for.
STAGES = {
    "fold": ("stepreward.scorer", "fold", "one spelling for every sign"),
    "parse": ("stepreward.scorer.TraceParser", "parse_plain", "format, sections, steps, answer"),
    "truth": ("stepreward.scorer", "_compile", "key steps and question, once a group"),
    "claims": ("stepreward.scorer", "read_claims", "sentences, clauses, equations"),
    "match": ("stepreward.scorer", "match_keys", "key steps against claims; terms of phrases"),
    "validity": ("stepreward.scorer", "violations", "rules of structure and substance"),
    "judge": ("stepreward.scorer", "judge", "the answer against gold"),
    "credits": ("stepreward.scorer", "credits_of", "the reward laid on the text"),
}


def print_stages(pairs: Sequence[tuple[str, sr.GroundTruth]]) -> None:
    """Print the mean time of each stage of a report."""
    scorer = sr.Scorer()
    spent = dict.fromkeys(STAGES, 0.0)
    with resting_collector(), _clocks(spent):
        total = clock(lambda: [scorer.score(text, truth) for text, truth in pairs])
    spent["rest"] = total - sum(spent.values())
    notes = {name: note for name, (_, _, note) in STAGES.items()} | {"rest": "the report itself"}
    rows = [
        [f"{name}: {notes[name]}", micros(took / len(pairs)), percent(took / total)]
        for name, took in spent.items()
    ]
    rows.append(["all", micros(total / len(pairs)), percent(1)])
    print_table(f"The stages of {len(pairs)} reports, µs each", ["", "mean", "share"], rows)


@contextmanager
def _clocks(spent: dict[str, float]) -> Iterator[None]:
    """Replace every stage by itself with a clock around it."""
    patches = [_clocked(name, spent) for name in STAGES]
    for each in patches:
        each.start()
    try:
        yield
    finally:
        for each in patches:
            each.stop()


def _clocked(name: str, spent: dict[str, float]) -> Any:
    owner, attribute, _ = STAGES[name]
    target = patch(f"{owner}.{attribute}")
    call: Callable[..., object] = getattr(target.getter(), attribute)

    def timed(*values: Any, **named: Any) -> object:
        started = time.thread_time()
        found = call(*values, **named)
        spent[name] += time.thread_time() - started
        return found

    return patch(f"{owner}.{attribute}", timed)
