"""The built script and style: what is committed is what the sources make, and it is small."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from stepreward import page
from stepreward.page.sheet import Content, asset, sheet
from tests.page.conftest import WEB

ASSETS = Path(page.__file__).with_name("assets")
NAMES = {"page.js", "page.css", "LICENSES.txt"}
MAX_BYTES = 1_500_000  # of a page before its data


def test_the_assets_are_there_and_nothing_else() -> None:
    assert {path.name for path in ASSETS.iterdir()} == NAMES


def test_a_page_without_data_is_small() -> None:
    assert sum(map(len, sheet(Content({}, [], [])))) < MAX_BYTES


def test_nothing_in_them_ends_their_own_tag() -> None:
    assert "</script" not in asset("page.js").lower()
    assert "<!--" not in asset("page.js")
    assert "</style" not in asset("page.css").lower()
    assert "\r" not in asset("page.js") + asset("page.css")


def test_the_style_loads_nothing() -> None:
    assert "url(" not in asset("page.css")
    assert "@import" not in asset("page.css")


def test_what_is_inside_has_its_licence() -> None:
    words = asset("LICENSES.txt")
    for name in ("preact", "uplot", "@tanstack/table-core", "@tanstack/virtual-core"):
        assert f"\n{name} " in f"\n{words}"
    headings = re.findall(r"(?m)^\S+ \d+\.\d+\.\d+ \(MIT\)$", words)
    assert words.count("Permission is hereby granted") == len(headings)


def test_a_rebuild_gives_the_same_bytes(modules: Path, tmp_path: Path) -> None:
    subprocess.run(["node", "build.mjs", str(tmp_path)], cwd=modules, check=True, timeout=120)
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == (ASSETS / name).read_bytes(), name


def test_the_lock_file_names_no_host() -> None:
    assert '"resolved"' not in (WEB / "package-lock.json").read_text(encoding="utf-8")
