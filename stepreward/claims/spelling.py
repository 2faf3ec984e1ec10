"""Spell words one way: lower case, no endings, one word for all that mean the same."""

from __future__ import annotations

from functools import lru_cache

from stepreward.claims.synonyms import SYNONYMS
from stepreward.claims.vocabulary import STOP_WORDS

_NO_PLURAL = frozenset(
    "is was has this its us gas bus plus minus cos radius axis basis always".split()
)
_NOUN_FROM = 7  # letters of a noun that a verb is seen in
_PLURALS = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"))


@lru_cache(maxsize=16_384)
def canonical_word(text: str) -> str:
    """Spell a word as its group of synonyms does.

    >>> canonical_word("tallest"), canonical_word("increases")
    ('max', 'rise')
    """
    lower = text.lower().replace("’", "'")
    if ":" in lower:
        return lower  # greater:weight
    if lower.endswith("n't"):
        return "not"
    lower = lower.split("'")[0] or lower
    if lower in SYNONYMS:
        return SYNONYMS[lower]
    if lower in STOP_WORDS:
        return lower
    stem = _stem(lower)
    return SYNONYMS.get(stem, stem)


def canonical_words(text: str) -> frozenset[str]:
    """Spell the words of a text, parted by blanks, as their groups of synonyms do.

    >>> sorted(canonical_words("tallest increases"))
    ['max', 'rise']
    """
    return frozenset(map(canonical_word, text.split()))


def _stem(word: str) -> str:
    """Cut plural and verb endings; words that differ otherwise stay apart."""
    if len(word) < 4 or word in _NO_PLURAL:
        return word
    for ending, instead in _PLURALS:
        if word.endswith(ending):
            return word[: -len(ending)] + instead
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if word.endswith(("ation", "ction")) and len(word) > _NOUN_FROM:
        return word[:-3]  # rotation, rotate; reaction, react
    for ending in ("ing", "ed"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and not word.endswith("eed") and _is_stem(rest):
            return rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "lsz" else rest
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def _is_stem(rest: str) -> bool:
    return len(rest) >= 3 and any(vowel in rest for vowel in "aeiouy")


def canonical_name(letters: str, mark: str = "") -> str:
    """Spell AB and BA alike, ∠ABC and ∠CBA alike, △ABC whatever its corners' order."""
    if mark == "△":
        return "△" + "".join(sorted(letters))
    if len(letters) == 2 or (mark == "∠" and len(letters) == 3):
        letters = min(letters, letters[::-1])
    return mark + letters
