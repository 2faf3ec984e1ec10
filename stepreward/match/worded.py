"""Find an operation that a sentence tells in words: "of the 48, 30 are sold, which leaves 18"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from stepreward.algebra.tree import Number
from stepreward.algebra.words import NUMBER_WORDS
from stepreward.claims import Claims, Passage
from stepreward.claims.copies import words_of
from stepreward.claims.spelling import canonical_word
from stepreward.claims.statements import Sentence
from stepreward.claims.status import ASSERTED, PLANNED
from stepreward.claims.term import Term
from stepreward.match.binding import is_year
from stepreward.match.expansion import Place
from stepreward.match.keys import EquationForm, result_of
from stepreward.match.ledger import Found
from stepreward.match.shapes import Shape, is_plain

_MAX_BETWEEN = 60  # characters between the last operand and the result
_MAX_BEHIND = 24  # characters behind the result
_MAX_OPERANDS = 6
_SMALL = 1_000  # from which on digits may be grouped
_NUMBERS = frozenset(map(canonical_word, NUMBER_WORDS))
# What leads to a result, and what says behind it that it is one.
_LEADS = re.compile(
    r"\b(?:is|are|was|were|equals?|gives?|giving|gave|makes?|making|made|leaves?|leaving|left"
    r"|totals?|totaling|totalling|sums?\s+(?:up\s+)?to|adds?\s+up\s+to|amounts?\s+to|comes?\s+to"
    r"|gets?|getting|becomes?|yields?|results?\s+in|obtain|has|have|for\s+a\s+total\s+of"
    r"|works?\s+out|namely)\b|\bi\.e\.",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s*(?:[^\W\d]+\s+){0,2}(?:left|remain(?:s|ing|ed)?|in\s+total|in\s+all|altogether|each)\b",
    re.IGNORECASE,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(map(canonical_word, text.split()))


# The words that tell what is done, by kind and by whether something is taken off or divided by.
_DONE = {
    ("sum", False): _words(
        "total sum add together altogether combined plus more increase join make makes making all"
    ),
    ("sum", True): _words(
        "difference gap minus subtract take less fewer leave leaves left remain more spend lose "
        "eat sell remove deduct give fall decrease drop use break"
    ),
    ("product", False): _words(
        "times multiply product each every per twice double triple groups percent"
    ),
    ("product", True): _words("divide split share equal each every per ratio half quotient fit"),
}


def find_worded(form: EquationForm, claims: Claims, passages: Sequence[Passage]) -> Iterator[Found]:
    """List the sentences that name the operands, then the result, and say what is done."""
    shape, result = form.computed[0], result_of(form)
    operands = _operands(shape)
    if operands is None or not isinstance(result, (int, Fraction)):
        return
    cues = _DONE[shape.kind, any(sign < 0 for _, sign in shape.parts)]
    for passage in passages:
        before: Sentence | None = None
        for sentence in claims.sentences(passage):
            if _may_give(sentence, result) and _may_tell(sentence, before, cues):
                found = _told(sentence, before, operands, result)
                if found is not None:
                    yield Found(Place(passage.step, *found), "the same equation in words")
            before = sentence


def _operands(shape: Shape) -> Counter[Number] | None:
    """List the numbers of a sum or product; None where they are not a few exact ones."""
    if (shape.kind, False) not in _DONE or not is_plain(shape):
        return None
    found: Counter[Number] = Counter()
    for (part, _), count in shape.parts.items():
        found[part] += count  # type: ignore[index]  # exact, as the shape is plain
    return found if 1 < found.total() <= _MAX_OPERANDS else None


def _may_give(sentence: Sentence, result: Number) -> bool:
    """Look for the digits of a small whole result; others may be spelled in many ways."""
    here = sentence.glance
    if here is None or not isinstance(result, int) or abs(result) >= _SMALL:
        return True
    is_written = sentence.text.find(str(abs(result)), sentence.start, sentence.end) >= 0
    return is_written or not _NUMBERS.isdisjoint(here.words)


def _may_tell(sentence: Sentence, before: Sentence | None, cues: frozenset[str]) -> bool:
    """Look at the words of a sentence, and of the one before, for what is done."""
    here = sentence.glance
    if here is not None and not here.has_number:
        return False
    return not cues.isdisjoint(_words_in(sentence)) or (
        before is not None and not cues.isdisjoint(_words_in(before))
    )


def _words_in(sentence: Sentence) -> frozenset[str]:
    here = sentence.glance
    if here is not None:
        return here.words
    return frozenset(map(canonical_word, words_of(sentence.text[sentence.start : sentence.end])))


def _told(
    sentence: Sentence, before: Sentence | None, operands: Counter[Number], result: Number
) -> tuple[int, int] | None:
    """Find the operands and, behind them, the result; the operands may stand a sentence before."""
    own = _numbers(sentence)
    size = operands.total()
    for at, (term, _) in enumerate(own):
        if term.value != result or _status(sentence, term) != ASSERTED:
            continue
        window = own[max(at - size, 0) : at]
        if at < size and before is not None:
            window = [*_numbers(before)[at - size :], *window]
        if Counter([number.value for number, _ in window]) != operands:
            continue
        if any(_status(where, number) not in (ASSERTED, PLANNED) for number, where in window):
            continue
        last, where = window[-1]
        low, high = where.start + last.end, sentence.start + term.start
        if _leads(sentence.text, low, high) or _is_result(sentence, term, high - low):
            first, there = window[0]
            return there.start + first.start, sentence.start + term.end
    return None


def _numbers(sentence: Sentence) -> list[tuple[Term, Sentence]]:
    """List the numbers that no operator touches, years left out, each with its sentence."""
    return [
        (term, sentence)
        for term in sentence.words.terms
        if term.kind == "number" and not term.is_operand and not is_year(term)
    ]


def _status(sentence: Sentence, term: Term) -> str:
    return sentence.standing.status_at(sentence.start + term.start)


def _leads(text: str, low: int, high: int) -> bool:
    return high - low <= _MAX_BETWEEN and _LEADS.search(text, low, high) is not None


def _is_result(sentence: Sentence, term: Term, gap: int) -> bool:
    """Tell "so 27 remain"."""
    end = sentence.start + term.end
    return gap <= _MAX_BETWEEN and _BEHIND.match(sentence.text, end, end + _MAX_BEHIND) is not None
