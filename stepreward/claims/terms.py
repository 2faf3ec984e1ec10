"""Read a sentence as terms: content words in one spelling, names, numbers."""

from __future__ import annotations

from functools import lru_cache

from stepreward.algebra.lexicon import COMMANDS
from stepreward.algebra.tokens import Token
from stepreward.algebra.tree import TooBig
from stepreward.algebra.words import merge_number_words
from stepreward.claims.clock import CLOCK_WORDS, spoken_clock
from stepreward.claims.dates import date_term
from stepreward.claims.elements import may_hold_formula, with_formulas
from stepreward.claims.gradables import ADJECTIVES, JOINED_DEGREES, LESS_BY, MEASURED
from stepreward.claims.irrationals import with_irrationals
from stepreward.claims.markdown import plain_tokens
from stepreward.claims.matrices import KIND as MATRIX
from stepreward.claims.matrices import with_matrices
from stepreward.claims.mixed_numbers import with_mixed_numbers
from stepreward.claims.mixed_units import with_mixed_units
from stepreward.claims.names import (
    angle_at,
    glued_term,
    indexed_term,
    is_named,
    letter_term,
    marked_term,
    point_term,
)
from stepreward.claims.numbers import fraction_term, number_term
from stepreward.claims.points import with_points
from stepreward.claims.powered import PER, powered_term
from stepreward.claims.scales import with_scales
from stepreward.claims.spelling import canonical_name, canonical_word, canonical_words
from stepreward.claims.stand_ins import with_stand_ins
from stepreward.claims.term import Term
from stepreward.claims.turns import TURNS_AT, turned_word
from stepreward.claims.vocabulary import STOP_WORDS, WEAK_WORDS

MAX_TERMS = 600  # of one sentence
_MAX_ANGLE_NUMBER = 30
_NEAR = 40  # tokens between an equals sign and what it equates

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
_SHARE_WORDS = {"half": "half"}
_MARK_WORDS = {"angle": "∠", "angles": "∠", "triangle": "△", "triangles": "△"}


def read_terms(text: str, start: int, end: int) -> list[Term]:
    """Read the terms between two positions, in order; a text too large has none."""
    try:
        tokens = with_scales(with_matrices(plain_tokens(text, start, end)))
        tokens = merge_number_words(with_irrationals(with_mixed_numbers(tokens)))
    except TooBig:
        return []
    tokens = with_mixed_units(_tidied(tokens))
    if may_hold_formula(text, start, end):
        tokens = with_formulas(tokens, text, "formula")
    terms: list[Term] = []
    at = 0
    while at < len(tokens) and len(terms) < MAX_TERMS:
        token = tokens[at]
        if at and tokens[at - 1].text in PER and (powered := powered_term(tokens, at)) is not None:
            terms.append(powered[0])
            at += powered[1]
            continue
        plain = _plain_word(token.text) if token.kind == "word" else None
        if plain is not None:
            if plain[0]:
                terms.append(Term(*plain, token.start, token.end))
            at += 1
            continue
        term, width = _term(tokens, at, text)
        if term is not None:
            terms.append(_in_context(term, terms, tokens, at))
        at += width
    terms = with_stand_ins(terms, text, start, end)
    return with_points(terms, tokens) if text.count("=", start, end) > 1 else terms


@lru_cache(maxsize=8_192)
def _plain_word(text: str) -> tuple[str, str] | None:
    """Tell kind and spelling of a word that reads alike wherever it stands, as most do.

    A stop word has no kind; None for what its neighbours tell.
    """
    if len(text) < 2 or not (text.isalpha() and text.islower()):
        return None
    canonical = canonical_word(text)
    if canonical in TURNS_AT or text in _IN_CONTEXT or canonical in _IN_CONTEXT:
        return None
    if canonical in STOP_WORDS:
        return "", ""
    return "weak" if canonical in WEAK_WORDS else "word", canonical


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


def _in_context(term: Term, terms: list[Term], tokens: list[Token], at: int) -> Term:
    """Read a term by what stands before it: the "long" of "8 cm long" is a length."""
    noun = MEASURED.get(tokens[at].text.lower())
    if noun is not None and any(before.kind == "number" for before in terms[-2:]):
        if terms[-1].end <= term.start <= terms[-1].end + 1:
            return term._replace(text=canonical_word(noun))
    if term.text == "left" and _ends_count(terms, tokens, at):
        return term._replace(text=_REMAIN)  # 12 dollars left
    if term.text == "left" and _is_departure(tokens, at):
        return term._replace(text=_LEAVE)  # the train left before noon
    if term.text == "equal" and terms and terms[-1].text in _MULTIPLES:
        return term._replace(kind="weak")  # twice as long as
    return _in_list(term, terms, tokens, at)


def _ends_count(terms: list[Term], tokens: list[Token], at: int) -> bool:
    is_end = at + 1 >= len(tokens) or tokens[at + 1].kind in ("sep", "other")
    return is_end and any(term.kind == "number" for term in terms[-2:])


def _is_departure(tokens: list[Token], at: int) -> bool:
    """Tell the verb "left" from the side, by what stands around it."""
    before, behind = tokens[at - 1 : at], tokens[at + 1 : at + 2]
    if not at or not before or before[0].kind not in ("word", "sym") or not behind:
        return False
    return before[0].text.lower() not in _BEFORE_SIDES and behind[0].text.lower() in _BEHIND_LEFT


_BEFORE_SIDES = frozenset(
    "the on at to from far upper lower bottom top its his her their your my and or is are was were "
    "a of in with directly immediately just".split()
)
_BEHIND_LEFT = frozenset("before after at for from early late home when without".split())
_LEAVE = canonical_word("leave")
_REMAIN = canonical_word("remain")
_MULTIPLES = canonical_words("twice half third times triple")


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
    if token.kind == "sym" and (letters := _lettered(tokens, at, text)) is not None:
        return letters
    if (glued := glued_term(tokens, at, text)) is not None:
        return glued
    if token.kind == "cmd" and COMMANDS[token.text] == ("/", 2):
        return fraction_term(tokens, at)
    may_be_time = token.text in CLOCK_WORDS or token.kind in ("num", "exact")
    if may_be_time and (spoken := spoken_clock(tokens, at)) is not None:
        return spoken
    return _plain_term(tokens, at, text)


def _plain_term(tokens: list[Token], at: int, text: str) -> tuple[Term | None, int]:
    """Read a token by its kind alone."""
    token = tokens[at]
    if token.kind == "exact" and (spelled := _spelled(tokens, at, text)) is not None:
        return spelled
    if token.kind in ("num", "exact", "vulgar"):
        return number_term(tokens, at, text)
    if token.kind == MATRIX:
        return Term("word", token.text, token.start, token.end), 1
    if token.kind == MATRIX:
        return Term("word", token.text, token.start, token.end), 1
    if token.kind == "mark":
        return marked_term(tokens, at, token.text)
    if token.kind in ("rel", "op"):
        return _sign(tokens, at, text)
    if token.kind == "word" or (token.kind in ("fn", "sep") and token.text.isalpha()):
        return _word(tokens, at, text)
    if token.kind in ("sym", "letter"):
        indexed = indexed_term(tokens, at)
        return indexed if indexed is not None else (letter_term(tokens, at), 1)
    return None, 1


def _lettered(tokens: list[Token], at: int, text: str) -> tuple[Term, int] | None:
    """Read the P of "P(red)", and "y-axis"."""
    token = tokens[at]
    if token.text in TURNS_AT:
        return _turn(tokens, at, token.text, text)
    if token.text == "P" and _holds_words(tokens, at + 1):
        return Term("word", _PROBABILITY, token.start, token.end), 1
    return None


def _sign(tokens: list[Token], at: int, text: str) -> tuple[Term | None, int]:
    """Read a relation as its word, a plus as a total, a bar between words as a division."""
    token = tokens[at]
    if token.kind == "rel" and token.text in SIGN_WORDS:
        kind = "weak" if token.text == "=" else "word"
        word = canonical_word(SIGN_WORDS[token.text])
        lead = "than" if token.text in "<>" else ""
        return Term(kind, word, token.start, token.end, lead=lead), 1
    if token.text == "/" and _is_quotient(tokens, at):
        return Term("word", "divided_by", token.start, token.end), 1
    if token.text == "+":
        return Term("weak", _TOTAL, token.start, token.end, lead="+"), 1
    written = text[token.start : token.end]
    if written.isalpha():  # intersection
        named = token._replace(kind="word", text=written)
        return _word([*tokens[:at], named, *tokens[at + 1 :]], at, text)
    return None, 1


def _spelled(tokens: list[Token], at: int, text: str) -> tuple[Term | None, int] | None:
    """Read a number word that is no number: "the lowest one", "one another", "half of"."""
    if _is_pronoun(tokens, at, text):
        return None, 1
    if _is_one_another(tokens, at, text):
        return Term("weak", "each_other", tokens[at].start, tokens[at + 1].end), 2
    share = _share_word(tokens, at, text)
    return None if share is None else (share, 1)


def _is_pronoun(tokens: list[Token], at: int, text: str) -> bool:
    """Tell the "one" of "the lowest one" from a number."""
    token = tokens[at]
    if not at or tokens[at - 1].kind != "word" or text[token.start : token.end].lower() != "one":
        return False
    is_content = canonical_word(tokens[at - 1].text) not in STOP_WORDS
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    return is_content and (behind is None or behind.kind != "word" or behind.text in _COPULAS)


def _is_one_another(tokens: list[Token], at: int, text: str) -> bool:
    behind = tokens[at + 1 : at + 2]
    is_one = text[tokens[at].start : tokens[at].end].lower() == "one"
    return is_one and len(behind) > 0 and behind[0].text.lower() == "another"


_COPULAS = frozenset("is was has had".split())


def _share_word(tokens: list[Token], at: int, text: str) -> Term | None:
    """Read the "half" of "half the inscribed angle" as a predicate, not as the number 1/2."""
    token = tokens[at]
    word = _SHARE_WORDS.get(text[token.start : token.end].lower())
    behind = tokens[at + 1 : at + 3]
    if word is None or not behind or behind[0].text.lower() not in ("of", "the", "as", "that"):
        return None
    return Term("word", word, token.start, token.end)


def _word(tokens: list[Token], at: int, source: str) -> tuple[Term | None, int]:
    token = tokens[at]
    text = token.text[:-2] if token.text.endswith(("'s", "’s")) else token.text
    mark = _MARK_WORDS.get(text.lower())
    if mark is not None and at + 1 < len(tokens) and is_named(tokens[at + 1], mark):
        return marked_term(tokens, at, mark)
    if mark == "∠" and (corner := angle_at(tokens, at)) is not None:
        return corner
    if text.isupper() and 1 < len(text) <= 5 and text.isalpha() and text not in _SHORT_WORDS:
        return Term("entity", canonical_name(text), token.start, token.end), 1
    if (date := date_term(tokens, at)) is not None:
        return date, 1
    canonical = canonical_word(text)
    if canonical in TURNS_AT and (turn := _turn(tokens, at, canonical, source)) is not None:
        return turn
    lower = text.lower()
    if lower in _DEGREE_WORDS and at + 1 < len(tokens):
        degree = JOINED_DEGREES.get((lower, tokens[at + 1].text.lower()))
        if degree is not None:
            return Term("word", degree, token.start, tokens[at + 1].end), 2
    if lower == "as" and _compares_alike(tokens, at):
        return Term("word", "equal", token.start, tokens[at + 2].end), 3
    if lower == "not" and at + 1 < len(tokens) and tokens[at + 1].text in ("as", "so"):
        if _compares_alike(tokens, at + 1):
            degree = LESS_BY[tokens[at + 2].text.lower()]
            return Term("word", degree, token.start, tokens[at + 2].end, lead="as"), 3
    if canonical in STOP_WORDS:
        return None, 1
    kind = "weak" if canonical in WEAK_WORDS else "word"
    return Term(kind, canonical, token.start, token.end), 1


_SHORT_WORDS = frozenset(("GCD", "GCF", "HCF", "LCM"))
_TOTAL = canonical_word("total")
_DEGREE_WORDS = frozenset(word for word, _ in JOINED_DEGREES)
_PROBABILITY = canonical_word("probability")
# What is read by what stands beside it.
_IN_CONTEXT = _DEGREE_WORDS.union(_MARK_WORDS, MEASURED, ("as", "left", "equal", "quarter"))


def _turn(tokens: list[Token], at: int, first: str, source: str) -> tuple[Term, int] | None:
    """Read a turn of phrase as the word it stands for."""
    if at + 1 == len(tokens):
        return None
    second = turned_word(source[tokens[at + 1].start : tokens[at + 1].end])
    for words, meant in TURNS_AT[first]:
        low = at + 1
        if second in _PARTING and len(words) == _PAIR and low + 1 < len(tokens):
            low += 1  # take it in
        end = low + len(words) - 1
        if (low == at + 1 and words[1] != second) or end > len(tokens):
            continue
        if all(
            turned_word(source[token.start : token.end]) == word
            for token, word in zip(tokens[low:end], words[1:], strict=True)
        ):
            kind = "weak" if meant in WEAK_WORDS else "word"
            return Term(kind, meant, tokens[at].start, tokens[end - 1].end), end - at
    return None


_PARTING = frozenset({"it", "them"})
_PAIR = 2


def _compares_alike(tokens: list[Token], at: int) -> bool:
    """Tell "as long as"."""
    words = [token.text.lower() for token in tokens[at + 1 : at + 3]]
    return len(words) == 2 and words[0] in ADJECTIVES and words[1] == "as"


def _is_quotient(tokens: list[Token], at: int) -> bool:
    """Tell the bar of "density = mass / volume" from that of "and/or"."""
    sides = tokens[at - 1 : at] + tokens[at + 1 : at + 2]
    has_words = len(sides) == 2 and all(side.kind == "word" for side in sides)
    return has_words and any(token.text == "=" for token in tokens[max(at - _NEAR, 0) : at])


def _holds_words(tokens: list[Token], at: int) -> bool:
    """Tell the bracket of P(red) from that of P(A) and P(2)."""
    inside = tokens[at : at + 2]
    return (
        len(inside) == 2
        and inside[0].text == "("
        and inside[1].kind == "word"
        and len(inside[1].text) > 1
        and inside[1].text.islower()
    )
