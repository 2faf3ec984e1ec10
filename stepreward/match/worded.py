"""Find an operation that a sentence tells in words: "of the 48, 30 are sold, which leaves 18"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from stepreward.algebra.exact import whole
from stepreward.algebra.tree import Number
from stepreward.claims import Claims, Passage
from stepreward.claims.copies import words_of
from stepreward.claims.glance import Spelling
from stepreward.claims.spelling import canonical_word
from stepreward.claims.statements import Sentence
from stepreward.claims.status import ASSERTED, PLANNED
from stepreward.claims.term import Term
from stepreward.kept import kept_for_short
from stepreward.match.arithmetic.expansion import Place
from stepreward.match.arithmetic.ledger import Found
from stepreward.match.arithmetic.shapes import Shape, is_plain
from stepreward.match.keys import EquationForm, result_of
from stepreward.match.telling import DONE, TELLING, is_result, leads
from stepreward.match.told_numbers import ToldNumber, numbers_of

_MAX_LISTED = 90  # characters between a total and what it is made of
_MAX_BEFORE = 2  # sentences in which the operands may stand
_MAX_OPERANDS = 6
_MAX_NUMBERS = 12  # of a sentence that computes in words
_SMALL = 1_000  # from which on digits may be grouped


class _Small(NamedTuple):
    """A small whole number, which is written in digits or spelled."""

    number: int
    digits: str


class Worded(NamedTuple):
    """An operation as a sentence may tell it, and how its small whole numbers are written.

    ``shares`` are its operands where what divides is said as a share: half of 48.
    """

    operands: Counter[Number]
    shares: Counter[Number]
    result: Number
    cues: frozenset[str]
    telling: re.Pattern[str] | None
    may_lead: bool  # its result may stand before the operands: 72 in total, 48 and 24
    is_part: bool  # the result is a part of an operand
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
    kind = shape.kind, any(sign < 0 for _, sign in shape.parts)
    shares = _shares(shape)
    written = [digits for number in operands & shares if (digits := _written(number)) is not None]
    may_lead = kind in (("sum", False), ("product", False))
    is_rate = kind == ("product", False) and any(0 < number < 1 for number in operands)
    told = DONE[kind], TELLING[kind], may_lead, is_rate or kind == ("sum", True)
    return Worded(operands, shares, result, *told, tuple(written), _written(result))


def find_worded(told: Worded, claims: Claims, passages: Sequence[Passage]) -> Iterator[Found]:
    """List the sentences that name the operands, then the result, and say what is done."""
    if not _is_anywhere(told, claims):
        return
    spelling, result = claims.spelling, told.result_written
    for passage in passages:
        sentences = claims.sentences(passage)
        for at, sentence in enumerate(sentences):
            before = sentences[max(at - _MAX_BEFORE, 0) : at]
            if (
                (result is None or _may_hold(sentence, result, spelling))
                and _may_hold_operands(sentence, before, told, spelling)
                and _may_tell(sentence, before, told)
            ):
                found = _told(sentence, before, told)
                if found is not None:
                    yield Found(Place(passage.step, *found), "the same equation in words")


def tells_work(claims: Claims, known: frozenset[Number] | None) -> bool:
    """Tell a trace that computes in words only: "of the 48 eggs, 30 are sold, which leaves 18".

    One operation on two numbers will do, of which the question, where there is one, gives one.
    """
    for passage in claims.passages:
        if passage.is_dump:
            continue
        sentences = claims.sentences(passage)
        for at, sentence in enumerate(sentences):
            before = sentences[max(at - 1, 0) : at]
            if any(
                _may_tell(sentence, before, told) and _told(sentence, before, told) is not None
                for told in _worked_in(sentence, before, known)
            ):
                return True
    return False


def _worked_in(
    sentence: Sentence, before: Sequence[Sentence], known: frozenset[Number] | None
) -> Iterator[Worded]:
    """List what a sentence may compute from two numbers, of it or of the one before."""
    here = sentence.glance
    own = numbers_of(sentence) if here is None or here.has_number else []
    if not own or len(own) > _MAX_NUMBERS:
        return
    found = [number.value for one in before for number, _ in numbers_of(one)[-2:]]
    first = len(found)
    found += [number.value for number, _ in own]
    for at in range(max(first, 2), len(found)):
        one, other, result = found[at - 2 : at + 1]
        if known is None or not known.isdisjoint((one, other)):
            yield from _worked(one, other, result)


def _worked(one: Number | None, other: Number | None, result: Number | None) -> Iterator[Worded]:
    """List what two numbers may come to a third by; nothing for 0 and 1, which change nothing."""
    if one is None or other is None or result is None or min(one, other) <= 0 or 1 in (one, other):
        return
    done = {
        ("sum", False): one + other,
        ("sum", True): abs(one - other),
        ("product", False): one * other,
        ("product", True): whole(Fraction(max(one, other)) / min(one, other)),
    }
    operands: Counter[Number] = Counter([one, other])
    for kind, value in done.items():
        if value == result:
            yield Worded(
                operands, operands, result, DONE[kind], TELLING[kind], False, False, (), None
            )


def _operands(shape: Shape) -> Counter[Number] | None:
    """List the numbers of a sum or product; None where they are not a few exact ones."""
    if (shape.kind, False) not in DONE or not is_plain(shape):
        return None
    found: Counter[Number] = Counter()
    for (part, _), count in shape.parts.items():
        found[part] += count  # type: ignore[index]  # exact, as the shape is plain
    return found if 1 < found.total() <= _MAX_OPERANDS else None


def _shares(shape: Shape) -> Counter[Number]:
    """List the numbers of a product, 2 as 1/2 where it divides, and 1/2 as 2 where it multiplies.

    What stands for a share is said by one word: half, a third.
    """
    found: Counter[Number] = Counter()
    for (part, exponent), count in shape.parts.items():
        number = Fraction(part)  # exact, as the shape is plain
        is_share = shape.kind == "product" and number and (exponent < 0 or number.numerator == 1)
        found[whole(1 / number if is_share else number)] += count
    return found


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
    sentence: Sentence, before: Sequence[Sentence], told: Worded, spelling: Spelling
) -> bool:
    """Look for the operands here or in the sentences before; one may be a fraction."""
    text, high = sentence.text, sentence.end
    low = before[0].start if before else sentence.start
    for operand in told.operands_written:
        if text.find(operand.digits, low, high) < 0:
            is_there = any([_may_hold(one, operand, spelling) for one in (sentence, *before)])
            if not is_there and _OTHERWISE.search(text, low, high) is None:
                return False
    return True


# 24/2, 1e2 and 0x1F have other digits than they come to.
_OTHERWISE = re.compile(r"[/0-9](?:(?<=/)|(?<=[0-9])[exEX])")


def _may_tell(sentence: Sentence, before: Sequence[Sentence], told: Worded) -> bool:
    """Look at the words of a sentence, and of the one before, for what is done."""
    here = sentence.glance
    if here is not None and not here.has_number:
        return False
    if not told.cues.isdisjoint(_words_in(sentence)):
        return True
    if before and not told.cues.isdisjoint(_words_in(before[-1])):
        return True
    low = before[-1].start if before else sentence.start
    return (
        told.telling is not None
        and told.telling.search(sentence.text, low, sentence.end) is not None
    )


def _words_in(sentence: Sentence) -> frozenset[str]:
    here = sentence.glance
    if here is not None:
        return here.words
    return _canonical_words(sentence.text[sentence.start : sentence.end])


@kept_for_short
def _canonical_words(text: str) -> frozenset[str]:
    return frozenset(map(canonical_word, words_of(text)))


def _told(sentence: Sentence, before: Sequence[Sentence], told: Worded) -> tuple[int, int] | None:
    """Find the operands and, behind them, the result; the operands may stand before the sentence.

    The "three" of "the three tires" is looked at where it does not do without.
    """
    found = _told_by(sentence, before, told, with_articles=False)
    low = before[0].start if before else sentence.start
    if found is None and _IN_ARTICLE.search(sentence.text, low, sentence.end) is not None:
        found = _told_by(sentence, before, told, with_articles=True)
    return found


# The words of a number that an article may open: the three tires.
_IN_ARTICLE = re.compile(
    r"\bthe\s+(?:zero|one|two|three|four|five|six|seven|eight|nine|ten)\b", re.IGNORECASE
)


def _told_by(
    sentence: Sentence, before: Sequence[Sentence], told: Worded, *, with_articles: bool
) -> tuple[int, int] | None:
    own = numbers_of(sentence, with_articles=with_articles)
    size = told.operands.total()
    for at, (term, _) in enumerate(own):
        if term.value != told.result or sentence.status_of(term) != ASSERTED:
            continue
        window = own[max(at - size, 0) : at]
        if at < size and before:
            earlier: list[ToldNumber] = []
            for one in reversed(before):
                if len(earlier) < size - at:
                    earlier[:0] = numbers_of(one, with_articles=with_articles)
            window = [*earlier[at - size :], *window]
        if (found := _told_before(sentence, term, window, told)) is not None:
            return found
        if told.is_part and size == 2:
            for low in (at - 1, at):
                around = [number for number, _ in own[max(low, 0) : low + 3] if number is not term]
                if _is_part(sentence, term, around, told):
                    return sentence.start + term.start, sentence.start + around[-1].end
        window = own[at + 1 : at + 1 + size]
        if told.may_lead and _are_operands(window, told) and _is_listed(sentence, term, window):
            return sentence.start + term.start, sentence.start + window[-1][0].end
    return None


def _told_before(
    sentence: Sentence, term: Term, window: Sequence[ToldNumber], told: Worded
) -> tuple[int, int] | None:
    """Tell whether the numbers before a result lead to it."""
    if not _are_operands(window, told):
        return None
    last, where = window[-1]
    low, high = where.start + last.end, sentence.start + term.start
    is_near = where is sentence
    if not leads(sentence, low, high, is_near=is_near) and not is_result(
        sentence, term, high - low
    ):
        return None
    first, there = window[0]
    return there.start + first.start, sentence.start + term.end


def _is_part(sentence: Sentence, part: Term, around: Sequence[Term], told: Worded) -> bool:
    """Tell "30 of the 200 employees (15%)", and what is left of the 48 when 5 are gone."""
    whole_at = next((term for term in around if term.start > part.end), None)
    if whole_at is None or Counter([term.value for term in around]) != told.operands:
        return False
    low, high = sentence.start + part.end, sentence.start + whole_at.start
    return _PART_OF.fullmatch(sentence.text, low, high) is not None


_PART_OF = re.compile(
    r"\s+(?:[^\W\d]+\s+){0,2}?(?:out\s+)?of\s+(?:the\s+|her\s+|his\s+|all\s+|its\s+)?"
    r"|\s+(?:[^\W\d]+\s+){0,2}?(?:more|fewer|less|[^\W\d]{2,}er)\s+(?:[^\W\d]+\s+){0,2}?than\s+"
    r"(?:[^\W\d]+(?:['’]s)?\s+){0,3}?[$€£]?",
    re.IGNORECASE,
)


def _are_operands(window: Sequence[ToldNumber], told: Worded) -> bool:
    values = Counter([number.value for number, _ in window])
    if values not in (told.operands, told.shares):
        return False
    return all(where.status_of(number) in (ASSERTED, PLANNED) for number, where in window)


def _is_listed(sentence: Sentence, total: Term, window: Sequence[ToldNumber]) -> bool:
    """Tell "72 clips in total (48 in April and 24 in May)"."""
    low, high = sentence.start + total.end, sentence.start + window[0][0].start
    return high - low <= _MAX_LISTED and _OPENS_LIST.search(sentence.text, low, high) is not None


_OPENS_LIST = re.compile(
    r"(?:\b(?:in\s+(?:all|total)|altogether|together)\b[\s,:(-]*|[(:]\s*(?:[^\W\d]+\s+){0,3}"
    r"|\b(?:arranged|split|divided|organi[sz]ed|packed|placed|made\s+up)\s+(?:in|into|of|from)\s+)\$?\Z"
)
