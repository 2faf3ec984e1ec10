"""Find the operands of an operation in words: one number each, and the words that belong to it."""

from __future__ import annotations

from collections.abc import Sequence

from stepreward.algebra.tokens import Token
from stepreward.claims.operators import DETERMINERS, TRIGGERS

NUMERIC = frozenset({"num", "exact", "vulgar"})
_MAX_UNIT = 6  # words
# What ends the words behind a number although it triggers nothing.
_LINKS = frozenset({"and", "by", "from", "to", "with", "away", "gives"})


def operand_at(tokens: Sequence[Token], texts: Sequence[str], at: int) -> tuple[Token, int] | None:
    """Read one number with what belongs to it; the index behind its unit words."""
    at = behind_determiners(tokens, texts, at)
    if at >= len(tokens) or tokens[at].kind not in NUMERIC:
        return None
    number = tokens[at]
    at += 1
    last = min(at + _MAX_UNIT, len(tokens))
    while at < last and tokens[at].kind in ("word", "unit", "post"):
        if texts[at] in TRIGGERS or texts[at] in _LINKS:
            break
        at += 1
    return number, at


def operands_at(tokens: Sequence[Token], texts: Sequence[str], at: int) -> tuple[list[Token], int]:
    """Read a list of numbers, "3, 4 and 5", and the index behind it; years alone are none."""
    operands: list[Token] = []
    behind = at
    while (found := operand_at(tokens, texts, at)) is not None:
        operands.append(found[0])
        behind = at = found[1]
        step = at
        while step < len(tokens) and texts[step] in (",", "and", "plus"):
            step += 1
        if step == at:
            break
        at = step
    if all(_is_year(operand.text) for operand in operands):
        return [], behind  # "the mean of the 2019 and 2020 values"
    return operands, behind


def behind_determiners(tokens: Sequence[Token], texts: Sequence[str], at: int) -> int:
    """Pass over what may stand before a number: "the", "her", "$"."""
    while at < len(tokens) and (texts[at] in DETERMINERS or tokens[at].kind == "unit"):
        at += 1
    return at


def starts_operand(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a number, a bracket or a command stands at an index."""
    if at >= len(tokens):
        return False
    token = tokens[at]
    return token.kind in NUMERIC or token.text in ("(", "dollar") or token.kind in ("cmd", "unit")


def ends_with_operand(read: Sequence[Token]) -> bool:
    """Tell whether a number, its unit words passed over, was read last."""
    for back in range(1, _MAX_UNIT + 2):
        if back > len(read):
            return False
        token = read[-back]
        if token.kind in NUMERIC or token.kind in ("close", "post"):
            return True
        if token.kind not in ("word", "unit", "sym", "sep") and token.text != "/":
            return False
    return False


def ends_with_share(read: Sequence[Token]) -> bool:
    """Tell a fraction or percentage, which takes a part "of" something."""
    if not read:
        return False
    last = read[-1]
    if last.kind == "post" and last.text == "%":
        return True
    if last.kind in ("exact", "vulgar"):
        return "/" in last.text or last.kind == "vulgar"
    is_ratio = len(read) > 2 and read[-2].text == "/" and last.kind == "num"
    return is_ratio or (last.kind == "num" and "." in last.text) or last.kind == "close"


def ends_with_pack(read: Sequence[Token]) -> bool:
    """Tell the "8 packs" of "8 packs of 5 bags", which is a product."""
    if len(read) < 2 or read[-1].kind != "word" or read[-2].kind not in NUMERIC:
        return False
    return read[-1].text != "out" and not any(
        token.kind in ("rel", "weak", "which") for token in read[-4:-2]
    )


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdecimal() and 1800 <= int(text) < 2100


def is_less(first: Token, second: Token) -> bool:
    """Compare two plain numbers as they are written."""
    texts = [token.text.replace(",", "").rstrip(".") for token in (first, second)]
    if not all(text.replace(".", "", 1).isdecimal() and len(text) < _MAX_PLAIN for text in texts):
        return False
    return float(texts[0]) < float(texts[1])


def width_alike(texts: Sequence[str], at: int) -> int:
    """Count the words that call two things equal: "are congruent", "have the same length"."""
    here = at
    if texts[here : here + 1] not in (["are"], ["have"], ["measure"]):
        return 0
    if (again := _said_again(texts, at)) > at and (width := width_alike(texts, again)):
        return again - at + width
    here += 1
    while here < len(texts) and texts[here] in _PADDING:
        here += 1
    if here >= len(texts) or texts[here] not in ALIKE:
        return 0
    if texts[here + 1 : here + 2] in (["to"], ["-"]):
        return 0  # equal to 5 and 7, same-side
    here += 1
    here += texts[here : here + 2] == ["in", "length"]
    is_measured = here < len(texts) and texts[here] in _MEASURES
    if texts[at] == "have" and not is_measured:
        return 0  # the same midpoint
    return here - at + is_measured


def _said_again(texts: Sequence[str], at: int) -> int:
    """Find the second verb of "OA and OB are both radii, so they are equal"."""
    for here in range(at + 2, min(at + _MAX_REASON, len(texts))):
        word = texts[here]
        if word in ("are", "have") and texts[here - 1] in _GOING_ON:
            return here
        is_name = len(word) == 1 or word.isalpha() or word == ","
        if not is_name or word in _DENYING:
            return at
    return at


_MAX_REASON = 16  # tokens of why two things are equal
_GOING_ON = frozenset("and they so which both hence thus therefore ,".split())
_DENYING = frozenset("not no never neither is has while but whereas".split())
_PADDING = frozenset("the of both also all therefore thus then".split())
ALIKE = frozenset("equal congruent same identical equally".split())
_MEASURES = frozenset(
    "length lengths size sizes measure measures long degree angle value values".split()
)
_MAX_PLAIN = 20  # digits of a number that are compared
