"""The equations of a trace as key steps, each operation with its result."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stepreward.algebra.tree import Number
from stepreward.claims.chains import Equation
from stepreward.claims.status import ASSERTED
from stepreward.keysteps.candidate import EDGES, MAX_SYMBOL, Candidate, candidate
from stepreward.keysteps.reading import Reading
from stepreward.keysteps.written import write, written_number
from stepreward.match import CompiledKey

_OPENING = re.compile(
    r"(?:(?:so|hence|thus|then|therefore|now|and|since|because|that|means|we|have|get)\b[,\s]*)+",
    re.IGNORECASE,
)


def equations_of(reading: Reading) -> Iterator[Candidate]:
    """List what a trace computes, and what it equates by name."""
    for passage in reading.claims.passages:
        for equation in passage.equations:
            if equation.status != ASSERTED or not _says_something(equation):
                continue
            one = candidate(_words_of(equation, reading.text), reading.share(equation.start))
            if one is None or not one.key.equations or _is_trivial(one.key):
                continue
            yield one._replace(results=_results(equation), operands=operands_of(equation))


def _says_something(equation: Equation) -> bool:
    """Tell an operation or a symbol from "100 cents = 1 dollar" and "B = the number of bees"."""
    if any(side.is_computed for side in equation.sides):
        return True
    names = [side.name for side in equation.sides if side.name is not None]
    return bool(names) and all(len(name) <= MAX_SYMBOL and " " not in name for name in names)


def _words_of(equation: Equation, text: str) -> str:
    """Write the operation with its result; what has a name or variables stays as it stands."""
    plain = " ".join(text[equation.start : equation.end].replace("$", "").split())
    is_short = all(len(side.name or "") <= MAX_SYMBOL for side in equation.sides)
    is_one = is_short and ", " not in plain
    as_it_stands = _OPENING.sub("", plain, count=1).strip(EDGES) if is_one else ""
    computed = [side for side in equation.sides if side.is_computed]
    valued = next((side for side in computed if side.value is not None), None)
    if valued is None or valued.node is None or _is_about(equation):
        return as_it_stands
    if not equation.stated and valued is not computed[0]:
        return as_it_stands  # 2x = 12 - 4
    operation = write(valued.node)
    result = equation.stated[-1] if equation.stated else valued.value
    if operation is None or result is None or isinstance(result, float):
        return as_it_stands
    return f"{operation} = {written_number(result)}"


def _is_about(equation: Equation) -> bool:
    """Tell "sin A = 3/5" and "AE = 12/2", which are about A and AE."""
    names = [side.name for side in equation.sides if side.name]
    return bool(names) and len(names[0]) <= MAX_SYMBOL and len(equation.sides) == 2


def _results(equation: Equation) -> tuple[Number, ...]:
    """List the values an equation gives, stated or not."""
    values = [side.value for side in equation.sides]
    return tuple(dict.fromkeys(v for v in values if v is not None and not isinstance(v, float)))


def _is_trivial(key: CompiledKey) -> bool:
    """Tell 5 * 1 = 5 and 8 = 8, which compute nothing."""
    shapes = key.equations[0].computed
    return bool(shapes) and all(sum(shape.parts.values()) < 2 for shape in shapes)


def operands_of(equation: Equation) -> frozenset[Number]:
    """Collect the numbers an equation computes with."""
    return frozenset(
        value for side in equation.sides if side.is_computed for value in side.operands
    )
