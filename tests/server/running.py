"""A server process, and how a client asks it."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.engine.lines import wait_for
from tests.processes import workers_of

ROOT = Path(__file__).parents[2]
TOKEN = "a-token-for-tests-0123"
_ADDRESS = re.compile(r"listening on http://127\.0\.0\.1:(\d+)")
_WAIT_S = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers, and the body as bytes."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def error(self) -> str:
        return str(self.json["error"])


@dataclass(slots=True)
class Running:
    """A server, its words on stderr so far, and the token that it asks for."""

    process: subprocess.Popen[str]
    token: str | None
    words: list[str] = field(default_factory=list)
    port: int = 0

    def ask(
        self,
        path: str,
        body: object = None,
        *,
        token: str | None = "",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask once, over a connection of its own; ``token`` "" is the server's, None is none."""
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        given = {"Content-Type": "application/json"} if headers is None else dict(headers)
        token = self.token if token == "" else token
        if token is not None:
            given["Authorization"] = f"Bearer {token}"
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_WAIT_S)
        try:
            if body is None:
                line.request("GET", path, headers=given)
            else:
                line.request("POST", path, sent, given)
            reply = line.getresponse()
            return Answer(reply.status, dict(reply.getheaders()), reply.read())
        finally:
            line.close()

    def ask_aside(self, path: str, body: object) -> Future[Answer]:
        """Ask from a thread."""
        future: Future[Answer] = Future()

        def run() -> None:
            try:
                future.set_result(self.ask(path, body))
            except (OSError, http.client.HTTPException) as error:
                future.set_exception(error)

        threading.Thread(target=run, daemon=True).start()
        return future

    def wait_for_words(self, words: str) -> None:
        wait_for(lambda: any(words in line for line in self.words))

    def wait_for_waiting(self, count: int) -> None:
        """Wait until so many requests wait for a worker."""
        wait_for(lambda: self.ask("/healthz").json["waiting"] == count)

    def workers(self) -> list[int]:
        """List the worker processes; Linux only."""
        return workers_of(self.process.pid)

    def figure(self, name: str) -> float:
        """Read one of the figures for Prometheus."""
        for line in self.ask("/metrics").body.decode().splitlines():
            if line.startswith(f"{name} "):
                return float(line.rpartition(" ")[2])
        raise AssertionError(name)


def environment(token: str | None) -> dict[str, str]:
    """Give a server its token, and nothing of what tests are run with."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STEPREWARD_")}
    return kept | ({} if token is None else {"STEPREWARD_TOKEN": token})


@contextmanager
def server(*options: str, token: str | None = None) -> Iterator[Running]:
    """Start a server on a free port, and kill it at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "stepreward", "serve", "--port", "0", *options],
        cwd=ROOT,
        env=environment(token),
        stderr=subprocess.PIPE,
        text=True,
    )
    running = Running(process, token)
    listener = threading.Thread(target=_listen, args=(running,), daemon=True)
    listener.start()
    try:
        wait_for(lambda: running.port != 0 or process.poll() is not None)
        assert running.port, running.words
        yield running
    finally:
        process.kill()
        process.wait()
        listener.join()
        assert process.stderr is not None
        process.stderr.close()


def _listen(running: Running) -> None:
    assert running.process.stderr is not None
    for line in running.process.stderr:
        running.words.append(line.rstrip())
        found = _ADDRESS.search(line)
        if found:
            running.port = int(found[1])
