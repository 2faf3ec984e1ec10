"""Tell what sentences assert from what they negate, suppose, plan, ask or take back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from string import ascii_lowercase
from typing import NamedTuple

from stepreward.claims.corrected import corrected
from stepreward.claims.cues import (
    AFFIRMATION,
    APPEARANCE,
    ATTRIBUTED,
    CLAUSE_CUES,
    CONDITIONED,
    COUNTERFACTUAL,
    CUE_WORDS,
    DENIAL,
    FAULT,
    FIRST_THOUGHT,
    IN_FACT,
    LOOKS,
    ONLY_IF,
    REJECTION,
    REPORTED,
    RETRACTION,
    SECOND_THOUGHT,
    SUPPOSITION,
    TAKEN_BACK,
    TURN,
    lowered,
)
from stepreward.claims.hesitation import takes_back
from stepreward.claims.propositions import clause_starts, not_but
from stepreward.claims.status import (
    ASKED,
    ASSERTED,
    ASSUMED,
    DENIED,
    NEGATED,
    REJECTED,
    RETRACTED,
    SUPPOSED,
)
from stepreward.kept import kept_for_short
from stepreward.runs import Runs

_WORDS = Runs(r"[a-z]+(?:['’][a-z]+)?", ascii_lowercase, joining="'’")
_OPTIONS = re.compile(
    r"\(A\).*\(B\)|\b(?:options|choices)\b.*\bA[.:)].*\bB[.:)]"
    r"|\b(?:question|problem|task|exercise|quiz)\b[^.;:]{0,20}?"
    r"\b(?:offer|give|list|provide|present|ha|name)s\b[^.;:]{0,40}?"
    r"\b(?:options|choices|alternatives|possibilities)\b"
    r"|\b(?i:answer|given|possible|offered|listed|the|our)\s+(?:\w+\s+)?"
    r"(?:options|choices|alternatives)\s*(?:are\b|include\b|:)",
    re.DOTALL,
)
_LISTING = ("(A)", "options", "choices", "alternatives", "possibilities")
_CLAUSE_END = re.compile(
    r",?\s+\b(?:but|however|whereas|while|although|though|yet|so|because|since|therefore|thus|hence"
    r"|then|and so|rather than|instead of)\b|[;]|,\s+(?:and|it|we|so|the)\b|\s[–—]\s"
    r"|(?<=[a-z]{3})\s-\s(?=[a-z]{2})|, |\s(?=except\b|without\s+(?:ever\s+)?\w{2,14}ing\b)"
    r"|\s+\b(?:if|unless)\b|,\s+only\b"
    r"|(?<!goal)(?<!aim)(?<!task)(?<!claim)(?<!objective):\s+"
    r"(?=(?:the|its?|we|there|all|both|every|each)\b|\$?\d[\d,.]*\s+[a-z]{3})"
    r"|\sand\s+(?=(?:keep|prevent|stop)s?\s)"
    r"|\sand\s+(?=(?:do(?:es)?|did|is|are|was|were|ha(?:s|ve)|had|ca|could|will|leaves?|left)"
    r"(?:n['’]t\b|\s*not\b|\s+(?:no|never)\b))"
    r"|(?<=\w)(?<!\bis)(?<!\bare)(?<!\bwas)(?<!\bwere)\s+(?=not\s+(?:a|an|the|at|in|on|by|to|from|[a-z0-9])\b)"
)
# Signs that do what the words of a cue do.
_CUE_SIGNS = ("?", "≠", "∉", "\\ne", "\\notin", "t first ", "n case ", " look ")
# "Assuming four weeks a month, she pays 4 * 5 = 20": behind the comma it is said, not supposed.
_ASSUMING = re.compile(r"\s*assuming\b(?!.*\bcontradict)[^,;:=]*,(?=\s)", re.IGNORECASE)
_UNEQUAL = re.compile(r"[≠∉]|\\ne|\\notin")
# "Is AB parallel to CD? Yes, …"
_ASKED_YES_OR_NO = re.compile(
    r"\s*(?:(?:so|now|but|and|then|first),?\s+)?"
    r"(?:is|are|was|were|do|does|did|has|have|can|will)\b(?![^?]*\bor\b)[^?]*\?\s*",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\s*(?:(?P<yes>yes|indeed|it\s+(?:is|does)\b)(?!\W*(?:if|only|unless|provided)\b)|no\b)",
    re.IGNORECASE,
)
_MAX_BACK = 4  # sentences that assert nothing and may stand between a claim and its retraction


class Clause(NamedTuple):
    """A stretch of text that is asserted, or not, as a whole."""

    start: int
    end: int
    status: str


@kept_for_short
def clauses_of(sentence: str) -> tuple[Clause, ...]:
    """Cut a sentence into clauses, each with what its words say about it.

    >>> [clause.status for clause in clauses_of("It is a height, not a median.")]
    ['asserted', 'negated']
    """
    lower = sentence.lower()
    words = frozenset(_WORDS.of(lower))
    if words.isdisjoint(CUE_WORDS) and not any([sign in sentence for sign in _CUE_SIGNS]):
        return (Clause(0, len(sentence), ASSERTED),)
    return tuple(_clauses_of(sentence, lowered(sentence), words))


class Clauses:
    """The clauses of a passage; what a later sentence takes back is asserted no more.

    ``may_seem`` tells that something in it may be so only at first sight, ``may_correct`` that a
    value in it may be put right.

    >>> text = "12/2 = 7. Wait, that is wrong."
    >>> Clauses(text, [(0, 9), (9, 30)]).status_at(3)
    'retracted'
    """

    def __init__(
        self,
        text: str,
        spans: Sequence[tuple[int, int]],
        *,
        may_seem: bool = True,
        may_correct: bool = True,
    ) -> None:
        self._text = text
        self._spans = spans
        self._own: dict[int, tuple[Clause, ...]] = {}  # the clauses of a sentence, by its start
        self._retracted = [
            (back, low)
            for at, (low, high) in enumerate(spans)
            if at and _is_retraction(text[low:high].lower()) and not self._affirms(at)
            if takes_back(text, spans, at, back := self._taken_back(at))
        ]
        if may_seem and spans:
            self._retracted = sorted([*self._retracted, *self._only_seemed()], key=itemgetter(1))
        self._corrected = corrected(text, spans) if may_correct else []

    def status_at(self, position: int) -> str:
        """Tell whether what stands at a position is asserted, and if not, why."""
        at = bisect_right(self._spans, position, key=lambda span: span[0]) - 1
        if at < 0:
            return ASSERTED
        start, end = self._spans[at]
        if start not in self._own:
            self._own[start] = clauses_of(self._text[start:end])
        clauses = self._own[start]
        here = bisect_right(clauses, position - start, key=lambda clause: clause.start) - 1
        status = clauses[max(here, 0)].status
        if status == ASKED:
            return self._answered(at)
        if status == ASSERTED and self.is_retracted(start + clauses[max(here, 0)].start):
            return RETRACTED
        if status == ASSERTED and self._is_corrected(position):
            return RETRACTED
        return status

    def _answered(self, at: int) -> str:
        """Tell "Is it parallel? Yes, …", which asserts it, from what is only asked."""
        low, high = self._spans[at]
        if at + 1 < len(self._spans) and _ASKED_YES_OR_NO.fullmatch(self._text, low, high):
            answer = _ANSWER.match(self._text, self._spans[at + 1][0])
            if answer is not None:
                return ASSERTED if answer["yes"] else NEGATED
        return ASKED

    def _only_seemed(self) -> Iterator[tuple[int, int]]:
        """List the sentences that give a first look, of which the next one says what it is."""
        for (low, high), (start, end) in pairwise(self._spans):
            if LOOKS.search(self._text, low, high) and IN_FACT.match(self._text, start, end):
                yield low, start
            if APPEARANCE.search(self._text, low, high) is None:
                continue
            if TURN.match(self._text, start, end) is not None:
                yield low, start

    def is_retracted(self, position: int) -> bool:
        """Tell whether what stands at a position is taken back later."""
        at = bisect_right(self._retracted, position, key=lambda span: span[1])
        if at < len(self._retracted) and self._retracted[at][0] <= position:
            return True
        return self._is_corrected(position)

    def _is_corrected(self, position: int) -> bool:
        return any([low <= position < high for low, high in self._corrected])

    def _affirms(self, at: int) -> bool:
        """Tell "Wait, let me check: yes" from a true retraction."""
        last = min(at + 1, len(self._spans) - 1)
        window = self._text[self._spans[at][0] : self._spans[last][1]]
        return FAULT.search(window) is None and AFFIRMATION.search(window) is not None

    def _taken_back(self, at: int) -> int:
        """Find where begins what a sentence takes back; "let me check" before it is passed over."""
        for start, end in reversed(self._spans[max(at - _MAX_BACK, 0) : at]):
            for clause in reversed(clauses_of(self._text[start:end])):
                if clause.status in (ASSERTED, SUPPOSED):
                    return start + (0 if start == self._spans[at - 1][0] else clause.start)
        return self._spans[at][0]


def _is_retraction(sentence: str) -> bool:
    """Tell, of a sentence in small letters, one that takes back what stands before it."""
    if RETRACTION.match(sentence) is not None:
        return True
    return " that" in sentence and TAKEN_BACK.search(sentence) is not None


def _clauses_of(sentence: str, lower: str, words: frozenset[str]) -> list[Clause]:
    """Give a sentence one status, or cut it where an "if" or a "not" ends."""
    whole = Clause(0, len(sentence), ASSERTED)
    if sentence.rstrip().endswith("?") or _lists_options(sentence):
        return [whole._replace(status=ASKED)]
    if COUNTERFACTUAL.search(lower, words):
        return [whole._replace(status=SUPPOSED)]
    if ONLY_IF.search(lower, words) or CONDITIONED.search(lower, words):
        return [whole._replace(status=SUPPOSED)]
    if supposition := SUPPOSITION.search(lower, words):
        head = sentence[: supposition.start()]
        rest = whole._replace(start=supposition.start(), status=ASSUMED)
        if head.strip():
            return [whole._replace(end=rest.start), rest]
        if main := _ASSUMING.match(sentence):
            return [rest._replace(end=main.end()), whole._replace(start=main.end())]
        return [rest]
    if reported := REPORTED.search(lower, words):
        cut = reported.start()
        before = _clauses_of(sentence[:cut], lower[:cut], words) if cut else []
        return [*before, whole._replace(start=cut, status=SUPPOSED)]
    attributed = ATTRIBUTED.search(lower, words)
    if attributed and (turn := REJECTION.search(sentence, attributed.end())):
        cut = turn.start()
        behind = _clauses_of(sentence[cut:], lower[cut:], words)
        moved = [Clause(low + cut, high + cut, status) for low, high, status in behind]
        return [whole._replace(end=cut, status=REJECTED), *moved]
    if (again := SECOND_THOUGHT.search(lower, words)) and sentence[: again.start()].strip():
        cut = again.start()
        return [whole._replace(end=cut, status=RETRACTED), whole._replace(start=cut)]
    first = FIRST_THOUGHT.search(lower, words)
    if first is None and not _has_cue(sentence, lower, words):
        return [whole]
    found = _by_clause(sentence, lower, words)
    if first is not None:
        at = next((n for n, one in enumerate(found) if one.end >= first.end()), 0)
        found[: at + 1] = [one._replace(status=RETRACTED) for one in found[: at + 1]]
    return found


def _lists_options(sentence: str) -> bool:
    may_list = any([sign in sentence for sign in _LISTING])
    return may_list and _OPTIONS.search(sentence) is not None


def _has_cue(sentence: str, lower: str, words: frozenset[str]) -> bool:
    for cue in CLAUSE_CUES:
        if cue.may_stand_in(lower, words):
            return True
    return _UNEQUAL.search(sentence) is not None


def _by_clause(sentence: str, lower: str, words: frozenset[str]) -> list[Clause]:
    """Cut at commas and conjunctions; "if" reaches to its comma, "not" to its clause's end."""
    cuts = {match.start() for match in _CLAUSE_END.finditer(lower)}
    cuts.update([edge for low, high in not_but(sentence) for edge in (low, high)])
    edges = sorted({0, len(sentence), *cuts, *clause_starts(sentence)})
    found: list[Clause] = []
    for low, high in pairwise(edges):
        if sentence[low:high].strip():
            found.append(Clause(low, high, _status(sentence[low:high], lower[low:high], words)))
    denied = DENIAL.search(lower, words)
    if denied and denied.start():
        for at, clause in enumerate(found):
            if clause.end <= denied.end() + 2 and clause.status == ASSERTED:
                found[at] = clause._replace(status=DENIED)
    return found


def _status(piece: str, lower: str, words: frozenset[str]) -> str:
    for cue in CLAUSE_CUES:
        if cue.search(lower, words):
            return cue.status
    return NEGATED if _UNEQUAL.search(piece) else ASSERTED
