"""Parse brackets, bars and environments: they open a frame, and hand on what it held."""

from __future__ import annotations

from stepreward.algebra import build
from stepreward.algebra.frames import Frame
from stepreward.algebra.machine import Machine
from stepreward.algebra.numerals import read_number
from stepreward.algebra.tokens import Token
from stepreward.algebra.tree import Node, NotMath

_CLOSES = {"(": ")", "[": "]", "\\{": "\\}", "{": "}", "|": "|", "<": ">"} | {
    "floor": "floor",
    "ceil": "ceil",
}
_CELLED = build.MATRICES | {"cases", "vmatrix", "Vmatrix"}


def bar(parser: Machine, token: Token) -> None:
    """Read | as what it opens, closes or stands between: |x|, {x | x > 0}."""
    frame = parser.frames[-1]
    if frame.expects:
        open_bracket(parser, token)
    elif frame.kind == "bracket" and frame.name == "|":
        close_bracket(parser, token)
    elif frame.kind == "bracket" and frame.name in ("\\{", "{") and not frame.items:
        drop_builder(parser, frame)
    else:
        open_bracket(parser, token)


def open_bracket(parser: Machine, token: Token) -> None:
    """Open a bracket: a group, the arguments of a function, a modulus, the end of ]0, 1[."""
    frame = parser.frames[-1]
    if (
        token.text == "["
        and not frame.expects
        and frame.kind == "bracket"
        and len(frame.items) == 1
    ):
        close_bracket(parser, token._replace(text=")"))  # ]0, 1[
        return
    is_call = frame.calls
    frame.calls = False
    if not is_call:
        if token.text == "(" and not frame.expects and parser.next_is("mod"):
            behind = parser.group_end(parser.at - 1)
            frame.modulus = modulus_in(parser.tokens[parser.at + 1 : behind])
            parser.at = behind
            return
        if frame.kind != "arguments":
            parser.start_operand(frame, token)
        if token.text == "{" and (inner := parser.lone_operand()) is not None:
            parser.deliver(inner)
            return
    parser.push(Frame("bracket", token.text, is_call=is_call))


def close_bracket(parser: Machine, token: Token) -> None:
    """Close the innermost bracket and hand on what it holds; raise NotMath for another sign."""
    frame = parser.frames[-1]
    is_first = frame.kind == "top" or not (frame.items or frame.operators or frame.sides)
    if token.text == "]" and frame.expects and is_first:
        open_bracket(parser, token._replace(text="("))  # ]0, 1[
        return
    if frame.kind != "bracket":
        raise NotMath(f"nothing is open for {token.text!r}")
    wanted = _CLOSES[frame.name]
    if token.text != wanted and not (
        frame.name in "([" and token.text in ")]" and len(frame.items) == 1
    ):
        raise NotMath(f"{frame.name!r} is closed by {token.text!r}")
    if not (frame.expects and not frame.operators and not frame.sides):
        parser.end_item(frame)
    parser.frames.pop()
    if frame.is_call:
        _apply(parser.frames[-1], frame)
    elif frame.done is not None:
        frame.done(build.enclosed(frame, token.text))
    else:
        parser.deliver(build.enclosed(frame, token.text))


def _apply(outer: Frame, bracket: Frame) -> None:
    """Give a function the arguments in its brackets at once: sin(x) y is no sin(x y)."""
    operator = outer.operators.pop()
    arguments = tuple(bracket.items)
    if not arguments:
        raise NotMath("a function of nothing")
    outer.operands.append(build.call(operator, arguments))
    outer.expects = False


def drop_builder(parser: Machine, frame: Frame) -> None:
    """Forget the "x |" of {x | x > 0}: the condition says it all."""
    parser.finish_expression(frame)
    frame.sides.clear()
    frame.signs.clear()
    frame.expects = True


def open_environment(parser: Machine, token: Token) -> None:
    """Open an environment: a matrix, a definition by cases."""
    parser.start_operand(parser.frames[-1], token)
    parser.push(Frame("environment", token.text, rows=[[]]))


def ampersand(parser: Machine, _token: Token) -> None:
    """End a cell."""
    frame = parser.frames[-1]
    if frame.kind != "environment":
        raise NotMath("'&' outside a matrix")
    if frame.name in _CELLED:
        parser.end_cell(frame)


def end_row(parser: Machine, _token: Token) -> None:
    """End a row of an environment, or a line."""
    frame = parser.frames[-1]
    if frame.kind == "environment":
        if not (frame.expects and not frame.sides and not frame.operators):
            parser.end_cell(frame)
        if frame.rows[-1]:
            frame.rows.append([])
    elif frame.kind == "top" and not frame.expects:
        parser.end_item(frame)


def close_environment(parser: Machine, token: Token) -> None:
    """Close an environment and hand on what it holds."""
    frame = parser.frames[-1]
    if frame.kind != "environment" or frame.name != token.text:
        raise NotMath(f"\\end{{{token.text}}} closes nothing")
    end_row(parser, token)
    parser.frames.pop()
    parser.deliver(build.environment(frame))


def modulus_in(tokens: list[Token]) -> Node | None:
    """Read the 11 of "(mod 11)"."""
    numbers = [token for token in tokens if token.kind == "num"]
    return read_number(numbers[0].text) if len(numbers) == 1 else None
