"""Run the benchmarks and put what they print into docs/performance.md and docs/key_steps.md.

Run ``python -m tests.bench.performance`` from the repository's root, or with the names of some
benchmarks: ``python -m tests.bench.performance speed steps``. Each one's output replaces what
stands between its ``<!-- begin: NAME -->`` and ``<!-- end: NAME -->``.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.bench.corpora import ROOT, command

PAGES = (ROOT / "docs" / "performance.md", ROOT / "docs" / "key_steps.md")
_BEGIN = re.compile(r"<!-- begin: (\w+) -->")


def main() -> None:
    """Run what is asked for and rewrite its part of the page."""
    pages = {name: page for page in PAGES for name in _BEGIN.findall(page.read_text("utf-8"))}
    names = list(pages)
    parser = command(__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(names)}")
    options = parser.parse_args()
    unknown = set(options.names) - set(names)
    if unknown:
        parser.error(
            f"{', '.join(sorted(unknown))}: not on the pages; they have {', '.join(names)}"
        )
    for name in options.names or names:
        print(f"{name} …", file=sys.stderr)
        output = output_of(name, options.corpora)
        page = pages[name]
        page.write_text(replaced(page.read_text("utf-8"), name, output), encoding="utf-8")


def output_of(name: str, corpora: Path) -> str:
    """Run one benchmark; what it says on stderr goes to the terminal."""
    takes_corpora = name not in ("hostile", "matching")
    options = ["--corpora", str(corpora)] if takes_corpora else []
    ran = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{name}", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return ran.stdout.strip()


def replaced(page: str, name: str, output: str) -> str:
    """Put the output between the marks of its name."""
    head, begin, rest = page.partition(f"<!-- begin: {name} -->\n")
    _, end, tail = rest.partition(f"<!-- end: {name} -->")
    return f"{head}{begin}```text\n{output}\n```\n{end}{tail}"


if __name__ == "__main__":
    main()
