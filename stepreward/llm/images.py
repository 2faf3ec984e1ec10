"""An image as a message holds it: an address, or the file itself in base64."""

from __future__ import annotations

import base64
import mimetypes
from pathlib import Path

_MAX_BYTES = 20 << 20
_ADDRESSES = ("http://", "https://", "data:")


class ImageError(Exception):
    """An image cannot be sent: the message names it and says why."""


def image_url(image: str) -> str:
    """Give an address as it is, and a file as a data address; raise ImageError."""
    if image.startswith(_ADDRESSES):
        return image
    kind, _ = mimetypes.guess_type(image)
    if kind is None or not kind.startswith("image/"):
        raise ImageError(f"image {image}: is no image by its name")
    try:
        path = Path(image)
        if path.stat().st_size > _MAX_BYTES:
            raise ImageError(f"image {image}: has more than {_MAX_BYTES >> 20} MiB; shrink it")
        data = path.read_bytes()
    except OSError as error:
        raise ImageError(f"image {image}: cannot be read: {error.strerror}") from None
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
