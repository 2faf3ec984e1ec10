"""A task drawn on the spot: panels with one bar each, and questions that take several steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from random import Random
from typing import Literal

from PIL import Image, ImageDraw

from stepreward.trace import GroundTruth
from stepreward.train.data.examples import Example

Split = Literal["train", "choose", "report"]
Style = Literal["full", "skip", "broken"]

COLOURS = {
    "red": (220, 40, 40),
    "green": (40, 170, 60),
    "blue": (50, 80, 220),
    "yellow": (235, 200, 40),
}
_ONES = "zero one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
WORDS = (
    *_ONES,
    *_TEENS,
    *(f"{tens} {one}".removesuffix(" zero") for tens in ("twenty", "thirty") for one in _ONES),
)[:37]
PANEL = 28  # px; Qwen2-VL merges 2 x 2 patches of 14 px into one token
UNIT = 4  # px of a bar's height a unit of its value

# What the traces to imitate are like, as mined data is: most are good, some jump to the answer,
# some are out of order. Warm-up copies the mixture; a reward can choose from it.
STYLES: dict[Style, float] = {"full": 0.45, "skip": 0.25, "broken": 0.3}
_SHARES: dict[Split, range] = {"choose": range(10), "report": range(10, 20)}  # of 100; else train


@dataclass(frozen=True, slots=True)
class Chart:
    """Four panels, left to right and top to bottom: a colour, and a value from 1 to 6."""

    bars: tuple[tuple[str, int], ...]

    def draw(self, rng: Random) -> Image.Image:
        """Draw it with some jitter in place, width and shade: 56 x 56 px, RGB."""
        image = Image.new("RGB", (2 * PANEL, 2 * PANEL), (245, 245, 245))
        pen = ImageDraw.Draw(image)
        for at, (colour, value) in enumerate(self.bars):
            x, floor = at % 2 * PANEL, (at // 2 + 1) * PANEL - 2
            left = x + rng.randint(3, 9)
            right = left + rng.randint(10, 15)
            shade = tuple(min(255, max(0, part + rng.randint(-20, 20))) for part in COLOURS[colour])
            pen.rectangle((left, floor - UNIT * value, right, floor), fill=shade)
            pen.line((x + 1, floor + 1, x + PANEL - 2, floor + 1), fill=(60, 60, 60))
        return image


@dataclass(frozen=True, slots=True)
class Task:
    """A question about a chart: what is read off, what is computed, and how each is said."""

    question: str
    answer: int
    steps: tuple[str, ...]  # of a full trace
    keys: tuple[tuple[str, ...], ...]  # the ways to say each key step

    def key_steps(self) -> list[list[str]]:
        """List what a trace has to state: every reading, and every computation."""
        return [list(ways) for ways in self.keys]


def reading(name: str, value: int) -> tuple[str, tuple[str, ...]]:
    """Say what is read off a bar, as a trace does; then the ways to say it as a key step."""
    return f"{name} is {WORDS[value]}.", (f"{name} is {value}",)


def _of_two(question: str, answer: int, bars: Sequence[tuple[str, int]], *computed: str) -> Task:
    steps, keys = zip(*(reading(*bar) for bar in bars), strict=True)
    return Task(question, answer, (*steps, f"{computed[0]}."), (*keys, computed))


def _sum(a: str, x: int, b: str, y: int) -> Task:
    computed = (f"{WORDS[x]} plus {WORDS[y]} is {x + y}", f"{x} + {y} = {x + y}")
    return _of_two(f"What is the sum of {a} and {b}?", x + y, ((a, x), (b, y)), *computed)


def _difference(a: str, x: int, b: str, y: int) -> Task:
    high, low = max(x, y), min(x, y)
    computed = (
        f"{WORDS[high]} minus {WORDS[low]} is {high - low}",
        f"{high} - {low} = {high - low}",
    )
    question = f"What is the difference between {a} and {b}?"
    return _of_two(question, high - low, ((a, x), (b, y)), *computed)


def _twice(a: str, x: int, b: str, y: int) -> Task:
    total = 2 * x + y
    computed = (f"two times {WORDS[x]} plus {WORDS[y]} is {total}", f"2 * {x} + {y} = {total}")
    question = f"What is the total if {a} counts twice and {b} once?"
    return _of_two(question, total, ((a, x), (b, y)), *computed)


TASKS = (_sum, _difference, _twice)

DrawTask = Callable[[Random], tuple[Chart, Task]]


def draw_chart(rng: Random) -> Chart:
    """Draw four bars, each of its own colour."""
    return Chart(tuple((name, rng.randint(1, 6)) for name in rng.sample(list(COLOURS), 4)))


def draw_short(rng: Random) -> tuple[Chart, Task]:
    """Draw a chart, and a question about two of its bars."""
    chart = draw_chart(rng)
    (a, x), (b, y) = rng.sample(chart.bars, 2)
    return chart, rng.choice(TASKS)(a, x, b, y)


@dataclass(frozen=True, slots=True)
class Charts:
    """One split of the task; the three share no pair of chart and question.

    The example at a position is the same whenever and wherever it is drawn, so that a run can go
    on from a position alone. A split has no end.
    """

    split: Split
    seed: int = 0
    draw_task: DrawTask = draw_short

    def take(self, start: int, count: int) -> list[Example]:
        """Draw ``count`` examples from position ``start`` on."""
        return [self._example(at) for at in range(start, start + count)]

    def _example(self, position: int) -> Example:
        rng = Random(f"{self.split} {self.seed} {position}")  # noqa: S311 - no secret is drawn
        chart, task = self.draw_task(rng)
        while _split_of(chart, task) != self.split:
            chart, task = self.draw_task(rng)
        style = rng.choices(list(STYLES), list(STYLES.values()))[0]
        return Example(
            id=f"{self.split}-{self.seed}-{position}",
            question=task.question,
            images=(chart.draw(rng),),
            truth=GroundTruth(task.answer, task.key_steps(), task.question),
            trace=write_trace(chart, task, style, rng),
        )


def _split_of(chart: Chart, task: Task) -> Split:
    digest = blake2b(f"{chart.bars} {task.question}".encode(), digest_size=4).digest()
    place = int.from_bytes(digest, "big") % 100
    return next((name for name, share in _SHARES.items() if place in share), "train")


def write_trace(chart: Chart, task: Task, style: Style, rng: Random) -> str:
    """Write a trace in R1-VL's format that ends on the right answer, in one of the styles.

    ``full`` has all sections and steps; ``skip`` is well formed, but jumps to the answer;
    ``broken`` lacks a section, miscounts its steps or answers before them.
    """
    steps = list(task.steps)
    if style == "skip":
        steps = [*steps[: rng.randint(0, 1)], "I estimate the result."]
    looks = ", ".join(f"{name} {WORDS[value]}" for name, value in chart.bars)
    description = f"### Image Description:\n{looks}."
    rationale = "### Rationales:\nRead the bars, then compute."
    reasoning = ["### Let's think step by step."]
    reasoning += [f"### Step {at}:\n{text}" for at, text in enumerate(steps, 1)]
    answer = f"### The final answer is: {task.answer}"
    parts: Sequence[str] = (description, rationale, *reasoning, answer)
    if style == "broken":
        parts = rng.choice(
            (
                (description, *reasoning, answer),
                (rationale, *reasoning, answer),
                (*reasoning, description, rationale, answer),
                (description, rationale, answer, *reasoning),
            )
        )
    return "\n".join(parts)
