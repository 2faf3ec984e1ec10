"""Numbers in all their spellings: equal pairs, and near pairs that are not."""

from __future__ import annotations

import pytest

from tests.judge.verdicts import is_equal, rows

EQUAL = {
    "integers": [("7", "7.0"), ("+7", "7"), ("-0", "0"), ("007", "7"), ("−5", "-5"), ("７", "7")],
    "other digits": [("٣", "3"), ("१२", "12"), ("𝟗", "9"), ("4²", "16")],
    "fractions": [("1/2", ".5"), ("6/8", "3/4"), (r"\frac12", "1/2"), (r"\dfrac{-3}{5}", "-0.6"),
                  (r"\tfrac{10}{4}", "2.5"), ("½", "0.5"), ("⅔", "2/3"), ("3⁄4", "0.75")],
    "mixed": [("1 1/2", "3/2"), (r"3\frac{1}{2}", "7/2"), ("2½", "2.5"), ("-1 1/4", "-1.25")],
    "decimals": [("1.20", "1.2"), ("0.125", "1/8"), ("1.", "1"), (".75", "3/4")],
    "repeating": [(r"0.\overline{3}", "1/3"), (r"0.1\overline{6}", "1/6"), ("0.(3)", "1/3"),
                  (r"0.\bar{9}", "1"), ("0.333...", "1/3")],
    "rounded": [("2.6667", "8/3"), ("3.14159", r"\pi"), ("1.41421", r"\sqrt{2}")],
    "scientific": [("1e3", "1000"), ("1E-6", "0.000001"), (r"6.02\times10^{23}", "6.02e23"),
                   ("1.5 x 10^4", "15000"), (r"10^{-3}", "0.001"), ("4.0e2", "400")],
    "separators": [("1,000", "1000"), ("1{,}000", "1000"), (r"1\,000\,000", "1000000"),
                   ("1 000 000", "1000000"), ("1'000", "1000"), ("1_000", "1000"),
                   ("12,34,567", "1234567"), ("1\u202f000", "1000")],
    "decimal comma": [("2,74", "2.74"), ("0,5", "1/2")],
    "bases": [("101_2", "5"), ("1A_{16}", "26"), ("0xff", "255"), ("0b101", "5"),
              ("FF base 16", "255"), ("12 (base 3)", "5"), ("101₂", "5")],
    "english": [("one half", "1/2"), ("three quarters", "0.75"), ("seventeen", "17"),
                ("twenty-one", "21"), ("3 million", "3000000"), ("a dozen", "12"),
                ("one hundred and five", "105"), ("two and a half", "2.5"),
                ("two and a half thousand", "2500"), ("minus four", "-4")],
    "roman": [("XIV", "14")],
    "percent": [("28%", r"28\%"), ("28%", "28"), ("28%", "0.28"), ("50 percent", "1/2"),
                ("12.5 pct", "12.5%")],
    "currency": [("$5.00", "5"), (r"\$1,250.50", "1250.5"), ("5 dollars", "$5"),
                 ("€50", "50 euros"),
                 ("10 cents", "$0.10"), ("$3 million", "3000000"), ("£2", "2 pounds")],
    "units": [("12 cm", "0.12 m"), ("12 cm", "12"), ("5 km/h", "5 kilometers per hour"),
              ("9.8 m/s^2", "9.8 meters per second squared"), (r"5\text{ kg}", "5000 g"),
              (r"45^\circ", "45 degrees"), ("90", "90°"), ("1.5 hours", "1 hour 30 minutes"),
              ("2 m²", r"2\text{ m}^2"), ("3/4 cup", "0.75 cups"), ("5 apples", "5")],
    "times": [("3 PM", "15:00"), ("3:30 pm", "15:30"), ("noon", "12:00"),
              ("3:30", "half past three"),
              ("quarter to six", "5:45"), ("8:05", "08:05"), ("8:05, 9:10", "9:10 and 8:05"),
              ("The train leaves at 8:05", "8:05"), ("The train leaves at 8:15", "8:15")],
    "ratios": [("10:5", "2:1"), ("Boys to girls is 3:4.", "3:4")],
    "ranges": [("10-15", "10 to 15"), ("open until 5:30 p.m.", "5:30 pm")],
    "temperatures": [("25 °C", "25 degrees Celsius"), ("25℃", "25 °C"), ("25 C", "25 °C"),
                     ("25 F", "25℉"), ("25 °C", "25 degrees"), ("25 °C", "25"),
                     ("5 C", "5 coulombs"), ("5 mC", "0.005 C")],
    "written in prose": [
        ("There were 42 thousand visitors.", "42000"), ("It costs $4.2$ million.", "4.2 million"),
        ("It came to 4.2M in sales", "4200000"), ("$4.2 bn", "4.2 billion"),
        ("They sold 5 dozen eggs there", "60"), ("You need 1 1/2 cups of milk", "1.5"),
        ("You need 1½ cups of milk", "3/2"), ("It takes about 2 and a half hours", "2.5"),
        ("It was minus 5 degrees there", "-5"), ("It has 13π square metres of grass", "13π"),
        ("It is 5 per cent of them", "0.05"), ("Its side has √5 inches in all", "√5")],
    "dates": [("March 5, 2020", "2020-03-05"), ("5 March 2020", "March 5th, 2020"),
              ("3/5/2020", "March 5, 2020"), ("44 BC", "44 BCE")],
}  # fmt: skip

NEAR = {
    "integers": [("7", "-7"), ("100", "1000"), ("13", "3"), ("12", "21")],
    "fractions": [("3/4", "4/3"), ("1/2", "2"), (r"\frac{1}{23}", r"\frac{12}{3}")],
    "mixed": [("1 1/2", "11/2"), ("2½", "21/2"), (r"3\frac{1}{2}", "3/2")],
    "decimals": [("3", "3.0001"), ("0.28", "28"), ("1.5", "15")],
    "repeating": [("0.333", "1/3"), (r"0.1\overline{6}", r"0.\overline{16}"), ("0.(3)", "0.3")],
    "rounded": [("2.67", "8/3"), ("3.14", r"\pi"), ("1.41", r"\sqrt2"), ("2.66665", "8/3")],
    "scientific": [("1e3", "100"), ("10^{-3}", "10^3"), ("2^{10}", "2^{11}")],
    "separators": [("1,000", "1"), ("1,500", "1.5"), ("1,000", "10000"), ("1,22", "122")],
    "bases": [("101_2", "101"), ("0x10", "10"), ("12 base 3", "12 base 4")],
    "english": [("one half", "one third"), ("3 million", "3 billion"), ("seventeen", "seventy")],
    "roman": [("XIV", "16"), ("IV", "6")],
    "percent": [("28%", "0.0028"), ("28%", "2.8"), ("50%", "5")],
    "currency": [("10 cents", "$10"), ("$5", "$6"), ("$3 million", "$3")],
    "units": [("5 cm", "5 m"), ("5 kg", "5 m"), ("12 cm", "12 cm^2"), ("5 apples", "6 apples"),
              ("1 hour 30 minutes", "1.3 hours"), ("45°", "54°")],
    "times": [("3 PM", "3 AM"), ("12:00", "13:00"), ("3:30 pm", "3:03 pm"),
              ("8:05", "8:5"), ("8:05", "8/5"), ("10:05", "2:1"), ("10:08", "5:04"),
              ("8:05, 9:10", "8:5, 9:10"), ("The train leaves at 8:05", "5"),
              ("The train leaves at 8:15", "15")],
    "ratios": [("3:4", "4:3"), ("Boys to girls is 3:4.", "4"), ("3:4", "3:04")],
    "ranges": [("It has 5 to 6 million people", "6000000"), ("about 10-15 people", "15"),
               ("between 2 and 3 million", "3000000"), ("from 8:00 to 5:30 p.m.", "5:30 pm"),
               ("8 a.m. to 5 p.m.", "5 pm"), ("It was 2020-03-05 then", "5")],
    "temperatures": [("25 °C", "25 °F"), ("25℃", "25℉"), ("25 C", "25 F"), ("25 C", "25 K"),
                     ("25 °C", "77 °F"), ("25 °C", "26 degrees")],
    "written in prose": [
        ("There were 42 thousand visitors.", "42"), ("It costs $4.2$ million.", "4.2"),
        ("It came to 4.2M in sales", "4.2"), ("It came to $4.2 bn in sales", "4.2"),
        ("They sold 5 dozen eggs there", "5"), ("You need 1 1/2 cups of milk", "1/2"),
        ("You need 1½ cups of milk", "1"), ("It takes about 2 and a half hours", "2"),
        ("It was minus 5 degrees there", "5"), ("It has 13π square metres of grass", "13"),
        ("The date was 3/5/2020 then", "2020"), ("Its side has √5 inches in all", "5"),
        ("It has 5² fields in all", "5"), ("The answer is about π/4 in all", "4")],
    "dates": [("2020-03-05", "2020-03-06"), ("March 5, 2020", "May 3, 2020"), ("44 BC", "AD 44")],
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), rows(EQUAL))
def test_the_same_number(one: str, other: str) -> None:
    assert is_equal(one, other)


@pytest.mark.parametrize(("one", "other"), rows(NEAR))
def test_a_near_number(one: str, other: str) -> None:
    assert not is_equal(one, other)


@pytest.mark.parametrize("kind", NEAR)
def test_every_near_kind_has_an_equal_side(kind: str) -> None:
    assert EQUAL[kind]
