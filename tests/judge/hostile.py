"""Texts that a policy could write to make a judge hang, swell, crash, or run code."""

from __future__ import annotations

HUGE = {
    "tower of stars": "9**9**9**9",
    "tower": "9^{9^{9^{9}}}",
    "tower of tens": "10^{10^{10}}",
    "2 to 10^9": "2^{10^9}",
    "and one more": "2^{10^9}+1",
    "factorial": "1000000000!",
    "factorials": "(((9!)!)!)!",
    "binomial": r"\binom{10^9}{5·10^8}",
    "sum": r"\sum_{i=1}^{10^9} i",
    "sum of nothing": r"\sum_{i=1}^{10^9}",
    "product": r"\prod_{i=1}^{10^7} i",
    "integral": r"\int_0^1 \sin(1/x) e^{\tan x} dx",
    "integrals": r"\int_0^1\int_0^1\int_0^1\int_0^1 \sin(xyzw) dx dy dz dw",
    "no antiderivative": r"\int e^{x^2}\sin(x^3)\ln(x) dx",
    "exponent": "1e999999999",
    "power of a sum": "(x+1)^{5000}",
    "remainder": r"10^{400}\mod 7",
}
LONG = {
    "fractions": r"\frac{1}{" * 10_000,
    "braces": "{" * 10_000 + "1" + "}" * 10_000,
    "parentheses": "(" * 10_000 + "1" + ")" * 10_000,
    "roots": r"\sqrt{" * 10_000 + "2" + "}" * 10_000,
    "digits": "7" * 1_000_000,
    "other digits": "7" * 999_999 + "8",
    "ones": "1+" * 50_000 + "1",
    "a set": r"\{" + ",".join(map(str, range(5000))) + r"\}",
    "the answer is": "the answer is " * 20_000,
    "spaces": "1" + " " * 200_000 + "1",
    "spaces behind a decimal comma": "5,3" + " " * 18_000 + "x y",
    "digit groups": ",".join(["123"] * 20_000),
    "dollars": "$" * 100_000,
    "boxes": r"\boxed{" * 5_000,
    "matrices": r"\begin{pmatrix}" * 3_000,
    "texts": r"\text{" * 3_000 + "5",
    "tags": "<answer>" * 20_000,
    "minus signs": "-" * 100_000 + "1",
    "powers": "2" + "^2" * 5_000,
    "factorial signs": "3" + "!" * 5_000,
    "relations": "1<" * 2_000 + "2",
    "unknown commands": r"\abcdefg" * 2_000,
    "digits behind a point": r"\begin{a}0." + "3" * 4_000,
}
ODD = {
    "box open": r"\boxed{",
    "everything open": r"\left( \frac{ [ \{ $ \text{ \begin{pmatrix} |",
    "NaN": "nan",
    "infinity": r"\infty",
    "0/0": r"\frac{0}{0}",
    "nothing": "",
    "full width": "１２３",
    "Arabic digits": "١٢٣",
    "NUL": "1\x002",
    "zero width": "1\u200b2",
    "lone surrogates": "\ud800\udfff5",
    "function of too many": "cbrt(1, 2)",
    "function of too few": r"binom(5)",
    "differential": r"\int_0-dx",
    "import": "__import__('os').system('true')",
    "attribute walk": "().__class__.__bases__[0].__subclasses__()",
    "format": "{0.__class__}%s%n{}",
}
HOSTILE = HUGE | LONG | ODD
FINITE_SHORT = ("5", r"2^{10^9}", "x^2+1", r"\sqrt{2}+\pi")
FRAMES = {
    "bare": "%s",
    "in a box": r"\boxed{%s}",
    "in a trace": "### Step 1:\n4 + 2 = 6\n\n### The final answer is: %s",
}
