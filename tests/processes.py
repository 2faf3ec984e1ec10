"""The processes below another, as Linux lists them."""

from __future__ import annotations

from pathlib import Path


def children_of(pid: int) -> list[int]:
    """List the processes that any thread of one has started; none where it is gone."""
    try:
        texts = [one.read_text() for one in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return []
    return sorted(int(child) for text in texts for child in text.split())


def command_of(pid: int) -> bytes:
    """Read the command line of a process; empty where it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def workers_of(pid: int) -> list[int]:
    """List the worker processes of one, without multiprocessing's own."""
    return [child for child in children_of(pid) if b"spawn_main" in command_of(child)]
