"""The page itself: one HTML file that loads nothing, runs one script, and obeys no data."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

from stepreward.page.gather import packed

_ASSETS = files("stepreward.page") / "assets"


class Content(NamedTuple):
    """What a page holds: the head for all that is seen at once, then what is read when opened.

    ``blocks`` are, run by run, the first trace and the packed text of each.
    """

    head: Mapping[str, object]
    blocks: Sequence[Sequence[tuple[int, str]]]
    pictures: Sequence[str]


def sheet(content: Content) -> Iterator[bytes]:
    """Write the page, part by part.

    Data stand in it as base64 alone, the alphabet of which has no markup; they reach the screen
    as text nodes. The policy in the page lets nothing run or load but its own script and style.
    """
    style, script = asset("page.css"), asset("page.js")
    yield (
        "<!doctype html>\n"
        '<html lang="en">\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy()}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<link rel="icon" href="data:,">\n'
        "<title>stepreward report</title>\n"
        f"<style>{style}</style>\n"
        "</head>\n"
        "<body>\n"
        '<div id="page"><p class="waiting">Reading the traces …</p></div>\n'
        "<noscript><p>This page draws its traces by a script of its own, which is switched off"
        " here.</p></noscript>\n"
    ).encode()
    yield _data("head", packed(content.head))
    for run, blocks in enumerate(content.blocks):
        for first, block in blocks:
            yield _data(f"block-{run}-{first}", block)
    for at, url in enumerate(content.pictures):
        yield _data(f"picture-{at}", url)
    yield _data("licences", packed(asset("LICENSES.txt")))
    yield f"<script>{script}</script>\n</body>\n</html>\n".encode()


@lru_cache(maxsize=1)
def policy() -> str:
    """Write the Content-Security-Policy: the page's own script and style, images inside it."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_hash(asset('page.js'))}'",
            f"style-src '{_hash(asset('page.css'))}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        )
    )


@lru_cache(maxsize=4)
def asset(name: str) -> str:
    """Read a file that ``make page`` built."""
    return (_ASSETS / name).read_text(encoding="utf-8")


def _data(name: str, text: str) -> bytes:
    return f'<script type="text/plain" id="{name}">{text}</script>\n'.encode("ascii")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode('ascii')}"
