"""Call Math-Verify as its users do, so that it can be measured beside ours."""

from __future__ import annotations

import logging
import re
import sys
from contextlib import suppress
from importlib.metadata import version
from typing import Any

_FENCED = re.compile(r"(?<!\\)\$|\\\(|\\\[|\\boxed")


class MathVerify:
    """Math-Verify with its defaults, time-outs included; needs the extra ``baselines``.

    A text without LaTeX fences is put between dollar signs: most bare LaTeX is not read otherwise.
    """

    def __init__(self) -> None:
        try:
            from math_verify import parse, verify
        except ImportError:
            sys.exit("Math-Verify: not installed; needs: pip install 'stepreward[baselines]'")
        hush()
        self.name = f"Math-Verify {version('math-verify')}"
        self._parse, self._verify = parse, verify

    def read(self, text: str) -> list[Any]:
        """Extract and parse an answer; empty where it raises."""
        with suppress(Exception):  # whatever it raises, there is no answer
            return list(self._parse(text))
        return []

    def is_equal(self, candidate: str, gold: str) -> bool:
        """Judge in the documented direction: gold first, then candidate."""
        return self._are_equal(self.read(fenced(gold)), self.read(fenced(candidate)))

    def is_equal_either_way(self, candidate: str, gold: str) -> bool:
        """Judge in both directions and take the more generous one: it is not symmetric."""
        first, second = self.read(fenced(gold)), self.read(fenced(candidate))
        return self._are_equal(first, second) or self._are_equal(second, first)

    def _are_equal(self, gold: list[Any], candidate: list[Any]) -> bool:
        with suppress(Exception):
            return bool(self._verify(gold, candidate))
        return False


def hush() -> None:
    """Keep Math-Verify from logging each time-out."""
    logging.getLogger("math_verify").setLevel(logging.CRITICAL + 1)


def fenced(text: str) -> str:
    """Put a text without LaTeX fences between dollar signs."""
    return text if _FENCED.search(text) else f"${text}$"
