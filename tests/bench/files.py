"""Score files of growing length: time a trace, and the memory of the command and its workers.

Run ``python -m tests.bench.files`` from the repository's root; Linux only. ``tests.bench.scale``
does the same up to a million traces, and kills runs on the way.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.bench.scale import print_memory

COUNTS = (1_000, 3_000, 10_000, 30_000)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--counts", type=int, nargs="+", default=COUNTS, metavar="N", help="traces")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print_memory(Path(folder), options.counts)


if __name__ == "__main__":
    main()
