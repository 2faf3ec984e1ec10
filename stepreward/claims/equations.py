"""Read the equations of a step: chains such as 16 - 3 - 4 = 9, with units, in words, in LaTeX."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from stepreward.algebra.evaluate import Undefined
from stepreward.algebra.exact import exact
from stepreward.algebra.grammar import parse_tokens
from stepreward.algebra.numeric import numeric
from stepreward.algebra.prepare import prepare
from stepreward.algebra.tokens import Token, tokenize
from stepreward.algebra.tree import Node, NotMath, Number, TooBig, postorder
from stepreward.algebra.units import UNITS
from stepreward.algebra.words import NUMBER_WORDS
from stepreward.claims.spelling import canonical_name
from stepreward.claims.status import (
    ASSERTED,
    NEGATED,
    PLANNED,
    SUPPOSED,
    Clause,
)
from stepreward.claims.wording import read_wording

MAX_SENTENCE = 4_000  # characters of a sentence that are read; nobody writes longer ones
_MAX_SIDES = 24
_MAX_UNIT = 5

_MAY_HOLD = re.compile(
    r"[0-9½¼¾⅓⅔]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty"
    r"|hundred|half|third|quarter|twice|double)\b|=",
    re.IGNORECASE,
)
_RELATES = re.compile(
    r"[=≈≅≡→<>≤≥∥⊥≠]|\\(?:approx|cong|le|ge|leq|geq|sim|parallel|perp|Rightarrow|rightarrow|to|ne|neq)\b|equal|\b(?:is|are|was|makes?|gives?|leaves?|"
    r"totals?|yields|becomes|gets?|comes|amounts|results|works|adds?|means|obtain|to\s+(?:find|give|make|reach|yield)|we\s+(?:have|find)|that's)\b",
    re.IGNORECASE,
)
# "is" and its like join an operation and its result; "=" also a name and its value.
_EQUATES = re.compile(
    r"[=≈≅≡→<>≤≥∥⊥≠]|equal|\\(?:approx|cong|le|ge|leq|geq|sim|parallel|perp|Rightarrow|rightarrow"
    r"|to|ne|neq)\b",
    re.IGNORECASE,
)
_OPERATES = re.compile(
    r"""[+*/×·÷^√%−²³!]|[\d)\]}$%]\s*-|-\s*[\d(\\$]|\\(?!boxed|text)[a-z]
    |\b(?:plus|minus|times|multipl|divid|over|added|adding|add|subtract|tak(?:e|ing)|deduct|remov
    |squared?|cubed|average|mean|more\s+than|less\s+than|fewer\s+than|sum|total\s+of|product|difference
    |quotient|ratio|hal(?:f|ves)|twice|double|triple|thrice|quadruple|x|percent)
    |\b(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth)s?\s+of\b
    |\d\s+[a-z]+\s+of\b|[½¼¾⅓⅔)\]}.]\s*of\b""",
    re.IGNORECASE | re.VERBOSE,
)
_REMEMBERED = 600  # characters of a sentence whose reading is kept

_ROUNDED = re.compile(
    r"\b(?:round|about|approx|nearly|roughly|almost|around|nearest)", re.IGNORECASE
)

_RELATIONS = frozenset({"rel", "weak", "which"})
_MAX_LABEL = 10  # tokens of a name such as "Total number of socks"
_MAX_GAP = 10  # tokens between an operation and the "which is" that gives its result
_NUMBERS = frozenset({"num", "exact", "vulgar"})
_MATH = _NUMBERS | {"op", "open", "close", "post", "cmd", "fn", "wrap"}
_QUANTITY_ENDS = _NUMBERS | {"close", "post"}
_PASSED_OVER = frozenset(
    "about roughly approximately around exactly only just nearly almost a an total of the another".split()
)
# Results that differ by such a factor may be conversions: 2 hours = 120 minutes.
_CONVERSIONS = frozenset(
    Fraction(n)
    for n in (60, 3600, 24, 7, 12, 100, 1000, 36, 16, 52, 365, 30, 1440, 86400, 10_000, 1_000_000)
)


class Side(NamedTuple):
    """One side of an equation: its tree and exact value, or the name it is."""

    start: int
    end: int
    node: Node | None
    value: Number | float | None
    name: str | None
    unit: str
    is_partial: bool = False  # more belongs to it than was read

    @property
    def is_computed(self) -> bool:
        """Tell an operation from a written number."""
        node = self.node
        while node is not None and node.op in ("neg", "pct", "unit", "deg"):
            node = node.args[0]
        return node is not None and bool(node.args)


class Equation(NamedTuple):
    """A chain of sides; ``signs`` stand between them. Spans refer to the text that was read."""

    sides: tuple[Side, ...]
    signs: tuple[str, ...]
    status: str
    is_rounded: bool

    @property
    def start(self) -> int:
        """Where its first side begins."""
        return self.sides[0].start

    @property
    def end(self) -> int:
        """Where its last side ends."""
        return self.sides[-1].end


def read_equations(
    text: str, spans: Sequence[tuple[int, int]], clauses: Sequence[Clause] = ()
) -> list[Equation]:
    """Read the equations of sentences, in order."""
    found: list[Equation] = []
    for low, high in spans:
        sentence = text[low : min(high, low + MAX_SENTENCE)]
        if not _may_compute(sentence):
            continue
        read = _remembered(sentence) if len(sentence) <= _REMEMBERED else _read_sentence(sentence)
        found.extend([_moved(equation, low) for equation in read])
    found = _continued(found)
    if clauses:
        found = [
            equation._replace(status=_status_at(text, equation, clauses)) for equation in found
        ]
    return found


def _may_compute(sentence: str) -> bool:
    """Pass over, at a glance, sentences that can hold no equation."""
    if _RELATES.search(sentence) is None or _MAY_HOLD.search(sentence) is None:
        return False
    return _EQUATES.search(sentence) is not None or _OPERATES.search(sentence) is not None


def _read_sentence(sentence: str) -> tuple[Equation, ...]:
    try:
        return tuple(_chains(tokenize(sentence), sentence))
    except TooBig:
        return ()


# A group of rollouts says the same sentence many times.
_remembered = lru_cache(maxsize=4_096)(_read_sentence)


def _moved(equation: Equation, by: int) -> Equation:
    """Move an equation that was read out of a sentence to where the sentence stands."""
    sides = tuple(
        [Side(side[0] + by, side[1] + by, *side[2:]) for side in equation.sides]
    )
    return Equation(sides, equation.signs, equation.status, equation.is_rounded)


def _continued(equations: list[Equation]) -> list[Equation]:
    """Join "Total = 20 + 15", "Total = 35" into one chain under its label."""
    joined: list[Equation] = []
    for equation in equations:
        name = equation.sides[0].name
        before = joined[-1] if joined else None
        if (
            before is not None
            and name is not None
            and before.sides[0].name == name
            and before.sides[-1].is_computed
            and len(before.sides) + len(equation.sides) <= _MAX_SIDES
        ):
            joined[-1] = before._replace(
                sides=before.sides + equation.sides[1:],
                signs=(*before.signs, *equation.signs),
                is_rounded=before.is_rounded or equation.is_rounded,
            )
        else:
            joined.append(equation)
    return joined


_CONDITION = re.compile(r"\b(?:if|unless|that|whether|case|provided|had)[\s$(\[]*$", re.IGNORECASE)


def _status_at(text: str, equation: Equation, clauses: Sequence[Clause]) -> str:
    """Take the status of the clause around the first relation sign.

    A plain "not" in the clause is about something else ("she does not eat 3 + 4 = 7 eggs");
    arithmetic holds under any condition, but "if 12/2 = 6" asserts nothing.
    """
    if "≠" in equation.signs:
        return NEGATED
    at = bisect_right(clauses, equation.sides[0].end, key=lambda clause: clause.start) - 1
    if at < 0:
        return ASSERTED
    status = clauses[at].status
    if status == SUPPOSED and any(side.is_computed for side in equation.sides):
        start = equation.start
        is_condition = _CONDITION.search(text, max(start - 20, 0), start) is not None
        return SUPPOSED if is_condition else ASSERTED
    return ASSERTED if status in (NEGATED, PLANNED) else status


def _chains(tokens: list[Token], sentence: str) -> list[Equation]:
    """Find the relations of one sentence and the sides they join."""
    ready = _without_units(read_wording(_tidied(tokens)))
    relations = [at for at, token in enumerate(ready) if token.kind in _RELATIONS]
    if not relations:
        return []
    is_rounded = "≈" in sentence or _ROUNDED.search(sentence) is not None
    found: list[Equation] = []
    sides: list[Side] = []
    signs: list[str] = []
    for number, at in enumerate(relations):
        before = relations[number - 1] + 1 if number else 0
        behind = relations[number + 1] if number + 1 < len(relations) else len(ready)
        if not sides:
            left = _left_side(ready, before, at)
            if left is None and ready[at].kind == "rel":
                left = _label(ready, before, at)
            if ready[at].kind == "which" and (left is None or not left.is_computed):
                left = _earlier_operation(ready, at)
            if left is None or (ready[at].kind != "rel" and not left.is_computed):
                continue
            sides = [left]
        elif ready[at].kind == "weak" and not sides[-1].is_computed:
            _close_chain(found, sides, signs, is_rounded)  # "= 24 cups to make 36 cookies"
            sides, signs = [], []
            continue
        right, reached = _right_side(ready, at + 1, behind)
        if ready[at].kind == "which" and right is not None and right.is_computed:
            sides, signs = [], []  # "…, which is 3/4 * 120 = 90" begins anew
            continue
        if right is None or len(sides) >= _MAX_SIDES:
            _close_chain(found, sides, signs, is_rounded)
            sides, signs = [], []
            continue
        signs.append(ready[at].text)
        sides.append(right)
        if reached < behind:
            _close_chain(found, sides, signs, is_rounded)
            sides, signs = [], []
    _close_chain(found, sides, signs, is_rounded)
    return found


def _close_chain(
    found: list[Equation], sides: list[Side], signs: list[str], is_rounded: bool
) -> None:
    if len(sides) > 1:
        found.append(Equation(tuple(sides), tuple(signs), ASSERTED, is_rounded))


def _tidied(tokens: list[Token]) -> list[Token]:
    """Drop what only lays out a chain (&, \\\\, overlines), and make names one symbol each.

    AB, ∠ABC, ∠4 and "angle 4" become symbols, so that AB = 2BC is an equation like any other.
    """
    if not any(token.kind in _TIDIED or token.text == "pm" for token in tokens):
        return tokens
    tokens = _with_clocks(tokens)
    kept: list[Token] = []
    mark: Token | None = None
    for at, token in enumerate(tokens):
        if token.kind in _LAYOUT or token.text in ("\\overline", "\\bar"):
            continue
        if token.kind == "mark" or (
            token.text.lower() in ("angle", "triangle") and _names(tokens, at + 1)
        ):
            mark = token._replace(text="△" if token.text.lower() in ("△", "triangle") else "∠")
            continue
        if token.text == "pm" and token.end == token.start + 2 and at + 1 < len(tokens):
            kept.append(Token("op", "+", token.start, token.start + 1))  # 21+-3
            token = Token("op", "-", token.start + 1, token.end)
        if _is_hyphenated(tokens, at, kept):
            kept[-1] = kept[-1]._replace(end=token.end)
            continue
        if mark is not None or _is_letters(token, kept):
            name = _canonical(token, mark)
            token = token if name is None else name
            mark = None
        kept.append(token)
    return kept


_LAYOUT = frozenset({"amp", "row", "begin", "end"})
_TIDIED = _LAYOUT | {"mark", "word", "cmd"}


def _is_hyphenated(tokens: list[Token], at: int, kept: list[Token]) -> bool:
    """Tell the hyphen and the second half of "roll-ups"."""
    token, last = tokens[at], kept[-1] if kept else None
    if last is None or last.kind != "word" or last.end != token.start:
        return False
    if token.text == "-":
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        if last.text.lower() in NUMBER_WORDS:
            return False  # twenty-five
        return behind is not None and behind.kind == "word" and behind.start == token.end
    return token.kind == "word"


def _with_clocks(tokens: list[Token]) -> list[Token]:
    """Read 5:00 as 5 hours."""
    if not any(token.kind == "colon" for token in tokens):
        return tokens
    kept: list[Token] = []
    for token in tokens:
        before = kept[-1] if kept else None
        if (
            token.kind == "num"
            and before is not None
            and before.kind == "colon"
            and len(kept) > 1
            and kept[-2].kind == "num"
            and before.end == token.start
            and len(token.text.rstrip(".")) == 2
            and kept[-2].text.isdecimal()
        ):
            hours = Fraction(int(kept[-2].text)) + Fraction(int(token.text.rstrip(".")), 60)
            kept[-2:] = [Token("exact", str(hours), kept[-2].start, token.end)]
        else:
            kept.append(token)
    return kept


def _names(tokens: list[Token], at: int) -> bool:
    """Tell the ABC or 4 behind the word "angle"."""
    if at >= len(tokens):
        return False
    text = tokens[at].text.rstrip(".")
    return (text.isupper() and len(text) <= 3 and text != "I") or (
        text.isdecimal() and len(text) < 3
    )


def _is_letters(token: Token, kept: list[Token]) -> bool:
    """Tell the segment AB from a unit such as GB, which a space parts from its number."""
    text = token.text
    if token.kind != "word" or not (text.isupper() and text.isalpha() and 2 <= len(text) <= 4):
        return False
    return not (kept and kept[-1].kind in _QUANTITY_ENDS and token.start > kept[-1].end)


def _canonical(token: Token, mark: Token | None) -> Token | None:
    text = token.text.rstrip(".")
    start = token.start if mark is None else mark.start
    if mark is not None and token.kind == "num" and text.isdecimal():
        return Token("sym", mark.text + text, start, token.end)
    if token.kind in ("word", "sym", "letter") and text.isalpha() and len(text) <= 4:
        return Token("sym", canonical_name(text, mark.text if mark else ""), start, token.end)
    return None


def _without_units(tokens: list[Token]) -> list[Token]:
    """Drop unit words and remarks behind numbers, so that the sides of an equation hang together.

    "10 trips/week * $2.20/trip" becomes 10 * 2.20, "45 (2019) + 30 (2020)" becomes 45 + 30.
    """
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if kept and kept[-1].kind in _QUANTITY_ENDS:
            behind = _behind_units(tokens, at)
            if behind > at:
                kept[-1] = kept[-1]._replace(kind=kept[-1].kind)
                kept.append(_unit_note(tokens[at:behind]))
                at = behind
                continue
        if token.kind == "word" and (width := _owner_width(tokens, at, kept)):
            at += width  # "+ Nick's 10 guns"
            continue
        kept.append(token)
        at += 1
    return kept


def _owner_width(tokens: list[Token], at: int, kept: list[Token]) -> int:
    """How many words name whose number follows an operator; 0 for none."""
    if not kept or kept[-1].kind != "op":
        return 0
    for width in (1, 2, 3):
        token = tokens[at + width] if at + width < len(tokens) else None
        if token is None:
            return 0
        if token.kind in ("num", "exact") and "'" in tokens[at + width - 1].text:
            return width
        if token.kind != "word":
            return 0
    return 0


def _unit_note(tokens: list[Token]) -> Token:
    words = " ".join(token.text for token in tokens if token.kind in ("word", "unit", "sym"))
    return Token("unit", words or "unit", tokens[0].start, tokens[-1].end)


def _behind_units(tokens: list[Token], at: int) -> int:
    """Find the index behind unit words that an operator or relation follows; ``at`` for none."""
    here = at
    for _ in range(2 * _MAX_UNIT):
        if here >= len(tokens):
            break
        token = tokens[here]
        if token.kind in ("word", "unit") and token.text not in ("and", "or"):
            here += 1
        elif token.kind == "sym" and _is_unit_letter(tokens, here):
            here += 1
        elif (
            token.text == "/"
            and here + 1 < len(tokens)
            and tokens[here + 1].kind in ("word", "sym")
            and (tokens[here + 1].text in UNITS or tokens[here + 1].kind == "word")
        ):
            here += 2
        elif token.text == "(" and (close := _remark_end(tokens, here)) > here:
            here = close
        elif token.text in ("'", "''"):
            here += 1
        elif token.text == "^" and here > at and (width := _power_width(tokens, here)):
            here += width
        else:
            break
    if here == at:
        return at
    if here - at > 2 * _MAX_UNIT:
        return at
    follows = tokens[here] if here < len(tokens) else None
    if follows is None:
        return (
            here if here - at <= _MAX_UNIT and any(t.text in UNITS for t in tokens[at:here]) else at
        )
    if follows.kind in ("op", "rel", "close"):
        return here
    if follows.text in (".", ",", ";") and here == at + 1 and tokens[at].text in UNITS:
        return here  # "= 20g."
    return here if follows.kind == "weak" and here - at <= 3 else at


def _is_unit_letter(tokens: list[Token], at: int) -> bool:
    """Tell the unit of "40g" and "5 m", the article of "10 minutes a puzzle", the M of "M&Ms"."""
    token = tokens[at]
    if token.text in ("g", "L"):
        return True
    if token.start == tokens[at - 1].end:
        return False
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    return token.text in UNITS or (behind is not None and behind.kind == "word")


def _power_width(tokens: list[Token], at: int) -> int:
    """How many tokens the power of a unit takes: cm^2, cm^{2}."""
    texts = [token.text for token in tokens[at + 1 : at + 4]]
    if texts[:1] in (["2"], ["3"]):
        return 2
    return 4 if texts in (["{", "2", "}"], ["{", "3", "}"]) else 0


def _remark_end(tokens: list[Token], at: int) -> int:
    """Find the index behind a bracketed remark: words, or a year; ``at`` where it is arithmetic."""
    for here in range(at + 1, min(at + 8, len(tokens))):
        token = tokens[here]
        if token.kind == "close":
            inner = tokens[at + 1 : here]
            is_year = (
                len(inner) == 1
                and inner[0].text.isdecimal()
                and 1800 <= int(inner[0].text[:4]) < 2100
            )
            has_words = any(t.kind == "word" for t in inner) and not any(
                t.kind == "op" for t in inner
            )
            return here + 1 if is_year or has_words else at
        if token.kind == "open":
            return at
    return at


def _left_side(tokens: list[Token], low: int, high: int) -> Side | None:
    """Take what stands directly before a relation: an expression or a name.

    None where an operator joins it to words ("Age - 4 = …"): half an expression is none.
    """
    at, depth = high, 0
    while at > low:
        token = tokens[at - 1]
        if token.kind == "close":
            depth += 1
        elif token.kind == "open":
            depth -= 1
            if depth < 0:
                break
        elif not _is_math(tokens, at - 1) or _is_second_number(tokens, at, high):
            break
        at -= 1
    if at < high and tokens[at].kind == "op":
        if tokens[at].text != "-" or _is_dash(tokens, at, low):
            at += 1
            if at - 1 > low and tokens[at - 2].kind == "word":
                return None
    side = _side(tokens[at:high])
    if side is not None and side.is_computed and _follows_quantity(tokens, low, at):
        return side._replace(is_partial=True)
    return side


def _is_second_number(tokens: list[Token], at: int, high: int) -> bool:
    """Tell two numbers side by side, of which only the nearer one belongs to the relation."""
    if at >= high or tokens[at].kind not in ("num", "exact"):
        return False
    before = tokens[at - 1]
    return before.kind in ("num", "exact") and not _is_group(before, tokens[at])


def _is_group(first: Token, second: Token) -> bool:
    """Tell the 000 of "350 000"."""
    digits = second.text.rstrip(".").partition(".")[0]
    return second.start == first.end + 1 and len(digits) == 3 and digits.isdecimal()


def _follows_quantity(tokens: list[Token], low: int, at: int) -> bool:
    """Tell "24 eggs in 1 tray x 2": what stands before belongs to the operation, unread."""
    words = 0
    for here in range(at - 1, low - 1, -1):
        if tokens[here].kind in _NUMBERS:
            return 0 < words
        if tokens[here].kind != "word" or words >= 3:
            return False
        words += 1
    return False


def _earlier_operation(tokens: list[Token], at: int) -> Side | None:
    """Find what "…, which is 90" refers to: the operation last written before it."""
    for here in range(at - 1, max(at - _MAX_GAP, 0), -1):
        if tokens[here].kind == "rel":
            return None
        if tokens[here].kind in _QUANTITY_ENDS:
            side = _left_side(tokens, 0, here + 1)
            return side if side is not None and side.is_computed else None
    return None


def _label(tokens: list[Token], low: int, high: int) -> Side | None:
    """Read the words before "=" as a name: "Total washed socks = 20 + 15"."""
    words = tokens[low:high]
    if not words or len(words) > _MAX_LABEL or any(t.kind in _RELATIONS for t in words):
        return None
    name = " ".join(token.text.lower() for token in words if token.kind in ("word", "num", "sym"))
    return Side(words[0].start, words[-1].end, None, None, name, "") if name else None


def _is_dash(tokens: list[Token], at: int, low: int) -> bool:
    """Tell a bullet or a dash in prose from a minus sign."""
    if at + 1 >= len(tokens) or tokens[at + 1].start == tokens[at].end:
        return False
    return at == low or tokens[at - 1].kind in ("word", "sep")


def _right_side(tokens: list[Token], low: int, high: int) -> tuple[Side | None, int]:
    """Take what stands directly behind a relation, and how far it reaches."""
    at = low
    while (
        at < high and tokens[at].text.lower() in _PASSED_OVER and tokens[at].kind in ("word", "sym")
    ):
        if tokens[at].text in ("a", "A") and at + 1 < high and tokens[at + 1].kind in ("op", "rel"):
            break
        at += 1
    first, depth = at, 0
    while at < high:
        token = tokens[at]
        if token.kind == "open":
            depth += 1
        elif token.kind == "close":
            depth -= 1
            if depth < 0:
                break
        elif not _is_math(tokens, at) or (at > first and _is_second_number(tokens, at, at + 1)):
            break
        at += 1
    reached = at
    last = at
    while last > first and tokens[last - 1].kind in ("op", "open"):
        last -= 1
    return _side(tokens[first:last]), reached


def _is_math(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    if token.kind in _MATH or token.kind == "unit":
        return True
    if token.kind == "big":
        return True
    return token.kind == "sym" and _is_variable(tokens, at)


def _is_variable(tokens: list[Token], at: int) -> bool:
    """Tell the x of "2x = 6" from the article of "a total"."""
    token = tokens[at]
    if len(token.text) > 1:
        return token.text != "…"  # pi and other Greek letters
    before = tokens[at - 1] if at else None
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    glued = (
        before is not None
        and before.end == token.start
        and before.kind in ("num", "sym", "close", "op")
    ) or (
        behind is not None
        and behind.start == token.end
        and behind.kind in ("op", "sym", "open", "post", "rel")
    )
    if glued:
        return True
    joins = ("op", "rel", "weak")
    beside = (before is not None and before.kind in ("op", "rel")) + (
        behind is not None and behind.kind in joins
    )
    if token.text in ("a", "A", "I"):
        return beside == 2
    return beside > 0 and not (
        behind is not None
        and behind.kind == "word"
        and before is not None
        and before.kind == "rel"
        and token.text.islower() is False
    )


def _side(tokens: list[Token]) -> Side | None:
    """Parse the tokens of a side and compute its value."""
    units = [token.text for token in tokens if token.kind == "unit" and token.text != "dollar"]
    plain = [token for token in tokens if token.kind != "unit"]
    if any(token.text == "°" for token in plain) and not any(t.kind == "fn" for t in plain):
        plain = _without_degrees(plain)
    if not plain:
        return None
    plain = _without_percent(plain)
    if any(_is_annotated(plain, at) for at in range(len(plain) - 1)):
        return None
    start, end = plain[0].start, plain[-1].end
    try:
        node = parse_tokens(prepare(plain))
        value: Number | float | None = exact(node)
        if value is None:
            computed = numeric(node, {})
            value = float(computed) if isinstance(computed, (int, float)) else None
    except (NotMath, TooBig):
        return None
    except Undefined:
        return None
    if node.op in ("list", "tuple", "set", "rel", "ratio", "matrix"):
        return None
    if any(part.op.startswith("call ") for part in postorder(node)):
        name = "".join(token.text for token in plain) if node.op.startswith("call ") else None
        return Side(start, end, None if name else node, None, name, "")
    return Side(start, end, node, value, _symbol_name(node), units[-1] if units else "")


def _is_annotated(tokens: list[Token], at: int) -> bool:
    """Tell "2017 (95)", a number with a remark, from a product."""
    one, other = tokens[at], tokens[at + 1]
    return one.kind == "num" and other.text == "(" and other.start > one.end


def _without_percent(tokens: list[Token]) -> list[Token]:
    """Read 100% - 35% - 25% as 100 - 35 - 25: all are shares of one whole."""
    numbers = sum(token.kind in _NUMBERS for token in tokens)
    percents = [token for token in tokens if token.text == "%"]
    if len(percents) < 2 or len(percents) != numbers or any(t.text in "*/^" for t in tokens):
        return tokens
    return [token for token in tokens if token.text != "%"]


def _without_degrees(tokens: list[Token]) -> list[Token]:
    """Count degrees as plain numbers, where no sine asks for radians."""
    kept: list[Token] = []
    for token in tokens:
        if token.text == "°":
            while kept and kept[-1].text in ("^", "{"):
                kept.pop()
        elif not (token.text == "}" and kept.count(token) == 0 and not _opens(kept)):
            kept.append(token)
    return kept


def _opens(tokens: list[Token]) -> bool:
    return sum((t.text == "{") - (t.text == "}") for t in tokens) > 0


def _symbol_name(node: Node) -> str | None:
    return str(node.leaf) if node.op == "sym" else None


# Does it hold?


def link_holds(
    left: Side, right: Side, sign: str, is_rounded: bool, slack: float = 0.0
) -> bool | None:
    """Tell whether two sides agree to their written precision; None where that cannot be told.

    ``slack`` is what rounded operands may have moved the result.
    """
    a, b = left.value, right.value
    if a is None or b is None or sign not in ("=", "≈", "→", "≡"):
        return None
    if a == b or (isinstance(a, float) or isinstance(b, float)) and math.isclose(a, b):
        return True
    if not left.is_computed and not right.is_computed:
        return True if _rounds_to(left, right, sign == "≈" or is_rounded) else None
    if _rounds_to(left, right, sign == "≈" or is_rounded):
        return True
    for one, other in ((left, b), (right, a)):
        if one.node is not None and one.node.op == "pct" and one.value is not None:
            bare = one.value * 100
            if bare == other or abs(float(bare) - float(other)) <= 0.005 * max(
                1.0, abs(float(other))
            ):
                return True
    if slack and abs(float(a) - float(b)) <= slack:
        return True
    if left.is_partial or (not left.is_computed and left.unit):
        return None  # 72 km/h = 72 * 1000 / 3600
    if (left.unit or right.unit) and _may_convert(a, b):
        return None
    return False


def _rounds_to(left: Side, right: Side, is_rounded: bool) -> bool:
    return _is_written_for(left, right, is_rounded) or _is_written_for(right, left, is_rounded)


def _is_written_for(written: Side, value: Side, is_rounded: bool) -> bool:
    """Tell whether a written decimal rounds or cuts off a value: 3.33 for 10/3, not 3.4."""
    node = written.node
    if written.is_computed or node is None or written.value is None or value.value is None:
        return False
    while node.op in ("neg", "unit", "deg"):
        node = node.args[0]
    scale = 0
    if node.op == "pct":
        node, scale = node.args[0], 2
    places = node.places
    gap = float(value.value) - float(written.value)
    if places is None:
        if not is_rounded:
            return abs(gap) <= 1e-9 * max(1.0, abs(float(value.value)))
        digits = str(node.leaf)
        unit = 10.0 ** (len(digits) - len(digits.rstrip("0")))
        return abs(gap) < min(unit, max(1.0, 0.05 * abs(float(value.value)))) * 10.0**-scale
    unit = 10.0 ** -(places + scale)
    if abs(gap) <= 0.5 * unit * (1 + 1e-9):
        return True
    if isinstance(value.value, (int, Fraction)) and (value.value * 10 ** (places + scale)) % 1 == 0:
        return False  # 15 needs no rounding to two decimals
    towards_zero = gap * (1 if float(written.value) >= 0 else -1)
    return 0 < towards_zero < unit


def _may_convert(a: Number | float, b: Number | float) -> bool:
    if a == 0 or b == 0:
        return False
    ratio = Fraction(a) / Fraction(b)
    return abs(ratio) in _CONVERSIONS or (ratio != 0 and abs(1 / ratio) in _CONVERSIONS)


def first_false(equation: Equation) -> int | None:
    """Find the first link of a chain that is false arithmetic."""
    for at, sign in enumerate(equation.signs):
        if (
            link_holds(equation.sides[at], equation.sides[at + 1], sign, equation.is_rounded)
            is False
        ):
            return at
    return None
