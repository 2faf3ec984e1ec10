"""Look at the most memory that a process has held; imports next to nothing, so as not to count."""

from __future__ import annotations

import sys


def peak_mb(pid: int | str = "self") -> float:
    """Give the peak of a process in MB, as Linux counts it; 0 where the process is gone.

    Elsewhere that of this process alone can be told.
    """
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as lines:  # noqa: PTH123
            found = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
        return int(found[0]) * 1024 / 1e6 if found else 0.0
    except OSError:
        return 0.0 if sys.platform == "linux" else _own_peak_mb()


def say_peak_at_exit() -> None:
    """Print the peak of this process as the last line of its output."""
    import atexit

    atexit.register(lambda: print(f"\npeak {peak_mb()}", flush=True))


def _own_peak_mb() -> float:
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)
