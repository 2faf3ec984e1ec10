"""Constants, functions, sums and integrals in LaTeX, ASCII and Unicode, equal and near."""

from __future__ import annotations

import pytest

from tests.judge.verdicts import is_equal, rows, verdict

EQUAL = {
    "latex": [(r"\left( \dfrac{1}{2} \right)", "1/2"), (r"2 \cdot 3", r"2\times3"),
              (r"x^{2/3}", r"\sqrt[3]{x^2}"), (r"\displaystyle\frac{x}{2}", "x/2"),
              (r"\binom{5}{2}", "10"), (r"\log_2 8", "3"), (r"\mathrm{e}", "e")],
    "ascii": [("x**2", "x^2"), ("sqrt(3)/3", r"\frac{1}{\sqrt3}"), ("-2*pi", r"-2\pi"),
              ("2*exp(x)", "2e^x"), ("1e-6", r"10^{-6}"), ("cbrt(8)", "2")],
    "unicode": [("x²+1", "x^2+1"), ("√2", r"\sqrt{2}"), ("3√5", r"3\sqrt5"), ("2×3÷6", "1"),
                ("√(x+1)", r"\sqrt{x+1}"), ("π/3", r"\frac{\pi}{3}"), ("x⁻¹", "1/x")],
    "roots": [(r"\sqrt{8}", r"2\sqrt{2}"), (r"\sqrt{2}/2", r"\frac{1}{\sqrt2}"), ("8^{1/3}", "2"),
              (r"\sqrt{3+2\sqrt2}", r"1+\sqrt2"), (r"|x|", r"\sqrt{x^2}")],
    "trigonometry": [(r"\sin^2 x+\cos^2 x", "1"), (r"\cos 2x", r"1-2\sin^2 x"),
                     (r"\tan x", r"\frac{\sin x}{\cos x}"), (r"\sin 30^\circ", "1/2"),
                     (r"\arctan 1", r"\frac{\pi}{4}"), (r"\sin^{-1}(1)", r"\pi/2")],
    "logarithms": [(r"\ln e^3", "3"), (r"\ln 2", r"\log_e 2"), (r"\log_{10} 100", "2"),
                   (r"\ln 6", r"\ln 2 + \ln 3"), (r"e^{\ln 3}", "3")],
    "one letter that is a unit too": [("2 y", "y+y"), ("1 - 2 y", "1-2y"), ("4 y^{2}", "(2y)^2")],
    "polynomials": [("(x+1)(x-1)", "x^2-1"), ("a^2-b^2", "(a-b)(a+b)"),
                    ("n(n+1)/2", r"\frac{n^2+n}{2}"),
                    ("3xy + 2x", "x(2+3y)"), ("(r+5)^2", "(r+5)(r+5)")],
    "rational functions": [(r"\frac{x^2-1}{x-1}", "x+1"),
                           (r"\frac{1}{x}+\frac1y", r"\frac{x+y}{xy}")],
    "functions": [("f(x)=2x", "2x"), ("y = x^2", "f(x) = x^2"), (r"f(n) = \frac{n!}{(n-1)!}", "n")],
    "complex": [("2+3i", "3i+2"), ("(1+i)^2", "2i"), (r"\sqrt{-1}", "i"),
                (r"\frac{1}{1-i}", r"\frac{1+i}{2}")],
    "factorials": [("5!", "120"), (r"\binom{n}{k}", r"\binom{n}{n-k}"),
                   (r"\binom{n}{2}", "n(n-1)/2"), ("C(5,2)", "C(5,2)")],
    "sums": [(r"\sum_{k=1}^{10} k", "55"), (r"\sum_{i=m}^n i", r"\frac{(n-m+1)(m+n)}{2}"),
             (r"\sum_{k=0}^{3} 2^k", "15"),
             (r"\prod_{i=1}^{5} i", "120")],
    "integrals": [(r"\int_0^1 x^2 dx", "1/3"), (r"\int_0^{\pi} \sin x\,dx", "2"),
                  ("integral from 0 to 2 of x dx", "2")],
    "antiderivatives": [(r"\frac{x^3}{3}+C", "x^3/3 + c"), (r"\int x^2 dx", "x^3/3+C"),
                        (r"-\cos x + C", r"C-\cos x"), (r"\ln x + C", r"\ln(2x) + C")],
    "infinity": [(r"\infty", "∞"), (r"-\infty", "-∞"), (r"\infty", "infinity")],
    "huge": [("2^{1000}", "4^{500}"), ("10^{100}", "10^{99} * 10")],
    "kinks": [("|2x-7|", "|7-2x|"), (r"\sqrt{(a-6)^2}", "|a-6|"), (r"\sqrt{4x+4}", r"2\sqrt{x+1}"),
              (r"\max(2,x)", r"\frac{x+2+|x-2|}{2}"), ("y=|x-2|+1", "y-1=|2-x|"),
              (r"\sqrt{x^2+1}+x", r"\frac{1}{\sqrt{x^2+1}-x}")],
    "steps": [(r"\lfloor x+3\rfloor", r"\lfloor x\rfloor+3"),
              (r"\lfloor -x\rfloor", r"-\lceil x\rceil"),
              (r"\lceil\frac{n}{3}\rceil", r"\lfloor\frac{n+2}{3}\rfloor"),
              (r"n \bmod 2", r"\frac{1-(-1)^n}{2}")],
    "products of functions": [(r"2\sin x\cos x", r"\sin 2x"), (r"\sin x\ln x", r"\ln x\sin x"),
                              (r"\sin A\cos B+\cos A\sin B", r"\sin(A+B)"),
                              (r"\sin\cos x", r"\sin(\cos x)")],
    "angles": [(r"60^\circ", r"\frac{\pi}{3}"), (r"\arcsin\frac12", r"30^\circ"),
               ("60 degrees", r"\pi/3 radians"), ("2 radians", "2"), ("180°", "π rad")],
    "double factorials": [("9!!", "945"), ("6!!", "48"), ("0!!", "1"), ("(3!)!", "720"),
                          ("(2n)!!", "(2n)!!")],
    "chosen": [("C_6^3", "20"), ("C_{10}^{3}", r"\binom{10}{3}"), ("C_2^5", "C_2^5")],
    "conjugates": [(r"\overline{2-5i}", "2+5i"), (r"\overline{z}", r"\bar z")],
    "powers behind a name": [(r"2^n+n2^{n-1}", r"2^{n-1}(n+2)"), ("(n+2)2^{n-1}", "2^{n-1}(n+2)")],
    "too large to compute": [(r"\frac{2024!}{2^{1012}}", "2024!/2^{1012}")],
}  # fmt: skip

NEAR = {
    "latex": [(r"\frac{x}{2y}", r"\frac{x}{2}y"), (r"\binom{5}{2}", r"\frac52"),
              (r"\log_2 8", r"\log_8 2")],
    "ascii": [("x**2", "2x"), ("sqrt(3)/3", "sqrt(3/3)"), ("-2*pi", "2*pi")],
    "unicode": [("x²", "x³"), ("√2", "2"), ("√(x+1)", "√x + 1")],
    "roots": [(r"\sqrt{8}", r"2\sqrt{3}"), (r"\sqrt{x^2+1}", "x+1"), (r"\sqrt{x^2}", "-x")],
    "trigonometry": [(r"\sin x", r"\cos x"), (r"\sin 2x", r"2\sin x"),
                     (r"\sin 30^\circ", r"\sin 30")],
    "logarithms": [(r"\ln 6", r"\ln 2 \cdot \ln 3"), (r"\ln x", r"\log_{10} x")],
    "one letter that is a unit too": [("2 y", "y^2"), ("1 - 2 y", "-y"), ("2 m", "3 m")],
    "polynomials": [("x+1", "x-1"), ("(x+1)^2", "x^2+1"), ("2x", "x^2"), ("ab", "ac")],
    "rational functions": [(r"\frac{1}{x}+\frac1y", r"\frac{1}{x+y}"),
                           (r"\frac{x+1}{x-1}", r"\frac{x-1}{x+1}")],
    "functions": [("f(x)=2x", "f(x)=3x"), ("2x", "2n")],
    "complex": [("2+3i", "2-3i"), ("i", "-i"), ("i", "1")],
    "factorials": [(r"\binom{x}{y}", "0"), (r"\binom{n}{k}", r"\binom{k}{n}"),
                   ("5!", "121"), ("(n+1)!", "n!+1")],
    "sums": [(r"\sum_{k=1}^{10} k", "45"), (r"\sum_{i=m}^n i", "0"),
             (r"\prod_{i=1}^{5} i", "15")],
    "integrals": [(r"\int_0^1 x^2 dx", "1/2"), (r"\int_0^1 x^2 dx", r"\int_0^2 x^2 dx")],
    "antiderivatives": [(r"\frac{x^3}{3}+C", "x^3+C"), (r"-\cos x + C", r"\cos x + C")],
    "infinity": [(r"\infty", r"-\infty"), (r"\infty", "10^{100}")],
    "huge": [("2^{1000}", "2^{1000}+1"), ("10^{100}", "10^{101}"), ("2^{10^9}", "2^{10^9}+1")],
    "kinks": [("|x-3|", "3-x"), ("|x-100|", "100-x"), ("|x+4|", "x+4"), (r"\sqrt{(x-5)^2}", "5-x"),
              (r"\max(x,10)", "10"), ("((x-8)^2)^{1/2}", "8-x"), ("|x-3|+y=2", "3-x+y=2"),
              ("|x-1|+|x-9|", "8")],
    "steps": [(r"\lfloor\frac n2\rfloor", r"\lfloor\frac{n+1}{2}\rfloor"),
              (r"\lfloor x\rfloor", r"\lceil x\rceil-1"),
              (r"\lfloor 2x\rfloor", r"2\lfloor x\rfloor"),
              (r"\lceil\frac{n}{3}\rceil", r"\lfloor\frac{n+1}{3}\rfloor")],
    "products of functions": [(r"\sin x\cos x", r"\sin(x\cos x)"), (r"\sin^2 x", r"\sin x^2")],
    "angles": [(r"60^\circ", r"\frac{\pi}{6}"), ("60", r"\frac{\pi}{3}"), ("2 rad", "2°"),
               (r"\arcsin\frac12", "30"), ("1 radian", "1 degree")],
    "double factorials": [("9!!", "362880"), ("(3!)!", "3!!"), ("(2n)!!", "((2n)!)!")],
    "chosen": [("C_6^3", "216"), ("C_2^5", "0")],
    "conjugates": [(r"\overline{2-5i}", "2-5i"), (r"\overline{z}", "z")],
    "powers behind a name": [("n2^n", "(n+2)^n"), ("(n+2)2^{n-1}", "2^n(n+2)")],
    "too large to compute": [(r"\frac{2024!}{2^{1012}}", "2024!/2^{1011}"), ("0/(2024!-0)", "0/0"),
                             (r"\infty-\infty", r"\infty - \infty")],
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), rows(EQUAL))
def test_the_same_value(one: str, other: str) -> None:
    assert is_equal(one, other)


@pytest.mark.parametrize(("one", "other"), rows(NEAR))
def test_a_near_value(one: str, other: str) -> None:
    assert not is_equal(one, other)


@pytest.mark.parametrize("kind", EQUAL)
def test_every_kind_has_both_sides(kind: str) -> None:
    assert NEAR[kind]


@pytest.mark.parametrize(
    "text", [r"\frac{d}{dx} x^2", r"\lim_{x\to 0} \frac{\sin x}{x}", "1000000000!"]
)
def test_what_is_not_computed_is_undecided(text: str) -> None:
    assert verdict(text, "x") == "undecided"
