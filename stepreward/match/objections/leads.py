"""What stands right before a term and takes back what is said of it: "apart from rent"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from stepreward.claims.spelling import canonical_words
from stepreward.claims.statements import Sentence
from stepreward.claims.term import Term
from stepreward.match.binding import Occurrences
from stepreward.match.keys import PhraseForm
from stepreward.match.predicates import is_degree

_LEAD = 32  # characters before a term that are looked at
_APART = re.compile(
    r"\b(?:(?:apart|aside|different)\s+from|except(?:ing)?(?:\s+for)?|other\s+than|unlike"
    r"|not\s+counting|excluding|including|without|minus)\s+(?:the\s+|an?\s+)?\Z"
    r"|\b(?:after|before)\s+(?:the|an?|its|this)\s+(?:\d+\s*(?:%|percent)\s+)?\Z",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(
    r"(?:%|\bpercent|\d|\bhalf|\bthird|\bmost|\ball)\s+of\s+(?:the\s+|those\s+|all\s+)?(?:\w+\s+)?"
    r"(?:who|that)\s+\Z",
    re.IGNORECASE,
)
_AMONG = re.compile(r"\b(?:one\s+of|among)\s+(?:the\s+|its\s+|their\s+)\Z", re.IGNORECASE)
_AIMED = re.compile(
    r"\b(?:goal|target|quota|forecast|aim|expectation|prediction)\b[^.;,\d]{0,24}\Z",
    re.IGNORECASE,
)
_RANK = re.compile(r"\b\w+est\b|\bmost\b|\bleast\b", re.IGNORECASE)
_NEARLY = re.compile(
    r"\b(?:almost|nearly|not\s+quite|practically|virtually)\s+(?:an?\s+|the\s+)?\Z", re.IGNORECASE
)
_OFF = re.compile(
    r"\b(?:(?:less|more|greater|smaller|larger|bigger|fewer|other)\s+than|under|over|close\s+to)\s+"
    r"(?:an?\s+|the\s+)?\Z",
    re.IGNORECASE,
)
_EXACT = canonical_words(
    "right_angle half third quarter twice triple parallel perpendicular all equal midpoint"
)
_AWAY = re.compile(r"\baway\s+from\s+(?:the\s+|an?\s+|its\s+)?\Z", re.IGNORECASE)
_TOWARD = re.compile(r"\b(?:to|towards?|into)\b", re.IGNORECASE)
_BEHIND = re.compile(r"\b(?:after|behind|besides|followed\s+by)\s+(?:the\s+)?\Z", re.IGNORECASE)


class _Lead(NamedTuple):
    """What may stand before a term, what that says, and to which terms it matters."""

    pattern: re.Pattern[str]
    reason: str
    concerns: Callable[[Term, PhraseForm], bool]


def _is_extreme(term: Term) -> bool:
    return term.text.partition(":")[0] in ("max", "min")


_IN_TIME = canonical_words("before after")
_AFTER = canonical_words("before after behind front")


def _is_capital(term: Term, form: PhraseForm) -> bool:
    """Tell the Paris of "after Paris", which is no time."""
    is_name = term.kind == "word" and form.text[term.start : term.start + 1].isupper()
    return is_name and _AFTER.isdisjoint(other.text for other in form.terms)


_LEADS = (
    _Lead(
        _BEHIND,
        "it comes after it",
        lambda term, form: (
            not _is_extreme(term)
            and (_RANK.search(form.text) is not None or _is_capital(term, form))
        ),
    ),
    _Lead(
        _APART,
        "it is left out",
        lambda term, form: (
            term.kind != "number"
            and not (form.is_negative and term is form.required[-1])  # without a backbone
            and _IN_TIME.isdisjoint(other.text for other in form.terms)
        ),
    ),
    _Lead(
        _AWAY,
        "it leads away from it",
        lambda term, form: (
            term.kind == "word"
            and _TOWARD.search(form.text) is not None
            and not any(map(is_degree, form.terms))
        ),
    ),
    _Lead(_NEARLY, "it is not quite so", lambda term, _: term.kind != "number"),
    _Lead(_OFF, "it is more or less than that", lambda term, _: term.text in _EXACT),
    _Lead(_AMONG, "it is one of several", lambda term, _: _is_extreme(term)),
    _Lead(_AIMED, "it is only aimed at", lambda term, _: term.kind == "number"),
    _Lead(_OF_WHOM, "it is said of a part", lambda *_: True),  # 35% of those who chose tea
)


def lead_objection(form: PhraseForm, sentence: Sentence, kept: Sequence[Occurrences]) -> str:
    """Look at what stands right before the terms: "apart from rent", "one of the largest"."""
    for found in kept:
        for lead in _LEADS:
            if lead.concerns(found.term, form) and _is_led_by(lead.pattern, sentence, found):
                if lead.pattern.search(form.text[: found.term.start]) is None:
                    return lead.reason
                break  # the key step says so too
    return ""


def _is_led_by(pattern: re.Pattern[str], sentence: Sentence, found: Occurrences) -> bool:
    """Tell whether every occurrence of a term stands behind a lead."""
    text, start = sentence.text, sentence.start
    places = [start + sentence.words.terms[at].start for at in found.at]
    return all(pattern.search(text, max(start, low - _LEAD), low) for low in places)
