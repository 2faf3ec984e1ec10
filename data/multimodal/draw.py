"""Draw the images of the multimodal examples, the same pixels every time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, pi, radians, sin
from pathlib import Path

from canvas import BLUE, GREEN, GREY, INK, ORANGE, RED, WHITE, Canvas, Point, middle, polar

IMAGES = Path(__file__).parent / "images"


def bar_chart(sheet: Canvas) -> None:
    sheet.text((215, 16), "Museum visitors (thousands)")
    _axis(sheet, values=range(0, 51, 5), height_of=lambda value: 265 - value * 4.5)
    visitors = {"2017": 25, "2018": 40, "2019": 45, "2020": 20, "2021": 35}
    for place, (year, count) in enumerate(visitors.items()):
        left = 68 + place * 64
        sheet.box(left, 265 - count * 4.5, size=(36, count * 4.5), fill=BLUE)
        sheet.text((left + 18, 281), year)


def line_chart(sheet: Canvas) -> None:
    sheet.text((215, 16), "Monthly sales (thousand euros)")
    _axis(sheet, values=range(0, 46, 5), height_of=lambda value: 265 - value * 5)
    for place, month in enumerate(("Jan", "Feb", "Mar", "Apr")):
        sheet.text((85 + place * 85, 281), month)
    _curve(sheet, "Harbour", [10, 15, 25, 40], BLUE)
    _curve(sheet, "Station", [30, 25, 30, 35], ORANGE)


def pie_chart(sheet: Canvas) -> None:
    sheet.text((200, 16), "How the pupils come to school")
    centre, start = (200.0, 162.0), -90.0
    shares = {"Bus": (40, BLUE), "Walk": (25, GREEN), "Bike": (20, RED), "Car": (15, "#7a5aa6")}
    for name, (percent, colour) in shares.items():
        end = start + percent * 3.6
        sheet.sector(centre, 128, start=start, end=end, fill=colour)
        middle = polar(centre, 82, (start + end) / 2)
        sheet.text((middle[0], middle[1] - 9), name, colour=WHITE, size=16)
        sheet.text((middle[0], middle[1] + 9), f"{percent}%", colour=WHITE, size=16)
        start = end


def price_table(sheet: Canvas) -> None:
    rows = [
        ("Item", "Price each", "Number"),
        ("Notebook", "$2.50", "4"),
        ("Pen", "$1.20", "5"),
        ("Eraser", "$0.80", "3"),
        ("Ruler", "$1.50", "2"),
    ]
    for row, cells in enumerate(rows):
        for column, words in enumerate(cells):
            x, y = 20 + column * 120, 25 + row * 50
            sheet.box(x, y, size=(120, 50), fill="#dde7f3" if row == 0 else WHITE)
            sheet.text((x + 60, y + 25), words, size=17)


def thermometers(sheet: Canvas) -> None:
    for x, label, degrees in ((110, "6 a.m.", -4), (290, "noon", 13)):
        sheet.text((x, 14), label, size=17)
        sheet.box(x - 7, 28, size=(14, 240))
        sheet.circle((x, 276), 15, fill=RED)
        top = _mercury(degrees)
        sheet.line((x, 276), (x, top), colour=RED, width=10)
        for mark in range(-10, 21):
            length = 16 if mark % 5 == 0 else 8
            sheet.line((x + 9, _mercury(mark)), (x + 9 + length, _mercury(mark)), width=1.2)
            if mark % 5 == 0:
                sheet.text((x + 30, _mercury(mark)), f"{mark} °C", size=13, anchor="lm")


def pencil_on_ruler(sheet: Canvas) -> None:
    left, unit = 35, 33
    sheet.box(left - 15, 160, size=(unit * 10 + 30, 70), fill="#f6e7b8")
    for millimetre in range(101):
        x = left + millimetre * unit / 10
        length = 26 if millimetre % 10 == 0 else 19 if millimetre % 5 == 0 else 10
        sheet.line((x, 160), (x, 160 + length), width=1)
        if millimetre % 10 == 0:
            sheet.text((x, 200), str(millimetre // 10))
    sheet.text((left, 219), "cm", size=13)
    start, tip = left + 2 * unit, left + 8.5 * unit
    sheet.polygon(
        (start, 120), (tip - 30, 120), (tip, 133), (tip - 30, 146), (start, 146), fill=GREEN
    )
    sheet.polygon((tip - 12, 128), (tip, 133), (tip - 12, 138), fill=INK)
    for end in (start, tip):
        sheet.line((end, 105), (end, 160), colour="#999999", width=1)


def clock(sheet: Canvas) -> None:
    centre = (200.0, 150.0)
    sheet.circle(centre, 138)
    for minute in range(60):
        inner = 124 if minute % 5 == 0 else 131
        sheet.line(polar(centre, inner, minute * 6), polar(centre, 136, minute * 6), width=1.5)
    for hour in range(1, 13):
        sheet.text(polar(centre, 108, hour * 30 - 90), str(hour), size=20)
    hours, minutes = 3, 40
    sheet.line(centre, polar(centre, 60, (hours + minutes / 60) * 30 - 90), width=7)
    sheet.line(centre, polar(centre, 92, minutes * 6 - 90), width=3)
    sheet.circle(centre, 6, fill=INK)


def shapes(sheet: Canvas) -> None:
    for centre in ((52, 58), (338, 50), (262, 152), (128, 250)):
        sheet.circle(centre, 24, fill=RED)
    for centre in ((190, 62), (48, 162), (345, 240)):
        sheet.circle(centre, 24, fill=GREEN)
    for x, y in ((122, 76), (344, 148), (212, 246)):
        sheet.box(x - 22, y - 22, size=(44, 44), fill=RED)
    for x, y in ((192, 158), (272, 240)):
        sheet.box(x - 22, y - 22, size=(44, 44), fill=BLUE)
    for x, y in ((266, 60), (120, 165), (52, 248)):
        sheet.polygon((x - 26, y + 21), (x + 26, y + 21), (x, y - 24), fill=BLUE)


def street_map(sheet: Canvas) -> None:
    for column in range(7):
        sheet.line(_crossing(column, 0), _crossing(column, 5), colour=GREY, width=5)
    for row in range(6):
        sheet.line(_crossing(0, row), _crossing(6, row), colour=GREY, width=5)
    places = {"Home": (1, 1, RED), "School": (5, 4, BLUE), "Library": (2, 4, GREEN)}
    for name, (column, row, colour) in (places | {"Pool": (4, 2, ORANGE)}).items():
        x, y = _crossing(column, row)
        sheet.circle((x, y), 8, fill=colour)
        sheet.text((x + 4, y - 19), name, size=16)
    sheet.text((355, 40), "N", size=18)
    sheet.polygon((355, 52), (363, 72), (347, 72), fill=INK)
    sheet.line((355, 72), (355, 92), width=3)
    sheet.line((326, 232), (370, 232), width=3)
    sheet.text((348, 246), "1 block", size=14)
    sheet.text((348, 264), "= 100 m", size=14)


def triangle_median(sheet: Canvas) -> None:
    p, q, r = (150.0, 45.0), (50.0, 250.0), (350.0, 250.0)
    m, n = middle(q, r), middle(p, middle(q, r))
    sheet.polygon(p, q, n, fill="#cfe0f4")
    sheet.line(p, q, r, p)
    sheet.line(p, m)
    sheet.line(q, n)
    for a, b, count in ((q, m, 1), (m, r, 1), (p, n, 2), (n, m, 2)):
        sheet.ticks(a, b, count)
    labels = {"P": (150, 28), "Q": (35, 258), "R": (366, 258), "M": (200, 270), "N": (192, 148)}
    for name, at in labels.items():
        sheet.text(at, name, size=18)
    sheet.text((300, 60), "area of PQR", size=16)
    sheet.text((300, 82), "= 20 sq cm", size=16)


def parallel_lines(sheet: Canvas) -> None:
    rise, low = 62.0, (150.0, 215.0)
    high = polar(low, 120 / sin(radians(rise)), -rise)
    for name, y in (("a", high[1]), ("b", low[1])):
        sheet.line((35, y), (355, y))
        sheet.text((370, y), name, size=19)
    sheet.line(polar(low, 75, 180 - rise), polar(high, 75, -rise))
    end = polar(high, 75, -rise)
    sheet.text((end[0] + 12, end[1] + 2), "t", size=19)
    sheet.arc(high, 24, start=0, end=180 - rise)
    sheet.arc(low, 30, start=-rise, end=0)
    sheet.text((high[0] + 40, high[1] + 26), "118°", size=18)
    sheet.text((low[0] + 46, low[1] - 22), "x", size=19)
    sheet.text((85, 30), "a is parallel to b", size=15)


def circle_tangent(sheet: Canvas) -> None:
    o, unit = (115.0, 165.0), 18
    p = (o[0] + 13 * unit, o[1])
    t = (o[0] + 5 * unit * 5 / 13, o[1] - 5 * unit * 12 / 13)
    sheet.circle(o, 5 * unit)
    sheet.line(o, t)
    sheet.line(t, p)
    sheet.line(p, o)
    sheet.right_angle(t, o, p)
    sheet.circle(o, 3, fill=INK)
    labels = {"O": (101, 172), "T": (156, 68), "P": (364, 170), "5": (120, 122), "12": (258, 112)}
    for name, at in (labels | {"?": (235, 181)}).items():
        sheet.text(at, name, size=18)


def right_triangle(sheet: Canvas) -> None:
    a, c = (50.0, 235.0), (50 + 308 * cos(pi / 6), 235.0)
    b = (c[0], c[1] - 308 * sin(pi / 6))
    sheet.polygon(a, b, c)
    sheet.right_angle(c, a, b)
    sheet.arc(a, 44, start=-30, end=0)
    labels = {"A": (35, 240), "B": (c[0] + 4, 66), "C": (c[0] + 14, 246), "14": (170, 142)}
    for name, at in (labels | {"30°": (116, 219), "?": (c[0] + 16, 160)}).items():
        sheet.text(at, name, size=18)


def l_shape(sheet: Canvas) -> None:
    unit, x, y = 27, 65, 40
    right, notch = x + 10 * unit, x + 6 * unit
    bottom, ledge = y + 8 * unit, y + 3 * unit
    sheet.polygon(
        (x, y), (notch, y), (notch, ledge), (right, ledge), (right, bottom), (x, bottom),
        fill="#dff0dc",
    )  # fmt: skip
    sheet.text((x - 30, (y + bottom) / 2), "8 cm", size=17)
    sheet.text(((x + right) / 2, bottom + 18), "10 cm", size=17)
    sheet.text(((x + notch) / 2, y - 15), "6 cm", size=17)
    sheet.text((right + 30, (ledge + bottom) / 2), "5 cm", size=17)


def balance(sheet: Canvas) -> None:
    sheet.polygon((200, 80), (225, 265), (175, 265), fill=GREY)
    sheet.line((85, 80), (315, 80), width=5)
    sheet.circle((200, 80), 7, fill=INK)
    for x in (85, 315):
        sheet.line((x, 80), (x - 72, 200), width=1.5)
        sheet.line((x, 80), (x + 72, 200), width=1.5)
        sheet.line((x - 80, 200), (x + 80, 200), width=5)
    for x in (12, 47, 82, 266):
        sheet.box(x, 167, size=(31, 31), fill="#f3c17a")
        sheet.text((x + 15, 181), "x", size=18)
    _weight(sheet, (143, 198), "2 kg")
    _weight(sheet, (340, 198), "10 kg")


def circuit(sheet: Canvas) -> None:
    sheet.line((70, 140), (70, 70), (320, 70), (320, 240), (70, 240), (70, 158))
    sheet.line((45, 142), (95, 142), width=3)
    sheet.line((57, 157), (83, 157), width=6)
    sheet.text((34, 130), "+", size=18)
    sheet.text((112, 150), "12 V", size=18, anchor="lm")
    sheet.box(150, 56, size=(90, 28))
    sheet.box(306, 112, size=(28, 90))
    sheet.text((195, 36), "R1 = 2 ohm", size=18)
    sheet.text((294, 157), "R2 = 4 ohm", size=18, anchor="rm")


FIGURES: tuple[Callable[[Canvas], None], ...] = (
    bar_chart,
    line_chart,
    pie_chart,
    price_table,
    thermometers,
    pencil_on_ruler,
    clock,
    shapes,
    street_map,
    triangle_median,
    parallel_lines,
    circle_tangent,
    right_triangle,
    l_shape,
    balance,
    circuit,
)


def main() -> None:
    """Write every figure to its own file, named by its function."""
    IMAGES.mkdir(exist_ok=True)
    for figure in FIGURES:
        sheet = Canvas()
        figure(sheet)
        sheet.save(IMAGES / f"{figure.__name__}.png")


def _axis(sheet: Canvas, *, values: Sequence[int], height_of: Callable[[int], float]) -> None:
    for value in values:
        sheet.line((45, height_of(value)), (385, height_of(value)), colour=GREY, width=1)
        sheet.text((38, height_of(value)), str(value), size=13, anchor="rm")
    sheet.line((45, height_of(values[-1])), (45, height_of(0)), (385, height_of(0)))


def _curve(sheet: Canvas, name: str, values: Sequence[int], colour: str) -> None:
    points = [(85.0 + place * 85, 265.0 - value * 5) for place, value in enumerate(values)]
    sheet.line(*points, colour=colour, width=3)
    for point in points:
        sheet.circle(point, 5, fill=colour)
    x, y = points[0]
    sheet.text((x + 4, y - 18), name, size=16, colour=colour)


def _mercury(degrees: float) -> float:
    return 32 + (20 - degrees) * 7.5


def _crossing(column: int, row: int) -> Point:
    return 30 + column * 46, 270 - row * 46


def _weight(sheet: Canvas, foot: Point, words: str) -> None:
    (x, y), high = foot, 40
    sheet.polygon((x - 25, y), (x + 25, y), (x + 18, y - high), (x - 18, y - high), fill="#b9bec6")
    sheet.text((x, y - high / 2), words, size=14)


if __name__ == "__main__":
    main()
