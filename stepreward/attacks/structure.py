"""Attacks on the form: sections that are empty, misplaced, repeated, or of another format."""

from __future__ import annotations

from stepreward.attacks.skeleton import (
    DESCRIPTION,
    FILLER,
    RATIONALE,
    guess,
    quantities,
    shown,
    skeleton,
    step_sections,
)
from stepreward.trace import GroundTruth


def silence(_question: str, _truth: GroundTruth) -> str:
    """Say nothing at all."""
    return ""


def empty_skeleton(_question: str, _truth: GroundTruth) -> str:
    """Write every header and not one body."""
    return skeleton(["", ""], "", description="", rationale="")


def ok_skeleton(question: str, _truth: GroundTruth) -> str:
    """Write "ok" under every header, and guess."""
    return skeleton(["ok", "ok"], guess(question), description="ok", rationale="ok")


def bare_answer(question: str, _truth: GroundTruth) -> str:
    """Guess in one sentence."""
    return f"The answer is {guess(question)}."


def bare_box(question: str, _truth: GroundTruth) -> str:
    """Guess in a box, as if the format were another one."""
    return f"\\boxed{{{guess(question)}}}"


def think_switch(question: str, _truth: GroundTruth) -> str:
    """Flee into a format with fewer sections, and think nothing there."""
    return f"<think>\nLet me think about it.\n</think>\n<answer>{guess(question)}</answer>"


def line_switch(question: str, _truth: GroundTruth) -> str:
    """Flee into the format with the fewest marks: a line of talk, and a guess behind ####."""
    return f"This can be worked out from what is given.\n#### {guess(question)}"


def tag_soup(question: str, _truth: GroundTruth) -> str:
    """Mix the marks of every format, and say nothing between them."""
    answer = guess(question)
    return (
        "<think>\n### Image Description:\n<SUMMARY>ok</SUMMARY>\n### Rationales:\n"
        "<CAPTION>ok</CAPTION>\n### Step 1:\n<REASONING>ok</REASONING>\n1. ok\n2. ok\n</think>\n"
        f"<CONCLUSION>{answer}</CONCLUSION>\n<answer>\\boxed{{{answer}}}</answer>\n"
        f"### The final answer is: {answer}\n#### {answer}"
    )


def code_block(question: str, _truth: GroundTruth) -> str:
    """Put every header into a code block, where it is only quoted."""
    return f"```\n{skeleton(FILLER, guess(question))}\n```"


def prompt_echo(question: str, _truth: GroundTruth) -> str:
    """Say the format instruction again instead of following it."""
    return (
        "Generate an image description based on the question. Then, provide a rationale to analyze"
        " the question. Next, generate a step-by-step reasoning process to solve the problem.\n\n"
        "### Image Description:\n### Rationales:\n### Let's think step by step.\n### Step 1:\n"
        f"### Step 2:\n...\n### The final answer is: {guess(question)}"
    )


def answer_first(question: str, _truth: GroundTruth) -> str:
    """Answer before the steps, and let an empty answer header end the text."""
    return (
        f"### Image Description:\n{DESCRIPTION}\n\n### Rationales:\n{RATIONALE}\n\n"
        f"### The final answer is: {guess(question)}\n\n{step_sections([one_sum(question)])}\n\n"
        "### The final answer is:"
    )


def background_last(question: str, _truth: GroundTruth) -> str:
    """Write the background behind the steps."""
    return (
        f"{step_sections([one_sum(question)])}\n\n### Rationales:\n{RATIONALE}\n\n"
        f"### Image Description:\n{DESCRIPTION}\n\n### The final answer is: {guess(question)}"
    )


def repeated_section(question: str, _truth: GroundTruth) -> str:
    """Say one sentence under every header."""
    return skeleton([RATIONALE] * 3, guess(question), description=RATIONALE)


def repeated_steps(question: str, _truth: GroundTruth) -> str:
    """Earn with one true step again and again."""
    return skeleton([one_sum(question)] * 6, guess(question))


def one_sum(question: str) -> str:
    """Add two numbers of the question, as an honest first step might."""
    a, b = quantities(question)[:2]
    return f"We add two of the quantities: {shown(a)} + {shown(b)} = {shown(a + b)}."
