"""What the tests of the page share: a browser, a page of the shipped charts, node's modules."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.page.traces import CHARTS, ROOT, page_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

_PLACES = (ROOT / "stepreward" / "page" / "web", ROOT / "web")  # the second beside a wheel
WEB = next((place for place in _PLACES if place.is_dir()), _PLACES[0])
Open = Callable[..., "Page"]


@pytest.fixture(scope="package")  # its event loop must be gone before others run theirs
def browser() -> Iterator[Browser]:
    pytest.importorskip("playwright", reason="needs: pip install 'stepreward[dev]'")
    from tests.page.browser import chromium, running

    if chromium() is None:
        pytest.skip("no chromium on the PATH; apt-get install chromium")
    with running() as started:
        yield started


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Open a page as a reader would; what its console says beyond nothing fails the test."""
    from tests.page.browser import window

    contexts = []
    said: list[str] = []

    def closed(dialog: Dialog) -> None:
        said.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def opened(path: Path, place: str = "", **looks: object) -> Page:
        context = window(browser, **looks)  # type: ignore[arg-type]  # its own keywords
        context.set_default_timeout(10_000)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("dialog", closed)
        tab.goto(f"{path.as_uri()}{place}")
        tab.wait_for_selector("main")
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture(scope="session")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the page of the shipped charts, with their images."""
    folder = tmp_path_factory.mktemp("charts")
    copy = folder / "examples.jsonl"
    shutil.copy(CHARTS, copy)
    shutil.copytree(CHARTS.parent / "images", folder / "images")
    return page_of(copy)


@pytest.fixture(scope="session")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of web/ with its modules: those that are there, else fetched by npm."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("no node or npm on the PATH; apt-get install nodejs npm")
    copy = tmp_path_factory.mktemp("web") / "web"
    shutil.copytree(WEB, copy, ignore=shutil.ignore_patterns("node_modules"))
    if (WEB / "node_modules" / "installed").is_file():
        (copy / "node_modules").symlink_to(WEB / "node_modules")
        return copy
    fetch = ["npm", "ci", "--omit=dev", "--silent"]  # the build and the checker alone
    done = subprocess.run(fetch, cwd=copy, capture_output=True, timeout=240, check=False)
    if done.returncode:
        pytest.skip(f"npm cannot fetch the modules: {done.stderr.decode()[-200:]}")
    return copy
