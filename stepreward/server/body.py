"""Read the body of a request: JSON by its header, not too large, not too slowly."""

from __future__ import annotations

import asyncio

from fastapi import HTTPException, Request

from stepreward.server.gate import Place

_BODY_S = 60.0  # in which a body has to be there
_TOO_SLOW, _TOO_LARGE, _NO_JSON = 408, 413, 415


async def read_body(request: Request, place: Place, max_bytes: int) -> bytes:
    """Give the whole body; raise HTTPException with 408, 413, 415 or 429, saying the mend."""
    _check_headers(request, max_bytes)
    try:
        return await asyncio.wait_for(_read(request, place, max_bytes), _BODY_S)
    except asyncio.TimeoutError:
        words = f"the body did not come within {_BODY_S:.0f} seconds; send it at once"
        raise HTTPException(_TOO_SLOW, words) from None


def _check_headers(request: Request, max_bytes: int) -> None:
    """Refuse what the headers tell already; a form is what other people's web pages can send."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(_NO_JSON, "send the header Content-Type: application/json")
    if request.headers.get("content-encoding", "identity") != "identity":
        raise HTTPException(_NO_JSON, "send the body as it is, without a Content-Encoding")
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > max_bytes:
        raise HTTPException(_TOO_LARGE, _too_large(max_bytes))


async def _read(request: Request, place: Place, max_bytes: int) -> bytes:
    chunks = []
    async for chunk in request.stream():
        place.hold(len(chunk))
        if place.held_bytes > max_bytes:
            raise HTTPException(_TOO_LARGE, _too_large(max_bytes))
        chunks.append(chunk)
    return b"".join(chunks)


def _too_large(max_bytes: int) -> str:
    limit = f"{max_bytes:,} bytes"
    return f"the body is larger than {limit}; send fewer records at a time, or raise --max-body-mb"
