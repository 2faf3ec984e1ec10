"""The scorer over HTTP: batches of records, and the reward call of OpenRLHF."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from stepreward.errors import MissingExtraError
from stepreward.server.access import TOKEN_VARIABLE, read_token
from stepreward.server.settings import ServeSettings

if TYPE_CHECKING:
    from stepreward.server.run import serve

__all__ = ["TOKEN_VARIABLE", "ServeSettings", "read_token", "serve"]


def __getattr__(name: str) -> Any:
    """Load the web framework when serving is asked for, and not before."""
    if name != "serve":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        module = import_module("stepreward.server.run")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("stepreward"):
            raise
        raise MissingExtraError("serving", "server") from error
    return module.serve
