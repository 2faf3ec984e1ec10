"""Key steps out of reference traces, by rule: what they compute, read off and relate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stepreward.errors import TruthError
from stepreward.keysteps.candidates import candidates_of
from stepreward.keysteps.choosing import chosen, count_statements
from stepreward.keysteps.equivalents import equivalent_forms
from stepreward.keysteps.given import given_by
from stepreward.keysteps.merging import merged
from stepreward.keysteps.reading import read_reference
from stepreward.scorer import Completion
from stepreward.text import completion_text
from stepreward.trace import GroundTruth, KeyStep

__all__ = ["as_r1vl", "equivalent_forms", "extract_key_steps"]


def extract_key_steps(
    references: str | Sequence[Completion],
    *,
    question: str | None = None,
    answer: object = (),
    labels: Sequence[bool] | None = None,
    allow_answer: bool = False,
) -> tuple[KeyStep, ...]:
    r"""Take key steps from one reference trace, or from several of one question.

    ``labels`` tell which references are right, one each; without them all are. Kept is what more
    than half of the right ones state and at most half of the wrong ones; different ways to one
    value are forms of one key step. What the question says is left out, and, unless
    ``allow_answer``, whatever gives the final answer's value. ``answer`` is read as GroundTruth
    reads it. Raises TruthError for what is no reference, or labels of another number.

    >>> keys = extract_key_steps("She keeps 12 / 2 = 6 eggs. She eats 6 / 2 = 3.", answer="3")
    >>> [key.forms for key in keys]
    [('12/2 = 6',)]
    """
    texts = _texts(references)
    is_right = [True] * len(texts) if labels is None else list(labels)
    if len(is_right) != len(texts):
        raise TruthError(f"labels: {len(is_right)} for {len(texts)} references; give one for each")
    truth = GroundTruth(answer, None, question)
    given = given_by(question, truth.answers)
    readings = [read_reference(text, given.known) for text in texts]
    right = [one for one, label in zip(readings, is_right, strict=True) if label]
    wrong = [one for one, label in zip(readings, is_right, strict=True) if not label]
    found = [
        [
            one
            for one in candidates_of(reading)
            if not given.is_said(one) and (allow_answer or not given.gives_answer(one))
        ]
        for reading in right
    ]
    groups = merged(found, given.known or frozenset())
    count_statements(groups, right, wrong)
    kept = chosen(groups)
    return tuple(KeyStep(tuple(form.text for form in one.forms)) for one in kept)


def as_r1vl(keys: Sequence[KeyStep]) -> dict[str, list[list[str]]]:
    """Write key steps as R1-VL-10K has them; GroundTruth reads that back.

    >>> as_r1vl([KeyStep(("12/2 = 6", "half of 12 is 6"))])
    {'Steps': [['12/2 = 6', 'half of 12 is 6']]}
    """
    sections: dict[str, list[list[str]]] = {"Steps": []}
    for key in keys:
        sections.setdefault(key.section or "Steps", []).append(list(key.forms))
    return sections


def _texts(references: str | Sequence[Completion]) -> list[str]:
    if isinstance(references, str):
        return [references]
    if isinstance(references, Mapping) or not isinstance(references, Sequence):
        raise TruthError(
            f"references: expected texts, got {type(references).__name__}; give a list of traces"
        )
    return [completion_text(one) for one in references]
