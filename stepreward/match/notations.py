"""What states a word or number of a key step in signs: O₂, f, "3 out of 8", "each centimeter"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from stepreward.algebra.units import UNITS, read_unit
from stepreward.claims.spelling import canonical_word
from stepreward.claims.statements import Sentence
from stepreward.claims.term import Term
from stepreward.match.forms.variants import IN_EACH, RIGHT_AT
from stepreward.match.paid import earnings, handed_out
from stepreward.match.rates import rates_of
from stepreward.match.substances import SPELLED, WORDS_OF

_FUNCTION = canonical_word("function")
_EVERY = canonical_word("every")
_CALLED = re.compile(r"[fgh](?:\([a-z]\))?")
_OUT_OF = re.compile(
    r"\s+(?:[a-z]+\s+){0,2}?(?:out\s+of|in\s+every|in)\s+(?:the\s+|a\s+total\s+of\s+|all\s+)?",
    re.IGNORECASE,
)
_SINGLE = frozenset(map(canonical_word, ("single", "sole", "lone")))


def by_notation(term: Term, sentence: Sentence) -> list[int]:
    """Find a term of a key step under another notation."""
    if term.kind == "number":
        return _by_number(term, sentence)
    if not _has_notation(term.text):
        return []
    finder = _FINDERS.get(term.text) if term.kind == "word" else None
    if finder is not None:
        return list(finder(sentence))
    if term.text.partition(":")[0] in _DEGREE_OF and "than" in sentence.words.spelled:
        return list(_than_any_other(term.text, sentence))
    if term.text in SPELLED:
        formulas = SPELLED[term.text]
        return [
            at
            for at, other in enumerate(sentence.words.terms)
            if other.kind == "entity" and other.text.rstrip("+-").replace("_", "") in formulas
        ]
    if (call := _CALL.fullmatch(term.text)) is not None:
        return list(_called_at(call["name"], call["at"], sentence))
    if term.text.startswith(IN_EACH):
        return list(_in_each(term.text.removeprefix(IN_EACH), sentence))
    if term.text.startswith(RIGHT_AT):
        return list(_right_angles_at(term.text[-1], sentence))
    if term.text in WORDS_OF and term.kind == "entity":
        return _spelled_out(WORDS_OF[term.text], sentence)
    return []


@lru_cache(maxsize=4_096)
def _has_notation(word: str) -> bool:
    """Tell a word of a key step that may be written otherwise."""
    return (
        word in _FINDERS
        or word in SPELLED
        or word in WORDS_OF
        or word.partition(":")[0] in _DEGREE_OF
        or word.startswith((IN_EACH, RIGHT_AT))
        or _CALL.fullmatch(word) is not None
    )


def by_its_measure(term: Term, sentence: Sentence) -> list[int]:
    """Find what tells a word without its name: 20 m/s a speed, "$15 off" a discount."""
    finder = _LAST.get(term.text) if term.kind == "word" else None
    return list(finder(sentence)) if finder is not None else []


def _by_number(term: Term, sentence: Sentence) -> list[int]:
    if isinstance(term.value, Fraction) and 0 < term.value < 1 and term.unit is None:
        return [*_shares(term, sentence), *_half_of(term, sentence)]
    if term.value == 1:
        return list(_singles(term, sentence))
    return list(rates_of(term, term.unit, sentence)) if term.unit is not None else []


def _spelled_out(words: tuple[str, ...], sentence: Sentence) -> list[int]:
    """Find "carbon dioxide" for CO2."""
    texts = [term.text for term in sentence.words.terms]
    return [at for at in range(len(texts)) if tuple(texts[at : at + len(words)]) == words]


def _shares(term: Term, sentence: Sentence) -> Iterator[int]:
    """Find the 3 of "3 out of 8" for 3/8."""
    if sentence.text.find(" in ", sentence.start, sentence.end) < 0:
        if sentence.text.find(" of ", sentence.start, sentence.end) < 0:
            return
    terms, start = sentence.words.terms, sentence.start
    numbers = [at for at, other in enumerate(terms) if other.kind == "number"]
    for one, other in pairwise(numbers):
        part, whole = terms[one], terms[other]
        if part.unit or not isinstance(part.value, int) or not isinstance(whole.value, int):
            continue
        if not whole.value or Fraction(part.value, whole.value) != term.value:
            continue
        if _OUT_OF.fullmatch(sentence.text, start + part.end, start + whole.start) is not None:
            yield one
    for one, other in pairwise(numbers):
        whole, part = terms[one], terms[other]
        if not isinstance(part.value, int) or not isinstance(whole.value, int) or not whole.value:
            continue
        if Fraction(part.value, whole.value) == term.value:
            if _EQUAL_PARTS.match(sentence.text, start + whole.end, start + part.start) is not None:
                if _OF_THEM.match(sentence.text, start + part.end, sentence.end) is not None:
                    yield other


def _half_of(term: Term, sentence: Sentence) -> Iterator[int]:
    """Find the "half" of "half of the pizza" for 1/2."""
    if term.value == Fraction(1, 2):
        for at in sentence.words.spelled.get(_HALF, ()):
            high = sentence.start + sentence.words.terms[at].end
            if _OF_THE.match(sentence.text, high, sentence.end) is not None:
                yield at


_HALF = canonical_word("half")
_OF_THE = re.compile(r"(?<=of)\s|\s+(?:of|the|her|his|its|their)\b")
_EQUAL_PARTS = re.compile(r"\s+(?:equal|identical|congruent|equally)\b", re.IGNORECASE)
_OF_THEM = re.compile(
    r"\s+(?:of\s+(?:them|these|those|which|the)|are|is|parts?|pieces?|slices?|sections?)\b",
    re.IGNORECASE,
)


def _singles(term: Term, sentence: Sentence) -> Iterator[int]:
    """Find the "each" of "each centimeter" for 1 cm, and "its single electron" for 1 electron."""
    terms = sentence.words.terms
    text, low = sentence.text, sentence.start
    for at, other in enumerate(terms):
        if term.unit is None:
            if other.text in _SINGLE:
                yield at
        elif other.kind == "word" and UNITS.get(other.text) == term.unit:
            if (
                _ARTICLE.search(text, max(low, low + other.start - 8), low + other.start)
                is not None
            ):
                yield at


_ARTICLE = re.compile(r"\b(?:an?|per|each|every)\s+\Z", re.IGNORECASE)


def _called_at(name: str, at: str, sentence: Sentence) -> Iterator[int]:
    """Find the f of "when x is 3, f is 11", "plugging 3 into f(x) gives 11"."""
    given = re.compile(
        rf"\bx\s*(?:=|is|equals|takes\s+the\s+value)\s*{re.escape(at)}(?![\d.]\d|\d)"
        rf"|\b(?:at|for|plug(?:ging)?(?:\s+in)?|insert(?:ing)?|substitut(?:e|ing)|input\s+of)\s+"
        rf"{re.escape(at)}(?![\d.]\d|\d)",
        re.IGNORECASE,
    )
    if given.search(sentence.text, sentence.start, sentence.end) is None:
        return
    for place, term in enumerate(sentence.words.terms):
        if term.kind == "entity" and term.text in (name, f"{name}(x)"):
            yield place


_CALL = re.compile(r"(?P<name>[a-z])\((?P<at>-?\d+(?:\.\d+)?)\)")


def _than_any_other(word: str, sentence: Sentence) -> Iterator[int]:
    """Find the "more" of "more than any other" for the most."""
    extreme, mark, aspect = word.partition(":")
    found = _ANY_OTHER.search(sentence.text, sentence.start, sentence.end)
    if found is None:
        return
    degree = _DEGREE_OF[extreme]
    for spelled in {degree, f"{degree}{mark}{aspect}"}:
        for at in sentence.words.spelled.get(spelled, ()):
            if sentence.start + sentence.words.terms[at].end <= found.start():
                yield at


_DEGREE_OF = {"max": "greater", "min": "less"}
_ANY_OTHER = re.compile(
    r"\bthan\s+(?:(?:in|at|for|of)\s+)?(?:any|all|every|each)\b[^.;,]{0,24}?\b(?:others?|else|rest)\b",
    re.IGNORECASE,
)


def _right_angles_at(corner: str, sentence: Sentence) -> Iterator[int]:
    """Find "right-angled at C" and "with the right angle at C"."""
    terms, start = sentence.words.terms, sentence.start
    for at in sentence.words.spelled.get(_RIGHT, ()):
        if at + 1 < len(terms) and terms[at + 1].text == corner:
            low, high = start + terms[at].end, start + terms[at + 1].start
            if _AT.fullmatch(sentence.text, low, high) is not None:
                yield at


_AT = re.compile(r"\s+at\s+(?:vertex\s+|point\s+|corner\s+)?[$\\(]*", re.IGNORECASE)
_RIGHT = canonical_word("right_angle")


def _functions(sentence: Sentence) -> Iterator[int]:
    """Find the f of "f increases" for "the function"."""
    for at, term in enumerate(sentence.words.terms):
        behind = sentence.text[sentence.start + term.end :][:1]
        if term.kind == "entity" and _CALLED.fullmatch(term.text) and behind not in ("'", "′", "^"):
            yield at


def _measures(*units: str) -> Callable[[Sentence], Iterator[int]]:
    """Find what a unit alone tells: a temperature by °C, a speed by km/h."""
    read = (read_unit(tuple(unit.split())) for unit in units)
    powers = frozenset(unit.powers for unit in read if unit is not None)

    def find(sentence: Sentence) -> Iterator[int]:
        for at, term in enumerate(sentence.words.terms):
            if term.kind == "number" and term.unit is not None and term.unit.powers in powers:
                yield at

    return find


def _in_each(noun: str, sentence: Sentence) -> Iterator[int]:
    """Find the "every box" of "there are 12 eggs in every box"."""
    terms, start = sentence.words.terms, sentence.start
    for at in sentence.words.spelled.get(_EVERY, ()):
        low = start + terms[at].start
        is_inside = sentence.text[max(start, low - 4) : low] == " in "
        if is_inside and at + 1 < len(terms) and terms[at + 1].text == noun:
            yield at


def _worn(sentence: Sentence) -> Iterator[int]:
    """Find the "helmet on" of "he has a helmet on", and the "with hats" of people."""
    text, start = sentence.text, sentence.start
    for pattern in (_HAS_ON, _WITH_CLOTHES):
        found = pattern.search(text, start, sentence.end)
        if found is not None:
            low, high = found.start("worn") - start, found.end("worn") - start
            worn = [at for at, term in enumerate(sentence.words.terms) if low <= term.start < high]
            yield from worn[:1]


_HAS_ON = re.compile(
    r"\b(?:has|have|had|with)\s+(?P<worn>[^.;:]{1,60}?)\s+on(?=\s*(?:[,.;)]|and\b|\Z))",
    re.IGNORECASE,
)
_WITH_CLOTHES = re.compile(
    r"\b(?:people|persons?|m[ae]n|wom[ae]n|boys?|girls?|students?|players?|child(?:ren)?|kids?)\s+"
    r"(?:with|in)\s+(?P<worn>(?:an?\s+|the\s+)?(?:\w+\s+)?(?:hats?|helmets?|caps?|glasses|sunglasses"
    r"|coats?|jackets?|scar(?:f|ves)|masks?|gloves|shirts?|uniforms?|ties?|boots))\b",
    re.IGNORECASE,
)


def _made_by(makers: str) -> Callable[[Sentence], Iterator[int]]:
    """Find who wrote a book: "its author is", "Austen is the author", "by the author Austen"."""
    named = re.compile(
        rf"\b(?P<who>{makers})(?:\s+of\s+[^.;,]{{1,40}}?)?\s*(?:\bis\b|\bwas\b|:|,)"
        rf"|\b(?:is|was|,)\s+(?:the|its|their|a)\s+(?P<whom>{makers})\b",
        re.IGNORECASE,
    )

    def find(sentence: Sentence) -> Iterator[int]:
        found = named.search(sentence.text, sentence.start, sentence.end)
        if found is not None:
            place = found.start(found.lastgroup or 0) - sentence.start
            yield from (at for at, one in enumerate(sentence.words.terms) if one.start == place)

    return find


def _by_pattern(pattern: str) -> Callable[[Sentence], Iterator[int]]:
    """Find the term at the group "said" of a pattern."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def find(sentence: Sentence) -> Iterator[int]:
        for found in compiled.finditer(sentence.text, sentence.start, sentence.end):
            place = found.start("said") - sentence.start
            yield from (at for at, one in enumerate(sentence.words.terms) if one.start == place)

    return find


# What states a word only where nothing else in the sentence does.
_LAST: Mapping[str, Callable[[Sentence], Iterator[int]]] = {
    canonical_word("temperature"): _measures("celsius", "fahrenheit", "kelvin"),
    canonical_word("speed"): _measures("m / s"),
    canonical_word("acceleration"): _measures("m / s ^ 2"),
    canonical_word("force"): _measures("N"),
    canonical_word("frequency"): _measures("Hz"),
    canonical_word("voltage"): _measures("V"),
    canonical_word("discount"): _by_pattern(
        r"\d\s{0,2}(?:dollars?|euros?|cents?|%|percent)?\s{1,2}(?P<said>cheaper|off|less|lower)\b"
    ),
    canonical_word("population"): _by_pattern(
        r"\b(?P<said>people|inhabitants|residents)(?:\s+(?:lived?|living|resided?|than\s+(?:any|all))\b|\s*[,.;])"
    ),
    canonical_word("mole"): _measures("mol"),
    canonical_word("difference"): _by_pattern(
        r"\d\s*(?:[^\W\d]+\s+){0,2}(?P<said>more|fewer|less|higher|lower|taller|shorter|longer|older|younger"
        r"|heavier|lighter|greater|larger|smaller|bigger)\b[^.;:\d]{0,60}\bthan\b"
    ),
    canonical_word("age"): _by_pattern(
        r"(?:\b(?:is|was|be|turns|turned)|['’]s)\s+(?:now\s+|only\s+|already\s+|currently\s+)?"
        r"(?P<said>\d+)(?=\s*(?:[,.;)]|and\b|now\b|years?\b|\Z))"
    ),
    canonical_word("earn"): earnings,
    canonical_word("receive"): handed_out,
    canonical_word("distance"): _measures("m"),
    canonical_word("remain"): _by_pattern(
        r"(?<![\d.,])(?P<said>\d[\d.,]*)\s+(?:[^\W\d]+\s+){0,2}to\s+go\b"
    ),
    canonical_word("area"): _measures("m ^ 2"),
    canonical_word("volume"): _measures("m ^ 3", "L"),
    canonical_word("mass"): _measures("g"),
    canonical_word("weight"): _measures("g"),
    canonical_word("length"): _by_pattern(
        r"\bmeasur(?:es?|ed|ing)\s+(?:about\s+|exactly\s+)?(?P<said>\d[\d.,]*)"
    ),
    canonical_word("current"): _measures("A"),
    canonical_word("resistance"): _measures("Ω"),
    canonical_word("power"): _measures("W"),
    canonical_word("pressure"): _measures("Pa"),
    canonical_word("border"): _by_pattern(r"\b(?P<said>neighbou?r(?:s|ing)?|adjacent)\b"),
    canonical_word("root"): _by_pattern(r"\b(?P<said>solutions|zeros)\b"),
}


def _products_of(sentence: Sentence) -> Iterator[int]:
    """Find the product of "oxygen is a product of photosynthesis"."""
    for at in sentence.words.spelled.get(_PRODUCT, ()):
        if _OF.match(sentence.text, sentence.start + sentence.words.terms[at].end) is not None:
            yield at


_PRODUCT = canonical_word("product")
_OF = re.compile(r"\s+of\b")
_FINDERS: Mapping[str, Callable[[Sentence], Iterator[int]]] = {
    _FUNCTION: _functions,
    canonical_word("wear"): _worn,
    canonical_word("write"): _made_by("author|writer|novelist|poet"),
    canonical_word("compose"): _made_by("composer"),
    canonical_word("paint"): _made_by("painter|artist"),
    canonical_word("invent"): _made_by("inventor"),
    canonical_word("discover"): _made_by("discoverer"),
    canonical_word("direct"): _made_by("director"),
    canonical_word("produce"): _products_of,
}
# Words that a sentence may hold without any of their letters.
NOTED = frozenset(_FINDERS) | frozenset(_LAST) | frozenset(SPELLED)
