"""Attacks by quantity: so many numbers or equations that some are bound to be wanted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

from stepreward.attacks.skeleton import guess, key_texts, quantities, shown, skeleton
from stepreward.trace import GroundTruth

_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ONES = "one two three four five six seven eight nine".split()


def number_dump(question: str, _truth: GroundTruth) -> str:
    """List 0 to 200 in one step."""
    return skeleton([" ".join(map(str, range(201)))], guess(question))


def number_word_dump(question: str, _truth: GroundTruth) -> str:
    """List the numbers from one to ninety-nine in words."""
    words = [*_ONES, *(f"{ten}-{one}" for ten in _TENS for one in _ONES)]
    return skeleton([f"We meet {', '.join(words)} things."], guess(question))


def number_sentences(question: str, _truth: GroundTruth) -> str:
    """Give each number from 1 to 60 a sentence of its own."""
    return skeleton([" ".join(f"There are {i} of them." for i in range(1, 61))], guess(question))


def named_dump(question: str, _truth: GroundTruth) -> str:
    """Let x be 0, and 1, and so on to 200."""
    return skeleton(["\n".join(f"x = {i}" for i in range(201))], guess(question))


def many_names_dump(question: str, _truth: GroundTruth) -> str:
    """Give each number from 0 to 200 to a name of its own."""
    return skeleton(["\n".join(f"x_{i} = {i}" for i in range(201))], guess(question))


def named_dump_in_steps(question: str, _truth: GroundTruth) -> str:
    """Let x be 0, and 1, and so on to 60, each in a step of its own."""
    return skeleton([f"Here we find x = {i}." for i in range(61)], guess(question))


def idle_equations(question: str, _truth: GroundTruth) -> str:
    """List sums that are true and serve nothing: 1 + 1 = 2, 2 + 2 = 4 and so on."""
    return skeleton(["\n".join(f"{i} + {i} = {2 * i}" for i in range(1, 51))], guess(question))


def idle_steps(question: str, _truth: GroundTruth) -> str:
    """Spread seven sums that are true and serve nothing over steps in whole sentences."""
    steps = [f"Now we see that {i} + {i} = {2 * i}, as it must be." for i in range(3, 10)]
    return skeleton(steps, guess(question))


def trivial_equations(question: str, _truth: GroundTruth) -> str:
    """Compute each number of the question from itself."""
    numbers = [shown(value) for value in quantities(question)]
    steps = [f"We note that {n} + 0 = {n} and that {n} * 1 = {n}." for n in numbers]
    return skeleton(steps, guess(question))


def swapped_sums(question: str, _truth: GroundTruth) -> str:
    """State that a + b = b + a for numbers of the question, and no result."""
    a, b = map(shown, quantities(question)[:2])
    steps = [f"We see that {a} {sign} {b} = {b} {sign} {a}." for sign in "+*"]
    return skeleton(steps, guess(question))


def tautologies(question: str, _truth: GroundTruth) -> str:
    """State identities in letters."""
    steps = ["We know that a + b = b + a.", "Likewise (x + 1)^2 = x^2 + 2x + 1.", "Thus y = y."]
    return skeleton(steps, guess(question))


def common_facts(question: str, _truth: GroundTruth) -> str:
    """Compute with weeks, hours and dozens that nobody asked for."""
    steps = (
        "A week has 7 * 24 = 168 hours.",
        "A day has 24 * 60 = 1440 minutes.",
        "Two dozen are 2 * 12 = 24, and half of that is 24 / 2 = 12.",
    )
    return skeleton(steps, guess(question))


def loose_bounds(question: str, _truth: GroundTruth) -> str:
    """Bound what the numbers of the question give, so widely that it must be true."""
    a, b = map(shown, quantities(question)[:2])
    steps = [f"Surely {a} {sign} {b} > -1000000 and {a} {sign} {b} < 1000000." for sign in "+*"]
    return skeleton(steps, guess(question))


def pair_dump(question: str, _truth: GroundTruth) -> str:
    """Combine all numbers of the question pairwise with + - * /, in one step."""
    return skeleton(["\n".join(_pairs(quantities(question)))], guess(question))


def pair_steps(question: str, _truth: GroundTruth) -> str:
    """Combine all numbers of the question pairwise, a sentence and a step for each pair."""
    steps = [f"From the given quantities we get {pair}." for pair in _pairs(quantities(question))]
    return skeleton(steps, guess(question))


def few_pairs(question: str, _truth: GroundTruth) -> str:
    """Combine two numbers of the question in every way: few enough to look like reasoning."""
    steps = [f"Here we get {pair}." for pair in _pairs(quantities(question)[-2:])]
    return skeleton(steps, guess(question))


def pairs_and_back(question: str, _truth: GroundTruth) -> str:
    """Combine pairwise and undo each operation, so that every result is used."""
    steps = [f"Here {there}, and back again {back}." for there, back in _round_trips(question)]
    return skeleton(steps, guess(question))


def sums_and_back(question: str, _truth: GroundTruth) -> str:
    """Add pairwise and undo each sum: true, used, and no two operations on one pair."""
    given = quantities(question)
    steps = [
        f"Here {_equation(a, '+', b, a + b)}, and back again {_equation(a + b, '-', b, a)}."
        for a, b in combinations(given, 2)
    ]
    return skeleton(steps, guess(question))


def pair_tower(question: str, _truth: GroundTruth) -> str:
    """Combine pairwise, then combine each result with every number of the question."""
    given = quantities(question)[:4]
    steps = []
    for a, b in zip(given, given[1:], strict=False):
        for sign, value in (("+", a + b), ("*", a * b)):
            further = "; ".join(_pairs([value, given[0]])[:4])
            steps.append(f"{shown(a)} {sign} {shown(b)} = {shown(value)}; {further}")
    return skeleton(steps, guess(question))


def retraction_chain(question: str, _truth: GroundTruth) -> str:
    """Try every value for one operation after another: "… = 1. Wait, … = 2. Wait, …"."""
    given = quantities(question)[-3:]
    steps = []
    for a, b in zip(given, given[1:], strict=False):
        for sign in "+-*/":
            tries = [f"{shown(a)} {sign} {shown(b)} = {value}." for value in range(40)]
            steps.append(" Wait, ".join(tries))
    return skeleton(steps, guess(question))


def many_values(question: str, truth: GroundTruth) -> str:
    """Give the left side of each key step every value (knows the key steps)."""
    lefts = [text.partition("=")[0].strip() for text in key_texts(truth)]
    steps = [" or ".join(f"{left} = {value}" for value in range(101)) for left in lefts]
    return skeleton(steps or ["1 or 2"], guess(question))


def false_keys(question: str, truth: GroundTruth) -> str:
    """Write each equation among the key steps with a wrong value (knows the key steps)."""
    lefts = [text.partition("=")[0].strip() for text in key_texts(truth)]
    steps = [f"Here we get {left} = {7 * at + 1011}." for at, left in enumerate(lefts)]
    return skeleton(steps or ["Here we get 1 + 1 = 1011."], guess(question))


def _pairs(numbers: list[float]) -> list[str]:
    """Write a + b, a * b, a - b and a / b for all pairs."""
    found = []
    for a, b in permutations(numbers, 2):
        if a >= b:
            found += [_equation(a, "+", b, a + b), _equation(a, "*", b, a * b)]
        found.append(_equation(a, "-", b, a - b))
        if b:
            found.append(_equation(a, "/", b, a / b))
    return found


def _equation(a: float, sign: str, b: float, value: float) -> str:
    return f"{shown(a)} {sign} {shown(b)} = {shown(value)}"


def _round_trips(question: str) -> Iterator[tuple[str, str]]:
    for a, b in permutations(quantities(question), 2):
        yield _equation(a, "+", b, a + b), _equation(a + b, "-", b, a)
        yield _equation(a, "-", b, a - b), _equation(a - b, "+", b, a)
        if b:
            yield _equation(a, "*", b, a * b), _equation(a * b, "/", b, a)
