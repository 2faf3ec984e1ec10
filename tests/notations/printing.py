"""Write a formula tree with a given pen, with every bracket it needs."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from .expressions import (
    Call,
    Degrees,
    Expression,
    Log,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    Sum,
    Symbol,
    num,
    rearrange,
    split_sign,
    times,
)
from .pen import SUBSCRIPTS, SUPERSCRIPTS, Pen, Style

SUM, PRODUCT, POWER, ATOM = range(4)  # how tightly a text holds together
ENDS_IN_COMMAND = re.compile(r"\\[A-Za-z]+$")
ENDS_IN_WORD = re.compile(r"[A-Za-z]{2,}$")
LATEX_SYMBOLS = {"pi": "\\pi", "theta": "\\theta", "oo": "\\infty"}
UNICODE_SYMBOLS = {"pi": "π", "theta": "θ", "oo": "∞"}
ROOT_SIGNS = {2: "√", 3: "∛", 4: "∜"}
RAISED_IN_FRONT = ("sin", "cos", "tan", "sec", "csc")
INVERSES = {"arcsin": "sin", "arccos": "cos", "arctan": "tan"}


def formula(pen: Pen, expression: Expression) -> str:
    """Write an expression with its terms in any order."""
    return write(pen, rearrange(pen.rng, expression))


def write(pen: Pen, expression: Expression) -> str:
    """Write an expression in the order it has."""
    match expression:
        case Number(value):
            return pen.number(value)
        case Symbol(name):
            return symbol(pen, name)
        case Degrees(count):
            return str(count) + ("°" if pen.style is not Style.LATEX else "^\\circ")
        case Sum(terms):
            return _sum(pen, terms)
        case Product(factors):
            return _product(pen, factors)
        case Quotient(top, bottom):
            return _quotient(pen, top, bottom)
        case Power(base, exponent):
            return _power(pen, base, exponent)
        case Root(index, inside):
            return _root(pen, index, inside)
        case Call(name, argument):
            return _call(pen, name, argument)
        case Log(base, argument):
            return _log(pen, base, argument)


def symbol(pen: Pen, name: str) -> str:
    """Write a letter or a constant."""
    latex, unicode = LATEX_SYMBOLS.get(name, name), UNICODE_SYMBOLS.get(name, name)
    return pen.pick(latex, {"oo": "infinity"}.get(name, name), unicode)


def _rank(pen: Pen, expression: Expression) -> int:
    match expression:
        case Number(value) if value >= 0:
            if pen.is_plain(value):
                return ATOM
            return PRODUCT if pen.is_slashed(value) else POWER
        case Number() | Sum():
            return SUM
        case Product():
            return SUM if split_sign(expression)[0] else PRODUCT
        case Quotient():
            is_stacked = pen.is_stacked(Fraction(1, 7))
            return SUM if split_sign(expression)[0] else POWER if is_stacked else PRODUCT
        case Power() | Root() | Call() | Log() | Degrees():
            return POWER
    return ATOM


def _held(pen: Pen, expression: Expression, rank: int) -> str:
    text = write(pen, expression)
    return text if _rank(pen, expression) >= rank else pen.brackets(text)


def _sum(pen: Pen, terms: tuple[Expression, ...]) -> str:
    text = ""
    for term in terms:
        is_negative, size = split_sign(term)
        sign = pen.minus if is_negative else "+"
        if text:
            text += f"{pen.gap}{sign}{pen.gap}" + _held(pen, size, PRODUCT)
        else:
            text = sign * is_negative + _held(pen, size, PRODUCT)
    return text


def _product(pen: Pen, factors: tuple[Expression, ...]) -> str:
    head, rest = factors[0], factors[1:]
    if isinstance(head, Number):
        if head.value < 0:
            return pen.minus + _held(pen, times(-head.value, *rest), PRODUCT)
        is_fraction = head.value.denominator > 1 and not pen.is_plain(head.value)
        if is_fraction and (pen.is_slashed(head.value) or pen.coin()):
            top = times(head.value.numerator, *rest)
            return _quotient(pen, top, num(head.value.denominator))
    closed = replace(pen, is_bare=False)
    text = _held(closed if rest else pen, head, POWER)
    for index, factor in enumerate(rest, start=1):
        left = factors[index - 1]
        right = _held(closed if index < len(rest) else pen, factor, POWER)
        text += _between(pen, text, left, right, factor) + right
    return text


def _between(pen: Pen, text: str, left: Expression, right: str, factor: Expression) -> str:
    is_number_pair = right[0].isdigit() or right[0] in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
    is_mixed_look = isinstance(left, Number) and isinstance(factor, Quotient | Number)
    if is_number_pair or is_mixed_look:
        return pen.one_of(latex=(" \\cdot ", " \\times "), ascii_=("*",), unicode="· ×")
    if pen.style is Style.LATEX:
        needs_space = ENDS_IN_COMMAND.search(text) and right[0].isalpha()
        return pen.dot or " " * bool(needs_space)
    is_loose = isinstance(left, Power | Root) and text[-1] not in ")²³⁴⁵⁶⁷⁸⁹"
    touches = text[-1].isalpha() and right[0].isalpha()
    is_word = re.match(r"[A-Za-z]{2,}", right) or ENDS_IN_WORD.search(text)
    if is_loose or (touches and is_word) or (isinstance(left, Symbol) and right[0] == "("):
        return pen.dot or pen.pick("", "*", "·")
    return pen.dot


def _quotient(pen: Pen, top: Expression, bottom: Expression) -> str:
    is_negative, size = split_sign(top)
    if is_negative and pen.coin(0.7):
        return pen.minus + _quotient(pen, size, bottom)
    if pen.is_stacked(Fraction(1, 7)):
        return pen.over(write(pen, top), write(pen, bottom))
    closed = replace(pen, is_bare=False)
    is_tight = isinstance(top, Product) and not is_negative
    upper = write(closed, top) if is_tight else _held(closed, top, POWER)
    return pen.over(upper, _held(closed, bottom, POWER))


def _power(pen: Pen, base: Expression, exponent: Expression) -> str:
    if base == Symbol("e") and pen.style is not Style.UNICODE and pen.coin(0.3):
        return _call(replace(pen, is_bare=False), "exp", exponent)
    raised = _raised(pen, exponent)
    is_square = exponent == num(2) and pen.caret == "^" and pen.coin(0.7)
    if is_square and isinstance(base, Call) and base.name in RAISED_IN_FRONT:
        return _applied(pen, _function(pen, base.name) + raised, base.argument)
    return _held(replace(pen, is_bare=False), base, ATOM) + raised


def _raised(pen: Pen, exponent: Expression) -> str:
    flat = replace(pen, fraction=pen.rng.choice(("/", pen.fraction)), is_tall=False)
    text = write(flat, exponent)
    if pen.style is Style.LATEX:
        is_short = len(text) == 1 and pen.coin(0.7)
        return "^" + (text if is_short else f"{{{text}}}")
    if pen.style is Style.UNICODE and text.replace("−", "-").lstrip("-").isdecimal():
        return text.replace("−", "-").translate(SUPERSCRIPTS)
    is_atom = _rank(flat, exponent) == ATOM and "." not in text
    return pen.caret + (text if is_atom else f"({text})")


def _root(pen: Pen, index: int, inside: Expression) -> str:
    if pen.coin(0.1):
        return _power(pen, inside, num(Fraction(1, index)))
    body = write(pen, inside)
    if pen.style is Style.LATEX:
        if index == 2 and len(body) == 1 and body.isdigit() and pen.coin(0.3):
            return f"\\sqrt{body}"
        return "\\sqrt" + (f"[{index}]" if index > 2 else "") + f"{{{body}}}"
    if pen.style is Style.UNICODE and index in ROOT_SIGNS:
        return ROOT_SIGNS[index] + (body if _rank(pen, inside) == ATOM else f"({body})")
    if index == 2:
        return f"sqrt({body})"
    if index == 3 and pen.coin():
        return f"cbrt({body})"
    return f"{body if _rank(pen, inside) == ATOM else f'({body})'}{pen.caret}(1/{index})"


def _call(pen: Pen, name: str, argument: Expression) -> str:
    if name == "abs":
        body = write(pen, argument)
        if pen.style is Style.LATEX:
            return pen.rng.choice(("|{}|", "\\left|{}\\right|", "\\lvert {}\\rvert")).format(body)
        return f"|{body}|" if pen.style is Style.UNICODE or pen.coin() else f"abs({body})"
    return _applied(pen, _function(pen, name), argument)


def _function(pen: Pen, name: str) -> str:
    if name in INVERSES:
        plain = INVERSES[name]
        return pen.one_of(
            latex=(f"\\{name}", f"\\{name}", f"\\{plain}^{{-1}}"),
            ascii_=(name, "a" + plain),
            unicode=f"{name} {plain}⁻¹",
        )
    return f"\\{name}" if pen.style is Style.LATEX else name


def _applied(pen: Pen, function: str, argument: Expression) -> str:
    body = write(pen, argument)
    is_apart = isinstance(argument, Product) and ("l" in function or bool(pen.dot.strip()))
    if pen.is_bare and _is_small(argument) and not is_apart:
        return f"{function} {body}"
    return function + pen.brackets(body)


def _is_small(argument: Expression) -> bool:
    match argument:
        case Product((Number(value), Symbol())):
            return value.denominator == 1 and value > 0
        case Number(value):
            return value.denominator == 1 and value > 0
    return isinstance(argument, Symbol | Degrees)


def _log(pen: Pen, base: int, argument: Expression) -> str:
    if pen.style is Style.ASCII:
        body = write(pen, argument)
        forms = [f"log_{base}({body})", f"log_{base}({body})", f"log({body}, {base})"]
        return pen.rng.choice(forms + [f"log{base}({body})"] * (base in (2, 10)))
    if pen.style is Style.UNICODE:
        return _applied(pen, "log" + str(base).translate(SUBSCRIPTS), argument)
    index = str(base) if base < 10 and pen.coin() else f"{{{base}}}"
    return _applied(pen, f"\\log_{index}", argument)
