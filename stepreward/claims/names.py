"""Read what is named rather than worded: ∠ABC, a_5, H2SO4, f(2), (3, -4), one letter."""

from __future__ import annotations

import re

from stepreward.algebra.tokens import Token
from stepreward.claims.spelling import canonical_name
from stepreward.claims.term import Term

_FORMULA = re.compile(r"(?=[A-Za-z0-9₀-₉]*[0-9₀-₉])(?:[A-Z][a-z]?[0-9₀-₉]{0,3}){1,6}(?![\w(_^])")
_CALL = re.compile(r"[A-Za-z]['′]{0,2}\([^()=<>]{1,14}\)")
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def glued_term(tokens: list[Token], at: int, text: str) -> tuple[Term, int] | None:
    """Read H2SO4, R2, Q3, f(2) and P(A|B) as one entity."""
    token = tokens[at]
    if token.kind == "formula":
        return Term("entity", token.text, token.start, token.end), 1
    found = _CALL.match(text, token.start) if token.kind in ("sym", "fn", "word") else None
    if found is None and token.text[0].isupper():
        found = _FORMULA.match(text, token.start)
    if found is None:
        return None
    behind = at
    while behind < len(tokens) and tokens[behind].start < found.end():
        behind += 1
    name = "".join(found[0].translate(_LOWERED).split())
    return Term("entity", name, *found.span()), max(behind - at, 1)


def indexed_term(tokens: list[Token], at: int) -> tuple[Term, int] | None:
    """Read a_5 and a_{5} as one entity."""
    texts = [token.text for token in tokens[at : at + 5]]
    if len(texts) < 3 or texts[1] != "_":
        return None
    if texts[2] == "{" and texts[4:5] == ["}"]:
        return Term("entity", f"{texts[0]}_{texts[3]}", tokens[at].start, tokens[at + 4].end), 5
    if texts[2] != "{":
        return Term("entity", f"{texts[0]}_{texts[2]}", tokens[at].start, tokens[at + 2].end), 3
    return None


def point_term(tokens: list[Token], at: int) -> tuple[Term, int] | None:
    """Read (3, -4) as one term: its numbers do not change places."""
    name: list[str] = []
    here = at + 1
    while here < len(tokens) and here < at + 12:
        token = tokens[here]
        if token.text == ")":
            is_point = name.count(",") >= 1 and name[-1] != ","
            text = f"({''.join(name)})"
            term = Term("word", text, tokens[at].start, token.end)
            return (term, here + 1 - at) if is_point else None
        if token.kind == "num" or token.text in (",", "-"):
            name.append(token.text.rstrip(".") if token.kind == "num" else token.text)
        else:
            return None
        here += 1
    return None


def marked_term(tokens: list[Token], at: int, mark: str) -> tuple[Term | None, int]:
    """Read ∠ABC, ∠4 and △ABC as entities."""
    if at + 1 >= len(tokens):
        return None, 1
    name = tokens[at + 1]
    if name.kind in ("word", "sym", "letter") and name.text.isalpha() and len(name.text) <= 4:
        return Term("entity", canonical_name(name.text, mark), tokens[at].start, name.end), 2
    if mark == "∠" and name.kind == "num" and name.text.rstrip(".").isdecimal():
        return Term("entity", "∠" + name.text.rstrip("."), tokens[at].start, name.end), 2
    return None, 1


def angle_at(tokens: list[Token], at: int) -> tuple[Term, int] | None:
    """Read "angle at vertex B" as ∠B."""
    texts = [token.text.lower() for token in tokens[at : at + _MAX_WIDTH]]
    if texts[:1] != ["angle"] or texts[1:2] not in (["at"], ["of"]):
        return None
    width = 2 + (texts[2:3] == ["the"])
    has_noun = texts[width : width + 1] and texts[width] in _CORNERS
    width += bool(has_noun)
    name = tokens[at + width] if at + width < len(tokens) else None
    if name is None or (texts[1] == "of" and not has_noun):
        return None
    if len(name.text) != 1 or not name.text.isupper():
        return None
    return Term("entity", "∠" + name.text, tokens[at].start, name.end), width + 1


_MAX_WIDTH = 5  # tokens
_CORNERS = frozenset("vertex point corner center centre".split())


def is_named(token: Token, mark: str) -> bool:
    """Tell the name behind "angle" or "triangle"."""
    if token.kind == "num":
        return mark == "∠" and token.text.rstrip(".").isdecimal() and len(token.text) < 4
    size = 3 if mark == "△" else len(token.text)
    is_name = token.kind in ("word", "sym") and token.text.isupper() and token.text != "I"
    return is_name and len(token.text) == size <= 3


def letter_term(tokens: list[Token], at: int) -> Term | None:
    """Read a single letter as an entity; "a", "I" and a leading "A" are words."""
    token = tokens[at]
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    is_current = token.text == "I" and behind is not None and behind.text == "="
    if token.text in ("a", "I", "i", "…") and not is_current:
        return None
    if not token.text.isalpha():
        return None
    if token.text == "A" and behind is not None and behind.kind == "word" and behind.text.islower():
        is_named = at > 0 and tokens[at - 1].kind == "word"
        if not is_named and behind.text not in ("is", "has", "and", "to", "lies", "was"):
            return None
    is_operand = behind is not None and behind.text == "^"
    before = tokens[at - 1] if at else None
    if before is not None and before.kind == "num" and before.end == token.start:
        is_operand = True  # 2x
    if before is not None and before.text == "-" and before.end == token.start:
        is_operand = is_operand or at < 2 or tokens[at - 2].kind in ("rel", "sep")  # -x = 5
    return Term("entity", token.text, token.start, token.end, is_operand=is_operand)
