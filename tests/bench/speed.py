"""Time whole reports beside R1-VL's published code, and how the time grows.

Run ``python -m tests.bench.speed`` from the repository's root; needs the extra ``baselines``.

- Whole reports: completions of about 1,500 characters with five key steps, in groups of eight
  rollouts that share a ground truth. Both sides score the same groups, taking turns group by group;
  no completion is scored twice. R1-VL's answer check is Math-Verify, without its time-outs. Key
  steps are five equations in one table, and equations and phrases in the other.
- Stages: the same completions again, with a clock around each function that the scorer calls.
- Growth: time per kB from 1 kB to 1 MB, and time against the number of key steps.

All times are of this thread alone, whatever else the machine does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

import stepreward as sr
from stepreward.baselines import R1VL
from tests.bench.corpora import command
from tests.bench.growth import print_key_steps, print_lengths
from tests.bench.long_traces import GROUP, KEY_STEPS, KeyKind, LongTrace, long_traces
from tests.bench.measures import clock, resting_collector
from tests.bench.rival import hush
from tests.bench.stages import print_stages
from tests.bench.tables import micros, print_table

WARM_UP = 5  # groups


def main() -> None:
    """Print the tables."""
    traces = long_traces(command(__doc__).parse_args().corpora)
    hush()
    kinds: tuple[KeyKind, ...] = ("equations", "equations and phrases")
    for kind in kinds:
        print_beside_r1vl(traces, kind)
    print_stages([(text, one.truth("equations")) for one in traces for text in one.rollouts()])
    print_lengths()
    print_key_steps()


def print_beside_r1vl(traces: Sequence[LongTrace], kind: KeyKind) -> None:
    """Print the time of a report under our scorer and under R1-VL's code."""
    models: dict[str, sr.RewardModel] = {"ours": sr.Scorer(), "R1-VL with Math-Verify": R1VL()}
    times: dict[str, list[float]] = {name: [] for name in models}
    for at, one in enumerate((*traces[-WARM_UP:], *traces)):
        texts = one.rollouts() if at >= WARM_UP else [one.completion]
        for name, model in models.items():
            with resting_collector():
                took = clock(partial(_score_group, model, texts, one.truth(kind))) / len(texts)
            if at >= WARM_UP:
                times[name].append(took)
    theirs = np.mean(times["R1-VL with Math-Verify"])
    chars = np.mean([len(text) for one in traces for text in one.rollouts()])
    print_table(
        f"A report, µs: {len(traces)} groups of {GROUP}, {chars:,.0f} characters on average;"
        f" {KEY_STEPS} key steps: {kind}",
        ["", "mean", "median", "share of R1-VL's"],
        [
            [
                name,
                micros(float(np.mean(t))),
                micros(float(np.median(t))),
                f"{np.mean(t) / theirs:.2f}",
            ]
            for name, t in times.items()
        ],
    )


def _score_group(model: sr.RewardModel, texts: Sequence[str], truth: sr.GroundTruth) -> None:
    for text in texts:
        model.score(text, truth)


if __name__ == "__main__":
    main()
