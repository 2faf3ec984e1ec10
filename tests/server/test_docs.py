"""The calls that docs/server.md shows, sent as they stand there."""

from __future__ import annotations

import doctest
import re

import pytest

from tests.server.running import ROOT, Running

PAGE = (ROOT / "docs" / "server.md").read_text("utf-8")
_SHOWN = re.compile(r"\$ curl -s \S+?(/\w+) -H '[^']+' -d '(\{.*?\})'\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize(("path", "body", "reply"), _SHOWN.findall(PAGE), ids=lambda one: one[:11])
def test_the_page_prints_what_the_server_replies(
    shared: Running, path: str, body: str, reply: str
) -> None:
    said = shared.ask(path, body.encode()).body.decode()
    checker = doctest.OutputChecker()
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    assert checker.check_output(reply, f"{said}\n", options), said


def test_the_page_shows_both_calls() -> None:
    assert {path for path, _, _ in _SHOWN.findall(PAGE)} == {"/score", "/get_reward"}
