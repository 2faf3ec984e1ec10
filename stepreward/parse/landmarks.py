"""Find the headers of a format in a text: where each section, step and answer begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple, Protocol

from stepreward.formats import Format

MAX_LANDMARKS = 2_000  # headers that are read; a text with more is no trace
_FENCE = re.compile(r"^[ \t]*```", re.MULTILINE)
_ITEM = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]*)?[*_]*(?:step[ \t]*([0-9]{1,4})[*_]*[ \t]*[:.)\-]|([0-9]{1,4})[.)](?=[ \t*_]))[*_]*[ \t]*",
    re.MULTILINE | re.IGNORECASE,
)
# A line that states the final answer where no header does.
_ANSWER_LINE = re.compile(
    r"""^[ \t>#*_]*(?:
        (?:so|thus|therefore|hence|finally|conclusion)?[,:]?[ \t]*(?:the[ \t]+)?(?:final[ \t]+)?answer
        [ \t]*[*_]*[ \t]*(?:is[ \t]*)?(?:[:：=]+|(?<=is[ \t])|(?<=is))[ \t*_]*
      | A[ \t]*[:：][ \t]*
      | \#{4}[ \t]*
    )(?=\S)""",
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)

Spans = list[tuple[int, int]]


class Landmark(NamedTuple):
    """A header: what it opens, the number of a step, and where it and its body start."""

    role: str
    name: str
    number: int | None
    start: int
    body: int


class Finder(Protocol):
    """Finds the landmarks of one format, and weighs how sure they make that format."""

    form: Format

    def find(self, text: str, blocked: Spans, prefill: str) -> list[Landmark]:
        """List the landmarks outside the blocked spans."""

    def weigh(self, text: str, marks: list[Landmark]) -> float:
        """Say how much of this format was seen; 0 for nothing."""


def finder_of(form: Format) -> Finder:
    """Make the finder of a format."""
    if form.style == "headers":
        return _Headers(form)
    if form.style == "tags":
        return _Tags(form)
    return _Lines(form)


def code_blocks(text: str) -> Spans:
    """List the spans inside ``` fences; one left open runs to the end."""
    if "```" not in text:
        return []
    marks = [match.start() for match in _FENCE.finditer(text)]
    ends = marks[1::2] + [len(text)] * (len(marks) % 2)
    return list(zip(marks[::2], ends, strict=True))


def is_blocked(at: int, blocked: Spans) -> bool:
    """Tell whether a position lies in one of the spans."""
    where = bisect_right(blocked, at, key=lambda span: span[0]) - 1
    return where >= 0 and at < blocked[where][1]


def items(text: str, start: int, end: int) -> list[re.Match[str]]:
    """List the marks of a numbered list."""
    return list(_ITEM.finditer(text, start, end))


def number_of(item: re.Match[str]) -> int:
    """Read the number of a list item."""
    return int(item[1] or item[2])


class _Headers:
    """Sections under headers: ### Image Description: …"""

    def __init__(self, form: Format) -> None:
        self.form = form
        self._names: dict[str, tuple[str, str]] = {}
        words: list[str] = []
        for section in form.sections:
            for header in section.headers:
                words.append(_flexible(header))
                self._names[_key(header)] = (section.role, section.name)
        words.extend(
            _flexible(header).replace(r"\{n\}", "([0-9]{1,4})", 1) for header in form.step_headers
        )
        words.sort(key=len, reverse=True)
        self._pattern = re.compile(
            rf"""(?:^[ \t>]*|(?<=[^\#]))(?P<deco>[\#*_][\#*_ \t]*)?(?P<name>{"|".join(words)})
            (?P<tail>[ \t]*[*_]*[ \t]*(?:[:：.]+[ \t*_]*|(?=\n|$)))""",
            re.MULTILINE | re.IGNORECASE | re.VERBOSE,
        )
        self._step_name = next(s.name for s in form.sections if s.role == "steps")

    def find(self, text: str, blocked: Spans, prefill: str) -> list[Landmark]:
        """List the headers at line starts, and those marked by # anywhere."""
        found: list[Landmark] = []
        for match in self._pattern.finditer(text):
            mark = self._landmark(match)
            if mark is None or (blocked and is_blocked(mark.start, blocked)):
                continue
            if found and _is_doubled(found[-1], mark, text):
                found[-1] = mark._replace(start=found[-1].start)
            else:
                found.append(mark)
            if len(found) >= MAX_LANDMARKS:
                break
        return found

    def _landmark(self, match: re.Match[str]) -> Landmark | None:
        start, body = match.span()
        deco = match["deco"] or ""
        if "#" not in deco and start and match.string[start - 1] != "\n":
            return None
        number = next((group for group in match.groups()[2:-1] if group), None)
        if number is not None:
            return Landmark("steps", self._step_name, int(number), start, body)
        role, name = self._names[_key(match["name"])]
        if role == "answer" and not deco and not _ends_line_or_has_colon(match):
            return None
        return Landmark(role, name, None, start, body)

    def weigh(self, text: str, marks: list[Landmark]) -> float:
        """Count the different sections; one alone says little."""
        kinds = {mark.name for mark in marks}
        return float(len(kinds)) if len(kinds) > 1 else 0.0


def _ends_line_or_has_colon(match: re.Match[str]) -> bool:
    """An undecorated "The answer is" opens a section only with a colon or at the line's end."""
    end = match.end()
    has_colon = match["tail"].strip(" \t*_") != ""
    return has_colon or end == len(match.string) or match.string[end] == "\n"


def _is_doubled(before: Landmark, mark: Landmark, text: str) -> bool:
    """Tell the second half of "### Step 1: ### Step 1: …"."""
    same = (before.name, before.number) == (mark.name, mark.number)
    return same and not text[before.body : mark.start].strip(" \t\n#*_")


def _flexible(header: str) -> str:
    """Make a header match with any spacing and apostrophe."""
    words = header.replace("{n}", " {n}").split()
    pattern = r"[ \t]+".join(re.escape(word).replace("'", "['’]?") for word in words)
    return pattern.replace(r"[ \t]+\{n\}", r"[ \t]*\{n\}")


def _key(header: str) -> str:
    return "".join(header.casefold().replace("'", "").replace("’", "").split())


class _Tags:
    """Sections between tags: <think>…</think>."""

    def __init__(self, form: Format) -> None:
        self.form = form
        self._names = {
            header.casefold(): (section.role, section.name)
            for section in form.sections
            for header in section.headers
        }
        tags = "|".join(re.escape(name) for name in self._names)
        self._pattern = re.compile(rf"<(/?)[ ]?({tags})[ ]?>", re.IGNORECASE)

    def find(self, text: str, blocked: Spans, prefill: str) -> list[Landmark]:
        """List the tags; a closing one without its opening began in the prompt."""
        found: list[Landmark] = []
        opened = [match for match in self._pattern.finditer(prefill) if not match[1]]
        if opened:
            found.append(Landmark(*self._names[opened[-1][2].casefold()], None, 0, 0))
        if "<" not in text:
            return found
        for match in self._pattern.finditer(text):
            if blocked and is_blocked(match.start(), blocked):
                continue
            role, name = self._names[match[2].casefold()]
            if match[1]:
                if not found:
                    found.append(Landmark(role, name, None, 0, 0))
                role, name = "end", "/" + name
            found.append(Landmark(role, name, None, *match.span()))
            if len(found) >= MAX_LANDMARKS:
                break
        return found

    def weigh(self, text: str, marks: list[Landmark]) -> float:
        """Count the different tags; they are rarely there by chance."""
        return 1.1 * len({mark.name.lstrip("/") for mark in marks})


class _Lines:
    """No sections: \\boxed{} mathematics, numbered lists, plain lines."""

    def __init__(self, form: Format) -> None:
        self.form = form
        self._steps = next(s.name for s in form.sections if s.role == "steps")
        self._answer = next(s.name for s in form.sections if s.role == "answer")

    def find(self, text: str, blocked: Spans, prefill: str) -> list[Landmark]:
        """Let the steps begin at the start, the answer where the text states it."""
        answers = [
            mark._replace(name=self._answer)
            for mark in answer_marks(text)
            if not (blocked and is_blocked(mark.start, blocked))
        ]
        return [Landmark("steps", self._steps, None, 0, 0), *answers]

    def weigh(self, text: str, marks: list[Landmark]) -> float:
        """Prefer boxes to numbered lists, and those to plain lines."""
        if self.form.style == "boxed":
            return 1.2 if "\\boxed" in text else 0.0
        if self.form.style == "numbered":
            first = _ITEM.search(text)
            return 0.3 if first is not None and _ITEM.search(text, first.end()) else 0.0
        return 0.2


def answer_marks(text: str) -> list[Landmark]:
    """Find where a text without sections states its final answer: the last lines that do."""
    found: list[Landmark] = []
    lower = text.lower()
    if "answer" in lower or "a:" in lower or "####" in text:
        for match in _ANSWER_LINE.finditer(text):
            found.append(Landmark("answer", "answer", None, *match.span()))
            if len(found) >= MAX_LANDMARKS:
                break
    box = text.rfind("\\boxed")
    if box >= 0 and (not found or box > found[-1].body):
        if found and "\n" not in text[found[-1].body : box]:
            return _last_together(found, text)  # "The answer is \boxed{5}"
        return _last_boxes(text, box)
    return _last_together(found, text)


def _last_boxes(text: str, box: int) -> list[Landmark]:
    """Take the boxes of the last paragraph: several different ones are no answer."""
    paragraph = text.rfind("\n\n", 0, box)
    starts: list[int] = []
    at = max(paragraph, box - 1_000, 0)
    while (at := text.find("\\boxed", at)) >= 0 and len(starts) < MAX_LANDMARKS:
        starts.append(at)
        at += 6
    return [Landmark("answer", "answer", None, start, start) for start in starts]


def _last_together(found: list[Landmark], text: str) -> list[Landmark]:
    """Keep the last statement, and those right before it: two in a row contradict or repeat."""
    kept = found[-1:]
    for mark in reversed(found[:-1]):
        if text.count("\n", mark.body, kept[0].start) > 2:
            break
        kept.insert(0, mark)
    return kept
