"""Score a file of a million traces: memory, speed with one and two workers, and kills on the way.

Run ``python -m tests.bench.scale`` from the repository's root; it takes two cores for about half
an hour, and some 6 GB of disk. ``--traces N`` makes it smaller, ``--only`` takes one part,
``--folder`` says where the files go. The traces are the shipped samples over and over, each with
an id of its own. Linux only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.bench.corpora import ROOT
from tests.bench.peak import peak_mb
from tests.bench.tables import print_table
from tests.processes import children_of

SAMPLES = ("data/gsm8k/sample.jsonl", "data/multimodal/examples.jsonl")
SMALLER = (10_000, 100_000)  # whose memory the whole is compared with
SPEED_TRACES = 60_000  # so that the start of two more processes is a small part
KILL_TRACES = 40_000
KILLS = 10
LOOK_EVERY_S = 0.1
PARTS = ("speed", "kills", "memory")


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run took: its time, and the peak memory of the parent and of all workers.

    ``parent_cpu_s`` and ``workers_cpu_s`` are the time on a core, which other work that the machine
    does leaves as it is.
    """

    wall_s: float
    parent_mb: float
    workers_mb: float
    parent_cpu_s: float
    workers_cpu_s: float


def main() -> None:
    """Print a table of memory, one of speed and one line on kills."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--traces", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--only", choices=PARTS, help="one part alone")
    parser.add_argument("--folder", type=Path, help="where the files go; else a temporary folder")
    parser.add_argument("--seed", type=int, default=1, help="of the moments of the kills")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        if options.only in (None, "speed"):
            print_speed(folder, min(SPEED_TRACES, options.traces))
        if options.only in (None, "kills"):
            print_kills(folder, min(KILL_TRACES, options.traces), Random(options.seed))
        if options.only in (None, "memory"):
            smaller = [count for count in SMALLER if count < options.traces]
            print_memory(folder, [*smaller, options.traces])


def print_memory(folder: Path, counts: Sequence[int]) -> None:
    """Print peak memory and time for files of growing length."""
    rows = []
    for count in counts:
        path = tiled(folder / "in.jsonl", count)
        ran = timed(path, folder / "out.jsonl", 2)
        megabytes = path.stat().st_size / 1e6
        found = (f"{megabytes:,.0f}", f"{ran.parent_mb:,.0f}", f"{ran.workers_mb:,.0f}")
        rows.append([f"{count:,}", *found, f"{ran.wall_s:,.0f}", f"{count / ran.wall_s:,.0f}"])
    head = ["traces", "file MB", "parent peak MB", "workers peak MB", "s", "traces/s"]
    print_table("Memory against the length of the file, two workers", head, rows)


def print_speed(folder: Path, traces: int) -> None:
    """Print traces a second with one worker and with two, which take turns."""
    path = tiled(folder / "in.jsonl", traces)
    rounds = [[timed(path, folder / "out.jsonl", workers) for workers in (1, 2)] for _ in range(3)]
    best = [min(runs, key=_wall_s) for runs in zip(*rounds, strict=True)]
    rows = [
        [
            str(workers),
            f"{traces / ran.wall_s:,.0f}",
            f"{best[0].wall_s / ran.wall_s:.2f}×",
            f"{ran.parent_cpu_s:.1f}",
            f"{ran.workers_cpu_s:.1f}",
        ]
        for workers, ran in enumerate(best, 1)
    ]
    title = f"Speed over {traces:,} traces, the best of three runs, their start included"
    head = ["workers", "traces/s", "of one", "parent on a core, s", "workers on a core, s"]
    print_table(title, head, rows)
    print(f"cores: {os.cpu_count()}; load of the machine meanwhile: {os.getloadavg()[0]:.1f}")


def _wall_s(ran: Ran) -> float:
    return ran.wall_s


def print_kills(folder: Path, traces: int, random: Random) -> None:
    """Kill a run again and again, each time at a random moment, then let it finish."""
    path, out = tiled(folder / "in.jsonl", traces), folder / "out.jsonl"
    wall_s = timed(path, out, 2).wall_s
    whole = digest(out)
    out.unlink()
    killed = 0
    for _ in range(KILLS):
        running = started(path, out, 2)
        with suppress(subprocess.TimeoutExpired):
            running.wait(random.uniform(1, 1 + wall_s / KILLS))
        killed += running.poll() is None
        running.kill()
        running.wait()
    if not out.exists():
        timed(path, out, 2)
    same = "identical" if digest(out) == whole else "DIFFERENT"
    print(f"\nkill -9 of {killed} runs over {traces:,} traces, two workers: the output is {same}")


def tiled(path: Path, traces: int) -> Path:
    """Write the samples over and over, each trace with an id of its own."""
    rows = [
        json.loads(line)
        for sample in SAMPLES
        for line in (ROOT / sample).read_text(encoding="utf-8").splitlines()
    ]
    with path.open("w", encoding="utf-8") as file:
        for at in range(traces):
            file.write(f"{json.dumps(rows[at % len(rows)] | {'id': at})}\n")
    return path


def timed(path: Path, out: Path, workers: int) -> Ran:
    """Score a file, and look at the memory of every process while it lasts."""
    start = time.perf_counter()
    running = started(path, out, workers)
    peaks: dict[int, float] = {}
    cpu: dict[int, float] = {}
    while running.poll() is None:
        for pid in (running.pid, *children_of(running.pid)):
            peaks[pid] = max(peaks.get(pid, 0.0), peak_mb(pid))
            cpu[pid] = max(cpu.get(pid, 0.0), cpu_s(pid))
        with suppress(subprocess.TimeoutExpired):
            running.wait(LOOK_EVERY_S)
    wall_s = time.perf_counter() - start
    if running.returncode:
        sys.exit(f"the run over {path} ended with {running.returncode}")
    parent_mb, parent_cpu_s = peaks.pop(running.pid), cpu.pop(running.pid)
    return Ran(wall_s, parent_mb, sum(peaks.values()), parent_cpu_s, sum(cpu.values()))


def started(path: Path, out: Path, workers: int) -> subprocess.Popen[bytes]:
    """Start the command."""
    command = [sys.executable, "-m", "stepreward", "score", str(path), "-o", str(out)]
    return subprocess.Popen([*command, "--workers", str(workers)], stderr=subprocess.DEVNULL)


def cpu_s(pid: int) -> float:
    """Give the time that a process has spent on a core so far; 0 where it is gone."""
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def digest(path: Path) -> str:
    """Name the content of a file."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            found.update(piece)
    return found.hexdigest()


if __name__ == "__main__":
    main()
