"""The first error: for each rule a trace that it names, and an honest one that it leaves alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepreward import GroundTruth, Report
from tests.scorer.traces import DESCRIPTION, SCORER, with_steps

SHOP = "Ann has $80. She buys 3 bags at 12 dollars, and 2 boxes at 15 dollars. How much is left?"
KEYS = ["3*12=36", "2*15=30", "36+30=66", "80-66=14"]
BAGS, BOXES, BOTH = "The bags cost 3 * 12 = 36.", "The boxes cost 2 * 15 = 30.", "36 + 30 = 66."
LEFT = "So 80 - 66 = 14 are left."


def score(
    *steps: str,
    question: str = SHOP,
    keys: Sequence[object] | None = None,
    answer: str = "14",
    background: str = DESCRIPTION,
) -> Report:
    truth = GroundTruth("14", KEYS if keys is None else keys, question)
    return SCORER.score(with_steps(*steps, answer=answer, background=background), truth)


def named(report: Report) -> tuple[int | None, str]:
    return report.first_error, report.first_error_reason or ""


@pytest.mark.parametrize(
    ("steps", "step", "reason"),
    [
        pytest.param([BAGS, BOXES, BOTH, LEFT], None, "", id="all as the key steps say"),
        pytest.param(
            [BAGS, "The boxes cost 12 + 3 = 16."],
            1,
            "the arithmetic does not hold: 12 + 3 = 16",
            id="false arithmetic",
        ),
        pytest.param(
            ["Cost of kind 1 = 3 * 12 = 36.", "Cost of kind 2 = 2 * 15 = 30.", BOTH, LEFT],
            None,
            "",
            id="a number that ends a name",
        ),
        pytest.param(
            [BAGS, BOXES, BOTH, "She still needs to spend 80 - 66 = 14."],
            None,
            "",
            id="a need that is computed",
        ),
        pytest.param(
            ["The tax is 9 = 2 * 4."],
            0,
            "the arithmetic does not hold: 9 = 2 * 4",
            id="a number said of a name",
        ),
        pytest.param(
            ["Three bags: 3 * 12 = 38."],
            0,
            "another result for the key step 3*12=36",
            id="another result",
        ),
        pytest.param(
            ["12 + 12 = 24 + 12 = 36 for bags.", BOXES, BOTH, LEFT],
            None,
            "",
            id="a chain that runs on, each operation true",
        ),
        pytest.param(
            ["12 + 12 = 24 + 12 = 38 for bags."],
            0,
            "the arithmetic does not hold: 12 + 12 = 24 + 12 = 38",
            id="a chain that runs on, and is false",
        ),
    ],
)
def test_arithmetic(steps: list[str], step: int | None, reason: str) -> None:
    assert named(score(*steps)) == (step, reason)


@pytest.mark.parametrize(
    ("steps", "step", "reason"),
    [
        pytest.param(
            [BAGS, "The boxes cost 15 / 2 = 7.5."],
            1,
            "15 / 2: another operation on the numbers of the key step 2*15=30",
            id="divided, not multiplied",
        ),
        pytest.param(
            [BAGS, BOXES, BOTH, "A check: 15 / 2 = 7.5.", LEFT],
            None,
            "",
            id="the key step is there as well",
        ),
        pytest.param(
            [BAGS, "15 + 15 = 30 for boxes.", BOTH, "We owe 66 - 80 = -14.", LEFT],
            None,
            "",
            id="a difference the other way round",
        ),
    ],
)
def test_another_operator(steps: list[str], step: int | None, reason: str) -> None:
    assert named(score(*steps)) == (step, reason)


IN_WORDS = ["3*12=36", "the bags cost 36 dollars"]
TWICE = ["3*12=36", "2*36=72"]
ALL_IN_ONE = "2 * (3 * 12) + 2 * 15 = 102."


@pytest.mark.parametrize(
    ("keys", "steps", "step"),
    [
        pytest.param([IN_WORDS], ["The bags cost 36 dollars.", "12 / 3 = 4."], None, id="in words"),
        pytest.param(
            [IN_WORDS], ["The bags cost money.", "12 / 3 = 4."], 1, id="not even in words"
        ),
        pytest.param(["3*12=36"], ["12 / 3 = 4.", "40 - 4 = 36."], None, id="its result is there"),
        pytest.param(["3*12=36"], ["12 / 3 = 4.", "40 + 4 = 44."], 0, id="another result is there"),
        pytest.param(
            ["3*12=36", "3*15=45"], ["3 * 12 = 36."], None, id="what another key step asks for"
        ),
        pytest.param(["3*12=36", "3*15=45"], ["3 * 16 = 48."], 0, id="what no key step asks for"),
        pytest.param(["2*15=30"], ["2 * π = 6.28."], None, id="a number that is not exact"),
        pytest.param(TWICE, [ALL_IN_ONE, "2 * 30 = 60."], None, id="inside, another operand"),
        pytest.param(TWICE, [ALL_IN_ONE, "36 / 2 = 18."], 1, id="inside, another operator"),
        pytest.param(TWICE, ["2 * 30 = 60."], 0, id="not inside, another operand"),
        pytest.param(["15*80=1200"], ["80 - 15 = 65."], 0, id="on the same numbers"),
        pytest.param(["15*15*80=18000"], ["80 - 15 = 65."], 0, id="added, not multiplied"),
        pytest.param(["3*12=36"], ["12 / 3 = 4."], 0, id="divided"),
        pytest.param(["3*12=36"], ["12 - 3 = 9."], None, id="numbers that meet by chance"),
        pytest.param(["80-66=14", "3-80=-77"], [BAGS, "66 - 80 = -14."], None, id="turned round"),
        pytest.param(["80-66=14", "3-80=-77"], [BAGS, "66 + 80 = 146."], 1, id="not turned round"),
    ],
)
def test_what_a_key_step_asks_for(keys: list[object], steps: list[str], step: int | None) -> None:
    assert score(*steps, keys=keys, answer="").first_error == step


@pytest.mark.parametrize(
    ("keys", "background", "step", "reason"),
    [
        pytest.param(
            KEYS, "The drawing has 15 / 2 = 7.5.", "36 + 15 = 51.", "36 + 15: 15", id="an operation"
        ),
        pytest.param(
            KEYS[:1],
            "The drawing has 12 - 80 = -68.",
            "36 - 80 = -44.",
            "36 - 80 is",
            id="below zero",
        ),
    ],
)
def test_what_stands_before_the_steps_hides_no_error(
    keys: list[str], background: str, step: str, reason: str
) -> None:
    report = score("A look.", step, keys=keys, answer="", background=background)
    assert report.first_error == 1
    assert (report.first_error_reason or "").startswith(reason)


@pytest.mark.parametrize(
    ("steps", "step", "reason"),
    [
        pytest.param(
            [BAGS, BOXES, "The bags and boxes: 36 + 15 = 51."],
            2,
            "36 + 15: 15 instead of the 30 of the key step 36+30=66",
            id="a price for a total",
        ),
        pytest.param(
            [BAGS, "80 - 36 = 44.", BOXES, "44 - 30 = 14."],
            None,
            "",
            id="one after the other, not their sum",
        ),
        pytest.param(
            ["All in all 80 - (3 * 12 + 2 * 15) = 14."], None, "", id="all in one operation"
        ),
    ],
)
def test_another_operand(steps: list[str], step: int | None, reason: str) -> None:
    assert named(score(*steps)) == (step, reason)


@pytest.mark.parametrize(
    ("steps", "step"),
    [
        pytest.param(
            ["25% of 80 is 20.", "20% of 80 is 16.", "20 + 16 = 36."],
            None,
            id="a share in two parts",
        ),
        pytest.param(["25% of 80 is 20.", "10% of 80 is 8."], 0, id="parts of another share"),
    ],
)
def test_another_share(steps: list[str], step: int | None) -> None:
    assert score(*steps, keys=["0.45 * 80 = 36"], answer="36").first_error == step


TICKETS = "Of 90 guests 40 pay $6, the others $15. A band costs $350, 20% of it in advance. Profit?"
SALES = ["90-40=50", "40*6=240", "50*15=750"]
TOLD = [*SALES, "240+750=990", "990-350=640"]


@pytest.mark.parametrize(
    ("keys", "steps", "step"),
    [
        pytest.param(TOLD, ["All pay 90 * 15 = 1350."], None, id="part of a product over a sum"),
        pytest.param(TOLD, ["All pay 350 * 15 = 5250."], 0, id="multiplied by no key step"),
        pytest.param(TOLD, ["Each has 350 / 90 = 3.89."], 0, id="divided by no key step"),
        pytest.param(TOLD, ["It makes 40 * 15 * 6 = 3600."], 0, id="three that are never together"),
        pytest.param(TOLD, ["Two: 40 + 15 = 55."], 0, id="added by no key step"),
        pytest.param(TOLD, ["Two: 90 + 40 = 130."], 0, id="added, not taken off"),
        pytest.param(TOLD, ["40 * 6 = 240.", "350 - 240 = 110."], None, id="the other way round"),
        pytest.param(
            TOLD, ["40 * 6 = 240.", "350 + 240 = 590."], 1, id="added to what is taken off"
        ),
        pytest.param(TOLD, ["40 * 6 = 240.", "240 * 15 = 3600."], 1, id="what it comes from"),
        pytest.param(TOLD, ["The band has 350 * 4 = 1400."], None, id="a number of no key step"),
        pytest.param(TOLD, ["All pay 350 * 15 = 5250.", *TOLD], None, id="every key step is there"),
        pytest.param(
            SALES, ["40 * 6 = 240.", "240 + 15 = 255."], None, id="what the last one may do"
        ),
        pytest.param(TOLD, ["40 * 6 = 240.", "240 + 15 = 255."], 1, id="the last one is told"),
        pytest.param(["3*12=36"], ["12 + 3 = 15."], None, id="usual numbers, which meet by chance"),
        pytest.param(
            ["350*0.2=70", "90*15=1350", "1350-70=1280"],
            ["350 - 70 = 280."],
            None,
            id="less a share, which is a share",
        ),
        pytest.param(
            ["350*0.2=70", "90*15=1350", "1350-70=1280"],
            ["350 - 90 = 260."],
            0,
            id="less no share",
        ),
        pytest.param(["350*0.2=70"], ["0.8 * 350 = 280."], None, id="a share and what it leaves"),
        pytest.param(["6*15=90"], ["90 / 15 = 6."], None, id="computed back"),
        pytest.param(["350/(40+15)=6.4"], ["15 / 40 = 0.375."], 0, id="a divisor's terms"),
    ],
)
def test_what_no_key_step_brings_together(
    keys: list[str], steps: list[str], step: int | None
) -> None:
    where, reason = named(score(*steps, question=TICKETS, keys=keys, answer=""))
    is_named = "brings these quantities together" in reason
    assert where == step or (step is None and not is_named)  # another rule may speak as well


TRIP = "A bus makes 40 km in 2 hours, then a truck 60 km in 45 minutes, 30% of it uphill."


@pytest.mark.parametrize(
    ("keys", "step", "is_named"),
    [
        pytest.param(["60*45=2700"], "We get 60 * 40 = 2400.", True, id="another given number"),
        pytest.param(["45*200=9000"], "45 * 2 = 90.", False, id="in another unit"),
        pytest.param(["60*12=720", "5*720=3600"], "5 * 60 = 300.", False, id="a factor for later"),
        pytest.param(
            ["40+60=100", "45*100=4500"], "45 * 40 = 1800.", False, id="distributed over a sum"
        ),
        pytest.param(["60*36=2160"], "60 * 12 = 720.", False, id="a factor left for later"),
        pytest.param(["60-45=15", "40*15=600"], "40 * 45 = 1800.", True, id="before the minus"),
        pytest.param(["60-40=20", "45*20=900"], "45 * 70 = 3150.", True, id="not a difference"),
        pytest.param(["30/100*60=18"], "0.3 * 40 = 12 km uphill.", True, id="percent of another"),
        pytest.param(["60*0.3=18"], "It is 0.7 * 45 = 31.5.", True, id="what is taken off"),
        pytest.param(["45*7=315"], "45 * 5 = 225 in a week.", True, id="a number of its own"),
        pytest.param(["7*12=84"], "7 * 5 = 35 days.", False, id="usual numbers in common"),
        pytest.param(["60-45=15"], "60 - 40 = 20.", True, id="another number taken off"),
        pytest.param(["60-45=15"], "60 + 40 = 100.", False, id="another number, and another sign"),
        pytest.param(
            ["60*45=2700"], "60 * 40 = 2400. 45 * 7 = 315.", False, id="its number comes elsewhere"
        ),
        pytest.param(["60*2=120"], "60 * 45 = 2700.", False, id="twice is not missed"),
        pytest.param(
            ["60-40=20", "45*20=900"],
            "20 + 30 = 50. 45 * 30 = 1350.",
            True,
            id="the number that comes elsewhere is a result",
        ),
        pytest.param(["40+60=100", "100-45=55"], "60 - 45 = 15.", True, id="part of a sum"),
        pytest.param(
            ["40+60=100", "100-45=55"],
            "60 - 45 = 15, and then 40 + 7 = 47.",
            False,
            id="part of a sum, the rest of it elsewhere",
        ),
        pytest.param(
            ["45*36=1620"], "45 * 12 = 540.", False, id="a third, a factor left for later"
        ),
        pytest.param(["45*5=225"], "45 * 60 = 2700.", False, id="12 times it: in another unit"),
        pytest.param(["45*5=225"], "45 * 40 = 1800.", True, id="8 times it: a given number"),
        pytest.param(["45*7=315"], "45 * 21 = 945.", False, id="3 times it: a later factor"),
        pytest.param(
            ["45*7=315"], "7 * 3 = 21. 45 * 21 = 945.", False, id="3 times it, computed from it"
        ),
        pytest.param(
            ["45*7=315"], "10 + 11 = 21. 45 * 21 = 945.", True, id="3 times it, from other numbers"
        ),
        pytest.param(["0.3*40=12"], "30 / 100 = 0.3.", False, id="percent as a share"),
        pytest.param(
            ["40+60=100", "100+30=130", "45*130=5850"],
            "45 * 60 = 2700.",
            False,
            id="distributed over a sum of a sum",
        ),
        pytest.param(
            ["100-40=60", "60+30=90", "45*90=4050"],
            "45 * 100 = 4500.",
            True,
            id="not over a difference in a sum",
        ),
    ],
)
def test_what_may_replace_an_operand(keys: list[str], step: str, *, is_named: bool) -> None:
    report = score(step, question=TRIP, keys=keys, answer="")
    assert (report.first_error == 0) is is_named
    assert ("instead of" in (report.first_error_reason or "")) is is_named


def test_without_a_question_no_operand_is_missed() -> None:
    truth = GroundTruth("14", KEYS)
    report = SCORER.score(with_steps(BAGS, BOXES, "36 + 15 = 51.", answer="51"), truth)
    assert named(report) == (None, "")


@pytest.mark.parametrize(
    ("steps", "step", "reason"),
    [
        pytest.param(
            ["The rest is 2400 - 1100 = 1300."],
            0,
            "2400 - 1100: without the 700 of the key step 2400-1100-700=600",
            id="one is left out",
        ),
        pytest.param(
            ["The rest is 2400 - 1100 = 1300.", "Then 1300 - 700 = 600."],
            None,
            "",
            id="one after the other",
        ),
        pytest.param(
            ["The rest is 2400 - 1100 = 1300.", "Now x + 1100 - 400 = 1300."],
            None,
            "",
            id="as what it was computed from",
        ),
        pytest.param(
            ["The rest is 2400 - 1100 = 1300.", "Printer and paper are 700 + 50 = 750."],
            None,
            "",
            id="it stands elsewhere",
        ),
        pytest.param(
            ["The ratio is 2400 / 1100 = 2.18."],
            0,
            "2400 / 1100: no key step brings these quantities together so",
            id="of another operation",
        ),
    ],
)
def test_an_operand_left_out(steps: list[str], step: int | None, reason: str) -> None:
    question = "Of $2400, a computer costs $1100, a printer $400 less. What is left for screens?"
    report = score(*steps, question=question, keys=["1100-400=700", "2400-1100-700=600"], answer="")
    assert named(report) == (step, reason)


@pytest.mark.parametrize(
    ("step", "keys", "is_named"),
    [
        pytest.param("Left: 36 - 80 = -44.", ["3*12=36"], True, id="money below zero"),
        pytest.param("36 - 80 = -44, so 80 - 36 = 44.", ["3*12=36"], False, id="turned round"),
        pytest.param("It falls by 5: 3 - 8 = -5.", ["12-15=-3"], False, id="degrees"),
        pytest.param("x + 3 = 1, so x = 1 - 3 = -2.", ["3*12=36"], False, id="an unknown"),
        pytest.param("3 - 8 = -5", [], False, id="no key steps"),
        pytest.param("0 - 5 = -5.", ["3*12=36"], False, id="only a sign"),
    ],
)
def test_below_zero(step: str, keys: list[str], *, is_named: bool) -> None:
    report = score(step, keys=keys, answer="")
    assert ("below zero" in (report.first_error_reason or "")) is is_named


@pytest.mark.parametrize(
    ("steps", "step"),
    [
        pytest.param(["We have 150 + x = 500.", "So x = 350 - 150 = 200."], 1, id="solved wrongly"),
        pytest.param(["We have 150 + x = 500.", "So x = 500 - 150 = 350."], None, id="solved"),
        pytest.param(["2x + 3 = 9.", "2x = 12."], 1, id="a term lost"),
        pytest.param(["17x = 100.", "So x = 5.88.", "x = 5 people."], None, id="rounded"),
        pytest.param(["2x = 7 - y.", "2x = 9."], None, id="two unknowns"),
        pytest.param(["x^2 = 9.", "So x = 3."], None, id="not linear"),
        pytest.param(["Hence $x = 3$ or $x = 5$.", "Now x = 5."], None, id="two values"),
        pytest.param(["x = 3.", BAGS, "Now x = 5."], None, id="another x, later"),
        pytest.param(["x = 3.", "Now x = 5."], 1, id="another x, directly behind"),
        pytest.param(["x = 4.", "x = 5. Therefore we stop."], 1, id="a sentence follows"),
        pytest.param(["x = 4.", "x = 5 apples more."], None, id="a word follows"),
        pytest.param(["Suppose x = 4.", "So x = 5."], None, id="only supposed"),
        pytest.param(["x = 4.", "So x >= 5."], None, id="an inequality"),
        pytest.param(["2x = x + 4.", "x = 5."], None, id="unknowns on both sides"),
        pytest.param(["x = 4.", "x + 1 = 6 = y."], None, id="a third side"),
        pytest.param(["x = 4.", "Then x + 2 = 9."], 1, id="an operation on it"),
        pytest.param(["x = 4.", "With 3 more x + 2 = 9."], None, id="half of an operation on it"),
        pytest.param(["x = 4.", "Now x equals 5."], None, id="in words"),
        pytest.param(["x = 4. y = 4.", "x + y = 20."], None, id="a second unknown"),
        pytest.param(["x = 4.", "x - x = 0."], None, id="no unknown is left"),
        pytest.param(["17x = 100.", "x = 5."], None, id="rounded down"),
        pytest.param(["x = 5.", "17x = 100."], None, id="rounded down, the other way round"),
        pytest.param(["x = 5.5.", "x = 5.75."], 1, id="too far for rounding"),
    ],
)
def test_an_unknown(steps: list[str], step: int | None) -> None:
    report = score(*steps, keys=[], answer="")
    assert report.first_error == step
    assert step is None or "another number than in" in (report.first_error_reason or "")


def test_an_unknown_of_the_description_is_none_of_the_steps() -> None:
    report = score("So x = 5.", keys=[], answer="", background="In the drawing we read that x = 4.")
    assert report.first_error is None


@pytest.mark.parametrize(
    ("steps", "answer", "reason"),
    [
        pytest.param(
            [BAGS, BOXES, BOTH, LEFT],
            "16",
            "the answer 16 is no result of a step; the last is 14",
            id="no step comes to it",
        ),
        pytest.param([BAGS, BOXES, BOTH, LEFT], "$14", "", id="the last result"),
        pytest.param([BAGS, BOXES, BOTH, LEFT], "66 dollars", "", id="an earlier result"),
        pytest.param(["80 / 15 = 5.33 times."], "5", "", id="rounded down"),
        pytest.param(
            ["80 / 15 = 5.33 times."],
            "7",
            "the answer 7 is no result of a step; the last is 533/100",
            id="too far for rounding",
        ),
        pytest.param(
            [BAGS, "The diagonal is √200 = 10√2."], "14.1", "", id="a result that is not exact"
        ),
        pytest.param(
            [f"{10**40} + 1 = {10**40 + 1}."],
            "16",
            "the answer 16 is no result of a step; the last is a long number",
            id="a result that nobody reads",
        ),
        pytest.param(
            [LEFT],
            "-16",
            "the answer -16 is no result of a step; the last is 14",
            id="below zero",
        ),
        pytest.param(
            ["3 * 12 = 36. 2 * 15 = 30. Together that is 66."], "66", "", id="a sum in the head"
        ),
        pytest.param(
            ["3 * 12 = 36. 2 * 15 = 30. Together that is much."],
            "66",
            "the answer 66 is no result of a step; the last is 30",
            id="a sum that no step tells",
        ),
        pytest.param([LEFT], "12 + 4 = 16", "", id="an equation"),
        pytest.param([LEFT], "16 + x", "", id="an expression"),
        pytest.param([LEFT], "between 16 and 17", "", id="two numbers"),
        pytest.param(
            [LEFT],
            "16 dollars are left",
            "the answer 16 dollars are left is no result of a step; the last is 14",
            id="a number and its unit",
        ),
        pytest.param(
            [LEFT],
            "16 dollars are left in the purse of Ann, who is happy",
            "",
            id="a long sentence",
        ),
        pytest.param(
            ["Suppose 4 * 4 = 16.", LEFT],
            "16",
            "the answer 16 is no result of a step; the last is 14",
            id="a result that is only supposed",
        ),
        pytest.param(["36 / 80 * 100 = 45."], "0.45", "", id="percent as a share"),
        pytest.param(["36 / 80 = 0.45."], "45%", "", id="in percent"),
        pytest.param([BAGS], "80", "", id="a number of the question"),
        pytest.param([BAGS], "C", "", id="a letter"),
        pytest.param(["We look at the picture."], "16", "", id="nothing is computed"),
    ],
)
def test_the_answer(steps: list[str], answer: str, reason: str) -> None:
    report = score(*steps, keys=[], answer=answer)
    assert named(report) == ((len(steps) - 1, reason) if reason else (None, ""))


@pytest.mark.parametrize(
    ("last", "step"),
    [
        pytest.param("Left are 80 - y = $\\boxed{16}$", None, id="the last side of an equation"),
        pytest.param("Left are, with y, $\\boxed{16}$", 1, id="in words"),
    ],
)
def test_an_answer_that_ends_a_step(last: str, step: int | None) -> None:
    report = SCORER.score(f"{BAGS}\n{last}", GroundTruth("14", KEYS, SHOP))
    assert report.first_error == step


@pytest.mark.parametrize(
    ("last", "reason"),
    [
        ("Left are $80 - 66 = \\boxed{14}$", ""),
        ("Left are $80 - 66 = \\boxed{16}$", r"the arithmetic does not hold: 80 - 66 = \boxed{16}"),
        ("Suppose that $80 - 66 = \\boxed{16}$", ""),
    ],
)
def test_the_equation_that_ends_in_the_answer(last: str, reason: str) -> None:
    report = SCORER.score(f"{BAGS}\n{last}", GroundTruth("14", [], SHOP))
    assert named(report) == ((1, reason) if reason else (None, ""))


@pytest.mark.parametrize(("answer", "step"), [("50", None), ("51", 0)])
def test_an_answer_may_lose_its_sign(answer: str, step: int | None) -> None:
    assert score("It falls by 30 - 80 = -50.", keys=[], answer=answer).first_error == step


def test_what_stands_behind_the_answer_gives_no_result() -> None:
    trace = with_steps(LEFT, answer="16\n\n### Step 2:\nBy the way, 4 * 4 = 16")
    truth = GroundTruth("14", KEYS, SHOP)
    assert named(SCORER.score(trace, truth)) == (
        0,
        "the answer 16 is no result of a step; the last is 14",
    )


def test_a_long_key_step_is_quoted_with_the_mark_of_a_cut() -> None:
    added = " + ".join(f"{one}000000" for one in range(1, 7))
    report = score(f"{added} = 22000000.", keys=[f"{added} = 21000000"], answer="")
    assert named(report) == (0, f"another result for the key step {added} =…")
    assert named(score("3 * 12 = 38.")) == (0, "another result for the key step 3*12=36")


NUMBER = st.integers(1, 90)


@given(st.lists(st.tuples(NUMBER, st.sampled_from("+-*"), NUMBER), min_size=1, max_size=5))
def test_the_key_steps_themselves_go_nowhere_wrong(
    operations: list[tuple[int, str, int]],
) -> None:
    keys = []
    for one, sign, other in operations:
        result = {"+": one + other, "-": one - other, "*": one * other}[sign]
        keys.append(f"{one} {sign} {other} = {result}")
    question = " ".join(keys)
    steps = [f"In words we find {key}." for key in keys]
    assert score(*steps, question=question, keys=keys, answer="").first_error is None


@given(st.lists(st.text(alphabet="0123456789+-*/=x.() \n^%$", max_size=60), max_size=5))
def test_whatever_is_written_gets_a_step_and_a_reason_or_neither(steps: list[str]) -> None:
    report = score(*steps, answer="7")
    assert (report.first_error is None) is (report.first_error_reason is None)
    assert report.first_error is None or 0 <= report.first_error < len(report.steps)
