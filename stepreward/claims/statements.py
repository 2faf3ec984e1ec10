"""Read a sentence as terms, with what parts its statements and what binds them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from stepreward.claims.clauses import Clauses
from stepreward.claims.cues import lowered
from stepreward.claims.glance import PRONOUN, Glance, glance_at
from stepreward.claims.layout import Span
from stepreward.claims.openings import Opened, reopened
from stepreward.claims.propositions import OPENERS, opening_end, statement_starts
from stepreward.claims.routes import routes_of
from stepreward.claims.sentences import MAX_SENTENCE
from stepreward.claims.term import Term
from stepreward.claims.terms import read_terms
from stepreward.kept import kept_for_short

_CUT = re.compile(r"[,;]|\b(?:and|but|while|whereas|with)\b|\n")  # in small letters
_RELATIVE = re.compile(r"(?<!\bof )\b(?:who|whose|which|that)$", re.IGNORECASE)
_WHERE = re.compile(r"\s*(?:where|in\s+which|during\s+which|when)\b", re.IGNORECASE)
# "…, which makes B the larger one" goes on about all that was said, not about its last noun.
_CONCLUDES = re.compile(
    r"\s*(?:makes?|made|means?|meant|impl(?:y|ies)|shows?|proves?|tells?|leads?|results?|suggests?)\b"
    r"(?!\s+(?:it|them|this)\b)"
    r"|\s*(?:of|in|for|from|at)\s"  # that of the blue bar
)
PASSIVE = re.compile(  # in small letters
    r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?"
    r"(?:\w+(?:ed|en|t|d)|won|drawn|worn|made|done)"
    r"(?:(?:\s+(?:off|out|in|up|down))?\s+(?:by|during|through|as\s+an?\s+(?:by-?)?product)\b"
    r"|(?:\s+(?:off|out|in|up|down|away))?"
    r"\s+(?:towards?|from|to|into|around|through|across|throughout|over)"
    r"\s+(?:[\w'’]+\s+){1,4}?by\b"
    r"|(?:(?<=produced)|(?<=made)|(?<=released)|(?<=contained)|(?<=included))\s+(?:in|inside|within)\b"
    r"|(?:(?<=required)|(?<=needed))\s+for\b)"
)


# Words that a sentence may open with and that bear on its other ones.
_TELLING = OPENERS | frozenset("it its this they these ratio respectively be been being".split())


class Words(NamedTuple):
    """The terms of a sentence and where its statements part; positions count from its start.

    ``cuts`` are the positions of commas, semicolons, "and" and their like; ``breaks`` are where
    another statement begins, ``opening`` where a scene ends that holds for all of them,
    ``relatives`` which of them begin with "who" (the first statement is 0), ``pronouns`` where
    one refers back, ``passives`` the spans such as "is eaten by", and ``routes`` what
    "from … to …" leads from and to. ``spelled`` gives the indices of the words by their spelling.
    """

    terms: tuple[Term, ...]
    cuts: tuple[int, ...]
    breaks: tuple[int, ...]
    opening: int
    pronouns: tuple[int, ...]
    relatives: frozenset[int]
    passives: tuple[tuple[int, int], ...]
    has_respectively: bool
    routes: tuple[tuple[Term, Term], ...]
    spelled: dict[str, tuple[int, ...]]


@dataclass(slots=True)
class Sentence:
    """A sentence at ``start:end`` of a trace, and the clauses it stands among.

    It may be one cell of a table, under its ``headings``. Its words are read when asked for.
    """

    text: str  # of the trace
    start: int
    end: int
    headings: tuple[Span, ...]
    standing: Clauses
    _terms: tuple[Term, ...] | None = None
    _words: Words | None = None
    _glance: Glance | None = None
    _is_seen: bool = False

    @property
    def terms(self) -> tuple[Term, ...]:
        """Its terms alone."""
        if self._terms is None:
            self._terms = self.words.terms if self.headings else terms_of(self._read)
        return self._terms

    @property
    def words(self) -> Words:
        """Its terms, and where its statements part."""
        if self._words is None:
            plain = self._read
            self._words = self._under_headings(plain) if self.headings else _words_of(plain)
        return self._words

    @property
    def glance(self) -> Glance | None:
        """What its words are at a glance; None where they must be read."""
        if not self._is_seen:
            self._is_seen = True
            self._glance = None if self.headings else glance_at(self._read)
        return self._glance

    @property
    def _read(self) -> str:
        return self.text[self.start : min(self.end, self.start + MAX_SENTENCE)]

    def status_of(self, term: Term) -> str:
        """Tell what its clause says about a term."""
        return self.standing.status_at(self.start + term.start)

    def _under_headings(self, plain: str) -> Words:
        low = self.start
        terms = [term for span in self.headings for term in read_terms(self.text, *span)]
        terms += read_terms(self.text, low, low + len(plain))
        return _words(plain, [t._replace(start=t.start - low, end=t.end - low) for t in terms])


@kept_for_short
def _words_of(plain: str) -> Words:
    opened = reopened(plain)
    if opened is None or opened.word.lower() in _TELLING:
        return read_words(plain)
    return _unopened(_words_opened(opened.text), opened)


def read_words(plain: str) -> Words:
    """Read the words of a sentence as it stands."""
    return _words(plain, _terms_read(plain))


_words_opened = kept_for_short(read_words)


@kept_for_short
def terms_of(plain: str) -> tuple[Term, ...]:
    """Read the terms of a sentence."""
    opened = reopened(plain)
    if opened is None or opened.word.lower() in _TELLING:
        return _terms_read(plain)
    return _terms_unopened(_terms_read(opened.text), opened)


@kept_for_short
def _terms_read(plain: str) -> tuple[Term, ...]:
    return tuple(read_terms(plain, 0, len(plain)))


def _terms_unopened(terms: Sequence[Term], opened: Opened) -> tuple[Term, ...]:
    by = opened.shift
    own = [term.moved(opened.start) for term in _terms_read(opened.word)]
    return (*own, *[term.moved(by) for term in terms])


def _unopened(words: Words, opened: Opened) -> Words:
    """Move the words of a sentence under the stock opening to where its own one leaves them."""
    by = opened.shift
    terms = _terms_unopened(words.terms, opened)
    return Words(
        terms,
        tuple([cut + by for cut in words.cuts]),
        tuple([start + by for start in words.breaks]),
        words.opening,
        tuple([position + by for position in words.pronouns]),
        words.relatives,
        tuple([(low + by, high + by) for low, high in words.passives]),
        words.has_respectively,
        tuple([(one.moved(by), other.moved(by)) for one, other in words.routes]),
        _spelled(terms),
    )


def _words(plain: str, terms: Sequence[Term]) -> Words:
    starts, lower = statement_starts(plain), lowered(plain)
    return Words(
        tuple(terms),
        tuple([match.start() for match in _CUT.finditer(lower)]),
        tuple(starts),
        opening_end(plain) if starts else 0,
        tuple([match.start() for match in PRONOUN.finditer(lower)]),
        frozenset(
            number
            for number, start in enumerate(starts, start=1)
            if (
                _RELATIVE.search(plain, max(start - 8, 0), start) is not None
                or _WHERE.match(plain, start) is not None
            )
            and _CONCLUDES.match(plain, start) is None
        ),
        tuple([match.span() for match in PASSIVE.finditer(lower)]),
        "respectively" in plain,
        tuple(routes_of(plain, terms)),
        _spelled(terms),
    )


def _spelled(terms: Sequence[Term]) -> dict[str, tuple[int, ...]]:
    """Give the indices of the words by their spelling."""
    spelled: dict[str, list[int]] = defaultdict(list)
    for at, term in enumerate(terms):
        if term.value is None and term.kind != "entity":
            spelled[term.text].append(at)
    return {text: tuple(found) for text, found in spelled.items()}
