"""A longer task on the same charts: a running total over four to six bars, each step on the last.

A trace is right only where every step is, so that a policy that masters single steps half still
fails nearly all questions, and most of its groups earn nothing by their answers.
"""

from __future__ import annotations

from random import Random

from stepreward.train.data.charts import WORDS, Chart, Task, draw_chart, reading

LENGTHS = (4, 5, 6)  # bars, and with each one step
_HIGHEST = len(WORDS) - 1  # of a running total


def draw_chain(rng: Random) -> tuple[Chart, Task]:
    """Draw a chart, and a chain over its bars; no bar comes twice in a row."""
    chart = draw_chart(rng)
    bars = [rng.choice(chart.bars)]
    signs = []
    total = bars[0][1]
    for _ in range(rng.choice(LENGTHS) - 1):
        bar = rng.choice([one for one in chart.bars if one != bars[-1]])
        can = [sign for sign in (1, -1) if 0 <= total + sign * bar[1] <= _HIGHEST]
        signs.append(rng.choice(can))
        bars.append(bar)
        total += signs[-1] * bar[1]
    return chart, chain_of(bars, signs)


def chain_of(bars: list[tuple[str, int]], signs: list[int]) -> Task:
    """Ask for the running total over bars; 1 adds one to it, -1 takes it away.

    >>> chain_of([("red", 5), ("blue", 2), ("green", 6)], [-1, 1]).question
    'Start with red, take away blue, add green. What is the total?'
    """
    (first, total), *rest = bars
    asked, (said, ways) = [f"Start with {first}"], reading(first, total)
    steps, keys = [said], [ways]
    for (name, value), sign in zip(rest, signs, strict=True):
        asked.append(f"{'add' if sign > 0 else 'take away'} {name}")
        word, mark, new = "plus" if sign > 0 else "minus", "+-"[sign < 0], total + sign * value
        said, ways = reading(name, value)
        steps.append(f"{said} {WORDS[total]} {word} {WORDS[value]} is {WORDS[new]}.")
        keys += [ways, (f"{total} {mark} {value} = {new}",)]
        total = new
    return Task(f"{', '.join(asked)}. What is the total?", total, tuple(steps), _once(keys))


def _once(keys: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Ask for a reading once, however often its bar comes."""
    return tuple(dict.fromkeys(keys))
