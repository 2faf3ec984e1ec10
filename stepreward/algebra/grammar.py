"""Parse tokens into a tree by precedence, without recursion: what each kind of token does."""

from __future__ import annotations

from collections.abc import Callable

from stepreward.algebra import build
from stepreward.algebra.brackets import (
    ampersand,
    bar,
    close_bracket,
    close_environment,
    drop_builder,
    end_row,
    open_bracket,
    open_environment,
)
from stepreward.algebra.frames import BINDS, Frame, Operator
from stepreward.algebra.machine import Machine
from stepreward.algebra.numerals import read_number
from stepreward.algebra.operands import (
    read_big,
    read_command,
    read_exact,
    read_function,
    read_numeral,
    read_symbol,
    read_vulgar,
    read_wrapper,
)
from stepreward.algebra.prepare import prepare
from stepreward.algebra.tokens import Token, tokenize
from stepreward.algebra.tree import Node, NotMath, number, symbol
from stepreward.algebra.units import read_unit


def parse(text: str) -> Node:
    """Read one expression, list, equation or set; raise NotMath or TooBig.

    >>> parse("1 + 2").op
    '+'
    """
    return parse_tokens(prepare(tokenize(text)))


def parse_tokens(tokens: list[Token]) -> Node:
    """Read tokens that ``prepare`` has settled."""
    while tokens and tokens[-1].kind in ("row", "other") and tokens[-1].text in (".", "\\\\", "\\"):
        tokens = tokens[:-1]
    if not tokens:
        raise NotMath("empty")
    parser = Machine(tokens)
    left, frames = parser.tokens, parser.frames
    while parser.at < len(left):
        token = left[parser.at]
        parser.at += 1
        if frames[-1].kind != "arguments" or not parser.take_short_argument(token):
            _HANDLERS.get(token.kind, _refuse)(parser, token)
    frame = frames[-1]
    if frame.kind != "top":
        raise NotMath("a bracket stays open")
    parser.end_item(frame)
    return build.bare_list(frame)


def _refuse(_parser: Machine, token: Token) -> None:
    raise NotMath(f"{token.kind} {token.text[:20]!r}")


def _operator(parser: Machine, token: Token) -> None:
    frame = parser.frames[-1]
    name = token.text
    if name == "_":
        parser.subscript(frame)
    elif frame.expects:
        if name not in ("+", "-", "pm", "mp"):
            raise NotMath(f"nothing stands before {name!r}")
        if name != "+":
            sign = {"-": "neg", "pm": "neg pm", "mp": "neg mp"}[name]
            frame.operators.append(Operator(sign, BINDS[sign]))
    elif name == "^" and parser.is_degree():
        pass
    elif name == "mod" and "≡" in frame.signs:
        _read_modulus(parser, frame)
    else:
        parser.binary(frame, name, BINDS[name])


def _read_modulus(parser: Machine, frame: Frame) -> None:
    """Read the modulus of "x ≡ 51 mod 23"."""
    token = parser.peek()
    if token is None or token.kind != "num":
        raise NotMath("a modulus that is no number")
    parser.at += 1
    frame.modulus = read_number(token.text)


def _postfix(parser: Machine, token: Token) -> None:
    frame = parser.frames[-1]
    if frame.expects:
        if token.text == "°" and frame.kind == "bracket" and frame.name == "{":
            parser.deliver(Node("degree mark"))
            return
        raise NotMath(f"nothing stands before {token.text!r}")
    sign = token.text
    while frame.operators and frame.operators[-1].name == "mixed":
        parser.reduce(frame)  # 533 1/2 %
    operand = frame.operands[-1]
    if sign == "'":
        if operand.op == "sym":
            frame.operands[-1] = symbol(f"{operand.leaf}'")
        else:
            frame.unit = "'"
    elif sign == "''":
        frame.unit = "''"
    elif sign == "!" and operand.op == "!" and parser.tokens[parser.at - 2].text == "!":
        frame.operands[-1] = build.double_factorial(operand.args[0])
    else:
        frame.operands[-1] = Node(
            {"°": "deg", "%": "pct", "‰": "permille"}.get(sign, sign), (operand,)
        )


def _unit(parser: Machine, token: Token) -> None:
    """Note the unit of this item: "5 cm", "$5"; a second one adds up ("1 hour 30 minutes")."""
    frame = parser.frames[-1]
    if frame.compound is not None:
        frame.operands[-1] = build.added_units(frame.compound, frame.operands[-1], token.text)
        frame.compound = None
    elif not frame.unit:
        frame.unit = token.text


def _condition(parser: Machine, token: Token) -> None:
    """Begin the condition of a case: "x + 8 if x < -1"; "if" alone leads into a cell."""
    frame = parser.frames[-1]
    if frame.expects and not frame.operators and not frame.sides:
        if token.text == "otherwise":
            parser.deliver(symbol("otherwise"))
        return
    if frame.value is not None or frame.kind == "arguments":
        raise NotMath("a condition inside a condition")
    frame.value = parser.finish_item(frame)
    if token.text == "otherwise":
        parser.deliver(symbol("otherwise"))


def _relation(parser: Machine, token: Token) -> None:
    frame = parser.frames[-1]
    if frame.kind == "environment" and frame.expects and not frame.operands and frame.items:
        return  # an aligned line that goes on with "= …"
    if frame.expects and not frame.operands and not frame.sides and frame.kind == "top":
        if token.text in ("=", "≈", "→", "≡"):
            return  # "= 5"
    frame.sides.append(parser.finish_expression(frame))
    frame.signs.append(token.text)


def _separator(parser: Machine, token: Token) -> None:
    frame = parser.frames[-1]
    if frame.kind == "environment" and parser.peek_kind() in ("amp", "row", "end"):
        return  # "3x, & x > 0"
    if frame.kind in ("arguments", "environment"):
        raise NotMath("a comma among arguments")
    if token.text == "and" and frame.unit and not frame.items and _continues(parser, frame):
        return
    is_word = token.text not in (",", ";")
    if frame.expects and not frame.operators and (is_word or frame.items):
        return  # ", and" or a doubled comma
    parser.end_item(frame)
    if token.text in ("or", "oder", "ou"):
        frame.has_or = True
        frame.ors.append(len(frame.items))
    frame.has_and = frame.has_and or token.text in ("and", "und", "et")
    if token.text == ";":
        frame.semicolons.append(len(frame.items))


def _continues(parser: Machine, frame: Frame) -> bool:
    """Tell the "and" of "5 hours and 8 minutes" from that of two quantities."""
    number_token, unit = parser.peek(), parser.peek(1)
    if number_token is None or number_token.kind != "num" or unit is None or unit.kind != "unit":
        return False
    one, other = read_unit(tuple(frame.unit.split())), read_unit(tuple(unit.text.split()))
    return (
        one is not None
        and other is not None
        and one.powers == other.powers
        and (other.factor < one.factor)
    )


def _colon(parser: Machine, _token: Token) -> None:
    frame = parser.frames[-1]
    if frame.kind == "bracket" and frame.name in ("\\{", "{") and not frame.items:
        drop_builder(parser, frame)
    elif frame.expects:
        raise NotMath("nothing stands before ':'")
    else:
        parser.binary(frame, "ratio", BINDS["ratio"])


def _differential(parser: Machine, token: Token) -> None:
    frame = parser.frames[-1]
    opens = [at for at, operator in enumerate(frame.operators) if operator.name == "int"]
    if not opens:
        parser.start_operand(frame, token)
        parser.deliver(Node("diff", (), token.text))
        return
    if frame.expects:
        if frame.operators[-1].name != "int":
            raise NotMath("nothing stands before the differential")
        parser.deliver(number(1))
    while len(frame.operators) > opens[-1] + 1:
        parser.reduce(frame)
    operator = frame.operators.pop()
    frame.operands.append(build.integral(operator, frame.operands.pop(), token.text))


_HANDLERS: dict[str, Callable[[Machine, Token], None]] = {
    "num": read_numeral,
    "exact": read_exact,
    "vulgar": read_vulgar,
    "sym": read_symbol,
    "fn": read_function,
    "cmd": read_command,
    "wrap": read_wrapper,
    "op": _operator,
    "post": _postfix,
    "unit": _unit,
    "cond": _condition,
    "rel": _relation,
    "sep": _separator,
    "colon": _colon,
    "bar": bar,
    "open": open_bracket,
    "close": close_bracket,
    "big": read_big,
    "diff": _differential,
    "begin": open_environment,
    "end": close_environment,
    "amp": ampersand,
    "row": end_row,
}
