"""Read the numbers of a sentence: sign, fraction bar, percent sign, unit, and what they count."""

from __future__ import annotations

from fractions import Fraction

from stepreward.algebra.exact import is_moderate
from stepreward.algebra.lexicon import VULGAR_FRACTIONS
from stepreward.algebra.numerals import read_number
from stepreward.algebra.tokens import Token
from stepreward.algebra.tree import NotMath, Number, TooBig
from stepreward.algebra.units import UNITS, read_unit
from stepreward.algebra.words import SCALES
from stepreward.claims.clock import clock_term
from stepreward.claims.coefficients import ROOTS, is_multiplied
from stepreward.claims.spelling import canonical_word
from stepreward.claims.term import Term
from stepreward.claims.vocabulary import STOP_WORDS

_MAX_ARTICLE_NUMBER = 10
_MAX_UNIT = 9  # tokens
_UNIT_PARTS = frozenset({"square", "cubic", "per", "squared", "cubed"})
_LEADS = frozenset({"by", "to", "from"})
_EACH = frozenset({"a", "an", "each", "every"})
_ABOUT = frozenset("about approximately roughly around nearly almost ≈ ~".split())
_ROOTS = ROOTS | {"∛", "∜", "cbrt"}
_ENDS_QUANTITY = frozenset({"num", "exact", "close", "sym", "post", "vulgar"})


def number_term(tokens: list[Token], at: int, text: str) -> tuple[Term | None, int]:
    """Read a number with its sign, fraction bar, percent sign or unit."""
    token = tokens[at]
    value, places = _value(token)
    if value is None:
        return None, 1
    start, width = token.start, 1
    before = tokens[at - 1] if at else None
    if (sign := _sign_before(tokens, at)) is not None:
        value, start = -value, sign.start
    if found := clock_term(tokens, at) or _ratio(tokens, at):
        return found
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
    money = before.text if before is not None and before.kind == "unit" else ""
    words, unit_width = _unit_words(tokens, at + width, tokens[at + width - 1].end, money)
    unit = read_unit(_scale(words)) if words else None
    if unit is None and money:
        words, unit = (), UNITS.get(money)  # $30
    behind_unit = at + width + (unit_width if unit is not None and words else 0)
    is_operand = _is_operand(tokens, at, behind_unit if money else at + width)
    is_operand = is_operand or (width > 1 and _is_worked_out(tokens, at + width, value))
    end = tokens[behind_unit - 1].end
    nouns = _nouns(tokens, behind_unit) if unit is None else ()
    lead = _lead(tokens, at)
    if places is None and _is_about(tokens, at):
        places = 0
    bare = _bare(token, text)
    term = Term(kind, "", start, end, value, unit, places, is_operand, nouns, bare, lead)
    return term, behind_unit - at


def fraction_term(tokens: list[Token], at: int) -> tuple[Term | None, int]:
    r"""Read \frac{3}{8} as one number, and \frac38."""
    top, bottom, width = _fraction(tokens, at)
    if top is None or not bottom:
        return None, 1
    value, start = Fraction(top) / bottom, tokens[at].start
    if (sign := _sign_before(tokens, at)) is not None:
        value, start = -value, sign.start
    is_operand = _is_operand(tokens, at, at + width)
    end = tokens[at + width - 1].end
    return Term("number", "", start, end, value, None, None, is_operand), width


def _lead(tokens: list[Token], at: int) -> str:
    """Find the "by" of "by 6 degrees" and of "by $6"."""
    at -= 1 + (at > 1 and tokens[at - 1].kind == "unit")
    word = tokens[at].text.lower() if at >= 0 else ""
    return word if word in _LEADS else ""


def _is_about(tokens: list[Token], at: int) -> bool:
    """Tell the whole number of "about 84" and of "≈ $84", which may be rounded."""
    at -= 1 + (at > 1 and tokens[at - 1].kind == "unit")
    return at >= 0 and tokens[at].text.lower() in _ABOUT


def _fraction(tokens: list[Token], at: int) -> tuple[Number | None, Number | None, int]:
    """Find the two numbers of a fraction, and how many tokens it takes."""
    texts = [token.text for token in tokens[at + 1 : at + 7]]
    if len(texts) == 6 and texts[0] == texts[3] == "{" and texts[2] == texts[5] == "}":
        return _value(tokens[at + 2])[0], _value(tokens[at + 5])[0], 7
    digits = texts[0].rstrip(".") if texts else ""
    if len(digits) == 2 and digits.isdecimal():
        return int(digits[0]), int(digits[1]), 2
    return None, None, 1


def _bare(token: Token, text: str) -> Number | None:
    """Give the number in digits that a word such as "million" multiplies."""
    written = text[token.start : token.end]
    words = written.split()
    if token.kind != "exact" or words[-1].lower() not in SCALES:
        return None
    if not words[0].replace(",", "").replace(".", "", 1).isdecimal():
        return None  # 0x1² hundred
    return _value(Token("num", words[0], token.start, token.end))[0]


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
        if token.kind != "word" or word in STOP_WORDS:
            break
        if not found and (word == "than" or token.text[0].isupper()):
            break  # higher in 2005 than in 2001
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


def _sign_before(tokens: list[Token], at: int) -> Token | None:
    """Find the minus of -3, of "= - 3" and of "negative 3"."""
    before = tokens[at - 1] if at else None
    if before is None or before.text != "-" or not _is_sign(tokens, at - 1):
        return None
    is_equated = at > 1 and tokens[at - 2].kind == "rel"
    is_word = before.end - before.start > 1
    return before if is_equated or is_word or before.end == tokens[at].start else None


def _is_sign(tokens: list[Token], at: int) -> bool:
    """Tell a minus sign from a subtraction."""
    return at == 0 or tokens[at - 1].kind not in _ENDS_QUANTITY


def _is_operand(tokens: list[Token], at: int, behind: int) -> bool:
    """Tell a number that an operator, a root or a fraction bar touches."""
    after = tokens[behind] if behind < len(tokens) else None
    at -= at > 0 and tokens[at - 1].kind == "unit" and tokens[at - 1].end <= tokens[at].start
    before = tokens[at - 1] if at else None
    is_boxed = at > 1 and tokens[at - 2].kind == "wrap"
    if before is not None and (
        (before.text == "{" and not is_boxed)
        or _is_under_root(tokens, at)
        or (before.kind == "op" and not _is_sign(tokens, at - 1))
    ):
        return True
    if _is_in_proportion(tokens, at, behind):
        return True
    if after is None:
        return False
    if any(token.text == "modulo" for token in tokens[behind : behind + 2]):
        return True
    if "/" in tokens[behind - 1].text and is_multiplied(after):
        return True
    if after.kind == "op":
        return after.text != "-" or _starts_number(tokens, behind + 1)
    is_glued = after.start == tokens[behind - 1].end
    return after.kind in ("cmd", "fn") or (is_glued and after.kind in ("sym", "open"))


def _is_in_proportion(tokens: list[Token], at: int, behind: int) -> bool:
    """Tell the 3 and the 4 of 3 : 4; a label has no blank before its colon."""
    return any(
        0 < colon < len(tokens) - 1
        and tokens[colon].kind == "colon"
        and tokens[colon - 1].end < tokens[colon].start < tokens[colon + 1].start - 1
        and tokens[colon - 1].kind == tokens[colon + 1].kind == "num"
        for colon in (at - 1, behind)
    )


def _is_worked_out(tokens: list[Token], at: int, value: Number) -> bool:
    """Tell 180/3 = 60, whose quotient stands behind the sign, with its unit."""
    if at + 1 >= len(tokens) or tokens[at].text != "=":
        return False
    return _value(tokens[at + 1])[0] == value


def _is_under_root(tokens: list[Token], at: int) -> bool:
    """Tell the 3 of √3, of √(3) and of sqrt(3)."""
    at -= at > 1 and tokens[at - 1].text == "("
    return tokens[at - 1].text in _ROOTS


def _starts_number(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].kind in ("num", "exact", "cmd")


def _unit_words(tokens: list[Token], at: int, end: int, money: str) -> tuple[tuple[str, ...], int]:
    """Collect "km / h" behind a number and count its tokens; one letter only behind a space.

    ``money`` is the currency before the number, of "$12 an hour".
    """
    words: list[str] = [money] if money else []
    width = 0  # up to the last word that is kept
    for here, token in enumerate(tokens[at : at + _MAX_UNIT], start=1):
        if (token.text == "{" and words[-1:] == ["^"]) or (token.text == "}" and "^" in words[-2:]):
            width = here if token.text == "}" else width
            continue  # cm^{3}
        is_unit = token.text in UNITS or token.text.lower() in UNITS
        if token.text == "in" and (words or _is_prepositional(tokens, token)):
            break  # 34 °C in July
        if words and token.text in _EACH and _is_unit(tokens, at + here):
            words.append("per")  # miles an hour
            continue
        is_word = is_unit or token.text in _UNIT_PARTS
        is_letter = token.kind in ("sym", "letter") and is_unit and (token.start > end or words)
        if (token.kind in ("word", "fn") and is_word) or is_letter:
            words.append(token.text)
        elif token.text in ("/", "^") and words:
            words.append(token.text)
        elif token.text.rstrip(".") in ("2", "3") and words[-1:] == ["^"]:
            words.append(token.text[0])  # a full stop may end the sentence
        elif token.text == "°" and not words:
            words.append("degree")
        elif words == ["degree"] and token.text in ("C", "F"):
            words.append(token.text)
        else:
            break
        width = here
    while words and words[-1] in ("/", "^", "per"):
        words.pop()
        width -= 1
    return tuple(words), width


def _is_unit(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].text.lower() in UNITS


def _is_prepositional(tokens: list[Token], token: Token) -> bool:
    """Tell the "in" of "5 in the box" from inches."""
    behind = next((other for other in tokens if other.start >= token.end), None)
    return behind is not None and behind.kind in ("word", "sym", "letter", "num", "exact")
