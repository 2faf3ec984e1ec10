"""Take the name off an answer: "x = 5" answers what "5" answers."""

from __future__ import annotations

import re
from fractions import Fraction

from stepreward.algebra.numeric import CONSTANTS
from stepreward.algebra.rewrite import rebuild
from stepreward.algebra.tree import Node, names, postorder

_LINKS = frozenset({"=", "≈", "→", "∈", "≡"})
_NAMING = frozenset({"sym", "*", "abs", "ratio", "/", "tuple", "index", "call bar"})
_MAX_NAME = 16  # parts


def stripped(node: Node) -> Node:
    """Take the name off "x = 5", "f(x) = …", "(p, q) = (3, 2)"; keep a true equation."""
    if node.op != "rel":
        return node
    _, value = split_label(node)
    return node if value is None else value


def split_label(node: Node) -> tuple[Node | None, Node | None]:
    """Split "x = 2 + 3 = 5" into its name and its last exact value.

    The value is None for an equation such as x + y = 1, the name for a chain such as 2 + 3 = 5.
    """
    if node.op != "rel" or not isinstance(node.leaf, tuple):
        return None, node
    signs, sides = node.leaf, node.args
    if not _LINKS.issuperset(signs):
        return None, None
    exact_sides = [sides[0]]
    for sign, side in zip(signs, sides[1:], strict=True):
        if sign == "≈" and not (len(exact_sides) == 1 and is_name(sides[0])):
            break
        exact_sides.append(side)
    last = exact_sides[-1]
    if is_name(sides[0]) and len(exact_sides) > 1:
        return sides[0], last
    if is_name(last) and len(exact_sides) == 2 and not is_name(sides[0]):
        return last, sides[0]  # "5 = x"
    if not any(names(side) - CONSTANTS.keys() for side in exact_sides):
        return None, last
    return None, None


def contradicts_itself(node: Node) -> bool:
    """Tell "1 = 2 = 3", nothing but different numbers set equal, from "0.333 = 0.33"."""
    if node.op != "rel" or not isinstance(node.leaf, tuple) or set(node.leaf) != {"="}:
        return False
    if any(side.op != "num" for side in node.args):
        return False
    places = min(side.places or 0 for side in node.args)
    values = [side.leaf for side in node.args if isinstance(side.leaf, (int, Fraction))]
    return max(values) - min(values) > Fraction(1, 10**places)


def is_name(node: Node) -> bool:
    """Tell what only names a value: x, a_3, f(x), AB, |AB|, V_1 : V_2, (p, q)."""
    parts = postorder(node)
    if len(parts) > _MAX_NAME:
        return False
    if node.op.startswith("call "):
        return True
    if not all(part.op in _NAMING for part in parts):
        return False
    return all(part.leaf not in CONSTANTS for part in parts if part.op == "sym")


_LETTER = re.compile(r"[a-zA-Z]'{0,3}")


def names_another(a: Node, b: Node) -> bool:
    """Tell x = 5 from y = 5 and f(x) = 2x from g(x) = 2x; S = 5 and S_1 = 5 may be one."""
    (label, value), (other, other_value) = split_label(a), split_label(b)
    if label is None or other is None or value is None or other_value is None:
        return False
    if label.op.startswith("call ") and other.op.startswith("call "):
        return label.op.casefold() != other.op.casefold()
    for name, bars in ((label, other), (other, label)):
        if name.op == "sym" and bars == Node("abs", (name,)):
            return True  # |z| = 1 and z = 1
    marks = str(label.leaf), str(other.leaf)
    if label.op != "sym" or other.op != "sym" or not all(map(_LETTER.fullmatch, marks)):
        return False
    is_equation = bool({*marks} & (names(value) | names(other_value)))
    return not is_equation and marks[0].casefold() != marks[1].casefold()


def with_argument_of(a: Node, b: Node) -> Node:
    """Write f(t) = t + 1 with the x of the other side's f(x)."""
    one, other = _argument(a), _argument(b)
    if one is None or other is None or one == other or one.leaf in names(b):
        return b
    return rebuild(b, lambda part: one if part == other else part)


def _argument(node: Node) -> Node | None:
    """Take the x of "f(x) = …"."""
    if node.op != "rel" or node.leaf != ("=",):
        return None
    label = node.args[0]
    is_function = label.op.startswith("call ") and len(label.args) == 1
    return label.args[0] if is_function and label.args[0].op == "sym" else None
