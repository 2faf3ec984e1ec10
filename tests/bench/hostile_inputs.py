"""Texts that a policy could write to make a judge hang, swell or crash."""

from __future__ import annotations

_MANY = 10_000

TOWERS = {
    "9**9**9**9": "9**9**9**9",
    "9^9^9^9": "9^{9^{9^{9}}}",
    "10^10^10": "10^{10^{10}}",
    "2^(10^9)": "2^{10^9}",
    "2^(10^9)+1": "2^{10^9}+1",
    "x^x^x^x": "x^{x^{x^{x}}}",
    "e^e^e^e^e^10": "e^{e^{e^{e^{e^{10}}}}}",
    "(x+1)^5000": "(x+1)^{5000}",
    "(x+1)^50000000000": "(x+1)^{50000000000}",
    "10^400 mod 7": r"10^{400}\mod 7",
    "2^2^2 … 5,000 times": "2" + "^2" * 5000,
    "x^x^x … 1,500 times": "x" + "^x" * 1500,
    "1e999999999": "1e999999999",
    "matrix to the 100,000th": r"\begin{pmatrix}1&2\\3&4\end{pmatrix}^{100000}",
}

FACTORIALS_AND_SUMS = {
    "1000000000!": "1000000000!",
    "(((9!)!)!)!": "(((9!)!)!)!",
    "3!!! … 5,000 times": "3" + "!" * 5000,
    "binomial": r"\binom{10^9}{5·10^8}",
    "binomial, cdot": r"\binom{10^9}{5\cdot 10^8}",
    "sum to 10^9": r"\sum_{i=1}^{10^9} i",
    "sum of nothing": r"\sum_{i=1}^{10^9}",
    "product to 10^7": r"\prod_{i=1}^{10^7} i",
    "three sums to 1,000": r"\sum_{i=1}^{1000}\sum_{j=1}^{1000}\sum_{k=1}^{1000} i j k",
    "50 sums": r"\sum_{i=1}^{5}" * 50 + "i",
    "hard integral": r"\int_0^1 \sin(1/x) e^{\tan x} dx",
    "four integrals": r"\int_0^1\int_0^1\int_0^1\int_0^1 \sin(xyzw) dx dy dz dw",
    "no antiderivative": r"\int e^{x^2}\sin(x^3)\ln(x) dx",
    "3,000 integral signs": r"\int " * 3000 + "x dx",
    "gcd of 100 long numbers": r"\gcd(" + ",".join(["9" * 900] * 100) + ")",
    "product of 300 long numbers": "*".join(["9" * 999] * 300),
    "root of a long number": r"\sqrt{" + "9" * 999 + "}",
    "log to base 1": r"\log_{1}(5)",
}

NESTING = {
    r"\frac{1}{ × 10,000": r"\frac{1}{" * _MANY,
    "55 nested fractions": r"\frac{1}{1+" * 55 + "x" + "}" * 55,
    "10,000 braces": "{" * _MANY + "1" + "}" * _MANY,
    "10,000 parentheses": "(" * _MANY + "1" + ")" * _MANY,
    "10,000 roots": r"\sqrt{" * _MANY + "2" + "}" * _MANY,
    "5,000 boxes open": r"\boxed{" * 5000,
    "box open": r"\boxed{",
    "3,000 matrices open": r"\begin{pmatrix}" * 3000,
    "20,000 texts open": r"\text{" * 20_000,
    "x_x_x … 5,000 times": "x" + "_x" * 5000,
    "100,000 minus signs": "-" * 100_000 + "1",
    "10,001 bars": "|" * 10_001,
}

LENGTH = {
    "1 MB of digits": "7" * 1_000_000,
    "500 kB of decimals": "0." + "3" * 500_000,
    "5,000 repeating decimals": r"0.\overline{" + "3" * 5000 + "}",
    "100 kB of 1+1+…": "1+" * 50_000 + "1",
    "1, 200 kB of spaces, 1": "1" + " " * 200_000 + "1",
    "54 spaces, sqrt(": " " * 54 + "sqrt(",
    "36, 100 spaces, sqrt(": "36" + " " * 100 + "sqrt(",
    "20,000 digit groups": ",".join(["123"] * 20_000),
    "100,000 hex digits": "0x" + "f" * 100_000,
    "the answer is × 20,000": "the answer is " * 20_000,
    "one hundred × 5,000": "one hundred " * 5000,
    "one hundred hundred … × 2,300": "one " + "hundred " * 2300,
    "2, 9, sum of 7, 4 × 150": "2, 9, sum of 7, 4, " * 150,
    "The sum is not 2. × 20,000": "The sum is not 2.\n" * 20_000,
    "1 and × 20,000": "1 and " * 20_000,
    "March × 20,000": "March " * 20_000,
    "A: × 20,000": "A: " * 20_000,
    "5 km/km/… × 20,000": "5 " + "km/" * 20_000,
    "1:1:… × 20,000": "1:" * 20_000 + "1",
    "1.1.… × 50,000": "1." * 50_000,
    "3%%… × 5,000": "3" + "%" * 5000,
    "=- × 20,000": "=-" * 20_000,
    "1<1<… × 2,000": "1<" * 2000 + "2",
    "x=x=… × 2,000": "x=" * 2000 + "2",
    r"\frac12 × 3,000": r"\frac12" * 3000,
}

LISTS = {
    "set of 5,000": r"\{" + ",".join(map(str, range(5000))) + r"\}",
    "row of 1,000": r"\begin{pmatrix}" + "&".join("1" * 1000) + r"\end{pmatrix}",
    "20 plus-minus": r"1 \pm " * 20 + "1",
    "900 unions": r"\{1\}" + r" \cup \{2\}" * 900,
    "300 powers of e": ",".join(f"e^{{{at}}}" for at in range(300)),
    "190 roots": ",".join(rf"\sqrt{{{at}}}" for at in range(190)),
    "900 fractions": ",".join(f"{at}/{at + 1}" for at in range(900)),
    "199 polynomials": ",".join(f"(x+{at})^{at}" for at in range(199)),
}

MARKS = {
    "100,000 dollar signs": "$" * 100_000,
    "100,000 commas": "," * 100_000,
    "50,000 semicolons": "1;" * 50_000,
    "50,000 bold marks": "**" * 50_000,
    "50,000 quotes": "'" * 50_000,
    "100,000 backslashes": "\\" * 100_000,
    "100,000 full stops": "." * 100_000,
    "100,000 less-than signs": "<" * 100_000,
    "200,000 tabs": "\t" * 200_000,
    "200,000 line ends": "\n" * 200_000,
    "20,000 boxes": r"\boxed{1} " * 20_000,
    "20,000 answer tags": "<answer>" * 20_000,
    "20,000 think ends": "</think>" * 20_000,
    "20,000 step headers": "### Step 1:\n" * 20_000,
}

ODDITIES = {
    "nan": "nan",
    "infinity": r"\infty",
    "0/0": r"\frac{0}{0}",
    "empty": "",
    "full-width digits": "１２３",
    "Arabic digits": "١٢٣",
    "NUL": "1\x002",
    "zero-width space": "1\u200b2",
    "1,000 lone surrogates": "\ud800" * 1000,
    "10,000 bold digits": "𝟗" * _MANY,
    "10,000 superscripts": "²" * _MANY,
    "import": "__import__('os').system('echo this ran')",
    "attribute walk": "().__class__.__bases__[0].__subclasses__()",
    "format string": "{0.__class__}%s%n{}",
}

HOSTILE: dict[str, str] = {
    **TOWERS,
    **FACTORIALS_AND_SUMS,
    **NESTING,
    **LENGTH,
    **LISTS,
    **MARKS,
    **ODDITIES,
}

# What is nearly the same, or the same in another order: the costliest thing to compare it with.
TWINS: dict[str, str] = {
    "1 MB of digits": "7" * 999_999 + "8",
    "2^(10^9)": "2^{10^9}+1",
    "set of 5,000": r"\{" + ",".join(map(str, range(4999, -1, -1))) + r"\}",
    "190 roots": ",".join(rf"\sqrt{{{at}}}" for at in range(189, -1, -1)),
    "900 fractions": ",".join(f"{at}/{at + 1}" for at in range(899, -1, -1)),
    "199 polynomials": ",".join(f"(x+{at})^{at}" for at in range(198, -1, -1)),
}
