"""Draw random expressions, and write each for the judge and as a sympy value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy
from hypothesis import strategies as st

NAMES = {name: sympy.Symbol(name, positive=True) for name in "xyz"}


@dataclass(frozen=True, slots=True)
class Tree:
    """One expression: as ASCII, as LaTeX, and as sympy computes it."""

    ascii: str
    latex: str
    value: Any


def leaf(value: int | str) -> Tree:
    """Make a whole number or a name."""
    return Tree(
        str(value), str(value), NAMES[value] if isinstance(value, str) else sympy.Integer(value)
    )


def join(sign: str, one: Tree, other: Tree) -> Tree:
    """Join two expressions by an operation."""
    if sign == "+":
        return Tree(
            f"({one.ascii} + {other.ascii})",
            f"({one.latex}+{other.latex})",
            one.value + other.value,
        )
    if sign == "-":
        return Tree(
            f"({one.ascii} - ({other.ascii}))",
            f"({one.latex}-({other.latex}))",
            one.value - other.value,
        )
    if sign == "*":
        return Tree(
            f"({one.ascii})*({other.ascii})",
            rf"({one.latex}) \cdot ({other.latex})",
            one.value * other.value,
        )
    return Tree(
        f"({one.ascii})/({other.ascii} + 7)",
        rf"\frac{{{one.latex}}}{{{other.latex}+7}}",
        one.value / (other.value + 7),
    )


def raised(base: Tree, power: int) -> Tree:
    """Raise to a small power."""
    return Tree(f"({base.ascii})**{power}", f"({base.latex})^{{{power}}}", base.value**power)


def called(name: str, inner: Tree) -> Tree:
    """Take a function of an expression."""
    function = {"sqrt": sympy.sqrt, "sin": sympy.sin, "exp": sympy.exp}[name]
    latex = rf"\sqrt{{{inner.latex}}}" if name == "sqrt" else rf"\{name}({inner.latex})"
    return Tree(f"{name}({inner.ascii})", latex, function(inner.value))


LEAVES = st.one_of(st.integers(0, 9), st.sampled_from("xyz")).map(leaf)


def _grow(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return st.one_of(
        st.builds(join, st.sampled_from("+-*/"), inner, inner),
        st.builds(raised, inner, st.integers(0, 3)),
    )


def rational() -> st.SearchStrategy[Tree]:
    """Draw a rational function of up to three names."""
    return st.recursive(LEAVES, _grow, max_leaves=6)


def roots_and_waves() -> st.SearchStrategy[Tree]:
    """Draw a root, sine or exponential of a rational function, times another."""
    function = st.builds(called, st.sampled_from(["sqrt", "sin", "exp"]), LEAVES)
    return st.builds(join, st.sampled_from("+-*"), function, LEAVES)
