"""Contrast by WCAG 2: text that is read has 4.5 to 1, what only shows a shape 3 to 1."""

from __future__ import annotations

import re

import pytest

from stepreward.page.sheet import asset

_PAIR = re.compile(r"--([\w-]+):\s*light-dark\((#[0-9a-f]{3,6}),\s*(#[0-9a-f]{3,6})\)")
COLOURS = {name: (light, dark) for name, light, dark in _PAIR.findall(asset("page.css"))}
KEYS = [f"key-{at}" for at in range(8)]
SCHEMES = pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
RGB = tuple[float, float, float]


def rgb(colour: str) -> RGB:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def luminance(colour: RGB) -> float:
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: RGB, second: RGB) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def mixed(part: float, colour: RGB, ground: RGB) -> RGB:
    """Do what color-mix(in srgb, …) does."""
    red, green, blue = (part * a + (1 - part) * b for a, b in zip(colour, ground, strict=True))
    return red, green, blue


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param("#000", "#ffffff", 21.0, id="black on white"),
        pytest.param("#777777", "#fff", 4.48, id="a grey that is just too light"),
        pytest.param("#fff", "#fff", 1.0, id="white on white"),
    ],
)
def test_contrast_is_that_of_the_standard(first: str, second: str, expected: float) -> None:
    assert contrast(rgb(first), rgb(second)) == pytest.approx(expected, abs=0.005)


@SCHEMES
@pytest.mark.parametrize("ground", ["ground", "sheet", "raised"])
@pytest.mark.parametrize("ink", ["ink", "dim", "link", "good", "bad", "warn"])
def test_words_can_be_read(ink: str, ground: str, scheme: int) -> None:
    assert contrast(rgb(COLOURS[ink][scheme]), rgb(COLOURS[ground][scheme])) >= 4.5


@SCHEMES
@pytest.mark.parametrize("key", KEYS)
def test_a_badge_can_be_read_full_and_hollow(key: str, scheme: int) -> None:
    colour, sheet = rgb(COLOURS[key][scheme]), rgb(COLOURS["sheet"][scheme])
    assert contrast(rgb(COLOURS["on-badge"][scheme]), colour) >= 4.5
    assert contrast(colour, sheet) >= 4.5


@SCHEMES
@pytest.mark.parametrize("key", KEYS)
def test_text_on_the_tint_of_a_key_step_can_be_read(key: str, scheme: int) -> None:
    sheet = rgb(COLOURS["sheet"][scheme])
    tint = mixed(0.24, rgb(COLOURS[key][scheme]), sheet)  # the strongest, of what is pointed at
    assert contrast(rgb(COLOURS["ink"][scheme]), tint) >= 4.5


@SCHEMES
@pytest.mark.parametrize("shape", ["edge", "run-a", "run-b"])
def test_borders_and_bars_can_be_seen(shape: str, scheme: int) -> None:
    assert contrast(rgb(COLOURS[shape][scheme]), rgb(COLOURS["sheet"][scheme])) >= 3


@SCHEMES
def test_no_two_key_steps_share_a_colour(scheme: int) -> None:
    assert len({COLOURS[key][scheme] for key in KEYS}) == len(KEYS)
