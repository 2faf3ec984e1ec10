"""What turns into what: "it turns vapor into water" is not "it turns water into vapor"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stepreward.claims.statements import Sentence
from stepreward.match.binding import Occurrences
from stepreward.match.keys import PhraseForm

_INTO = re.compile(r"\b(?:into|becom(?:es?|ing)|became)\s", re.IGNORECASE)


def is_turned_round(form: PhraseForm, sentence: Sentence, kept: Sequence[Occurrences]) -> bool:
    """Tell a sentence that puts behind "into" what the key step puts before it."""
    wanted = _INTO.search(form.text)
    if wanted is None:
        return False
    into = _INTO.search(sentence.text, sentence.start, sentence.end)
    if into is None:
        return False
    edge = into.start() - sentence.start
    terms = sentence.words.terms
    after = {found.term.text for found in kept if found.term.start > wanted.start()}
    before = {found.term.text for found in kept if found.term.start < wanted.start()}
    ours = [found for found in kept if found.term.text in after - before]
    theirs = [found for found in kept if found.term.text in before - after]
    return (
        bool(ours)
        and all(all(terms[at].start < edge for at in found.at) for found in ours)
        and any(all(terms[at].start > edge for at in found.at) for found in theirs)
    )
