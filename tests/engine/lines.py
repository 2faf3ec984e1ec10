"""Lines to score, and runs of them that are cut short."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from stepreward.engine import (
    Summary,
    score_files,
)

GOOD = json.dumps({"completion": "6*4 = 24\n#### 24", "answer": "24", "key_steps": ["6*4 = 24"]})
BAD = '{"completion": "x"}'
COMMAND: list[str | Path] = [sys.executable, "-m", "stepreward"]


def written(path: Path, lines: Sequence[str | bytes]) -> Path:
    path.write_bytes(
        b"".join(one if isinstance(one, bytes) else f"{one}\n".encode() for one in lines)
    )
    return path


def numbered(count: int) -> Iterator[str]:
    for number in range(count):
        answer = 24 if number % 3 else 25
        yield json.dumps({"n": number, "completion": f"6*4 = 24\n#### {answer}", "answer": 24})


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(one) for one in path.read_text().splitlines()]


def stop_after(chunks: int, error: BaseException) -> Any:
    def stop(_: int, summary: Summary) -> None:
        if summary.tally.traces >= 64 * chunks:
            raise error

    return stop


def cut_short(path: Path, out: Path, **settings: Any) -> None:
    with pytest.raises(KeyboardInterrupt):
        score_files([path], output=out, on_progress=stop_after(2, KeyboardInterrupt()), **settings)


def wait_for(is_so: Any, timeout_s: float = 120) -> None:
    end = time.monotonic() + timeout_s
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)
