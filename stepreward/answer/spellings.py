"""Rewrite what an answer says in words and in program code into the notation of mathematics."""

from __future__ import annotations

import re
from collections.abc import Callable

from stepreward.algebra.numerals import based
from stepreward.algebra.tokens import tokenize
from stepreward.algebra.tree import Node
from stepreward.algebra.words import PARTS, SMALL, merge_number_words

_MAX_CHARS = 2_000  # of an answer in spoken or programmed notation
_TEXT = re.compile(r"\\(?:text|mathrm|mbox|textrm|textnormal|operatorname)\s*\{([^{}]*)\}")
_SAID = re.compile(r"[$\s]*\\(?:text|mbox|textrm)\s*\{[^{}]{2,80}(?:\b(?:is|are)|:)\s*\}")
_WORDS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "sixteen": 16,
}
_BASED = re.compile(
    r"""(?:\\displaystyle\b)? [\s$(]*
    (?P<digits> 0b[01]+ | 0o[0-7]+ | [0-9A-Fa-f]{1,60}) \s* [)\s$]*
    (?: _\s*\{?\s* (?:\\text\s*\{)? (?P<index> \d{1,2} | [a-z]+) \}{0,2}
      | (?P<low> [₀-₉]{1,2})
      | \\?[ ]? \(?\s* (?:\\text\s*\{)? \s* (?:in\s+)? base[\s-]+ (?P<base> \d{1,2} | [a-z]+)
        \s*\}?\s* \)? )?
    [\s$.]*""",
    re.VERBOSE | re.IGNORECASE,
)
_MAX_BASED = 120  # characters of a number with its base
_LOW_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")

_PARTS = {word: share.denominator for word, share in PARTS.items() if word[-2:] in ("ds", "hs")}
_PARTS |= {"thousandths": 1_000, "millionths": 1_000_000}
_DIGITS = {word: str(value) for word, value in SMALL.items() if value < 10} | {"oh": "0"}
_SERIES = {"sum": "\\sum", "product": "\\prod", "integral": "\\int"}

_COUNT = r"(\d{1,9})"
_WHAT = (
    r"^(?:(?:any|all|every)\s+)?(?:real\s+)?(?:numbers?\s+|values?\s+)?(?:[a-zA-Z]\s+(?:is\s+)?)?"
)
_FEET_AND_INCHES = re.compile(r"^(\d{1,3})\s?['′’]\s?(\d{1,2}(?:\.\d+)?)\s?(?:[\"″”]|'')$")
_ENDS = r"(?:between|from)?\s*(\S{1,40})\s+(?:and|to)\s+([^\s,]{1,40})"


def _series(match: re.Match[str]) -> str:
    sign = _SERIES.get(match["name"].lower())
    if sign is None:
        return match[0]  # a dotless ı matches an i, and is none
    index = f"{match['index']}=" if match["index"] else ""
    return f"{sign}_{{{index}{match['low']}}}^{{{match['high']}}} "


def _part(match: re.Match[str]) -> str:
    return f"{match[1]}/{_PARTS[match[2]]}"


def _point(match: re.Match[str]) -> str:
    """Write "one point five" as 1.5."""
    whole = merge_number_words(tokenize(match[1].lower()))
    if len(whole) != 1 or not whole[0].text.isdecimal():
        return match[0]
    return whole[0].text + "." + "".join(_DIGITS[word] for word in match[2].lower().split())


def _chosen(match: re.Match[str]) -> str:
    """Read C_5^2 as 5 over 2, where so many can be chosen."""
    if int(match[2]) > int(match[1]):
        return match[0]
    return f"\\binom{{{match[1]}}}{{{match[2]}}}"


def _said_twice(match: re.Match[str]) -> str:
    """Take one of "6 (six)", where both say the same."""
    digits, words = sorted(match.groups())
    merged = merge_number_words(tokenize(words.lower()))
    is_same = len(merged) == 1 and merged[0].text == digits.replace(",", "")
    return digits if is_same else match[0]


# Each rule behind a sign without which it cannot apply: most answers hold none of them.
_RULES: tuple[tuple[str, re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    ("{:}", re.compile(r"\{:\}"), ":"),
    (
        "point",
        re.compile(rf"^(?i:([a-z -]{{3,40}}?)\s+point((?:\s+(?:{'|'.join(_DIGITS)}))+))$"),
        _point,
    ),
    ("th", re.compile(rf"^(-?\d{{1,9}})\s+({'|'.join(_PARTS)})$"), _part),
    ("below", re.compile(r"^(\d[\d.,]*)((?:\s?[a-zA-Z°]{1,10}){0,2})\s+below\s+zero$"), r"-\1\2"),
    ("out", re.compile(rf"^{_COUNT}\s+out\s+of(?:\s+every)?\s+{_COUNT}$"), r"\1/\2"),
    ("in", re.compile(rf"^{_COUNT}\s+in(?:\s+every)?\s+{_COUNT}$"), r"\1/\2"),
    ("bn", re.compile(r"(?<=\d)\s+bn\b"), " billion"),
    *((mark, _FEET_AND_INCHES, r"\1 ft \2 in") for mark in "'′’"),
    ("minus", re.compile(r"\bplus\s+or\s+minus\b"), "±"),
    (
        "all",
        re.compile(
            r"^(?:the\s+set\s+of\s+)?all\s+(?:real\s+)?(?:numbers?\s+|values?\s+(?:of\s+)?)?"
            r"\$?[a-z]\$?,?\s+(?:such\s+that|with|where|for\s+which|satisfying)\s+(.+)$"
        ),
        r"\1",
    ),
    ("than", re.compile(_WHAT + r"(?:greater|more|larger|higher)\s+than\s+(.+)$"), r"x > \1"),
    ("than", re.compile(_WHAT + r"(?:less|smaller|lower|fewer)\s+than\s+(.+)$"), r"x < \1"),
    ("less", re.compile(_WHAT + r"no\s+less\s+than\s+(.+)$"), r"x ≥ \1"),
    ("more", re.compile(_WHAT + r"no\s+more\s+than\s+(.+)$"), r"x ≤ \1"),
    ("least", re.compile(_WHAT + r"at\s+least\s+(.+)$"), r"x ≥ \1"),
    ("most", re.compile(_WHAT + r"at\s+most\s+(.+)$"), r"x ≤ \1"),
    (
        "inclusive",
        re.compile(rf"{_WHAT}{_ENDS},?\s+\(?(?:both\s+)?inclusive\)?$"),
        r"\1 ≤ x ≤ \2",
    ),
    ("inclusive", re.compile(r"^(\[[^\[\]]*\]),?\s+\(?inclusive\)?$"), r"\1"),
    (
        "exclusive",
        re.compile(rf"{_WHAT}{_ENDS},?\s+\(?(?:both\s+)?exclusive\)?$"),
        r"\1 < x < \2",
    ),
    ("strictly", re.compile(rf"{_WHAT}strictly\s+{_ENDS}$"), r"\1 < x < \2"),
    (
        "Z",
        re.compile(
            r"(?:\s|\\q?quad|\\[,;: ])*\(\s*([a-z])\s*(?:\\in|∈)"
            r"\s*(?:\\math(?:bb|bf)\s*\{?\s*Z\s*\}?|Z)\s*\)$"
        ),
        r", \1 \\in \\mathbb{Z}",
    ),
    ("\\ ", re.compile(r"(?<=[Rℝ}])\s*\\\s+\{"), r" \\setminus \\{"),
    ("setminus", re.compile(r"(?<=\\setminus \\\{)([^{}\\]*)\}$"), r"\1\\}"),
    (
        "from",
        re.compile(
            r"\b(?P<name>sum|product|integral)\s+(?:of\s+)?from\s+(?:(?P<index>[a-zA-Z])\s*=\s*)?"
            r"(?P<low>\S{1,20})\s+to\s+(?P<high>\S{1,20})\s+of\s+",
            re.IGNORECASE,
        ),
        _series,
    ),
    (
        "except",
        re.compile(r"\ball\s+real(?:\s+numbers?|s)\s+except\s+(?:for\s+)?(.{1,60})$"),
        r"\\mathbb{R} \\setminus \\{\1\\}",
    ),
    (
        "ing",
        re.compile(r"(?<![\d.])(\d{0,40}\.\d{0,40}?)(\d)\s*(?:\(?(?:repeating|recurring)\)?)$"),
        r"\1\\overline{\2}",
    ),
    ("([", re.compile(r"^(?:Immutable)?(?:Matrix|np\.array|array)\((\[.*\])\)$", re.DOTALL), r"\1"),
    ("<", re.compile(r"^\$?<([^<>=]{1,200},[^<>=]{1,200})>\$?$"), r"\\langle \1 \\rangle"),
    ("integer", re.compile(_TEXT.pattern), r" \1 "),
    (
        "integer",
        re.compile(
            r"(?:,\s*|(?<!\s)\s*)\(?(?:(?:for|where|with)\s+)?(?:(?:all|any|every|some)\s+)?"
            r"(?:\$?(?<![a-zA-Z])([a-z])\$?\s+(?:is\s+)?(?:an?\s+|any\s+)?integer|integers?\s+\$?([a-z])\$?)\)?\s*\$?$"
        ),
        r", \1\2 \\in \\mathbb{Z}",
    ),
    (
        "C_",
        re.compile(r"(?<![A-Za-z\\])C_\s*\{?(\d{1,9})\}?\s*\^\s*\{?(\d{1,9})\}?"),
        _chosen,
    ),
    (
        " (",
        re.compile(r"^(-?\d[\d,]{0,12})\s+\(([a-z][a-z -]{1,60})\)$", re.IGNORECASE),
        _said_twice,
    ),
    (
        " (",
        re.compile(r"^([a-z][a-z -]{1,60})\s+\((-?\d[\d,]{0,12})\)$", re.IGNORECASE),
        _said_twice,
    ),
    (
        "C",
        re.compile(r"(?:\{\})?\s*[_^]\s*\{?(\d{1,9})\}?\s*C\s*_\s*\{?(\d{1,9})\}?"),
        r"\\binom{\1}{\2}",
    ),
)


def respell(text: str) -> str:
    r"""Rewrite spoken and programmed notation; other text comes back as it is.

    >>> respell("sum from k=1 to 15 of (k + 1)")
    '\\sum_{k=1}^{15} (k + 1)'
    """
    if len(text) > _MAX_CHARS:
        return text
    for sign, pattern, replacement in _RULES:
        if sign in text:
            text = pattern.sub(replacement, text)
    return text


def in_another_base(text: str) -> Node | None:
    """Read a number with its base: "101_2", "6A6 base 16", "0b100"; None for anything else."""
    plain = " ".join(text.split())  # the pattern may look at each blank from many sides
    match = _BASED.fullmatch(plain) if len(plain) < _MAX_BASED else None
    if match is None:
        return None
    digits = match["digits"]
    named = match["index"] or match["base"] or (match["low"] or "").translate(_LOW_DIGITS)
    if digits[:2] in ("0b", "0o"):
        return based(digits[2:], 2 if digits[1] == "b" else 8)
    if not named:
        return None
    base = int(named) if named.isdecimal() else _WORDS.get(named.lower(), 0)
    return based(digits, base)


def without_label(text: str) -> str | None:
    r"""Take what stands behind the "=" of "Area = 215"; None where no words are named.

    >>> without_label(r"\text{Area} = 215")
    '215'
    """
    if (said := _SAID.match(text)) is not None:
        return text[said.end() :].strip()
    label, sign, value = text.partition("=")
    if not sign or "=" in value:
        return None
    words = _TEXT.sub(r"\1", label).strip("$\\[]() ")
    is_name = len(words) < 60 and words.replace(" ", "").isalpha() and len(words) > 2
    return value.strip() if is_name else None
