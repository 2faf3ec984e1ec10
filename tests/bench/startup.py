"""Time how long it takes until a program that uses us has begun, beside Math-Verify.

Run ``python -m tests.bench.startup`` from the repository's root; needs the extra ``baselines``.

Every row is a process of its own. The rows take turns, round by round, and a share is the median
over the rounds of this row's time by that of ``import math_verify`` in the same round, so that a
busy machine slows both. Times are the process's own seconds on a core, user and system. What an
import leaves for later, the first report and the first verdict pay: they are timed as well.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median

from tests.bench.corpora import ROOT
from tests.bench.tables import print_table

BESIDE = "import math_verify"
_SCORE = ".score('Half of it: 12/2 = 6.\\n#### 6', sr.GroundTruth('6', ['12/2 = 6']))"
ROWS: dict[str, list[str]] = {
    "python alone": ["-c", "pass"],
    "import stepreward": ["-c", "import stepreward"],
    "stepreward --help": ["-m", "stepreward", "--help"],
    "a first verdict of ours": ["-c", "import stepreward as sr; sr.judge('1/2', '0.5')"],
    "a first report of ours": ["-c", f"import stepreward as sr; sr.Scorer(){_SCORE}"],
    BESIDE: ["-c", "import math_verify"],
    "a first verdict of Math-Verify": [
        "-c",
        "from math_verify import parse, verify; verify(parse('$1/2$'), parse('$0.5$'))",
    ],
    "a first report of R1-VL's code": [
        "-c",
        f"import stepreward as sr; from stepreward.baselines import R1VL; R1VL(){_SCORE}",
    ],
}
_UNCOMPILED = "PYTHONDONTWRITEBYTECODE"  # what was installed is compiled, and so is a checkout
GOALS = {"import stepreward": 0.4, "stepreward --help": 0.6}


@dataclass(frozen=True, slots=True)
class Took:
    """The seconds that one process took, on a core and by the clock of the wall."""

    cpu_s: float
    wall_s: float


def main() -> None:
    """Print the table, and whether the goals are met."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=11, help="of all rows (default: 11)")
    options = parser.parse_args()
    took: dict[str, list[Took]] = {name: [] for name in ROWS}
    for at in range(options.rounds + 1):
        for name, arguments in ROWS.items():
            one = timed(arguments)
            took[name] += [one] if at else []  # the first compiles
    print_rows(took)
    print_goals({name: share(found, took[BESIDE]) for name, found in took.items()})


def timed(arguments: list[str]) -> Took:
    """Run Python once; stop where it fails."""
    begun = time.perf_counter()
    running = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != _UNCOMPILED},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(running.pid, 0)
    wall_s = time.perf_counter() - begun
    running.returncode = os.waitstatus_to_exitcode(status)  # or it would wait once more
    if running.returncode:
        sys.exit(f"python {' '.join(arguments)} ended with {running.returncode}")
    return Took(used.ru_utime + used.ru_stime, wall_s)


def share(ours: list[Took], theirs: list[Took]) -> float:
    """Compare two rows round by round: the median share of time on a core."""
    return median(mine.cpu_s / their.cpu_s for mine, their in zip(ours, theirs, strict=True))


def print_rows(took: dict[str, list[Took]]) -> None:
    """Print a row for each kind of process."""
    rows = [
        [
            name,
            f"{1e3 * median(one.cpu_s for one in found):,.0f}",
            f"{1e3 * median(one.wall_s for one in found):,.0f}",
            f"{share(found, took[BESIDE]):.2f}",
        ]
        for name, found in took.items()
    ]
    rounds = len(took[BESIDE])
    head = ["", "on a core", "by the wall", f"of {BESIDE}"]
    print_table(f"Until a process has begun, ms: medians of {rounds} rounds", head, rows)


def print_goals(shares: dict[str, float]) -> None:
    """Say which goals are met."""
    for name, goal in GOALS.items():
        is_met = "met" if shares[name] <= goal else "not met"
        print(f"goal: {name} at most {goal} of {BESIDE}: {is_met}")


if __name__ == "__main__":
    main()
