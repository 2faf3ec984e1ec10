r"""Read the formula of a substance as one name, however it is set: H₂O, \mathrm{H_2O}."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stepreward.algebra.tokens import Token

_ELEMENTS = frozenset(
    """H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br
    Kr Rb Sr Zr Mo Ag Cd Sn Sb I Xe Cs Ba W Pt Au Hg Pb Bi Ra U""".split()
)
_ATOMS = re.compile(r"[A-Z][a-z]?")
_IN_PAIRS = frozenset("H2 N2 O2 O3 F2 Cl2 Br2 I2".split())  # one element, yet no indexed letter
_STATES = frozenset("g l s aq".split())
_MAX_TOKENS = 24  # of one formula
# A sentence that may hold a formula that is set: an index under a capital, or a command around it.
SET = re.compile(
    r"[A-Z][a-z]?\}?_|\\(?:mathrm|text|ce|mathsf)\s*\{[^{}]{0,40}[A-Z]|[A-Z][a-z]?[₀-₉]"
)


def may_hold_formula(text: str, start: int, end: int) -> bool:
    """Tell at a glance whether a formula with an index may stand in a stretch of text."""
    is_marked = text.find("_", start, end) >= 0 or text.find("\\", start, end) >= 0
    if not is_marked and text[start:end].isascii():
        return False
    return SET.search(text, start, end) is not None


def with_substances(tokens: list[Token], sentence: str) -> list[Token]:
    """Make each formula of a sentence one symbol; in a reaction NaCl, which has no index, too."""
    is_reaction = any([token.text == "→" for token in tokens])
    if is_reaction or may_hold_formula(sentence, 0, len(sentence)):
        tokens = with_formulas(tokens, sentence, "sym")
    if not is_reaction:
        return tokens
    states = {
        place for at in range(len(tokens)) if _is_state(tokens, at) for place in range(at, at + 3)
    }
    tokens = [token for at, token in enumerate(tokens) if at not in states]
    return [
        token._replace(kind="sym") if _takes_part(tokens, at) else token
        for at, token in enumerate(tokens)
    ]


def _takes_part(tokens: Sequence[Token], at: int) -> bool:
    """Tell the NaCl of "→ 2NaCl" from words of a sentence that has an arrow."""
    if tokens[at].kind not in ("word", "letter") or not _are_elements(tokens[at].text):
        return False
    first = at - 1 if at > 1 and tokens[at - 1].kind == "num" else at  # the 2 of 2NaCl
    around = (*tokens[max(first - 1, 0) : first], *tokens[at + 1 : at + 2])
    return any([token.kind in ("op", "rel") for token in around])


def with_formulas(tokens: list[Token], text: str, kind: str) -> list[Token]:
    """Make each formula with an index one token of a kind; what state it is in is left out."""
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        found = _formula_at(tokens, at, text) if tokens[at].text[:1].isupper() else None
        if found is None:
            kept.append(tokens[at])
            at += 1
        else:
            name, at = found
            kept.append(name._replace(kind=kind))
    return kept


def _formula_at(tokens: Sequence[Token], first: int, text: str) -> tuple[Token, int] | None:
    """Read the formula that begins at a token, and the index behind it."""
    written: list[str] = []
    at = first
    behind = first  # what was read as far as here
    while at < min(len(tokens), first + _MAX_TOKENS) and _is_joined(tokens, first, at, text):
        token = tokens[at]
        if token.kind in ("sym", "letter", "word", "fn") and _are_elements(token.text):
            written.append(token.text)
            at = behind = at + 1
        elif (index := _index_at(tokens, at)) is not None and written:
            written.append(index[0])
            at = behind = index[1]
        elif token.text == "(" and (group := _group_at(tokens, at)) is not None:
            written.append(group[0])
            at = behind = group[1]
        else:
            break
    name = "".join(written)
    if not _is_formula(name):
        return None
    end = tokens[behind - 1].end
    if _is_state(tokens, behind):
        behind += 3
    return Token("", name, tokens[first].start, end), behind


def _is_joined(tokens: Sequence[Token], first: int, at: int, text: str) -> bool:
    if at == first:
        return True
    gap = text[tokens[at - 1].end : tokens[at].start]
    return not gap or not any([character.isspace() for character in gap])


def _are_elements(text: str) -> bool:
    atoms = _ATOMS.findall(text)
    return "".join(atoms) == text and _ELEMENTS.issuperset(atoms)


def _index_at(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Read 2, _2 and _{2} behind an element."""
    at += tokens[at].text == "_"
    is_group = at < len(tokens) and tokens[at].text == "{"
    number = tokens[at + is_group] if at + is_group < len(tokens) else None
    if number is None or number.kind != "num":
        return None
    digits = number.text.rstrip(".")
    if not digits.isdecimal() or len(digits) > 2:
        return None
    if is_group and (at + 2 >= len(tokens) or tokens[at + 2].text != "}"):
        return None
    return digits, at + (3 if is_group else 1)


def _group_at(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Read the (OH)2 of Ca(OH)2."""
    written: list[str] = []
    here = at + 1
    while here < len(tokens) and here < at + 8 and tokens[here].text != ")":
        index = _index_at(tokens, here)
        if index is not None and written:
            written.append(index[0])
            here = index[1]
        elif _are_elements(tokens[here].text):
            written.append(tokens[here].text)
            here += 1
        else:
            return None
    index = _index_at(tokens, here + 1) if here + 1 < len(tokens) else None
    if not written or index is None:
        return None
    return f"({''.join(written)}){index[0]}", index[1]


def _is_formula(name: str) -> bool:
    """Tell H2O from CO, which may name a segment, and O2 from the point A2."""
    if not any([character.isdecimal() for character in name]):
        return False
    return len(_ATOMS.findall(name)) > 1 or name in _IN_PAIRS


def _is_state(tokens: Sequence[Token], at: int) -> bool:
    """Tell the (aq) behind a formula."""
    texts = [token.text for token in tokens[at : at + 3]]
    return len(texts) == 3 and texts[0] == "(" and texts[1] in _STATES and texts[2] == ")"
