"""Tell what sentences assert from what they negate, suppose, plan, ask or take back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from stepreward.claims.propositions import clause_starts
from stepreward.kept import kept_for_short

ASSERTED, NEGATED, DENIED, ASSUMED, SUPPOSED, PLANNED, ASKED, REJECTED, RETRACTED = (
    "asserted",
    "negated",
    "denied",
    "assumed",
    "hypothetical",
    "planned",
    "asked",
    "rejected",
    "retracted",
)


class Clause(NamedTuple):
    """A stretch of text that is asserted, or not, as a whole."""

    start: int
    end: int
    status: str


class Cue(NamedTuple):
    """A turn of phrase that takes a status away; one of its ``words`` must be there."""

    words: frozenset[str]
    pattern: re.Pattern[str]
    status: str
    loose: re.Pattern[str]  # the same at any place: what opens a clause may stand in a sentence

    def may_stand_in(self, sentence: str, words: frozenset[str]) -> bool:
        """Tell whether one of the sentence's clauses can hold it."""
        return not words.isdisjoint(self.words) and self.loose.search(sentence) is not None

    def search(self, text: str, words: frozenset[str]) -> re.Match[str] | None:
        """Find it; most texts are passed over by their words alone."""
        return None if words.isdisjoint(self.words) else self.pattern.search(text)


def _cue(words: str, pattern: str, status: str) -> Cue:
    loose = pattern.replace(r"^\s*", r"\b")
    flags = re.IGNORECASE | re.VERBOSE
    return Cue(
        frozenset(words.split()), re.compile(pattern, flags), status, re.compile(loose, flags)
    )


_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")

_DENIAL = _cue(
    "false incorrect wrong untrue impossible mistake true case",
    r"""\b(?:is|are|was|were|be|that's|it's)\s+(?:\w+\s+)?
        (?:false|incorrect|wrong|untrue|impossible|a\s+mistake)\b
      | \b(?:false|incorrect|wrong|untrue)\s+that\b
      | \bit\s+is\s+(?:false|not\s+true|not\s+the\s+case|incorrect|wrong)\b""",
    DENIED,
)
_QUESTION = _cue(
    "show prove check verify see determine decide find whether still asked asks asking question "
    "know wonder work figure shown proved proven checked verified seen determined decided found",
    r"""\b(?:remains?|needs?|has|have|is|are|yet)\s+to\s+be\s+
        (?:shown|prove[dn]|checked|verified|seen|determined|decided|found)\b
      | \bto\s+(?:show|prove|check|verify|see|determine|decide|find\s+out)\s+(?:that|whether|if)\b
      | \bwhether\b | \bstill\s+(?:has|have|needs?)\s+to\b
      | \b(?:asked|asks|asking|question\s+is|know|find\s+out|determine|decide|wonder|work\s+out
        |figure\s+out)
        \s+(?:\w+\s+){0,2}?(?:which|what|how|who|where|when|whether)\b""",
    ASKED,
)
_PLAN = _cue(
    "to should must will shall we'll i'll you'll let let's next then first now way",
    r"""\b(?:need|needs|want|wants|have|has|ought|plan|plans|try|aim|intend|hope|hopes)\s+to\b
      | \bgoing\s+to\s+(?!the\b|an?\b|row\b|column\b|[^a-z])
      | \b(?:we|i|you|one)(?:\s+(?:should|must|will|shall)|['’]ll)\s+
        (?!say|note|conclude|have|be\b|see\b|get\b|find\s+that)
      | \b(?:let\s+us|let['’]s|let\s+me)\b
      | \bthe\s+(?:goal|aim|task|next\s+step|plan|idea)\s+is\s+to\b
      | \bit\s+remains\s+to\b | \bway\s+(?:of|to)\s+show
      | ^\s*(?:next|then|first|now),?\s+(?:read|add|find|compute|calculate|check|verify|look
        |determine
        |count|subtract|divide|multiply)\b""",
    PLANNED,
)
_CONDITION = _cue(
    "if unless provided case perhaps maybe possibly might may could would should for presumably",
    r"""\b(?:if|unless|when(?:ever)?\s+we\s+assume|provided\s+that|in\s+case)\b
      | \b(?:perhaps|maybe|possibly|presumably|might|could|would)\b | \b(?-i:may)\b
      | ^\s*should\b | ^\s*for\b[^,;]*\bto\s+(?:be|have|lie|equal)\b""",
    SUPPOSED,
)
_NEGATION = _cue(
    "not never no cannot neither nor rather instead nothing far fails fail failed lacks lacking "
    "isn't aren't wasn't weren't don't doesn't didn't hasn't haven't can't couldn't won't wouldn't "
    "shouldn't",
    r"""\b\w+n['’]t\b | \bnot\b(?!\s+only\b) | \bnever\b | \bcannot\b | \bneither\b | \bnor\b
      | \brather\s+than\b | \binstead\s+of\b | \bnothing\b[^.]*\b(?:shows?|says?|tells?|states?
        |implies|suggests?|indicates?|proves?)\b
      | \bfar\s+from\b | (?<!with\ )\bno\b(?!\s*[.,:)]|\s+(?:\d|doubt|wonder|matter))
        | \bfail(?:s|ed)?\s+to\b | \black(?:s|ing)\b""",
    NEGATED,
)
# In the order in which they are tried on a clause.
_CLAUSE_CUES = (_DENIAL, _QUESTION, _PLAN, _CONDITION, _NEGATION)

_SUPPOSITION = _cue(
    "suppose supposing assume assuming imagine pretend say try trying test",
    r"""\b(?:let['’]s|let\s+us|we)\s+(?:try|test)\b | \btrying\b | \b(?:suppose|supposing
        |assume\s+that|let\s+us\s+assume|let['’]s\s+assume|assuming|imagine
        |pretend|let['’]s\s+say|say\s+we)\b""",
    ASSUMED,
)
_COUNTERFACTUAL = _cue(
    "would should had were",
    r"""\bif\b[^.;]{0,80}?\bwere\b[^.;]*\bwould\b | \bwould\b[^.;]*\bif\b[^.;]{0,80}?\bwere\b
      | ^\s*had\b[^.;]{0,80}?\bbeen\b | \bif\b[^.;]{0,80}?\bhad\b[^.;]{0,60}\bwould\s+have\b
      | ^\s*(?:should|were|had)\b[^.;]*\bwould\b""",
    SUPPOSED,
)
_ATTRIBUTED = _cue(
    "think say says thinks claim claims seem seems believe guess answered wrote writes argue "
    "argues look appear mistake glance",
    r"""\b(?:might|may|could|would|someone|some|one|student|friend|people|you)\s+(?:\w+\s+){0,3}?
        (?:think|say|says|thinks|claim|claims|seem|believe|guess|answered|wrote|writes|argue|argues)\b
      | \b(?:it|this)\s+(?:may|might|could)\s+(?:seem|look|appear)\b | \ba\s+common\s+mistake\b
      | \bat\s+first\s+glance\b | \bseems?\s+(?:that|to\s+be)\b""",
    REJECTED,
)
_REJECTION = re.compile(
    r"\b(?:but|however|yet|although)\b|\bwrong\b|\bincorrect\b|\bfalse\b"
    r"|\bnot (?:right|true|correct|the case)\b|\bmistake\b",
    re.IGNORECASE,
)
# What takes back the words before it in its own sentence.
_SECOND_THOUGHT = _cue(
    "thought again closer second scratch correction mean rereading rather actually wait sorry no",
    r"""\bor\s+so\s+i\s+thought\b | \blooking\s+again\b | \bon\s+(?:a\s+)?(?:closer|second)\b
      | \bscratch\s+that\b | \bcorrection\s*: | [,;–—-]\s*i\s+mean\b
      | [,;–—]\s*(?:no|or|oh),?\s+(?:wait|rather|actually)\b | [;–—]\s*(?:no|sorry|wait
        |actually)\b,""",
    RETRACTED,
)
_FIRST_THOUGHT = _cue(
    "first initially originally thought",
    r"""\b(?:at\s+first|initially|originally|i\s+first|first,?\s+i)\b[^.;]*?
        \b(?:thought|took|read|assumed|looked|seemed|guessed|wrote)\b
      | \bi\s+thought\b""",
    RETRACTED,
)
_RETRACTION = re.compile(
    r"""[\s*_("']*(?:but\s+|oh,?\s+)?(?:wait|actually|no\b|hold\s+on|correction|sorry|oops|hmm|hm
    |scratch\s+that|on\s+second\s+thought|i\s+mean\b|let\s+me\s+(?:re|correct|fix)|my\s+mistake
    |that(?:['’]s|\s+is|\s+was)\s+(?:wrong|not\s+right|incorrect|a\s+(?:mistake|slip))
    |this\s+(?:is|was)\s+(?:wrong|incorrect|a\s+mistake)
    |i\s+(?:made|misread|miscounted|mixed|think\s+i\s+(?:have\s+)?made)|apologies|strike\s+that
        |rather,
    |looking\s+again|on\s+(?:a\s+)?closer|re-?(?:reading|checking)\b|that\s+(?:can(?:no|['’])t
        |cannot)\s+be)""",
    re.IGNORECASE | re.VERBOSE,
)
_AFFIRMATION = re.compile(
    r"\b(?:yes|indeed|confirm\w*|checks? out|(?:is|was|are) (?:right|correct)"
    r"|that's (?:right|correct)|still holds|agrees)\b",
    re.IGNORECASE,
)
_FAULT = re.compile(
    r"\b(?:wrong|mistake|incorrect|misread|mixed up|miscounted|not right|isn't right|error)\b",
    re.IGNORECASE,
)
_OPTIONS = re.compile(r"\(A\).*\(B\)|\b(?:options|choices)\b.*\bA[.:)].*\bB[.:)]", re.DOTALL)
_CLAUSE_END = re.compile(
    r",?\s+\b(?:but|however|whereas|while|although|though|yet|so|because|since|therefore|thus|hence"
    r"|then|and so|rather than|instead of)\b|[;]|,\s+(?:and|it|we|so|the)\b|\s[–—]\s|, "
    r"|\s+\b(?:if|unless)\b"
    r"|(?<=\w)\s+(?=not\s+(?:a|an|the|at|in|on|by|to|from|[A-Z0-9])\b)",
    re.IGNORECASE,
)
# One of these words in a sentence, or it is asserted as a whole.
_CUE_SIGNS = ("?", "≠", "\\ne")
_UNEQUAL = re.compile(r"≠|\\ne")
_MAX_BACK = 4  # sentences that assert nothing and may stand between a claim and its retraction
_CUE_WORDS = frozenset().union(
    *(
        cue.words
        for cue in (
            *_CLAUSE_CUES,
            _SUPPOSITION,
            _COUNTERFACTUAL,
            _ATTRIBUTED,
            _SECOND_THOUGHT,
            _FIRST_THOUGHT,
        )
    )
) - {"to", "for", "then", "first", "now", "next", "see", "know", "work", "way", "look", "case"} | {
    "need",
    "needs",
    "want",
    "wants",
    "going",
    "goal",
    "plan",
    "aim",
    "hope",
    "ought",
    "remains",
    "let",
    "options",
    "choices",
}


@kept_for_short
def clauses_of(sentence: str) -> tuple[Clause, ...]:
    """Cut a sentence into clauses, each with what its words say about it.

    >>> [clause.status for clause in clauses_of("AD is not a median.")]
    ['asserted', 'negated']
    """
    words = frozenset(_WORD.findall(sentence.lower()))
    if words.isdisjoint(_CUE_WORDS) and not any([sign in sentence for sign in _CUE_SIGNS]):
        return (Clause(0, len(sentence), ASSERTED),)
    return tuple(_clauses_of(sentence, words))


class Clauses:
    """The clauses of a passage; what a later sentence takes back is asserted no more.

    >>> text = "12/2 = 7. Wait, that is wrong."
    >>> Clauses(text, [(0, 9), (9, 30)]).status_at(3)
    'retracted'
    """

    def __init__(self, text: str, spans: Sequence[tuple[int, int]]) -> None:
        self._text = text
        self._spans = spans
        self._own: dict[int, tuple[Clause, ...]] = {}  # the clauses of a sentence, by its start
        self._retracted = [
            (self._taken_back(at), low)
            for at, (low, high) in enumerate(spans)
            if at and _RETRACTION.match(text, low, high) is not None and not self._affirms(at)
        ]

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
        if status == ASSERTED and self.is_retracted(start + clauses[max(here, 0)].start):
            return RETRACTED
        return status

    def is_retracted(self, position: int) -> bool:
        """Tell whether what stands at a position is taken back later."""
        at = bisect_right(self._retracted, position, key=lambda span: span[1])
        return at < len(self._retracted) and self._retracted[at][0] <= position

    def _affirms(self, at: int) -> bool:
        """Tell "Wait, let me check: yes" from a true retraction."""
        last = min(at + 1, len(self._spans) - 1)
        window = self._text[self._spans[at][0] : self._spans[last][1]]
        return _FAULT.search(window) is None and _AFFIRMATION.search(window) is not None

    def _taken_back(self, at: int) -> int:
        """Find where begins what a sentence takes back; "let me check" before it is passed over."""
        for start, end in reversed(self._spans[max(at - _MAX_BACK, 0) : at]):
            for clause in reversed(clauses_of(self._text[start:end])):
                if clause.status == ASSERTED:
                    return start + (0 if start == self._spans[at - 1][0] else clause.start)
        return self._spans[at][0]


def _clauses_of(sentence: str, words: frozenset[str]) -> list[Clause]:
    """Give a sentence one status, or cut it where an "if" or a "not" ends."""
    whole = Clause(0, len(sentence), ASSERTED)
    if sentence.rstrip().endswith("?") or _OPTIONS.search(sentence):
        return [whole._replace(status=ASKED)]
    if _COUNTERFACTUAL.search(sentence, words):
        return [whole._replace(status=SUPPOSED)]
    if supposition := _SUPPOSITION.search(sentence, words):
        head = sentence[: supposition.start()]
        rest = whole._replace(start=supposition.start(), status=ASSUMED)
        return [whole._replace(end=rest.start), rest] if head.strip() else [rest]
    attributed = _ATTRIBUTED.search(sentence, words)
    if attributed and (turn := _REJECTION.search(sentence, attributed.end())):
        cut = turn.start()
        return [whole._replace(end=cut, status=REJECTED), whole._replace(start=cut)]
    if (again := _SECOND_THOUGHT.search(sentence, words)) and sentence[: again.start()].strip():
        cut = again.start()
        return [whole._replace(end=cut, status=RETRACTED), whole._replace(start=cut)]
    first = _FIRST_THOUGHT.search(sentence, words)
    if first is None and not _has_cue(sentence, words):
        return [whole]
    found = _by_clause(sentence, words)
    if first is not None:
        at = next((n for n, one in enumerate(found) if one.end >= first.end()), 0)
        found[: at + 1] = [one._replace(status=RETRACTED) for one in found[: at + 1]]
    return found


def _has_cue(sentence: str, words: frozenset[str]) -> bool:
    if any([cue.may_stand_in(sentence, words) for cue in _CLAUSE_CUES]):
        return True
    return _UNEQUAL.search(sentence) is not None


def _by_clause(sentence: str, words: frozenset[str]) -> list[Clause]:
    """Cut at commas and conjunctions; "if" reaches to its comma, "not" to its clause's end."""
    cuts = {match.start() for match in _CLAUSE_END.finditer(sentence)}
    edges = sorted({0, len(sentence), *cuts, *clause_starts(sentence)})
    found: list[Clause] = []
    for low, high in pairwise(edges):
        piece = sentence[low:high]
        if piece.strip():
            found.append(Clause(low, high, _status(piece, words)))
    denied = _DENIAL.search(sentence, words)
    if denied and denied.start():
        for at, clause in enumerate(found):
            if clause.end <= denied.end() + 2 and clause.status == ASSERTED:
                found[at] = clause._replace(status=DENIED)
    return found


def _status(piece: str, words: frozenset[str]) -> str:
    for cue in _CLAUSE_CUES:
        if cue.search(piece, words):
            return cue.status
    return NEGATED if _UNEQUAL.search(piece) else ASSERTED
