"""The site builds without a warning, asks nobody for anything, and links lead somewhere."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import stepreward as sr
from tests.docs.blocks import ROOT, pages

_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)\s]+)?\)")
_FETCHED = re.compile(
    r"<(?:script|img|iframe|source|link)\b[^>]*?(?:src|href)=\"?(https?:[^\" >]+)"
)
_CANONICAL = re.compile(r"<link rel=\"?canonical[^>]*>")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site, as ``make docs`` does."""
    if importlib.util.find_spec("mkdocs") is None:
        pytest.skip("needs: pip install '.[docs]'")
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return folder


def test_every_page_is_built(site: Path) -> None:
    sources = [page.removeprefix("docs/") for page in pages() if page.startswith("docs/")]
    built = [one.replace("README.md", "index.md").replace(".md", ".html") for one in sources]
    assert [name for name in built if not (site / name).is_file()] == []


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    found = {
        url
        for page in site.rglob("*.html")
        for url in _FETCHED.findall(_CANONICAL.sub("", page.read_text("utf-8")))
    }
    assert found == set()


def test_the_look_for_what_is_fetched_would_see_it() -> None:
    assert _FETCHED.findall('<link rel="stylesheet" href="https://a.b/c.css">')
    assert _FETCHED.findall('<script src="https://a.b/c.js"></script>')
    assert not _FETCHED.findall('<a href="https://a.b/">there</a>')


def test_the_reference_shows_every_public_name(site: Path) -> None:
    shown = (site / "api" / "stepreward.html").read_text("utf-8")
    modules = {"judge": "stepreward.answer.judge"}  # a module and a function
    names = sorted(set(sr.__all__) - {"__version__"})
    wanted = [f'id="{modules.get(name, "stepreward")}.{name}"' for name in names]
    assert [one for one in wanted if one not in shown] == []


def test_an_example_of_a_docstring_is_shown_as_a_session(site: Path) -> None:
    shown = (site / "api" / "stepreward.html").read_text("utf-8")
    assert '<span class="gp">&gt;&gt;&gt; </span>' in shown
    assert "<blockquote>" not in shown


@pytest.mark.parametrize("page", pages())
def test_links_lead_somewhere(page: str) -> None:
    folder = (ROOT / page).parent
    assert [one for one in links_of(page) if not (folder / one).exists()] == []


@pytest.mark.parametrize("page", [one for one in pages() if one.startswith("docs/")])
def test_the_site_can_follow_its_links(page: str) -> None:
    folder = (ROOT / page).parent
    resolved = [(folder / one).resolve() for one in links_of(page)]
    assert [one for one in resolved if ROOT / "docs" not in one.parents] == []


def links_of(page: str) -> list[str]:
    """List the files that a page links to."""
    return _LINK.findall((ROOT / page).read_text("utf-8"))
