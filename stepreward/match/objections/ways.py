"""The two ends of a way: from the grass to the rabbit is not from the rabbit to the grass."""

from __future__ import annotations

import re

from stepreward.claims.spelling import canonical_word
from stepreward.claims.statements import Sentence
from stepreward.claims.status import ASSERTED
from stepreward.match.alike import same_term
from stepreward.match.keys import PhraseForm

_LEAD = 16  # characters before a word
_DISTANCE = canonical_word("distance")


def route_objection(form: PhraseForm, sentence: Sentence) -> str:
    """Ask that energy flows from algae to fish, not back."""
    if form.route is None:
        return _target_objection(form, sentence)
    if _DISTANCE in form.words:
        return ""  # which is as long from B to A
    origin, target = form.route
    routes = sentence.words.routes
    for start, end in routes:
        if same_term(origin, start) and same_term(target, end):
            if sentence.status_of(start) == ASSERTED:
                return ""
    for start, end in routes:
        if same_term(origin, end) and same_term(target, start):
            return "it leads the other way"
    if any(same_term(origin, start) != same_term(target, end) for start, end in routes):
        return "it leads elsewhere"
    return ""


def _target_objection(form: PhraseForm, sentence: Sentence) -> str:
    """Ask that what points to the fox does not start there."""
    to = _POINTS_TO.search(form.text)
    target = next((t for t in form.terms if to is not None and t.start >= to.end()), None)
    if target is None:
        return ""
    routes = sentence.words.routes
    if any(same_term(target, start) for start, _ in routes):
        if not any(same_term(target, end) for _, end in routes):
            return "it leads the other way"
    places = [sentence.start + t.start for t in sentence.words.terms if same_term(target, t)]
    leads = [sentence.text[max(sentence.start, at - _LEAD) : at] for at in places]
    is_left = len(leads) > 0 and all(_AWAY.search(lead) is not None for lead in leads)
    return "it leads the other way" if is_left else ""


_AWAY = re.compile(r"\b(?:away|out|off)\s+(?:from|of)\s+(?:the\s+|an?\s+)?\Z", re.IGNORECASE)


_POINTS_TO = re.compile(
    r"\b(?:points?|leads?|goes|flows?|moves?|travels?|heads?|pointing)\s+(?:to|into|towards?)\b",
    re.IGNORECASE,
)
