"""Make tree nodes of what the parser has read: functions, sums, fractions, brackets, matrices."""

from __future__ import annotations

import math
from fractions import Fraction

from stepreward.algebra.frames import Frame, Operator
from stepreward.algebra.grouping import grouped
from stepreward.algebra.lexicon import FUNCTIONS
from stepreward.algebra.tree import MAX_BRACKETS, Node, NotMath, TooBig, names, number, symbol
from stepreward.algebra.units import read_unit

_MAX_DOUBLE_FACTORIAL = 300
MATRICES = frozenset({"matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix", "array"})


def infixed(name: str, left: Node, right: Node) -> Node:
    """Join two operands by the operator that stood between them."""
    if name == "mixed":
        return mixed(left, right)
    if name == "over":
        return Node("/", (left, right))
    if name == "choose":
        return Node("binom", (left, right))
    if name in ("ratio", "clock"):
        terms = left.args if left.op == "ratio" else (left,)
        is_clock = name == "clock" or (left.op == "ratio" and left.leaf == "clock")
        return Node("ratio", (*terms, right), "clock" if is_clock else None)
    return Node(name, (left, right))


def prefixed(operator: Operator, right: Node) -> Node:
    """Apply what stood before an operand: a sign, a function, an integral, a sum."""
    if operator.name == "fn":
        return call(operator, (right,))
    if operator.name == "int":
        body, variable = _split_differential(right)
        return integral(operator, body, variable)
    if operator.name in ("sum", "prod"):
        return _series(operator, right)
    return Node(operator.name, (right,))


def call(operator: Operator, arguments: tuple[Node, ...]) -> Node:
    """Call a function with its base and power, as in log_2(8) and sin^2(x)."""
    name = operator.function
    if name in _SERIES and len(arguments) == 2 and arguments[1].op == "tuple":
        return _listed_series(_SERIES[name], arguments[0], arguments[1].args)
    has_base = name == "log" and operator.low is not None
    if has_base and len(arguments) != 1:
        raise NotMath(f"a logarithm with a base of {len(arguments)} values")
    if name == "log" and operator.low is not None:
        node = Node("/", (Node("ln", arguments), Node("ln", (operator.low,))))
    elif name == "log" and len(arguments) == 2:
        node = Node("/", (Node("ln", arguments[:1]), Node("ln", arguments[1:])))
    elif operator.low is not None:
        node = Node(f"call {name}_", (operator.low, *arguments))
    elif (name in _OF_ONE and len(arguments) != 1) or (name == "binom" and len(arguments) != 2):
        raise NotMath(f"{name} of {len(arguments)} values")
    else:
        node = Node(name, arguments)
    if operator.high is None:
        return node
    if operator.high.op == "neg" and operator.high.args[0].leaf == 1 and "arc" + name in _INVERSES:
        return Node("arc" + name, arguments)
    return Node("^", (node, operator.high))


_OF_ONE = FUNCTIONS - {"gcd", "lcm", "max", "min", "diag", "binom"}
_INVERSES = frozenset({"arcsin", "arccos", "arctan", "arcsinh", "arccosh", "arctanh", "arccot"})


# How computer algebra prints sums: Sum(2*k, (k, 1, 3)).
_SERIES = {"Sum": "sum", "Product": "prod", "Integral": "int"}


def _listed_series(op: str, body: Node, limits: tuple[Node, ...]) -> Node:
    if len(limits) != 3 or limits[0].op != "sym":
        raise NotMath("limits are (variable, from, to)")
    return Node(op, (limits[1], limits[2], body), str(limits[0].leaf))


def _series(operator: Operator, body: Node) -> Node:
    """Make a sum or product over an index with both limits."""
    low, high = operator.low, operator.high
    if low is None or high is None or low.op != "rel" or low.leaf != ("=",):
        raise NotMath("a sum without limits")
    index, start = low.args
    if index.op != "sym":
        raise NotMath("a sum without an index")
    return Node(operator.name, (start, high, body), str(index.leaf))


def integral(operator: Operator, body: Node, variable: str) -> Node:
    """Make an integral; without limits it is an antiderivative."""
    if operator.low is None or operator.high is None:
        return Node("antiderivative", (body,), variable)
    return Node("int", (operator.low, operator.high, body), variable)


def _split_differential(body: Node) -> tuple[Node, str]:
    """Take the dx out of a product: x dx, dx / x."""
    if body.op == "diff":
        return number(1), str(body.leaf)
    if body.op in ("*", "/"):
        for at, part in enumerate(body.args):
            if part.op in ("diff", "*", "/") and _has_differential(part):
                inner, variable = _split_differential(part)
                args = list(body.args)
                args[at] = inner
                return Node(body.op, tuple(args)), variable
    raise NotMath("an integral without its differential")


def _has_differential(node: Node) -> bool:
    depth = 0
    while node.op in ("*", "/") and depth < MAX_BRACKETS:
        if any(part.op == "diff" for part in node.args):
            return True
        node = node.args[0]
        depth += 1
    return node.op == "diff"


def mixed(whole: Node, part: Node) -> Node:
    """Read 1 1/2 as a sum; where the part is no proper fraction of integers, as a product."""
    if part.op == "/" and all(side.op == "num" for side in part.args):
        top, bottom = part.args[0].leaf, part.args[1].leaf
        proper = isinstance(top, int) and isinstance(bottom, int) and 0 < top < bottom
    else:
        proper = isinstance(part.leaf, Fraction) and 0 < part.leaf < 1
    return Node("+" if proper else "*", (whole, part))


def indexed(base: Node, index: str) -> Node:
    """Make x_1 a name of its own, and 101_2 a number in another base."""
    if base.op == "sym":
        return symbol(f"{base.leaf}_{index}")
    if base.op == "num" and isinstance(base.leaf, int) and index.isdecimal() and len(index) < 3:
        radix = int(index)
        digits = str(base.leaf)
        if 2 <= radix <= 10 and all(int(digit) < radix for digit in digits):
            return number(int(digits, radix))
    raise NotMath("an index on no name")


def with_power(node: Node, exponent: Node | None) -> Node:
    """Raise to a power where there is one."""
    return node if exponent is None else Node("^", (node, exponent))


def double_factorial(of: Node) -> Node:
    """Read 7!! as 7 · 5 · 3 · 1, which is not (7!)!; of a name it stays a name's."""
    value = of.leaf
    if of.op == "num" and isinstance(value, int) and 0 <= value <= _MAX_DOUBLE_FACTORIAL:
        return number(math.prod(range(value, 1, -2)))
    return Node("call !!", (of,))


def command_node(name: str, arguments: tuple[Node, ...]) -> Node:
    """Make what a command with arguments in braces means: a fraction, a root, a bar."""
    if name == "wrap":
        return arguments[0]
    if name == "second":
        return arguments[1]
    if name == "root4":
        return Node("root", (number(4), *arguments))
    if name == "bar":
        is_complex = names(arguments[0]) == {"i"}
        return Node("conj" if is_complex else "call bar", arguments)
    if name == "/" and arguments[0].leaf == "d" and _is_differential(arguments[1]):
        raise TooBig("derivatives are not computed")
    return Node(name, arguments)


def _is_differential(node: Node) -> bool:
    """Tell the dx below the d of a derivative."""
    if node.op == "diff":
        return True
    return node.op == "*" and node.args[0].leaf == "d" and node.args[1].op == "sym"


def bare_list(frame: Frame) -> Node:
    """Close the outermost frame: one item, a list, or a definition by cases."""
    items = grouped(frame)
    if not items:
        raise NotMath("empty")
    if any(item.op == "row" for item in items):
        return cases(items)
    if len(items) == 1:
        return items[0]
    joint = "or" if frame.has_or else "and" if frame.has_and else None
    return Node("list", tuple(items), joint)


def cases(items: list[Node]) -> Node:
    """Make a definition by cases of rows; a label on the first names them all."""
    if not all(item.op == "row" for item in items):
        raise NotMath("cases with and without a condition")
    first = items[0].args[0]
    rows = list(items)
    if first.op == "rel" and first.leaf == ("=",):
        rows[0] = Node("row", (first.args[1], items[0].args[1]))
    return Node("cases", tuple(rows))


def added_units(first: Node, second: Node, unit: str) -> Node:
    """Read "1 hour 30 minutes" as one quantity in the first unit."""
    one, other = read_unit(tuple(str(first.leaf).split())), read_unit(tuple(unit.split()))
    if one is None or other is None or one.powers != other.powers:
        raise NotMath("two quantities side by side")
    part = Node("*", (second, number(Fraction(other.factor) / Fraction(one.factor))))
    return Node("+", (first.args[0], part))


def enclosed(frame: Frame, closing: str) -> Node:
    """Make what a pair of brackets means: a group, tuple, interval, set, |x| or ⌊x⌋."""
    items = grouped(frame)
    name = frame.name
    if name in ("|", "floor", "ceil"):
        if len(items) != 1:
            raise NotMath("one value belongs between bars")
        return Node({"|": "abs"}.get(name, name), (items[0],))
    if not items:
        if name == "\\{":
            return symbol("emptyset")
        raise NotMath("empty brackets")
    if len(items) == 1:
        return items[0]
    if name == "{":
        return Node("list", tuple(items))
    if name == "\\{":
        return Node("set", tuple(items))
    return Node("tuple", tuple(items), "()" if name == "<" else name + closing)


def environment(frame: Frame) -> Node:
    """Make a matrix, determinant, system or definition by cases of its rows."""
    rows = [row for row in frame.rows if row]
    if not rows:
        raise NotMath("an empty matrix")
    if frame.name in MATRICES:
        if len({len(row) for row in rows}) != 1:
            raise NotMath("rows of different length")
        return Node("matrix", tuple(Node("row", tuple(row)) for row in rows))
    if frame.name in ("vmatrix", "Vmatrix"):
        return _determinant(list(rows))
    if frame.name == "cases" and any(cell.op == "row" for row in rows for cell in row):
        return cases([cell for row in rows for cell in row])
    if frame.name == "cases" and any(len(row) > 1 for row in rows):
        if any(len(row) != 2 for row in rows):
            raise NotMath("cases with and without a condition")
        return Node("cases", tuple(Node("row", tuple(row)) for row in rows))
    cells = [cell for row in rows for cell in row]
    return cells[0] if len(cells) == 1 else Node("list", tuple(cells))


def _determinant(rows: list[list[Node]]) -> Node:
    """Expand a determinant of at most four rows along its first row."""
    size = len(rows)
    if size > 4 or any(len(row) != size for row in rows):
        raise NotMath("a determinant is square, of at most four rows")
    if size == 1:
        return rows[0][0]
    total: Node | None = None
    for column, factor in enumerate(rows[0]):
        minor = [row[:column] + row[column + 1 :] for row in rows[1:]]
        term = Node("*", (factor, _determinant(minor)))
        if column % 2:
            term = Node("neg", (term,))
        total = term if total is None else Node("+", (total, term))
    if total is None:
        raise NotMath("an empty determinant")
    return total
