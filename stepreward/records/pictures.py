"""Images as data sets name them: paths, addresses, or bytes in base64."""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stepreward.errors import RecordError
from stepreward.records.jsonl import kind

# How base64 of an image begins, and what kind of image it is then.
_KINDS = {"iVBORw0KGgo": "png", "/9j/": "jpeg", "R0lGOD": "gif", "UklGR": "webp", "Qk": "bmp"}
_SHORTEST = 60  # characters of base64 that may be an image; a path is shorter, or has a dot
_NAMES = ("images", "image", "image_path", "image_paths")


@dataclass(frozen=True, slots=True)
class Picture:
    """One image: where it lies, or its bytes in base64."""

    path: str | None = None
    data: str | None = None

    def as_text(self) -> str:
        """Give the path, or a data URI with the bytes."""
        if self.data is None:
            return str(self.path)
        known = (name for begin, name in _KINDS.items() if self.data.startswith(begin))
        return f"data:image/{next(known, 'png')};base64,{self.data}"


def take_images(row: Mapping[str, Any]) -> tuple[tuple[Picture, ...], str | None]:
    """Read the images of a row, and tell which of its fields holds them."""
    name = next((name for name in _NAMES if row.get(name) is not None), None)
    return ((), None) if name is None else (read_pictures(row[name], name), name)


def read_pictures(value: object, where: str) -> tuple[Picture, ...]:
    """Read one image or a list of them.

    >>> read_pictures(["a.png"], "images")
    (Picture(path='a.png', data=None),)
    """
    listed = value if isinstance(value, list) else [value]
    return tuple(_picture(one, f"{where}[{at}]") for at, one in enumerate(listed))


def _picture(value: object, where: str) -> Picture:
    if isinstance(value, dict):  # as datasets stores an image, or a part of a chat message
        names = ("bytes", "image", "path", "url")
        value = next((value[name] for name in names if value.get(name) is not None), None)
    if not isinstance(value, str) or not value:
        raise RecordError(f"{where}: expected a path, or bytes in base64; got {kind(value)}")
    if value.startswith("data:"):
        return Picture(data=_base64(value.partition(",")[2], where))
    is_data = len(value) >= _SHORTEST and "." not in value and value.startswith(tuple(_KINDS))
    return Picture(data=_base64(value, where)) if is_data else Picture(path=value)


def _base64(text: str, where: str) -> str:
    try:
        base64.b64decode(text, validate=True)
    except ValueError:
        raise RecordError(f"{where}: is no base64; give a path, or encode it again") from None
    return text


def is_file(picture: Picture) -> bool:
    """Tell a path of this machine from bytes and from addresses elsewhere."""
    return picture.path is not None and "://" not in picture.path


def placed(picture: Picture, folder: Path, target: Path | None) -> Picture | None:
    """Turn a path that starts from a folder into one from ``target``, None for an absolute one.

    Gives None where no file is there.
    """
    path = os.path.abspath(folder / str(picture.path))  # noqa: PTH100 - links stay links
    if not os.path.isfile(path):  # noqa: PTH113 - Path raises for a name that is too long
        return None
    return Picture(path if target is None else Path(os.path.relpath(path, target)).as_posix())
