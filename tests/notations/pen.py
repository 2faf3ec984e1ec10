"""Keep the spelling habits of one hand: its style, its signs and its delimiters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from random import Random

VULGAR = dict(
    zip(
        map(Fraction, "1/2 1/3 2/3 1/4 3/4 1/5 2/5 3/5 4/5 1/6 5/6 1/8 3/8 5/8 7/8".split()),
        "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞",
        strict=True,
    )
)
SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
FRACTION_MACROS = ("\\frac", "\\frac", "\\frac", "\\dfrac", "\\tfrac", "/")
LATEX_FRAMES = (
    *("{}", "{}", "${}$", "${}$", "\\({}\\)", "\\boxed{{{}}}"),
    *("$\\boxed{{{}}}$", "$${}$$", "\\[{}\\]", "\\(\\boxed{{{}}}\\)"),
    *("$ {} $", "${}$.", "$\\displaystyle {}$", "\\boxed{{ {} }}", "\\[ \\boxed{{{}}} \\]"),
)
PLAIN_FRAMES = ("{}", "{}", "{}", "{}", "{}", "{}", "${}$", "\\boxed{{{}}}")
MAX_DECIMAL_PLACES = 2


class Style(Enum):
    """The alphabet a hand writes in."""

    LATEX = "latex"
    ASCII = "ascii"
    UNICODE = "unicode"


STYLES = (Style.LATEX, Style.LATEX, Style.ASCII, Style.UNICODE)


@dataclass(frozen=True, slots=True)
class Pen:
    """One hand, which writes a whole answer with the same habits."""

    rng: Random
    style: Style
    fraction: str
    dot: str
    caret: str
    minus: str
    gap: str
    is_tall: bool
    is_bare: bool  # sin x, not sin(x)
    is_decimal: bool

    def pick(self, latex: str, ascii_: str, unicode: str) -> str:
        """Choose the spelling that belongs to this hand's style."""
        return {Style.LATEX: latex, Style.ASCII: ascii_, Style.UNICODE: unicode}[self.style]

    def one_of(self, *, latex: tuple[str, ...], ascii_: tuple[str, ...], unicode: str = "") -> str:
        """Draw a spelling of this hand's style; Unicode words are separated by spaces."""
        words = tuple(unicode.split()) or ascii_
        return self.rng.choice(
            {Style.LATEX: latex, Style.ASCII: ascii_, Style.UNICODE: words}[self.style]
        )

    def coin(self, chance: float = 0.5) -> bool:
        """Decide one thing by chance."""
        return self.rng.random() < chance

    def brackets(self, text: str, left: str = "(", right: str = ")") -> str:
        """Put brackets around a text, tall ones if this hand likes them."""
        if self.style is Style.LATEX and left in "{}":
            left, right = "\\" + left, "\\" + right
        if self.style is Style.LATEX and self.is_tall:
            return f"\\left{left} {text} \\right{right}"
        return left + text + right

    def words(self, text: str) -> str:
        """Write words, keeping their outer spaces, inside or outside mathematics."""
        if self.style is not Style.LATEX:
            return text
        return self.rng.choice(("\\text{{{}}}", "\\text{{{}}}", "\\mbox{{{}}}")).format(text)

    def wrap(self, text: str) -> str:
        """Set the delimiters in which a whole answer arrives."""
        frames = LATEX_FRAMES if self.style is Style.LATEX else PLAIN_FRAMES
        return self.rng.choice(frames).format(text)

    def wrap_plainly(self, text: str) -> str:
        """Set delimiters only around LaTeX: others would lose braces or run words together."""
        return self.wrap(text) if self.style is Style.LATEX else text

    def is_stacked(self, value: Fraction) -> bool:
        """Tell whether a number is written as one over another with no slash."""
        return self.style is Style.LATEX and self.fraction != "/" and not self.is_plain(value)

    def is_plain(self, value: Fraction) -> bool:
        """Tell whether a number needs no fraction at all."""
        return value.denominator == 1 or (self.is_decimal and has_short_decimal(value))

    def is_slashed(self, value: Fraction) -> bool:
        """Tell whether a number is written with a slash."""
        is_vulgar = self.style is Style.UNICODE and abs(value) in VULGAR
        return not (self.is_plain(value) or self.is_stacked(value) or is_vulgar)

    def number(self, value: Fraction | int) -> str:
        """Write a rational number the way this hand writes them inside a formula."""
        value = Fraction(value)
        sign = self.minus if value < 0 else ""
        size = abs(value)
        if self.is_plain(size):
            return sign + decimal_text(size)
        if self.style is Style.UNICODE and size in VULGAR:
            return sign + VULGAR[size]
        return sign + self.over(str(size.numerator), str(size.denominator))

    def over(self, top: str, bottom: str) -> str:
        """Write one text over another; with a slash they must be tight already."""
        if self.style is not Style.LATEX or self.fraction == "/":
            return f"{top}/{bottom}"
        if len(top) == len(bottom) == 1 and (top + bottom).isdigit() and self.coin(0.3):
            return self.fraction + top + bottom
        return f"{self.fraction}{{{top}}}{{{bottom}}}"


def new_pen(rng: Random, styles: tuple[Style, ...] = STYLES) -> Pen:
    """Draw the habits of one hand."""
    style = rng.choice(styles)
    dots = {
        Style.LATEX: ("", "", "", " ", " \\cdot "),
        Style.ASCII: ("*", "*", ""),
        Style.UNICODE: ("", "", "·"),
    }
    return Pen(
        rng=rng,
        style=style,
        fraction=rng.choice(FRACTION_MACROS),
        dot=rng.choice(dots[style]),
        caret=rng.choice(("^", "**")) if style is Style.ASCII else "^",
        minus=rng.choice("−-") if style is Style.UNICODE else "-",
        gap=rng.choice(("", " ", " ")),
        is_tall=rng.random() < 0.4,
        is_bare=rng.random() < 0.4,
        is_decimal=rng.random() < 0.2,
    )


def has_short_decimal(value: Fraction, places: int = MAX_DECIMAL_PLACES) -> bool:
    """Tell whether a number ends after few decimal places."""
    return bool(10**places % value.denominator == 0)


def decimal_text(value: Fraction) -> str:
    """Write a terminating decimal exactly and as short as it goes."""
    places = 0
    while 10**places % value.denominator:
        places += 1
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
