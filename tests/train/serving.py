"""A server that speaks vLLM's protocol on loopback, with our own sampler and a real model in it."""

from __future__ import annotations

import base64
import io
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import torch
from PIL import Image

from stepreward.trace import GroundTruth
from stepreward.train.data.examples import Example
from stepreward.train.model.folders import Loaded, load
from stepreward.train.model.likelihood import completion_log_probs
from stepreward.train.model.rollouts import encode_prompts
from stepreward.train.model.sampling import sample, sampling
from tests.loopback import listening

MODEL = "the-model"


@dataclass(slots=True)
class Server:
    """What it samples with, what it was asked, and the ways in which it goes wrong."""

    loaded: Loaded
    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    is_stale: bool = False
    is_bare: bool = False  # no development calls
    adds_to_prompts: str = ""
    drops_ends: bool = False
    leaves_out: str = ""  # of every choice
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, path: str, body: Mapping[str, Any]) -> tuple[int, Any]:
        if path == "/v1/models":
            return 200, {"data": [{"id": MODEL}]}
        if path == "/v1/chat/completions":
            with self.lock:  # torch's random numbers are one row for all threads
                self.requests.append(dict(body))
                return 200, self._complete(body)
        if path == "/collective_rpc" and not self.is_bare:
            return self._reload(body)
        if path == "/reset_prefix_cache" and not self.is_bare:
            return 200, None
        return 404, {"detail": "Not Found"}

    def _reload(self, body: Mapping[str, Any]) -> tuple[int, Any]:
        assert body["method"] == "reload_weights"
        folder = body["kwargs"]["weights_path"]
        self.loads.append(folder)
        if not Path(folder, "model.safetensors").is_file():
            return 500, {"detail": f"{folder}: no weights"}
        if not self.is_stale:
            self.loaded = load(folder)
        return 200, {"results": [None]}

    def _complete(self, body: Mapping[str, Any]) -> dict[str, Any]:
        processor = self.loaded.processor
        how = sampling(
            processor.tokenizer,
            max_tokens=body["max_tokens"],
            temperature=body["temperature"] or None,
            group=body["n"],
        )
        assert {str(one) for one in how.never} == set(body["logit_bias"])
        assert body["stop_token_ids"] == [how.end]
        prompts = encode_prompts(
            processor,
            [_example(body["messages"])],
            instruction=self.adds_to_prompts,
            limit=100_000,
        )
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(body["seed"])
            found = sample(self.loaded.model, processor.tokenizer, prompts, how)
        with torch.no_grad():
            log_probs = completion_log_probs(self.loaded.model, found, slice(0, len(found)), 1.0)
        choices = []
        for ids, mask, row, is_cut in zip(
            found.ids, found.mask, log_probs, found.truncated, strict=True
        ):
            length = int(mask.sum()) - (self.drops_ends and not is_cut)
            choice = {
                "token_ids": ids[:length].tolist(),
                "logprobs": {"content": [{"logprob": one} for one in row[:length].tolist()]},
                "finish_reason": "length" if is_cut else "stop",
            }
            choice.pop(self.leaves_out, None)
            choices.append(choice)
        return {"prompt_token_ids": prompts.inputs["input_ids"][0].tolist(), "choices": choices}


@contextmanager
def serving(model: Path) -> Iterator[Server]:
    server = Server(load(model))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._reply({})

        def do_POST(self) -> None:
            self._reply(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _reply(self, body: Mapping[str, Any]) -> None:
            status, said = server.answer(self.path, body)
            data = b"" if said is None else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    with listening(Handler) as server.url:
        yield server


def _example(messages: list[dict[str, Any]]) -> Example:
    """Read the one turn of a chat."""
    (turn,) = messages
    *images, words = turn["content"]
    files = [base64.b64decode(one["image_url"]["url"].partition(",")[2]) for one in images]
    opened = tuple(Image.open(io.BytesIO(file)).convert("RGB") for file in files)
    return Example("asked", words["text"], opened, GroundTruth())
