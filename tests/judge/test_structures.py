"""Intervals, sets, tuples, matrices, equations, systems and lists, equal and near."""

from __future__ import annotations

import pytest

from tests.judge.verdicts import is_equal, rows

EQUAL = {
    "intervals": [(r"(-\infty,3)", "x<3"), (r"[1,2]\cup[2,3]", "[1,3]"), ("]1,2[", "(1,2)"),
                  (r"(-\infty,\infty)", r"\mathbb{R}"), (r"x\in[0,1)", "[0,1)"),
                  (r"(-\infty,2]\cup(5,\infty)", r"x \le 2 \text{ or } x > 5"),
                  ("[0.5, 1)", r"[\frac12,1)")],
    "intervals in words": [
        ("between 1 and 4 inclusive", "[1,4]"), ("from -1 to 4, inclusive", r"-1 \le x \le 4"),
        ("x is between 1 and 4 (inclusive)", "[1,4]"), ("[1, 4] inclusive", "[1,4]"),
        ("between 1 and 4, exclusive", "(1,4)"), ("strictly between 1 and 4", "1 < x < 4"),
        ("all real numbers x such that x > 2", "(2,∞)"), ("x at most 7", r"(-\infty, 7]")],
    "intervals with letters": [("(-a,a)", "-a<x<a"), ("[a,b)", r"a \le x < b"),
                               ("[-a,a]", r"a \ge x \ge -a"), ("(a,a+a]", r"a < t \le 2a"),
                               (r"x\in(0,a)", "0<x<a"), ("]0,a[", "0 < x < a")],
    "unions with letters": [(r"(-\infty,a)\cup(b,\infty)", r"(b,\infty)\cup(-\infty,a)"),
                            (r"[a,2a]\cup[3a,4a]", r"[3a,4a]\cup[a,a+a]"),
                            ("(0,a) U (b,1)", r"(b,1)\cup(0,a)"),
                            (r"\{a\}\cup\{b\}", r"\{b\}\cup\{a\}"),
                            (r"[0,a]\cup\{b\}", r"\{b\}\cup[0,a]"),
                            (r"A \cup B", "B ∪ A"), (r"A\setminus B", "A ∖ B")],
    "inequalities": [(r"x \geq 5", r"5 \leq x"), ("x < 1", "-x > -1"), (r"1 < x \le 3", "(1,3]"),
                     ("2x > 4", "x > 2"), ("x > 2", "(2, ∞)"), ("greater than 5", "x > 5"),
                     ("at least 5", "x ≥ 5"), ("no less than 5", "x ≥ 5"),
                     ("at most 5", "x ≤ 5"), ("no more than 5", "x ≤ 5")],
    "sets": [(r"\{1,2\}", "{2,1}"), (r"\{1,1,2\}", r"\{1,2\}"), (r"\{\frac12\}", r"\{0.5\}"),
             (r"\emptyset", r"\{\}"), ("no solution", r"\emptyset"),
             ("all real numbers", r"\mathbb{R}")],
    "tuples": [("(1,2)", "(1, 2.0)"), (r"\left(\frac12, 3\right)", "(0.5,3)"),
               ("P(3, -1)", "(3,-1)"),
               ("(x,y)=(1,2)", "(1,2)"), (r"(3, \frac{\pi}{2})", "(3, π/2)")],
    "matrices": [(r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", r"\begin{bmatrix}1&2\\3&4\end{bmatrix}"),
                 (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "[[1,2],[3,4]]"),
                 (r"\begin{pmatrix}0.5\\2\end{pmatrix}",
                  r"\begin{pmatrix}\frac12\\2\end{pmatrix}")],
    "vectors": [(r"\begin{pmatrix}1\\2\end{pmatrix}", "(1,2)"), (r"\langle 1,2\rangle", "(1,2)"),
                (r"2\mathbf{i}+3\mathbf{j}", "(2,3)")],
    "equations": [("y=2x+1", "2x-y+1=0"), ("x^2+2x+1=0", "(x+1)^2=0"), ("2x=4y", "x=2y"),
                  (r"\frac{x}{2}+\frac{y}{3}=1", "3x+2y=6"), ("x=5", "5"), ("5=x", "x=5")],
    "systems": [("x=1,y=2", "y=2,x=1"), (r"\begin{cases}x=1\\y=2\end{cases}", "x=1, y=2"),
                ("x=1,y=2", "(1,2)"), ("x = 1 and y = 2", "x=1,y=2"),
                ("x-y=1 and 4/5+x=y", "4/5+x=y, x-y=1")],
    "solution lists": [(r"x=3 \text{ or } x=-1", "-1, 3"), ("1, 2, 3", "3,2,1"),
                       ("6 and 8", "8, 6"), ("35 and 1/4", "1/4, 35"),
                       ("1/5 and 3/4", "0.75, 0.2"),
                       ("x_1=2, x_2=5", "x=5 or x=2"),
                       ("1;2;3", "1,2,3"), ("(1,2), (3,4)", "(3,4), (1,2)")],
    "plus minus": [(r"\pm 3", "3, -3"), (r"x=\pm\sqrt2", r"x=\sqrt2 \text{ or } x=-\sqrt2"),
                   (r"1\pm\sqrt{2}", r"1+\sqrt2, 1-\sqrt2"), ("±3", "∓3")],
    "ratios": [("3:4", "6:8"), ("3:4", "3/4"), ("1:2:3", "2:4:6")],
    "piecewise": [(r"\begin{cases}x&x>0\\-x&x\le 0\end{cases}",
                   r"\begin{cases}-x&x\le 0\\x&x>0\end{cases}")],
    "families": [
        (r"\frac{\pi}{2}+k\pi, k\in\mathbb{Z}", r"\frac{\pi}{2}+n\pi, n\in\mathbb{Z}"),
        ("x = 2πk", "x = 2πn"), ("x = 2πk (k an integer)", "x = 2πn, n integer"),
        (r"2\pi k \text{ where } k \text{ is an integer}", r"2\pi n, n \in \mathbb{Z}")],
    "names": [("x=5", "X=5"), ("f(x)=x^2", "f(t)=t^2"), ("y=2x", "f(x)=2x"), ("S=5", "S_1=5"),
              (r"\cos\theta=\frac12", "1/2"), (r"f^{-1}(x)=2x", "2x"), ("y=x", "x=y"),
              ("ab", "a b")],
    "intervals that repeat": [
        (r"(2k\pi, 2k\pi+\pi), k\in Z", r"(2n\pi, (2n+1)\pi), n\in\mathbb{Z}"),
        (r"(2k\pi, 2k\pi+\pi), k\in Z", r"(2k\pi+2\pi, (2k+3)\pi), k\in Z"),
        (r"(k\pi, 0)\ (k\in\mathbb{Z})", r"(n\pi, 0), n\in\mathbb{Z}")],
    "distances": [("|2x-1|<5", "(-2,3)"), (r"|2x-1|\ge5", r"(-\infty,-2]\cup[3,\infty)"),
                  (r"|3-x|\le 1", "[2,4]")],
    "infinity in letters": [("(-oo, 2) U (5, oo)", r"(-\infty,2)\cup(5,\infty)")],
    "letters in a tuple": [("(a, b]", "(a,b]")],
    "pairs parted by or": [("x=1,y=2 or x=3,y=4", "(1,2), (3,4)"), ("x=1 or x=3 or x=5", "1,3,5"),
                            ("x=1,y=2 or y=4,x=3", "(1,2), (3,4)")],
    "things counted": [("2 cats and 3 dogs", "3 dogs and 2 cats"), ("5 cm, 30 mm", "3 cm, 50 mm")],
    "commas between inequalities": [("x<-1, x>1", "x<-1 or x>1"), ("x>1, x<2", "(1,2)")],
    "moduli": [("|AB|=1", "AB=1"), ("|z|=1", "1")],
    "choices between values": [("1 or 2", r"\{1,2\}")],
}  # fmt: skip

NEAR = {
    "intervals in words": [
        ("between 1 and 4 inclusive", "(1,4)"), ("between 1 and 4 inclusive", "[1,5]"),
        ("between 1 and 4 inclusive", "4"), ("between 1 and 4 inclusive", r"\{1,4\}"),
        ("between 1 and 4 inclusive", "1, 4"), ("[1, 4] inclusive", "4"),
        ("no solution except x = 3", r"\emptyset"),
        ("between 1 and 4", "[1,4]"), ("strictly between 1 and 4", "[1,4]"),
        ("all real numbers x such that x > 2", "all real numbers"),
        ("all real numbers, x ≠ 0", "all real numbers"), ("x at most 7", "7")],
    "intervals": [("[0,1)", "(0,1)"), ("[0,1]", "[0,2]"), (r"(-\infty,3)", r"(-\infty,3]")],
    "intervals with letters": [("(-a,a)", r"-a \le x \le a"), ("(-a,a)", "-a<x<2a"),
                               ("(-a,a)", "a<x<-a"), ("(-a,a)", "-a<x>a"), ("(-a,a)", "x=a"),
                               ("(-a,a)", "-a<a"), ("(-a,a)", "-x<x<a"), ("(-a,a)", "a"),
                               ("(-a,a)", r"\{-a,a\}"), ("(-a,b,a)", "-a<b<a")],
    "unions with letters": [(r"(-\infty,a)\cup(b,\infty)", r"(-\infty,b)\cup(a,\infty)"),
                            (r"(-\infty,a)\cup(b,\infty)", r"(-\infty,a]\cup(b,\infty)"),
                            (r"[a,2a]\cup[3a,4a]", r"[3a,4a]\cup[a,3a]"),
                            ("(0,a) U (b,1)", "(0,a)"),
                            (r"\{a\}\cup\{b\}", r"\{a\}\cup\{c\}"),
                            (r"\{a\}\cup\{b\}", r"\{a\}\cap\{b\}"),
                            (r"[0,a]\cup\{b\}", r"[0,a)\cup\{b\}"),
                            (r"A \cup B", r"A \cap B"), (r"A \cup B", r"A \cup C"),
                            (r"A\setminus B", r"B\setminus A")],
    "inequalities": [("x<3", r"x\le3"), ("x<3", "x>3"), ("x>2", "2"), ("2x > 4", "x > 4"),
                     ("at least 5", "x > 5"), ("no less than 5", "x ≤ 5"),
                     ("at most 5", "x < 5"), ("no more than 5", "x ≥ 5")],
    "sets": [(r"\{1,2\}", r"\{1,3\}"), (r"\{1,2\}", r"\{1,2,3\}"), (r"\emptyset", "0"),
             (r"\{1,2\}", "1")],
    "tuples": [("(1,2)", "(2,1)"), ("(1,2,3)", "(1,3,2)"), ("(1,2)", "(1,2,3)"),
               ("(1,2)", r"\{1,2\}")],
    "matrices": [(r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", r"\begin{pmatrix}1&3\\2&4\end{pmatrix}"),
                 (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", r"\begin{pmatrix}1&2&3&4\end{pmatrix}")],
    "vectors": [(r"\begin{pmatrix}1\\2\end{pmatrix}", "(2,1)"),
                (r"2\mathbf{i}+3\mathbf{j}", "(3,2)")],
    "equations": [("x=y", "x=2y"), ("y=2x+1", "y=2x-1"), ("x^2+y^2=1", "1"), ("x=5", "x=-5")],
    "systems": [("x=1,y=2", "x=2,y=1"), ("x=1,y=2", "(2,1)"), ("x=1,y=2", "x=1")],
    "solution lists": [("1,2,3", "1,2"), ("1,2", "1,-2"), ("1, 2", "12"), ("3, -1", "-3, 1")],
    "plus minus": [(r"\pm 3", "3"), (r"1\pm\sqrt2", r"1+\sqrt2"), (r"\pm 3", r"\pm 2")],
    "ratios": [("3:4", "4:3"), ("1:2:3", "1:2:4"), ("3:4", "34")],
    "piecewise": [(r"\begin{cases}x&x\ge 1\\-x&x<0\end{cases}", "|x|"),
                  (r"\begin{cases}x&x\ge 0\\-x&x<0\end{cases}", r"\infty"),
                  (r"\begin{cases}x&x>0\\-x&x\le 0\end{cases}",
                   r"\begin{cases}-x&x>0\\x&x\le 0\end{cases}")],
    "families": [
        (r"\frac{\pi}{2}+k\pi, k\in\mathbb{Z}", r"\frac{\pi}{2}+2k\pi, k\in\mathbb{Z}"),
        ("x = 2k, k positive integer", "x = 2k, k ∈ ℤ"), ("2πk for odd integers k", "2πk, k ∈ ℤ"),
        ("x = 2πk", "x = πn"), ("x = 2πk (k an integer)", "2"), ("x = 2πk", "x = 2πa"),
        (r"2\pi k \text{ where } k \text{ is an integer}", r"\pi n, n \in \mathbb{Z}")],
    "names": [("x=5", "y=5"), ("f(x)=x^2", "g(x)=x^2"), ("f(x)=2x", "f'(x)=2x"),
              (r"\cos\theta=\frac12", "2"), (r"\sin\theta=\cos\theta", "1"), ("ab", "a+b"),
              (r"f^{-1}(x)=2x", "f(x)=2x")],
    "intervals that repeat": [
        (r"(2k\pi, 2k\pi+\pi), k\in Z", r"(2k\pi, (2k+3)\pi), k\in Z"),
        (r"(2k\pi, 2k\pi+\pi), k\in Z", r"[2k\pi, 2k\pi+\pi), k\in Z"),
        (r"(k\pi, 0), k\in Z", r"(k\pi, 1), k\in Z")],
    "distances": [("|2x-1|<5", "(-3,2)"), ("|3-x|<1", "[2,4]")],
    "pairs parted by or": [("x=1,y=2 or x=3,y=4", "(1,4), (3,2)")],
    "things counted": [("2 cats and 3 dogs", "3 cats and 2 dogs")],
    "infinity in letters": [("(-oo, 2) U (5, oo)", r"(-\infty,2]\cup(5,\infty)")],
    "letters in a tuple": [("(a, b]", "ab"), ("(a, b]", "(a, b)")],
    "commas between inequalities": [("x<-1, x>1", r"\emptyset"), ("x<-1 and x>1", "x<-1 or x>1")],
    "moduli": [("|z|=1", "z=1")],
    "choices between values": [("1 or 2", r"x\in(1,2)"), ("1 or 2", "(1,2)")],
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), rows(EQUAL))
def test_the_same_structure(one: str, other: str) -> None:
    assert is_equal(one, other)


@pytest.mark.parametrize(("one", "other"), rows(NEAR))
def test_a_near_structure(one: str, other: str) -> None:
    assert not is_equal(one, other)


@pytest.mark.parametrize("kind", EQUAL)
def test_every_kind_has_both_sides(kind: str) -> None:
    assert NEAR[kind]
