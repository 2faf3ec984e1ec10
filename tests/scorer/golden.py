"""Keep full reports of a few dozen traces, so that no reward moves unseen.

``python -m tests.scorer.golden`` says what moved; with ``--write`` it keeps what is now.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stepreward import GroundTruth, Report, Scorer
from stepreward.version import REWARDS

ROOT = Path(__file__).parents[2]
TRACES = ROOT / "data" / "golden" / "traces.jsonl"
REPORTS = ROOT / "data" / "golden" / "reports.jsonl"
SCORERS = {name: Scorer(name) for name in ("stepgrpo", "paper")}

Row = dict[str, Any]


def read(path: Path) -> list[Row]:
    """Read a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="ascii").splitlines()]


def scored() -> Iterator[Row]:
    """Score every trace with both presets."""
    for trace in read(TRACES):
        truth = GroundTruth(trace["answer"], trace["key_steps"], trace["question"])
        reports = {
            name: scorer.score(
                trace["completion"],
                truth,
                prefill=trace.get("prefill", ""),
                truncated=trace.get("truncated", False),
            )
            for name, scorer in SCORERS.items()
        }
        yield {"id": trace["id"], **{name: plain(report) for name, report in reports.items()}}


def plain(report: Report) -> Row:
    """Take everything but the signature, which names the release; floats to 12 digits."""
    row = {name: value for name, value in report.to_dict().items() if name != "signature"}
    read_back: Row = json.loads(json.dumps(row), parse_float=lambda text: round(float(text), 12))
    return read_back


def rewards(rows: list[Row]) -> dict[str, list[float]]:
    """List each trace's rewards: all that the digest looks at."""
    return {row["id"]: [row[name]["reward"] for name in SCORERS] for row in rows}


def digest(rows: list[Row]) -> str:
    """Name a set of rewards in twelve characters."""
    text = json.dumps(rewards(rows), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def moved(old: list[Row], new: list[Row]) -> list[str]:
    """Say which rewards are other ones now."""
    before = rewards(old)
    return [
        f"{name}: {before.get(name)} -> {now}"
        for name, now in rewards(new).items()
        if before.get(name) != now
    ]


def main(arguments: list[str]) -> int:
    """Compare, or with ``--write`` keep."""
    if arguments not in ([], ["--write"]):
        sys.stderr.write("usage: python -m tests.scorer.golden [--write]\n")
        return 2
    new = list(scored())
    old = read(REPORTS) if REPORTS.exists() else []
    differences = moved(old, new)
    print("\n".join([*differences, f"rewards {REWARDS}, golden `{digest(new)}`"]))  # noqa: T201
    if not arguments:
        return int(bool(differences))
    lines = (json.dumps(row, separators=(",", ":")) + "\n" for row in new)
    REPORTS.write_text("".join(lines), encoding="ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
