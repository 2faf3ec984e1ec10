"""Tell what else denies than "not": a claim that is false, a key step that fails to be so."""

from __future__ import annotations

import re

from stepreward.claims.cues import NEGATION, lowered
from stepreward.claims.statements import Sentence
from stepreward.claims.status import DENIED
from stepreward.match.keys import PhraseForm


def denied_by(sentence: Sentence) -> set[str]:
    """Let "the claim that it is a square is false" deny that it is one; two denials do not."""
    said = lowered(sentence.text[sentence.start : sentence.end])
    return {DENIED} if NEGATION.search(said, _ANY_WORD) is None else set()


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
    if NEGATION.search(lowered(form.text), _ANY_WORD) is None:
        return False
    return _NOT.search(sentence.text, sentence.start, sentence.end) is None


_ANY_WORD = NEGATION.words
_NOT = re.compile(r"\b(?:not|no|never|cannot|none|neither|nor)\b|n['’]t\b", re.IGNORECASE)
