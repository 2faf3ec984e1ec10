"""What sets a formula, units behind π, amounts of money and words spelled in two ways."""

from __future__ import annotations

import pytest

from tests.judge.verdicts import is_equal, rows

EQUAL = {
    "sides without a bracket": [(r"\left.\frac{5}{7}\right.", "5/7")],
    "fonts around a formula": [(r"\mathrm{\frac{5}{7}}", "5/7"), (r"\mbox{\frac{5}{7}}", "5/7"),
                               (r"\large \frac57", "5/7"), (r"\textbf{12}", "12")],
    "colours": [(r"\color{red}{\frac{5}{7}}", "5/7"), (r"\textcolor{blue}{12}", "12")],
    "space and tags": [(r"12\hspace{0.5cm}", "12"), (r"12\tag{1}", "12")],
    "empty groups": [("x^{2}{}+{}1", "x^2+1"), ("3{.}5", "3.5"), ("3{,}5", "3.5"),
                     ("3{,}500", "3500")],
    "words before a formula": [(r"\text{The answer is } \frac{5}{7}", "5/7"),
                               (r"\text{The vertex is } (1,-2)", "(1,-2)"),
                               (r"So the area is 12\pi square units.", r"12\pi"),
                               (r"The fraction is \frac{5}{7}.", "5/7")],
    "units behind pi": [(r"13\pi \text{ square units}", r"13\pi"), (r"13\pi\text{ cm}^3", r"13\pi"),
                        (r"2\pi rh", r"2\pi h r")],
    "units in roman": [(r"9.8\ \mathrm{m\,s^{-2}}", "9.8 m/s^2"),
                       (r"5\ \mathrm{kg\,m^{2}\,s^{-2}}", "5 J")],
    "units behind powers of ten": [(r"1.5 \times 10^{8} m/s", "150000000 m/s"),
                                   ("3×10⁻³ m", "3 mm"), ("10^8 m", "100000 km"),
                                   ("2×10^5 N/m^2", "200 kPa"), ("10^2 x", "100x")],
    "feet and inches": [("5'10\"", "70 inches"), ("5′10″", "5 ft 10 in")],
    "points and commas": [("1.234.567", "1234567"), ("12,5 %", "12.5%"), ("5,3 cm", "5.3 cm"),
                          ("€ 1.299,99", "1299.99")],
    "short amounts": [("$1.2M", "1.2 million dollars"), ("$3.4B", "3.4 billion dollars"),
                      ("$25K", "25000"), ("₹1,00,000", "100000")],
    "said twice": [("6 (six)", "6"), ("eight (8)", "8")],
    "words": [("red, blue", "blue and red"), ("Wed", "Wednesday"), ("fifth", "5th"),
              ("DNE", r"\text{does not exist}"), ("infinite", "infinitely many"),
              ("impossible", "not possible"), ("No", "Based on the graph, no."),
              ("no real roots", "no solution")],
    "numbers beside an operation": [("There are 35 flowers (15 + 20).", "35"),
                                    ("So 9 * 2 = 18 dollars", "18")],
    "percentages": [("35 per cent", r"35\%"), ("5% of the people", "0.05")],
    "ranges": [("10-15", "10 to 15"), ("2019-2020", "2019 to 2020")],
    "integers in words": [("all integers", r"\mathbb{Z}"), ("Jan", "January")],
}  # fmt: skip

NEAR = {
    "sides without a bracket": [(r"\left.\frac{5}{7}\right.", "7")],
    "fonts around a formula": [(r"\mathrm{\frac{5}{7}}", "7"), (r"\mbox{\frac{5}{7}}", "5")],
    "colours": [(r"\color{red}{\frac{5}{7}}", "7"), (r"\textcolor{white}{12}", "12")],
    "space and tags": [(r"12\tag{1}", "1"), (r"12\hspace{0.5cm}", "0.5")],
    "empty groups": [("x^{2}{}+{}1", "x^2-1"), ("3{,}5", "35"), (r"\boxed{}", "5")],
    "words before a formula": [(r"\text{The answer is } \frac{5}{7}", "5"),
                               (r"\text{at most } 5", "5"),
                               (r"So the area is 12\pi square units.", "12"),
                               (r"The fraction is \frac{5}{7} overall.", "5"),
                               (r"so 3^{x} people", "3"), (r"So 3 \times 4 apples", "4")],
    "units behind pi": [(r"13\pi \text{ square units}", "13"),
                        (r"13\pi\text{ cm}^3", r"13\pi\text{ m}^3"),
                        (r"2\pi rh", r"2\pi")],
    "units in roman": [(r"9.8\ \mathrm{m\,s^{-2}}", "9.8 m/s"),
                       (r"5\ \mathrm{m\,s^{-1}}", "5 m s")],
    "units behind powers of ten": [("3×10⁸ m/s", "3×10⁷ m/s"), ("3×10⁻³ m", "3 km"),
                                   ("10^{8} m", "10^8 s"), ("2 * 10^3 m + n", "2000 m")],
    "feet and inches": [("5'10\"", "5'9\""), ("5'10\"", "5.10"), ("5'10\"", "510")],
    "points and commas": [("1.234.567", "1234.567"), ("1.2.3", "123"), ("12,5 %", "125%"),
                          ("5,3 cm", "53 cm")],
    "short amounts": [("$1.2M", "1.2 billion dollars"), ("$25K", "25"), ("25K", "25000")],
    "said twice": [("6 (seven)", "6"), ("6 (six)", "36")],
    "words": [("red, blue", "red and green"), ("Wed", "Thursday"), ("fifth", "6th"),
              ("infinitely many", "two"), ("impossible", "possible"),
              ("Yes", "Based on the graph, no."), ("twenty-first", "20"), ("twenty-third", "20/3")],
    "numbers beside an operation": [("There are 35 flowers (15 + 20).", "20"),
                                    ("Yes, since 4 > 3.", "3")],
    "percentages": [("12.5%", "12.5 dollars"), ("5%", "5 cm"), ("35 per cent", "35 cents")],
    "ranges": [("10-15", "10 to 16"), ("10-15", "10:15")],
    "integers in words": [("all integers", r"\mathbb{N}"), ("Jan", "June")],
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), rows(EQUAL))
def test_the_same_answer(one: str, other: str) -> None:
    assert is_equal(one, other)


@pytest.mark.parametrize(("one", "other"), rows(NEAR))
def test_nearly_the_same(one: str, other: str) -> None:
    assert not is_equal(one, other)
