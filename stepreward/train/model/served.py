"""A vLLM server as a client sees it: what it is asked, and how it is given new weights.

Three of its calls are used: chat completions with token ids, the ``reload_weights`` of its workers
from a folder (a development call: ``VLLM_SERVER_DEV_MODE=1``), and the emptying of its prefix
cache, which holds what the old weights thought.
"""

from __future__ import annotations

import base64
import io
import json
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from stepreward.errors import EndpointError
from stepreward.train.data.examples import Example
from stepreward.train.model.sampling import Sampling

_AT_ONCE = 64  # requests; the server puts them into batches of its own
_MAX_SHOWN = 300  # characters of a server's own words


@dataclass(frozen=True, slots=True)
class Written:
    """One completion: its C token ids, the end included, and how likely the server found each.

    ``has_stopped`` tells it from one that was cut off.
    """

    ids: tuple[int, ...]
    log_probs: tuple[float, ...]
    has_stopped: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """The ids of a prompt as the server read it, and the completions of its group."""

    prompt: tuple[int, ...]
    group: tuple[Written, ...]


class Served:
    """The model behind an address; raises EndpointError where it cannot be asked."""

    def __init__(self, url: str, timeout_s: float = 1800.0) -> None:
        self.url, self._timeout_s = url.rstrip("/").removesuffix("/v1"), timeout_s
        listed = self._call("/v1/models")
        try:
            self._model = str(listed["data"][0]["id"])
        except (KeyError, IndexError, TypeError):
            raise EndpointError(f"{self.url}: lists no model; is it a vLLM server?") from None

    def complete(
        self, examples: Sequence[Example], instruction: str, how: Sampling, seeds: Sequence[int]
    ) -> list[Answer]:
        """Ask for a group of completions of each of B prompts, all at once."""
        bodies = [
            self._body(example, instruction, how, seed)
            for example, seed in zip(examples, seeds, strict=True)
        ]
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            return list(threads.map(self._ask, bodies))

    def load(self, folder: Path) -> None:
        """Take the weights of a folder, which the server has to find under the same path."""
        weights = {"weights_path": str(folder.resolve()), "is_checkpoint_format": True}
        self._call("/collective_rpc", {"method": "reload_weights", "kwargs": weights})
        self._call("/reset_prefix_cache", {})

    def _body(self, example: Example, instruction: str, how: Sampling, seed: int) -> dict[str, Any]:
        """Say all that a server would else take from a published model's own defaults."""
        images = [
            {"type": "image_url", "image_url": {"url": _png(one)}} for one in example.load_images()
        ]
        words = {"type": "text", "text": instruction + example.question}
        return {
            "model": self._model,
            "messages": [{"role": "user", "content": [*images, words]}],
            "n": how.group,
            "max_tokens": how.max_tokens,
            "temperature": how.temperature or 0.0,
            "top_p": 1.0,
            "top_k": 0,
            "min_p": 0.0,
            "repetition_penalty": 1.0,
            "stop_token_ids": [how.end],
            "logit_bias": {str(token): -100.0 for token in how.never},
            "seed": seed,
            "logprobs": True,
            "top_logprobs": 0,
            "return_token_ids": True,
        }

    def _ask(self, body: Mapping[str, Any]) -> Answer:
        said = self._call("/v1/chat/completions", body)
        try:
            return Answer(tuple(said["prompt_token_ids"]), tuple(map(_written, said["choices"])))
        except (KeyError, TypeError, ValueError):
            raise EndpointError(
                f"{self.url}: answers without token ids or log-probabilities; is it a vLLM server "
                "that knows return_token_ids?"
            ) from None

    def _call(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Send one request: GET without a body, else POST; gives what it says, None for nothing."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(  # noqa: S310 - settings let http and https through
            self.url + path, data, {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=self._timeout_s) as reply:  # noqa: S310
                said = reply.read()
        except urllib.error.HTTPError as error:
            words = " ".join(error.read(4 * _MAX_SHOWN).decode("utf-8", "replace").split())
            hint = "; start it with VLLM_SERVER_DEV_MODE=1" if error.code in {404, 405} else ""
            raise EndpointError(
                f"{self.url}{path}: status {error.code}: {words[:_MAX_SHOWN]}{hint}"
            ) from None
        except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
            why = getattr(error, "reason", error)
            raise EndpointError(f"{self.url}: cannot be reached: {why}; is it up?") from None
        try:
            return json.loads(said) if said.strip() else None
        except ValueError:
            raise EndpointError(f"{self.url}{path}: answers with no JSON") from None


def _written(choice: Mapping[str, Any]) -> Written:
    ids = tuple(map(int, choice["token_ids"]))
    found = tuple(float(one["logprob"]) for one in choice["logprobs"]["content"])
    if not ids or len(ids) != len(found):
        raise ValueError
    return Written(ids, found, choice["finish_reason"] == "stop")


def _png(image: Image.Image) -> str:
    """Write an image without loss, as an address."""
    file = io.BytesIO()
    image.save(file, "PNG")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode('ascii')}"
