"""How fast a report page opens and filters, and how large it is; or its screenshots for the docs.

Run ``python -m tests.bench.page`` from the repository's root; it needs chromium. The shipped
GSM8K solutions are repeated, each under another name and with another number in it. First paint is
what the browser itself reports; ready is when the figures stand; a filter is timed from the
keystroke to the frame that shows the new rows, as medians of several. ``--screenshots DIR`` draws
the pictures of docs/page.md and measures nothing.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from stepreward.page import make_page, write_page
from stepreward.page.sheet import Content, sheet
from tests.bench.tables import print_table
from tests.page.browser import Scheme, chromium, running, window
from tests.page.traces import CHARTS, many, page_of, write

ROUNDS = 5
DESK: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 390, "height": 780}
# name, place in the page, window, scheme
SHOTS: tuple[tuple[str, str, ViewportSize, Scheme], ...] = (
    ("page-summary", "", DESK, "light"),
    ("page-traces", "#view=traces", DESK, "light"),
    ("page-trace", "#trace=1", DESK, "light"),
    ("page-group", "#group=1", DESK, "dark"),
    ("page-phone", "#trace=1", PHONE, "light"),
)
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
_READY = "() => document.querySelector('.tiles') ? performance.now() : null"
# Sets a field as a hand would, and resolves when the frame after the change is drawn.
_FILTER = """([selector, value]) => new Promise((resolve) => {
  const field = document.querySelector(selector);
  const start = performance.now();
  field.value = value;
  field.dispatchEvent(new Event('input', {bubbles: true}));
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
})"""


def main() -> None:
    """Measure, or draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--traces", type=int, default=10_000)
    parser.add_argument("--screenshots", type=Path)
    asked = parser.parse_args()
    if chromium() is None:
        sys.exit("needs chromium on the PATH: apt-get install chromium")
    with running() as browser, tempfile.TemporaryDirectory() as folder:
        if asked.screenshots is not None:
            draw(browser, asked.screenshots, Path(folder))
        else:
            measure(browser, asked.traces, Path(folder))


def measure(browser: Browser, traces: int, folder: Path) -> None:
    """Print sizes and times of a page of many traces."""
    source = write(folder / "traces.jsonl", many(traces))
    start = time.perf_counter()
    page = make_page([source])
    path = folder / "page.html"
    size = write_page(page, path)
    made_s = time.perf_counter() - start
    empty = sum(map(len, sheet(Content({}, [], []))))
    paints, readies, typed, chosen = [], [], [], []
    for at in range(ROUNDS):
        with window(browser) as context:
            tab = context.new_page()
            tab.goto(path.as_uri())
            readies.append(float(tab.wait_for_function(_READY).json_value()))
            paints.append(float(tab.evaluate(_PAINT)))
            typed.append(_typed(tab, f"attempt {at}"))
            chosen.append(float(tab.evaluate(_FILTER, ["select[aria-label*=answer]", "equal"])))
    print_table(
        "A report page in chromium",
        ("what", "value"),
        [
            ("page before data", f"{empty / 1e3:.0f} kB"),
            (f"page of {traces:,} traces", f"{size / 1e6:.1f} MB"),
            ("made in, scoring included", f"{made_s:.1f} s"),
            ("first paint", f"{statistics.median(paints):.0f} ms"),
            ("figures ready", f"{statistics.median(readies):.0f} ms"),
            ("search", f"{statistics.median(typed):.0f} ms, at most {max(typed):.0f} ms"),
            ("filter", f"{statistics.median(chosen):.0f} ms, at most {max(chosen):.0f} ms"),
        ],
    )


def _typed(tab: Page, words: str) -> float:
    """Search once the texts are read; give the milliseconds until the rows changed."""
    tab.evaluate("location.hash = 'view=traces&q=nothing-like-this'")
    tab.wait_for_function(
        "() => { const found = document.querySelector('.found');"
        " return found && found.textContent.startsWith('0 of')"
        " && !found.textContent.includes('reading'); }"
    )
    return float(tab.evaluate(_FILTER, ["#search", words]))


def draw(browser: Browser, target: Path, folder: Path) -> None:
    """Write the screenshots of the shipped examples."""
    target.mkdir(parents=True, exist_ok=True)
    copy = folder / "examples.jsonl"
    copy.write_bytes(CHARTS.read_bytes())
    (folder / "images").symlink_to(CHARTS.parent / "images")
    path = page_of(copy)
    for name, place, size, scheme in SHOTS:
        with window(browser, width=size["width"], height=size["height"], scheme=scheme) as context:
            tab = context.new_page()
            tab.goto(f"{path.as_uri()}{place}")
            tab.wait_for_selector("main")
            mark = tab.locator(".two mark.key")
            tab.wait_for_timeout(400)
            if mark.count() and size == DESK:
                mark.first.hover()
            tab.screenshot(path=target / f"{name}.png")
            print(target / f"{name}.png")


if __name__ == "__main__":
    main()
