"""Collect what the fuzzer mutates: written answers, real traces with their truths, hostile bits."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from random import Random

from stepreward import GroundTruth
from tests.notations import sample_pairs

DATA = Path(__file__).resolve().parents[2] / "data"
TRACE_FILES = ("gsm8k/sample.jsonl", "multimodal/examples.jsonl")
_ANSWERS = 3_000

BITS = (
    *r"""
    \frac \dfrac \frac12 \sqrt \sqrt[3] \boxed{ \text{ \left( \right) \left\{ \right. \begin{cases}
    \end{cases} \begin{pmatrix} \end{pmatrix} \\ & \pm \cdot \times \binom \log_2 \ln \sin^{-1} \int
    \int_0^1 dx \sum_{k=1}^{10} \prod_{i=1}^{9}
    \lim \infty \pi \theta \overline{3} ^\circ \% \$ $ $$
    \( \) \[ \] { } ( ) [ ] < > | ! ^ ^{ _ _{ ** // / * + - = ≠ ≤ < , ; : . … ' " ` ~ # #### *** @
    × ÷ − ± √ ² ³ ⁻¹ ½ ⅓ π ∞ ∅ ∪ ∩ ∈ ℝ ° % € £ ¥ ₂ ₁₀ ′ ″ 0 1 2 9 0.5 .5 1e9 1e999999999 9**9**9
    10^{10^{10}} 1,000 1.000,5 0x1F 101_2 1000000000! 0/0 nan inf None x y n e i C f(x) x_1 log sin
    sqrt( exp( mod and or to of is not half third million dozen percent cm m/s km/h kg hours pm AM
    3:30 March 2020-03-05 yes no A (B) C: option <answer> </answer> <think> </think> <|im_end|>
    """.split(),
    "the answer is ", "The final answer is: ", "### Step 1:\n", "### The final answer is:\n",
    "### Image Description:\n", "### Rationales:\n", "\n\n", "Wait, ", "**Answer:** ", " ", "\t",
    "__import__('os').system('true')", "().__class__.__mro__", "{0.__class__}", "%s%n", "{{}}",
)  # fmt: skip
SOUP = (
    "\x00", "\x08", "\x0c", "\x1b", "\x7f", "\u0085", "\u00a0", "\u00ad", "\u0301", "\u200b",
    "\u200d", "\u202e", "\u2028", "\u3000", "\ufeff", "\ufffd", "\ud800", "\udfff",
    "１", "٣", "७", "𝟗", "𝑥", "ﬁ", "Ⅷ", "①", "ª", "ß", "İ", "ı", "Å", "日", "数", "한", "я", "😀",
    "👨‍👩‍👧",
    "⁄", "∕", "⁺", "₋", "ⁿ", "㎏", "㎡", "℃", "‰", "´", "ʹ", "＝", "，", "。", "（", "）", "【",
    "\U0010ffff",
)  # fmt: skip
NUMBER_WORDS = tuple(
    "zero one two three four five seven eleven twelve twenty thirty ninety hundred hundred "
    "thousand thousand million billion trillion dozen half third thirds quarter tenths first "
    "second a and of minus point twice percent 3 1,000 2.5".split()
)


@dataclass(frozen=True, slots=True)
class Material:
    """Answers, and completions beside the truth they were written for."""

    answers: tuple[str, ...]
    traces: tuple[tuple[str, GroundTruth], ...]


def collect() -> Material:
    """Draw answers in every notation, and read the traces that ship with the repository."""
    pairs = sample_pairs(_ANSWERS, seed=1)
    answers = [text for pair in pairs for text in (pair.gold, pair.candidate)]
    traces = []
    for name in TRACE_FILES:
        for line in (DATA / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            truth = GroundTruth(row["answer"], row["key_steps"], row["question"])
            traces.append((row["completion"], truth))
            answers.extend(truth.answers)
    return Material(tuple(answers), tuple(traces))


def bit(rng: Random) -> str:
    """Pick a piece of notation, or now and then a character that programs trip over."""
    return rng.choice(BITS if rng.random() < 0.8 else SOUP)
