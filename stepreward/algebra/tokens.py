"""Cut mathematics in LaTeX, ASCII or Unicode into tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from stepreward.algebra.lexicon import (
    FUNCTION_ALIASES,
    FUNCTIONS,
    GLUED,
    SIGNS,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    VULGAR_FRACTIONS,
)
from stepreward.algebra.tree import MAX_TOKENS, TooBig
from stepreward.algebra.units import UNITS


class Token(NamedTuple):
    """One sign, number or word; ``start:end`` slices it out of the text."""

    kind: str
    text: str
    start: int
    end: int


_NUMBER = r"""
    0[xX][0-9a-fA-F]+(?![0-9A-Za-z])
  | (?: [1-9][0-9]{0,2} (?: (?: [,'’~_\u00a0\u2009\u202f] | (?:\{,\}|,?\\[!,;:])[ ]? | \\[ ]? )
      [0-9]{3}(?![0-9]) )+
      | [0-9]+ )
    (?: \.[0-9]* \\(?:overline|bar|dot)\s*(?:\{[0-9]+\}|[0-9]) | \.[0-9]+ | \.(?![0-9.\w\\]) )?
    (?: [eE][+-]?[0-9]+(?![\w.]) )?
  | \.[0-9]* \\(?:overline|bar|dot)\s*(?:\{[0-9]+\}|[0-9])
  | \.[0-9]+ (?: [eE][+-]?[0-9]+(?![\w.]) )?
"""

# Greek letters are signs of their own, superscripts are no letters.
_LETTERS = "a-zA-ZÀ-ÖØ-öø-ʯЀ-῿぀-ヿ㐀-鿿가-힯"

_TOKEN = re.compile(
    rf"""
    (?P<num>{_NUMBER})
  | (?P<text>\\(?:text|textbf|textit|textrm|textnormal|textsf|texttt|textsc|textup|mathrm|mbox
        |operatorname|mathop|mathsf|mathbf|mathit|boldsymbol|bm|mathbb)\*?\s*\{{
        (?P<inner>[^{{}}]{{0,400}}(?:\^\{{[-\d]{{1,3}}\}}[^{{}}]{{0,40}}){{0,4}})\}})
  | (?P<env>\\(?P<side>begin|end)\s*\{{(?P<name>[a-zA-Z]{{1,20}})\*?\}}
        (?:\s*\{{[lcr|\s]{{0,40}}\}})?)
  | (?P<cmd>\\(?:[a-zA-Z]+|[^a-zA-Z]))
  | (?P<word>μ[msgLlAVWF](?![a-zA-Z])|[kM]Ω|[{_LETTERS}]+(?:['\u2019](?:s|t|re|ve|ll|d|m)\b)?)
  | (?P<sup>[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱˣ]+)
  | (?P<sub>[₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₙₖₓᵢⱼ]+)
  | (?P<sign>\.\.\.|\+/-|\*\*|-->|==>|<=>|<=|>=|=<|!=(?!=)|<>|->|=>|==|:=|\+-|[^\s\w])
  | (?P<other>[^\s])
    """,
    re.VERBOSE,
)

# The same without names, and blanks too: all pieces of a text in one go. Most are single signs.
_PIECE = re.compile(r"[()\[\]{}^,;$&]|\s+|" + re.sub(r"\?P<\w+>", "?:", _TOKEN.pattern), re.VERBOSE)
_WHOLE = itemgetter(0)

_AND_OR = re.compile(r"(and|or)(?=[A-Z])")
_SEPARATORS = frozenset({"and", "or", "und", "et", "oder", "ou"})
_CONDITIONS = frozenset({"if", "otherwise", "else"})
_WORD_SIGNS = {
    "infinity": ("sym", "oo"),
    "inf": ("sym", "oo"),
    "infty": ("sym", "oo"),
    "oo": ("sym", "oo"),
    "union": ("op", "cup"),
    "intersection": ("op", "cap"),
    "choose": ("op", "choose"),
    "minus": ("op", "-"),
    "negative": ("op", "-"),
    "plus": ("op", "+"),
}
_LONG_WORD = 32  # letters; a longer one is no name we know
_UNIT_SIGNS = {"€": "eur", "£": "gbp", "¥": "yen", "₹": "inr", "¢": "cent", "₽": "rub", "₩": "krw"}
_UNIT_SIGNS |= {"℃": "celsius", "℉": "fahrenheit"}


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    r"""Cut ``text[start:end]`` into tokens; raise TooBig past MAX_TOKENS.

    >>> [token.text for token in tokenize(r"\frac12 x^2")]
    ['\\frac', '12', 'x', '^', '2']
    """
    stop = len(text) if end is None else end
    is_money = _is_money(text, start, stop)
    tokens: list[Token] = []
    append = tokens.append
    new = tuple.__new__  # what Token(…) does, at a third of its time
    low = start
    for piece in _pieces(text, start, stop):
        if piece == " ":
            low += 1
            continue
        high = low + len(piece)
        if "0" <= piece < ":":  # a digit leads
            append(new(Token, ("num", piece, low, high)))
        elif is_money and piece == "$":
            append(Token("unit", "dollar", low, high))
        else:
            found = _settled(piece) if high - low < _LONG_WORD else None
            if found is None:
                _add_unsettled(tokens, piece, low, text[high : high + 2])
            elif found[0] != "skip":
                append(new(Token, (found[0], found[1], low, high)))
        if len(tokens) > MAX_TOKENS:
            raise TooBig("more than 4,000 tokens")
        low = high
    return tokens


def _is_money(text: str, start: int, stop: int) -> bool:
    """Tell dollars from the fences of LaTeX: one alone, or all of them right before a digit."""
    count = text.count("$", start, stop)
    if count < 2:
        return count == 1
    at = text.find("$", start, stop)
    while at >= 0:
        if not "0" <= text[at + 1 : at + 2] < ":" or text[max(at - 1, start) : at].isalnum():
            return False
        at = text.find("$", at + 1, stop)
    return True


def _pieces(text: str, start: int, stop: int) -> Iterable[str]:
    """Cut a text without losing a character; a long one bit by bit, so that a cap can end it."""
    if stop - start <= MAX_TOKENS:
        return _PIECE.findall(text, start, stop)
    return map(_WHOLE, _PIECE.finditer(text, start, stop))


@lru_cache(maxsize=8_192)
def _settled(piece: str) -> tuple[str, str] | None:
    """Tell kind and text of a piece; None where it is several tokens, or what follows tells."""
    match = _TOKEN.fullmatch(piece)
    kind = "skip" if match is None else match.lastgroup or "other"
    if kind in ("skip", "num"):
        return (kind, piece)
    if kind == "word":
        return _kind_of(piece)
    if piece == "\\$":
        return ("unit", "dollar")
    entry = SIGNS.get(piece)
    if entry is not None or kind not in ("sign", "other"):
        return entry
    if piece in VULGAR_FRACTIONS:
        return ("vulgar", piece)
    return ("unit", _UNIT_SIGNS[piece]) if piece in _UNIT_SIGNS else ("other", piece)


def _add_unsettled(tokens: list[Token], piece: str, low: int, behind: str) -> None:
    """Add a piece that is several tokens, or that ``behind``, what follows it, tells."""
    match = _TOKEN.fullmatch(piece)
    if match is None:
        return  # a long row of blanks
    kind = match.lastgroup or "other"
    if kind == "word":
        _add_word(tokens, piece, low, low + len(piece), behind)
    elif kind == "num":
        tokens.append(Token("num", piece, low, low + len(piece)))
    else:
        _RARE[kind](tokens, match, low)


def _add_word(tokens: list[Token], word: str, low: int, high: int, behind: str = "(") -> None:
    """Add a word as function, separator, symbol or plain word; ``behind`` is what follows it."""
    found = _kind_of(word) if len(word) < _LONG_WORD else None
    if found is not None:
        if found[0] != "skip":
            tokens.append(Token(*found, low, high))
    elif word in _BIG_WORDS and behind[:1] == "_":
        tokens.append(Token("big", _BIG_WORDS[word], low, high))
    elif word in _ENGLISH | _SERIES and not _CALLS.match(behind):
        tokens.append(Token("word", word, low, high))
    elif word in FUNCTIONS or word in _SERIES:
        tokens.append(Token("fn", word, low, high))
    elif word in FUNCTION_ALIASES:
        tokens.append(Token("fn", FUNCTION_ALIASES[word], low, high))
    elif joined := _AND_OR.match(word):
        tokens.append(Token("sep", joined[1], low, low + joined.end()))
        _add_word(tokens, word[joined.end() :], low + joined.end(), high)
    else:
        tokens.append(Token("word", word, low, high))


def _kind_of(word: str) -> tuple[str, str] | None:
    """Tell kind and text of a word; None where that depends on what follows it."""
    if len(word) == 1:
        return SIGNS.get(word, ("sym", word))
    if word in _CONDITIONS:
        return ("cond", "otherwise" if word == "else" else word)
    sign = _WORD_SIGNS.get(word.lower())
    if sign is not None:
        return sign
    if word in _BIG_WORDS or word in _SERIES or word in _ENGLISH:
        return None
    if word in _NO_FUNCTIONS:
        return ("word", word)
    if word in FUNCTIONS:
        return ("fn", word)
    if word in FUNCTION_ALIASES:
        return ("fn", FUNCTION_ALIASES[word])
    if word in _SEPARATORS:
        return ("sep", word)
    if word == "mod":
        return ("op", "mod")
    if _AND_OR.match(word):
        return None
    entry = SIGNS.get("\\" + word) if word in _ASCII_NAMES else None
    return ("word", word) if entry is None else entry


# Commands such as \\th that are plain English or endings ("14th") without their backslash.
_NO_FUNCTIONS = frozenset({"sh", "ch", "th", "re", "im", "sign", "tg"})
# Functions that are English words: only with their argument are they functions.
_SERIES = frozenset({"Sum", "Product", "Integral"})
_ENGLISH = frozenset({"floor", "ceil", "max", "min", "det", "sec", "abs", "log", "cot", "ceiling"})
_CALLS = re.compile(r"\s?[(\[{_^|\\₀-₉⁰-⁹¹²³⁻]|[0-9]")
_BIG_WORDS = {"sum": "sum", "prod": "prod", "product": "prod", "int": "int", "integral": "int"}
_ASCII_NAMES = frozenset({"pi", "infty", "theta", "alpha", "beta", "gamma", "lambda", "phi"})


def _add_text(tokens: list[Token], match: re.Match[str], start: int) -> None:
    r"""Read what ``\text{…}`` and its kin hold: a function, a separator, a unit or words."""
    inner = match["inner"]
    named = inner.replace("\\Omega", "Ω").replace("\\mu", "μ").strip()
    low = start + match.start("inner")
    if named in UNITS and named != inner.strip():
        tokens.append(Token("word", named, low, low + len(inner)))
        return
    found: list[Token] = []
    is_operator = match[0].startswith("\\operatorname")
    is_blackboard = match[0].startswith("\\mathbb")
    for part in _TOKEN.finditer(inner):
        kind = part.lastgroup or "other"
        span = (low + part.start(), low + part.end())
        if kind == "word" and (is_blackboard or len(part[0]) == 1):
            found.append(Token("sym", part[0], *span))
        elif kind == "word":
            _add_word(found, part[0], *span, "(" if is_operator else "")
        elif kind == "num":
            found.append(Token("num", part[0], *span))
        elif kind == "sign" and part[0] in SIGNS and SIGNS[part[0]][0] != "skip":
            found.append(Token(*SIGNS[part[0]], *span))
        elif kind == "cmd" and SIGNS.get(part[0], ("",))[0] == "rel":
            found.append(Token(*SIGNS[part[0]], *span))
    is_roman = match[0].startswith(("\\text", "\\mathrm", "\\mbox"))
    for token in found:
        if is_roman and token.kind == "sym" and len(token.text) == 1 and token.text.isalpha():
            token = Token("letter", token.text, token.start, token.end)
        tokens.append(token)


def _add_environment(tokens: list[Token], match: re.Match[str], start: int) -> None:
    tokens.append(Token(match["side"], match["name"], start, start + match.end()))


def _add_command(tokens: list[Token], match: re.Match[str], start: int) -> None:
    r"""Add an unknown command; one glued to the next letter ("\lvertx") is split."""
    text = match[0]
    low, high = start, start + len(text)
    for known in GLUED.get(text[:2], ()):
        if text.startswith(known):
            middle = low + len(known)
            entry = SIGNS[known]
            if entry[0] != "skip":
                tokens.append(Token(*entry, low, middle))
            _add_word(tokens, text[len(known) :], middle, high)
            return
    if text[1:].isalpha():
        _add_word(tokens, text[1:], low, high)
    else:
        tokens.append(Token("other", text, low, high))


def _add_raised(tokens: list[Token], match: re.Match[str], start: int) -> None:
    """Turn x² into x^{2} and x₁ into x_{1}."""
    low, high = start, start + match.end()
    raised = match.lastgroup == "sup"
    plain = match[0].translate(SUPERSCRIPTS if raised else SUBSCRIPTS)
    tokens.append(Token("op", "^" if raised else "_", low, low))
    tokens.append(Token("open", "{", low, low))
    tokens.extend(Token(token.kind, token.text, low, high) for token in tokenize(plain))
    tokens.append(Token("close", "}", high, high))


_RARE = {
    "text": _add_text,
    "env": _add_environment,
    "cmd": _add_command,
    "sup": _add_raised,
    "sub": _add_raised,
}
