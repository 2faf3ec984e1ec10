"""A question made easier by a hint, or harder by a worse picture; the same for the same example."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random

from PIL import Image

from stepreward.trace import GroundTruth
from stepreward.train.data.examples import Example


def hinted(example: Example, share: float) -> Example:
    """Tell the first key steps with the question: a share of them, rounded up, never the last.

    What is told is no longer paid, and belongs to the question: copied from there, it earns
    nothing. An example with fewer than two key steps stays as it is.
    """
    truth = example.truth
    told = math.ceil(share * (len(truth.key_steps) - 1))
    if told < 1:
        return example
    words = "; ".join(key.forms[0] for key in truth.key_steps[:told])
    question = f"{example.question}\nHint: {words}."
    rest = GroundTruth(truth.answers, truth.key_steps[told:], question)
    return replace(example, question=question, truth=rest)


def degraded(example: Example, share: float) -> Example:
    """Mix noise into the images: 0 leaves them as they are, of 1 nothing is seen.

    An example without images stays as it is.
    """
    if not example.images:
        return example
    rng = Random(f"noise {example.id}")  # noqa: S311 - no secret is drawn
    images = tuple(_noisy(image, share, rng) for image in example.load_images())
    return replace(example, images=images)


def _noisy(image: Image.Image, share: float, rng: Random) -> Image.Image:
    width, height = image.size
    noise = Image.frombytes("RGB", image.size, rng.randbytes(3 * width * height))
    return Image.blend(image.convert("RGB"), noise, share)
