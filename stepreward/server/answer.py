"""From a request's body to the reply that a worker writes: in through the gate, and wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import HTTPException, Request, Response

from stepreward.engine import WorkerError
from stepreward.server.body import read_body
from stepreward.server.crew import Crew
from stepreward.server.gate import Gate
from stepreward.server.measures import Measures
from stepreward.server.settings import ServeSettings
from stepreward.server.work import Reply, Route, Task

_HELD_BODIES = 16  # of the largest size, that all requests together may hold in memory
_GONE, _KILLS = 499, 500


@dataclass(frozen=True, slots=True)
class House:
    """What the routes share; ``say`` tells the operator something."""

    settings: ServeSettings
    signature: str
    crew: Crew
    measures: Measures
    gate: Gate
    say: Callable[[str], None]


def gate_of(settings: ServeSettings, workers: int) -> Gate:
    """Let in what the workers take at once, and the queue."""
    return Gate(workers + settings.queue, _HELD_BODIES * settings.max_body_bytes)


async def answer(house: House, route: Route, request: Request) -> Response:
    """Have a request answered; raise HTTPException where it is refused before a worker reads it."""
    with house.gate.place() as place:
        body = await read_body(request, place, house.settings.max_body_bytes)
        reply = await _reply(house.crew, Task(route, body), request)
    house.measures.count(reply)
    if reply.refusal is not None and route == "get_reward":  # the trainer's log hides the reason
        house.say(f"/get_reward refused: {reply.refusal}")
    return Response(reply.body, reply.status, media_type="application/json")


async def _reply(crew: Crew, task: Task, request: Request) -> Reply:
    """Wait for a worker's reply; whoever goes away while waiting is not scored."""
    replied = asyncio.wrap_future(crew.submit(task))
    gone = asyncio.ensure_future(request.receive())
    try:
        both: set[asyncio.Future[Any]] = {replied, gone}
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        if replied.done() or not gone.done():
            return await replied
        raise HTTPException(_GONE, "the client went away")
    except WorkerError as error:
        raise HTTPException(_KILLS, str(error)) from None
    finally:
        gone.cancel()
        replied.cancel()
