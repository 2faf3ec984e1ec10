"""Make two spellings of one text equal, without losing where each character stood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

_MAX_TABLE = 20_000  # characters a fold table remembers

_DASHES = dict.fromkeys(map(ord, "‐‑‒–−﹣－"), "-")
_QUOTES = {ord("‘"): "'", ord("’"): "'", ord("“"): '"', ord("”"): '"', ord("＇"): "'"}
_SPACES = dict.fromkeys(
    map(
        ord,
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    ),
    " ",
)
# What is seen by nobody is dropped: zero width, bidirectional marks, fillers, tags, soft hyphens,
# and control characters that are no white space. Beyond ASCII the fold table makes them a NUL.
_INVISIBLE = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Cc}--\s]", regex.V1)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_FEW = 100  # bytes beyond one for each character
_DROPPED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# Tokens of chat templates; what stands behind a new turn was not said by the policy.
SPECIAL = re.compile(
    r"<\|(?:im_end|endoftext|eot_id|end_of_text|end|eom_id|begin_of_text|im_sep|pad|vision_start"
    r"|vision_end|image_pad|video_pad|fim_pad|return|channel|message)\|>"
    r"|</s>|<s>|<pad>|<eos>|<bos>|<end_of_turn>|<unk>|\[PAD\]|\[SEP\]|<｜end▁of▁sentence｜>"
)
# One of these, or there is no such token; each opens with one of two brackets.
_SPECIAL_SIGNS = (
    "<|",
    "s>",
    "<pad>",
    "_turn>",
    "<unk>",
    "[PAD]",
    "[SEP]",
    "<｜",
)
_NEW_TURN = re.compile(
    r"<\|im_start\|>(?:user|system)|<\|start_header_id\|>(?:user|system)|<start_of_turn>user"
)


# Raised and lowered signs mean something where they stand.
_RAISED = frozenset("²³¹½¼¾°ºª…™⁰⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱˣ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙₖₓᵢⱼₘ")


class _FoldTable(dict[int, str]):
    """Map one character to one plain character; filled as characters turn up, up to a cap."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code)) if code > 127 else chr(code)
        if len(self) < _MAX_TABLE:
            self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    """Fold full-width, mathematical bold and foreign digits; keep ², ½ and letters with accents.

    What nobody sees becomes a NUL.
    """
    if character in _RAISED or unicodedata.category(character) == "No":
        return character
    if _INVISIBLE.match(character):
        return "\0"
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character


_FOLD = _FoldTable(_DASHES | _QUOTES | _SPACES)


@dataclass(frozen=True, slots=True)
class Folded:
    """A plain text and, where characters were dropped, the original place of each one kept."""

    text: str
    places: Sequence[int] | None = None

    def original(self, position: int) -> int:
        """Map a position in ``text`` to the original; the end maps behind the last kept one."""
        if self.places is None:
            return position
        if position < len(self.places):
            return self.places[position]
        return self.places[-1] + 1 if self.places else 0

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map a half-open span; an empty one stays empty."""
        if self.places is None:
            return start, end
        low = self.original(start)
        return low, self.original(end - 1) + 1 if end > start else low


def completion_text(completion: object) -> str:
    """Take the text out of a completion: a string, a message, or a list of messages.

    Of several messages the assistant's count, joined by line breaks; of a list of content parts
    those with text. Whatever else comes is read as no text: a completion never raises.
    """
    if isinstance(completion, str):
        return completion
    if isinstance(completion, Mapping):
        return _content_text(completion.get("content"))
    if not isinstance(completion, (list, tuple)):
        return ""
    messages = [message for message in completion if isinstance(message, Mapping)]
    said = [m for m in messages if m.get("role", "assistant") in ("assistant", "model")]
    return "\n".join(filter(None, (_content_text(message.get("content")) for message in said)))


def _content_text(content: object) -> str:
    if isinstance(content, str):
        return content
    if not isinstance(content, (list, tuple)):
        return ""
    texts = (part.get("text") for part in content if isinstance(part, Mapping))
    return "".join(text for text in texts if isinstance(text, str))


# Text that a reader of the rendered page never sees.
_HIDDEN = re.compile(
    r"\\[hv]?phantom\s*\{[^{}]{0,400}\}|\\(?:textcolor|color)\s*\{\s*white\s*\}\s*\{[^{}]{0,400}\}"
    r"|~~[^~\n]{1,400}~~"
    r"|(?m:^[ \t]{0,8}%[^\n]*)"  # a line that is a comment in LaTeX
)


_COMMENT = re.compile(r"\n[ \t]{0,8}%")


def _may_hide(text: str) -> bool:
    has_comment = "%" in text and (
        text[:9].lstrip(" \t").startswith("%") or _COMMENT.search(text) is not None
    )
    return has_comment or "~~" in text or "<!--" in text or "phantom" in text or "white" in text


def _without_comments(text: str) -> str:
    """Blank <!-- … -->; one that is left open runs to the end."""
    pieces: list[str] = []
    at = 0
    while (low := text.find("<!--", at)) >= 0:
        high = text.find("-->", low + 4)
        end = high + 3 if high >= 0 else len(text)
        pieces += (text[at:low], " " * (end - low))
        at = end
    return "".join((*pieces, text[at:])) if pieces else text


# Two segments with the sign for parallel as ASCII writes it.
_PARALLEL = re.compile(r"(?<![A-Za-z])([A-Z]{2}\s?)\|\|(?=\s?[A-Z]{2}(?![A-Za-z]))")


def fold(text: str, *, with_special: bool = False, with_hidden: bool = False) -> Folded:
    """Fold characters one to one; drop special tokens and what no reader sees.

    >>> fold("６ − ２<|im_end|>").text
    '6 - 2'
    """
    has_bracket = "<" in text or "[" in text
    has_special = (
        has_bracket and not with_special and any([sign in text for sign in _SPECIAL_SIGNS])
    )
    if not with_hidden and _may_hide(text):
        text = _without_comments(_HIDDEN.sub(lambda match: " " * len(match[0]), text))
    if "||" in text:
        text = _PARALLEL.sub("\\1∥ ", text)  # as long as before
    is_ascii = text.isascii()
    if is_ascii and not has_special and _DROPPED.search(text) is None:
        return Folded(text.replace(" ~ ", " ∼ "))
    plain = text if is_ascii else _translated(text)
    if " ~ " in plain:
        plain = plain.replace(" ~ ", " ∼ ")  # similar to; a LaTeX space stands alone
    drops: list[tuple[int, int]] = []
    if has_special:
        turn = _NEW_TURN.search(plain)
        if turn is not None:
            drops.append((turn.start(), len(plain)))
        drops.extend(match.span() for match in SPECIAL.finditer(plain))
    drops.extend(match.span() for match in _DROPPED.finditer(plain))
    return _without(plain, drops) if drops else Folded(plain)


def _translated(text: str) -> str:
    """Fold every character; where few are beyond ASCII, the others are not looked at."""
    if len(text.encode("utf-8", "replace")) - len(text) > _FEW:
        return text.translate(_FOLD)
    folded = {one: _FOLD[ord(one)] for one in set(_BEYOND_ASCII.findall(text))}
    if not all([plain == one or plain.isascii() for one, plain in folded.items()]):
        return text.translate(_FOLD)  # what one becomes may be folded in its turn
    for one, plain in folded.items():
        text = text.replace(one, plain)
    return text


def _without(text: str, drops: list[tuple[int, int]]) -> Folded:
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for low, high in sorted(drops):
        if low > at:
            pieces.append(text[at:low])
            places.extend(range(at, low))
        at = max(at, high)
    pieces.append(text[at:])
    places.extend(range(at, len(text)))
    return Folded("".join(pieces), places)


# Damage that other programs do to LaTeX: an escape read as a control character, or doubled.
_DAMAGED = re.compile(
    r"\x0c(?=rac\b|rac\{)|\x08(?=egin|inom|ar\b|oxed)|\t(?=ext\{|imes|frac|heta\b)|\r(?=ight)"
)
_REPAIRED = {"\x0c": "\\f", "\x08": "\\b", "\t": "\\t", "\r": "\\r"}
# A system is often written as an array behind one large brace.
_LEFT_BRACE = re.compile(r"\\left\s*\\\{\s*\\begin\{(?:array|aligned|matrix)\}(?:\s*\{[lcr| ]*\})?")
_RIGHT_DOT = re.compile(r"\\end\{(?:array|aligned|matrix)\}\s*\\right\s*\.")
_SPACED_GROUP = re.compile(r"(?<=[0-9])\s?\{\s?,\s?\}\s?(?=[0-9]{3})")
# What sets a formula without adding to it: sides without a bracket, colours, empty groups.
_NO_BRACKET = re.compile(r"\\(?:left|right)\s*\.(?!\d)")
_COLOUR = re.compile(r"\\(?:textcolor|colorbox|color)\s*\{[a-zA-Z!0-9]{1,20}\}")
_SPACE = re.compile(r"\\(?:[hv]space|tag|label)\*?\s*\{[^{}]{0,30}\}")
_EMPTY_GROUP = re.compile(r"\{\}\s*([-+=])\s*\{\}")
_POINT_GROUP = re.compile(r"(?<=\d)\{([.,])\}(?=\d)(?![0-9]{3}(?![0-9]))")
_DOUBLED = re.compile(r"\\\\(?=[a-zA-Z]{2}|[{}()\[\]])")


def repair_latex(text: str) -> str:
    r"""Undo what string escapes do to LaTeX: form feed + "rac", ``\\frac`` for ``\frac``."""
    if any([sign in text for sign in _REPAIRED]):
        text = _DAMAGED.sub(lambda match: _REPAIRED[match[0]], text)
    if "{" in text and "," in text:
        text = _SPACED_GROUP.sub("{,}", text)
    if "\\\\" in text and "\\begin" not in text:
        text = _DOUBLED.sub(r"\\", text)
    if "\\right." in text:
        text = _LEFT_BRACE.sub(r"\\begin{cases}", text)
        text = _RIGHT_DOT.sub(r"\\end{cases}", text)
        text = _NO_BRACKET.sub("", text)
    return _undressed(text) if "{" in text else text


def _undressed(text: str) -> str:
    """Take off what sets a formula without adding to it: space, tags, colours, empty groups."""
    if "space" in text or "\\tag" in text or "\\label" in text:
        text = _SPACE.sub(" ", text)
    if "color" in text:
        text = _COLOUR.sub("", text)
    if "{}" in text:
        text = _EMPTY_GROUP.sub(r"\1", text)
    if "{.}" in text or "{,}" in text:
        text = _POINT_GROUP.sub(r"\1", text)
    return text


_TEXT_COMMAND = re.compile(
    r"\\(?:text|textbf|textit|textrm|textnormal|mathrm|mathbf|mathsf|mbox|operatorname|emph|vec|overrightarrow)\s*\{([^{}]*)\}"
)
_MARKUP = re.compile(r"\\[()\[\],;:! ]|[$*`_~\"]+|\\(?:quad|qquad|left|right|displaystyle)\b")
_BLANKS = re.compile(r"\s+")
_EDGE = " .,;:!?'\"()[]{}\\"


def plain_words(text: str) -> str:
    r"""Strip markup, case and outer punctuation: how free-text answers are compared.

    >>> plain_words(r"$\text{Evelyn}$.")
    'evelyn'
    """
    text = _TEXT_COMMAND.sub(r"\1", text)
    text = _MARKUP.sub(" ", text)
    return _BLANKS.sub(" ", text).strip(_EDGE).casefold()
