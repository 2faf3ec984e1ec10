"""Read a sentence as terms: content words in one spelling, names, numbers."""

from __future__ import annotations

from stepreward.algebra.lexicon import COMMANDS
from stepreward.algebra.tokens import Token
from stepreward.algebra.tree import TooBig
from stepreward.algebra.words import merge_number_words
from stepreward.claims.markdown import plain_tokens
from stepreward.claims.names import (
    glued_term,
    indexed_term,
    is_named,
    letter_term,
    marked_term,
    point_term,
)
from stepreward.claims.numbers import fraction_term, number_term
from stepreward.claims.points import with_points
from stepreward.claims.spelling import canonical_name, canonical_word
from stepreward.claims.term import Term
from stepreward.claims.vocabulary import PHRASES, STOP_WORDS, WEAK_WORDS

MAX_TERMS = 600  # of one sentence
_MAX_ANGLE_NUMBER = 30

SIGN_WORDS = {
    "∥": "parallel",
    "⊥": "perpendicular",
    "≅": "congruent",
    "≈": "similar",
    "=": "equal",
    ">": "greater",
    "<": "less",
    "≥": "least_of",
    "≤": "most_of",
    "≠": "not",
}
_PHRASE_OPENERS = frozenset(phrase.split()[0] for phrase in PHRASES)
_SHARE_WORDS = {"half": "half"}
_MARK_WORDS = {"angle": "∠", "angles": "∠", "triangle": "△", "triangles": "△"}


def read_terms(text: str, start: int, end: int) -> list[Term]:
    """Read the terms between two positions, in order; a text too large has none."""
    try:
        tokens = merge_number_words(plain_tokens(text, start, end))
    except TooBig:
        return []
    tokens = _tidied(tokens)
    terms: list[Term] = []
    at = 0
    while at < len(tokens) and len(terms) < MAX_TERMS:
        term, width = _term(tokens, at, text)
        if term is not None:
            terms.append(_in_list(term, terms, tokens, at))
        at += width
    return with_points(terms, tokens) if text.count("=", start, end) > 1 else terms


def _tidied(tokens: list[Token]) -> list[Token]:
    r"""Drop a list marker that leads in, and the ^ of 45^\circ."""
    if len(tokens) > 1 and tokens[0].kind == "num" and tokens[1].kind != "op":
        if tokens[0].text.endswith(".") or tokens[1].text == ")":
            tokens = tokens[1:]
    kept: list[Token] = []
    for token in tokens:
        if token.text == "°":
            while kept and kept[-1].text in ("^", "{"):
                kept.pop()
        kept.append(token)
    return kept


def _in_list(term: Term, terms: list[Term], tokens: list[Token], at: int) -> Term:
    """Read the 1 of "angles 2 and 1" and the DEF of "triangles ABC and DEF" as their kind."""
    if at < 2 or not terms or tokens[at - 1].text not in ("and", ",", "or"):
        return term
    mark = terms[-1].text[:1]
    if mark not in ("∠", "△") or terms[-1].kind != "entity":
        return term
    if term.kind == "number" and mark == "∠" and terms[-1].text[1:].isdecimal():
        if isinstance(term.value, int) and term.value < _MAX_ANGLE_NUMBER and term.unit is None:
            return Term("entity", f"∠{term.value}", term.start, term.end)
    if term.kind == "entity" and term.text.isupper() and len(term.text) == 3:
        return term._replace(text=canonical_name(term.text, mark))
    return term


def _term(tokens: list[Token], at: int, text: str) -> tuple[Term | None, int]:
    token = tokens[at]
    if token.text == "(" and (point := point_term(tokens, at)) is not None:
        return point
    if (glued := glued_term(tokens, at, text)) is not None:
        return glued
    if token.kind == "cmd" and COMMANDS[token.text] == ("/", 2):
        return fraction_term(tokens, at)
    if token.kind == "exact" and _is_pronoun(tokens, at, text):
        return None, 1
    if token.kind == "exact" and (share := _share_word(tokens, at, text)) is not None:
        return share, 1
    if token.kind in ("num", "exact", "vulgar"):
        return number_term(tokens, at, text)
    if token.kind == "mark":
        return marked_term(tokens, at, token.text)
    if token.kind == "rel" and token.text in SIGN_WORDS:
        kind = "weak" if token.text == "=" else "word"
        return Term(kind, canonical_word(SIGN_WORDS[token.text]), token.start, token.end), 1
    if token.kind == "word" or (token.kind in ("fn", "sep") and token.text.isalpha()):
        return _word(tokens, at)
    if token.kind in ("sym", "letter"):
        indexed = indexed_term(tokens, at)
        return indexed if indexed is not None else (letter_term(tokens, at), 1)
    return None, 1


def _is_pronoun(tokens: list[Token], at: int, text: str) -> bool:
    """Tell the "one" of "the lowest one" from a number."""
    token = tokens[at]
    if not at or tokens[at - 1].kind != "word" or text[token.start : token.end].lower() != "one":
        return False
    is_content = canonical_word(tokens[at - 1].text) not in STOP_WORDS
    return is_content and (at + 1 == len(tokens) or tokens[at + 1].kind != "word")


def _share_word(tokens: list[Token], at: int, text: str) -> Term | None:
    """Read the "half" of "half the inscribed angle" as a predicate, not as the number 1/2."""
    token = tokens[at]
    word = _SHARE_WORDS.get(text[token.start : token.end].lower())
    behind = tokens[at + 1 : at + 3]
    if word is None or not behind or behind[0].text.lower() not in ("of", "the", "as", "that"):
        return None
    return Term("word", word, token.start, token.end)


def _word(tokens: list[Token], at: int) -> tuple[Term | None, int]:
    token = tokens[at]
    text = token.text[:-2] if token.text.endswith(("'s", "’s")) else token.text
    mark = _MARK_WORDS.get(text.lower())
    if mark is not None and at + 1 < len(tokens) and is_named(tokens[at + 1], mark):
        return marked_term(tokens, at, mark)
    if text.isupper() and 1 < len(text) <= 5 and text.isalpha():
        return Term("entity", canonical_name(text), token.start, token.end), 1
    for width in (3, 2) if text.lower() in _PHRASE_OPENERS else ():
        phrase = " ".join(other.text.lower() for other in tokens[at : at + width])
        if phrase in PHRASES and at + width <= len(tokens):
            end = tokens[at + width - 1].end
            return Term("word", canonical_word(PHRASES[phrase]), token.start, end), width
    canonical = canonical_word(text)
    if canonical in STOP_WORDS:
        return None, 1
    kind = "weak" if canonical in WEAK_WORDS else "word"
    return Term(kind, canonical, token.start, token.end), 1
