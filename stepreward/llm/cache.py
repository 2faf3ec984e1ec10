"""What a model answered, kept on disk: asked again, it costs nothing."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from stepreward.errors import FileError


class Reply(NamedTuple):
    """What a model wrote, and the tokens it was paid for."""

    text: str
    prompt_tokens: int
    completion_tokens: int


class Cache:
    """A folder with one file for each request; several runs may share it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileError(f"{folder}: cannot be made: {error.strerror}; name another") from None

    def find(self, request: Mapping[str, Any]) -> Reply | None:
        """Give the reply that a request had before; a damaged file counts as none."""
        try:
            kept = json.loads(self._path(request).read_text(encoding="utf-8"))
            return Reply(str(kept["text"]), int(kept["prompt"]), int(kept["completion"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, request: Mapping[str, Any], reply: Reply) -> None:
        """Keep a reply; the file appears when it is whole."""
        path = self._path(request)
        kept = {
            "text": reply.text,
            "prompt": reply.prompt_tokens,
            "completion": reply.completion_tokens,
        }
        try:
            path.parent.mkdir(exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(kept, file)
            Path(name).replace(path)
        except OSError as error:
            raise FileError(f"{path}: cannot be written: {error.strerror}; check space") from None

    def _path(self, request: Mapping[str, Any]) -> Path:
        text = json.dumps(request, sort_keys=True, ensure_ascii=True)
        name = hashlib.sha256(text.encode("ascii")).hexdigest()
        return self._folder / name[:2] / f"{name}.json"


def default_folder() -> Path:
    """Name the folder where replies are kept if nobody names one."""
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "stepreward" / "llm"
