"""Hostile text made visible: what a terminal or a page would obey is spelled out instead."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

# Controls, formats (bidirectional marks, zero width), surrogates, private use, unassigned, and
# the two separators that some readers take for line breaks.
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def visible_parts(text: str) -> Iterator[tuple[str, bool]]:
    r"""Split a text into what may be shown as it is, and what is shown escaped (True).

    Line breaks stay; a tab becomes four blanks.

    >>> list(visible_parts("a\x1b[31mb"))
    [('a', False), ('\\x1b', True), ('[31mb', False)]
    """
    if text and text.replace("\n", "").isprintable():  # as nearly all is, and far faster
        yield text, False
        return
    plain: list[str] = []
    for character in text.replace("\r\n", "\n").replace("\t", "    "):
        if character == "\n" or (character.isprintable() or character == " "):
            plain.append(character)
        elif unicodedata.category(character) in _HIDDEN:
            if plain:
                yield "".join(plain), False
                plain.clear()
            yield character.encode("unicode_escape", "backslashreplace").decode("ascii"), True
        else:
            plain.append(" ")  # some other blank
    if plain:
        yield "".join(plain), False


def visible(text: str) -> str:
    r"""Give a text with everything that a terminal would obey spelled out.

    >>> print(visible("up\u202eside"))
    up\u202eside
    """
    return "".join(part for part, _ in visible_parts(text))


def on_one_line(text: str, max_chars: int) -> str:
    """Give the beginning of a text, visible, its line breaks as blanks."""
    line = " ".join(visible(text[: 4 * max_chars]).split())
    return line if len(line) <= max_chars else f"{line[: max_chars - 1]}…"
