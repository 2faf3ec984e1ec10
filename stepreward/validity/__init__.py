"""Ask whether a trace is complete, in order, of substance: rules as functions, lists as data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from stepreward.report import Violation
from stepreward.validity import structure, substance, work
from stepreward.validity.case import Case, KeyWork, given_numbers

__all__ = ["GUARDS", "STRUCTURE", "Case", "KeyWork", "Rule", "given_numbers", "violations"]

Rule = Callable[[Case], Iterator[Violation]]

STRUCTURE: tuple[Rule, ...] = (
    structure.has_every_section,
    structure.keeps_the_order,
    structure.counts_up,
    structure.is_whole,
)
GUARDS: dict[str, tuple[Rule, ...]] = {
    "substance": (substance.has_substance, substance.is_no_soup),
    "copies": (substance.is_no_copy,),
    "repeats": (substance.does_not_repeat,),
    "single_answer": (substance.gives_one_answer,),
    "density": (work.is_no_dump,),
    "denial": (work.denies_nothing_true,),
    "order": (work.computes_before_use,),
    "work": (
        work.computes_something,
        work.starts_from_what_is_given,
        work.speaks_of_the_question,
        work.is_not_all_false,
        work.does_not_try_every_operator,
        work.does_not_undo,
        work.gives_one_result,
        work.says_what_it_computes,
    ),
}


def violations(case: Case) -> tuple[Violation, ...]:
    """Collect what the rules of structure and the chosen guards have to say."""
    return tuple([found for rule in _rules_of(case.guards) for found in rule(case)])


@lru_cache(maxsize=64)
def _rules_of(guards: frozenset[str]) -> tuple[Rule, ...]:
    rules = [*STRUCTURE]
    for name, guard in GUARDS.items():
        if name in guards:
            rules.extend(guard)
    return tuple(rules)
