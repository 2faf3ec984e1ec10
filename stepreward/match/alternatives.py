"""What a sentence leaves open or undoes: "5 or 6", "larger or smaller", "rose and fell"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from stepreward.claims.spelling import canonical_word
from stepreward.claims.statements import Sentence
from stepreward.claims.term import Term
from stepreward.match.alike import RIVALS
from stepreward.match.binding import Occurrences
from stepreward.match.keys import PhraseForm
from stepreward.match.order import OPPOSITES

OPEN = "it leaves open which"
_OR = re.compile(r"\bor\b", re.IGNORECASE)
_MAX_APART = 3  # terms between two alternatives: larger than B or smaller
# Verbs that undo one another, or that part their objects: gives off this and takes in that.
_CONTRARY = (
    ("rise", "fall"),
    ("produce", "absorb"),
    ("lose", "gain"),
    ("give", "receive"),
    ("buy", "sell"),
    ("open", "close"),
    ("start", "end"),
    ("attract", "repel"),
    ("enter", "leave"),
    ("arrive", "leave"),
    ("arrive", "depart"),
    ("win", "lose"),
    ("oxidize", "reduce"),
    ("heat", "cool"),
    ("expand", "contract"),
    ("accept", "donate"),
    ("freeze", "melt"),
    ("condense", "evaporate"),
    ("add", "subtract"),
    ("multiply", "divide"),
)


def _contraries() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in _CONTRARY:
        one, other = map(canonical_word, pair)
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(words) for word, words in found.items()}


CONTRARIES = _contraries()
_UNDONE = re.compile(r"\s+and\s+(?:then\s+|also\s+|again\s+)?", re.IGNORECASE)


def alternative_objection(form: PhraseForm, sentence: Sentence, kept: Sequence[Occurrences]) -> str:
    """Ask that what is said is neither one of two possibilities nor undone by the next word."""
    if "'s " in sentence.text[sentence.start : sentence.end] and any(
        _is_relative(sentence, found) for found in kept
    ):
        return "it is said of somebody else"
    if _parts_of_list(sentence, kept):
        return "it stands at another item of the list"
    if _OR.search(sentence.text, sentence.start, sentence.end) is not None:
        if _OR.search(form.text) is None and any(_is_open(sentence, found) for found in kept):
            return OPEN
    for found in kept:
        if reason := _lead_objection(form, sentence, found):
            return reason
    for at, found in enumerate(kept):
        if found.term.text in CONTRARIES and found.term.kind == "word":
            said = {other.term.text for other in kept}
            if said & CONTRARIES[found.term.text]:
                continue
            reason = _contrary_objection(sentence, found, kept[at + 1 :])
            reason = reason or _other_subject(sentence, found, kept[:at])
            if reason:
                return reason
    return ""


def _parts_of_list(sentence: Sentence, kept: Sequence[Occurrences]) -> bool:
    """Tell "A – cell wall, B – nucleus, C – vacuole", where C is no nucleus."""
    labelled = [
        found for found in kept if found.term.kind == "entity" and len(found.term.text) == 1
    ]
    if len(labelled) != 1 or len(kept) < 2:
        return False
    start = sentence.start
    items = [found.start() - start for found in _ITEM.finditer(sentence.text, start, sentence.end)]
    if len(items) < 2 or any(sentence.words.terms[at].start not in items for at in labelled[0].at):
        return False
    terms = sentence.words.terms
    numbers = [
        {bisect_right(items, terms[at].start) for at in found.at}
        for found in kept
        if any(terms[at].start >= items[0] for at in found.at)
    ]
    return not set.intersection(*numbers)


_ITEM = re.compile(r"\b[A-Z1-9]\b(?=\s*(?:[–—-]|:|=)\s+[a-z])")


def _is_relative(sentence: Sentence, found: Occurrences) -> bool:
    """Tell Anna's brother from Anna."""
    start = sentence.start
    return all(
        _RELATIVE.match(sentence.text, start + sentence.words.terms[at].end - 2) is not None
        or _RELATIVE.match(sentence.text, start + sentence.words.terms[at].end) is not None
        for at in found.at
    )


_RELATIVE = re.compile(
    r"'s\s+(?:(?:older|younger|big|little|best)\s+)?(?:brother|sister|mother|father|mom|dad|friend|son"
    r"|daughter|wife|husband|uncle|aunt|cousin|teacher|neighbou?r|dog|cat|parents?)\b"
)


def _is_open(sentence: Sentence, found: Occurrences) -> bool:
    """Tell a term of which every occurrence stands beside an "or" with its rival."""
    terms = sentence.words.terms
    return all(
        any(
            _excludes(terms[at], terms[other]) and _has_or(sentence, at, other)
            for other in range(max(at - _MAX_APART, 0), min(at + _MAX_APART + 1, len(terms)))
        )
        for at in found.at
    )


def _has_or(sentence: Sentence, one: int, other: int) -> bool:
    """Tell whether an "or", with no comma before it, stands between two terms."""
    terms = sentence.words.terms
    low, high = sorted((one, other))
    start, end = sentence.start + terms[low].end, sentence.start + terms[high].start
    between = sentence.text[start:end]
    return _OR.search(between) is not None and "," not in between


def _excludes(one: Term, other: Term) -> bool:
    if one.kind == other.kind == "number":
        is_alike = (one.text, one.unit, one.nouns) == (other.text, other.unit, other.nouns)
        is_plain = isinstance(one.value, int) and isinstance(other.value, int)
        return is_alike and is_plain and one.value != other.value
    if one.text == other.text or one.kind == "entity" or other.kind == "entity":
        return False
    if OPPOSITES.get(one.text) == other.text or other.text in CONTRARIES.get(one.text, ()):
        return True
    return any(one.text in group and other.text in group for group in RIVALS)


def _contrary_objection(
    sentence: Sentence, verb: Occurrences, behind: Sequence[Occurrences]
) -> str:
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
            if all(any(at < other < place for at in verb.at) for place in found.at):
                return f"{terms[other].text} stands before {found.term.text}"
    return ""


def _lead_objection(form: PhraseForm, sentence: Sentence, found: Occurrences) -> str:
    """Look at what stands right before a term: "apart from rent", "one of the largest"."""
    text, start = sentence.text, sentence.start
    is_extreme = found.term.text.partition(":")[0] in ("max", "min")
    for pattern, reason in _LEADS:
        if pattern is _AMONG and not is_extreme:
            continue
        if pattern is _BEHIND and (is_extreme or _RANK.search(form.text) is None):
            continue
        if pattern is _APART and found.term.kind == "number":
            continue
        if all(
            pattern.search(text, max(start, low - _LEAD), low) is not None
            for low in (start + sentence.words.terms[at].start for at in found.at)
        ):
            return "" if pattern.search(form.text[: found.term.start]) else reason
    return ""


_LEAD = 32  # characters before a term
_APART = re.compile(
    r"\b(?:(?:apart|aside|different)\s+from|except(?:ing)?(?:\s+for)?|other\s+than|excluding|unlike"
    r"|not\s+counting|excluding|including|without)\s+(?:the\s+|an?\s+)?\Z"
    r"|\b(?:after|before)\s+(?:the|an?|its|this)\s+\Z",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(
    r"(?:%|\bpercent|\d|\bhalf|\bthird|\bmost|\ball)\s+of\s+(?:the\s+|those\s+|all\s+)?(?:\w+\s+)?"
    r"(?:who|that)\s+\Z",
    re.IGNORECASE,
)
_AMONG = re.compile(r"\b(?:one\s+of|among)\s+(?:the\s+|its\s+|their\s+)\Z", re.IGNORECASE)
_RANK = re.compile(r"\b\w+est\b|\bmost\b|\bleast\b", re.IGNORECASE)
_BEHIND = re.compile(r"\b(?:after|behind|besides|followed\s+by)\s+(?:the\s+)?\Z", re.IGNORECASE)
_LEADS = (
    (_BEHIND, "it comes after it"),
    (_APART, "it is left out"),
    (_AMONG, "it is one of several"),
    (_OF_WHOM, "it is said of a part"),  # 35% of those who chose tea
)


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
