"""Start the ``stepreward`` command: Ctrl-C stops it without a traceback even while it loads.

It stands beside the package, for importing anything inside one loads all of it first.
"""

from __future__ import annotations

import sys

_INTERRUPTED = 130  # 128 + SIGINT, as shells count


def main() -> None:
    """Load the command, and run it."""
    try:
        from stepreward.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
