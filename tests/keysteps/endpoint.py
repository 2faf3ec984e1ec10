"""A small server of the chat protocol on loopback, which answers as its model's name says."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.loopback import listening

GOOD = {"key_steps": [{"forms": ["16 - 7 = 9", "16 minus 7 is 9"]}, {"forms": ["9 * 2 = 18"]}]}


@dataclass(slots=True)
class Heard:
    """What a server was asked, and how much of it at the same time."""

    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: set[str | None] = field(default_factory=set)
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, model: str) -> int:
        return sum(request["model"] == model for request in self.requests)


@contextmanager
def serving() -> Iterator[Heard]:
    heard = Heard()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with heard.lock:
                heard.requests.append(body)
                heard.keys.add(self.headers["Authorization"])
                heard.at_once += 1
                heard.most_at_once = max(heard.most_at_once, heard.at_once)
                number = heard.count(body["model"])
            if self.path != "/v1/chat/completions":
                status, answer = 404, _error("no such path")
            else:
                status, answer = _answer(body, number)
            with heard.lock:
                heard.at_once -= 1
            data = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Retry-After-Ms", "1")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    with listening(Handler) as url:
        heard.url = f"{url}/v1"
        yield heard


def _answer(body: dict[str, Any], number: int) -> tuple[int, dict[str, Any]]:
    """Behave as the model's name says; ``number`` counts its requests from 1."""
    model = body["model"]
    if model == "good":
        return 200, _said(json.dumps(GOOD))
    if model == "chatty":
        return 200, _said(f"Here you are:\n```json\n{json.dumps(GOOD)}\n```\nGood luck!")
    if model == "slow":
        time.sleep(0.05)
        return 200, _said(json.dumps(GOOD))
    if model == "learns":
        return 200, _said(json.dumps(GOOD) if len(body["messages"]) > 2 else "16 - 7 = 9")
    if model == "babbles":
        return 200, _said("I would rather talk about ducks.")
    if model == "busy":
        return (429, _error("too many requests")) if number < 3 else (200, _said(json.dumps(GOOD)))
    if model == "broken":
        return 500, _error("out of memory")
    if model == "picky":
        return 400, _error("temperature is not supported")
    if model == "locked":
        return 401, _error("no such key")
    if model == "bare":
        return 200, {"choices": [{"message": {"role": "assistant", "content": None}}]}
    return 404, _error(f"no model {model}")


def _said(text: str) -> dict[str, Any]:
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 0,
        "model": "test",
        "choices": [
            {
                "index": 0,
                "finish_reason": "stop",
                "message": {"role": "assistant", "content": text},
            }
        ],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }


def _error(message: str) -> dict[str, Any]:
    return {"error": {"message": message, "type": "test", "code": None}}
