"""Compare answers in words: the same text, yes and no, what a sentence says of its subject."""

from __future__ import annotations

import re

from stepreward.algebra.scalars import Outcome
from stepreward.algebra.words import ORDINALS
from stepreward.claims.vocabulary import MONTHS, WEEKDAYS
from stepreward.policy import Policy
from stepreward.text import plain_words

_MAX_COMPARED = 2_000  # characters of a fuzzy comparison
_MAX_PREDICATE = 8  # words
_SENTENCE = 4  # words
_YES_NO = {"yes": "yes", "no": "no", "true": "yes", "false": "no"}
_FIRST_WORD = re.compile(r"[a-z]+")
_LITTLE = re.compile(r"^(?:(?:a|an|the|on|in|at|to|it is|it's)\s+)+|\s+(?:side|colou?r)$")
# What stands between two digits keeps them apart; only a group of three may have its comma.
_JOINT = re.compile(
    r"(?<=\w)[-'’.](?=[^\W\d])|(?<=[^\W\d])[-'’.](?=\w)|[\"“”]|,(?!\d)|(?<!\d),"
    r"|(?<=\d),(?=\d{3}(?!\d))"
    r"|(?<!\d)\s+|\s+(?!\d)"
)
_VERB = re.compile(
    r".*\b(?:is|are|was|were|be|called|named)\s+|.*(?::(?!\d)|(?<!\d):)\s*", re.DOTALL
)
_THERE = re.compile(r"\bthere (?:is|are|was|were)\b")
_NOT = re.compile(r"\b(?:no|not|none|never|neither|nor|cannot|nobody|nothing)\b|n['’]t\b")
_IS_NOT = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|can|will|could|would)(?:\s+not\b|n['’]t\b)|\bcannot\b"
)
# One spelling for words that are spelled in two ways.
_VARIANTS = {
    "grey": "gray",
    "colour": "color",
    "centre": "center",
    "metre": "meter",
    "litre": "liter",
    "theatre": "theater",
    "right-angled": "right",
    "aeroplane": "airplane",
    "tyre": "tire",
    "favourite": "favorite",
    "neighbour": "neighbor",
}
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_ALONE = (  # other spellings of a whole answer
    {day[:length]: day for day in WEEKDAYS for length in (3, 4, 5) if length < len(day) - 2}
    | {month[:length]: month for month in MONTHS for length in (3, 4) if length < len(month)}
    | {f"{at}{_ENDINGS.get(at, 'th')}": word for at, word in enumerate(ORDINALS, 1)}
    | {"dne": "does not exist", "doesn't exist": "does not exist", "not possible": "impossible"}
    | dict.fromkeys(
        ("infinite", "infinity", "infty", "∞", "there are infinitely many", "an infinite number"),
        "infinitely many",
    )
)
_LISTING = re.compile(r"\s*(?:[,;/&]\s*(?:and\s+)?|\band\b)\s*")
_MAX_LIST = 200  # characters
_MAX_ITEM = 3  # words
_FINALLY = re.compile(r",\s*(yes|no)$")


def same_words(one: str, other: str, policy: Policy) -> Outcome:
    """Compare two texts that are no mathematics.

    >>> same_words("The car is red.", "red", Policy()).same
    True
    """
    if not policy.ignore_case:
        if one.strip() == other.strip():
            return Outcome(True, "the same words")
        if plain_words(one) == plain_words(other):
            return Outcome(False, "the case differs")
    left, right = plain_words(one), plain_words(other)
    if not left or not right:
        return Outcome(False, "one answer is empty")
    left, right = _ALONE.get(left, left), _ALONE.get(right, right)
    if _joined(left) == _joined(right):
        return Outcome(True, "the same words")
    if policy.order == "any" and (items := _items(left)) and items == _items(right):
        return Outcome(True, "the same words in another order")
    sides = _side(left), _side(right)
    if None not in sides and (left in _YES_NO or right in _YES_NO):
        same = sides[0] == sides[1]
        return Outcome(same, "the same side" if same else "yes against no")
    if _says(left, right) or _says(right, left):
        return Outcome(True, "the sentence says so")
    if policy.text_similarity is not None and _similarity(left, right) >= policy.text_similarity:
        return Outcome(True, "similar words")
    return Outcome(False, "different words")


def _items(text: str) -> list[str]:
    """Take the short items of "red, blue and green", sorted; none of what is no list."""
    if len(text) > _MAX_LIST:
        return []
    items = _LISTING.split(text)
    is_list = len(items) > 1 and all(0 < len(item.split()) <= _MAX_ITEM for item in items)
    return sorted(map(_joined, items)) if is_list else []


def _joined(text: str) -> str:
    """Write words together without articles, hyphens and differences of spelling."""
    words = _LITTLE.sub("", text) or text
    words = " ".join(_VARIANTS.get(word, word) for word in words.split())
    return _JOINT.sub("", words)


def _side(text: str) -> str | None:
    """Tell yes from no: by the first word, or by what a sentence says there is."""
    first = _FIRST_WORD.match(text)
    if first is not None and first[0] in _YES_NO:
        return _YES_NO[first[0]]
    if text.count(" ") < _SENTENCE - 1:
        return None
    if (last := _FINALLY.search(text)) is not None:
        return last[1]
    behind = predicate(text)
    if behind in _YES_NO:
        return _YES_NO[behind]
    if _THERE.search(text):
        return "no" if _NOT.search(text) else "yes"
    return "no" if _IS_NOT.search(text) else None


def predicate(text: str) -> str:
    """Take what stands behind the last "is" of a sentence, or behind its colon."""
    match = _VERB.match(text)
    return text[match.end() :].strip(" .") if match is not None else ""


def _says(sentence: str, answer: str) -> bool:
    """Tell whether a sentence ends on the answer: "The capital is Paris"."""
    if len(answer.split()) > _MAX_PREDICATE or len(sentence) <= len(answer):
        return False
    behind = predicate(sentence)
    if not behind or _joined(behind) != _joined(answer):
        return False
    return _NOT.search(sentence[: sentence.rfind(behind)]) is None  # Neither option is A


def _similarity(one: str, other: str) -> float:
    from rapidfuzz.fuzz import ratio  # only where a policy asks

    return ratio(one[:_MAX_COMPARED], other[:_MAX_COMPARED]) / 100
