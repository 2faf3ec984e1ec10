"""``stepreward report`` as a newcomer uses it: what is printed where, and what is served."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.page.traces import RIGHT, WRONG, trace, write
from tests.test_cli import run

COMMAND = [sys.executable, "-m", "stepreward", "report"]


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STEPREWARD_CONFIG", raising=False)


@pytest.fixture
def traces(tmp_path: Path) -> Path:
    return write(tmp_path / "traces.jsonl", [trace(RIGHT), trace(WRONG)])


def test_unscored_traces_make_a_page_at_once(traces: Path, tmp_path: Path) -> None:
    page = tmp_path / "new" / "page.html"
    done = run("report", traces, "-o", page)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines()[0] == "2 traces"
    assert f"page: {page}" in done.stderr
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert not page.with_name("page.html.part").exists()


def test_without_a_name_it_is_report_html(
    traces: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("report", traces).exit_code == 0
    assert (tmp_path / "report.html").is_file()


def test_a_page_can_be_piped(traces: Path) -> None:
    done = subprocess.run([*COMMAND, traces, "-o", "-"], capture_output=True, check=True)
    assert done.stdout.startswith(b"<!doctype html>")
    assert done.stdout.endswith(b"</html>\n")


def test_a_reader_who_has_seen_enough_is_no_error(traces: Path) -> None:
    line = f"{sys.executable} -m stepreward report {traces} -o - | head -c 10"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", line], capture_output=True, check=True)
    assert done.stdout == b"<!doctype "


def test_refused_lines_are_named_and_the_rest_is_shown(traces: Path, tmp_path: Path) -> None:
    with traces.open("a") as file:
        file.write('{"completion": "x"}\n')
    done = run("report", traces, "-o", tmp_path / "page.html")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[0] == "2 traces"
    assert "line 3: answer: no field" in done.stderr
    assert (tmp_path / "page.html").is_file()


def test_where_every_line_is_refused_an_earlier_page_stays(tmp_path: Path) -> None:
    lines, page = tmp_path / "lines.jsonl", tmp_path / "page.html"
    lines.write_text('{"completion": "x"}\n')
    page.write_text("earlier")
    done = run("report", lines, "-o", page)
    assert done.exit_code == 1
    assert "answer: no field" in done.stderr
    assert page.read_text() == "earlier"


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    path = write(tmp_path / "traces.jsonl", [trace(image="none.png")] * 3)
    done = run("report", path, "-o", tmp_path / "page.html", "--limit", 2)
    assert "3 traces, of which 2 are shown; --limit sets how many" in done.stderr
    assert "1 image left out: no file there that can be read" in done.stderr


def test_two_runs_are_paired(traces: Path, tmp_path: Path) -> None:
    done = run("report", traces, "--against", traces, "-o", tmp_path / "page.html")
    assert done.exit_code == 0
    assert "2 pairs of traces to compare" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["report"], "Missing argument", id="no file"),
        pytest.param(["report", "none.jsonl"], "none.jsonl: no such file", id="a missing file"),
        pytest.param(["report", "{traces}", "--agains", "x"], "--against", id="a typo in a flag"),
        pytest.param(["report", "{traces}", "--against", "none.jsonl"], "no such file", id="other"),
        pytest.param(["report", "{traces}", "--limit", "0"], "--limit", id="no trace at all"),
        pytest.param(
            ["report", "{traces}", "--field", "anser=x"], "answer", id="a typo in a field"
        ),
        pytest.param(
            ["report", "{traces}", "-o", "{traces}/x"], "a file stands where", id="output"
        ),
        pytest.param(
            ["report", "{traces}", "-o", "{traces}"], "is an input as well", id="over its input"
        ),
        pytest.param(
            ["report", "{folder}", "-o", "{traces}"], "is an input as well", id="in its folder"
        ),
        pytest.param(
            ["report", "none.jsonl", "--against", "{traces}", "-o", "{traces}", "--serve"],
            "is an input as well",
            id="over the run beside it",
        ),
        pytest.param(
            ["report", "{traces}", "-o", "{folder}"], "is a folder; name a file in it", id="folder"
        ),
    ],
)
def test_misuse(traces: Path, arguments: list[str], words: str) -> None:
    before = traces.read_bytes()
    done = run(*(one.format(traces=traces, folder=traces.parent) for one in arguments))
    assert done.exit_code == 2
    assert words in done.stderr
    assert traces.read_bytes() == before


def test_no_web_framework_is_loaded(traces: Path, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom stepreward.cli import app\n"
        f"app(['report', {str(traces)!r}, '-o', {str(tmp_path / 'page.html')!r}],"
        " standalone_mode=False)\n"
        "late = {'fastapi', 'uvicorn', 'torch', 'sympy', 'matplotlib', 'pyarrow', 'playwright'}\n"
        "sys.exit(', '.join(late & {*sys.modules}) or 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# On loopback.


@pytest.fixture
def served(traces: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Serve a page, and give the process and its port."""
    command = [*COMMAND, str(traces), "--serve"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=traces.parent) as process:
        try:
            assert process.stderr is not None
            found = (re.search(r"http://127\.0\.0\.1:(\d+)/", line) for line in process.stderr)
            yield process, next(int(one[1]) for one in found if one is not None)
        finally:
            process.kill()


def asked(
    port: int, path: str = "/", host: str | None = None, method: str = "GET"
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers={"Host": host or f"127.0.0.1:{port}"})
    reply = connection.getresponse()
    found = reply.status, dict(reply.getheaders()), reply.read()
    connection.close()
    return found


def test_the_page_is_served_with_its_policy(served: tuple[subprocess.Popen[str], int]) -> None:
    _, port = served
    status, headers, body = asked(port)
    assert (status, body[:15]) == (200, b"<!doctype html>")
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'sha256-")
    assert headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Length"] == str(len(body))
    assert asked(port, host=f"localhost:{port}")[0] == 200
    assert asked(port, method="HEAD")[2] == b""


def test_nothing_else_is_served(served: tuple[subprocess.Popen[str], int]) -> None:
    process, port = served
    assert asked(port, "/traces.jsonl")[0] == 404
    assert asked(port, "/../etc/passwd")[0] == 404
    assert asked(port, host="evil.example")[0] == 421  # a name of its own that leads to loopback
    assert asked(port, host=f"evil.example:{port}")[0] == 421
    assert asked(port, method="POST")[0] == 501
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0
    assert process.stderr is not None
    assert process.stderr.read() == "stopped\n"
    assert not os.path.exists("report.html")  # it was shown, not written  # noqa: PTH110


def test_a_port_that_is_taken_is_named(
    served: tuple[subprocess.Popen[str], int], traces: Path
) -> None:
    done = run("report", traces, "--serve", "--port", served[1])
    assert done.exit_code == 2
    assert "cannot be listened on" in done.stderr
