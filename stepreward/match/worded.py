"""Find an operation that a sentence tells in words: "of the 48, 30 are sold, which leaves 18"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from stepreward.algebra.tree import Number
from stepreward.claims import Claims, Passage
from stepreward.claims.copies import words_of
from stepreward.claims.glance import Spelling
from stepreward.claims.spelling import canonical_word, canonical_words
from stepreward.claims.statements import Sentence
from stepreward.claims.status import ASSERTED, PLANNED
from stepreward.claims.term import Term
from stepreward.kept import kept_for_short
from stepreward.match.binding import is_year
from stepreward.match.expansion import Place
from stepreward.match.keys import EquationForm, result_of
from stepreward.match.ledger import Found
from stepreward.match.shapes import Shape, is_plain

_MAX_BETWEEN = 90  # characters between the last operand and the result
_MAX_BEHIND = 24  # characters behind the result
_MAX_OPERANDS = 6
_SMALL = 1_000  # from which on digits may be grouped
# What leads to a result, and what says behind it that it is one.
_LEADS = re.compile(
    r"\b(?:is|are|was|were|equals?|gives?|giving|gave|makes?|making|made|leaves?|leaving|left"
    r"|totals?|totaling|totalling|sums?\s+(?:up\s+)?to|adds?\s+up\s+to|amounts?\s+to|comes?\s+to"
    r"|gets?|getting|becomes?|yields?|results?\s+in|obtain|has|have|for\s+a\s+total\s+of"
    r"|works?\s+out|namely|takes?|took|taking|lasts?|needs?|brings?|bringing|brought|rais(?:es|ing|ed)|increas(?:es|ing|ed)"
    r"|for\s+a\s+total)\b|\bi\.e\.",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s*(?:[^\W\d]+\s+){0,2}(?:left|remain(?:s|ing|ed)?|in\s+total|in\s+all|altogether|each)\b",
    re.IGNORECASE,
)


# The words that tell what is done, by kind and by whether something is taken off or divided by.
_DONE = {
    ("sum", False): canonical_words(
        "total sum add together altogether combined plus more increase join make makes making all "
        "another extra additional further bring"
    ),
    ("sum", True): canonical_words(
        "difference gap minus subtract short cheaper missing take less fewer leave leaves left "
        "remain more spend lose eat sell remove deduct give fall decrease drop use break"
    ),
    ("product", False): canonical_words(
        "times multiply product each every per twice double triple groups percent quarter third "
        "fraction fifth tenth"
    ),
    ("product", True): canonical_words(
        "divide split share equal each every per ratio half quotient fit speed rate mph hourly "
        "daily weekly monthly apiece"
    ),
}


class _Small(NamedTuple):
    """A small whole number, which is written in digits or spelled."""

    number: int
    digits: str


class Worded(NamedTuple):
    """An operation as a sentence may tell it, and how its small whole numbers are written."""

    operands: Counter[Number]
    result: Number
    cues: frozenset[str]
    operands_written: tuple[_Small, ...]
    result_written: _Small | None


def worded_of(form: EquationForm) -> Worded | None:
    """Prepare what is looked for; None where it is no operation on a few exact numbers."""
    result = result_of(form)
    if not form.computed or not isinstance(result, (int, Fraction)):
        return None
    shape = form.computed[0]
    operands = _operands(shape)
    if operands is None:
        return None
    cues = _DONE[shape.kind, any(sign < 0 for _, sign in shape.parts)]
    written = [digits for number in operands if (digits := _written(number)) is not None]
    return Worded(operands, result, cues, tuple(written), _written(result))


def find_worded(told: Worded, claims: Claims, passages: Sequence[Passage]) -> Iterator[Found]:
    """List the sentences that name the operands, then the result, and say what is done."""
    if not _is_anywhere(told, claims):
        return
    spelling, result = claims.spelling, told.result_written
    for passage in passages:
        before: Sentence | None = None
        for sentence in claims.sentences(passage):
            if (
                (result is None or _may_hold(sentence, result, spelling))
                and _may_hold_operands(sentence, before, told, spelling)
                and _may_tell(sentence, before, told.cues)
            ):
                found = _told(sentence, before, told.operands, told.result)
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


def _written(number: Number) -> _Small | None:
    """Take the sign off a small whole number; None for others, which have many spellings."""
    if not isinstance(number, int) or abs(number) >= _SMALL:
        return None
    return _Small(abs(number), str(abs(number)))


def _is_anywhere(told: Worded, claims: Claims) -> bool:
    """Tell whether a text has the numbers at all; most lack one of them."""
    text, spelling = claims.text, claims.spelling
    result = told.result_written
    if result is not None and result.digits not in text and not spelling.may_hold(result.number):
        return False
    missing = [
        one
        for one in told.operands_written
        if one.digits not in text and not spelling.may_hold(one.number)
    ]
    return not missing or _OTHERWISE.search(text) is not None


def _may_hold(sentence: Sentence, one: _Small, spelling: Spelling) -> bool:
    """Look for the digits of a number; without them, it may be spelled."""
    text, low, high = sentence.text, sentence.start, sentence.end
    if text.find(one.digits, low, high) >= 0 or sentence.headings:
        return True
    return spelling.may_hold(one.number) and spelling.may_hold(one.number, text[low:high])


def _may_hold_operands(
    sentence: Sentence, before: Sentence | None, told: Worded, spelling: Spelling
) -> bool:
    """Look for the operands here or in the sentence before; one may be a fraction."""
    text, high = sentence.text, sentence.end
    low = sentence.start if before is None else before.start
    for operand in told.operands_written:
        if text.find(operand.digits, low, high) < 0:
            is_there = _may_hold(sentence, operand, spelling) or (
                before is not None and _may_hold(before, operand, spelling)
            )
            if not is_there and _OTHERWISE.search(text, low, high) is None:
                return False
    return True


# 24/2, 1e2 and 0x1F have other digits than they come to.
_OTHERWISE = re.compile(r"[/0-9](?:(?<=/)|(?<=[0-9])[exEX])")


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
    return _canonical_words(sentence.text[sentence.start : sentence.end])


@kept_for_short
def _canonical_words(text: str) -> frozenset[str]:
    return frozenset(map(canonical_word, words_of(text)))


def _told(
    sentence: Sentence, before: Sentence | None, operands: Counter[Number], result: Number
) -> tuple[int, int] | None:
    """Find the operands and, behind them, the result; the operands may stand a sentence before."""
    own = _numbers(sentence)
    size = operands.total()
    for at, (term, _) in enumerate(own):
        if term.value != result or sentence.status_of(term) != ASSERTED:
            continue
        window = own[max(at - size, 0) : at]
        if at < size and before is not None:
            window = [*_numbers(before)[at - size :], *window]
        if Counter([number.value for number, _ in window]) != operands:
            continue
        if any(where.status_of(number) not in (ASSERTED, PLANNED) for number, where in window):
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
        for term in sentence.terms
        if term.kind == "number" and not term.is_operand and not is_year(term)
    ]


def _leads(text: str, low: int, high: int) -> bool:
    return high - low <= _MAX_BETWEEN and _LEADS.search(text, low, high) is not None


def _is_result(sentence: Sentence, term: Term, gap: int) -> bool:
    """Tell "so 27 remain"."""
    end = sentence.start + term.end
    return gap <= _MAX_BETWEEN and _BEHIND.match(sentence.text, end, end + _MAX_BEHIND) is not None
