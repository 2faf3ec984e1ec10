"""Write sets, bare lists, tuples, points, vectors and matrices."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from .expressions import PI, Expression, Number, Root, num, opposite, times
from .pair import Kind
from .pen import Pen, new_pen
from .printing import write

Items = tuple[Expression, ...]
SQUAREFREE = (2, 3, 5, 6, 7)


def item(rng: Random) -> Expression:
    """Draw an element; two elements are equal only if they are the same tree."""
    if rng.random() < 0.65:
        return num(rng.randint(-20, 40))
    if rng.random() < 0.5:
        return num(Fraction(rng.randint(-9, 9), rng.choice((2, 3, 4, 5))))
    if rng.random() < 0.3:
        return times(rng.randint(1, 6), PI)
    return times(rng.choice((-2, -1, 1, 2, 3)), Root(2, num(rng.choice(SQUAREFREE))))


def items(rng: Random, low: int, high: int) -> Items:
    """Draw several elements, no two alike."""
    found: list[Expression] = []
    count = rng.randint(low, high)
    while len(found) < count:
        new = item(rng)
        if new not in found:
            found.append(new)
    return tuple(found)


def change_item(rng: Random, value: Items) -> Items:
    """Replace one element by a new one close by."""
    place = rng.randrange(len(value))
    new = old = value[place]
    while new in value:
        new = rng.choice((item(rng), opposite(old), opposite(old), _next(old)))
    return (*value[:place], new, *value[place + 1 :])


def in_some_order(value: Items) -> Items:
    """Give a collection whose order does not matter one fixed order."""
    return tuple(sorted(value, key=repr))


def _change_unordered(rng: Random, value: Items) -> Items:
    if rng.random() < 0.25 and len(value) > 1:
        return value[1:]
    if rng.random() < 0.25:
        return in_some_order(items(rng, len(value), len(value)))
    return in_some_order(change_item(rng, value) if value else items(rng, 1, 2))


def _write_items(pen: Pen, value: Items) -> list[str]:
    return [write(pen, each) for each in value]


def _draw_set(rng: Random) -> Items:
    return in_some_order(items(rng, 0 if rng.random() < 0.1 else 1, 5))


def _write_set(rng: Random, value: Items) -> str:
    pen = new_pen(rng)
    if not value:
        return pen.wrap_plainly(
            pen.one_of(
                latex=("\\emptyset", "\\varnothing", "\\{\\}", "\\{ \\}"),
                ascii_=("{}", "empty set", "the empty set"),
                unicode="∅",
            )
        )
    texts = _write_items(pen, value)
    rng.shuffle(texts)
    body = rng.choice((", ", ",")).join(texts)
    return pen.wrap_plainly(pen.brackets(body, "{", "}"))


def _draw_list(rng: Random) -> Items:
    return in_some_order(items(rng, 2, 4))


def _change_list(rng: Random, value: Items) -> Items:
    changed = _change_unordered(rng, value)
    return changed if len(changed) > 1 else value


def _write_list(rng: Random, value: Items) -> str:
    pen = new_pen(rng)
    texts = _write_items(pen, value)
    rng.shuffle(texts)
    if rng.random() < 0.6:
        return pen.wrap(rng.choice((", ", ", ", "; ")).join(texts))
    comma = rng.choice(("", ",")) if len(texts) > 2 else ""
    link = comma + pen.words(" and ")
    return pen.wrap_plainly(", ".join(texts[:-1]) + link + texts[-1])


def _draw_tuple(rng: Random) -> Items:
    return items(rng, 2, 4)


def _change_tuple(rng: Random, value: Items) -> Items:
    if rng.random() < 0.5:
        return value[::-1]
    return change_item(rng, value)


def write_tuple(pen: Pen, value: Items) -> str:
    """Write a tuple in round brackets."""
    return pen.brackets(pen.rng.choice((", ", ",")).join(_write_items(pen, value)))


def _write_tuple(rng: Random, value: Items) -> str:
    pen = new_pen(rng)
    label = "(x, y, z, w)"[: 3 * len(value) - 1] + ")"
    text = write_tuple(pen, value)
    return pen.wrap(f"{label} = {text}" if rng.random() < 0.2 and len(value) < 4 else text)


def _draw_points(rng: Random) -> tuple[Items, ...]:
    points = {items(rng, 2, 2) for _ in range(rng.randint(2, 3))}
    return tuple(sorted(points, key=repr)) if len(points) > 1 else _draw_points(rng)


def _change_points(rng: Random, value: tuple[Items, ...]) -> tuple[Items, ...]:
    place = rng.randrange(len(value))
    new = _change_tuple(rng, value[place])
    changed = (*value[:place], new, *value[place + 1 :])
    return value if new in value else tuple(sorted(changed, key=repr))


def _write_points(rng: Random, value: tuple[Items, ...]) -> str:
    pen = new_pen(rng)
    texts = [write_tuple(pen, point) for point in value]
    rng.shuffle(texts)
    if rng.random() < 0.7:
        return pen.wrap(", ".join(texts))
    return pen.wrap_plainly(", ".join(texts[:-1]) + pen.words(" and ") + texts[-1])


def _next(value: Expression) -> Expression:
    return num(value.value + 1) if isinstance(value, Number) else opposite(value)


KINDS = (
    Kind("set", _draw_set, _change_unordered, _write_set),
    Kind("list", _draw_list, _change_list, _write_list),
    Kind("tuple", _draw_tuple, _change_tuple, _write_tuple),
    Kind("points", _draw_points, _change_points, _write_points),
)
