"""The nouns of a trace: sections, steps, key steps, and the ground truth they are held against."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from stepreward.errors import TruthError

_MAX_FORMS = 10_000  # of one ground truth


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a trace; ``start:end`` slices its body out of the completion."""

    name: str
    start: int
    end: int
    header_start: int


@dataclass(frozen=True, slots=True)
class Step:
    """One reasoning step; ``start:end`` slices it out of the completion.

    ``number`` is what the trace itself wrote, None where it wrote none.
    """

    number: int | None
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A final answer as written; ``start:end`` slices it out of the completion."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Trace:
    """A completion read as sections, steps and final answers, in the order it wrote them."""

    completion: str
    format: str
    sections: tuple[Section, ...]
    steps: tuple[Step, ...]
    answers: tuple[Answer, ...]

    @property
    def answer(self) -> Answer | None:
        """Give the last final answer; None where the trace gives none."""
        return self.answers[-1] if self.answers else None


@dataclass(frozen=True, slots=True)
class KeyStep:
    """One required claim in its equivalent forms; ``section`` narrows where it counts."""

    forms: tuple[str, ...]
    section: str | None = None


@dataclass(frozen=True, slots=True, init=False)
class GroundTruth:
    """What a right trace holds: accepted answers, key steps, and the question they belong to.

    ``answer`` is a string, a number, or a sequence of accepted ones. ``key_steps`` takes what data
    sets hold: a list of strings or of lists of equivalent strings, R1-VL's ``{"Steps": [...]}``,
    the JSON text of either, a numpy object array, KeyStep objects, or None. An empty answer, ""
    or [], is one that nothing equals; records and adapters refuse "", as a row that lost its own.

    Raises TruthError naming the field that cannot be read.
    """

    answers: tuple[str, ...]
    key_steps: tuple[KeyStep, ...]
    question: str | None = None
    _hash: int = field(default=0, repr=False, compare=False)

    def __init__(
        self,
        answer: object = (),
        key_steps: object = None,
        question: str | None = None,
    ) -> None:
        if question is not None and not isinstance(question, str):
            raise TruthError(f"question: expected text, got {_kind(question)}")
        answers = _read_answers(answer)
        keys = _read_key_steps(key_steps)
        object.__setattr__(self, "answers", answers)
        object.__setattr__(self, "key_steps", keys)
        object.__setattr__(self, "question", question)
        object.__setattr__(self, "_hash", hash((answers, keys, question)))

    def __hash__(self) -> int:
        return self._hash


def _kind(value: object) -> str:
    return f"{type(value).__name__} {str(value)[:40]!r}"


def _read_answers(answer: object) -> tuple[str, ...]:
    plain = _unwrapped(answer)
    if plain is None:
        return ()
    if isinstance(plain, (list, tuple)):
        return tuple(_read_answer(item, f"answer[{at}]") for at, item in enumerate(plain))
    return (_read_answer(plain, "answer"),)


def _read_answer(value: object, where: str) -> str:
    plain = _unwrapped(value)
    if isinstance(plain, str):
        return plain
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    if isinstance(plain, (int, float)):
        return _digits(plain, where)
    raise TruthError(f"{where}: expected a string or a number, got {_kind(value)}")


def _digits(value: float, where: str) -> str:
    """Write a number without its type, which numpy's own repr names."""
    if isinstance(value, float) and not math.isfinite(value):
        mend = "leave it out where nothing is known, or write text, as in '∞'"
        raise TruthError(f"{where}: expected a finite number, got {value}; {mend}")
    return repr(float(value)) if isinstance(value, float) else str(int(value))


def _unwrapped(value: object) -> object:
    """Turn numpy arrays and scalars into lists and plain numbers."""
    if isinstance(value, (str, int, float, list, tuple, dict)) or value is None:
        return value
    tolist = getattr(value, "tolist", None)
    return tolist() if callable(tolist) else value


def _read_key_steps(value: object) -> tuple[KeyStep, ...]:
    plain = _unwrapped(value)
    if isinstance(plain, str):
        plain = _from_text(plain)
    if plain is None:
        return ()
    if isinstance(plain, Mapping):
        keys = tuple(_from_sections(plain))
    elif isinstance(plain, Iterable):
        keys = tuple(_from_list(plain, "key_steps", None))
    else:
        raise TruthError(f"key_steps: expected a list of texts or of lists, got {_kind(value)}")
    if sum(len(key.forms) for key in keys) > _MAX_FORMS:
        raise TruthError(f"key_steps: more than {_MAX_FORMS:,} forms; split the record")
    return keys


def _from_text(text: str) -> object:
    """Read JSON; any other text is one key step."""
    stripped = text.strip()
    if not stripped:
        return None
    if stripped[0] not in "[{" and stripped != "null":
        return [stripped]
    try:
        return json.loads(stripped)
    except (ValueError, RecursionError) as error:
        if stripped[0] == "[" and not stripped.endswith("]"):
            return [stripped]
        raise TruthError(f"key_steps: looks like JSON, but is none: {error}") from error


def _from_sections(value: Mapping[Any, Any]) -> Iterable[KeyStep]:
    """Read R1-VL's {"Steps": [...]}; another name narrows its key steps to that section."""
    for name, items in value.items():
        plain = _unwrapped(items)
        if plain is None:
            continue
        if not isinstance(name, str):
            raise TruthError(f"key_steps: expected section names, got {_kind(name)}")
        section = None if name.strip().casefold() in ("steps", "step", "key_steps") else name
        listed = [plain] if isinstance(plain, str) else plain
        if not isinstance(listed, Iterable):
            raise TruthError(f"key_steps.{name}: expected a list, got {_kind(items)}")
        yield from _from_list(listed, f"key_steps.{name}", section)


def _from_list(items: Iterable[object], where: str, section: str | None) -> Iterable[KeyStep]:
    for at, item in enumerate(items):
        plain = _unwrapped(item)
        place = f"{where}[{at}]"
        if plain is None or plain == "":
            continue
        if isinstance(plain, KeyStep):
            yield plain
        elif isinstance(plain, (str, int, float)):
            yield KeyStep((_read_form(plain, place),), section)
        elif isinstance(plain, Mapping):
            yield _from_mapping(plain, place, section)
        elif isinstance(plain, Sequence):
            forms = tuple(
                _read_form(form, f"{place}[{number}]")
                for number, form in enumerate(map(_unwrapped, plain))
                if form is not None and form != ""
            )
            if forms:
                yield KeyStep(forms, section)
        else:
            raise TruthError(f"{place}: expected text or a list of texts, got {_kind(item)}")


def _from_mapping(value: Mapping[Any, Any], place: str, section: str | None) -> KeyStep:
    forms = _unwrapped(value.get("forms"))
    listed = [forms] if isinstance(forms, str) else forms
    if not isinstance(listed, (list, tuple)) or not listed:
        raise TruthError(f'{place}: expected {{"forms": ["…"]}}, got {_kind(dict(value))}')
    named = value.get("section", section)
    if named is not None and not isinstance(named, str):
        raise TruthError(f"{place}.section: expected text, got {_kind(named)}")
    texts = tuple(_read_form(form, f"{place}.forms[{at}]") for at, form in enumerate(listed))
    return KeyStep(texts, named)


def _read_form(value: object, where: str) -> str:
    plain = _unwrapped(value)
    if isinstance(plain, str) and plain.strip():
        return plain
    if isinstance(plain, (int, float)) and not isinstance(plain, bool):
        return _digits(plain, where)
    raise TruthError(f"{where}: expected text that is not empty, got {_kind(value)}")
