"""List the words of a text: as a pattern finds them, at a third of the time."""

from __future__ import annotations

import re

_BLANK = ord(" ")


class Runs:
    """The runs of some ASCII ``characters`` in a text, as ``pattern`` finds them.

    Whatever else stands there is blanked, and the text split. The pattern is asked where one of
    the signs that may be ``joining`` runs is there, and, where it ``has_more`` characters than
    those, of a text beyond ASCII.

    >>> Runs(r"[a-z]+(?:'[a-z]+)?", "abcdefghijklmnopqrstuvwxyz", joining="'").of("she isn't 5")
    ['she', "isn't"]
    """

    def __init__(
        self, pattern: str, characters: str, *, joining: str = "", has_more: bool = False
    ) -> None:
        self._pattern = re.compile(pattern)
        kept = frozenset(characters.encode("ascii"))
        self._blanked = bytes([code if code in kept else _BLANK for code in range(256)])
        self._joining = joining
        self._has_more = has_more

    def of(self, text: str) -> list[str]:
        """List the runs in order."""
        if self._has_more and not text.isascii():
            return self._pattern.findall(text)
        for sign in self._joining:
            if sign in text:
                return self._pattern.findall(text)
        return text.encode("utf-8", "replace").translate(self._blanked).decode("ascii").split()
