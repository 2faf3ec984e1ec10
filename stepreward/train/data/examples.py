"""What is trained on: questions with their images and truths, taken by position from a source."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Protocol

from PIL import Image, UnidentifiedImageError

from stepreward.errors import FileError, RecordError, SettingError, TruthError
from stepreward.records import read_row
from stepreward.text import completion_text
from stepreward.trace import GroundTruth

# The names a line may use; the first that it holds, and not as null, counts.
_NAMES = {
    "question": ("question", "problem"),
    "answer": ("answer", "solution"),
    "key_steps": ("key_steps",),
    "images": ("images", "image", "image_path"),
    "trace": ("trace", "completion", "messages"),
}


@dataclass(frozen=True, slots=True)
class Example:
    """One question: what is shown and asked, what is right, and a trace to imitate, if any."""

    id: str
    question: str
    images: tuple[Image.Image | Path, ...]
    truth: GroundTruth
    trace: str | None = None

    def load_images(self) -> list[Image.Image]:
        """Open what is a file; raise FileError where it is no image."""
        return [one if isinstance(one, Image.Image) else _open(one) for one in self.images]

    def image_sizes(self) -> list[tuple[int, int]]:
        """Give width and height of each image, in pixels, reading no more than a file's head."""
        return [one.size if isinstance(one, Image.Image) else _size(one) for one in self.images]


def _open(path: Path) -> Image.Image:
    with _opened(path) as image:
        return _on_white(image)


def _on_white(image: Image.Image) -> Image.Image:
    """Give an image as a page shows it: what is transparent is white."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    page = Image.new("RGBA", image.size, "white")
    page.alpha_composite(image.convert("RGBA"))
    return page.convert("RGB")


def _size(path: Path) -> tuple[int, int]:
    with _opened(path) as image:
        return image.size


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    try:
        with Image.open(path) as image:
            yield image
    except UnidentifiedImageError as error:
        raise FileError(f"{path}: is no image; give a PNG or a JPEG") from error
    except OSError as error:
        raise FileError(f"{path}: {error.strerror or error}; mend the image or its path") from error


class Source(Protocol):
    """A row of examples without an end; the one at a position is always the same."""

    def take(self, start: int, count: int) -> list[Example]:
        """Give ``count`` examples from position ``start`` on."""


@dataclass(frozen=True, slots=True)
class Shuffled:
    """Go through examples again and again, in another order each time."""

    examples: tuple[Example, ...]
    seed: int = 0

    def take(self, start: int, count: int) -> list[Example]:
        """Give ``count`` examples from position ``start`` on."""
        places = (divmod(at, len(self.examples)) for at in range(start, start + count))
        return [
            self.examples[_order(len(self.examples), f"{self.seed} {epoch}")[at]]
            for epoch, at in places
        ]


@lru_cache(maxsize=4)
def _order(count: int, seed: str) -> tuple[int, ...]:
    order = list(range(count))
    random.Random(seed).shuffle(order)  # noqa: S311 - no secret is drawn
    return tuple(order)


def read_examples(path: Path) -> tuple[Example, ...]:
    """Read a JSONL file; image paths in it start from its own folder.

    Raises FileError for a file or an image that is not there, RecordError naming the line and the
    field of what is no example.
    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise FileError(f"{path}: {error.strerror or error}; name a JSONL file") from error
    examples = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                examples.append(_example(read_row(line), path.parent, f"{path.name}:{number}"))
            except (RecordError, TruthError) as error:
                raise RecordError(f"{path}: line {number}: {error}") from error
    if not examples:
        raise RecordError(f"{path}: holds no line; write one example a line")
    return tuple(examples)


def _example(row: Mapping[str, Any], folder: Path, place: str) -> Example:
    question = _first(row, "question")
    if not isinstance(question, str) or not question.strip():
        raise RecordError(f"{_NAMES['question'][0]}: expected text under {_or('question')}")
    answer = _first(row, "answer")
    if answer is None:
        raise RecordError(f"answer: expected one under {_or('answer')}")
    return Example(
        id=place if row.get("id") is None else str(row["id"]),
        question=question,
        images=tuple(_images(_first(row, "images"), folder)),
        truth=GroundTruth(answer, _first(row, "key_steps"), question),
        trace=_trace(_first(row, "trace")),
    )


def _first(row: Mapping[str, Any], role: str) -> Any:
    return next((row[name] for name in _NAMES[role] if row.get(name) is not None), None)


def _or(role: str) -> str:
    return " or ".join(repr(name) for name in _NAMES[role])


def _images(found: object, folder: Path) -> list[Path]:
    listed = found if isinstance(found, list) else [found] if found is not None else []
    paths = []
    for one in listed:
        if not isinstance(one, str):
            raise RecordError(f"images: expected paths, got {type(one).__name__}")
        path = folder / one
        if not path.is_file():
            raise RecordError(f"images: no file {path}; paths start from the file's own folder")
        paths.append(path)
    return paths


def _trace(found: object) -> str | None:
    if found is None:
        return None
    if not isinstance(found, (str, list, Mapping)):
        raise RecordError(f"trace: expected text or chat messages, got {type(found).__name__}")
    return completion_text(found)


@dataclass(frozen=True, slots=True)
class Splits:
    """Three splits: to train on, to choose by, and to report.

    Warm-up and RL draw from the first in orders of their own.
    """

    warm_up: Source
    rl: Source
    choose: tuple[Example, ...]
    report: tuple[Example, ...]


def split_examples(examples: Sequence[Example], held_out: int, seed: int) -> Splits:
    """Set ``held_out`` questions aside to choose by, and as many to report.

    Which, is decided by a hash of the question and the names of its images, so that a question
    stands in one split alone, wherever the file lies and however often it holds the question.
    Another ``held_out`` makes other splits. Raises SettingError where too few are left.
    """
    hashes = [_hash(example) for example in examples]
    aside = sorted(set(hashes))[: 2 * held_out]
    chosen, reported = set(aside[:held_out]), set(aside[held_out:])
    parts: dict[str, list[Example]] = {"train": [], "choose": [], "report": []}
    for example, place in zip(examples, hashes, strict=True):
        name = "choose" if place in chosen else "report" if place in reported else "train"
        parts[name].append(example)
    if not all(parts.values()):
        found = f"{len(set(hashes))} different questions"
        raise SettingError(f"evaluation.count: {held_out}, twice, leaves nothing of {found}")
    train = tuple(parts["train"])
    return Splits(
        warm_up=Shuffled(train, 2 * seed),
        rl=Shuffled(train, 2 * seed + 1),
        choose=tuple(parts["choose"]),
        report=tuple(parts["report"]),
    )


def _hash(example: Example) -> bytes:
    names = [one.name if isinstance(one, Path) else "" for one in example.images]
    return blake2b(f"{example.question} {names}".encode(errors="replace"), digest_size=8).digest()
