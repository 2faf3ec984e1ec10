"""Read a text as an answer: once, into a form that can be compared many times."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from stepreward.algebra.grammar import parse
from stepreward.algebra.numerals import plain_number
from stepreward.algebra.rewrite import expand
from stepreward.algebra.tokens import tokenize
from stepreward.algebra.tree import MAX_CHARS, Node, NotMath, TooBig, number, symbol
from stepreward.algebra.words import SCALES, merge_number_words
from stepreward.answer.beside import NOTHING, Beside, beside
from stepreward.answer.calendar import is_date
from stepreward.answer.locate import Stated, formulas, locate, numbers
from stepreward.answer.prose import is_denied, stated
from stepreward.answer.spellings import in_another_base, respell, without_label
from stepreward.kept import kept_for_short
from stepreward.text import fold, plain_words, repair_latex

_MAX_PROSE = 240  # characters of a text that is tried as mathematics in full
_MAX_WORDLESS = 2_000  # the same of a text without words
_OPENING = 3  # characters before a piece that opens its sentence: "$", "**"
_MAX_TRIED = 20  # pieces of a sentence
_TAIL = 400  # characters from the end of a completion in which its answer mostly stands
NO_ANSWER = frozenset({"", "none", "null", "nan", "n/a", "na", "inf/inf", "0/0"})


_EMPTY_SETS = frozenset({"{}", "{ }", "\\{\\}", "\\{ \\}", "\\{\\,\\}"})
_FENCES = (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]"))

# What people write in words for the empty set and for all real numbers.
_PHRASE = re.compile(
    r"(\bno (?:real )?(?:solutions?|roots)\b|\bempty set\b)"
    r"(?!,?\s+(?:except|but|other|besides|apart))"
    r"|\b(?:all|every) real(?:s| numbers?)\b"
    r"(?!,?\s+(?:\$?[a-z]\$?,?\s+)?(?:except|but|other|such|with|where|for which|satisfying|between"
    r"|from|above|below|greater|less|more|at (?:least|most)|not|that|which|in|[<>≤≥=≠]|\\[gln]e))"
)
_PHRASE_SIGNS = ("solution", "roots", "empty", "real")  # no such phrase is without one of these


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as an answer: what was written, and its mathematics where it is any."""

    written: str
    node: Node | None
    piece: str = ""  # the part of the text that was read as mathematics
    why: str = ""  # why there is no mathematics
    beside: Beside = NOTHING  # the words around its number
    is_capped: bool = False  # too long or too large to read: no verdict but on equal text

    @property
    def words(self) -> str:
        """What was written without markup, case and outer punctuation."""
        return plain_words(self.written[:MAX_CHARS])

    @property
    def is_short(self) -> bool:
        """Tell a text whose words are all looked at."""
        return len(self.written) <= MAX_CHARS

    @property
    def is_empty(self) -> bool:
        """Tell an answer that says nothing."""
        return self.node is None and self.words in ("", "boxed")

    @property
    def is_no_answer(self) -> bool:
        """Tell NaN, None and 0/0, which are not equal even to themselves."""
        return self.node is None and self.words in NO_ANSWER


@kept_for_short
def read(text: str) -> Reading:
    """Read a bare answer, a sentence or a whole completion."""
    stated = _located(text)
    written = _unmarked(stated.text)
    if len(text) > MAX_CHARS and stated.how == "whole" and len(written) > MAX_CHARS - 1:
        everything = _unmarked(fold(text).text)
        return Reading(everything, None, why="more than 20,000 characters", is_capped=True)
    try:
        node, piece = _mathematics(written, stated.how)
    except TooBig as cap:
        return Reading(written, None, why=str(cap), is_capped=True)
    if node is None:
        return Reading(written, None, why="no mathematics")
    return Reading(written, node, piece, beside=_beside(written, node, piece, stated.how))


def _located(text: str) -> Stated:
    """Find the answer in the end of a long text, else in all of it."""
    if len(text) > 2 * _TAIL:
        start = text.find("\n", len(text) - _TAIL) + 1 or len(text) - _TAIL
        stated = locate(fold(text[start:]).text)
        if stated.how != "whole" and stated.start > 0:
            return Stated(repair_latex(stated.text), stated.start, stated.end, stated.how)
    if len(text) > MAX_CHARS:
        return locate(fold(text[-MAX_CHARS:]).text)
    return locate(repair_latex(fold(text).text))


_PLAIN = frozenset({"num", "neg", "/", "pct", "unit", "deg"})
_DIGITS = re.compile(rf"[-+]?\d(?:[\d.,]*\d)?(?:\s(?:{'|'.join(SCALES)})\b)?")


def _beside(text: str, node: Node, piece: str, how: str) -> Beside:
    """Look at the words beside the one number that was read."""
    if node.op not in _PLAIN or " " not in text:
        return NOTHING
    low = text.rfind(piece) if how == "whole" else text.find(piece)
    numbers = list(_DIGITS.finditer(piece)) if len(piece) <= _MAX_PROSE else []
    if low < 0 or len(numbers) != 1:
        return NOTHING
    start, end = numbers[0].span()
    return beside(text, low + start, low + end)


def _unmarked(text: str) -> str:
    """Strip what surrounds an answer: bold, quotes, a last full stop."""
    text = text.strip().strip("*`").strip()
    if text.endswith(".") and not text.endswith(".."):
        text = text[:-1].rstrip()
    return text.strip("*`").strip()


def _unfenced(text: str) -> str:
    """Strip one pair of LaTeX fences that holds the whole text."""
    for opening, closing in _FENCES:
        if text.startswith(opening) and text.endswith(closing) and len(text) > 2 * len(opening):
            inner = text[len(opening) : -len(closing)]
            return text if opening in inner or closing in inner else inner.strip()
    return text


def _mathematics(text: str, how: str) -> tuple[Node | None, str]:
    """Try the whole text, then a formula in it, then what stands behind "is", then a number."""
    lower = text.casefold()
    if lower in NO_ANSWER:
        return None, text
    at_once = plain_number(text) or _named_set(text, lower)
    if at_once is not None:
        return at_once, text
    if len(text) <= _MAX_PROSE or "\\" in text[:8] or how == "box" or _is_wordless(text):
        if is_date(text):
            return None, text
        bare = _unfenced(text)
        if bare.startswith("\\lim") and "=" not in bare:
            raise TooBig("limits are not computed")
        node = in_another_base(bare)
        if node is None and not _has_money_and_formula(text) and not is_denied(text):
            plain = respell(bare)
            node = _parsed(plain)
            if node is not None and plain is not bare:
                return node, plain
        if node is not None:
            return node, text
        value = without_label(text)
        if value is not None and (node := _parsed(value)) is not None:
            return node, value
    if len(text) > _MAX_PROSE and not any(c.isspace() for c in text[:400]):
        raise TooBig("a word of more than 240 characters")
    return _from_prose(text, how)


def _named_set(text: str, lower: str) -> Node | None:
    """Read the empty set, and phrases for it and for all real numbers."""
    if text in _EMPTY_SETS:
        return symbol("emptyset")
    if lower in ("all integers", "all the integers", "the set of all integers"):
        return symbol("Z")
    if len(lower) < 80 and any([sign in lower for sign in _PHRASE_SIGNS]):
        phrase = _PHRASE.search(lower)
        if phrase is not None:
            return symbol("emptyset" if phrase[1] else "R")
    return None


_MONEY_IN_WORDS = re.compile(
    r"(?<![\\$])\$\d[\d.,]*\s[^$\\]{0,40}[A-Za-z]{2}[^$\\]{0,40}\s\$(?=\S)"
)


def _has_money_and_formula(text: str) -> bool:
    """Tell "$5 and $6 make $x = 11$", whose first dollar signs fence nothing."""
    return text.count("$") > 2 and _MONEY_IN_WORDS.search(text) is not None


# "2k, k a positive integer" is no family over all integers, and no 2k either.
_MAX_RESTRICTION = 60  # characters from the end
_KIND = (
    r"(?:positive|negative|non-?negative|non-?zero|odd|even|natural|prime)\s+(?:integer|number)s?"
)
_RESTRICTED = re.compile(
    rf"(?<![a-zA-Z])[a-z]\$?\s+(?:is\s+)?(?:an?\s+)?{_KIND}\W*$|{_KIND}\s+\$?[a-z]\W*$"
)


def _from_prose(text: str, how: str) -> tuple[Node | None, str]:
    """Take the piece of a sentence that is its answer.

    Behind a cue that is what comes first, or stands behind "is"; in other prose what comes last.
    """
    if (listed := _list_behind_are(text)) is not None:
        return listed
    if _RESTRICTED.search(text[-_MAX_RESTRICTION:]) is not None:
        return None, text
    pieces = formulas(text)
    if _WORD.search(text) is not None:
        inside = [(low, high) for low, high in pieces]
        pieces += [
            span for span in numbers(text) if not any(low < span[1] <= high for low, high in inside)
        ]
    pieces.sort()
    if len(pieces) > 2 * _MAX_TRIED:
        pieces = pieces[:_MAX_TRIED] + pieces[-_MAX_TRIED:]
    starts = {low for low, _ in pieces}
    pieces = stated(text, pieces)
    starts -= {low for low, _ in pieces}  # of what is denied
    behind = _behind_verb(text, pieces)
    if starts and not starts.isdisjoint(
        range(len(text) - len(behind), len(text) - len(behind) + 3)
    ):
        behind = ""
    if how in ("cue", "box", "tag"):
        ordered = [text[slice(*span)] for span in pieces]
    else:
        ordered = [text[slice(*span)] for span in reversed(pieces)]
    if behind and (how in ("cue", "box", "tag") or _is_formula(behind)):
        ordered.insert(0, behind)
    for piece in ordered[:_MAX_TRIED]:
        node = _parsed(piece)
        if node is not None:
            return node, piece
    return _number_word(text)


_ARE = re.compile(r"(?<!\bthere )\b(?:are|were)\b:?\s*", re.IGNORECASE)
_LISTING = re.compile(r",|\band\b|\bor\b")


def _list_behind_are(text: str) -> tuple[Node, str] | None:
    """Take the list that a sentence ends on: "The roots are 2 and 3" does not answer 3.

    "There are 3 cats and 4 dogs" counts, and lists no answers.
    """
    tail = text[-_MAX_PROSE:]
    ends = [match.end() for match in _ARE.finditer(tail)]
    if not ends:
        return None
    behind = tail[ends[-1] :].strip()
    if _LISTING.search(behind) is None:
        return None
    node = _parsed(respell(_unfenced(behind)))
    return (node, behind) if node is not None and node.op == "list" else None


def _is_wordless(text: str) -> bool:
    """Tell a long formula or number from prose."""
    return len(text) <= _MAX_WORDLESS and _WORD.search(text) is None


def _number_word(text: str) -> tuple[Node | None, str]:
    """Take the one number that a sentence without digits names: "There are two dogs"."""
    if len(text) > _MAX_PROSE or _DIGIT.search(text) is not None:
        return None, text
    found = [
        token
        for token in merge_number_words(tokenize(text))
        if token.kind == "exact" and token.text not in ("0", "1")
    ]
    if len(found) != 1:
        return None, text
    return number(Fraction(found[0].text)), found[0].text


_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ʯЀ-῿぀-ヿ㐀-鿿가-힯]{2}")
_DIGIT = re.compile(r"\d")
_COMMAND = re.compile(r"\\(?:[dt]?frac|sqrt|pi|binom)(?![a-z])")
_SIGN = re.compile(r"[\^√π²³/(\[]")


def _is_formula(text: str) -> bool:
    """Tell "π²/6" from words and from a plain number, which stands on its own."""
    if "$" in text:
        return False
    if _COMMAND.search(text) is not None:
        return True
    return _SIGN.search(text) is not None and _WORD.search(text) is None


_VERB = re.compile(
    r"(?:\b(?:is|are|was|be|equals|becomes|to|by|approximately|about|of)\b|[=≈:])\s*", re.IGNORECASE
)


def _behind_verb(text: str, pieces: list[tuple[int, int]]) -> str:
    """Take what stands behind the last "is" or "=", unless the sentence opens with its answer."""
    if pieces and pieces[0][0] <= _OPENING:
        return ""
    last = None
    for match in _VERB.finditer(text[-300:]):
        last = match
    return text[-300:][last.end() :].strip() if last is not None else ""


def _parsed(text: str) -> Node | None:
    """Parse and expand; None where it is no mathematics."""
    if len(text) > MAX_CHARS:
        raise TooBig("longer than 20,000 characters")
    try:
        return expand(parse(text))
    except NotMath:
        return None
