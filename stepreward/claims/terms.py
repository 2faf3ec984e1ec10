"""Read a sentence as terms: content words in one spelling, entities, numbers."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from stepreward.algebra.exact import is_moderate
from stepreward.algebra.lexicon import COMMANDS, VULGAR_FRACTIONS
from stepreward.algebra.numerals import read_number
from stepreward.algebra.tokens import Token, tokenize
from stepreward.algebra.tree import NotMath, Number, TooBig
from stepreward.algebra.units import UNITS, Unit, read_unit
from stepreward.algebra.words import merge_number_words
from stepreward.claims.spelling import canonical_name, canonical_word
from stepreward.claims.vocabulary import PHRASES, STOP_WORDS, WEAK_WORDS

MAX_TERMS = 600  # of one sentence
_MAX_ANGLE_NUMBER = 30
_MAX_ARTICLE_NUMBER = 10

_SIGN_WORDS = {
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
_LEADS = frozenset({"by", "to", "from"})
_SHARE_WORDS = {"half": "half"}
_MARK_WORDS = {"angle": "∠", "angles": "∠", "triangle": "△", "triangles": "△"}
_ENDS_QUANTITY = frozenset({"num", "exact", "close", "sym", "post", "vulgar"})


class Term(NamedTuple):
    """One content word, entity or number; ``start:end`` slices it out of the text.

    ``kind`` is "word", "weak" (a word that may be missing), "entity" or "number". A number carries
    its ``value``, the decimals it was written with, its ``unit``, and the ``nouns`` that follow it;
    one that an operator touches is an operand and states no value of its own.
    """

    kind: str
    text: str
    start: int
    end: int
    value: Number | None = None
    unit: Unit | None = None
    places: int | None = None
    is_operand: bool = False
    nouns: tuple[str, ...] = ()
    bare: Number | None = None  # the 12.4 of "12.4 million"
    lead: str = ""  # the "by" of "by 6 degrees"


def read_terms(text: str, start: int, end: int) -> list[Term]:
    """Read the terms between two positions, in order; a text too large has none."""
    try:
        tokens = merge_number_words(tokenize(text, start, end))
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
    return terms


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
    if token.text == "(" and (point := _point(tokens, at)) is not None:
        return point
    if (call := _CALL.match(text, token.start)) is not None and token.kind in ("sym", "fn", "word"):
        return _glued_name(tokens, at, call)
    if token.text[0].isupper() and (formula := _FORMULA.match(text, token.start)) is not None:
        return _glued_name(tokens, at, formula)
    if token.kind == "cmd" and COMMANDS[token.text] == ("/", 2):
        return _fraction(tokens, at)
    if token.kind == "exact" and _is_pronoun(tokens, at, text):
        return None, 1
    if token.kind == "exact" and (share := _share_word(tokens, at, text)) is not None:
        return share, 1
    if token.kind in ("num", "exact", "vulgar"):
        return _number(tokens, at, text)
    if token.kind == "mark":
        return _marked(tokens, at, token.text)
    if token.kind == "rel" and token.text in _SIGN_WORDS:
        kind = "weak" if token.text == "=" else "word"
        return Term(kind, canonical_word(_SIGN_WORDS[token.text]), token.start, token.end), 1
    if token.kind == "word" or (token.kind in ("fn", "sep") and token.text.isalpha()):
        return _word(tokens, at)
    if token.kind in ("sym", "letter"):
        indexed = _indexed(tokens, at)
        return indexed if indexed is not None else (_letter(tokens, at), 1)
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


def _indexed(tokens: list[Token], at: int) -> tuple[Term, int] | None:
    """Read a_5 and a_{5} as one entity."""
    texts = [token.text for token in tokens[at : at + 5]]
    if len(texts) < 3 or texts[1] != "_":
        return None
    if texts[2] == "{" and texts[4:5] == ["}"]:
        return Term("entity", f"{texts[0]}_{texts[3]}", tokens[at].start, tokens[at + 4].end), 5
    if texts[2] != "{":
        return Term("entity", f"{texts[0]}_{texts[2]}", tokens[at].start, tokens[at + 2].end), 3
    return None


# Names with numbers in them, and points.


_FORMULA = re.compile(r"(?=[A-Za-z0-9₀-₉]*[0-9₀-₉])(?:[A-Z][a-z]?[0-9₀-₉]{0,3}){1,6}(?![\w(_^])")
_CALL = re.compile(r"[A-Za-z]['′]{0,2}\([^()=<>]{1,14}\)")
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def _glued_name(tokens: list[Token], at: int, formula: re.Match[str]) -> tuple[Term, int]:
    """Read H2SO4, R2, Q3, f(2) and P(A|B) as one entity."""
    behind = at
    while behind < len(tokens) and tokens[behind].start < formula.end():
        behind += 1
    name = "".join(formula[0].translate(_LOWERED).split())
    return Term("entity", name, *formula.span()), max(behind - at, 1)


def _point(tokens: list[Token], at: int) -> tuple[Term, int] | None:
    """Read (3, -4) as one term: its numbers do not change places."""
    name: list[str] = []
    here = at + 1
    while here < len(tokens) and here < at + 12:
        token = tokens[here]
        if token.text == ")":
            is_point = name.count(",") >= 1 and name[-1] != ","
            text = f"({''.join(name)})"
            return (
                (Term("word", text, tokens[at].start, token.end), here + 1 - at)
                if is_point
                else None
            )
        if token.kind == "num" or token.text in (",", "-"):
            name.append(token.text.rstrip(".") if token.kind == "num" else token.text)
        else:
            return None
        here += 1
    return None


# Numbers.


def _number(tokens: list[Token], at: int, text: str) -> tuple[Term | None, int]:
    """Read a number with its sign, fraction bar, percent sign or unit."""
    token = tokens[at]
    value, places = _value(token)
    if value is None:
        return None, 1
    start, width = token.start, 1
    before = tokens[at - 1] if at else None
    if (
        before is not None
        and before.text == "-"
        and before.end == start
        and _is_sign(tokens, at - 1)
    ):
        value, start = -value, before.start
    if ratio := _ratio(tokens, at):
        return ratio
    slash = tokens[at + 1 : at + 3]
    if len(slash) == 2 and slash[0].text == "/" and (bottom := _value(slash[1])[0]):
        value, places, width = Fraction(value) / bottom, None, 3
    behind = tokens[at + width] if at + width < len(tokens) else None
    if behind is not None and behind.text in ("%", "percent"):
        share = Fraction(value, 100)
        return Term("number", "%", start, behind.end, share, None, places), width + 1
    kind = "number"
    if token.kind == "exact" and before is not None and before.text.lower() == "the":
        kind = "weak" if value <= _MAX_ARTICLE_NUMBER else kind  # "the two lines"
    is_operand = _is_operand(tokens, at, at + width)
    words = _unit_words(tokens, at + width, tokens[at + width - 1].end)
    unit = read_unit(_scale(words)) if words else None
    if unit is None and before is not None and before.kind == "unit":
        unit = UNITS.get(before.text)  # $30
    behind_unit = at + width + (len(words) if words and unit is not None else 0)
    end = tokens[behind_unit - 1].end
    nouns = _nouns(tokens, behind_unit) if unit is None else ()
    lead = before.text.lower() if before is not None and before.text.lower() in _LEADS else ""
    bare = _bare(token, text)
    term = Term(kind, "", start, end, value, unit, places, is_operand, nouns, bare, lead)
    return term, behind_unit - at


def _bare(token: Token, text: str) -> Number | None:
    """Give the number in digits that a word such as "million" multiplies."""
    written = text[token.start : token.end]
    if token.kind != "exact" or not written[0].isdecimal():
        return None
    return _value(Token("num", written.split()[0], token.start, token.end))[0]


def _scale(words: tuple[str, ...]) -> tuple[str, ...]:
    """Read "degrees Celsius" and "° C" as one unit."""
    if len(words) == 2 and words[0].startswith("degree"):
        named = {"c": "celsius", "f": "fahrenheit", "k": "kelvin"}.get(
            words[1].lower(), words[1].lower()
        )
        return (named,) if named in ("celsius", "fahrenheit", "kelvin") else words
    return words


def _nouns(tokens: list[Token], at: int) -> tuple[str, ...]:
    """Name what a number counts: the words that follow it, up to three."""
    found: list[str] = []
    for token in tokens[at : at + 3]:
        word = canonical_word(token.text)
        if token.kind != "word" or word in STOP_WORDS or (not found and token.text[0].isupper()):
            break
        found.append(word)
    return tuple(found)


def _ratio(tokens: list[Token], at: int) -> tuple[Term, int] | None:
    """Read 2:5, 9:30 and, where a ratio is spoken of, "2 to 5" as one term."""
    parts = tokens[at : at + 3]
    if len(parts) == 3 and parts[1].text == "to" and parts[2].kind == parts[0].kind == "num":
        if any(token.text.lower() == "ratio" for token in tokens[:at]):
            name = f"{parts[0].text}:{parts[2].text.rstrip('.')}"
            return Term("word", name, parts[0].start, parts[2].end), 3
    is_ratio = len(parts) == 3 and parts[1].text == ":" and parts[2].kind == "num"
    if not is_ratio or parts[0].end != parts[1].start or parts[1].end != parts[2].start:
        return None
    name = f"{parts[0].text}:{parts[2].text.rstrip('.')}"
    return Term("word", name, parts[0].start, parts[2].end), 3


def _value(token: Token) -> tuple[Number | None, int | None]:
    if token.kind == "exact":
        value = Fraction(token.text)
        return (value.numerator if value.denominator == 1 else value), None
    if token.kind == "vulgar":
        return Fraction(*VULGAR_FRACTIONS[token.text]), None
    if token.kind != "num":
        return None, None
    try:
        node = read_number(token.text)
    except (NotMath, TooBig):
        return None, None
    written: Number = node.leaf  # type: ignore[assignment]  # a "num" holds a Number
    return (written, node.places) if is_moderate(written) else (None, None)


def _is_sign(tokens: list[Token], at: int) -> bool:
    """Tell a minus sign from a subtraction."""
    return at == 0 or tokens[at - 1].kind not in _ENDS_QUANTITY


def _is_operand(tokens: list[Token], at: int, behind: int) -> bool:
    """Tell a number that an operator, a root or a fraction bar touches."""
    before = tokens[at - 1] if at else None
    is_boxed = at > 1 and tokens[at - 2].kind == "wrap"
    if before is not None and (
        (before.text == "{" and not is_boxed)
        or (before.kind == "op" and not _is_sign(tokens, at - 1))
    ):
        return True
    after = tokens[behind] if behind < len(tokens) else None
    if after is None:
        return False
    if after.kind == "op":
        return after.text != "-" or _starts_number(tokens, behind + 1)
    is_glued = after.start == tokens[behind - 1].end
    return after.kind in ("cmd", "fn") or (is_glued and after.kind in ("sym", "open"))


def _starts_number(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].kind in ("num", "exact", "cmd")


def _unit_words(tokens: list[Token], at: int, end: int) -> tuple[str, ...]:
    """Collect "km / h" behind a number; one letter counts only behind a space."""
    words: list[str] = []
    for token in tokens[at : at + 7]:
        if (token.text == "{" and words[-1:] == ["^"]) or (token.text == "}" and "^" in words[-2:]):
            continue  # cm^{3}
        is_unit = token.text in UNITS or token.text.lower() in UNITS
        if token.text == "in" and (words or _is_prepositional(tokens, token)):
            break  # 34 °C in July
        is_word = is_unit or token.text in ("square", "cubic", "per")
        is_letter = token.kind in ("sym", "letter") and is_unit and (token.start > end or words)
        if (token.kind in ("word", "fn") and is_word) or is_letter:
            words.append(token.text)
        elif token.text in ("/", "^", "2", "3") and words:
            words.append(token.text)
        elif token.text == "°" and not words:
            words.append("degree")
        elif words == ["degree"] and token.text in ("C", "F"):
            words.append(token.text)
        else:
            break
    while words and words[-1] in ("/", "^", "per"):
        words.pop()
    return tuple(words)


def _is_prepositional(tokens: list[Token], token: Token) -> bool:
    """Tell the "in" of "5 in the box" from inches."""
    behind = next((other for other in tokens if other.start >= token.end), None)
    return behind is not None and behind.kind in ("word", "sym", "letter", "num")


def _fraction(tokens: list[Token], at: int) -> tuple[Term | None, int]:
    r"""Read \frac{3}{8} as one number."""
    texts = [token.text for token in tokens[at + 1 : at + 7]]
    if len(texts) == 6 and texts[0] == texts[3] == "{" and texts[2] == texts[5] == "}":
        top, bottom = _value(tokens[at + 2])[0], _value(tokens[at + 5])[0]
        if top is not None and bottom:
            value = Fraction(top) / bottom
            is_operand = _is_operand(tokens, at, at + 7)
            end = tokens[at + 6].end
            return Term("number", "", tokens[at].start, end, value, None, None, is_operand), 7
    return None, 1


# Words and names.


def _marked(tokens: list[Token], at: int, mark: str) -> tuple[Term | None, int]:
    """Read ∠ABC, ∠4 and △ABC as entities."""
    if at + 1 >= len(tokens):
        return None, 1
    name = tokens[at + 1]
    if name.kind in ("word", "sym", "letter") and name.text.isalpha() and len(name.text) <= 4:
        return Term("entity", canonical_name(name.text, mark), tokens[at].start, name.end), 2
    if mark == "∠" and name.kind == "num" and name.text.rstrip(".").isdecimal():
        return Term("entity", "∠" + name.text.rstrip("."), tokens[at].start, name.end), 2
    return None, 1


def _word(tokens: list[Token], at: int) -> tuple[Term | None, int]:
    token = tokens[at]
    text = token.text[:-2] if token.text.endswith(("'s", "’s")) else token.text
    mark = _MARK_WORDS.get(text.lower())
    if mark is not None and at + 1 < len(tokens) and _is_named(tokens[at + 1], mark):
        return _marked(tokens, at, mark)
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


def _is_named(token: Token, mark: str) -> bool:
    """Tell the name behind "angle" or "triangle"."""
    if token.kind == "num":
        return mark == "∠" and token.text.rstrip(".").isdecimal() and len(token.text) < 4
    size = 3 if mark == "△" else len(token.text)
    is_name = token.kind in ("word", "sym") and token.text.isupper() and token.text != "I"
    return is_name and len(token.text) == size <= 3


def _letter(tokens: list[Token], at: int) -> Term | None:
    """Read a single letter as an entity; "a", "I" and a leading "A" are words."""
    token = tokens[at]
    if token.text in ("a", "I", "i", "…") or not token.text.isalpha():
        return None
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.text == "A" and behind is not None and behind.kind == "word" and behind.text.islower():
        is_named = at > 0 and tokens[at - 1].kind == "word"
        if not is_named and behind.text not in ("is", "has", "and", "to", "lies", "was"):
            return None
    is_operand = behind is not None and behind.text == "^"
    return Term("entity", token.text, token.start, token.end, is_operand=is_operand)
