"""Every trace format, and every way in which real traces vary it: what parses, what nearly does."""

from __future__ import annotations

from itertools import pairwise

import pytest

from stepreward import GroundTruth, Scorer, ScorerConfig, parse
from stepreward.errors import FormatError
from stepreward.formats import FORMATS, Format, SectionRule, find_formats
from tests.scorer.traces import (
    BOXED,
    HONEST,
    LINES,
    LLAVA_COT,
    MARKDOWN,
    NUMBERED,
    R1VL,
    RATIONALE,
    SCORER,
    STEP_1,
    STEP_2,
    THINK,
    TRUTH,
    broken_rules,
)

BARE_HEADERS = R1VL.replace("### ", "")
BOLD_HEADERS = (
    R1VL.replace("### ", "**")
    .replace(":\n", ":**\n")
    .replace("by step.", "by step.**")
    .replace("is: 6", "is:** 6")
)


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_trace_of_each_format_is_whole_and_fully_paid(name: str) -> None:
    report = SCORER.score(HONEST[name], TRUTH)
    assert (report.format, broken_rules(report)) == (name, [])
    assert report.reward == pytest.approx(2.1)
    assert len(report.steps) == (3 if name == "boxed" else 2)


def test_every_format_has_an_honest_trace_and_an_example() -> None:
    assert set(HONEST) == {form.name for form in FORMATS}
    assert all(form.example for form in FORMATS)


VARIED = [
    pytest.param(R1VL.replace(":\n", ": "), id="bodies on the headers' lines"),
    pytest.param(R1VL.replace("is: 6", "is:\n6"), id="answer on the next line"),
    pytest.param(R1VL.replace("Step 2:\n", "Step 2: Halve it.\n"), id="a title, text below"),
    pytest.param(R1VL.replace("by step.", "by step:"), id="colon for full stop"),
    pytest.param(R1VL.replace("by step.", "by step"), id="no stop at all"),
    pytest.param(R1VL.replace("Let's", "Let’s"), id="curly apostrophe"),
    pytest.param(R1VL.replace("### Let's think step by step.\n\n", ""), id="no marker line"),
    pytest.param(R1VL.replace("### Step 1:", "### Step 1: ### Step 1:"), id="doubled, one line"),
    pytest.param(R1VL.replace("### Step 1:", "### Step 1:\n### Step 1:"), id="doubled, two lines"),
    pytest.param(BOLD_HEADERS, id="bold headers"),
    pytest.param(R1VL.replace("### Step 1:", "### **Step 1:**"), id="bold behind the hashes"),
    pytest.param(R1VL.replace("### Step 1:", "### Step 1"), id="no colon"),
    pytest.param(R1VL.replace("### Step", "### STEP"), id="other case"),
    pytest.param(R1VL.replace("Rationales", "rationale"), id="singular, small letter"),
    pytest.param(R1VL.replace("###", "#"), id="one hash"),
    pytest.param(R1VL.replace("###", "######"), id="six hashes"),
    pytest.param(R1VL.replace("### ", "###"), id="no blank behind the hashes"),
    pytest.param(BARE_HEADERS, id="no hashes"),
    pytest.param(
        R1VL.replace("### Step 1:\n", "1. ").replace("### Step 2:\n", "2. "),
        id="a numbered list where steps belong",
    ),
    pytest.param(R1VL.replace("is: 6", "is:: 6"), id="two colons"),
    pytest.param(R1VL.replace("### The final answer is:", "**Answer:**"), id="bold Answer"),
    pytest.param(R1VL.replace("is: 6", "is: The area of ABD is 6."), id="a whole sentence"),
    pytest.param(R1VL.replace(STEP_2, f"{STEP_2}\n\n#### Step 2.1:\nSo it is."), id="a step 2.1"),
    pytest.param(R1VL.replace("is: 6", "is: 6\n\nI hope this helps!"), id="talk behind it"),
    pytest.param(R1VL.replace("\n", "\r\n"), id="Windows line ends"),
    pytest.param(R1VL.replace("### Rationales:\n", ""), id="header of the rationale forgotten"),
    pytest.param(R1VL.replace("### Image Description:\n", ""), id="first header forgotten"),
    pytest.param("\n\n" + R1VL + "\n\n", id="blank lines around"),
    pytest.param(R1VL + "<|im_end|>", id="special token at the end"),
]


@pytest.mark.parametrize("completion", VARIED)
def test_real_traces_vary_and_are_read_alike(completion: str) -> None:
    report = SCORER.score(completion, TRUTH)
    assert (report.format, broken_rules(report)) == ("r1-vl", [])
    assert report.reward == pytest.approx(2.1)
    assert [step.number for step in report.steps] == [1, 2]


NEARLY = [
    pytest.param(
        R1VL.replace(f"### Rationales:\n{RATIONALE}\n\n", ""),
        ["missing_section"],
        id="no rationale anywhere",
    ),
    pytest.param(R1VL.replace(f"{RATIONALE}\n", ""), ["empty_section"], id="empty rationale"),
    pytest.param(
        R1VL.replace("### Step 1:", "```\n### Step 1:").replace("triangle.", "triangle.\n```"),
        ["step_numbers"],
        id="a step's header in a code block",
    ),
    pytest.param(f"```\n{R1VL}\n```", ["no_steps", "no_answer", "no_work"], id="all in code"),
    pytest.param(R1VL.replace("Step 2", "Step 3"), ["step_numbers"], id="a number is skipped"),
    pytest.param(R1VL.replace("Step 2", "Step 1"), ["step_numbers"], id="a number comes again"),
    pytest.param(R1VL.replace("Step 2", "Step 1."), ["step_numbers"], id="Step 1. comes again"),
    pytest.param(R1VL.partition("### The final")[0], ["no_answer"], id="no answer"),
    pytest.param(R1VL.removesuffix(" 6"), ["no_answer"], id="empty answer"),
    pytest.param(
        "### The final answer is: 6\n\n" + R1VL.partition("### The final")[0],
        ["section_order"],
        id="answer first",
    ),
    pytest.param(
        R1VL.replace(f"### Rationales:\n{RATIONALE}\n\n", "").replace(
            "### The final", f"### Rationales:\n{RATIONALE}\n\n### The final"
        ),
        ["section_order"],
        id="rationale behind the steps",
    ),
    pytest.param(R1VL.partition("### Step")[0], ["no_steps", "no_answer", "no_work"], id="no step"),
]


@pytest.mark.parametrize(("completion", "broken"), NEARLY)
def test_what_nearly_is_a_trace_is_told_from_one(completion: str, broken: list[str]) -> None:
    report = SCORER.score(completion, TRUTH)
    assert broken_rules(report) == broken
    assert report.step_rvr == 0


OTHER_FORMATS = [
    pytest.param(THINK.replace("</think>", ""), "think", ["6"], id="think never closed"),
    pytest.param(THINK.removesuffix("</answer>"), "think", ["6"], id="answer never closed"),
    pytest.param(
        THINK.replace("<answer>6</answer>", "The area is \\boxed{6}."),
        "think",
        ["\\boxed{6}"],
        id="a box behind the thoughts",
    ),
    pytest.param(THINK.replace("think>", "THINK>"), "think", ["6"], id="tags in capitals"),
    pytest.param(THINK.partition("<answer>")[0], "think", [], id="thoughts alone"),
    pytest.param(LLAVA_COT.lower(), "llava-cot", ["6"], id="LLaVA-CoT in small letters"),
    pytest.param(LLAVA_COT.partition("<CONC")[0], "llava-cot", [], id="no conclusion"),
    pytest.param(BOXED.replace("boxed{6}", "boxed{ 6 }"), "boxed", ["\\boxed{ 6 }"], id="blanks"),
    pytest.param(
        BOXED.replace("{6}", "{\\frac{12}{2}}"), "boxed", ["\\boxed{\\frac{12}{2}}"], id="nested"
    ),
    pytest.param(BOXED.replace("boxed", "mathbf"), "lines", [], id="no box"),
    pytest.param(MARKDOWN, "numbered", ["6"], id="markdown steps"),
    pytest.param(NUMBERED.replace("1. ", "1) ").replace("2. ", "2) "), "numbered", ["6"], id="1)"),
    pytest.param(NUMBERED.replace("Answer: ", ""), "numbered", [], id="a list, no answer"),
    pytest.param(LINES.replace("####", "A:"), "lines", ["6"], id="A: for ####"),
    pytest.param(LINES.replace("#### 6", "The answer is 6"), "lines", ["6"], id="a sentence"),
    pytest.param(LINES.replace("#### 6", "####"), "lines", [], id="#### and no more"),
    pytest.param(LINES.replace("#### 6", "6"), "lines", [], id="a bare last line"),
    pytest.param(LINES.replace("\n####", " ####"), "lines", ["6"], id="#### behind the text"),
    pytest.param(LINES.replace("####", "The answer is: ####"), "lines", ["6"], id="said and ####"),
    pytest.param(LINES.replace("#### 6", "#### 6 #### 7"), "lines", ["6", "7"], id="#### twice"),
    pytest.param(LINES.replace("\n#### 6", " ####"), "lines", [], id="#### at a line's end"),
    pytest.param(LINES.replace("\n####", " #####"), "lines", [], id="five hashes in a line"),
    pytest.param(
        R1VL.replace("### The final answer is: 6", "### Step 3:\n$$\\boxed{6}$$"),
        "r1-vl",
        ["\\boxed{6}"],
        id="a box as the last step",
    ),
]


@pytest.mark.parametrize(("completion", "name", "answers"), OTHER_FORMATS)
def test_the_other_formats_and_their_neighbours(
    completion: str, name: str, answers: list[str]
) -> None:
    trace = parse(completion)
    assert (trace.format, [answer.text for answer in trace.answers]) == (name, answers)


@pytest.mark.parametrize(
    ("ending", "answers"),
    [
        pytest.param("The correct answer is 6.", ["6."], id="the correct answer"),
        pytest.param("So the correct option is (B).", ["(B)."], id="the correct option"),
        pytest.param("**Correct choice:** B", ["B"], id="the correct choice, bold"),
        pytest.param("Answer:\n6", ["6"], id="a colon, the answer on the next line"),
        pytest.param("### Answer\n\n6", ["6"], id="a header of its own line"),
        pytest.param("**Final Answer**\n6", ["6"], id="the same in bold"),
        pytest.param("The answer is\n6", ["6"], id="is, the answer on the next line"),
        pytest.param("The answer is **6**.", ["6"], id="bold, and a full stop behind it"),
        pytest.param("The answer is: _6_。", ["6"], id="italic, and a full-width stop"),
        pytest.param("所以最终答案是：6。", ["6"], id="in Chinese"),
        pytest.param("### 答案\n6", ["6"], id="in Chinese, a header"),
        pytest.param("12/2 = 6。因此，正确答案为 6", ["6"], id="in Chinese, a later sentence"),
        pytest.param("12/2 = 6，答案不是偶数吗", [], id="in Chinese, no statement"),
        pytest.param("The answer is **6** or **7**.", ["6** or **7**."], id="bold twice"),
        pytest.param("The answer is x**.", ["x"], id="bold that nobody opened"),
        pytest.param("We halve. The answer is 6.", ["6."], id="a later sentence of the last line"),
        pytest.param("(That is all.) So the answer: 6", ["6"], id="behind a bracket"),
        pytest.param("Answer: 6\n\nSee. The answer is right.", ["6"], id="a header says it before"),
        pytest.param("We halve. The answer is 6.\nHalf is 5.", [], id="in the line before"),
        pytest.param("We halve, so the answer is 6.", [], id="inside a sentence"),
        pytest.param("The correct bar is 6.", [], id="correct, but no answer"),
        pytest.param("The option is 6.", [], id="an option, but not the correct one"),
        pytest.param("The correct option\n6", [], id="an option without a sign"),
        pytest.param("### Answer\n\n", [], id="a header without an answer"),
        pytest.param("The answers\n6", [], id="another word"),
    ],
)
@pytest.mark.parametrize("name", ["numbered", "lines"])
def test_where_a_text_without_sections_states_its_answer(
    name: str, ending: str, answers: list[str]
) -> None:
    steps = NUMBERED.removesuffix("Answer: 6") if name == "numbered" else f"{STEP_1}\n{STEP_2}\n"
    trace = parse(f"{steps}\n{ending}")
    assert (trace.format, [answer.text for answer in trace.answers]) == (name, answers)
    assert not any(answer in step.text for answer in answers for step in trace.steps[2:])


@pytest.mark.parametrize("text", [f"{STEP_1} {STEP_2} #### 6", f"{STEP_1}\n{STEP_2} #### 6"])
def test_an_answer_on_the_line_of_the_text_is_no_part_of_a_step(text: str) -> None:
    report = SCORER.score(text, TRUTH)
    assert (report.format, broken_rules(report)) == ("lines", [])
    assert report.reward == pytest.approx(2.1)
    assert report.steps[-1].text.endswith("12/2 = 6.")


@pytest.mark.parametrize(
    "box",
    [
        "\\boxed{6}",
        "$\\boxed{6}$",
        "$$\\boxed{6}$$",
        "\\[\n\\boxed{6}\n\\]",
        "**\\(\\boxed{6}\\)**",
        "\\begin{align*}\n&\\boxed{6}\n\\end{align*}",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_box_in_lines_of_its_own_is_the_answer_and_no_step(box: str, gap: str) -> None:
    report = SCORER.score(f"{STEP_1}{gap}{STEP_2}{gap}{box}", TRUTH)
    assert broken_rules(report) == []
    assert report.reward == pytest.approx(2.1)
    assert [step.text for step in report.steps] == [STEP_1, STEP_2]


def test_fences_around_more_than_the_box_are_a_step() -> None:
    steps = parse(f"{STEP_1}\n\n{STEP_2}\n\n$$12/2 = \\boxed{{6}}$$").steps
    assert [step.text for step in steps] == [STEP_1, STEP_2, "$$12/2 ="]


@pytest.mark.parametrize("lead", ["", " ", "\n", "**"])
@pytest.mark.parametrize("form", [THINK, LLAVA_COT])
def test_a_numbered_list_may_begin_on_the_line_of_its_tag(form: str, lead: str) -> None:
    listed = form.replace(STEP_1, f"1. {STEP_1}").replace(STEP_2, f"2. {STEP_2}")
    report = SCORER.score(listed.replace("\n1.", f"{lead}1.").replace(">1.", f">{lead}1."), TRUTH)
    assert broken_rules(report) == []
    assert [step.number for step in report.steps] == [1, 2]


def test_a_step_of_a_step_is_part_of_it() -> None:
    trace = parse(MARKDOWN.replace("**Step 2:**", "Step 1.1: as drawn.\n\n**Step 2:**"))
    assert [step.number for step in trace.steps] == [1, 2]
    trace = parse(MARKDOWN.replace("**Step 2:**", "Step 2. As drawn.\n\n**Step 3:**"))
    assert [step.number for step in trace.steps] == [1, 2, 3]


def test_a_list_that_begins_with_its_second_item_does_not_count_up() -> None:
    listed = THINK.replace(f"\n{STEP_1}", f"2. {STEP_1}").replace(STEP_2, f"3. {STEP_2}")
    assert broken_rules(SCORER.score(listed, TRUTH)) == ["step_numbers"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("58°", "58°", id="one line"),
        pytest.param("6\n8 * 15 = 120", "6", id="sums below are no part of it"),
        pytest.param("6\nsince the median halves the area", "6", id="sentences below neither"),
        pytest.param("x = 2\ny = 3", "x = 2\ny = 3", id="a system of two lines is one answer"),
        pytest.param("\\[\n6\n\\]", "\\[\n6\n\\]", id="displayed mathematics"),
        pytest.param("\n6", "6", id="the next line"),
        pytest.param("6\n\n7", "6", id="the next paragraph is talk"),
    ],
)
def test_an_answer_ends_where_talk_begins(written: str, read: str) -> None:
    answer = parse(R1VL.replace("is: 6", f"is: {written}")).answer
    assert answer is not None
    assert answer.text == read


LED = "We halve the area of the triangle."


@pytest.mark.parametrize(
    ("written", "answers"),
    [
        pytest.param(f"{LED}\n\n\\boxed{{6}}", ["\\boxed{6}"], id="a box"),
        pytest.param(f"{LED}\n\nThe final answer is: 6", ["6"], id="said"),
        pytest.param("To find it, halve:\n\n12/2 = 6\n\n**Answer:** 6", ["6"], id="a header"),
        pytest.param(f"{LED}\n\n**6**", ["6"], id="alone in the last paragraph"),
        pytest.param(f"{LED}\n\nSo the area is 6.", ["So the area is 6."], id="concluded"),
        pytest.param(f"{LED}\n\nThe median halves it again.", [LED], id="no conclusion"),
        pytest.param(f"6\n\n{LED}\n\n\\boxed{{7}}", ["6"], id="opens with its answer"),
        pytest.param(f"**Solution:**\n\n{LED}\n\n6", ["6"], id="a heading with a colon first"),
        pytest.param(f"It is 6.\n\n{LED}", ["It is 6."], id="a short sentence first"),
        pytest.param(
            f"{LED}\n\nIt is \\boxed{{6}} or \\boxed{{7}}.",
            ["\\boxed{6}", "\\boxed{7}"],
            id="two boxes at last",
        ),
        pytest.param(
            "\\boxed{6} or \\boxed{7}", ["\\boxed{6} or \\boxed{7}"], id="nothing but two boxes"
        ),
        pytest.param("\\boxed{6}, as it is halved", ["\\boxed{6}"], id="a box and talk"),
    ],
)
def test_an_answer_tag_may_hold_the_way_to_the_answer(written: str, answers: list[str]) -> None:
    trace = parse(THINK.replace(">6<", f">{written}<"))
    assert [answer.text for answer in trace.answers] == answers
    assert len(trace.steps) == 2


@pytest.mark.parametrize(
    ("behind", "answers"),
    [
        pytest.param(f"{LED}\n\nThus it is 6.", ["Thus it is 6."], id="concluded"),
        pytest.param(f"{LED}\n\n6", ["6"], id="alone in the last paragraph"),
        pytest.param(f"**6**\n\n{LED}", ["6"], id="opens with its answer"),
        pytest.param(f"6\n\n{LED} \\boxed{{7}}", ["\\boxed{7}"], id="a box is the answer"),
        pytest.param("\\boxed{6} or \\boxed{7}", ["\\boxed{6}", "\\boxed{7}"], id="two boxes"),
    ],
)
def test_behind_thoughts_without_a_tag_the_answer_may_stand_last(
    behind: str, answers: list[str]
) -> None:
    trace = parse(THINK.replace("<answer>6</answer>", behind))
    assert [answer.text for answer in trace.answers] == answers


@pytest.mark.parametrize("form", [THINK.replace(">6<", ">{}<"), R1VL.replace("is: 6", "is: {}")])
def test_two_boxes_are_not_the_first_of_them(form: str) -> None:
    two = form.replace("{}", "\\boxed{6} or \\boxed{7}")
    assert SCORER.score(two, TRUTH).accuracy == 0
    assert SCORER.score(two.replace("or", "and"), GroundTruth("6, 7")).accuracy == 1
    assert SCORER.score(form.replace("{}", "\\boxed{6}, not 7"), TRUTH).accuracy == 1


# What the prompt has begun, and what generation cut off.


@pytest.mark.parametrize(
    ("completion", "prefill", "name"),
    [
        pytest.param(THINK.removeprefix("<think>"), "<think>\n", "think", id="thoughts"),
        pytest.param(THINK.removeprefix("<think>"), "", "think", id="not told, but closed"),
        pytest.param(R1VL.removeprefix("### Image Description:\n"), "", "r1-vl", id="header"),
    ],
)
def test_a_completion_may_begin_inside_a_section(completion: str, prefill: str, name: str) -> None:
    report = SCORER.score(completion, TRUTH, prefill=prefill)
    assert (report.format, broken_rules(report)) == (name, [])
    assert report.reward == pytest.approx(2.1)


def test_thoughts_that_the_prompt_began_and_the_limit_ended() -> None:
    report = SCORER.score(f"{STEP_1}\n{STEP_2}", TRUTH, prefill="<think>\n", truncated=True)
    assert (report.format, len(report.steps)) == ("think", 2)
    assert broken_rules(report) == ["no_answer", "truncated"]


def test_what_was_cut_off_is_not_whole_and_its_last_words_are_no_answer() -> None:
    report = SCORER.score(R1VL, TRUTH, truncated=True)
    assert broken_rules(report) == ["truncated"]
    assert (report.accuracy, report.reward) == (None, 0.0)
    assert SCORER.score(R1VL + "\n\nI could also", TRUTH, truncated=True).accuracy == 1


# Spans.


@pytest.mark.parametrize("completion", [*HONEST.values(), MARKDOWN])
@pytest.mark.parametrize("lead", ["", "\u200b", "<|im_start|>", "ï\r\n"])
def test_spans_slice_the_original_completion(completion: str, lead: str) -> None:
    whole = lead + completion.replace("6", "６")  # full width: one to one
    trace = parse(whole)
    for step in trace.steps:
        assert whole[step.start : step.end].replace("６", "6") == step.text
    for answer in trace.answers:
        assert whole[answer.start : answer.end].replace("６", "6") == answer.text
    for section in trace.sections:
        assert section.header_start <= section.start <= section.end <= len(whole)
    assert all(one.end <= other.start for one, other in pairwise(trace.steps))


# What is accepted.


@pytest.mark.parametrize("name", [name for name in HONEST if name != "r1-vl"])
def test_restricted_to_one_format_another_is_no_way_out(name: str) -> None:
    scorer = Scorer(ScorerConfig(formats=("r1-vl",)))
    assert scorer.score(HONEST[name], TRUTH).validity == 0
    assert scorer.score(R1VL, TRUTH).validity == 1


def test_markdown_steps_are_whole_by_themselves_but_are_no_r1vl_trace() -> None:
    assert SCORER.score(MARKDOWN, TRUTH).validity == 1
    assert Scorer(ScorerConfig(formats=("r1-vl",))).score(MARKDOWN, TRUTH).validity == 0
    assert broken_rules(SCORER.score(MARKDOWN.replace("**Step", "### **Step"), TRUTH)) == [
        "missing_section",
        "missing_section",
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("r1vl", r"format 'r1vl' is unknown; .*did you mean 'r1-vl'\?", id="near"),
        pytest.param("xml", r"known are r1-vl, llava-cot, [^?]*$", id="far from all"),
    ],
)
def test_an_unknown_format_is_named_with_those_there_are(name: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        find_formats([name])


STEPS = SectionRule("steps", (), role="steps")
ANSWER = SectionRule("answer", ("Answer",), role="answer")


@pytest.mark.parametrize(
    ("sections", "step_headers", "message"),
    [
        pytest.param((ANSWER,), (), "exactly one section has role 'steps'", id="no steps"),
        pytest.param((STEPS,), ("Step {n}",), "one role 'answer'", id="no answer"),
        pytest.param((STEPS, ANSWER), ("Step",), r"lacks \{n\} for the number", id="no number"),
        pytest.param((STEPS, ANSWER), (), "'steps' has no headers", id="nothing opens the steps"),
        pytest.param((STEPS, ANSWER, ANSWER), ("Step {n}",), "two sections have one", id="twice"),
    ],
)
def test_a_format_that_does_not_hold_together_is_refused(
    sections: tuple[SectionRule, ...], step_headers: tuple[str, ...], message: str
) -> None:
    with pytest.raises(FormatError, match=message):
        Format("own", "headers", sections, step_headers)


@pytest.mark.parametrize("look_alike", ["### The final answer ıs: 6", "### ſtep 1: 6"])
def test_letters_that_only_look_alike_open_nothing(look_alike: str) -> None:
    assert parse(look_alike).format in {"lines", "numbered", "boxed"}
