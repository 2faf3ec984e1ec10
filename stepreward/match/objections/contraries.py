"""What a contrary verb undoes or is said of: "rose and fell", "gives off this, takes in that"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stepreward.claims import vocabulary
from stepreward.claims.spelling import canonical_word
from stepreward.claims.statements import Sentence
from stepreward.match.binding import Occurrences

_UNDONE = re.compile(r"\s+and\s+(?:then\s+|also\s+|again\s+)?", re.IGNORECASE)


def _contraries() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in vocabulary.CONTRARY:
        one, other = map(canonical_word, pair.split())
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(words) for word, words in found.items()}


CONTRARIES = _contraries()


def contrary_objection(sentence: Sentence, kept: Sequence[Occurrences]) -> str:
    """Ask that no contrary of a verb of the key step undoes it, or has its subject or object."""
    own = {found.term.text for found in kept}
    for at, found in enumerate(kept):
        contrary = CONTRARIES.get(found.term.text)
        if contrary is None or found.term.kind != "word" or own & contrary:
            continue
        reason = _undone_objection(sentence, found, kept[at + 1 :])
        reason = reason or _other_subject(sentence, found, kept[:at])
        if reason:
            return reason
    return ""


def _undone_objection(sentence: Sentence, verb: Occurrences, behind: Sequence[Occurrences]) -> str:
    """Ask that no contrary verb undoes this one, or takes its object: it emits A, absorbs B."""
    contrary = CONTRARIES[verb.term.text]
    terms = sentence.words.terms
    against = [at for at, term in enumerate(terms) if term.text in contrary]
    if not against:
        return ""
    if all(any(_undoes(sentence, at, other) for other in against) for at in verb.at):
        return f"{terms[against[0]].text} undoes it"
    for other in against:
        for found in behind:
            if any(_has_own_value(sentence, found, other, at) for at in verb.at):
                return f"{terms[other].text} has {found.term.text}"
            if all(any(at < other < place for at in verb.at) for place in found.at):
                return f"{terms[other].text} stands before {found.term.text}"
    return ""


def _has_own_value(sentence: Sentence, found: Occurrences, other: int, at: int) -> bool:
    """Tell the 9:45 of "arrives at 9:45 and departs at 9:54", of which each verb has its own."""
    terms = sentence.words.terms
    if found.at != [other + 1] or at != other + _PAIR or at + 1 == len(terms):
        return False
    value, own = terms[other + 1], terms[at + 1]
    is_value = value.kind == "number" or value.text[:1].isdecimal()
    return is_value and (own.kind, own.text[:1].isdecimal()) == (
        value.kind,
        value.text[:1].isdecimal(),
    )


_PAIR = 2  # a verb and its value


def _other_subject(sentence: Sentence, verb: Occurrences, before: Sequence[Occurrences]) -> str:
    """Tell whether a subject of this verb stands right before a contrary one."""
    terms, contrary = sentence.words.terms, CONTRARIES[verb.term.text]
    if sentence.words.pronouns:
        return ""
    cuts = sentence.words.cuts
    for found in before:
        if not all(
            at
            and at - 1 not in found.at
            and not any(terms[at - 1].end <= cut < terms[at].start for cut in cuts)
            for at in verb.at
        ):
            continue  # it is its subject, or one verb of several
        behind = [terms[at + 1].text if at + 1 < len(terms) else "" for at in found.at]
        if found.term.kind != "number" and contrary.issuperset(behind):
            return f"{behind[0]} is said of {found.term.text}"
    return ""


def _undoes(sentence: Sentence, at: int, other: int) -> bool:
    if other != at + 1:
        return False
    terms = sentence.words.terms
    low, high = sentence.start + terms[at].end, sentence.start + terms[other].start
    return _UNDONE.fullmatch(sentence.text, low, high) is not None
