"""Numbers and operations in English words: "twenty-five", "3 million", "two thirds"."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType

from stepreward.algebra.tokens import Token
from stepreward.algebra.tree import Number

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()

SMALL = MappingProxyType(
    {word: value for value, word in enumerate(_ONES)}
    | {word: 10 * tens for tens, word in enumerate(_TENS, 2)}
)
SCALES = MappingProxyType(
    {
        "hundred": 100,
        "thousand": 1_000,
        "million": 1_000_000,
        "billion": 1_000_000_000,
        "trillion": 1_000_000_000_000,
        "dozen": 12,
        "dozens": 12,
    }
)
ORDINALS = tuple(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
)
PARTS = MappingProxyType(
    {"half": Fraction(1, 2), "halves": Fraction(1, 2)}
    | {"quarter": Fraction(1, 4), "quarters": Fraction(1, 4)}
    | {"hundredth": Fraction(1, 100), "hundredths": Fraction(1, 100)}
    | {word: Fraction(1, bottom) for bottom, word in enumerate(ORDINALS[2:], 3)}
    | {word + "s": Fraction(1, bottom) for bottom, word in enumerate(ORDINALS[2:], 3)}
)
_TENS_OF_ORDINALS = frozenset(range(20, 100, 10))
_ORDINAL_ENDS = frozenset(ORDINALS[:9])
MULTIPLES = MappingProxyType({"twice": 2, "double": 2, "thrice": 3, "triple": 3, "quadruple": 4})
_SINGLE_SCALES = frozenset({"hundred", "thousand", "dozen", "million"})
_DETERMINERS = frozenset(
    "the this that every each another per his her its their my our your full whole first last "
    "next".split()
)
_MAX_WORDS = 60  # of one number; "one hundred hundred …" would grow with each
NUMBER_WORDS = frozenset(SMALL) | frozenset(SCALES) | frozenset(PARTS)


def merge_number_words(tokens: list[Token], *, with_digits: bool = True) -> list[Token]:
    """Replace runs of English number words by number tokens.

    ``with_digits`` reads "3 million" as one number too; without it, million stays a unit.

    >>> from stepreward.algebra.tokens import tokenize
    >>> [token.text for token in merge_number_words(tokenize("two thirds of twenty-five"))]
    ['2/3', 'of', '25']
    """
    if not any(token.kind == "word" and token.text.lower() in NUMBER_WORDS for token in tokens):
        return tokens
    merged: list[Token] = []
    at = 0
    while at < len(tokens):
        found = _number_at(tokens, at, with_digits)
        if found is None:
            merged.append(tokens[at])
            at += 1
        else:
            token, at = found
            merged.append(token)
    return merged


def _number_at(tokens: list[Token], at: int, with_digits: bool) -> tuple[Token, int] | None:
    """Read the longest number that starts here: its token and the index behind it."""
    start = tokens[at].start
    lead = _word(tokens, at)
    is_digit = tokens[at].kind == "num"
    if is_digit and not with_digits:
        return None
    if is_digit and _word(tokens, at + 1) not in SCALES and _word(tokens, at + 1) != "and":
        return None
    if lead in ("a", "an") and _word(tokens, at + 1) in _SINGLE_SCALES:
        at += 1
        total, behind = _whole(tokens, at, 1)
    elif lead in _SINGLE_SCALES and _word(tokens, at - 1) in _DETERMINERS:
        total, behind = _whole(tokens, at, 1)  # the hundred pages
    elif is_digit:
        total, behind = _whole(tokens, at + 1, _digits(tokens[at].text))
    elif lead in SMALL:
        total, behind = _whole(tokens, at, None)
    elif lead in PARTS and not lead.endswith("s"):
        if _word(tokens, at - 1) in ("a", "an", "one") or lead == "half":
            behind = at + 1 + (lead == "half" and _word(tokens, at + 1) in ("a", "an"))
            return _scaled(tokens, PARTS[lead], start, behind)
        return None
    else:
        return None
    return _with_part(tokens, start, total, behind)


def _with_part(
    tokens: list[Token], start: int, total: Number, behind: int
) -> tuple[Token, int] | None:
    """Read on to "thirds", "and a half", "and five elevenths"; a hyphen may stand between."""
    at = behind
    if _is_hyphen(tokens, at):
        at += 1
    part = _word(tokens, at)
    if at > behind and total in _TENS_OF_ORDINALS and part in _ORDINAL_ENDS:
        return None  # twenty-first
    if part in PARTS and total.denominator == 1:
        return _scaled(tokens, total * PARTS[part], start, at + 1)
    if _word(tokens, behind) == "and" and total.denominator == 1:
        following = _fraction_at(tokens, behind + 1)
        if following is not None:
            share, end = following
            scale = SCALES.get(_word(tokens, end), 1)
            end += scale > 1
            return _token((total + share) * scale, start, tokens[end - 1]), end
    if behind and tokens[behind - 1].kind == "num":
        return None  # digits alone stay as they are
    return _token(total, start, tokens[behind - 1]), behind


def _scaled(tokens: list[Token], share: Fraction, start: int, behind: int) -> tuple[Token, int]:
    """Read on to "of a million", where a share is followed by it."""
    at = behind + (_word(tokens, behind) == "of")
    at += _word(tokens, at) in ("a", "an", "one")
    scale = SCALES.get(_word(tokens, at))
    if scale is None or (at == behind and share.denominator != 2):
        return _token(share, start, tokens[behind - 1]), behind
    return _token(share * scale, start, tokens[at]), at + 1


def _fraction_at(tokens: list[Token], at: int) -> tuple[Fraction, int] | None:
    """Read "a half", "five elevenths" or "two-thirds" as a proper fraction."""
    word = _word(tokens, at)
    count = 1 if word in ("a", "an", "one") else SMALL.get(word, 0)
    if not count:
        return None
    at += 1
    if _is_hyphen(tokens, at):
        at += 1
    part = PARTS.get(_word(tokens, at))
    if part is None or count * part >= 1:
        return None
    return count * part, at + 1


def _is_hyphen(tokens: list[Token], at: int) -> bool:
    return (
        0 < at < len(tokens) and tokens[at].text == "-" and tokens[at - 1].end == tokens[at].start
    )


def _whole(tokens: list[Token], at: int, first: Number | None) -> tuple[Number, int]:
    """Add up "two hundred and five thousand": done, hundreds below a thousand, running group."""
    total: Number = 0
    group: Number = 0 if first is None else first
    has_units = first is not None
    end = min(at + _MAX_WORDS, len(tokens))
    while at < end:
        word = _word(tokens, at)
        if word in SMALL and (not has_units or _fits(group, SMALL[word])):
            group += SMALL[word]
            has_units = True
        elif word in ("hundred", "dozen", "dozens") and has_units:
            group *= SCALES[word]
        elif word in SCALES and has_units:
            total += group * SCALES[word]
            group = 0
        elif not _joins(tokens, at, total + group):
            break
        at += 1
    return total + group, at


def _fits(group: Number, value: int) -> bool:
    """Tell whether "twenty" may take "five", or "hundred" may take "twelve"."""
    if value == 0 or group.denominator != 1:
        return False
    if value < 10:
        return group % 10 == 0 and group % 100 != 10
    return group % 100 == 0


def _joins(tokens: list[Token], at: int, so_far: Number) -> bool:
    """Pass over the hyphen of "twenty-five" and the "and" of "one hundred and five"."""
    following = _word(tokens, at + 1)
    if following not in SMALL or not _fits(so_far, SMALL[following]):
        return False
    token = tokens[at]
    if token.text == "-" and tokens[at - 1].end == token.start:
        return True
    return token.text == "and" and _word(tokens, at - 1) in ("hundred", "thousand", "million")


def _word(tokens: list[Token], at: int) -> str:
    if not 0 <= at < len(tokens):
        return ""
    token = tokens[at]
    return token.text.lower() if token.kind in ("word", "sep", "sym", "letter") else ""


def _digits(text: str) -> Fraction:
    plain = text.replace(",", "").rstrip(".")
    is_short = len(plain) < 30 and plain.replace(".", "", 1).isdecimal()
    return Fraction(plain) if is_short else Fraction(0)


def _token(value: Number, start: int, last: Token) -> Token:
    return Token("exact", str(value), start, last.end)
