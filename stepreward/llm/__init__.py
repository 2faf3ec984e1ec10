"""Key steps by a language model, behind any OpenAI-compatible endpoint; needs the extra ``llm``."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from stepreward.errors import EndpointError
from stepreward.keysteps.cleaned import clean_key_steps
from stepreward.keysteps.task import Failure, Task
from stepreward.llm.answers import UnreadableError, read_answer
from stepreward.llm.cache import Cache, Reply, default_folder
from stepreward.llm.endpoint import Endpoint, RefusedError
from stepreward.llm.images import ImageError, image_url
from stepreward.llm.prompts import SYSTEM, correction, request
from stepreward.trace import KeyStep

__all__ = ["OPTIONS", "Price", "Teacher", "Usage"]

OPTIONS: Mapping[str, Any] = MappingProxyType({"temperature": 0, "max_tokens": 2_000})


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars for a million tokens, in and out."""

    prompt: float
    completion: float


@dataclass(slots=True)
class Usage:
    """What was asked, and what of it was paid for in this run."""

    requests: int = 0
    cached: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0

    def cost(self, price: Price) -> float:
        """Compute the dollars that this run cost; what was cached cost nothing."""
        tokens = self.prompt_tokens * price.prompt + self.completion_tokens * price.completion
        return tokens / 1_000_000


class _Run(NamedTuple):
    """One run over many tasks; ``dead`` is why nothing can be asked any more."""

    endpoint: Endpoint
    cache: Cache
    dead: list[EndpointError]


@dataclass(slots=True)
class Teacher:
    """Ask a model for the key steps of many questions, several at a time.

    An answer that cannot be read is put back to the model with what is wrong with it, up to
    ``attempts`` answers; a request that fails is repeated ``max_retries`` times. Replies are kept
    in ``cache``. What comes back is cleaned: no key step that no right reference states, no form
    that cannot match, that the question says, or, unless ``allow_answer``, that gives the answer.
    ``options`` go into every request beside model and messages, None for one that is to be left
    out. ``usage`` counts.
    """

    model: str
    base_url: str | None = None
    cache: Path = field(default_factory=default_folder)
    allow_answer: bool = False
    concurrency: int = 8
    attempts: int = 3
    max_retries: int = 4
    timeout_s: float = 120.0
    options: Mapping[str, Any] = field(default_factory=lambda: dict(OPTIONS))
    usage: Usage = field(default_factory=Usage)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __call__(self, tasks: Sequence[Task]) -> Iterator[tuple[KeyStep, ...] | Failure]:
        """Give the key steps of each task, in order; a Failure where there are none to be had.

        Raises MissingExtraError, FileError, or EndpointError where nothing can be asked at all.
        """
        cache = Cache(self.cache)
        with (
            closing(self._endpoint()) as endpoint,
            ThreadPoolExecutor(self.concurrency) as pool,
        ):
            run = _Run(endpoint, cache, [])
            waiting = [pool.submit(self._one, task, run) for task in tasks]
            try:
                for one in waiting:
                    yield one.result()
            finally:
                for one in waiting:
                    one.cancel()

    def _endpoint(self) -> Endpoint:
        return Endpoint(
            self.model,
            base_url=self.base_url,
            max_retries=self.max_retries,
            timeout_s=self.timeout_s,
        )

    def _one(self, task: Task, run: _Run) -> tuple[KeyStep, ...] | Failure:
        if not task.right():
            return ()
        try:
            messages = self._messages(task)
        except ImageError as error:
            return Failure(str(error))
        problem = ""
        for _ in range(self.attempts):
            try:
                reply = self._ask(messages, run)
                keys = read_answer(reply.text)
            except RefusedError as error:
                return Failure(f"{self.model}: {error}")
            except UnreadableError as error:
                problem = str(error)
                messages = [
                    *messages,
                    {"role": "assistant", "content": reply.text},
                    {"role": "user", "content": correction(problem)},
                ]
                continue
            return clean_key_steps(
                keys,
                references=task.right(),
                question=task.truth.question,
                answer=task.truth.answers,
                allow_answer=self.allow_answer,
            )
        return Failure(f"{self.model}: no key steps in {self.attempts} answers: {problem}")

    def _messages(self, task: Task) -> list[dict[str, Any]]:
        words = request(task, allow_answer=self.allow_answer)
        content: Any = words
        if task.image is not None:
            content = [
                {"type": "image_url", "image_url": {"url": image_url(task.image)}},
                {"type": "text", "text": words},
            ]
        return [{"role": "system", "content": SYSTEM}, {"role": "user", "content": content}]

    def _ask(self, messages: list[dict[str, Any]], run: _Run) -> Reply:
        """Ask, unless the same was asked before, or another request found nobody to ask."""
        asked = {
            "model": self.model,
            "messages": messages,
            "options": {name: value for name, value in self.options.items() if value is not None},
        }
        key = {**asked, "base_url": run.endpoint.base_url}
        known = run.cache.find(key)
        if known is not None:
            with self._lock:
                self.usage.requests += 1
                self.usage.cached += 1
            return known
        if run.dead:
            raise run.dead[0]
        try:
            reply = run.endpoint.ask(asked)
        except EndpointError as error:
            run.dead.append(error)
            raise
        run.cache.keep(key, reply)
        with self._lock:
            self.usage.requests += 1
            self.usage.prompt_tokens += reply.prompt_tokens
            self.usage.completion_tokens += reply.completion_tokens
        return reply
