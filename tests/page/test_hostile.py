"""A trace is hostile: it is shown, spelled out where it would be obeyed, and never run."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.page.conftest import Open
from tests.page.traces import page_of, trace, write

pytest.importorskip("playwright", reason="needs: pip install 'stepreward[dev]'")
from playwright.sync_api import Browser, expect

from tests.page.browser import window

SCRIPT = "<script>alert(1)</script>"
HOSTILE = (
    f"Step one: {SCRIPT} and </script></style></title><!-- and -->\n"
    "<img src=x onerror=alert(2)> <a href='javascript:alert(3)'>javascript:alert(3)</a>\n"
    "up\u202eside\u2066down\u200b \x1b[31mred \ud800 \u2028 &lt;b&gt; {{7*7}}\n"
    "#### 7"
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    row = trace(
        HOSTILE,
        id=SCRIPT,
        group=f"{SCRIPT}\u202e",
        question=f"{SCRIPT} How many?",
        key_steps=["<b>six</b> = 6"],
        note=SCRIPT,
    ) | {SCRIPT: SCRIPT}
    name = folder / "<script>alert(4)<script>.jsonl"
    return page_of(write(name, [row, row | {"id": "second"}]))


class Tags(HTMLParser):
    """Count the tags of a file, as a browser would meet them."""

    def __init__(self) -> None:
        super().__init__()
        self.met: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.met.append((tag, dict(attrs).get("type") or ""))


def test_the_file_holds_no_word_of_a_trace(hostile: Path) -> None:
    source = hostile.read_text(encoding="utf-8")
    assert "alert(" not in source
    tags = Tags()
    tags.feed(source)
    assert [kind for tag, kind in tags.met if tag == "script"].count("") == 1
    assert not {"img", "a", "iframe", "base", "form"} & {tag for tag, _ in tags.met}


def test_only_its_own_script_may_run(hostile: Path) -> None:
    source = hostile.read_text(encoding="utf-8")
    found = re.search(r'Content-Security-Policy" content="([^"]+)"', source)
    assert found is not None
    rules = dict(rule.split(" ", 1) for rule in found[1].split("; "))
    assert rules["default-src"] == "'none'"
    assert re.fullmatch(r"'sha256-[\w+/]{43}='", rules["script-src"])
    assert re.fullmatch(r"'sha256-[\w+/]{43}='", rules["style-src"])
    assert rules["img-src"] == "data:"
    assert (rules["base-uri"], rules["form-action"]) == ("'none'", "'none'")
    assert "unsafe" not in found[1]


@pytest.mark.parametrize("place", ["", "#view=traces", "#view=groups", "#trace=0", "#group=0"])
def test_it_is_shown_and_not_run(hostile: Path, open_page: Open, place: str) -> None:
    tab = open_page(hostile, place)
    expect(tab.locator("main").get_by_text("alert(").first).to_be_visible()
    assert tab.locator("main script, main img, main [onerror]").count() == 0
    assert tab.locator("a[href^='javascript']").count() == 0


def test_every_character_of_it_can_be_read(hostile: Path, open_page: Open) -> None:
    tab = open_page(hostile, "#trace=0")
    said = "".join(tab.locator(".completion .step-text").all_text_contents())
    for text in (SCRIPT, "</script></style></title><!-- and -->", "onerror=alert(2)", "&lt;b&gt;"):
        assert text in said
    escaped = tab.locator(".completion .escaped").all_inner_texts()
    assert escaped == ["\\u202e", "\\u2066", "\\u200b", "\\x1b", "\\ud800", "\\u2028"]


def test_what_would_run_is_stopped_by_the_policy(hostile: Path, browser: Browser) -> None:
    with window(browser) as context:
        tab = context.new_page()
        tab.goto(hostile.as_uri())
        tab.wait_for_selector("main")
        ran = tab.evaluate(
            """() => {
              const script = document.createElement('script');
              try { script.textContent = 'window.ran = true'; document.body.append(script); }
              catch (error) { return String(error.name); }
              return String(window.ran);
            }"""
        )
    assert ran == "TypeError"  # not even text becomes a script


@pytest.mark.parametrize(
    "place",
    [
        "#trace=99999999",
        "#trace=-1",
        "#trace=<script>",
        "#group=77&run=9",
        "#pair=3&view=compare",
        "#view=<img src=x onerror=alert(1)>",
        "#view=traces&missed=9.9",
        "#%%%&q=%00",
    ],
)
def test_an_address_that_leads_nowhere_breaks_nothing(
    hostile: Path, open_page: Open, place: str
) -> None:
    tab = open_page(hostile, place)
    expect(tab.locator("main")).to_be_visible()
