"""Measure peak memory: of an import, of many verdicts and reports, and over many ground truths.

Run ``python -m tests.bench.memory`` from the repository's root; needs the extra ``baselines``.

Every row is a process of its own, which does one thing and tells its peak (resident, ``VmHWM``)
when it ends. Verdicts are of pairs that the generator of mixed notations draws; reports are of the
completions that ``tests.bench.speed`` times. ``--truths 1000000`` takes a million ground truths.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.corpora import CORPORA, ROOT, command, r1vl_trace
from tests.bench.peak import peak_mb
from tests.bench.tables import print_table

if TYPE_CHECKING:  # what a process does not use, it must not hold
    from stepreward import RewardModel

CHECKS = 10  # how often memory is looked at
WORK = {
    "python alone": ("pass", "pass"),
    "import stepreward, math_verify": ("import stepreward", "import math_verify"),
    "a first verdict": ("memory.judge_ours(1)", "memory.judge_theirs(1)"),
    "{pairs:,} verdicts": ("memory.judge_ours({pairs})", "memory.judge_theirs({pairs})"),
    "640 reports": ("memory.report_ours({corpora!r})", "memory.report_theirs({corpora!r})"),
}


def main() -> None:
    """Print the tables."""
    parser = command(__doc__)
    parser.add_argument(
        "--truths", type=int, default=20_000, help="distinct ground truths (default: 20,000)"
    )
    parser.add_argument("--pairs", type=int, default=300, help="of verdicts (default: 300)")
    options = parser.parse_args()
    values = {"pairs": options.pairs, "corpora": str(options.corpora)}
    rows = [
        [name.format(**values), *(f"{peak_of(code.format(**values)):,.0f}" for code in sides)]
        for name, sides in WORK.items()
    ]
    head = ["", "ours", "Math-Verify; R1-VL with it"]
    print_table("Peak memory of a process, MB", head, rows)
    print(said_by(f"memory.over_truths({options.truths})").rpartition("\npeak ")[0].rstrip())


def peak_of(code: str) -> float:
    """Run some code in a process of its own, and give its peak in MB."""
    return float(said_by(code).rpartition("\npeak ")[2])


def said_by(code: str) -> str:
    """Run some code in a process of its own, and give what it prints."""
    lines = ["from tests.bench import peak", "peak.say_peak_at_exit()"]
    lines += ["from tests.bench import memory"] if "memory." in code else []
    ran = subprocess.run(
        [sys.executable, "-c", "\n".join([*lines, code])],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return ran.stdout


# What the processes do.


def judge_ours(pairs: int) -> None:
    """Judge pairs by our judge."""
    import stepreward as sr
    from tests.notations import sample_pairs

    for pair in sample_pairs(pairs, seed=3):
        sr.judge(pair.candidate, pair.gold)


def judge_theirs(pairs: int) -> None:
    """Judge the same pairs by Math-Verify."""
    from tests.bench.rival import MathVerify
    from tests.notations import sample_pairs

    rival = MathVerify()
    for pair in sample_pairs(pairs, seed=3):
        rival.is_equal(pair.candidate, pair.gold)


def report_ours(corpora: str = str(CORPORA)) -> None:
    """Score the long traces by our scorer."""
    import stepreward as sr

    _report(sr.Scorer(), corpora)


def report_theirs(corpora: str = str(CORPORA)) -> None:
    """Score the long traces by R1-VL's published code."""
    from stepreward.baselines import R1VL
    from tests.bench.rival import hush

    hush()
    _report(R1VL(), corpora)


def _report(model: RewardModel, corpora: str) -> None:
    from tests.bench.long_traces import long_traces

    for one in long_traces(Path(corpora)):
        truth = one.truth("equations")
        for text in one.rollouts():
            model.score(text, truth)


def over_truths(truths: int) -> None:
    """Print the process's peak memory while it scores distinct completions and ground truths."""
    import stepreward as sr

    scorer = sr.Scorer()
    rows = []
    for at in range(truths):
        a, b = at + 2, 3 * at + 5
        keys = [f"{a} + {b} = {a + b}", f"group {at} has {b} pens"]
        truth = sr.GroundTruth(str(a + b), keys, f"Group {at} has {a} boxes and {b} pens. In all?")
        text = r1vl_trace([f"Group {at} has {b} pens: {a} + {b} = {a + b}."], str(a + b))
        scorer.score(text, truth)
        if (at + 1) % max(1, truths // CHECKS) == 0:
            rows.append([f"{at + 1:,}", f"{peak_mb():,.1f}"])
    print_table("Memory over distinct ground truths", ["ground truths", "peak MB"], rows)


if __name__ == "__main__":
    main()
