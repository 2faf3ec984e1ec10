"""Images of records as data URLs: only what really is an image, within bounds, never fetched."""

from __future__ import annotations

import os
import stat
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stepreward.records.pictures import Picture

MAX_BYTES = 4 << 20  # of one image
MAX_TOTAL = 64 << 20  # of all images of a page
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)  # a pipe that nobody writes to opens at once
_BINARY = getattr(os, "O_BINARY", 0)


@dataclass(slots=True)
class Album:
    """The images of a page, each once; ``left_out`` are the reasons for those that are missing.

    Paths start from ``folder``, or from the folder of the file that names them. ``is_closed``
    leaves every image out.
    """

    folder: Path | None = None
    is_closed: bool = False
    urls: list[str] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    _known: dict[str, int | None] = field(default_factory=dict)
    _total: int = 0

    def add(self, pictures: Sequence[Picture], file: str) -> list[int]:
        """Take the images of one trace; give the index of each that is shown."""
        if self.is_closed:
            return []
        found = (self._index_of(one, file) for one in pictures)
        return [at for at in found if at is not None]

    def _index_of(self, picture: Picture, file: str) -> int | None:
        key = picture.data if picture.data is not None else str(self._path(picture, file))
        if key not in self._known:
            content = self._content(picture, file)
            kind = None if content is None else kind_of(content)
            self._known[key] = None
            if isinstance(content, bytes) and kind is None:
                self._miss("no PNG, JPEG, GIF or WebP")
            elif isinstance(content, bytes) and self._total + len(content) > MAX_TOTAL:
                self._miss(f"more than {MAX_TOTAL >> 20} MiB together")
            elif isinstance(content, bytes):
                self._total += len(content)
                self._known[key] = len(self.urls)
                self.urls.append(f"data:image/{kind};base64,{b64encode(content).decode('ascii')}")
        return self._known[key]

    def _content(self, picture: Picture, file: str) -> bytes | None:
        if picture.data is not None:
            if len(picture.data) > MAX_BYTES * 4 // 3 + 4:
                self._miss(f"larger than {MAX_BYTES >> 20} MiB")
                return None
            return b64decode(picture.data)
        if "://" in str(picture.path):
            self._miss("on the network, from which nothing is fetched")
            return None
        content = read_plain(self._path(picture, file))
        if isinstance(content, str):
            self._miss(content)
            return None
        return content

    def _path(self, picture: Picture, file: str) -> Path:
        folder = self.folder if self.folder is not None else Path(file).parent
        return folder / str(picture.path)

    def _miss(self, why: str) -> None:
        self.left_out[why] = self.left_out.get(why, 0) + 1


def read_plain(path: Path) -> bytes | str:
    """Read a plain file of bounded size; else say in words why not."""
    try:
        descriptor = os.open(path, os.O_RDONLY | _NO_WAIT | _BINARY)
    except (OSError, ValueError):  # a NUL in the name
        return "no file there that can be read; --image-folder says where paths start"
    try:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            return "no plain file"
        if about.st_size > MAX_BYTES:
            return f"larger than {MAX_BYTES >> 20} MiB"
        with os.fdopen(descriptor, "rb", closefd=False) as opened:
            return opened.read(MAX_BYTES)
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    finally:
        os.close(descriptor)


def kind_of(content: bytes) -> str | None:
    r"""Tell what kind of image some bytes are, by what every such file begins with; else None.

    >>> kind_of(b"root:x:0:0:root:/root:/bin/bash\n") is None
    True
    """
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "webp"
    return None
