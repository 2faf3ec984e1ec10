"""A browser for the tests and the benchmark: Debian's chromium, without a window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
Scheme = Literal["light", "dark"]


def chromium() -> str | None:
    """Find a browser on this machine."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def running() -> Iterator[Browser]:
    """Run the browser for as long as the block lasts."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=["--no-sandbox", "--disable-dev-shm-usage"],  # as root, in a container
        )
        yield browser
        browser.close()


def window(
    browser: Browser,
    *,
    width: int = 1280,
    height: int = 800,
    scheme: Scheme = "light",
    bypass_csp: bool = False,
) -> BrowserContext:
    """Open a window that reaches no network; a checker of ours may run past the page's policy."""
    return browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
        offline=True,
        bypass_csp=bypass_csp,
    )
