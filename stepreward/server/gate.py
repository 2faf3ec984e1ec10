"""How much may be inside at a time; what comes beyond it is asked to come again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from fastapi import HTTPException

_FULL = 429
_COME_AGAIN = {"Retry-After": "1"}


@dataclass(slots=True)
class Gate:
    """Count the requests inside and the bytes of their bodies; used by one thread."""

    max_requests: int
    max_bytes: int
    requests: int = 0
    held_bytes: int = 0

    @contextmanager
    def place(self) -> Iterator[Place]:
        """Take a place for as long as the block lasts; refuse with 429 where there is none."""
        if self.requests >= self.max_requests:
            raise HTTPException(_FULL, "the queue is full; come again", _COME_AGAIN)
        self.requests += 1
        place = Place(self)
        try:
            yield place
        finally:
            self.requests -= 1
            self.held_bytes -= place.held_bytes


@dataclass(slots=True)
class Place:
    """One request inside, and the bytes of its body so far."""

    gate: Gate
    held_bytes: int = 0

    def hold(self, count: int) -> None:
        """Count bytes that came in; refuse with 429 where all bodies together are too large."""
        if self.gate.held_bytes + count > self.gate.max_bytes:
            raise HTTPException(_FULL, "the bodies in the queue fill the memory", _COME_AGAIN)
        self.gate.held_bytes += count
        self.held_bytes += count
