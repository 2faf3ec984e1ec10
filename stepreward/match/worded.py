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
_MAX_NUMBERS = 12  # of a sentence that computes in words
_SMALL = 1_000  # from which on digits may be grouped
# What leads to a result, and what says behind it that it is one.
_LEADS = re.compile(
    r"\b(?:is|are|was|were|equals?|gives?|giving|gave|makes?|making|made|leaves?|leaving|left"
    r"|totals?|totaling|totalling|sums?\s+(?:up\s+)?to|adds?\s+up\s+to|amounts?\s+to|comes?\s+to"
    r"|gets?|getting|becomes?|yields?|results?\s+in|obtain|has|have|for\s+a\s+total\s+of"
    r"|works?\s+out|namely|takes?|took|taking|lasts?|needs?|brings?|bringing|brought|rais(?:es|ing|ed)|increas(?:es|ing|ed)"
    r"|comes?\s+out|so|thus|hence|that's|means|meaning"
    r"|an?\s+(?:total|sum|difference|gap|product|increase|decrease|average|rate|speed)\s+of"
    r"|for\s+a\s+total)\b|\bi\.e\.",
    re.IGNORECASE,
)
# What else does, behind an operand in the same sentence.
_ACTS = re.compile(
    r"\b(?:earn(?:s|ed|ing)?|pay(?:s|ing)?|paid|costs?|by|mean|represents?|stands?\s+for|requires?"
    r"|charg(?:es?|ed|ing)|spen(?:ds?|t|ding)|sav(?:es?|ed|ing)|sells?|sold|buys?|bought|owes?|owed|uses?|used"
    r"|reads?|walks?|walked|runs?|ran|travel(?:s|ed|led)?|covers?|covered|drives?|drove|holds?|contains?"
    r"|produces?|produced|eats?|ate|drinks?|drank|collects?|collected|weighs?|measures?|burns?|burned"
    r")\b",
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
        "another extra additional further bring give both gain get receive greater greater:age "
        "greater:length greater:price altogether"
    ),
    ("sum", True): canonical_words(
        "difference gap minus subtract short cheaper missing take less fewer leave leaves left "
        "remain more spend lose eat sell remove deduct give fall decrease drop use break "
        "less:age less:length less:price discount off rest away refund change greater greater:age "
        "rise exceed outnumber"
    ),
    ("product", False): canonical_words(
        "times multiply product each every per twice double triple groups percent quarter third "
        "fraction fifth tenth apiece half"
    ),
    ("product", True): canonical_words(
        "divide split share equal each every per ratio half quotient fit speed rate mph hourly "
        "daily weekly monthly apiece among evenly"
    ),
}
# What tells it without a word of its own: "$12 an hour" and "at $2", which multiply or divide,
# and "15 of the 100".
_RATE = re.compile(
    r"\b(?:an?|1|one)\s+(?:met(?:er|re)|foot|yard|day|week|month|year|hour|minute|second|mile|piece|bag|box|person|dozen|kilo\w*"
    r"|kg|pound|ounce|gallon|lit(?:er|re)|pack|page|head|night|ticket|trip|lesson|class)\b"
    r"|[a-z]/[a-z]|\bat\s+\$\s?\d|\d\s?%|\brows?\s+of\s",
    re.IGNORECASE,
)
_OF_THE = re.compile(r"\d\s+of\s+(?:the|her|his|its|their|those|these)\b", re.IGNORECASE)
_TELLING = {
    ("sum", False): None,
    ("sum", True): _OF_THE,
    ("product", False): _RATE,
    ("product", True): _RATE,
}


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
    told = _DONE[kind], _TELLING[kind], may_lead, is_rate or kind == ("sum", True)
    return Worded(operands, shares, result, *told, tuple(written), _written(result))


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
                and _may_tell(sentence, before, told)
            ):
                found = _told(sentence, before, told)
                if found is not None:
                    yield Found(Place(passage.step, *found), "the same equation in words")
            before = sentence


def tells_work(claims: Claims, known: frozenset[Number] | None) -> bool:
    """Tell a trace that computes in words only: "of the 48 eggs, 30 are sold, which leaves 18".

    One operation on two numbers will do, of which the question, where there is one, gives one.
    """
    for passage in claims.passages:
        if passage.is_dump:
            continue
        before: Sentence | None = None
        for sentence in claims.sentences(passage):
            if any(
                _may_tell(sentence, before, told) and _told(sentence, before, told) is not None
                for told in _worked_in(sentence, before, known)
            ):
                return True
            before = sentence
    return False


def _worked_in(
    sentence: Sentence, before: Sentence | None, known: frozenset[Number] | None
) -> Iterator[Worded]:
    """List what a sentence may compute from two numbers, of it or of the one before."""
    here = sentence.glance
    own = _numbers(sentence) if here is None or here.has_number else []
    if not own or len(own) > _MAX_NUMBERS:
        return
    found = [number.value for number, _ in (_numbers(before)[-2:] if before else [])]
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
                operands, operands, result, _DONE[kind], _TELLING[kind], False, False, (), None
            )


def _operands(shape: Shape) -> Counter[Number] | None:
    """List the numbers of a sum or product; None where they are not a few exact ones."""
    if (shape.kind, False) not in _DONE or not is_plain(shape):
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


def _may_tell(sentence: Sentence, before: Sentence | None, told: Worded) -> bool:
    """Look at the words of a sentence, and of the one before, for what is done."""
    here = sentence.glance
    if here is not None and not here.has_number:
        return False
    if not told.cues.isdisjoint(_words_in(sentence)):
        return True
    if before is not None and not told.cues.isdisjoint(_words_in(before)):
        return True
    low = sentence.start if before is None else before.start
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


def _told(sentence: Sentence, before: Sentence | None, told: Worded) -> tuple[int, int] | None:
    """Find the operands and, behind them, the result; the operands may stand a sentence before."""
    own = _numbers(sentence)
    size = told.operands.total()
    for at, (term, _) in enumerate(own):
        if term.value != told.result or sentence.status_of(term) != ASSERTED:
            continue
        window = own[max(at - size, 0) : at]
        if at < size and before is not None:
            window = [*_numbers(before)[at - size :], *window]
        if _are_operands(window, told):
            last, where = window[-1]
            low, high = where.start + last.end, sentence.start + term.start
            if _leads(sentence, low, high, is_near=where is sentence) or _is_result(
                sentence, term, high - low
            ):
                first, there = window[0]
                return there.start + first.start, sentence.start + term.end
        if told.is_part and size == 2:
            for low in (at - 1, at):
                around = [number for number, _ in own[max(low, 0) : low + 3] if number is not term]
                if _is_part(sentence, term, around, told):
                    return sentence.start + term.start, sentence.start + around[-1].end
        window = own[at + 1 : at + 1 + size]
        if told.may_lead and _are_operands(window, told) and _is_listed(sentence, term, window):
            return sentence.start + term.start, sentence.start + window[-1][0].end
    return None


def _is_part(sentence: Sentence, part: Term, around: Sequence[Term], told: Worded) -> bool:
    """Tell "30 of the 200 employees (15%)", and what is left of the 48 when 5 are gone."""
    whole_at = next((term for term in around if term.start > part.end), None)
    if whole_at is None or Counter([term.value for term in around]) != told.operands:
        return False
    low, high = sentence.start + part.end, sentence.start + whole_at.start
    return _PART_OF.fullmatch(sentence.text, low, high) is not None


_PART_OF = re.compile(
    r"\s+(?:[^\W\d]+\s+){0,2}?(?:out\s+)?of\s+(?:the\s+|her\s+|his\s+|all\s+|its\s+)?",
    re.IGNORECASE,
)


def _are_operands(window: Sequence[tuple[Term, Sentence]], told: Worded) -> bool:
    values = Counter([number.value for number, _ in window])
    if values not in (told.operands, told.shares):
        return False
    return all(where.status_of(number) in (ASSERTED, PLANNED) for number, where in window)


def _is_listed(sentence: Sentence, total: Term, window: Sequence[tuple[Term, Sentence]]) -> bool:
    """Tell "72 clips in total (48 in April and 24 in May)"."""
    low, high = sentence.start + total.end, sentence.start + window[0][0].start
    return high - low <= _MAX_BETWEEN and _OPENS_LIST.search(sentence.text, low, high) is not None


_OPENS_LIST = re.compile(
    r"(?:[(:]\s*(?:[^\W\d]+\s+){0,3}"
    r"|\b(?:arranged|split|divided|organi[sz]ed|packed|placed|made\s+up)\s+(?:in|into|of|from)\s+)\$?\Z"
)


def _numbers(sentence: Sentence) -> list[tuple[Term, Sentence]]:
    """List the numbers that no operator touches, years left out, each with its sentence.

    A share in one word is a number as well: half of that.
    """
    found = []
    for term in sentence.terms:
        if term.kind == "number":
            if not term.is_operand and not is_year(term):
                found.append((term, sentence))
        elif term.text in _SHARES:
            found.append((term._replace(value=_SHARES[term.text]), sentence))
    return found


_SHARES: dict[str, Number] = {
    canonical_word("half"): Fraction(1, 2),
    canonical_word("twice"): 2,
}


def _leads(sentence: Sentence, low: int, high: int, *, is_near: bool) -> bool:
    """Look for what leads to a result behind an operand, or for a sentence that goes on from it."""
    text = sentence.text
    if high - low > _MAX_BETWEEN:
        return False
    if _LEADS.search(text, low, high) is not None:
        return is_near or _GOES_ON.match(text, sentence.start, high) is not None
    return is_near and _ACTS.search(text, low, high) is not None


# How a sentence begins that goes on from the one before, and not about another thing.
_GOES_ON = re.compile(
    r"\W*(?:so|thus|hence|therefore|that|this|these|it|he|she|they|we|you|in\s+(?:total|all)|together"
    r"|altogether|combined|after|then|now|as\s+a\s+result|which|there|adding|subtracting|dividing|multiplying"
    r"|the\s+(?:total|sum|rest|result|answer|difference|remain\w+))\b",
    re.IGNORECASE,
)


def _is_result(sentence: Sentence, term: Term, gap: int) -> bool:
    """Tell "so 27 remain"."""
    end = sentence.start + term.end
    return gap <= _MAX_BETWEEN and _BEHIND.match(sentence.text, end, end + _MAX_BEHIND) is not None
