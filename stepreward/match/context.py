"""What only sets the scene may stand in the sentence before: who "it" is, what a list counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from stepreward.claims.spelling import canonical_word, canonical_words
from stepreward.claims.statements import Sentence
from stepreward.claims.status import ASSERTED
from stepreward.claims.term import Term
from stepreward.match.alike import same_term
from stepreward.match.binding import Occurrences, is_year
from stepreward.match.keys import PhraseForm
from stepreward.match.looked_at import is_looked_at
from stepreward.match.objections.reference import is_between_them, is_other_deed
from stepreward.match.objections.that_year import is_year_before
from stepreward.match.occurrences import occurrences_of
from stepreward.match.predicates import DECISIVE
from stepreward.match.symbols import SYMBOLS

_OPENING = 8  # characters before a pronoun that opens a sentence


def is_context(
    form: PhraseForm,
    missing: Sequence[Term],
    sentences: Sequence[Sentence],
    at: int,
    kept: Sequence[Occurrences],
) -> bool:
    """Let plain words stand in the sentence before: "The bar is at 40. Actually, it is at 45."."""
    required = form.required
    if is_looked_at(missing, sentences, at, kept) or _is_chosen(missing, sentences[at], kept):
        return True
    if sentences[at].headings and 2 * len(missing) <= len(required):
        return _is_in_caption(missing, sentences, at)
    if at == 0:
        return False
    if _is_only_beside(missing, sentences[at - 1]):
        return False
    is_bounding = any(_is_bounding(term, missing) for term in missing)
    if is_bounding or len(missing) * 2 > len(required):
        if _is_concluded(form, missing, sentences, at):
            return True
        if is_bounding or _count_things(missing) * 2 > _count_things(required):
            return False
    years = [term for term in missing if is_year(term)]
    others = [term for term in missing if not is_year(term)]
    decisive = [term for term in others if term.text in DECISIVE and term.kind != "weak"]
    if decisive or any(term.kind == "number" for term in others):
        return False
    if years and any(is_year(term) for term in sentences[at].words.terms):
        return False  # it speaks of another one
    before = sentences[at - 1]
    if not _has_all(missing, before):
        return False
    if is_year_before(missing, sentences[at], before):
        return True
    return is_between_them(form, missing, sentences[at]) or _is_subject_of_both(
        form, missing, sentences, at, kept
    )


def _is_only_beside(missing: Sequence[Term], before: Sentence) -> bool:
    """Tell the scarf of "the hat is beside the scarf", which no "it" goes back to."""
    lows = [
        before.start + term.start
        for term in before.words.terms
        if term.kind == "word" and same_term(missing[-1], term)
    ]
    return bool(lows) and all(
        _BESIDE.search(before.text, max(before.start, low - _LEAD), low) is not None for low in lows
    )


_LEAD = 24  # characters before a thing in which its place is told
_BESIDE = re.compile(
    r"\b(?:beside|next\s+to|near|behind|above|below|under|in\s+front\s+of|than|unlike)\s+"
    r"(?:the\s+|an?\s+)?\Z",
    re.IGNORECASE,
)


def _count_things(terms: Sequence[Term]) -> int:
    """Count terms, words side by side as one: a wool scarf."""
    beside = sum(
        one.end + 1 == other.start and one.kind == other.kind == "word"
        for one, other in pairwise(terms)
    )
    return len(terms) - beside


def _is_subject_of_both(
    form: PhraseForm,
    missing: Sequence[Term],
    sentences: Sequence[Sentence],
    at: int,
    kept: Sequence[Occurrences],
) -> bool:
    """Let a pronoun stand for what the sentence before speaks of."""
    required, before = form.required, sentences[at - 1]
    if not sentences[at].words.pronouns:
        return _is_lettered(sentences[at], kept)
    if _speaks_of_somebody(sentences[at]) and any(_is_equated(term, before) for term in missing):
        return False
    has_name = any(term.kind == "entity" for term in missing)
    if not has_name and any(term.kind == "number" and term not in missing for term in required):
        return True
    if has_name and any(term.kind == "entity" for term in sentences[at].words.terms):
        return False  # it speaks of another one
    is_subject = _is_subject(missing, required, sentences[at], before, kept)
    return is_subject and not is_other_deed(form, sentences[at], kept)


def _speaks_of_somebody(sentence: Sentence) -> bool:
    """Tell the pronouns of "so she has 47 left", which go back to no quantity."""
    lows = [sentence.start + place for place in sentence.words.pronouns]
    return all([_PERSON.match(sentence.text, low) is not None for low in lows])


_PERSON = re.compile(r"(?:he|she)\b", re.IGNORECASE)


def _is_equated(term: Term, sentence: Sentence) -> bool:
    """Tell the total of "total cost = 43", whose value is said."""
    return any(
        same_term(term, other)
        and any(behind.text == "equal" for behind in sentence.words.terms[at + 1 : at + 3])
        for at, other in enumerate(sentence.words.terms)
    )


def _is_in_caption(missing: Sequence[Term], sentences: Sequence[Sentence], at: int) -> bool:
    """Let the sentence before or behind a table say whose it is."""
    if any(term.kind not in ("word", "weak") or term.text in DECISIVE for term in missing):
        return False
    before = next((one for one in reversed(sentences[:at]) if not _is_row(one)), None)
    behind = next((one for one in sentences[at:] if not _is_row(one)), None)
    return any(
        one is not None
        and _has_all(missing, one)
        and all(one.status_of(term) == ASSERTED for term in one.words.terms)
        for one in (before, behind)
    )


def _is_row(sentence: Sentence) -> bool:
    text = sentence.text[sentence.start : sentence.end]
    return bool(sentence.headings) or text.lstrip().startswith("|")


def _is_bounding(number: Term, missing: Sequence[Term]) -> bool:
    """Tell the 50 of "above 50", which says what is counted."""
    return number.kind == "number" and any(
        term.kind == "word" and term.text in DECISIVE for term in missing
    )


def _is_concluded(
    form: PhraseForm, missing: Sequence[Term], sentences: Sequence[Sentence], at: int
) -> bool:
    """Tell "That makes 4.", of what the sentence before lists."""
    sentence = sentences[at]
    is_short = sentence.end - sentence.start <= _SHORT
    if not is_short or _MAKES.match(sentence.text, sentence.start, sentence.end) is None:
        return False
    if any(term.kind == "number" and not _is_bounding(term, missing) for term in missing):
        return False
    return any(
        all([o.at and not o.is_opposite for o in occurrences_of(missing, before, form)])
        and all(before.status_of(term) == ASSERTED for term in before.words.terms)
        for before in sentences[max(at - _MAX_LIST, 0) : at]
    )


_MAX_LIST = 2  # sentences that list what is then counted


_SHORT = 40  # characters of a sentence that says no more than a number
_MAKES = re.compile(
    r"\W*(?:(?:so|thus|hence),?\s+)?(?:that|this|it|these|they)"
    r"(?:'s|\s+(?:is|are|makes?|gives?|adds?\s+up\s+to|comes?\s+to|leaves?))\b",
    re.IGNORECASE,
)


def _is_chosen(missing: Sequence[Term], sentence: Sentence, kept: Sequence[Occurrences]) -> bool:
    return all(term.text in _CHOOSING for term in missing) and _is_label(sentence, kept)


def _is_label(sentence: Sentence, kept: Sequence[Occurrences]) -> bool:
    """Tell "tea: 35%" and "tea comes next with 35%", which need no word for what people did."""
    terms = sentence.words.terms
    named = [found for found in kept if found.term.kind in ("word", "entity")]
    values = [i for found in kept if found.term.kind == "number" for i in found.at]
    if not named:
        return False
    return any(
        _GIVES_SHARE.fullmatch(
            sentence.text, sentence.start + terms[at].end, sentence.start + terms[value].start
        )
        is not None
        for at in {*named[0].at, *named[-1].at}
        for value in values
    )


_CHOOSING = frozenset(map(canonical_word, ("choose", "prefer", "like", "account")))
_GIVES_SHARE = re.compile(
    r"\s(?=\d)|[\s*]*(?:[:(=]|(?:[a-z]+\s+){0,2}(?:at|with)\b|(?:is|was|makes\s+up|accounts\s+for|takes\s+up)\b)"
    r"[\s*]*(?:about\s+)?",
    re.IGNORECASE,
)


def _is_lettered(sentence: Sentence, kept: Sequence[Occurrences]) -> bool:
    """Tell "v = 20 m/s" behind a sentence that speaks of the car."""
    terms = sentence.words.terms
    has_number = any(found.term.kind == "number" for found in kept)
    return has_number and any(
        found.term.text in SYMBOLS
        and any(terms[i].kind == "entity" for i in found.at)
        and not any(
            _OWNED.search(sentence.text, max(low - 6, 0), low) for low in _starts(sentence, found)
        )
        for found in kept
    )


_OWNED = re.compile(r"\b(?:has|have|had)\s+\Z", re.IGNORECASE)


def _starts(sentence: Sentence, found: Occurrences) -> list[int]:
    return [sentence.start + sentence.words.terms[i].start for i in found.at]


def _is_subject(
    missing: Sequence[Term],
    required: Sequence[Term],
    sentence: Sentence,
    before: Sentence,
    kept: Sequence[Occurrences],
) -> bool:
    """Tell what "It …" begins with: the subject of the key and of the sentence before."""
    if list(missing) != list(required[: len(missing)]) or not _opens(sentence, kept):
        return False
    weak = {term.text for term in missing if term.kind == "weak"}
    terms = [term for term in before.words.terms if term.kind != "weak" or term.text in weak]
    counted = next((at for at, term in enumerate(terms) if term.text not in _SOME), 0)
    openings = [terms[counted : counted + len(missing)]]
    for found in _PRESENTS.finditer(before.text, before.start, before.end):
        low, high = (edge - before.start for edge in found.span("what"))
        openings.append([term for term in terms if low <= term.start < high])
    return any(
        all(any(same_term(term, other) for other in opening) for term in missing)
        for opening in openings
    )


def _opens(sentence: Sentence, kept: Sequence[Occurrences]) -> bool:
    """Tell a pronoun that begins the sentence, but for "During the day," and its like."""
    place = sentence.words.pronouns[0]
    if place <= _OPENING:
        return True
    first = min(sentence.words.terms[found.at[0]].start for found in kept)
    return (
        place < first
        and _SCENE.fullmatch(sentence.text, sentence.start, sentence.start + place) is not None
    )


_SOME = canonical_words("several many some few various numerous other two three four five")
_SCENE = re.compile(
    r"\W*(?:(?:actually|no|not|wait|hold\s+on|hm+|oh|oops|sorry|well|rather|correction|i\s+mean"
    r"|on\s+second\s+thoughts?|my\s+mistake|i\s+was\s+wrong|that(?:['’]s|\s+is)\s+(?:not\s+right|wrong))"
    r"\b\W*){0,4}(?:it\s+(?:is|seems|appears|looks)\s+(?:\w+\s+)?(?:that|as\s+if|like)\s+)?"
    r"(?:(?:in|on|at|from|during|after|before|when|while|as|reading|looking|going|so|then|thus"
    r"|therefore|because\s+of\s+(?:this|that)|since\s+then)\b[^,]{0,60},\s*)?"
    r"(?:therefore|thus|so|hence|here)?,?\s*",
    re.IGNORECASE,
)
# What a sentence sets before the reader, for the next one to speak of.
_PRESENTS = re.compile(
    r"\b(?:there(?:['’]s|\s+(?:is|are|was|were))|(?:i|we|you)(?:\s+can)?\s+see|shows|consider"
    r"|look(?:ing)?\s+at|identify|classify|name|recall|take|examine|study"
    r"|(?:is|are|was|were)(?:\s+(?:called|known\s+as|named))?)\s+"
    r"(?P<what>[^,.;:]{1,40}?)(?=\s+(?:with|that|which|who|in|on|at|from|near|and|between|through)\b"
    r"|[,.;:]|\s*\Z)",
    re.IGNORECASE,
)


def _has_all(terms: Sequence[Term], sentence: Sentence) -> bool:
    return all(any(same_term(term, other) for other in sentence.words.terms) for term in terms)
