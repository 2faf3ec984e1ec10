"""Attacks with text that no reader sees: comments, phantoms, marks without width."""

from __future__ import annotations

from stepreward.attacks.skeleton import guess, key_texts, skeleton
from stepreward.trace import GroundTruth

_ZERO_WIDTH_SPACE = "\u200b"


def invisible_bodies(question: str, _truth: GroundTruth) -> str:
    """Fill every section with characters that have no width."""
    blank = _ZERO_WIDTH_SPACE * 40
    return skeleton([blank, blank], guess(question), description=blank, rationale=blank)


def token_bodies(question: str, _truth: GroundTruth) -> str:
    """Fill every section with special tokens, which decoding drops."""
    steps = ["<|endoftext|><|im_end|>", "<|im_end|><|im_start|>"]
    return skeleton(
        steps, guess(question), description="<|im_start|>", rationale="<|vision_start|>"
    )


def punctuation_bodies(question: str, _truth: GroundTruth) -> str:
    """Fill every section with dots and dashes."""
    return skeleton(["...", "---"], guess(question), description="...", rationale="- - -")


def latex_comment(question: str, truth: GroundTruth) -> str:
    """Put each key step into a LaTeX comment (knows the key steps)."""
    return _hidden(question, truth, "% ", "")


def html_comment(question: str, truth: GroundTruth) -> str:
    """Put each key step into an HTML comment (knows the key steps)."""
    return _hidden(question, truth, "<!-- ", " -->")


def phantom(question: str, truth: GroundTruth) -> str:
    r"""Put each key step into \phantom, which leaves only room (knows the key steps)."""
    return _hidden(question, truth, "$\\phantom{", "}$")


def white_text(question: str, truth: GroundTruth) -> str:
    """Write each key step in white on white (knows the key steps)."""
    return _hidden(question, truth, "$\\textcolor{white}{", "}$")


def struck_out(question: str, truth: GroundTruth) -> str:
    """Strike each key step out (knows the key steps)."""
    return _hidden(question, truth, "~~", "~~")


def _hidden(question: str, truth: GroundTruth, before: str, behind: str) -> str:
    steps = [f"{before}{key}{behind}" for key in key_texts(truth)]
    return skeleton(steps or [f"{before}0 = 0{behind}"], guess(question))
