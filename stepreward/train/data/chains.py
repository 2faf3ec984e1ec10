"""A longer task on the same charts: a running total over four to six steps, each on the last.

A trace is right only where every step is, so that a policy that masters single steps half still
fails nearly all questions, and most of its groups earn nothing by their answers. Totals go high
enough that guessing one is no way out.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from stepreward.train.data.charts import WORDS, Chart, Task, draw_chart, reading

LENGTHS = (4, 5, 6)  # steps, the first of which only reads
_HIGHEST = len(WORDS) - 1  # of a running total
_DOUBLES = 0.5  # of the steps that can, which double the total instead of reading a bar

Bar = tuple[str, int]
Move = tuple[str, Bar | None]  # "add" or "take away" and a bar, or "double" and none


def draw_chain(rng: Random) -> tuple[Chart, Task]:
    """Draw a chart and a chain over its bars; no bar, and no doubling, comes twice in a row."""
    chart = draw_chart(rng)
    last = rng.choice(chart.bars)
    first, total = last, last[1]
    moves: list[Move] = []
    for _ in range(rng.choice(LENGTHS) - 1):
        has_doubled = bool(moves) and moves[-1][0] == "double"
        if 0 < 2 * total <= _HIGHEST and not has_doubled and rng.random() < _DOUBLES:
            moves.append(("double", None))
        else:
            last = rng.choice([bar for bar in chart.bars if bar != last])
            can = {"add": total + last[1] <= _HIGHEST, "take away": total >= last[1]}
            moves.append((rng.choice([verb for verb, fits in can.items() if fits]), last))
        total = _after(total, moves[-1])
    return chart, chain_of(first, moves)


def chain_of(first: Bar, moves: Sequence[Move]) -> Task:
    """Ask for the running total.

    >>> chain_of(("red", 5), [("take away", ("blue", 2)), ("double", None)]).question
    'Start with red, take away blue, double it. What is the total?'
    """
    name, total = first
    asked = [f"Start with {name}"]
    said, ways = reading(name, total)
    steps, keys = [said], [ways]
    for verb, bar in moves:
        new = _after(total, (verb, bar))
        asked.append(f"{verb} {bar[0] if bar else 'it'}")
        said = ""
        if bar:
            said, ways = reading(*bar)
            said += " "
            keys.append(ways)
        words, signs = _computed(total, verb, bar)
        steps.append(f"{said}{words} is {WORDS[new]}.")
        keys.append((f"{signs} = {new}",))
        total = new
    question = f"{', '.join(asked)}. What is the total?"
    once = tuple(dict.fromkeys(keys))  # a bar that comes again is read off once
    return Task(question, total, tuple(steps), once)


def _after(total: int, move: Move) -> int:
    verb, bar = move
    if bar is None:
        return 2 * total
    return total + bar[1] if verb == "add" else total - bar[1]


def _computed(total: int, verb: str, bar: Bar | None) -> tuple[str, str]:
    """Say a computation in words and in signs, without its result."""
    if bar is None:
        return f"two times {WORDS[total]}", f"2 * {total}"
    word, sign = ("plus", "+") if verb == "add" else ("minus", "-")
    return f"{WORDS[total]} {word} {WORDS[bar[1]]}", f"{total} {sign} {bar[1]}"
