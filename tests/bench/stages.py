"""Time the stages of a report: put a clock around each function that the scorer calls."""

from __future__ import annotations

from collections.abc import Sequence

import stepreward as sr
from tests.bench.clocks import clocks
from tests.bench.measures import clock, resting_collector
from tests.bench.tables import micros, percent, print_table

# What the scorer calls, in its order, and what the stage is for.
STAGES = {
    "fold": ("stepreward.scorer", "fold", "one spelling for every sign"),
    "parse": ("stepreward.scorer.TraceParser", "parse_plain", "format, sections, steps, answer"),
    "truth": ("stepreward.scorer", "compile_truth", "key steps and question, once a group"),
    "claims": ("stepreward.scorer", "read_claims", "sentences, clauses, equations"),
    "match": ("stepreward.scorer", "match_keys", "key steps against claims; terms of phrases"),
    "validity": ("stepreward.scorer", "violations", "rules of structure and substance"),
    "judge": ("stepreward.scorer", "judge", "the answer against gold"),
    "credits": ("stepreward.scorer", "credits_of", "the reward laid on the text"),
}


PLACES = {name: (owner, attribute) for name, (owner, attribute, _) in STAGES.items()}


def print_stages(pairs: Sequence[tuple[str, sr.GroundTruth]]) -> None:
    """Print the mean time of each stage of a report."""
    scorer = sr.Scorer()
    spent = dict.fromkeys(STAGES, 0.0)
    with resting_collector(), clocks(PLACES, spent):
        total = clock(lambda: [scorer.score(text, truth) for text, truth in pairs])
    spent["rest"] = total - sum(spent.values())
    notes = {name: note for name, (_, _, note) in STAGES.items()} | {"rest": "the report itself"}
    rows = [
        [f"{name}: {notes[name]}", micros(took / len(pairs)), percent(took / total)]
        for name, took in spent.items()
    ]
    rows.append(["all", micros(total / len(pairs)), percent(1)])
    print_table(f"The stages of {len(pairs)} reports, µs each", ["", "mean", "share"], rows)
