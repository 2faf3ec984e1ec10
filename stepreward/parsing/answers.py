"""Find where a text states its final answer, and where that answer ends."""

from __future__ import annotations

import re
from typing import NamedTuple

from stepreward.parsing.spans import EDGES, PARAGRAPH, Spans, trimmed

MAX_LANDMARKS = 1_000  # headers that are read; a text with more is no trace
# "So the final answer", "The correct option": what a statement of the answer opens with.
_NAMED = r"""(?:so|thus|therefore|hence|finally|conclusion)?[,:]?[ \t]{0,20}(?:the[ \t]+)?
    (?:(?:final|correct)[ \t]+)?(?:answer|(?<=correct[ \t])(?:option|choice))
    [ \t]{0,20}[*_]{0,9}[ \t]{0,20}"""
# "所以最终答案是": the same in Chinese.
_NAMED_ZH = r"""(?:所以|因此|因而|于是|故|综上(?:所述)?)?[，,]?(?:最终|最后|正确)?的?答案
    [ \t*_]{0,9}"""
# A line that states the final answer where no header does, or that heads the next one.
_ANSWER_LINE = re.compile(
    rf"""^[ \t>#*_]{{0,20}}(?:
        {_NAMED}(?:(?:is[ \t]{{0,20}})?(?:[:：=]+|(?<=is[ \t])|(?<=is))[ \t*_]*(?:\n\s*)?
                   |(?<!option)(?<!choice)(?:is[ \t]*)?\n\s*)
      | {_NAMED_ZH}(?:(?:应该?)?[是为]?[ \t]{{0,20}}(?:[:：=]+|(?<=[是为]))[ \t*_]*(?:\n\s*)?|\n\s*)
      | A[ \t]*[:：][ \t]*
      | \#{{4}}[ \t]*
    )(?=\S)""",
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
# A later sentence of a line: "She has 6 left. The answer is 6."
_ANSWER_SENTENCE = re.compile(
    rf"""(?:(?<=[.!?)])[ \t]+{_NAMED}(?:is\b|[:：])
      | (?<=[。！？；，.!?;,])[ \t]*{_NAMED_ZH}(?:[是为]|[:：]))[ \t*_:：]*(?=\S)""",
    re.IGNORECASE | re.VERBOSE,
)
# One of these is in each such line.
_ANSWER_SIGN = re.compile(
    r"[Aa#Cc答](?:(?<=答)案|(?<=[Aa])(?:nswer|NSWER|(?<![^\s>#*_].)[ \t]*[:：])"
    r"|(?<=#)###|(?<=[Cc])orrect (?:[Oo]ption|[Cc]hoice))"
)
_HASHES = re.compile(r"(?<!#)####(?!#)[ \t]*(?=\S)")  # GSM8K's, behind a text on its line
# Fences of mathematics in lines of their own, before the box that they hold.
_FENCES = re.compile(r"^(?:\$|\\[\[(]|\\begin\{[a-z]{1,20}\*?\}|[*_&\s])+\Z", re.MULTILINE)
_FENCES_CHARS = 80
_OPENING = ("\\[", "$$", "\\begin")  # displayed mathematics goes on in the next line
_LINE_CHARS = 2_000  # of a last line, in which a sentence may state the answer
_TALK_CHARS = 200  # of a line, that tell talk from an answer
# Four words in a row, or an operation with its result.
_TALK = re.compile(
    r".*?(?:[^\W\d_]{2,}[ ,]+[^\W_]+[ ,]+[^\W_]+[ ,]+[^\W_]|\d\)?\s*[-+*/×÷x]\s*\(?\d[^=\n]*=)"
)
_CONCLUDES = re.compile(
    r"[*_]*(?:so|thus|therefore|hence|finally|consequently|in total)\b", re.IGNORECASE
)

_CLOSING = re.compile(r"(?<=[^\s*_])(\*{1,3}|_{1,3})[ \t]?[.。]\Z")
_CLOSING_CHARS = 8


class Landmark(NamedTuple):
    """A header: what it opens, the number of a step, and where it and its body start."""

    role: str
    name: str
    number: int | None
    start: int
    body: int


def answer_marks(text: str) -> list[Landmark]:
    """Find where a text without sections states its final answer: the last lines that do."""
    found = _stated(text)
    box = text.rfind("\\boxed")
    if box >= 0 and (not found or box > found[-1].body):
        if found and "\n" not in text[found[-1].body : box]:
            return _last_together(found, text)  # "The answer is \boxed{5}"
        return _last_boxes(text, box)
    return _last_together(found, text) if found else _last_sentence(text)


def _stated(text: str) -> list[Landmark]:
    """List the lines that say what the answer is, and every ####, wherever it stands."""
    found: list[Landmark] = []
    line = looked = 0
    is_new = True
    for sign in _ANSWER_SIGN.finditer(text):
        newline = text.rfind("\n", looked, sign.start())
        line, is_new = (newline + 1, True) if newline >= 0 else (line, is_new)
        looked = sign.start()
        match = _ANSWER_LINE.match(text, line) if is_new else None
        is_new = False
        if match is None and sign[0] == "####" and not (found and sign.start() < found[-1].body):
            match = _HASHES.match(text, sign.start())
        if match is None:
            continue
        start, body = match.span()
        if found and not text[found[-1].body : start].strip(EDGES):
            start = found.pop().start  # "The answer is: #### 5"
        found.append(Landmark("answer", "answer", None, start, body))
        if len(found) >= MAX_LANDMARKS:
            break
    return found


def _last_sentence(text: str) -> list[Landmark]:
    """Find where a later sentence of the last line says what the answer is."""
    end = len(text.rstrip())
    line = text.rfind("\n", 0, end) + 1
    matches = list(_ANSWER_SENTENCE.finditer(text, max(line, end - _LINE_CHARS), end))
    return [Landmark("answer", "answer", None, *match.span()) for match in matches[-1:]]


def _last_boxes(text: str, box: int) -> list[Landmark]:
    """Take the boxes of the last paragraph: several different ones are no answer."""
    paragraph = text.rfind("\n\n", 0, box)
    starts: list[int] = []
    at = max(paragraph, box - 1_000, 0)
    while (at := text.find("\\boxed", at)) >= 0 and len(starts) < MAX_LANDMARKS:
        starts.append(at)
        at += 6
    marks = [Landmark("answer", "answer", None, start, start) for start in starts]
    fences = _FENCES.search(text, max(starts[0] - _FENCES_CHARS, 0), starts[0])
    return [marks[0]._replace(start=fences.start()), *marks[1:]] if fences is not None else marks


def _last_together(found: list[Landmark], text: str) -> list[Landmark]:
    """Keep the last statement, and those right before it: two in a row contradict or repeat."""
    kept = found[-1:]
    for mark in reversed(found[:-1]):
        if text.count("\n", mark.body, kept[0].start) > 2:
            break
        kept.insert(0, mark)
    return kept


def opens_with_answer(text: str, low: int, high: int) -> bool:
    """Tell an answer, perhaps with talk below it, from paragraphs that lead to one."""
    behind = PARAGRAPH.search(text, low, high)
    return behind is None or not _is_talk(text[low : behind.start()])


def stating_spans(text: str, low: int, high: int) -> Spans:
    """Narrow paragraphs to where they say what the answer is.

    That is behind "The answer is", or in a last paragraph that is no talk, or concludes.
    """
    if marks := answer_marks(text[low:high]):
        ends = [low + mark.start for mark in marks[1:]] + [high]
        return [(low + mark.body, end) for mark, end in zip(marks, ends, strict=True)]
    if opens_with_answer(text, low, high):
        return [(low, high)]
    last = max(match.end() for match in PARAGRAPH.finditer(text, low, high))
    concludes = _CONCLUDES.match(text, last) is not None or not _is_talk(text[last:high])
    return [(last if concludes else low, high)]


def _is_talk(paragraph: str) -> bool:
    """Tell sentences, sums and what leads up to something from a bare answer."""
    return paragraph.rstrip(EDGES).endswith(":") or _TALK.match(paragraph[:_TALK_CHARS]) is not None


def answer_span(text: str, low: int, high: int) -> tuple[int, int]:
    """Keep the first paragraph of an answer: what follows it is talk."""
    if text.startswith("\\boxed", low):
        end = _box_end(text, low, high)
        behind = PARAGRAPH.search(text, end, high)
        rest = behind.start() if behind is not None else high
        if text.find("\\boxed", end, rest) < 0:
            return low, end
    while low < high and text[low] in EDGES + ":：":
        low += 1
    behind = PARAGRAPH.search(text, low, high)
    high = behind.start() if behind is not None else high
    return _undecorated(text, *trimmed(text, low, _talk_start(text, low, high)))


def _undecorated(text: str, low: int, high: int) -> tuple[int, int]:
    """Leave out the end of a decoration whose beginning was the header's: "is **84**." is 84.

    A Chinese full stop goes as well; a point may belong to a number, and is left to the judge.
    """
    closing = _CLOSING.search(text, max(low, high - _CLOSING_CHARS), high)
    if closing is not None and text.find(closing[1], low, closing.start()) < 0:
        return low, closing.start()
    while high > low and text[high - 1] == "。":
        high -= 1
    return low, high


def _talk_start(text: str, low: int, high: int) -> int:
    """Find where an answer of one line is followed by sentences or sums: they are no part of it."""
    line_end = text.find("\n", low, high)
    if line_end < 0:
        return high
    first = text[low:line_end].rstrip(EDGES)
    is_open = not first or first[-1] in ":,;&=+-\\" or any(mark in first for mark in _OPENING)
    if is_open or _TALK.match(first[:_TALK_CHARS]):
        return high
    behind = text[line_end : min(high, line_end + _TALK_CHARS)].lstrip()
    return line_end if _TALK.match(behind.partition("\n")[0]) else high


def _box_end(text: str, low: int, high: int) -> int:
    depth = 0
    for at in range(low, min(high, low + 5_000)):
        if text[at] == "{":
            depth += 1
        elif text[at] == "}":
            depth -= 1
            if depth == 0:
                return at + 1
    return high
