"""Growth by a share, told in two operations: 60 * 1.1 is 60 and 10% of 60."""

from __future__ import annotations

from fractions import Fraction

from stepreward.algebra.exact import whole
from stepreward.algebra.tree import Node, Number, number
from stepreward.match.arithmetic.shapes import Shape, is_plain, shape_of

_FACTORS = 2
_LEAST = Fraction(1, 2)  # what a price falls to; a smaller factor is a share of it


def grown_of(shape: Shape | None, known: frozenset[Number] | None = None) -> tuple[Shape, ...]:
    """Split what grows or shrinks by a share: its sum with the change, and the change itself.

    A percentage that is given, as ``known`` numbers are, is no 1 with a share added or taken off.

    >>> from stepreward.algebra.tree import Node, number
    >>> shape = shape_of(Node("*", (number(60), number(Fraction(11, 10)))))
    >>> [str(part.value) for part in grown_of(shape)]
    ['66', '6']
    """
    if shape is None or shape.kind != "product" or not is_plain(shape):
        return ()
    factors = [Fraction(part) for part, power in shape.parts.elements() if power > 0]
    if len(factors) != _FACTORS or shape.parts.total() != _FACTORS:
        return ()
    base, rate = sorted(factors, key=_is_rate)
    if not _is_rate(rate) or _is_rate(base) or rate * 100 in (known or ()):
        return ()
    share = whole(abs(rate - 1))
    change = whole(abs(base * share))
    sign = "+" if rate > 1 else "-"
    found = (
        shape_of(Node(sign, (number(whole(base)), number(change)))),
        shape_of(Node("*", (number(whole(base)), number(share)))),
    )
    return tuple([part for part in found if part is not None]) if None not in found else ()


def _is_rate(factor: Fraction) -> bool:
    return _LEAST <= factor < 2 and factor.denominator > 1
