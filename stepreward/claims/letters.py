"""Read letters as the variables they are: the y2 of a slope, the "ma" of F = ma."""

from __future__ import annotations

import re

from stepreward.algebra.tokens import Token
from stepreward.algebra.units import UNITS

_INDEX = re.compile(r"[0-9]{1,2}\.?")
_LETTERS = r"(?:[b-df-hj-np-tv-z]{2,4}|ma)"
_PRODUCT = re.compile(_LETTERS)
_OPERANDS = frozenset({"num", "exact", "close", "post"})

# Behind a number or a bracket that touches them: 4ac, (1/2)bh.
_FACTORS = "ab|ac|bc|xy|xz|yz|bh|lwh|lw|wh|rh|rt|mv|mgh|gh|pq|uv"
_TOUCHING = rf"(?<=[0-9)}}])(?:{_FACTORS})(?![a-z])"

# What a sentence must hold for a letter to be read otherwise: y2, "= mc"; the 2 and the sign are
# where it is looked for.
LETTERED = rf"(?<=[A-Za-z]\d)(?<![A-Za-z]{{2}}\d)|(?<==)\s*[0-9]*{_LETTERS}(?![a-z])|{_TOUCHING}"
# What also makes letters a product, behind a number or a bracket: 1/2 mv².
RAISED = rf"[\d)}}½\s]{_LETTERS}(?=[\^²³])"


def with_variables(tokens: list[Token]) -> list[Token]:
    """Make y2 one symbol, y_2; and the "mc" of E = mc² two."""
    kept: list[Token] = []
    for at, token in enumerate(tokens):
        if _is_index(tokens, at):
            index = token.text.rstrip(".")
            end = token.start + len(index)
            kept[-1] = kept[-1]._replace(text=f"{kept[-1].text}_{index}", end=end)
        elif token.kind == "word" and (
            _is_product(kept, token)
            or _is_raised_product(tokens, at)
            or _is_touching_product(kept, token)
        ):
            kept.extend(
                Token("sym", letter, start, start + 1)
                for start, letter in enumerate(token.text, token.start)
            )
        else:
            kept.append(token)
    return kept


def _is_index(tokens: list[Token], at: int) -> bool:
    """Tell the 2 of y2; not that of "3 x2" and 6x2, where x multiplies."""
    token = tokens[at]
    if not at or token.kind != "num" or _INDEX.fullmatch(token.text) is None:
        return False
    letter = tokens[at - 1]
    if letter.kind != "sym" or len(letter.text) > 1 or letter.end != token.start:
        return False
    before = tokens[at - 2] if at > 1 else None
    is_factor = before is not None and (before.kind in _OPERANDS or before.text == "unit")
    return letter.text.isalpha() and not (is_factor and letter.text.lower() == "x")


def _is_product(kept: list[Token], token: Token) -> bool:
    """Tell the "ma" behind "F =" from a word."""
    if token.kind != "word" or len(kept) < 2 or _PRODUCT.fullmatch(token.text) is None:
        return False
    at = len(kept) - 1
    if kept[at].kind in _OPERANDS and kept[at].end == token.start:
        at -= 1
    is_equated = at > 0 and kept[at].kind == "rel" and kept[at].text == "="
    return is_equated and kept[at - 1].kind == "sym" and len(kept[at - 1].text) == 1


def _is_raised_product(tokens: list[Token], at: int) -> bool:
    """Tell the "mv" of 1/2 mv², of which only the last letter is raised, from cm²."""
    token = tokens[at]
    if token.kind != "word" or not at or _PRODUCT.fullmatch(token.text) is None:
        return False
    is_raised = at + 1 < len(tokens) and tokens[at + 1].text == "^"
    return is_raised and token.text not in UNITS and tokens[at - 1].kind in _BEFORE


_BEFORE = _OPERANDS | {"rel", "op", "vulgar"}


def _is_touching_product(kept: list[Token], token: Token) -> bool:
    """Tell the "ac" of "D = b^2 - 4ac", of letters that formulas multiply, from a unit."""
    if not kept or kept[-1].end != token.start or kept[-1].kind not in ("num", "close"):
        return False
    if token.text not in _PRODUCTS:
        return False
    for before in reversed(kept[-_MAX_SIDE:]):
        if before.kind == "rel":
            return True
        if before.kind in ("word", "sep"):
            return False
    return False


_PRODUCTS = frozenset(_FACTORS.split("|"))
_MAX_SIDE = 40  # tokens of a side that may stand before such a product
