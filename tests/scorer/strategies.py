"""Texts for Hypothesis: anything at all, and traces put together from a small grammar."""

from __future__ import annotations

from hypothesis import strategies as st

from stepreward import GroundTruth

QUESTION = "There are 8 rows of 15 tulips, 36 are eaten, 4 make a bunch.\nA: 21\nB: 30"
KEY_STEPS = [["8 * 15 = 120", "120 tulips"], ["120 - 36 = 84"], ["84 / 4 = 21"], ["AD is a median"]]
TRUTH = GroundTruth(["21", "A"], KEY_STEPS, QUESTION)

# Surrogates, NULs and whatever else Python's str may hold.
ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=300)

HEADERS = [
    "### Image Description:",
    "### Rationales:",
    "### Let's think step by step.",
    "### Step 1:",
    "### Step 2: Halve it.",
    "**Step 3:**",
    "4. ",
    "### The final answer is:",
    "**Answer:**",
    "<think>",
    "</think>",
    "<answer>",
    "</answer>",
    "<SUMMARY>",
    "</REASONING>",
    "<CONCLUSION>",
    "```",
    "#### ",
]
CLAIMS = [
    "8 * 15 = 120",
    "120 - 36 = 84.",
    "84 / 4 = 22",
    r"\frac{84}{4} = 21",
    "AD is a median",
    "AD is not a median.",
    "Suppose that 8 * 15 = 120.",
    "Wait, that is wrong.",
    "There are 8 rows of 15 tulips, 36 are eaten, 4 make a bunch.",
    "It is so because of the rabbits.",
    "x = 1\nx = 2",
    "21",
    "A: 21",
    r"\boxed{21}",
    r"\boxed{",
]
ODDITIES = [
    "<|im_end|>",
    "<|im_start|>user",
    "\x00",
    "\ud800",
    "\u200b",
    "６",
    "<!--",
    "~~",
    "ï",
    "%",
]
BLANKS = ["\n", "\n\n", " ", "", "\r\n", "\t"]

PIECES = st.sampled_from(HEADERS + CLAIMS + ODDITIES)
GRAMMAR_TEXT = st.lists(st.tuples(PIECES, st.sampled_from(BLANKS)), max_size=40).map(
    lambda pairs: "".join(piece + blank for piece, blank in pairs)
)
ANY_COMPLETION = st.one_of(ANY_TEXT, GRAMMAR_TEXT)
