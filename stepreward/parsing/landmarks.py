"""Find the headers of a format in a text: where each section, step and answer begins."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import Protocol

from stepreward.formats import Format
from stepreward.parsing.answers import MAX_LANDMARKS, Landmark, answer_marks
from stepreward.parsing.spans import Spans, is_blocked
from stepreward.parsing.steps import is_list

_MAX_CANDIDATES = 5_000  # places where a header may begin
_FAINT = 0.1  # the weight of a format of which only "Step 1:" and "Answer:" are seen
_TAG = 1.3  # the weight of a tag: more than that of a box


class Finder(Protocol):
    """Finds the landmarks of one format, and weighs how sure they make that format."""

    form: Format
    weighs_text: bool  # without looking at landmarks

    def find(self, text: str, blocked: Spans, prefill: str, /) -> list[Landmark]:
        """List the landmarks outside the blocked spans."""

    def weigh(self, text: str, marks: list[Landmark], /) -> float:
        """Say how much of this format was seen; 0 for nothing."""


def finder_of(form: Format) -> Finder:
    """Make the finder of a format."""
    if form.style == "headers":
        return _Headers(form)
    if form.style == "tags":
        return _Tags(form)
    return _Lines(form)


class _Headers:
    """Sections under headers, such as ``### Rationales:``."""

    weighs_text = False

    def __init__(self, form: Format) -> None:
        self.form = form
        self._names: dict[str, tuple[str, str]] = {}
        headers: list[str] = [*form.step_headers]
        words = [
            _flexible(header).replace(r"\{n\}", r"([0-9]{1,4})(?!\.[0-9])", 1)
            for header in form.step_headers
        ]
        for section in form.sections:
            for header in section.headers:
                headers.append(header)
                words.append(_flexible(header))
                self._names[_key(header)] = (section.role, section.name)
        words.sort(key=len, reverse=True)
        self._pattern = re.compile(
            rf"""(?:^[ \t>]{{0,60}}|(?<=[^\#]))(?P<deco>[\#*_][\#*_ \t]{{0,20}})?
            (?P<name>{"|".join(words)})
            (?P<tail>[ \t]{{0,20}}[*_]{{0,9}}[ \t]{{0,20}}(?:[:：.]+[ \t*_]*|(?=\n|$)))""",
            re.MULTILINE | re.IGNORECASE | re.VERBOSE,
        )
        firsts = "|".join(sorted({_opening(header) for header in headers}))
        self._line = re.compile(
            rf"\n(?!\n)[ \t>]{{0,60}}[\#*_ \t]{{0,21}}(?={firsts})", re.IGNORECASE
        )
        self._hash = re.compile(rf"\#[\#*_ \t]{{0,20}}(?={firsts})", re.IGNORECASE)
        self._step_name = next(s.name for s in form.sections if s.role == "steps")
        self._has_more = any(s.role not in ("steps", "answer") for s in form.sections)

    def find(self, text: str, blocked: Spans, _prefill: str) -> list[Landmark]:
        """List the headers at line starts, and those marked by # anywhere."""
        found: list[Landmark] = []
        end = count = 0
        for start in self._candidates(text):
            match = self._pattern.match(text, start) if start >= end else None
            if match is None:
                continue
            end = match.end()
            mark = self._landmark(match)
            if mark is None or (blocked and is_blocked(mark.start, blocked)):
                continue
            if found and _is_doubled(found[-1], mark, text):
                found[-1] = mark._replace(start=found[-1].start)
            else:
                found.append(mark)
            count += 1
            if count >= MAX_LANDMARKS:
                break
        return found

    def _candidates(self, text: str) -> list[int]:
        """Find where a header may begin: lines that open like one, and what a # marks."""
        opening = islice(self._line.finditer(text), _MAX_CANDIDATES)
        lines = [match.start() + 1 for match in opening]
        if "#" not in text:
            return [0, *lines]
        signs = islice(self._hash.finditer(text), _MAX_CANDIDATES)
        marked = [_decoration_start(text, match.start()) for match in signs]
        return [0, *sorted(lines + marked)[:_MAX_CANDIDATES]]

    def _landmark(self, match: re.Match[str]) -> Landmark | None:
        start, body = match.span()
        deco = match["deco"] or ""
        if "#" not in deco and start and match.string[start - 1] != "\n":
            return None
        number = next((group for group in match.groups()[2:-1] if group), None)
        if number is not None:
            return Landmark("steps", self._step_name, int(number), start, body)
        named = self._names.get(_key(match["name"]))
        if named is None:
            return None  # a dotless ı matches an i, and is none
        role, name = named
        if role == "answer" and not deco and not _ends_line_or_has_colon(match):
            return None
        return Landmark(role, name, None, start, body)

    def weigh(self, text: str, marks: list[Landmark]) -> float:
        """Count the different sections; one alone, or mere markdown steps, says little."""
        kinds = {mark.name for mark in marks}
        if len(kinds) < 2:
            return 0.0
        is_own = any(mark.role not in ("steps", "answer") for mark in marks) or not self._has_more
        if is_own or any(text.startswith("###", mark.start) for mark in marks):
            return float(len(kinds))
        return _FAINT


def _decoration_start(text: str, at: int) -> int:
    """Go back over the stars before a #, to the line's start where nothing else is there."""
    low = at
    while low and text[low - 1] in "*_ \t>":
        low -= 1
    if not low or text[low - 1] == "\n":
        return low
    while text[low] not in "*_#":
        low += 1
    return low


def _opening(header: str) -> str:
    """Give the letters a header opens with, up to its first sign or blank."""
    return re.escape(re.split(r"[^\w]|\{", header, maxsplit=1)[0][:4])


def _ends_line_or_has_colon(match: re.Match[str]) -> bool:
    """Ask an undecorated "The answer is" for a colon, or for the end of its line."""
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


@lru_cache(maxsize=256)
def _key(header: str) -> str:
    return "".join(header.casefold().replace("'", "").replace("’", "").split())


class _Tags:
    """Sections between tags, such as ``<think>…</think>``."""

    weighs_text = False

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
        tags = (match[2].casefold() for match in self._pattern.finditer(prefill) if not match[1])
        opened = [name for name in tags if name in self._names]
        if opened:
            found.append(Landmark(*self._names[opened[-1]], None, 0, 0))
        if "<" not in text:
            return found
        lower = text.casefold()
        if not any(name in lower for name in self._names):
            return found
        for match in self._pattern.finditer(text):
            if blocked and is_blocked(match.start(), blocked):
                continue
            named = self._names.get(match[2].casefold())
            if named is None:
                continue  # <anſwer> matches, and is no tag of ours
            role, name = named
            if match[1]:
                if not found:
                    found.append(Landmark(role, name, None, 0, 0))
                found.append(Landmark("end", "/" + name, None, *match.span()))
            else:
                found.append(Landmark(role, name, None, *match.span()))
            if len(found) >= MAX_LANDMARKS:
                break
        return found

    def weigh(self, _text: str, marks: list[Landmark]) -> float:
        """Count the different tags; they are rarely there by chance."""
        return _TAG * len({mark.name.lstrip("/") for mark in marks})


class _Lines:
    r"""No sections: \boxed{} mathematics, numbered lists, plain lines."""

    weighs_text = True

    def __init__(self, form: Format) -> None:
        self.form = form
        self._steps = next(s.name for s in form.sections if s.role == "steps")
        self._answer = next(s.name for s in form.sections if s.role == "answer")

    def find(self, text: str, blocked: Spans, _prefill: str) -> list[Landmark]:
        """Let the steps begin at the start, the answer where the text states it."""
        answers = [
            mark._replace(name=self._answer)
            for mark in answer_marks(text)
            if not (blocked and is_blocked(mark.start, blocked))
        ]
        return [Landmark("steps", self._steps, None, 0, 0), *answers]

    def weigh(self, text: str, _marks: list[Landmark]) -> float:
        """Prefer boxes to numbered lists, and those to plain lines."""
        if self.form.style == "boxed":
            return 1.2 if "\\boxed" in text else 0.0
        if self.form.style == "numbered":
            return 0.3 if is_list(text) else 0.0
        return 0.2
