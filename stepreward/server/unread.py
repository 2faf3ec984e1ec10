"""Take in the rest of a body that was refused, or its sender may never read the refusal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_REST_S = 5.0
_REFUSED = 400  # and above


class TakeIn:
    """A closed connection with unread bytes is reset, and the reply lost: read some of them."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self._app = app
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; where a refusal comes before the body's end, take in the rest."""
        is_read = scope["type"] != "http" or _waits(scope)

        async def watched() -> Message:
            nonlocal is_read
            message = await receive()
            is_read = message["type"] != "http.request" or not message.get("more_body", False)
            return message

        async def polite(message: Message) -> None:
            if not is_read and message.get("status", 0) >= _REFUSED:
                with suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(self._rest(watched, lambda: is_read), _REST_S)
            await send(message)

        await self._app(scope, watched, polite)

    async def _rest(self, watched: Receive, is_over: Callable[[], bool]) -> None:
        """Read to the end of the body, or as much as a body may hold."""
        seen = 0
        while not is_over() and seen <= self._max_bytes:
            seen += len((await watched()).get("body", b""))


def _waits(scope: Scope) -> bool:
    """Tell whether the sender asks before it sends: then there is no rest."""
    return any(name == b"expect" for name, _ in scope["headers"])
