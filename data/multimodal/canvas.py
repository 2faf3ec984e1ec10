"""A sheet to draw figures on: smooth lines, and the same pixels every time."""

from __future__ import annotations

from math import cos, dist, radians, sin
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 400, 300
SCALE = 3  # drawn large, then shrunk: smooth edges
INK, GREY, WHITE = "#222222", "#cccccc", "#ffffff"
BLUE, RED, GREEN, ORANGE = "#2f6fb7", "#cc3d3d", "#3b9a4a", "#e08a1e"

Point = tuple[float, float]


class Canvas:
    """A white sheet of 400 x 300 units, the origin top left."""

    def __init__(self) -> None:
        self._image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), WHITE)
        self._draw = ImageDraw.Draw(self._image)

    def line(self, *points: Point, colour: str = INK, width: float = 2) -> None:
        large = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw.line(large, fill=colour, width=round(width * SCALE), joint="curve")

    def polygon(self, *points: Point, fill: str = WHITE, outline: str = INK) -> None:
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)
        self.line(*points, points[0], points[1], colour=outline)

    def box(self, x: float, y: float, *, size: Point, fill: str = WHITE) -> None:
        """Draw a rectangle; ``x, y`` is its top left corner."""
        wide, high = size
        self.polygon((x, y), (x + wide, y), (x + wide, y + high), (x, y + high), fill=fill)

    def circle(self, centre: Point, radius: float, fill: str | None = None) -> None:
        self._draw.ellipse(_square(centre, radius), fill=fill, outline=INK, width=2 * SCALE)

    def arc(self, centre: Point, radius: float, *, start: float, end: float) -> None:
        """Draw part of a circle; degrees run clockwise from the east."""
        self._draw.arc(_square(centre, radius), start, end, fill=INK, width=2 * SCALE)

    def sector(self, centre: Point, radius: float, *, start: float, end: float, fill: str) -> None:
        box = _square(centre, radius)
        self._draw.pieslice(box, start, end, fill=fill, outline=WHITE, width=2 * SCALE)

    def text(
        self, at: Point, words: str, *, size: int = 15, colour: str = INK, anchor: str = "mm"
    ) -> None:
        font = ImageFont.load_default(size * SCALE)
        where = (at[0] * SCALE, at[1] * SCALE)
        self._draw.text(where, words, font=font, fill=colour, anchor=anchor)

    def ticks(self, a: Point, b: Point, count: int) -> None:
        """Mark a segment with short strokes: equal counts mean equal lengths."""
        (x, y), (dx, dy) = middle(a, b), _direction(a, b)
        for place in range(count):
            shift = (place - (count - 1) / 2) * 6
            across = (x + dx * shift, y + dy * shift)
            start = (across[0] - dy * 7, across[1] + dx * 7)
            self.line(start, (across[0] + dy * 7, across[1] - dx * 7))

    def right_angle(self, corner: Point, a: Point, b: Point) -> None:
        """Mark the angle at ``corner``, between ``a`` and ``b``, with a small square."""
        (ax, ay), (bx, by) = _direction(corner, a, 14), _direction(corner, b, 14)
        x, y = corner
        self.line((x + ax, y + ay), (x + ax + bx, y + ay + by), (x + bx, y + by), width=1.5)

    def save(self, path: Path) -> None:
        small = self._image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        small.quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)


def polar(centre: Point, distance: float, degrees: float) -> Point:
    """Find the point at a distance; degrees run clockwise from the east, as y runs down."""
    angle = radians(degrees)
    return centre[0] + distance * cos(angle), centre[1] + distance * sin(angle)


def middle(a: Point, b: Point) -> Point:
    """Find the midpoint."""
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def _direction(a: Point, b: Point, length: float = 1) -> Point:
    stretch = length / dist(a, b)
    return (b[0] - a[0]) * stretch, (b[1] - a[1]) * stretch


def _square(centre: Point, radius: float) -> tuple[float, float, float, float]:
    (x, y), r = centre, radius
    return (x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE
