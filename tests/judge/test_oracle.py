"""The judge agrees with sympy on random expressions; sympy is the oracle here, and only here."""

from __future__ import annotations

import sympy
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.judge.trees import Tree, join, leaf, rational, roots_and_waves
from tests.judge.verdicts import is_equal


def is_finite(tree: Tree) -> bool:
    """Tell an expression with a value from a division by zero."""
    return not tree.value.has(sympy.zoo, sympy.nan, sympy.oo)


@given(rational(), rational())
def test_rational_functions_are_equal_where_sympy_says_so(one: Tree, other: Tree) -> None:
    assume(is_finite(one) and is_finite(other))
    same = sympy.cancel(sympy.together(one.value - other.value)) == 0
    assert is_equal(one.ascii, other.latex) is same


@given(rational())
def test_what_sympy_expands_is_still_equal(tree: Tree) -> None:
    assume(is_finite(tree))
    expanded = sympy.expand(tree.value)
    assert is_equal(sympy.latex(expanded), tree.ascii)
    assert is_equal(str(expanded), tree.latex)


@given(rational(), st.integers(1, 9))
def test_one_more_is_not_equal(tree: Tree, more: int) -> None:
    assume(is_finite(tree))
    assert not is_equal(join("+", tree, leaf(more)).latex, tree.ascii)


@given(roots_and_waves(), roots_and_waves())
def test_roots_and_waves_are_equal_where_sympy_says_so(one: Tree, other: Tree) -> None:
    gap = sympy.simplify(one.value - other.value)
    at = {
        name: sympy.Rational(14_142_136 + 3_183_099 * index**2, 10**7)
        for index, name in enumerate(sorted(gap.free_symbols, key=str))
    }
    same = gap == 0 or abs(sympy.N(gap.subs(at), 30)) < sympy.Rational(1, 10**20)
    assert is_equal(one.ascii, other.latex) is bool(same)
