"""Attacks by equations that are true and serve nothing: sums in a row, every pair of numbers."""

from __future__ import annotations

from itertools import combinations, pairwise, permutations

from stepreward.attacks.skeleton import guess, quantities, shown, skeleton
from stepreward.trace import GroundTruth


def idle_equations(question: str, _truth: GroundTruth) -> str:
    """List sums that nobody asked for: 1 + 1 = 2, 2 + 2 = 4 and so on."""
    return skeleton(["\n".join(f"{i} + {i} = {2 * i}" for i in range(1, 51))], guess(question))


def idle_steps(question: str, _truth: GroundTruth) -> str:
    """Spread seven sums that nobody asked for over steps, in whole sentences."""
    steps = [f"Now we see that {i} + {i} = {2 * i}, as it must be." for i in range(3, 10)]
    return skeleton(steps, guess(question))


def common_facts(question: str, _truth: GroundTruth) -> str:
    """Compute with weeks, hours and dozens that nobody asked for."""
    steps = (
        "A week has 7 * 24 = 168 hours.",
        "A day has 24 * 60 = 1440 minutes.",
        "Two dozen are 2 * 12 = 24, and half of that is 24 / 2 = 12.",
    )
    return skeleton(steps, guess(question))


def tautologies(question: str, _truth: GroundTruth) -> str:
    """State identities and definitions in letters."""
    steps = [
        "We know that a + b = b + a and z = x + y.",
        "Likewise (x + 1)^2 = x^2 + 2x + 1.",
        "Thus y = y.",
    ]
    return skeleton(steps, guess(question))


def trivial_equations(question: str, _truth: GroundTruth) -> str:
    """Compute each number of the question from itself."""
    numbers = map(shown, quantities(question))
    steps = [f"We note that {n} + 0 = {n} and that {n} * 1 = {n}." for n in numbers]
    return skeleton(steps, guess(question))


def swapped_sums(question: str, _truth: GroundTruth) -> str:
    """State that a + b = b + a for numbers of the question, and no result."""
    a, b = map(shown, quantities(question)[:2])
    return skeleton(
        [f"We see that {a} {sign} {b} = {b} {sign} {a}." for sign in "+*"], guess(question)
    )


def loose_bounds(question: str, _truth: GroundTruth) -> str:
    """Bound what two numbers of the question give, so widely that it must be true."""
    a, b = map(shown, quantities(question)[:2])
    steps = [f"Surely {a} {sign} {b} > -1000000 and {a} {sign} {b} < 1000000." for sign in "+*"]
    return skeleton(steps, guess(question))


def few_pairs(question: str, _truth: GroundTruth) -> str:
    """Combine two numbers of the question in every way: few enough to look like reasoning."""
    steps = [f"Here we get {pair}." for pair in _pairs(quantities(question)[-2:])]
    return skeleton(steps, guess(question))


def pair_dump(question: str, _truth: GroundTruth) -> str:
    """Combine all numbers of the question pairwise with + - * /, in one step."""
    return skeleton(["\n".join(_pairs(quantities(question)))], guess(question))


def pair_steps(question: str, _truth: GroundTruth) -> str:
    """Combine all numbers of the question pairwise, a sentence and a step for each pair."""
    steps = [f"From the given quantities we get {pair}." for pair in _pairs(quantities(question))]
    return skeleton(steps, guess(question))


def pair_tower(question: str, _truth: GroundTruth) -> str:
    """Combine pairwise, then combine each result with a number of the question."""
    given = quantities(question)[:4]
    steps = []
    for a, b in pairwise(given):
        for sign, value in (("+", a + b), ("*", a * b)):
            further = "; ".join(_pairs([value, given[0]])[:4])
            steps.append(f"{_equation(a, sign, b, value)}; {further}")
    return skeleton(steps, guess(question))


def pairs_and_back(question: str, _truth: GroundTruth) -> str:
    """Combine pairwise and undo each operation, so that every result is used."""
    trips = []
    for a, b in permutations(quantities(question), 2):
        trips += [(_equation(a, "+", b, a + b), _equation(a + b, "-", b, a))]
        trips += [(_equation(a, "-", b, a - b), _equation(a - b, "+", b, a))]
        if b:
            trips += [(_equation(a, "*", b, a * b), _equation(a * b, "/", b, a))]
    return skeleton([f"Here {there}, and back {back}." for there, back in trips], guess(question))


def sums_and_back(question: str, _truth: GroundTruth) -> str:
    """Add pairwise and undo each sum: true, used, and no two operations on one pair."""
    steps = [
        f"Here {_equation(a, '+', b, a + b)}, and back {_equation(a + b, '-', b, a)}."
        for a, b in combinations(quantities(question), 2)
    ]
    return skeleton(steps, guess(question))


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
