"""Key steps that somebody else wrote: keep what can match, is stated and gives nothing away."""

from __future__ import annotations

from collections.abc import Sequence

from stepreward.keysteps.candidate import Candidate
from stepreward.keysteps.computed import operands_of
from stepreward.keysteps.given import Given, given_by
from stepreward.keysteps.reading import Reading, read_reference, read_statement
from stepreward.match import compile_key
from stepreward.scorer import Completion
from stepreward.text import completion_text
from stepreward.trace import GroundTruth, KeyStep

_MAX_CHARS = 200  # of a form


def clean_key_steps(
    keys: Sequence[KeyStep],
    *,
    references: Sequence[Completion] | None = None,
    question: str | None = None,
    answer: object = (),
    allow_answer: bool = False,
) -> tuple[KeyStep, ...]:
    """Drop the forms that no trace could match, that the question says, or that give the answer.

    A key step without any form left goes, and so does one that says what an earlier one says, or
    that none of the ``references`` states in any form. ``answer`` is read as GroundTruth reads it.

    >>> keys = [KeyStep(("12/2 = 6", "the")), KeyStep(("6/2 = 3",))]
    >>> [key.forms for key in clean_key_steps(keys, answer="3")]
    [('12/2 = 6',)]
    """
    given = given_by(question, GroundTruth(answer).answers)
    sources = None
    if references is not None:
        sources = [read_reference(completion_text(one), given.known) for one in references]
    kept: list[KeyStep] = []
    said: list[Reading] = []
    for key in keys:
        forms = tuple(form for form in key.forms if _is_good(form, given, allow_answer))
        again = [compile_key(KeyStep((form,))) for form in forms]
        if not forms or any(any(reading.states(again)) for reading in said):
            continue
        if sources is not None and not any(any(reading.states(again)) for reading in sources):
            continue
        said += [read_statement(form) for form in forms]
        kept.append(KeyStep(tuple(dict.fromkeys(forms)), key.section))
    return tuple(kept)


def _is_good(form: str, given: Given, allow_answer: bool) -> bool:
    if len(form) > _MAX_CHARS:
        return False
    reading = read_statement(form, given.known)
    one = _claim(form, reading)
    if not reading.states([one.key])[0] or given.is_said(one):
        return False
    return allow_answer or not given.gives_answer(one)


def _claim(form: str, reading: Reading) -> Candidate:
    """Read a form for its values and words."""
    equations = [e for passage in reading.claims.passages for e in passage.equations]
    terms = tuple(
        term
        for passage in reading.claims.passages
        for sentence in reading.claims.sentences(passage)
        for term in sentence.words.terms
    )
    values = [side.value for equation in equations for side in equation.sides]
    values += [term.value for term in terms if not term.is_operand]
    return Candidate(
        form,
        compile_key(KeyStep((form,))),
        0.0,
        tuple(v for v in values if v is not None and not isinstance(v, float)),
        frozenset().union(*map(operands_of, equations)),
        terms,
    )
