"""Start the server, and stop it in order: what came in is answered first."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType

import uvicorn

from stepreward.engine.pool import MAX_WORKERS, default_workers
from stepreward.render import counted
from stepreward.server.access import listen, url_of
from stepreward.server.answer import House, gate_of
from stepreward.server.app import make_app
from stepreward.server.crew import Crew
from stepreward.server.measures import Measures
from stepreward.server.settings import ServeSettings
from stepreward.server.work import Desk

_KEEP_ALIVE_S = 30  # an idle connection


def serve(settings: ServeSettings, say: Callable[[str], None]) -> None:
    """Serve until SIGTERM or Ctrl-C, answer what is under way, and return; a second one ends it.

    ``say`` is told where the server listens, and what its operator should know. Raises
    SettingError for settings, hosts and ports that will not do, WorkerError where no worker starts.
    """
    make = partial(Desk, settings.scorer_config, settings.fields)
    signature = make().signature  # a wrong setting is found before the port is open
    has_token = settings.token is not None
    with (
        listen(settings.host, settings.port, has_token=has_token) as listening,
        _crew(settings, make, say) as (crew, measures),
    ):
        gate = gate_of(settings, crew.workers)
        house = House(settings, signature, crew, measures, gate, _unless_said_before(say))
        asyncio.run(_Server(house).serve(sockets=[listening]))
    say("stopped; every request that came in was answered")


@contextmanager
def _crew(
    settings: ServeSettings, make: Callable[[], Desk], say: Callable[[str], None]
) -> Iterator[tuple[Crew, Measures]]:
    """Have workers for as long as the block lasts."""

    def on_death() -> None:
        measures.deaths.inc()
        say("a worker was killed; another takes its place, and its request is scored again")

    workers = min(settings.workers or default_workers(), MAX_WORKERS)
    crew = Crew(make, workers, on_death)
    measures = Measures(lambda: crew.waiting)
    try:
        crew.start()
        yield crew, measures
    finally:
        crew.close()


def _unless_said_before(say: Callable[[str], None]) -> Callable[[str], None]:
    """Say a sentence once, however often it comes in a row."""
    last = ""

    def say_once(words: str) -> None:
        nonlocal last
        if words != last:
            last = words
            say(words)

    return say_once


class _Server(uvicorn.Server):
    """Uvicorn, with our words and our way out."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._say = house.say
        config = uvicorn.Config(
            make_app(house),
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=_KEEP_ALIVE_S,
        )
        super().__init__(config)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, and say where."""
        await super().startup(sockets)
        workers = counted(self._house.crew.workers, "worker")
        for listening in sockets or []:
            self._say(f"listening on {url_of(listening)} ({workers})")

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take SIGTERM and Ctrl-C for as long as the server runs."""
        loop = asyncio.get_running_loop()

        def heard(number: int, _: FrameType | None) -> None:
            loop.call_soon_threadsafe(self._stop, number)  # words may be half written here

        before = {one: signal.signal(one, heard) for one in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)

    def _stop(self, number: int) -> None:
        """Drain at the first signal, end at the second."""
        if not self.should_exit:
            self.should_exit = True
            inside = self._house.gate.requests
            if inside:
                self._say(f"answering the {inside} under way first; a second signal stops at once")
            return
        self._house.crew.close()
        self._say("stopped at once; what was under way is not answered")
        sys.stderr.flush()
        os._exit(128 + number)
