"""The parser's bookkeeping: frames for what is open, operators that wait for their operands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from stepreward.algebra.tree import Node

# How tightly an operator binds. Prefix operators (sums, signs, functions) never reduce on entry.
BINDS = {
    "int": 15,
    "ratio": 18,
    "cup": 20,
    "setminus": 21,
    "cap": 22,
    "+": 30,
    "-": 30,
    "pm": 30,
    "mp": 30,
    "sum": 35,
    "prod": 35,
    "*": 40,
    "/": 40,
    "mod": 40,
    "over": 10,
    "choose": 10,
    "neg": 42,
    "neg pm": 42,
    "neg mp": 42,
    "fn": 44,
    "tight": 46,
    "mixed": 55,
    "^": 60,
}
PREFIX = frozenset({"int", "sum", "prod", "neg", "neg pm", "neg mp", "fn"})


@dataclass(slots=True)
class Operator:
    """An operator on the stack; functions and sums carry their scripts."""

    name: str
    binds: int
    function: str = ""
    low: Node | None = None  # lower limit, or the base of a logarithm
    high: Node | None = None  # upper limit, or the power of a function


@dataclass(slots=True)
class Frame:
    """What is open: a bracket, the arguments of a command, a matrix, or the whole text."""

    kind: str  # "top", "bracket", "arguments", "script", "environment"
    name: str
    operands: list[Node] = field(default_factory=list)
    operators: list[Operator] = field(default_factory=list)
    sides: list[Node] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)
    semicolons: list[int] = field(default_factory=list)  # how many items stood before each
    ors: list[int] = field(default_factory=list)  # the same for each "or"
    rows: list[list[Node]] = field(default_factory=list)
    unit: str = ""
    compound: Node | None = None  # the "1 hour" of "1 hour 30 minutes"
    has_or: bool = False
    has_and: bool = False
    modulus: Node | None = None  # the 11 of "9 (mod 11)"
    value: Node | None = None  # what holds under the condition being read
    needs: int = 0
    expects: bool = True
    calls: bool = False  # the next bracket holds the arguments of a function
    is_call: bool = False  # this bracket does
    done: Callable[[Node], None] | None = None
