"""Parse what begins an operand: numbers, symbols, functions, commands, sums and integrals."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import partial

from stepreward.algebra.brackets import modulus_in
from stepreward.algebra.frames import BINDS, Frame, Operator
from stepreward.algebra.lexicon import COMMANDS, VULGAR_FRACTIONS
from stepreward.algebra.machine import Machine
from stepreward.algebra.numerals import read_number
from stepreward.algebra.tokens import Token
from stepreward.algebra.tree import Node, NotMath, number, symbol

_OPAQUE_FUNCTIONS = frozenset("fghFGHP")
_MINUTES = re.compile(r"0\d", re.ASCII)


def read_numeral(parser: Machine, token: Token) -> None:
    """Read a number, or the second part of one: 2 1/2, 77° 30', 5 ft 3 in."""
    frame = parser.frames[-1]
    if frame.expects:
        if token.text[0] == "0" and frame.operators and _MINUTES.fullmatch(token.text):
            _tell_time(frame.operators[-1])
        parser.deliver(read_number(token.text))
        return
    if parser.is_mixed(token):
        top, bottom = read_number(token.text), read_number(parser.tokens[parser.at + 1].text)
        parser.at += 2
        parser.mix(frame, Node("/", (top, bottom)))
        return
    following = parser.peek()
    if _is_arc(frame, following):
        part = 60 if following is not None and following.text == "'" else 3600
        arc = Node("/", (read_number(token.text), number(part)))
        frame.operands[-1] = Node("deg", (Node("+", (frame.operands[-1].args[0], arc)),))
        parser.at += 1  # 77° 30'
        return
    if following is not None and following.text == "\\frac":
        parser.start_operand(frame, token)  # 3 1\\frac{1}{2}
    if not frame.expects and frame.unit and len(frame.operands) == 1 and not frame.operators:
        frame.compound = Node("unit", (frame.operands.pop(),), frame.unit)
        frame.expects = True
    previous = parser.tokens[parser.at - 2]
    is_power = previous.kind in ("sym", "close") and parser.next_is("^")
    if not frame.expects and (previous.text == "!" or is_power):
        parser.start_operand(frame, token)  # 6! 2!, n2^n
    if not frame.expects:
        raise NotMath("two numbers side by side")
    parser.deliver(read_number(token.text))


def _tell_time(before: Operator) -> None:
    """Read the colon before the 05 of 8:05 as that of a clock: no ratio is written so."""
    if before.name == "ratio":
        before.name = "clock"


def read_exact(parser: Machine, token: Token) -> None:
    """Read a number that was put together before: the 2/3 of 0.666…."""
    frame = parser.frames[-1]
    if not frame.expects:
        raise NotMath("two numbers side by side")
    parser.deliver(number(Fraction(token.text)))


def read_vulgar(parser: Machine, token: Token) -> None:
    """Read ½ as a number, or behind one as its fraction."""
    top, bottom = VULGAR_FRACTIONS[token.text]
    frame = parser.frames[-1]
    part = number(Fraction(top, bottom))
    if not frame.expects and parser.tokens[parser.at - 2].kind == "num":
        parser.mix(frame, part)
    else:
        parser.start_operand(frame, token)
        parser.deliver(part)


def read_symbol(parser: Machine, token: Token) -> None:
    """Read a name; an f with a bracket behind it is called."""
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
    if name in _OPAQUE_FUNCTIONS and (width := _inverse_width(parser)):
        parser.start_operand(frame, token)
        parser.at += width  # f^{-1}(x)
        _push_function(parser, f"call {name}^-1", frame)
        return
    parser.start_operand(frame, token)
    parser.deliver(symbol(name))


def _inverse_width(parser: Machine) -> int:
    """How many tokens the "^{-1}" of an inverse function takes; 0 where none is called."""
    for texts in (["^", "{", "-", "1", "}", "("], ["^", "-", "1", "("]):
        tokens = parser.tokens[parser.at : parser.at + len(texts)]
        if [token.text for token in tokens] == texts:
            return len(texts) - 1
    return 0


def read_function(parser: Machine, token: Token) -> None:
    """Read the name of a function; what it is applied to follows."""
    frame = parser.frames[-1]
    parser.start_operand(frame, token)
    _push_function(parser, token.text, frame)


def read_command(parser: Machine, token: Token) -> None:
    """Read a command that takes arguments: a fraction, a root, a binomial, a modulus."""
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


def read_wrapper(parser: Machine, token: Token) -> None:
    """Read a command that means its argument: a box, an arrow, a font."""
    parser.start_operand(parser.frames[-1], token)
    parser.push(Frame("arguments", "wrap", needs=1))


def read_big(parser: Machine, token: Token) -> None:
    """Read the sign of a sum, product or integral with its limits."""
    frame = parser.frames[-1]
    if token.text == "lim":
        raise NotMath("limits are not read")
    parser.start_operand(frame, token)
    operator = Operator(token.text, BINDS[token.text])
    frame.operators.append(operator)
    parser.read_scripts(operator)


def _is_arc(frame: Frame, following: Token | None) -> bool:
    """Tell the minutes and seconds behind a degree sign."""
    is_minute = following is not None and following.text in ("'", "''")
    return is_minute and not frame.operators and frame.operands[-1].op == "deg"


def _push_function(parser: Machine, name: str, frame: Frame) -> None:
    operator = Operator("fn", BINDS["fn"], name)
    frame.operators.append(operator)
    parser.read_scripts(operator)
    following = parser.peek()
    if parser.frames[-1] is frame and following is not None and following.kind == "open":
        frame.calls = True


def _set_root_index(parser: Machine, index: Node) -> None:
    frame = parser.frames[-1]
    frame.name = "root"
    frame.needs = 2
    frame.items.append(index)
