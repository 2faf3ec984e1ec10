"""What denies a term without a "not" in its clause: "without lungs", "it is wrong that …"."""

from __future__ import annotations

import re

from stepreward.claims.cues import NEGATIONS, lowered
from stepreward.claims.statements import Sentence
from stepreward.claims.status import DENIED
from stepreward.match.keys import PhraseForm

_LEAD = 16  # characters before a term that are looked at


def is_denied_once(sentence: Sentence, at: int) -> bool:
    """Tell "it is wrong that the lines are parallel" from "it is wrong that they are not"."""
    term = sentence.words.terms[at]
    if sentence.status_of(term) != DENIED:
        return False
    low, high = sentence.start + term.start, sentence.start + term.end
    found = _DENYING.finditer(sentence.text, sentence.start, sentence.end)
    return sum(not low <= denial.start() < high for denial in found) == 1


_DENYING = re.compile(
    r"\b(?:not|no|never|cannot|false|wrong|incorrect|untrue|impossible|mistake)\b|n['’]t\b",
    re.IGNORECASE,
)


def is_without(sentence: Sentence, at: int) -> bool:
    """Tell "without a backbone"."""
    low = sentence.start + sentence.words.terms[at].start
    return _WITHOUT.search(sentence.text, max(sentence.start, low - _LEAD), low) is not None


_WITHOUT = re.compile(r"\bwithout\s+(?:an?\s+|any\s+|the\s+)?\Z", re.IGNORECASE)


def exception_objection(form: PhraseForm, sentence: Sentence) -> str:
    """Ask that all are all: "all swans are white, except one" says so of the others."""
    if _ALL.search(form.text) is None or _EXCEPT.search(form.text) is not None:
        return ""
    is_excepted = _EXCEPT.search(sentence.text, sentence.start, sentence.end) is not None
    return "one is excepted" if is_excepted else ""


_ALL = re.compile(r"\b(?:all|every|each|both)\b", re.IGNORECASE)
_EXCEPT = re.compile(
    r"\b(?:except|(?:all|every|each)\s+but|with\s+the\s+exception)\b", re.IGNORECASE
)


def denies_in_a_word(form: PhraseForm, sentence: Sentence) -> bool:
    """Tell a key step such as "it fails to open", where no "not" turns the sentence round."""
    said = lowered(form.text)
    if not any([cue.search(said, cue.words) for cue in NEGATIONS]):
        return False
    return _NOT.search(sentence.text, sentence.start, sentence.end) is None


_NOT = re.compile(r"\b(?:not|no|never|cannot|none|neither|nor)\b|n['’]t\b", re.IGNORECASE)
