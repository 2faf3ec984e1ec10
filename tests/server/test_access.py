"""Who may ask: tokens, hosts, ports, and what is said before a server starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from stepreward.errors import SettingError
from stepreward.server.access import is_token, listen, read_token, url_of
from tests.lacking import without
from tests.server.running import ROOT, TOKEN, Running, environment

# The token.


@pytest.mark.parametrize(
    ("token", "status"),
    [
        pytest.param(TOKEN, 200, id="the token"),
        pytest.param(None, 401, id="no token"),
        pytest.param(TOKEN[:-1], 401, id="its beginning"),
        pytest.param(TOKEN + "x", 401, id="more than it"),
        pytest.param(TOKEN.upper(), 401, id="its capitals"),
        pytest.param(" ", 401, id="a blank"),
        pytest.param("\u00e9" * 22, 401, id="beyond ASCII"),
    ],
)
@pytest.mark.parametrize("path", ["/score", "/get_reward", "/metrics"])
def test_only_the_token_opens(shared: Running, path: str, token: str | None, status: int) -> None:
    body = {"records": []} if path == "/score" else {"query": [""], "prompts": [""], "labels": [1]}
    answer = shared.ask(path, None if path == "/metrics" else body, token=token)
    assert answer.status == status
    if status == 401:
        assert answer.headers["www-authenticate"] == "Bearer"
        assert "send the header Authorization: Bearer TOKEN" in answer.error


def test_another_scheme_does_not_open(shared: Running) -> None:
    headers = {"Content-Type": "application/json", "Authorization": f"Basic {TOKEN}"}
    assert shared.ask("/score", {"records": []}, token=None, headers=headers).status == 401


def test_without_the_token_a_long_body_that_is_no_json_is_refused_for_that(shared: Running) -> None:
    assert shared.ask("/score", b"no JSON" * 20_000, token=None).status == 401


@pytest.mark.parametrize("path", ["/healthz", "/openapi.json"])
def test_what_tells_nothing_is_open(shared: Running, path: str) -> None:
    assert shared.ask(path, token=None).status == 200


@pytest.mark.parametrize(
    ("given", "is_right"),
    [("0123456789abcdef", True), ("0123456789abcdeF", False), ("", False), (None, False)],
)
def test_is_token(given: str | None, is_right: bool) -> None:
    assert is_token(given, "0123456789abcdef") is is_right


def test_a_token_comes_from_a_file_else_from_the_environment(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text(f"{TOKEN}\n")
    assert read_token(path, {"STEPREWARD_TOKEN": "x" * 20}) == TOKEN
    assert read_token(None, {"STEPREWARD_TOKEN": "x" * 20}) == "x" * 20
    assert read_token(None, {}) is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"short", "has 5 characters; use 16 or more", id="short"),
        pytest.param(b"", "has 0 characters", id="empty"),
        pytest.param(b"two words of a token", "use letters, digits and signs", id="a blank"),
        pytest.param("é".encode() * 20, "use letters, digits and signs", id="beyond ASCII"),
        pytest.param(b"\xff" * 20, "is no text", id="no text"),
        pytest.param(None, "cannot be read: No such file", id="no file"),
    ],
)
def test_a_token_that_will_not_do(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "token"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingError, match=words):
        read_token(path, {})


def test_an_empty_variable_is_no_token() -> None:
    with pytest.raises(SettingError, match=r"^\$STEPREWARD_TOKEN: the token has 0 characters"):
        read_token(None, {"STEPREWARD_TOKEN": ""})


# Hosts and ports.


@pytest.mark.parametrize(
    ("host", "has_token"),
    [
        pytest.param("127.0.0.1", False, id="loopback"),
        pytest.param("127.0.0.2", False, id="all of 127 is loopback"),
        pytest.param("localhost", False, id="by its name"),
        pytest.param("0.0.0.0", True, id="everywhere, with a token"),
    ],
)
def test_hosts_that_are_served(host: str, has_token: bool) -> None:
    with listen(host, 0, has_token=has_token) as listening:
        assert url_of(listening).startswith("http://")


@pytest.mark.parametrize(
    ("host", "words"),
    [
        pytest.param("0.0.0.0", "others can reach it, and there is no token; set", id="anywhere"),
        pytest.param("", "is no address", id="empty"),
        pytest.param("::", "others can reach it", id="anywhere, IPv6"),
        pytest.param("no such host", "is no address", id="no host"),
    ],
)
def test_hosts_that_are_not(host: str, words: str) -> None:
    with pytest.raises(SettingError, match=words):
        listen(host, 0, has_token=False)


def test_a_port_that_is_taken(shared: Running) -> None:
    with pytest.raises(SettingError, match=f":{shared.port} cannot be .* in use; give another"):
        listen("127.0.0.1", shared.port, has_token=False)


# The command.


def run(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "stepreward", "serve", *options],
        cwd=ROOT,
        env=environment(None),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        pytest.param(["--host", "0.0.0.0"], "--host 0.0.0.0: others can reach it", id="host"),
        pytest.param(["--token", "secret"], "No such option", id="a token on the command line"),
        pytest.param(["--token-file", "none"], "none: cannot be read", id="token file"),
        pytest.param(["--port", "99999"], "--port", id="port"),
        pytest.param(["--preset", "papr"], "did you mean 'paper'", id="preset"),
        pytest.param(["--field", "x=y"], "scoring reads no 'x'", id="field"),
    ],
)
def test_misuse_is_one_clear_message_and_exit_2(options: list[str], words: str) -> None:
    done = run(*options)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("module", ["fastapi", "uvicorn", "prometheus_client"])
def test_without_its_extra_it_says_so(module: str) -> None:
    done = without(module, "serve")
    assert done.returncode == 2
    assert done.stderr == "error: serving needs: pip install 'stepreward[server]'\n"
