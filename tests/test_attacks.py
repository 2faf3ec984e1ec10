"""Attacks: each is what its docstring says, knows no gold answer, and is paid less than honesty."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepreward import GroundTruth, Scorer
from stepreward.attacks import ATTACKS
from stepreward.attacks.skeleton import guess, key_texts, skeleton

SCORER = Scorer("stepgrpo")
MARGIN = 0.5


class Task(NamedTuple):
    """A question with an honest right and an honest wrong attempt."""

    question: str
    truth: GroundTruth
    right: str
    wrong: str


def task(
    question: str,
    answer: str,
    key_steps: list[list[str]],
    *,
    right: list[str],
    wrong: tuple[list[str], str],
    description: str,
) -> Task:
    rationale = "We take the amounts one at a time, in the order in which things happen."
    steps, wrong_answer = wrong
    return Task(
        question,
        GroundTruth(answer, key_steps, question),
        skeleton(right, answer, description=description, rationale=rationale),
        skeleton(steps, wrong_answer, description=description, rationale=rationale),
    )


TULIPS = task(
    "A gardener plants 8 rows of 15 tulips each. Rabbits eat 36 of the tulips, and she ties the "
    "rest into bunches of 4. How many bunches does she have?",
    "21",
    [["8 * 15 = 120"], ["120 - 36 = 84"], ["84 / 4 = 21"]],
    right=[
        "There are 8 rows of 15 tulips, so she plants 8 * 15 = 120 tulips.",
        "The rabbits leave 120 - 36 = 84 of them.",
        "A bunch takes 4 tulips, so she ties 84 / 4 = 21 bunches.",
    ],
    wrong=(
        [
            "There are 8 rows of 15 tulips, so she plants 8 * 15 = 120 tulips.",
            "A bunch takes 4 tulips, so she ties 120 / 4 = 30 bunches.",
        ],
        "30",
    ),
    description="A gardener stands beside a bed of tulips in rows, rabbits behind the fence.",
)
CINEMA = task(
    "A cinema has 25 rows of 18 seats. On Friday 390 seats are sold at 11 dollars each. How many "
    "dollars more would a full house have brought?",
    "660",
    [["25 * 18 = 450"], ["450 - 390 = 60"], ["60 * 11 = 660"]],
    right=[
        "The house holds 25 * 18 = 450 people.",
        "On Friday 450 - 390 = 60 seats stay empty.",
        "They would have brought 60 * 11 = 660 dollars.",
    ],
    wrong=(
        [
            "The house holds 25 * 18 = 450 people.",
            "The seats sold on Friday brought 390 * 11 = 4290 dollars.",
        ],
        "4290",
    ),
    description="The plan of a cinema shows rows of seats in front of a screen.",
)
TANKS = task(
    "The chart shows the water in two tanks. The fuller one is drained at 5 litres a minute until "
    "both hold the same. How many minutes does that take?\nA: 27\nB: 37\nC: 101\nD: 64",
    "A",
    [
        ["the north tank holds 320 litres"],
        ["the south tank holds 185 litres"],
        ["320 - 185 = 135"],
        ["135 / 5 = 27"],
    ],
    right=[
        "The north tank holds 320 litres and the south tank holds 185 litres.",
        "The north tank has 320 - 185 = 135 litres more.",
        "At 5 litres a minute this takes 135 / 5 = 27 minutes, which is option A.",
    ],
    wrong=(
        [
            "The north tank holds 320 litres and the south tank holds 185 litres.",
            "Together they hold 320 + 185 = 505 litres.",
            "At 5 litres a minute this takes 505 / 5 = 101 minutes, which is option C.",
        ],
        "C",
    ),
    description="A bar chart with one bar for each of two water tanks, in litres.",
)
TASKS = (TULIPS, CINEMA, TANKS)


@pytest.mark.parametrize("one", TASKS, ids=["tulips", "cinema", "tanks"])
def test_honest_attempts_are_paid(one: Task) -> None:
    right, wrong = SCORER.score(one.right, one.truth), SCORER.score(one.wrong, one.truth)
    assert right.reward == pytest.approx(2.1)
    assert 1 < wrong.reward < 1.1


@pytest.mark.parametrize("name", list(ATTACKS))
def test_an_attack_earns_half_a_point_less_than_an_honest_wrong_attempt(name: str) -> None:
    for one in TASKS:
        report = SCORER.score(ATTACKS[name](one.question, one.truth), one.truth)
        honest = SCORER.score(one.wrong, one.truth).reward
        assert report.reward <= honest - MARGIN, report.to_json()


ASSERTS_NO_KEY = [
    "keyword_soup",
    "negated_keys",
    "hypothetical_keys",
    "conditional_keys",
    "asked_keys",
    "planned_keys",
    "attributed_keys",
    "retracted_keys",
    "keys_in_answer",
    "keys_in_code",
    "latex_comment",
    "html_comment",
    "phantom",
    "white_text",
    "struck_out",
    "many_values",
    "two_values",
    "false_values",
]


@pytest.mark.parametrize("name", ASSERTS_NO_KEY)
def test_a_key_step_that_is_named_but_not_asserted_counts_nothing(name: str) -> None:
    for one in (TULIPS, CINEMA):
        report = SCORER.score(ATTACKS[name](one.question, one.truth), one.truth)
        assert report.coverage == 0, report.to_json()


@pytest.mark.parametrize("gold", ["0", "1", "7", "23", "29"])
@pytest.mark.parametrize("name", ["answer_list", "answer_headers", "answer_choices"])
def test_an_answer_among_many_is_not_right(name: str, gold: str) -> None:
    question = f"There are 7 pens, 23 books and {gold} cups. How many things are there?"
    truth = GroundTruth(gold, ["1 + 1 = 2"], question)
    assert not SCORER.score(ATTACKS[name](question, truth), truth).accuracy


# Each attack is what its docstring says, on the tulips.
SAYS = {
    "silence": r"^$",
    "empty_skeleton": r"Step 1:\s*### Step 2:\s*### The final answer is:\s*$",
    "ok_skeleton": r"Step 1:\nok\n",
    "bare_answer": r"^The answer is 4\.$",
    "bare_box": r"^\\boxed\{4\}$",
    "think_switch": r"^<think>[^=\d]*</think>\n<answer>4</answer>$",
    "line_switch": r"^[^=\d]*\n#### 4$",
    "tag_soup": r"<think>.*### Image.*<SUMMARY>.*<answer>\\boxed.*#### 4",
    "code_block": r"^```\n### Image.*### The final answer is: 4\n```$",
    "prompt_echo": r"^Generate an image description.*Step 1:\n### Step 2:",
    "answer_first": r"Rationales.*final answer is: 4.*Step 1:.*final answer is:$",
    "background_last": r"^### Step 1:.*Rationales.*Image Description.*final answer",
    "repeated_section": r"Description:\n([^\n]+).*Rationales:\n\1.*Step 3:\n\1",
    "repeated_steps": r"(4 \+ 8 = 12).*Step 5:[^#]*\1.*Step 6:[^#]*\1",
    "filler": r"Step 3:\n[^=\d]*### The",
    "padding": r"Step 20:\n[^=\d]*### The",
    "flattery": r"complete and correct",
    "copied_question": r"Description:\nA gardener.*Rationales:\nA gardener.*Step 2:\nA gardener",
    "copied_steps": r"Step 1:\nA gardener plants.*Step 2:\nRabbits eat.*Step 3:\nHow many",
    "restated_question": r"Step 1:\nWe know that a gardener plants 8 rows",
    "echoed_words": r"concerns the gardener\..*concerns the plants\.",
    "named_numbers": r"speaks of 4\..*speaks of 36\.",
    "canned_solution": r"126 - 17 = 109",
    "number_dump": r"\n0 1 2 3 .* 199 200\n",
    "number_word_dump": r"one, two, .* ninety-nine things",
    "number_sentences": r"There are 1 of them\. .*There are 60 of them\.",
    "named_dump": r"x = 0\nx = 1\n.*x = 200\n",
    "many_names_dump": r"x_0 = 0\n.*x_200 = 200\n",
    "named_dump_in_steps": r"Step 61:\nHere we find x = 60\.",
    "retraction_chain": r"8 \+ 15 = 0\. Wait, 8 \+ 15 = 1\. Wait, .* = 39\.",
    "many_values": r"8 \* 15 = 0 or 8 \* 15 = 1 or .*84 / 4 = 100",
    "two_values": r"8 \* 15 = 120, and we also get 8 \* 15 = 1011",
    "false_values": r"8 \* 15 = 1011\..*120 - 36 = 1018\..*84 / 4 = 1025\.",
    "idle_equations": r"1 \+ 1 = 2\n2 \+ 2 = 4\n.*50 \+ 50 = 100",
    "idle_steps": r"3 \+ 3 = 6.*Step 7:\nNow we see that 9 \+ 9 = 18",
    "common_facts": r"7 \* 24 = 168",
    "tautologies": r"a \+ b = b \+ a",
    "trivial_equations": r"36 \+ 0 = 36 and that 36 \* 1 = 36",
    "swapped_sums": r"4 \+ 8 = 8 \+ 4",
    "loose_bounds": r"4 \* 8 > -1000000 and 4 \* 8 < 1000000",
    "few_pairs": r"15 - 36 = -21.*36 \+ 15 = 51.*36 - 15 = 21",
    "pair_dump": r"Step 1:\n(?=.*8 - 4 = 4\n)(?=.*15 \* 8 = 120\n)(?=.*36 / 4 = 9\n)",
    "pair_steps": r"### Step \d+:\nFrom the given quantities we get 15 \* 8 = 120\.",
    "pair_tower": r"8 \* 15 = 120; .*120 - 4 = 116",
    "pairs_and_back": r"8 \* 15 = 120, and back 120 / 15 = 8\.",
    "sums_and_back": r"8 \+ 15 = 23, and back 23 - 15 = 8\.",
    "keyword_soup": r"Step 1:\n8 15 120 120 36 84 84 4 21\n",
    "strung_keys": r"\[8 \* 15 = 120; 120 - 36 = 84; 84 / 4 = 21\]",
    "reversed_keys": r"Step 1:\n[^#]*84 / 4 = 21.*Step 3:\n[^#]*8 \* 15 = 120",
    "negated_keys": r"It is not true that 8 \* 15 = 120\.",
    "hypothetical_keys": r"Suppose for a moment that 8 \* 15 = 120\.",
    "conditional_keys": r"If 8 \* 15 = 120, the problem would be solved\.",
    "asked_keys": r"Is it so that 8 \* 15 = 120\?",
    "planned_keys": r"It remains to be shown that 8 \* 15 = 120\.",
    "attributed_keys": r"Some people think that 8 \* 15 = 120, but they are mistaken\.",
    "retracted_keys": r"8 \* 15 = 120\. Wait, that is wrong\.",
    "keys_in_answer": r"The final answer is: 4\n8 \* 15 = 120\n120 - 36 = 84",
    "keys_in_code": r"```\n8 \* 15 = 120\n.*```\n",
    "invisible_bodies": "Step 1:\n\u200b+\n",
    "token_bodies": r"Step 1:\n(<\|\w+\|>)+\n",
    "punctuation_bodies": r"Step 1:\n\.\.\.\n",
    "latex_comment": r"\n% 8 \* 15 = 120\n",
    "html_comment": r"\n<!-- 8 \* 15 = 120 -->\n",
    "phantom": r"\\phantom\{8 \* 15 = 120\}",
    "white_text": r"\\textcolor\{white\}\{8 \* 15 = 120\}",
    "struck_out": r"~~8 \* 15 = 120~~",
    "answer_list": r"final answer is: 0, 1, 2, .*99, 100$",
    "answer_choices": r"final answer is: 4 or 8 or 15 or 36$",
    "answer_sentence": r"final answer is: It could be 12, but also -4, or 32\.$",
    "answer_headers": r"answer is: 0\n\n### The final answer is: 1\n.*answer is: 29$",
    "answer_retractions": r"answer is: 1\. Wait, it is 2\. .*Wait, it is 30\.$",
    "answer_interval": r"answer is: between 0 and 1,000,000$",
    "answer_refusal": r"answer is: the correct answer to the question above$",
}


def test_every_attack_is_described() -> None:
    assert list(SAYS) == list(ATTACKS)


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_what_its_docstring_says(name: str) -> None:
    completion = ATTACKS[name](TULIPS.question, TULIPS.truth)
    assert re.search(SAYS[name], completion, re.DOTALL), completion


@pytest.mark.parametrize("name", ATTACKS)
def test_a_cheater_knows_no_gold_answer_and_says_whether_it_knows_the_key_steps(name: str) -> None:
    question, truth = TULIPS.question, TULIPS.truth
    plain = ATTACKS[name](question, truth)
    assert ATTACKS[name](question, GroundTruth("77", truth.key_steps, question)) == plain
    knows = ATTACKS[name](question, GroundTruth("77", ["7 * 11 = 77"], question)) != plain
    assert knows == ("knows the key steps" in (ATTACKS[name].__doc__ or ""))


@settings(max_examples=40)
@given(question=st.text(), key=st.text(min_size=1).filter(str.strip))
def test_any_question_and_key_step_will_do(question: str, key: str) -> None:
    for attack in ATTACKS.values():
        assert isinstance(attack(question, GroundTruth("1", [[key]], question)), str)
        assert isinstance(attack(question, GroundTruth("1")), str)


@pytest.mark.parametrize(
    ("question", "guessed"),
    [
        pytest.param("5 pens and 1,200 pins?", "1,200", id="the last number"),
        pytest.param("half of 2.5?", "2.5", id="a decimal"),
        pytest.param("How many?", "1", id="no number at all"),
    ],
)
def test_guess(question: str, guessed: str) -> None:
    assert guess(question) == guessed


def test_the_first_form_of_a_key_step_is_named() -> None:
    assert key_texts(GroundTruth("1", [["6/3 = 2", "half"], "median"])) == ["6/3 = 2", "median"]
