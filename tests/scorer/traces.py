"""Traces that the tests vary: one honest trace in each format, with its ground truth."""

from __future__ import annotations

from stepreward import GroundTruth, Report, Scorer

SCORER = Scorer()
PAPER = Scorer("paper")

QUESTION = "Triangle ABC has the area 12, and D halves BC. How large is the area of ABD?"
TRUTH = GroundTruth("6", [["AD is a median"], ["12/2 = 6"]], QUESTION)

DESCRIPTION = "A triangle ABC is drawn with a line from A to D, a point of the side BC."
RATIONALE = "A line from a corner to the middle of a side halves the area."
STEP_1 = "D is the middle of BC, so AD is a median of the triangle."
STEP_2 = "The median halves the area, so ABD has 12/2 = 6."

R1VL = f"""### Image Description:
{DESCRIPTION}

### Rationales:
{RATIONALE}

### Let's think step by step.

### Step 1:
{STEP_1}

### Step 2:
{STEP_2}

### The final answer is: 6"""

THINK = f"<think>\n{STEP_1}\n{STEP_2}\n</think>\n<answer>6</answer>"
LLAVA_COT = (
    f"<SUMMARY>{RATIONALE}</SUMMARY>\n\n<CAPTION>{DESCRIPTION}</CAPTION>\n\n"
    f"<REASONING>{STEP_1}\n{STEP_2}</REASONING>\n\n<CONCLUSION>6</CONCLUSION>"
)
BOXED = f"{STEP_1}\n\n{STEP_2}\n\nHence the area of ABD is $\\boxed{{6}}$."
NUMBERED = f"1. {STEP_1}\n2. {STEP_2}\nAnswer: 6"
MARKDOWN = f"**Step 1:** {STEP_1}\n\n**Step 2:** {STEP_2}\n\n**Answer:** 6"
LINES = f"{STEP_1}\n{STEP_2}\n#### 6"

HONEST = {
    "r1-vl": R1VL,
    "think": THINK,
    "llava-cot": LLAVA_COT,
    "boxed": BOXED,
    "numbered": NUMBERED,
    "lines": LINES,
}


def with_steps(*steps: str, answer: str = "6", background: str = DESCRIPTION) -> str:
    """Write steps in R1-VL's form, under an honest background."""
    numbered = "\n\n".join(f"### Step {at}:\n{step}" for at, step in enumerate(steps, start=1))
    return (
        f"### Image Description:\n{background}\n\n### Rationales:\n{RATIONALE}\n\n"
        f"### Let's think step by step.\n\n{numbered}\n\n### The final answer is: {answer}"
    )


def broken_rules(report: Report) -> list[str]:
    """Name the rules that cost a report its validity."""
    return [violation.rule for violation in report.violations if violation.breaks]
