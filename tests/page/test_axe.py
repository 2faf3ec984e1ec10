"""What axe-core, the usual checker of accessibility, finds in every view, by day and by night."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.page.conftest import Open

AXE = """async () => {
  const found = await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',
    'wcag22aa', 'best-practice']});
  return found.violations.map((one) => [one.id, one.nodes.slice(0, 3).map((node) => node.html)]);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", ["", "#view=traces", "#view=groups", "#trace=1", "#group=0"])
def test_axe_finds_nothing(
    charts: Path, open_page: Open, modules: Path, place: str, scheme: str
) -> None:
    checker = modules / "node_modules" / "axe-core" / "axe.min.js"
    tab = open_page(charts, place, scheme=scheme, bypass_csp=True)
    tab.wait_for_timeout(150)
    tab.evaluate(checker.read_text(encoding="utf-8") + "; null")
    found: Any = tab.evaluate(AXE)
    assert found == []
