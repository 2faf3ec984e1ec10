"""Put something around named functions of a program while a block runs: clocks, or a notebook."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

Call = Callable[..., Any]
Places = Mapping[str, tuple[str, str]]  # a name, and the owner and attribute of the function


@contextmanager
def wrapped(places: Places, wrap: Callable[[str, Call], Call]) -> Iterator[None]:
    """Replace every function by what ``wrap`` makes of it."""
    with ExitStack() as stack:
        for name, (owner, attribute) in places.items():
            place = f"{owner}.{attribute}"
            call = getattr(patch(place).getter(), attribute)
            stack.enter_context(patch(place, wrap(name, call)))
        yield


@contextmanager
def clocks(
    places: Places,
    spent: dict[str, float],
    now: Callable[[], float] = time.thread_time,
    counts: Callable[[str], bool] = lambda _name: True,
) -> Iterator[None]:
    """Add up the seconds that each function takes, those it calls included.

    ``counts`` is asked before each call whether it is one that counts.
    """

    def clocked(name: str, call: Call) -> Call:
        def timed(*values: Any, **named: Any) -> Any:
            if not counts(name):
                return call(*values, **named)
            begun = now()
            found = call(*values, **named)
            spent[name] = spent.get(name, 0.0) + now() - begun
            return found

        return timed

    with wrapped(places, clocked):
        yield


@contextmanager
def noting(places: Places, calls: dict[str, list[Callable[[], Any]]]) -> Iterator[None]:
    """Keep every call of the functions, to be made again."""

    def noted(name: str, call: Call) -> Call:
        def note(*values: Any, **named: Any) -> Any:
            calls.setdefault(name, []).append(lambda: call(*values, **named))
            return call(*values, **named)

        return note

    with wrapped(places, noted):
        yield
