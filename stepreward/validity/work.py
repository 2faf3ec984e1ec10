"""Tell arithmetic that serves the question from a list of whatever comes to mind.

Where the key steps compute, a trace that computes nothing, or nothing from what is given, has the
form of reasoning without its substance. Each rule was set so that honest traces keep their
validity.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from stepreward.algebra.tree import Number
from stepreward.claims.chains import Equation
from stepreward.claims.density import USUAL
from stepreward.claims.holding import link_holds
from stepreward.claims.spelling import canonical_word
from stepreward.claims.status import DENIED, NEGATED
from stepreward.report import Violation
from stepreward.validity.case import Case, Operation, count_foreign

_WORD = re.compile(r"(?<!\\)\b[^\W\d_]{2,}")
_MAX_FOREIGN = 0.5
_OPEN_WORK = re.compile(r"\d\s*(?:[-+*/×·÷^]|\\(?:cdot|times|div))[^=\n]*\d[^=\n]*=\s*$")
_NEAR = 80  # characters before an answer
_OPERATORS = frozenset("+-*/")
_TOO_MANY_OPERATORS = 3  # on the same two numbers
_MANY_UNDONE = 3
_MIN_TOPIC = 4  # words of the question, or too little is known of what it speaks of
_MIN_TOLD = 2
_MAX_BACK = 50  # operations that another is compared with


def _with_values(case: Case) -> list[Operation]:
    """Leave out what has variables in it; nothing where the key steps do not compute."""
    if not case.keys.has_arithmetic:
        return []
    return case.valued_operations()


def is_no_dump(case: Case) -> Iterator[Violation]:
    """Refuse lists of numbers, of guesses, and of idle equations."""
    for passage in case.claims.passages:
        if passage.is_dump:
            span = (passage.start, passage.end)
            detail = "a list of numbers or equations, no reasoning"
            yield Violation("dump", detail, passage.step, span)
            return


def computes_something(case: Case) -> Iterator[Violation]:
    """Require one operation on numbers, more than n + 0 or n · 1, where the key steps compute."""
    is_asked = case.keys.is_arithmetic and case.keys.is_numeric
    if not is_asked or not all(map(_is_trivial, case.operations())):
        return
    if not _ends_in_answer(case) and not case.tells_work():
        yield Violation("no_work", "nothing is computed, though the key steps compute")


def _ends_in_answer(case: Case) -> bool:
    r"""Tell an operation whose result is the answer itself: $2 + 3 = \boxed{5}$."""
    return any(
        _OPEN_WORK.search(case.text, max(answer.start - _NEAR, 0), answer.start) is not None
        for answer in case.trace.answers[:1]
    )


def _is_trivial(operation: Operation) -> bool:
    if not operation.operands:
        return True  # z = x + y
    unchanged = operation.operands.intersection(operation.results)
    return len(operation.operands) <= 2 and bool(unchanged and operation.operands & {0, 1})


def starts_from_what_is_given(case: Case) -> Iterator[Violation]:
    """Refuse arithmetic of which most starts neither from the question nor from its own results."""
    done = _with_values(case)
    root = case.keys.given
    if not done or root is None or not case.keys.is_arithmetic:
        return
    foreign = _count_foreign(done, root)
    if foreign > 1 and foreign >= _MAX_FOREIGN * len(done):
        detail = f"{foreign} of {len(done)} operations start from numbers that nobody gave"
        yield Violation("foreign_numbers", detail)


def _count_foreign(done: Sequence[Operation], root: frozenset[Number]) -> int:
    return count_foreign([(one.operands, one.results) for one in done], root)


def speaks_of_the_question(case: Case) -> Iterator[Violation]:
    """Require one key step, one operation from what is given, or two words of the question's.

    Where some key steps compute, but too few for the rules above.
    """
    keys = case.keys
    if keys.is_arithmetic or not keys.has_arithmetic or len(keys.topic) < _MIN_TOPIC:
        return
    if any(place is not None for place in case.found_at):
        return
    root = keys.given if keys.given is not None else case.known or frozenset()
    done = case.valued_operations()
    if _count_foreign(done, root) < len(done):
        return
    told: set[str] = set()
    for step in case.trace.steps:
        told.update(keys.topic.intersection(map(canonical_word, case.words(step.start, step.end))))
        if len(told) >= _MIN_TOLD:
            return
    yield Violation("off_topic", "no key step, no number and hardly a word of the question")


def is_not_all_false(case: Case) -> Iterator[Violation]:
    """Refuse arithmetic of which several results are false and none is true."""
    if not case.keys.is_arithmetic:
        return
    false = 0
    for equation, _ in case.asserted():
        sides = equation.sides
        for left, sign, right in zip(sides, equation.signs, sides[1:], strict=False):
            if left.is_computed or right.is_computed:
                holds = link_holds(left, right, sign, equation.is_rounded)
                if holds:
                    return
                false += holds is False
    if false > 1:
        yield Violation("all_false", f"{false} results are false and none is true")


def does_not_try_every_operator(case: Case) -> Iterator[Violation]:
    """Refuse a trace that adds, subtracts and multiplies the same two numbers."""
    tried: dict[frozenset[Number], set[str]] = defaultdict(set)
    for operation in _with_values(case):
        node = operation.side.node
        if node is not None and node.op in _OPERATORS and len(operation.side.operands) == 2:
            tried[operation.operands].add(node.op)
    if any(len(found) >= _TOO_MANY_OPERATORS for found in tried.values()):
        yield Violation("every_operator", "the same two numbers are combined in every way")


def does_not_undo(case: Case) -> Iterator[Violation]:
    """Refuse arithmetic of which half takes back what was computed before: 3 + 4 = 7, 7 - 4 = 3."""
    done = _with_values(case)
    undone = 0
    for at, one in enumerate(done):
        undone += any(
            before.operands.intersection(one.results)
            and one.operands.intersection(before.results)
            and one.operands.difference(before.results) <= before.operands
            for before in done[max(at - _MAX_BACK, 0) : at]
        )
    if undone >= _MANY_UNDONE and undone * 2 >= len(done):
        yield Violation("undone", f"{undone} of {len(done)} operations undo an earlier one")


def gives_one_result(case: Case) -> Iterator[Violation]:
    """Refuse arithmetic of which half has two results for one operation."""
    stated: dict[tuple[object, frozenset[Number]], set[Number]] = defaultdict(set)
    for one in _with_values(case):
        stated[one.side.value, one.operands].update(one.results)
    twofold = sum(len(results) > 1 for results in stated.values())
    if twofold > 0 and twofold * 2 >= len(stated):
        yield Violation("two_results", f"{twofold} operations have two results each")


def says_what_it_computes(case: Case) -> Iterator[Violation]:
    """Require words around the arithmetic, other than the key steps' own: one more than sums."""
    done = _with_values(case) if case.keys.is_arithmetic else []
    words = 0
    for step in case.trace.steps if done else ():
        for word in _WORD.finditer(step.text):
            words += word[0].lower() not in case.keys.words
            if words > len(done):
                return  # after a few, as a rule
    if done:
        yield Violation("bare_equations", "equations and key steps without a word about them")


def denies_nothing_true(case: Case) -> Iterator[Violation]:
    """Refuse a trace that calls true arithmetic false."""
    for passage in case.claims.passages:
        for equation in passage.equations:
            if equation.status in (DENIED, NEGATED) and _is_true(equation):
                span = (equation.start, equation.end)
                detail = f"denies {case.text[equation.start : equation.end][:60]}, which holds"
                yield Violation("denial", detail, passage.step, span)
                return


def _is_true(equation: Equation) -> bool:
    links = zip(equation.sides, equation.sides[1:], strict=False)
    return any(left.is_computed and link_holds(left, right, "=", False) for left, right in links)


def computes_before_use(case: Case) -> Iterator[Violation]:
    """Refuse a trace most of whose results and readings are used before they are stated."""
    passed = _never_late(case.known, case.keys.starts)
    given: dict[Number, int] = {}
    uses: list[tuple[int, Number]] = []
    for equation, results in case.asserted():
        at = equation.start
        for side in equation.sides:
            if side.is_computed and side.value is not None:  # (n - 6)(n + 8) uses no result
                uses += [(at, n) for n in side.operands if n not in passed]
        for value in results:
            if value not in passed:
                given.setdefault(value, at)
    gaps = [given[number] - at for at, number in uses if number in given]
    gaps += _gaps_of_keys(case)
    late, early = sum([gap > 0 for gap in gaps]), sum([gap < 0 for gap in gaps])
    if late > early:
        yield Violation("used_too_early", f"{late} numbers are used before they are found")


@lru_cache(maxsize=512)
def _never_late(known: frozenset[Number] | None, starts: frozenset[Number]) -> frozenset[Number]:
    """Collect the numbers that may be used before the trace states them; a group shares them."""
    return USUAL | (known or frozenset()) | starts


def _gaps_of_keys(case: Case) -> Iterator[int]:
    """Measure how far behind a key step that computes the one stands that reads off its number."""
    for user, giver in case.keys.rests:
        used, given = case.found_at[user], case.found_at[giver]
        if used is not None and given is not None:
            yield given - used
