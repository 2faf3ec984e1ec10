"""Tell which numbers and formulas of a sentence it states, and which it only mentions."""

from __future__ import annotations

import re
from itertools import pairwise

Span = tuple[int, int]

# What denies the value behind it, or names it as one of several.
_DENIED = re.compile(
    r"""(?: \b(?:not|never|nor|neither|hardly|scarcely|without|except|excluding|besides|unlike
            |instead\s+of|rather\s+than|other\s+than|far\s+from|none\s+of|such\s+as)
        | \b(?:anything|everything|all|any|anyone|each)\s+but
        | \b(?:one|any|some|either)\s+of
        | \bguess(?:es)?\s*(?:is|are)?\s*: | n['’]t )
    [\s}]+(?:for\s+|be\s+|equal\s+(?:to\s+)?|equals\s+|exactly\s+|these\s*:?\s*|the\s+numbers\s+)?
    [$\\(}*]*\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_DENIED_BEHIND = re.compile(
    r"[$\\)}*]*\s+(?:(?:is|was|are|would\s+be|be|seems)\s+(?:not|never|wrong|incorrect|false|untrue"
    r"|no\s+(?:answer|solution)|(?:the|a)\s+wrong)|(?:is|was|are|ca|does)n['’]t|cannot)\b",
    re.IGNORECASE,
)
_DENIERS = (  # no denial is without one of these
    "not", "nor", "n't", "n’t", "ever", "either", "hardly", "scarcely", "without", "xcept",
    "xcluding", "esides", "nlike", "nstead", "ather than", "ther than", "ar from", "none of",
    "uch as", " but", "ne of", "ny of", "ome of", "uess",
)  # fmt: skip
_MAX_DENIAL = 40  # characters before a value in which its denial may stand
_BETWEEN = re.compile(r"\bbetween\s+\S{1,40}\s+and\s+\S{1,40}", re.IGNORECASE)
_UNSURE = re.compile(
    r"\b(?:could|may|might)\s+be\b|\beither\b|\bmaybe\b|\bperhaps\b|\bpossibly\b|\bbut\s+also\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?]\s+(?=[A-Z])|\n")
# What stands between the values of one list; only where it offers a choice are two a list.
_MAX_GAP = 24  # characters
_GAP = re.compile(
    r"""[$\\)]*(?: \s*[,;/|]\s*(?:(?:and|or)\s+)? | \s+(?:and\s+)?
      | \s*(?:[a-z]{1,12}\s*)?,?\s*\b(or|to|through|till|until)\b\s* )[$\\(]*""",
    re.IGNORECASE | re.VERBOSE,
)
_CHANGE = re.compile(
    r"\b(?:increas|decreas|ris|rose|go|went|gr[eo]w|chang|climb|dr?op|f[ea]ll|reduc)[a-z]*\s+from\s+[$\\(]*$",
    re.IGNORECASE,
)
_DENIALS = ("wrong", "incorrect", "false", "not ", "n't", "never", "cannot")
_NUMBER_DENIED = re.compile(rf"[0-9]{_DENIED_BEHIND.pattern}", re.IGNORECASE)


def stated(text: str, pieces: list[Span]) -> list[Span]:
    """Keep the pieces that a text states: none that it denies, none of several it wavers between.

    Values in a row are one piece, for they are one list.

    >>> text = "It is 1 and not 2."
    >>> [text[slice(*span)] for span in stated(text, [(6, 7), (16, 17)])]
    ['1']
    """
    if not pieces:
        return pieces
    gaps = [match.span() for match in _BETWEEN.finditer(text)] if "etween" in text else []
    kept = _listed(text, pieces)
    if any([word in text for word in _DENIERS]):
        kept = [span for span in kept if not _is_set_aside(text, span[0])]
    if _has_denial(text):
        kept = [span for span in kept if _DENIED_BEHIND.match(text, span[1]) is None]
    if gaps:
        kept = [span for span in kept if not any(low <= span[0] < high for low, high in gaps)]
    if len(kept) > 1 and _UNSURE.search(text) is not None:
        return _without_wavering(text, kept)
    return kept


def is_denied(text: str) -> bool:
    """Tell "18 is wrong", a number that its own sentence denies."""
    return _has_denial(text) and _NUMBER_DENIED.search(text) is not None


def _has_denial(text: str) -> bool:
    return any([word in text for word in _DENIALS])


def _listed(text: str, pieces: list[Span]) -> list[Span]:
    """Join three values in a row, and two with "or" or "to" between them."""
    joined: list[Span] = []
    run = [pieces[0]]
    for piece in [*pieces[1:], (len(text) + _MAX_GAP, 0)]:
        gap = (run[-1][1], piece[0])
        if 0 < gap[1] - gap[0] <= _MAX_GAP and _GAP.fullmatch(text, *gap) is not None:
            run.append(piece)
            continue
        joined += [(run[0][0], run[-1][1])] if _is_list(text, run) else run
        run = [piece]
    return joined


def _is_set_aside(text: str, low: int) -> bool:
    return _DENIED.search(text, max(low - _MAX_DENIAL, 0), low) is not None


def _is_list(text: str, run: list[Span]) -> bool:
    if len(run) != 2:
        return len(run) > 2
    gap = _GAP.fullmatch(text, run[0][1], run[1][0])
    if gap is None or gap[1] is None:
        return _is_set_aside(text, run[0][0])
    return _CHANGE.search(text, max(run[0][0] - _MAX_GAP, 0), run[0][0]) is None


def _without_wavering(text: str, pieces: list[Span]) -> list[Span]:
    """Drop the different numbers of each sentence that cannot decide between them."""
    edges = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text) + 1]
    kept: list[Span] = []
    for start, end in pairwise(edges):
        inside = [span for span in pieces if start <= span[0] < end]
        different = {text[slice(*span)] for span in inside}
        if len(different) < 2 or _UNSURE.search(text, start, end) is None:
            kept += inside
    return kept
