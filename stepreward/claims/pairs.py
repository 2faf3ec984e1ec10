"""Read what words say of named things: "∠1 and ∠2 add up to 180", "DE is half as long as BC"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from stepreward.algebra.tokens import Token
from stepreward.algebra.words import SMALL

# One of these words, and a name such as AB or ∠4, or there is nothing to read.
PAIR_WORDS = frozenset(
    "add adds adding sum sums half twice double supplementary complementary times pair"
    " straight".split()
)
NAME = re.compile(r"∠|\\angle|\b[Aa]ngle|\b[A-Z]{2,3}\b")
_LISTING = frozenset({"and", ",", "with"})
_TOGETHER = frozenset("together both always must then also measures".split())
_SUMS = (("add", "up", "to"), ("adds", "up", "to"), ("sum", "to"), ("sums", "to"), ("add", "to"))
_PRONOUNS = frozenset("they these angles those segments two measures".split())
_WHOLES = {
    ("are", "supplementary"): 180,
    ("are", "complementary"): 90,
    ("form", "a", "linear", "pair"): 180,
    ("form", "a", "straight", "line"): 180,
    ("form", "a", "straight", "angle"): 180,
}
_COPULAS = frozenset("is equals has measures are".split())
_PASSED = frozenset(
    "of the that as length measure size long large big wide tall inscribed central interior"
    " exterior segment side".split()
)
_MAX_PASSED = 6
_FACTORS = {"half": Fraction(1, 2), "twice": Fraction(2), "double": Fraction(2)}
_OWN = frozenset("it its length measure size".split())


def says_in_words(text: str) -> bool:
    """Tell a text that relates names without a sign."""
    words = text.lower().split()
    return "=" not in text and not PAIR_WORDS.isdisjoint(words) and NAME.search(text) is not None


def with_named_relations(tokens: list[Token]) -> list[Token]:
    """Turn what a sentence says of names into operators and relation signs; other words stay."""
    texts = [token.text.lower() for token in tokens]
    if PAIR_WORDS.isdisjoint(texts):
        return tokens
    names = [at for at in range(len(tokens)) if _is_name(tokens, at)]
    if len(names) < 2:
        return tokens
    reader = _Reader(tokens, texts, tokens[names[0]])
    at = 0
    while at < len(tokens):
        at += reader.read(at)
    return reader.kept


@dataclass(slots=True)
class _Reader:
    """A sentence that is rewritten from left to right; ``subject`` is the first thing it names."""

    tokens: list[Token]
    texts: list[str]
    subject: Token
    kept: list[Token] = field(default_factory=list)
    listed: list[Token] = field(default_factory=list)  # the names listed last: "∠1 and ∠2"

    def read(self, at: int) -> int:
        """Rewrite what begins at a token, and say how many tokens it takes."""
        if _is_name(self.tokens, at):
            return self._row(at)
        width = self._their_sum(at) or self._sum_of(at) or self._share_of(at)
        if not width:
            self.kept.append(self.tokens[at])
        return width or 1

    def _row(self, at: int) -> int:
        """Rewrite "∠1 and ∠2 add up to", and "∠1 and ∠2 are supplementary"."""
        tokens, texts = self.tokens, self.texts
        row, width = _row(tokens, texts, at)
        behind = at + width
        if len(row) > 1:
            self.listed = row
            whole = _whole(texts, behind)
            if words := _sum_width(texts, behind) or len(whole or ()):
                last = tokens[behind + words - 1]
                self.kept.extend(_added(row, tokens[at].start))
                self.kept.append(Token("rel", "=", tokens[behind].start, last.end))
                if whole is not None:
                    self.kept.append(Token("num", str(_WHOLES[whole]), last.start, last.end))
                return width + words
        self.kept.extend(tokens[at:behind])
        return width

    def _their_sum(self, at: int) -> int:
        """Rewrite "their sum is" and "they add up to" behind a list."""
        width = _their_sum(self.texts, at) if self.listed else 0
        if not width:
            return 0
        self.kept.extend(_added(self.listed, self.tokens[at].start))
        words = _sum_width(self.texts, at + width)
        if words:
            verb = self.tokens[at + width]
            self.kept.append(Token("rel", "=", verb.start, verb.end))
        return width + words

    def _sum_of(self, at: int) -> int:
        """Rewrite "sum of ∠1 and ∠2"."""
        is_sum = self.texts[at : at + 2] == ["sum", "of"]
        found = _row_behind(self.tokens, self.texts, at + 2) if is_sum else None
        if found is None:
            return 0
        self.listed, behind = found
        self.kept.extend(_added(self.listed, self.tokens[at].start))
        return behind - at

    def _share_of(self, at: int) -> int:
        """Rewrite "is half the length of"."""
        part = _part(self.tokens, self.texts, at)
        if part is None:
            return 0
        factor, behind = part
        start, end = self.tokens[at].start, self.tokens[at].end
        _equate(self.kept, self.subject)
        self.kept += [Token("exact", str(factor), start, end), Token("op", "*", end, end)]
        return behind - at


def _is_name(tokens: Sequence[Token], at: int) -> bool:
    """Tell AB and ∠4 from a variable."""
    token = tokens[at]
    return token.kind == "sym" and (
        token.text[0] == "∠" or (len(token.text) == 2 and token.text.isupper())
    )


def _row(tokens: Sequence[Token], texts: Sequence[str], at: int) -> tuple[list[Token], int]:
    """Read "∠1, ∠2 and ∠3" as a list, and how many tokens it takes."""
    row, behind = [tokens[at]], at + 1
    while True:
        here = behind
        while here < len(tokens) and texts[here] in _LISTING:
            here += 1
        if here == behind or here >= len(tokens) or not _is_name(tokens, here):
            return row, behind - at
        row.append(tokens[here])
        behind = here + 1


def _row_behind(
    tokens: Sequence[Token], texts: Sequence[str], at: int
) -> tuple[list[Token], int] | None:
    while at < len(tokens) and texts[at] in ("the", "angles", "segments", "measures", "of"):
        at += 1
    if at >= len(tokens) or not _is_name(tokens, at):
        return None
    row, width = _row(tokens, texts, at)
    return (row, at + width) if len(row) > 1 else None


def _added(row: Sequence[Token], start: int) -> list[Token]:
    """Write a list as a sum in brackets, at one place."""
    found = [Token("open", "(", start, start)]
    for number, name in enumerate(row):
        if number:
            found.append(Token("op", "+", start, start))
        found.append(name if name.start >= start else name._replace(start=start, end=start))
        start = found[-1].end
    return [*found, Token("close", ")", start, start)]


def _sum_width(texts: Sequence[str], at: int) -> int:
    """Count the words of "together add up to"."""
    here = at
    while here < len(texts) and texts[here] in _TOGETHER:
        here += 1
    for words in _SUMS:
        if tuple(texts[here : here + len(words)]) == words:
            return here + len(words) - at
    return 0


def _whole(texts: Sequence[str], at: int) -> tuple[str, ...] | None:
    return next((words for words in _WHOLES if tuple(texts[at : at + len(words)]) == words), None)


def _their_sum(texts: Sequence[str], at: int) -> int:
    """Count the words of "their sum" and of the "they" of "they add up to"."""
    if texts[at : at + 2] == ["their", "sum"]:
        return 2
    here = at
    while here < len(texts) and texts[here] in _PRONOUNS:
        here += 1
    return here - at if here > at and _sum_width(texts, here) else 0


def _part(tokens: Sequence[Token], texts: Sequence[str], at: int) -> tuple[Fraction, int] | None:
    """Read "half the length of", "twice as long as" before a name, and the index of the name."""
    factor = _FACTORS.get(texts[at])
    here = at + 1
    if factor is None and texts[here : here + 1] == ["times"]:
        number = SMALL.get(texts[at]) or (int(texts[at]) if texts[at].isdecimal() else 0)
        factor, here = (Fraction(number), at + 2) if 0 < number < 100 else (None, here)
    if factor is None:
        return None
    for _ in range(_MAX_PASSED):
        if here < len(tokens) and texts[here] in _PASSED:
            here += 1
    is_said = here < len(tokens) and _is_name(tokens, here) and at > 0
    return (factor, here) if is_said and texts[at - 1] in _COPULAS else None


def _equate(kept: list[Token], subject: Token) -> None:
    """Turn the "is" before a share into a sign; "its length" is that of the first thing named."""
    copula = kept.pop()
    words = 0
    while words < len(kept) and kept[-1 - words].text.lower() in _OWN:
        words += 1
    if words and kept[-words].text.lower() in ("it", "its"):
        start = kept[-words].start
        del kept[-words:]
        kept.append(subject._replace(start=start, end=start))
    kept.append(Token("rel", "=", copula.start, copula.end))
