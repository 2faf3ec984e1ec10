"""Parse tokens into a tree by precedence: what each kind of token does, without recursion."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from stepreward.algebra import build
from stepreward.algebra.brackets import (
    ampersand,
    bar,
    close_bracket,
    close_environment,
    drop_builder,
    end_row,
    modulus_in,
    open_bracket,
    open_environment,
)
from stepreward.algebra.frames import BINDS, Frame, Operator
from stepreward.algebra.lexicon import COMMANDS, VULGAR_FRACTIONS
from stepreward.algebra.machine import Machine
from stepreward.algebra.numerals import read_number
from stepreward.algebra.prepare import prepare
from stepreward.algebra.tokens import Token, tokenize
from stepreward.algebra.tree import Node, NotMath, number, symbol
from stepreward.algebra.units import read_unit

_OPAQUE_FUNCTIONS = frozenset("fghFGHP")


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
    while parser.at < len(parser.tokens):
        token = parser.tokens[parser.at]
        parser.at += 1
        if parser.frames[-1].kind != "arguments" or not parser.take_short_argument(token):
            _HANDLERS.get(token.kind, _refuse)(parser, token)
    frame = parser.frames[-1]
    if frame.kind != "top":
        raise NotMath("a bracket stays open")
    parser.end_item(frame)
    return build.bare_list(frame)


def _refuse(_parser: Machine, token: Token) -> None:
    raise NotMath(f"{token.kind} {token.text[:20]!r}")


def _number(parser: Machine, token: Token) -> None:
    frame = parser.frames[-1]
    if not frame.expects and parser.is_mixed(token):
        top, bottom = read_number(token.text), read_number(parser.tokens[parser.at + 1].text)
        parser.at += 2
        parser.mix(frame, Node("/", (top, bottom)))
        return
    following = parser.peek()
    if not frame.expects and _is_arc(frame, following):
        part = 60 if following is not None and following.text == "'" else 3600
        arc = Node("/", (read_number(token.text), number(part)))
        frame.operands[-1] = Node("deg", (Node("+", (frame.operands[-1].args[0], arc)),))
        parser.at += 1  # 77° 30'
        return
    if not frame.expects and following is not None and following.text == "\\frac":
        parser.start_operand(frame, token)  # 3 1\\frac{1}{2}
    if not frame.expects and frame.unit and len(frame.operands) == 1 and not frame.operators:
        frame.compound = Node("unit", (frame.operands.pop(),), frame.unit)
        frame.expects = True
    if not frame.expects and parser.tokens[parser.at - 2].text == "!":
        parser.start_operand(frame, token)  # 6! 2!
    if not frame.expects:
        raise NotMath("two numbers side by side")
    parser.deliver(read_number(token.text))


def _is_arc(frame: Frame, following: Token | None) -> bool:
    """Tell the minutes and seconds behind a degree sign."""
    is_minute = following is not None and following.text in ("'", "''")
    return is_minute and not frame.operators and frame.operands[-1].op == "deg"


def _exact(parser: Machine, token: Token) -> None:
    frame = parser.frames[-1]
    if not frame.expects:
        raise NotMath("two numbers side by side")
    parser.deliver(number(Fraction(token.text)))


def _vulgar(parser: Machine, token: Token) -> None:
    top, bottom = VULGAR_FRACTIONS[token.text]
    frame = parser.frames[-1]
    part = number(Fraction(top, bottom))
    if not frame.expects and parser.tokens[parser.at - 2].kind == "num":
        parser.mix(frame, part)
    else:
        parser.start_operand(frame, token)
        parser.deliver(part)


def _symbol(parser: Machine, token: Token) -> None:
    frame = parser.frames[-1]
    name = token.text
    following = parser.peek()
    if (
        name in _OPAQUE_FUNCTIONS
        and following is not None
        and (following.text == "(" or (following.text == "'" and parser.peek(1, "(")))
    ):
        parser.start_operand(frame, token)
        while (prime := parser.peek()) is not None and prime.text == "'":
            name += "'"
            parser.at += 1
        _push_function(parser, "call " + name, frame)
        return
    parser.start_operand(frame, token)
    parser.deliver(symbol(name))


def _function(parser: Machine, token: Token) -> None:
    frame = parser.frames[-1]
    parser.start_operand(frame, token)
    _push_function(parser, token.text, frame)


def _push_function(parser: Machine, name: str, frame: Frame) -> None:
    operator = Operator("fn", BINDS["fn"], name)
    frame.operators.append(operator)
    parser.read_scripts(operator)
    following = parser.peek()
    if parser.frames[-1] is frame and following is not None and following.kind == "open":
        frame.calls = True


def _command(parser: Machine, token: Token) -> None:
    frame = parser.frames[-1]
    name, needs = COMMANDS[token.text]
    if name == "pmod":
        frame.modulus = modulus_in(parser.tokens[parser.at : parser.group_end(parser.at)])
        parser.at = parser.group_end(parser.at)
        return
    previous = parser.tokens[parser.at - 2] if parser.at > 1 else None
    if (
        not frame.expects
        and name == "/"
        and previous is not None
        and previous.kind == "num"
        and frame.operands
        and type(frame.operands[-1].leaf) is int
        and frame.operands[-1].places is None
    ):
        frame.operators.append(Operator("mixed", BINDS["mixed"]))
        frame.expects = True
    else:
        parser.start_operand(frame, token)
    parser.push(Frame("arguments", name, needs=needs))
    if name == "sqrt" and parser.next_is("["):
        parser.at += 1
        parser.push(Frame("bracket", "[", done=partial(_set_root_index, parser)))


def _read_modulus(parser: Machine, frame: Frame) -> None:
    """Read the modulus of "x ≡ 51 mod 23"."""
    token = parser.peek()
    if token is None or token.kind != "num":
        raise NotMath("a modulus that is no number")
    parser.at += 1
    frame.modulus = read_number(token.text)


def _set_root_index(parser: Machine, index: Node) -> None:
    frame = parser.frames[-1]
    frame.name = "root"
    frame.needs = 2
    frame.items.append(index)


def _wrapper(parser: Machine, token: Token) -> None:
    parser.start_operand(parser.frames[-1], token)
    parser.push(Frame("arguments", "wrap", needs=1))


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


def _big(parser: Machine, token: Token) -> None:
    frame = parser.frames[-1]
    if token.text == "lim":
        raise NotMath("limits are not read")
    parser.start_operand(frame, token)
    operator = Operator(token.text, BINDS[token.text])
    frame.operators.append(operator)
    parser.read_scripts(operator)


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
    "num": _number,
    "exact": _exact,
    "vulgar": _vulgar,
    "sym": _symbol,
    "fn": _function,
    "cmd": _command,
    "wrap": _wrapper,
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
    "big": _big,
    "diff": _differential,
    "begin": open_environment,
    "end": close_environment,
    "amp": ampersand,
    "row": end_row,
}
