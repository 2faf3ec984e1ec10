"""Run the benchmarks and put what they print into docs/performance.md and docs/key_steps.md.

Run ``python -m tests.bench.performance`` from the repository's root, or with the names of some
benchmarks: ``python -m tests.bench.performance speed steps``. Each one's output replaces what
stands between its ``<!-- begin: NAME -->`` and ``<!-- end: NAME -->``, as soon as it has ended.
One that fails, or that is not through in time, leaves the page as it was; the others go on, and
the exit status is 1.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.bench.corpora import ROOT, command

PAGES = (ROOT / "docs" / "performance.md", ROOT / "docs" / "key_steps.md")
WITHOUT_CORPORA = ("files", "hostile", "install_size", "matching", "startup", "trl_beside")
OPTIONS = {"trl_beside": "--length full --warm-up 60 --turns 2 --updates 3".split()}
_BEGIN = re.compile(r"<!-- begin: (\w+) -->")


def main() -> None:
    """Run what is asked for and rewrite its part of the page."""
    pages = {name: page for page in PAGES for name in _BEGIN.findall(page.read_text("utf-8"))}
    names = list(pages)
    parser = command(__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(names)}")
    parser.add_argument(
        "--within", type=float, default=300, metavar="S", help="seconds for each (default: 300)"
    )
    options = parser.parse_args()
    unknown = set(options.names) - set(names)
    if unknown:
        parser.error(
            f"{', '.join(sorted(unknown))}: not on the pages; they have {', '.join(names)}"
        )
    failed = []
    for name in options.names or names:
        begun = time.perf_counter()
        output = output_of(name, options.corpora, options.within)
        print(f"{name}: {time.perf_counter() - begun:.0f} s", file=sys.stderr)
        if output is None:
            failed.append(name)
            continue
        page = pages[name]
        page.write_text(replaced(page.read_text("utf-8"), name, output), encoding="utf-8")
    if failed:
        sys.exit(f"not rewritten: {', '.join(failed)}; what they say stands above")


def output_of(name: str, corpora: Path, within_s: float) -> str | None:
    """Run one benchmark; what it says on stderr goes to the terminal. None where it fails."""
    options = [] if name in WITHOUT_CORPORA else ["--corpora", str(corpora)]
    options += OPTIONS.get(name, [])
    running = subprocess.Popen(
        [sys.executable, "-m", f"tests.bench.{name}", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        output, _ = running.communicate(timeout=within_s)
    except subprocess.TimeoutExpired:
        print(f"{name}: stopped after {within_s:.0f} s; --within gives it more", file=sys.stderr)
        return None
    finally:  # the processes that a benchmark has begun end with it
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
    if running.returncode:
        print(f"{name}: ended with {running.returncode}", file=sys.stderr)
        return None
    return output.strip()


def replaced(page: str, name: str, output: str) -> str:
    """Put the output between the marks of its name."""
    head, begin, rest = page.partition(f"<!-- begin: {name} -->\n")
    _, end, tail = rest.partition(f"<!-- end: {name} -->")
    return f"{head}{begin}```text\n{output}\n```\n{end}{tail}"


if __name__ == "__main__":
    main()
