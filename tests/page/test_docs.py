"""docs/page.md says what is so: its links and pictures are there, its keys those of the help."""

from __future__ import annotations

import re

from tests.page.conftest import WEB
from tests.page.traces import ROOT

DOCS = ROOT / "docs"
PAGE = (DOCS / "page.md").read_text(encoding="utf-8")


def test_links_and_pictures_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)", PAGE)
    assert sum(one.endswith(".png") for one in links) == 5
    assert [one for one in links if not (DOCS / one).exists()] == []


def test_every_picture_is_shown() -> None:
    shown = set(re.findall(r"images/([\w-]+\.png)", PAGE))
    drawn = {path.name for path in (DOCS / "images").glob("page-*.png")}
    assert drawn == shown


def test_the_keys_are_those_of_the_help() -> None:
    table = PAGE.partition("| key | does |")[2].partition("\n\n")[0]
    told = set(re.findall(r"`([^`]+)`", table))
    source = (WEB / "src" / "help.tsx").read_text(encoding="utf-8")
    listed = source.partition("= [")[2].partition("];")[0]
    assert told == {key for keys in re.findall(r'\["([^"]+)",', listed) for key in keys.split()}
