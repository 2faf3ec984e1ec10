"""What somebody earns and what everybody gets, told without those words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stepreward.claims.statements import Sentence


def earnings(sentence: Sentence) -> Iterator[int]:
    """Find what somebody makes, or is paid: "he makes $96 a day", "his weekly pay is $96"."""
    text, low = sentence.text, sentence.start
    found = _MAKES.search(text, low, sentence.end)
    for at, term in enumerate(sentence.words.terms):
        if found is not None and term.kind == "number" and not term.is_operand:
            is_money = term.unit is None or ("money", 1) in term.unit.powers
            if low + term.start >= found.end() and is_money:
                between = text[found.end() : low + term.start]
                if "," not in between and _DOLLARS.search(
                    between[-4:] + text[low + term.end :][:10]
                ):
                    yield at
        elif _PAY.match(text, low + term.start, sentence.end) is not None:
            if _WHOSE.search(text, max(low, low + term.start - 20), low + term.start) is not None:
                yield at


_MAKES = re.compile(
    r"\b(?:makes?|made|making|gets?|got|getting|receives?|received|collects?|collected|brings?\s+(?:in|home)"
    r"|brought\s+(?:in|home)|takes?\s+home|(?:is|are|was|were|gets?|got)\s+paid)\b",
    re.IGNORECASE,
)
_DOLLARS = re.compile(r"[$€£]|\b(?:dollars?|cents?|euros?|pounds?)\b")
_PAY = re.compile(r"(?:pay|wages?|salary|income|earnings|paycheck|revenue)\b", re.IGNORECASE)
_WHOSE = re.compile(
    r"\b(?:his|her|their|its|the|total|daily|weekly|monthly|yearly|annual|hourly|\w+'s)\s+(?:\w+\s+)?\Z",
    re.IGNORECASE,
)


def handed_out(sentence: Sentence) -> Iterator[int]:
    """Find the 6 of "everyone gets 6 pencils" and of "6 pencils per student"."""
    text = sentence.text
    for at, term in enumerate(sentence.words.terms):
        if term.kind == "number" and not term.is_operand:
            low, high = sentence.start + term.start, sentence.start + term.end
            if _GETS.search(text, max(sentence.start, low - 32), low) is not None:
                yield at
            elif _TO_EACH.match(text, high, sentence.end) is not None:
                yield at


_GETS = re.compile(
    r"\b(?:gets?|got|has|have|(?:is|are|was|were)\s+given)\s+(?:only\s+|exactly\s+)?"
    r"(?:[^.;,=]{0,20}=\s*)?[$(]*\Z",
    re.IGNORECASE,
)
_TO_EACH = re.compile(r"\s+(?:[^\W\d]+\s+){0,2}?(?:per|apiece|(?:to|for)\s+each)\b", re.IGNORECASE)
