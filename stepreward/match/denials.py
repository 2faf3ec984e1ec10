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


def denies_in_a_word(form: PhraseForm, sentence: Sentence) -> bool:
    """Tell a key step such as "it fails to open", where no "not" turns the sentence round."""
    if NEGATION.search(lowered(form.text), _ANY_WORD) is None:
        return False
    return _NOT.search(sentence.text, sentence.start, sentence.end) is None


_ANY_WORD = NEGATION.words
_NOT = re.compile(r"\b(?:not|no|never|cannot|none|neither|nor)\b|n['’]t\b", re.IGNORECASE)
