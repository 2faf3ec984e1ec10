"""Find the code blocks of our pages, and what a page says of those that are not run.

A block is run, or read by what would read it, unless a comment stands right before it:
``<!-- not run: REASON -->``. Then it is only checked: commands, options, names and files exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[2]
_REASON = re.compile(r"<!-- not run: (.+?) -->\s*", re.DOTALL)
_PRINTED = re.compile(r"<!-- begin: (\w+) -->\s*")
_PROMPT = re.compile(r"^\$ ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """One block of code, where it stands, and why it is not run, if it is not."""

    page: str
    line: int
    language: str
    text: str
    reason: str | None = None
    bench: str | None = None  # the benchmark that put it there

    def __str__(self) -> str:
        """Name the place, as an editor opens it."""
        return f"{self.page}:{self.line}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A command, and what the page says it prints; None where the page does not say."""

    command: str
    output: str | None


def pages() -> list[str]:
    """List every page that people read, by its path from the root."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "data").rglob("*.md")]
    return sorted(page.relative_to(ROOT).as_posix() for page in found)


def blocks() -> list[Block]:
    """List the blocks of all pages, in their order."""
    return [one for page in pages() for one in blocks_of(page, (ROOT / page).read_text("utf-8"))]


def blocks_of(page: str, text: str) -> Iterator[Block]:
    """Go through the blocks of one page, fenced or indented."""
    tokens = MarkdownIt("commonmark").parse(text)
    for index, token in enumerate(tokens):
        if token.type not in ("fence", "code_block") or token.map is None:
            continue
        before = _comment(tokens, index)
        reason, printed = _REASON.fullmatch(before), _PRINTED.fullmatch(before)
        yield Block(
            page,
            token.map[0] + 1,
            token.info.strip(),
            token.content,
            reason and " ".join(reason[1].split()),
            printed and printed[1],
        )


def _comment(tokens: Sequence[Token], index: int) -> str:
    before = tokens[index - 1] if index else None
    return before.content if before is not None and before.type == "html_block" else ""


def shown_in(block: Block) -> list[Shown]:
    """Take a session apart; all of a ``sh`` block is one command that shows nothing."""
    if block.language == "sh":
        return [Shown(block.text, None)]
    found = []
    for part in _PROMPT.split(block.text)[1:]:
        command, output = _with_open_quotes(part)
        found.append(Shown(command, output or None))
    return found


def _with_open_quotes(part: str) -> tuple[str, str]:
    """Split a command from its output: lines go on while a quote is open."""
    lines = part.splitlines(keepends=True)
    end = 1
    while end < len(lines) and "".join(lines[:end]).count("'") % 2:
        end += 1
    return "".join(lines[:end]).rstrip("\n"), "".join(lines[end:])
