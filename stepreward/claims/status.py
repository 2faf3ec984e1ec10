"""Does a sentence assert what it says? Negated, hypothetical, planned, asked, retracted ones don't."""

from __future__ import annotations

import re
from typing import NamedTuple

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


# A sentence ends at a full stop before white space, at a line's end, at ! ? and ;
_SENTENCE_END = re.compile(
    r"(?<![A-Z][a-z])(?<!\be\.g)(?<!\bi\.e)(?<!\bSt)(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bapprox)[.!?]+[\"')\]*]*(?=\s|$)"
    r"|(?<=[a-z]{2})[.!?]+[\"')\]*]*(?=\s|$)|\n+|;\s|:\s*\n"
)

# One search over the text tells whether any of the rules below can apply.
_ANY_CUE = re.compile(
    r"\b(?:not|never|no|cannot|nothing|neither|nor|false|incorrect|wrong|if|suppose|supposing|assume|assuming"
    r"|imagine|were|had|let|let's|need|needs|should|must|next|whether|want|wants|goal|remains|will|going"
    r"|wait|actually|sorry|correction|oops|hmm|mistake|hold on|scratch|instead|rather|might|may|seem|seems|could|"
    r"unless|would|without|can't|claims?|says?|thinks?|pretend|untrue|to show|to check|to find|verify)\b|n't\b|\?|≠|\\neq?\b",
    re.IGNORECASE,
)

_NEGATION = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|can|could|will|would|should)\s*(?:not\b|n't\b)|\b\w+n't\b|\bnot\b|\bnever\b"
    r"|\bno longer\b|\bcannot\b|\bneither\b|\bnor\b|\brather than\b|\binstead of\b|\bnothing\b[^.]*\bshows?\b|\bwithout\b|\bfar from\b|\bno evidence\b|≠|\\neq?\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:is|are|was|were|be|that's|it's)\s+(?:\w+\s+)?(?:false|incorrect|wrong|untrue|impossible|a mistake)\b"
    r"|\b(?:false|incorrect|wrong|untrue) that\b|\bit is (?:false|not true|not the case|incorrect|wrong)\b",
    re.IGNORECASE,
)
_SUPPOSITION = re.compile(
    r"\b(?:suppose|supposing|assume that|let us assume|let's assume|assuming|imagine|pretend|let's say|say we)\b",
    re.IGNORECASE,
)
_COUNTERFACTUAL = re.compile(
    r"\bif\b[^.;]{0,80}?\bwere\b[^.;]*\bwould\b|\bwould\b[^.;]*\bif\b[^.;]{0,80}?\bwere\b|^\s*had\b[^.;]{0,80}?\bbeen\b|\bif\b[^.;]{0,80}?\bhad\b[^.;]{0,60}\bwould have\b",
    re.IGNORECASE,
)
_IF = re.compile(r"\b(?:if|unless|when(?:ever)? we assume|provided that|in case)\b", re.IGNORECASE)
_PLAN = re.compile(
    r"\b(?:(?:need|needs|want|wants|have|has|ought|are going|is going|am going|plan|try|aim|intend)\s+to\b"
    r"|(?:we|i|you|one)(?:\s+(?:should|must|will|shall)|'ll)\s+(?!say|note|conclude|have|be\b|see\b|get\b))"
    r"|\b(?:let us|let's|let me)\b|\bthe (?:goal|aim|task|next step) is to\b|\bit remains to\b|\bremains to be\b"
    r"|^\s*(?:next|then|first|now),?\s+(?:read|add|find|compute|calculate|check|verify|look|determine|count|subtract|divide|multiply)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\bto (?:show|prove|check|verify|see|determine|decide|find out) (?:that|whether|if)\b|\bwhether\b|\bstill (?:has|have|needs?) to\b",
    re.IGNORECASE,
)
_ATTRIBUTED = re.compile(
    r"\b(?:might|may|could|would|someone|some|one|student|friend|people|you)\s+(?:\w+\s+){0,3}?(?:think|say|says|thinks|claim|claims|seem|believe|guess|answered|wrote|writes|argue|argues)\b|\b(?:it|this) (?:may|might|could) (?:seem|look|appear)\b|\ba common mistake\b|\bat first glance\b|\bseems? (?:that|to be)\b",
    re.IGNORECASE,
)
_REJECTED = re.compile(
    r"\b(?:but|however|yet|although)\b|\bwrong\b|\bincorrect\b|\bfalse\b|\bnot (?:right|true|correct|the case)\b|\bmistake\b",
    re.IGNORECASE,
)
_RETRACTION = re.compile(
    r"^[\s*_(\"']*(?:but\s+|oh,?\s+)?(?:wait|actually|no\b|hold on|correction|sorry|oops|hmm|hm|scratch that|on second thought|i mean\b|let me (?:re|correct|fix)|my mistake|that(?:'s| is| was) (?:wrong|not right|incorrect|a mistake)|this (?:is|was) (?:wrong|incorrect|a mistake)|i (?:made|misread|miscounted|mixed|think i (?:have )?made)|apologies|strike that|rather,)",
    re.IGNORECASE,
)
_AFFIRMATION = re.compile(
    r"\b(?:yes|indeed|confirm\w*|checks? out|(?:is|was|are) (?:right|correct)|that's (?:right|correct)"
    r"|still holds|agrees)\b",
    re.IGNORECASE,
)
_THEN = re.compile(r",|\bthen\b")
_CLAUSE_END = re.compile(
    r",?\s+\b(?:but|however|whereas|while|although|though|yet|so|because|since|therefore|thus|hence|then|and so)\b|[;]|,\s+(?:and|it|we|so|the)\b|\s[–—]\s|, |\s+\b(?:if|unless)\b",
    re.IGNORECASE,
)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Cut text into sentences; a number's decimal point ends none."""
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    low = start
    for match in _SENTENCE_END.finditer(text, start, stop):
        if match.end() > low and not text[low : match.start()].isspace():
            spans.append((low, match.end()))
            low = match.end()
    if low < stop and not text[low:stop].isspace():
        spans.append((low, stop))
    return spans


def clauses(text: str, start: int = 0, end: int | None = None) -> list[Clause]:
    """Cut text into clauses, each with what its words say about it.

    >>> [clause.status for clause in clauses("AD is not a median.")]
    ['negated']
    """
    stop = len(text) if end is None else end
    spans = sentences(text, start, stop)
    if _ANY_CUE.search(text, start, stop) is None:
        return [Clause(low, high, ASSERTED) for low, high in spans]
    found: list[Clause] = []
    for at, (low, high) in enumerate(spans):
        sentence = text[low:high]
        if _RETRACTION.match(sentence) and found and not _affirms(text, spans, at):
            _retract(found, spans[at - 1] if at else (low, low))
        found.extend(_clauses_of(sentence, low))
    return found


def _affirms(text: str, spans: list[tuple[int, int]], at: int) -> bool:
    """Tell "Wait, let me check: yes" from a true retraction."""
    low, high = spans[at]
    window = text[low : spans[min(at + 1, len(spans) - 1)][1]]
    if re.search(
        r"\b(?:wrong|mistake|incorrect|misread|mixed up|miscounted|not right|isn't right|error)\b",
        window,
        re.I,
    ):
        return False
    return _AFFIRMATION.search(window) is not None


def _retract(found: list[Clause], sentence: tuple[int, int]) -> None:
    """Take back the clauses of the sentence before."""
    for at in range(len(found) - 1, -1, -1):
        if found[at].start < sentence[0]:
            break
        if found[at].status == ASSERTED:
            found[at] = found[at]._replace(status=RETRACTED)


def _clauses_of(sentence: str, offset: int) -> list[Clause]:
    """Give a sentence one status, or cut it where an "if" or a "not" ends."""
    whole = Clause(offset, offset + len(sentence), ASSERTED)
    if _ANY_CUE.search(sentence) is None:
        return [whole]
    if sentence.rstrip().endswith("?"):
        return [whole._replace(status=ASKED)]
    if _COUNTERFACTUAL.search(sentence):
        return [whole._replace(status=SUPPOSED)]
    supposition = _SUPPOSITION.search(sentence)
    if supposition is not None:
        head = sentence[: supposition.start()]
        rest = whole._replace(start=offset + supposition.start(), status=ASSUMED)
        return [whole._replace(end=rest.start), rest] if head.strip() else [rest]
    attributed = _ATTRIBUTED.search(sentence)
    if attributed is not None and _REJECTED.search(sentence, attributed.end()):
        turn = _REJECTED.search(sentence, attributed.end())
        cut = offset + (turn.start() if turn is not None else len(sentence))
        return [whole._replace(end=cut, status=REJECTED), whole._replace(start=cut)]
    return _by_clause(sentence, offset)


def _by_clause(sentence: str, offset: int) -> list[Clause]:
    """Cut at commas and conjunctions; "if" reaches to its comma, "not" to its clause's end."""
    cuts = [match.start() for match in _CLAUSE_END.finditer(sentence)]
    edges = [0, *cuts, len(sentence)]
    found: list[Clause] = []
    for low, high in zip(edges, edges[1:], strict=False):
        piece = sentence[low:high]
        if not piece.strip():
            continue
        found.append(Clause(offset + low, offset + high, _status(piece)))
    denied = _DENIAL.search(sentence)
    if denied is not None and not _DENIAL.match(sentence):
        for at, clause in enumerate(found):
            if clause.end - offset <= denied.end() + 2 and clause.status == ASSERTED:
                found[at] = clause._replace(status=DENIED)
    return found


def _status(piece: str) -> str:
    if _DENIAL.search(piece):
        return DENIED
    if _OPEN.search(piece):
        return ASKED
    if _PLAN.search(piece):
        return PLANNED
    if _IF.search(piece):
        return SUPPOSED
    if _NEGATION.search(piece):
        return NEGATED
    return ASSERTED
