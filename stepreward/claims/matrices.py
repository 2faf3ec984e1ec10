"""Take a matrix for one thing: no number in it is the side of an equation."""

from __future__ import annotations

from stepreward.algebra.tokens import Token
from stepreward.claims.replaced import replaced

KIND = "table"
_TABLES = frozenset("matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix array".split())


def with_matrices(tokens: list[Token]) -> list[Token]:
    r"""Make each matrix one token, which holds what stands in its environment.

    >>> from stepreward.algebra.tokens import tokenize
    >>> tokens = tokenize(r"A = \begin{pmatrix} 1 & 2 \end{pmatrix}")
    >>> [token.kind for token in with_matrices(tokens)]
    ['sym', 'rel', 'table']
    """
    if not any([token.kind == "begin" and token.text in _TABLES for token in tokens]):
        return tokens
    return replaced(tokens, _matrix_at)


def _matrix_at(tokens: list[Token], at: int) -> tuple[list[Token], int] | None:
    first = tokens[at]
    if first.kind != "begin" or first.text not in _TABLES:
        return None
    for here in range(at + 1, len(tokens)):
        last = tokens[here]
        if last.kind == "rel":
            return None  # an array of equations
        if (last.kind, last.text) == ("end", first.text):
            rows = " ".join([token.text for token in tokens[at + 1 : here]])
            return [Token(KIND, f"[{rows}]", first.start, last.end)], here + 1
    return None
