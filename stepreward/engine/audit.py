"""Which key steps can never match, or pay for nothing: found before a run, not after it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from stepreward.algebra.tree import Number
from stepreward.answer import judge
from stepreward.claims import MAX_PASSAGE, Claims, read_claims
from stepreward.claims.density import numbers_of
from stepreward.claims.holding import link_holds
from stepreward.claims.parts import Part
from stepreward.formats import Format
from stepreward.match import CompiledKey, compile_key, match_keys, wanted_of
from stepreward.match.keys import same_number
from stepreward.text import fold, plain_words, repair_latex
from stepreward.trace import GroundTruth, KeyStep

_SHORT = 80  # characters of a form that is compared with the answer
_WORD = re.compile(r"\w+(?:\.\w+)*|[-+*/^=<>≤≥≠±√∠°%]")
_OPERATION = re.compile(r"[+*/×÷·^\\√]|\w\s*[-−]\s*\w")


class Doubt(NamedTuple):
    """What is wrong with a key step; ``is_dead`` where no trace can ever match it."""

    key: int
    form: str
    reason: str
    is_dead: bool


class Form(NamedTuple):
    """One form of a key step, and what a step that says just this would claim."""

    text: str
    section: str | None
    compiled: CompiledKey
    claims: Claims
    known: frozenset[Number] | None
    truth: GroundTruth
    formats: tuple[Format, ...]
    guards: frozenset[str]


Rule = Callable[[Form], Iterator[str]]


def audit(
    truth: GroundTruth, formats: tuple[Format, ...], guards: frozenset[str]
) -> Iterator[Doubt]:
    """Look for key steps that cannot match under these formats and guards, or should not pay.

    A key step is dead when every one of its forms is.
    """
    known = numbers_of(truth.question) if truth.question else None

    def form_of(text: str, section: str | None) -> Form:
        plain = repair_latex(fold(text).text)
        claims = read_claims(plain, [Part("steps", 0, 0, len(plain))], known)
        compiled = compile_key(KeyStep((text,)))
        return Form(text, section, compiled, claims, known, truth, formats, guards)

    for at, key in enumerate(truth.key_steps):
        forms = [form_of(text, key.section) for text in key.forms]
        dead = [(form.text, reason) for form in forms for reason in _first(DEADLY, form)]
        is_dead = len(dead) == len(forms)
        for text, reason in dead:
            living = "" if is_dead else "this form can never match, others of the key step can: "
            yield Doubt(at, text, living + reason, is_dead)
        if not is_dead:
            for form in forms:
                for reason in _first(WARNINGS, form):
                    yield Doubt(at, form.text, reason, False)


def _first(rules: tuple[Rule, ...], form: Form) -> list[str]:
    """Give the first reason of the rules, if there is any."""
    return next(([reason] for rule in rules for reason in rule(form)), [])


# What no trace can match.


def counts_nowhere(form: Form) -> Iterator[str]:
    """Require a section that some accepted format has, and that is not the answer."""
    if form.section is None:
        return
    wanted = form.section.casefold()
    known = [
        rule.name
        for accepted in form.formats
        for rule in accepted.sections
        if rule.role in ("background", "steps")
    ]
    if not any(name.casefold() in wanted or wanted in name.casefold() for name in known):
        listed = ", ".join(dict.fromkeys(known))
        yield f"no key step counts in section {form.section!r}; name one of {listed}"


def is_too_long(form: Form) -> Iterator[str]:
    """Require a form no longer than what is read of a step."""
    if len(form.text) > MAX_PASSAGE:
        yield f"has more than {MAX_PASSAGE:,} characters; cut it down to its claim"


def says_nothing(form: Form) -> Iterator[str]:
    """Require words that count, or mathematics."""
    if not form.compiled.equations and not form.compiled.phrases:
        yield "holds no word that counts and no mathematics; name what is claimed"


def misses_itself(form: Form) -> Iterator[str]:
    """Require that a step which says just this would match."""
    if any(same_number(equation) is not None for equation in form.compiled.equations):
        return  # 8 = 8 asks for that value of some operation, which it does not show itself
    guards = form.guards - {"density", "order"}  # they are about the step around it
    key = form.compiled._replace(section=None)
    match = match_keys(form.claims, wanted_of([key], form.known), form.known, guards).matches[0]
    if not match.is_match:
        reason = match.reason.strip() or "its words do not make a claim"
        yield f"not even a step that says just this would match ({reason}); reword it"


DEADLY: tuple[Rule, ...] = (counts_nowhere, is_too_long, says_nothing, misses_itself)


# What matches for the wrong reason.


def states_falsehood(form: Form) -> Iterator[str]:
    """Require arithmetic that holds."""
    for equation in form.claims.passages[0].equations:
        links = zip(equation.sides, equation.signs, equation.sides[1:], strict=False)
        if any(link_holds(left, right, sign, True) is False for left, sign, right in links):
            yield "its own arithmetic is false; a right trace never says it"
            return


def gives_the_answer(form: Form) -> Iterator[str]:
    """Require more than the answer, which is paid for already: another number, an operation."""
    answers, numbers = form.truth.answers, numbers_of(form.text)
    is_more = len(numbers) > 1 and not numbers <= numbers_of(" ".join(answers))
    if is_more or len(form.text) > _SHORT or _OPERATION.search(form.text) or not answers:
        return
    if judge(form.text, answers, form.truth.question).verdict == "equal":
        yield "only repeats the answer, which is paid for already"


def repeats_the_question(form: Form) -> Iterator[str]:
    """Require more than what the question says."""
    words = _words(form.text)
    if words and form.truth.question and f" {words} " in f" {_words(form.truth.question)} ":
        yield "stands in the question, and is no step towards the answer"


def _words(text: str) -> str:
    """Spell out words, numbers and the signs of mathematics: 6 = 0 does not say x = 6."""
    return " ".join(_WORD.findall(plain_words(text)))


WARNINGS: tuple[Rule, ...] = (states_falsehood, gives_the_answer, repeats_the_question)
