"""A ground truth made ready: its key steps compiled, its question read, once for a whole group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from stepreward.algebra.tree import Number
from stepreward.claims.copies import Grams, grams_of, words_of
from stepreward.claims.density import numbers_of
from stepreward.claims.spelling import canonical_word
from stepreward.claims.vocabulary import STOP_WORDS
from stepreward.match import CompiledKey, Wanted, compile_key, wanted_of
from stepreward.trace import GroundTruth
from stepreward.validity import KeyWork, given_numbers


class CompiledTruth(NamedTuple):
    """What the scorer asks of a ground truth, whatever the completion.

    ``wanted`` are its key steps as the matcher looks for them, ``known`` the numbers of its
    question (None without one), ``grams`` the question's runs of words, and ``work`` what the key
    steps compute.
    """

    wanted: tuple[Wanted, ...]
    known: frozenset[Number] | None
    grams: Grams
    work: KeyWork


@lru_cache(maxsize=512)
def compile_truth(truth: GroundTruth) -> CompiledTruth:
    """Compile a ground truth; those that were met last are kept."""
    known = numbers_of(truth.question) if truth.question else None
    grams = grams_of(truth.question or "")
    keys = tuple(compile_key(key) for key in truth.key_steps)
    return CompiledTruth(wanted_of(keys, known), known, grams, _work_of(truth, keys, known))


def _work_of(
    truth: GroundTruth, keys: tuple[CompiledKey, ...], known: frozenset[Number] | None
) -> KeyWork:
    """Collect what the key steps compute: the rules of substance ask a trace for no less."""
    firsts = [key.equations[0] for key in keys if key.equations and key.equations[0].computed]
    operations = tuple(
        (frozenset(side.operands), frozenset(form.equation.stated))
        for form in firsts
        for side in form.equation.sides
        if side.is_computed
    )
    numbers = frozenset().union(
        *(numbers_of(form) for key in truth.key_steps for form in key.forms)
    )
    results = frozenset().union(*(results for _, results in operations))
    words = frozenset[str]().union(
        *(words_of(form) for key in truth.key_steps for form in key.forms)
    )
    return KeyWork(
        operations,
        is_arithmetic=0 < len(keys) <= 2 * len(firsts),
        has_arithmetic=any(form.computed for key in keys for form in key.equations),
        is_numeric=any(
            side.is_computed and side.value is not None
            for form in firsts
            for side in form.equation.sides
        ),
        given=given_numbers(known, operations, numbers),
        starts=numbers - results,
        rests=tuple(_rests(truth, keys)),
        words=words,
        topic=frozenset(
            canonical_word(word)
            for word in words.union(words_of(truth.question or ""))
            if len(word) > 1 and word.isascii() and word.isalpha() and word not in STOP_WORDS
        ),
    )


def _rests(truth: GroundTruth, keys: Sequence[CompiledKey]) -> Iterator[tuple[int, int]]:
    """Pair key steps that compute with those before them that say what one of their numbers is."""
    said: dict[Number, int] = {}
    for at, (key, step) in enumerate(zip(keys, truth.key_steps, strict=True)):
        first = next((form for form in key.equations if form.text == step.forms[0]), None)
        sides = first.equation.sides if first is not None else ()
        operands = {number for side in sides if side.is_computed for number in side.operands}
        if operands:
            yield from ((at, giver) for giver in sorted({said[n] for n in operands & said.keys()}))
        else:
            for number in frozenset().union(*map(numbers_of, step.forms)):
                said.setdefault(number, at)
