"""Write matrices and vectors."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from .expressions import Expression, Symbol, num, plus, times
from .pair import Kind
from .pen import Pen, Style, new_pen
from .printing import write

Row = tuple[Fraction, ...]
Rows = tuple[Row, ...]


def _entry(rng: Random) -> Fraction:
    if rng.random() < 0.8:
        return Fraction(rng.randint(-9, 12))
    return Fraction(rng.randint(-9, 9), rng.choice((2, 3, 5)))


def _draw_matrix(rng: Random) -> Rows:
    height, width = rng.choice(((2, 2), (2, 2), (3, 3), (2, 3), (3, 2)))
    return tuple(tuple(_entry(rng) for _ in range(width)) for _ in range(height))


def _change_matrix(rng: Random, value: Rows) -> Rows:
    way = rng.choice(("transpose", "rows", "entry", "entry"))
    if way == "transpose":
        return tuple(zip(*value, strict=True))
    if way == "rows":
        return value[::-1]
    place = rng.randrange(len(value))
    return (*value[:place], change_row(rng, value[place]), *value[place + 1 :])


def change_row(rng: Random, row: Row) -> Row:
    """Change the sign or the size of one entry."""
    place = rng.randrange(len(row))
    new = rng.choice((-row[place], row[place] + 1, row[place] * 2))
    return (*row[:place], new, *row[place + 1 :])


def _write_matrix(rng: Random, value: Rows) -> str:
    pen = new_pen(rng)
    cells = [[write(pen, num(entry)) for entry in row] for row in value]
    if pen.style is Style.LATEX:
        return pen.wrap(_latex_matrix(rng, cells))
    rows = ", ".join(f"[{', '.join(row)}]" for row in cells)
    is_python = pen.style is Style.ASCII and rng.random() < 0.3
    return f"Matrix([{rows}])" if is_python else f"[{rows}]"


def _latex_matrix(rng: Random, cells: list[list[str]]) -> str:
    body = rng.choice((" \\\\ ", "\\\\", " \\\\\n")).join(" & ".join(row) for row in cells)
    name = rng.choice(("pmatrix", "pmatrix", "bmatrix", "bmatrix", "matrix", "array"))
    columns = f"{{{'c' * len(cells[0])}}}" if name == "array" else ""
    text = f"\\begin{{{name}}}{columns} {body} \\end{{{name}}}"
    if name in ("matrix", "array"):
        left, right = rng.choice(("()", "[]"))
        text = f"\\left{left} {text} \\right{right}"
    return text


def _draw_vector(rng: Random) -> Row:
    row = tuple(_entry(rng) for _ in range(rng.choice((2, 3, 3))))
    return row if any(row) else _draw_vector(rng)


def _change_vector(rng: Random, value: Row) -> Row:
    return rng.choice((change_row(rng, value), value[::-1]))


def _write_vector(rng: Random, value: Row) -> str:
    pen = new_pen(rng)
    if rng.random() < 0.3:
        return pen.wrap(_unit_vectors(pen, value))
    texts = [write(pen, num(entry)) for entry in value]
    if pen.style is Style.LATEX and rng.random() < 0.7:
        return pen.wrap(_latex_matrix(rng, [[text] for text in texts]))
    left, right = pen.one_of(
        latex=("\\langle _\\rangle", "\\left\\langle _\\right\\rangle"),
        ascii_=("<_>",),
        unicode="⟨_⟩",
    ).split("_")
    return pen.wrap(left + rng.choice((", ", ",")).join(texts) + right)


def _unit_vectors(pen: Pen, value: Row) -> str:
    form = pen.one_of(
        latex=("\\mathbf{{{}}}", "\\hat{{{}}}", "\\vec{{{}}}"), ascii_=("{}",), unicode="{}\u0302"
    )
    is_hat = form == "\\hat{{{}}}"
    names = [form.format(letter) for letter in (("\\imath", "\\jmath", "k") if is_hat else "ijk")]
    terms: list[Expression] = [
        times(entry, Symbol(name)) for entry, name in zip(value, names, strict=False)
    ]
    return write(pen, plus(*terms))


KINDS = (
    Kind("matrix", _draw_matrix, _change_matrix, _write_matrix),
    Kind("vector", _draw_vector, _change_vector, _write_vector),
)
