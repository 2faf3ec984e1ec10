"""Write repeating decimals, percentages, ratios and remainders."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd
from random import Random

from .pair import Kind
from .pen import Pen, Style, decimal_text, new_pen

LETTERS = ("k", "n", "m")


@dataclass(frozen=True, slots=True)
class Repeating:
    """A decimal whose cycle of digits never ends."""

    value: Fraction
    head: str = field(compare=False)  # the digits before the cycle, with the point
    cycle: str = field(compare=False)


def _repeating(head: str, cycle: str) -> Repeating:
    places = len(head) - head.index(".") - 1
    tail = Fraction(int(cycle), 10 ** len(cycle) - 1) / 10**places
    return Repeating(Fraction(head if places else head[:-1]) + tail, head, cycle)


def _is_natural(head: str, cycle: str) -> bool:
    is_primitive = cycle not in (cycle + cycle)[1:-1]
    return is_primitive and cycle not in "0 9" and head[-1] != cycle[-1]


def _draw_repeating(rng: Random) -> Repeating:
    head, cycle = "0.", "0"
    while not _is_natural(head, cycle):
        head = rng.choice(("0.", "0.", f"{rng.randint(1, 9)}.", f"0.{rng.randint(0, 9)}"))
        cycle = str(rng.randrange(10 ** rng.randint(1, 3))).rjust(rng.randint(1, 3), "0")
    return _repeating(head, cycle)


def _change_repeating(rng: Random, value: Repeating) -> Repeating:
    head, cycle = value.head, value.cycle
    if len(cycle) > 1 and rng.random() < 0.4:  # the bar starts one digit later
        head, cycle = head + cycle[0], cycle[1:]
    else:
        place = rng.randrange(len(cycle))
        cycle = cycle[:place] + str(rng.randint(1, 8)) + cycle[place + 1 :]
    return _repeating(head, cycle) if _is_natural(head, cycle) else value


def _write_repeating(rng: Random, value: Repeating) -> str:
    pen = new_pen(rng)
    head, cycle = value.head, value.cycle
    if rng.random() < 0.3:
        return pen.wrap(pen.over(str(value.value.numerator), str(value.value.denominator)))
    if pen.style is Style.LATEX:
        dots = cycle * 3 + rng.choice(("\\ldots", "\\dots", "..."))
        forms = [f"\\overline{{{cycle}}}", f"\\overline{{{cycle}}}", f"({cycle})", dots]
        if len(cycle) == 1:
            forms += [f"\\bar{{{cycle}}}", f"\\bar{cycle}", f"\\dot{{{cycle}}}"]
        return pen.wrap(head + rng.choice(forms))
    dots = cycle * 3 + pen.pick("", "...", "…")
    forms = [f"({cycle})", dots, dots]
    if len(cycle) == 1 and head[-1] == ".":
        forms.append(f"{cycle} repeating")
    return head + rng.choice(forms)


def _draw_percent(rng: Random) -> Fraction:
    return Fraction(rng.randint(1, 1500), rng.choice((1, 1, 1, 2, 10, 100)))


def _change_percent(rng: Random, value: Fraction) -> Fraction:
    step = Fraction(1, value.denominator)
    return rng.choice((value + step, value * 10, value / 10, 100 + value))


def _write_percent(rng: Random, value: Fraction) -> str:
    pen, text = new_pen(rng), decimal_text(value)
    half = value % 1 == Fraction(1, 2)
    if half and value > 1 and rng.random() < 0.4:
        head = str(int(value))
        text = head + pen.pick("\\frac{1}{2}", " 1/2", "½")
    forms = {
        Style.LATEX: ("{}\\%", "{}\\%", "{} \\%", "{}\\,\\%", "{}\\text{{ percent}}"),
        Style.ASCII: ("{}%", "{}%", "{} %", "{} percent", "{} per cent"),
        Style.UNICODE: ("{}%", "{}\u00a0%", "{} percent"),
    }[pen.style]
    text = rng.choice(forms).format(text)
    return pen.wrap_plainly(text)


def _draw_ratio(rng: Random) -> tuple[int, ...]:
    return _reduced(tuple(rng.sample(range(1, 16), rng.choice((2, 2, 2, 3)))))


def _reduced(ratio: tuple[int, ...]) -> tuple[int, ...]:
    divisor = gcd(*ratio)
    return tuple(part // divisor for part in ratio)


def _change_ratio(rng: Random, value: tuple[int, ...]) -> tuple[int, ...]:
    if rng.random() < 0.5:
        return value[::-1]
    place = rng.randrange(len(value))
    return _reduced((*value[:place], value[place] + 1, *value[place + 1 :]))


def _write_ratio(rng: Random, value: tuple[int, ...]) -> str:
    pen = new_pen(rng)
    scale = rng.choice((1, 1, 1, 1, 2, 3))
    mark = pen.one_of(latex=(":", " : ", "\\colon ", "{:}"), ascii_=(":", " : "), unicode=": ∶")
    if len(value) == 2 and rng.random() < 0.2:
        mark = pen.words(" to ")
    text = mark.join(str(part * scale) for part in value)
    return pen.wrap_plainly(text)


def _draw_remainder(rng: Random) -> tuple[int, int]:
    modulus = rng.randint(3, 25)
    return rng.randrange(1, modulus), modulus


def _change_remainder(rng: Random, value: tuple[int, int]) -> tuple[int, int]:
    remainder, modulus = value
    choices = (remainder % (modulus - 1) + 1, modulus), (remainder, modulus + 1)
    return rng.choice((*choices, (-remainder % modulus, modulus)))


def _write_remainder(rng: Random, value: tuple[int, int]) -> str:
    pen = new_pen(rng)
    remainder, modulus = value[0] + value[1] * rng.choice((0, 0, 0, 1, 2, -1)), value[1]
    letter = rng.choice(LETTERS)
    if rng.random() < 0.3:
        shift = f"{'+' if remainder > 0 else '-'}{pen.gap}{abs(remainder)}"
        return pen.wrap(_multiples(pen, f"{modulus}{letter} {shift}", letter))
    modulo = pen.one_of(
        latex=("\\pmod{{{}}}", "\\pmod{{{}}}", "\\bmod {}", "(\\text{{mod }}{})"),
        ascii_=("(mod {})",),
    )
    sign = pen.pick("\\equiv", rng.choice("=≡"), "≡")
    return pen.wrap(f"x {sign} {remainder} {modulo.format(modulus)}")


def _multiples(pen: Pen, text: str, letter: str) -> str:
    whole = pen.one_of(
        latex=("{} \\in \\mathbb{{Z}}", "{} \\in \\mathbf{{Z}}"),
        ascii_=("{} in Z", "{} integer", "for integer {}"),
    )
    if pen.style is Style.UNICODE:
        whole = "{} ∈ ℤ"
    comma = pen.one_of(latex=(", ", ",\\ ", ",\\quad "), ascii_=(", ",))
    return f"x = {text}{comma}{whole.format(letter)}"


KINDS = (
    Kind("repeating decimal", _draw_repeating, _change_repeating, _write_repeating),
    Kind("percent", _draw_percent, _change_percent, _write_percent),
    Kind("ratio", _draw_ratio, _change_ratio, _write_ratio),
    Kind("remainder", _draw_remainder, _change_remainder, _write_remainder),
)
