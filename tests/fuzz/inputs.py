"""Make the fuzzer's inputs: each is a function of the seed and its number alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from stepreward import GroundTruth
from tests.fuzz.material import NUMBER_WORDS, Material, bit

_MAX_CHARS = 6_000
_OPENINGS = (
    *("(", "[", "{", "\\frac{", "\\sqrt{", "\\boxed{"),
    *("|", "\\left(", "x^{", "\\text{", "$"),
)
_CLOSINGS = (")", "]", "}", "}{2}", "}", "}", "|", "\\right)", "}", "}", "$")
_HEADS = ("### The final answer is: ", "#### ", "The answer is ", "<answer>", "\\boxed{", "A: ")


@dataclass(frozen=True, slots=True)
class Input:
    """A text, the gold answer it is judged against, and the truth it is scored against."""

    text: str
    gold: str
    truth: GroundTruth


def draw(material: Material, seed: int, number: int) -> Input:
    """Draw input ``number``: mostly short answers, now and then a whole trace."""
    rng = Random(f"{seed}-{number}")
    if rng.random() < 0.03:
        completion, truth = rng.choice(material.traces)
        gold = rng.choice(truth.answers)
        if rng.random() < 0.3:
            completion = _inserted(rng, completion, _key_words(rng, truth))
        return Input(_mutated(rng, material, completion), gold, truth)
    base = rng.choice(material.answers)
    make = rng.choice(MAKERS)
    text, gold = make(rng, material, base)[:_MAX_CHARS], base
    if rng.random() < 0.3:
        gold = rng.choice(MAKERS)(rng, material, rng.choice(material.answers))[:_MAX_CHARS]
    if rng.random() < 0.3:
        text = rng.choice(_HEADS) + text
    truth = GroundTruth(gold, _keys(rng, material, base), _question(rng, material))
    if truth.key_steps and rng.random() < 0.3:
        text = _inserted(rng, text, _key_words(rng, truth))[:_MAX_CHARS]
    return Input(text, gold, truth)


def _keys(rng: Random, material: Material, base: str) -> list[str]:
    keys = [_mutated(rng, material, base) for _ in range(rng.choice((0, 0, 0, 1, 2)))]
    return [key for key in keys if key.strip()]


def _key_words(rng: Random, truth: GroundTruth) -> str:
    """Shuffle the words that the key steps are written with, some of them twice."""
    words = " ".join(form for key in truth.key_steps for form in key.forms).split()
    return " ".join(rng.choices(words, k=rng.randrange(1, 3 * len(words) + 2))) if words else ""


def _inserted(rng: Random, text: str, part: str) -> str:
    at = rng.randrange(len(text) + 1)
    return f"{text[:at]} {part} {text[at:]}"


def _question(rng: Random, material: Material) -> str | None:
    if rng.random() < 0.9:
        return None
    options = [rng.choice(material.answers) for _ in range(rng.randrange(2, 5))]
    return "Which?\n" + "\n".join(f"{chr(65 + at)}: {text}" for at, text in enumerate(options))


def _mutated(rng: Random, material: Material, text: str) -> str:
    for _ in range(rng.randrange(1, 5)):
        text = rng.choice(MUTATIONS)(rng, material, text)[:_MAX_CHARS]
    return text


def _splice(rng: Random, material: Material, text: str) -> str:
    other = rng.choice(material.answers)
    return text[: rng.randrange(len(text) + 1)] + other[rng.randrange(len(other) + 1) :]


def _soup(rng: Random, _material: Material, _text: str) -> str:
    return "".join(bit(rng) for _ in range(rng.randrange(12)))


def _characters(rng: Random, _material: Material, _text: str) -> str:
    return "".join(chr(rng.randrange(rng.choice((0x80, 0x3000, 0x11_0000)))) for _ in range(9))


def _nested(rng: Random, _material: Material, text: str) -> str:
    at, depth = rng.randrange(len(_OPENINGS)), rng.choice((1, 1, 1, 2, 2, 2, 5, 5, 30, 70, 300))
    closing = _CLOSINGS[at] * rng.choice((depth, depth - 1, 0, depth + 1))
    return _OPENINGS[at] * depth + text + closing


def _digits(rng: Random, _material: Material, text: str) -> str:
    run = rng.choice("019") * rng.choice((9, 9, 20, 20, 40, 300, 999, 1001, 5000))
    at = rng.randrange(len(text) + 1)
    return text[:at] + run + text[at:]


def _number_words(rng: Random, _material: Material, text: str) -> str:
    count = rng.choice((2, 2, 3, 3, 5, 5, 8, 20, 90, 600))
    joint = rng.choice((" ", " ", " ", "-", " and ", ", "))
    run = joint.join(rng.choice(NUMBER_WORDS) for _ in range(count))
    return rng.choice((run, f"{run} {text}", _inserted(rng, text, run)))


def _cut(rng: Random, _material: Material, text: str) -> str:
    low, high = sorted(rng.randrange(len(text) + 1) for _ in range(2))
    return text[:low] + text[high:]


def _keep(rng: Random, _material: Material, text: str) -> str:
    low, high = sorted(rng.randrange(len(text) + 1) for _ in range(2))
    return text[low:high]


def _insert(rng: Random, _material: Material, text: str) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + bit(rng) + text[at:]


def _replace(rng: Random, _material: Material, text: str) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + bit(rng) + text[at + 1 :]


def _repeat(rng: Random, _material: Material, text: str) -> str:
    low = rng.randrange(len(text) + 1)
    high = min(len(text), low + rng.randrange(1, 12))
    return (
        text[:low] + text[low:high] * rng.choice((2, 2, 2, 3, 3, 3, 5, 5, 5, 20, 200)) + text[high:]
    )


def _swap(rng: Random, _material: Material, text: str) -> str:
    low, middle, high = sorted(rng.randrange(len(text) + 1) for _ in range(3))
    return text[:low] + text[middle:high] + text[low:middle] + text[high:]


def _case(rng: Random, _material: Material, text: str) -> str:
    return rng.choice((text.upper(), text.lower(), text.title(), text[::-1]))


Change = Callable[[Random, Material, str], str]
MUTATIONS: tuple[Change, ...] = (
    *(_cut, _keep, _insert, _insert, _insert, _replace, _replace, _repeat, _swap, _splice, _case),
)
MAKERS: tuple[Change, ...] = (
    *(_mutated, _mutated, _mutated, _mutated, _mutated, _mutated),
    *(_splice, _soup, _soup, _characters, _nested, _digits, _number_words),
)
