r"""Read a residue with its modulus as one name: x ≡ 3 (mod 7), x \equiv 3 \pmod{7}."""

from __future__ import annotations

from stepreward.algebra.tokens import Token
from stepreward.claims.replaced import replaced

_CONGRUENT = "≡"
_MODULO = frozenset(("mod", "modulo", "\\pmod", "\\pod"))
_BRACKETS = frozenset(("(", ")", "{", "}"))
_MAX_TOKENS = 6  # of a residue with its modulus


def with_congruences(tokens: list[Token]) -> list[Token]:
    """Make each residue behind ≡ one symbol, "3 mod 7".

    >>> from stepreward.algebra.tokens import tokenize
    >>> [token.text for token in with_congruences(tokenize("x ≡ 3 (mod 7)"))]
    ['x', '≡', '3 mod 7']
    """
    if not any([token.text == _CONGRUENT for token in tokens]):
        return tokens
    return replaced(tokens, _residue_at)


def _residue_at(tokens: list[Token], at: int) -> tuple[list[Token], int] | None:
    if not at or tokens[at - 1].text != _CONGRUENT:
        return None
    plain = [
        (token, here)
        for here, token in enumerate(tokens[at : at + _MAX_TOKENS], start=at)
        if token.text not in _BRACKETS
    ]
    sign = "-" if plain and plain[0][0].text == "-" else ""
    kinds = [token.kind for token, _ in plain[len(sign) :]]
    if len(kinds) < 3 or (kinds[0], kinds[2]) != ("num", "num"):
        return None
    (number, _), (modulo, _), (modulus, behind) = plain[len(sign) : len(sign) + 3]
    if modulo.text not in _MODULO:
        return None
    is_closed = behind + 1 < len(tokens) and tokens[behind + 1].kind == "close"
    name = f"{sign}{number.text.rstrip('.')} mod {modulus.text.rstrip('.')}"
    last = behind + is_closed
    return [Token("sym", name, tokens[at].start, tokens[last].end)], last + 1
