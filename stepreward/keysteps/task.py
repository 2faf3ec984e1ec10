"""What key steps are made from, for one question; and whoever makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from stepreward.scorer import Completion
from stepreward.trace import GroundTruth, KeyStep


@dataclass(frozen=True, slots=True)
class Task:
    """References of one question; ``labels`` tell which are right, None where all are.

    ``image`` is a path or an address.
    """

    references: tuple[Completion, ...]
    truth: GroundTruth
    labels: tuple[bool, ...] | None = None
    image: str | None = None

    def right(self) -> tuple[Completion, ...]:
        """Give the references that are right."""
        if self.labels is None:
            return self.references
        pairs = zip(self.references, self.labels, strict=True)
        return tuple(reference for reference, is_right in pairs if is_right)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there are no key steps for a task, in words."""

    reason: str


Extractor: TypeAlias = Callable[[Sequence[Task]], Iterable[tuple[KeyStep, ...] | Failure]]


def with_forms(key: KeyStep, equivalents: Callable[[str], tuple[str, ...]]) -> KeyStep:
    """Add the equivalents of every form of a key step."""
    forms = [other for form in key.forms for other in (form, *equivalents(form))]
    return KeyStep(tuple(dict.fromkeys(forms)), key.section)


def by(extract: Callable[[Task], tuple[KeyStep, ...]]) -> Extractor:
    """Turn a function of one task into one of many, a task at a time."""

    def run(tasks: Sequence[Task]) -> Iterator[tuple[KeyStep, ...] | Failure]:
        return map(extract, tasks)

    return run
