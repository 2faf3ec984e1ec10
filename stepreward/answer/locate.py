"""Find where a text states its answer: a box, "the answer is", ####, the last formula or number."""

from __future__ import annotations

import re
from typing import NamedTuple

from stepreward.algebra.lexicon import VULGAR_FRACTIONS
from stepreward.algebra.words import SCALES, SMALL

_TAIL = 30_000  # characters from the end that are searched
_MAX_BOXES = 200
_MAX_BOX = 5_000  # characters of its content
_MAX_GAP = 60  # characters between boxes that list one answer


class Stated(NamedTuple):
    """The answer as written: ``text`` to read, ``start:end`` in the completion, and how found."""

    text: str
    start: int
    end: int
    how: str


_BEHIND_CUE = re.compile(
    r"""(?:s)?\s*\**\s*
    (?: [:：=]+ | is\s*:? | are\s*:? | was | would\s+be | equals | (?=\$|\\\(|\\\[|\\boxed) )
    \s*\**\s*(?::\s*)?(?:\}\s*)?""",
    re.VERBOSE | re.IGNORECASE,
)
_LONG_CUE = re.compile(r"\s(?:to|of|for|in)\s[^.\n]{1,120}?\s(?:is|are)\s*:?\s", re.IGNORECASE)
_SENTENCE_END = re.compile(r"\n\s*\n|\.\s+(?=[A-Z(])|\.\s*$|(?<=\S)\n")
_LIST_GAP = re.compile(
    r"""(?: [\s$,;.&+]+ | \\[()\[\],;: ] | \\q?quad | \\text\s*\{[^{}]{0,12}\} | \b(?:and|or)\b
    | [a-zA-Z](?:_\{?\w{1,3}\}?)?\s*= | \b[a-z]{1,12}\b )*""",
    re.VERBOSE,
)
_PROSE = re.compile(r"[A-Za-z]{3,}\s+[A-Za-z]{2,}")
_BOXES = ("\\boxed", "\\fbox")
_CUES = ("answer", "####")
_MAX_CUES = 8
_BRACE = re.compile(r"[{}]")
_TWO_LETTERS = re.compile(r"[A-Za-z]{2}")
_MAX_OPERATOR = 60  # characters before a number in which its operator may begin
_TAKES = r"(?:[dtc]?frac|sqrt|binom|cdot|times|div|pm|mp|log|ln|sin|cos|tan|sum|prod|int)"
_OPERATOR = re.compile(
    rf"(?:\\{_TAKES}\s*(?:\[[^\]]*\]\s*)?(?:\{{[^{{}}]*\}}\s*)?\{{?|[\^_]\{{?"
    r"|\d ?[+*×÷<>≤≥]|\d-|[\w)]\s?/)\s*[-+]?$"
)
_OPERATION_SIGNS = ("\\", "^", "+", "*", "×", "÷", "<", ">", "≤", "≥", "/", "-", "π", "√", "pi")
_OPERATED = re.compile(
    rf" ?[+*×÷<>≤≥] ?\d|[-/]\d| ?(?:[π√]|pi\b)|\s*(?:\\(?:{_TAKES}|pi|theta)(?![a-z])"
    r"|\^(?!\{?(?:th|st|nd|rd))\{?-?[0-9a-z])"
)
_FENCE = re.compile(r"\$\$|\$|\\\(|\\\[")
_CLOSING = {"$$": "$$", "$": "$", "\\(": "\\)", "\\[": "\\]"}
_NUMBER = re.compile(
    r"(?<![\w.])[-+]?(?:\$\s?)?(?:[1-9]\d{0,2}(?:,\d{3})+(?!\d)|0,\d+(?![\d,])|\d+(?:,\d{1,2}(?![\d,]))?)(?:\.\d+)?(?:[eE][-+]?\d+)?(?:\s?/\s?\d+)?(?:\s?\\?%|\u00b0|[a-zµ]{1,3}[²³]?(?!\w))?"
    r"|(?<![\w.])[-+]?\.\d+",
    re.ASCII,
)
# What belongs to the number it stands beside.
_MAX_BEFORE = 16  # characters
_BELONGS_BEFORE = re.compile(
    r"(?:(?<![\d)]\s)(?<!\b[A-Za-z]\s)\b(?:minus|negative)\s+|√\s?|π\s?/\s?)$"
)
_SCALE = rf"[\s-](?:{'|'.join(SCALES)})\b"
_BELONGS_BEHIND = re.compile(
    rf"""(?: (?::\d{{1,9}})+ | \x20\d{{1,3}}/\d{{1,3}}(?![\d/]) | \x20?[{"".join(VULGAR_FRACTIONS)}]
      | [KMB](?!\w) | \s(?:percent|per\scent)\b )?
    (?: \s+and\s+(?:a|one|two|three)\s+(?:half|halves|(?:third|quarter|fourth|fifth|eighth)s?)\b )?
    (?: {_SCALE} (?:[\s-]+(?:and\s+)?(?:{"|".join([*SMALL, *SCALES])})\b)* )?
    (?: \s?(?:π|pi\b|√\s?\d{{1,9}})(?!\s?[A-Za-z]\b|[\w²³(]) (?:\s?/\s?\d{{1,9}})?
      | [²³](?!\w) )?""",
    re.VERBOSE,
)
_SCALE_BEHIND = re.compile(_SCALE)


def locate(text: str) -> Stated:
    r"""Find the answer that a text ends on; the whole text where nothing marks one.

    >>> locate("So it is 3.\nThe final answer is: 4 eggs.").text
    '4 eggs'
    """
    offset = max(len(text) - _TAIL, 0)
    tail = text[offset:] if offset else text
    thought = tail.rfind("</think>") if "</think>" in tail else -1
    if thought >= 0 and tail[thought + 8 :].strip():
        offset += thought + 8
        tail = tail[thought + 8 :]
    found = _last_statement(tail)
    if found is None:
        start = len(tail) - len(tail.lstrip())
        return Stated(tail.strip(), offset + start, offset + len(tail.rstrip()), "whole")
    if not offset:
        return found
    return Stated(found.text, found.start + offset, found.end + offset, found.how)


def _last_statement(tail: str) -> Stated | None:
    """Prefer whatever stands last: a box, an answer tag, a cue with something behind it."""
    box = _boxes(tail)
    tag = _tag(tail) if "<answer>" in tail else None
    cue = _cue(tail, box.end if box is not None else -1)
    last: Stated | None = None
    for found in (box, tag, cue):
        if found is not None and found.text and (last is None or found.end > last.end):
            last = found
    return last


def _tag(tail: str) -> Stated | None:
    high = tail.rfind("</answer>")
    low = tail.rfind("<answer>", 0, high if high >= 0 else len(tail))
    if low < 0:
        return None
    inner = tail[low + 8 : high if high >= 0 else len(tail)]
    start = low + 8 + len(inner) - len(inner.lstrip())
    return Stated(inner.strip(), start, start + len(inner.strip()), "tag")


def _cue(tail: str, behind: int) -> Stated | None:
    """Find the last "answer is …" or "####" that stands behind a position."""
    lower = tail.lower()
    for at in reversed(_places(lower, _CUES, behind + 1)[-_MAX_CUES:]):
        if lower.startswith("####", at):
            if found := _sentence(tail, at + 4):
                return found
            continue
        word_end = at + 6
        match = _BEHIND_CUE.match(tail, word_end) or _LONG_CUE.match(tail, word_end)
        if match is not None and (found := _sentence(tail, match.end())):
            return found
    return None


def _places(text: str, signs: tuple[str, ...], start: int) -> list[int]:
    """List where one of some signs stands, from a position on."""
    found: list[int] = []
    for sign in signs:
        at = start
        while (at := text.find(sign, at)) >= 0:
            found.append(at)
            at += len(sign)
    found.sort()
    return found


def _sentence(tail: str, start: int) -> Stated | None:
    """Read on to the end of the sentence, or to the end of a formula that opens it."""
    while start < len(tail) and tail[start].isspace():
        start += 1
    if start >= len(tail):
        return None
    end_match = _SENTENCE_END.search(tail, start)
    end = end_match.start() if end_match is not None else len(tail)
    fence = _FENCE.match(tail, start)
    if fence is not None and fence[0] != "$":
        closing = tail.find(_CLOSING[fence[0]], fence.end())
        if 0 <= closing < start + 2_000:
            end = max(end, closing + 2)
    text = tail[start:end].strip()
    if not text.strip("*_ .:"):
        return None
    return Stated(text, start, start + len(text), "cue")


def _boxes(tail: str) -> Stated | None:
    """Read the last box, or the last several that one list holds."""
    spans: list[tuple[int, int, int]] = []  # start of \boxed, start and end of its content
    for at in reversed(_places(tail, _BOXES, 0)[-_MAX_BOXES:]):
        inner = _braced(tail, at)
        if inner is None or (spans and inner[1] > spans[-1][0]):
            continue  # the outer one of two nested boxes
        if spans and not _is_list_gap(tail, inner[1] + 1, spans[-1][0]):
            break
        spans.append((at, *inner))
    if not spans:
        return None
    spans.reverse()
    contents = [content for _, low, high in spans if (content := tail[low:high].strip())]
    return Stated(", ".join(contents), spans[0][1], spans[-1][2], "box")


def _is_list_gap(tail: str, low: int, high: int) -> bool:
    gap = tail[low:high]
    if len(gap) > _MAX_GAP or "\n\n" in gap or ". " in gap or ".," in gap:
        return False
    return _LIST_GAP.fullmatch(gap) is not None


def _braced(text: str, at: int) -> tuple[int, int] | None:
    """Find the content of the braces behind a command; an open one runs to the end."""
    start = at + (6 if text.startswith("\\boxed", at) else 5)
    while start < len(text) and text[start] == " ":
        start += 1
    if start >= len(text):
        return None
    if text[start] != "{":
        end = start
        while end < len(text) and not text[end].isspace() and text[end] not in "$.,":
            end += 1
        return (start, end) if end > start else None
    stop = min(len(text), start + _MAX_BOX)
    closing = text.find("}", start, stop)
    if closing >= 0 and text.find("{", start + 1, closing) < 0:
        return start + 1, closing
    depth = 0
    for brace in _BRACE.finditer(text, start, stop):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return start + 1, brace.start()
    end = text.find("\n\n", start)
    return start + 1, len(text) if end < 0 else end


def formulas(text: str) -> list[tuple[int, int]]:
    r"""List the spans inside $…$, $$…$$, \(…\) and \[…\]; money is no fence.

    >>> formulas("$5 and $6 make $x = 11$")
    [(16, 22)]
    """
    found: list[tuple[int, int]] = []
    at = 0
    while (fence := _FENCE.search(text, at)) is not None and len(found) < _MAX_BOXES:
        opening = fence[0]
        if opening == "$" and fence.start() and text[fence.start() - 1] == "\\":
            at = fence.end()
            continue
        closing = text.find(_CLOSING[opening], fence.end())
        if closing < 0 and opening.startswith("$"):
            break
        if closing < 0:
            at = fence.end()
            continue
        inner = text[fence.end() : closing]
        is_money = opening == "$" and (len(inner) > 500 or _is_money(inner, text, closing))
        if is_money or not inner.strip():
            at = fence.end()
            continue
        at = closing + len(_CLOSING[opening])
        scale = _SCALE_BEHIND.match(text, at)  # $4.2$ million
        found.append((fence.end(), closing) if scale is None else (fence.start(), scale.end()))
    return found


def _is_money(inner: str, text: str, closing: int) -> bool:
    """Tell "$5 and $6" from "$x$": prose inside, or a digit behind the second sign."""
    if "\\" in inner or not inner[:1].isdigit():
        return False
    behind = text[closing + 1 : closing + 2]
    if _PROSE.search(inner) is not None:
        return True
    if behind.isdigit():
        return inner.endswith((" ", "(", "-", "+"))
    return inner.endswith(" ") and behind.isalpha() and _TWO_LETTERS.search(inner) is not None


def numbers(text: str) -> list[tuple[int, int]]:
    r"""List the spans of numbers written in digits, with all that belongs to each.

    That is a sign, currency, fraction bar and percent, and what changes its value: "3 million",
    "1 1/2", 8:15, 13π, √5, "minus 5". The 5 of a formula without fences, 5\pi or \frac{5}{7}, is
    no number of its own.
    """
    found: list[tuple[int, int]] = []
    for match in _NUMBER.finditer(text):
        low, high = match.span()
        if found and low < found[-1][1]:
            continue  # the 15 of 8:15
        before = _BELONGS_BEFORE.search(text, max(low - _MAX_BEFORE, 0), low)
        behind = _BELONGS_BEHIND.match(text, high)
        found.append((low if before is None else before.start(), behind.end() if behind else high))
    if not any([sign in text for sign in _OPERATION_SIGNS]):
        return found
    return [span for span in found if not _is_operand(text, *span)]


def _is_operand(text: str, low: int, high: int) -> bool:
    if _OPERATED.match(text, high) is not None:
        return True
    return _OPERATOR.search(text, max(low - _MAX_OPERATOR, 0), low) is not None
