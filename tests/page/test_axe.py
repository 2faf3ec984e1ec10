"""What axe-core, the usual checker of accessibility, finds in every view, by day and by night."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.page.conftest import Open
from tests.page.traces import RIGHT, WRONG, page_of, trace, write

pytest.importorskip("playwright", reason="needs: pip install 'stepreward[dev]'")
from playwright.sync_api import Page

AXE = """async () => {
  const found = await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',
    'wcag22aa', 'best-practice']});
  return found.violations.map((one) => [one.id, one.nodes.slice(0, 3).map((node) => node.html)]);
}"""


PLACES = ["", "#view=traces", "#view=groups", "#view=compare", "#trace=1", "#group=0", "#pair=1"]


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compared")
    before = write(folder / "before.jsonl", [trace(RIGHT, id="a"), trace(WRONG, id="b")])
    after = write(folder / "after.jsonl", [trace(RIGHT, id="a"), trace("I give up.", id="b")])
    return page_of(before, against=after)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", PLACES)
def test_axe_finds_nothing(
    compared: Path, open_page: Open, modules: Path, place: str, scheme: str
) -> None:
    tab = open_page(compared, place, scheme=scheme, bypass_csp=True)
    tab.wait_for_timeout(150)
    assert findings(tab, modules) == []


def test_axe_finds_nothing_in_a_tip_and_in_the_help(
    compared: Path, open_page: Open, modules: Path
) -> None:
    tab = open_page(compared, "#trace=0", bypass_csp=True)
    tab.locator("mark.key").first.focus()
    tab.wait_for_selector(".tip")
    assert findings(tab, modules) == []
    tab.keyboard.press("?")
    tab.wait_for_selector("dialog[open]")
    assert findings(tab, modules) == []


def findings(tab: Page, modules: Path) -> list[Any]:
    checker = modules / "node_modules" / "axe-core" / "axe.min.js"
    tab.evaluate(checker.read_text(encoding="utf-8") + "; null")
    return list(tab.evaluate(AXE))
