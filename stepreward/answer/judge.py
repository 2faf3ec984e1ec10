"""Is this the gold answer? Equal, different or undecided, with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from numbers import Number

from stepreward.algebra.evaluate import Undefined
from stepreward.algebra.exact import exact
from stepreward.algebra.numeric import numeric
from stepreward.algebra.scalars import Outcome
from stepreward.algebra.tree import Node, postorder
from stepreward.answer.beside import contradiction
from stepreward.answer.calendar import same_moment
from stepreward.answer.choice import options_of, same_choice
from stepreward.answer.mathematics import same_in_another_reading, same_mathematics
from stepreward.answer.reading import Reading, read
from stepreward.answer.substances import same_substance
from stepreward.answer.words import same_words
from stepreward.policy import Policy
from stepreward.report import Verdict

DEFAULT = Policy()

_SEVERAL = (Sequence, AbstractSet)  # of accepted answers
_ONE = (str, bytes, bytearray, memoryview, range)

_QUICK_CHARS = 60
_ARITHMETIC = frozenset({"num", "neg", "+", "-", "*", "/", "^"})
_PLAIN_NUMBER = re.compile(
    r"\s?([-+]?)\s?\$?\s?([1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)?(?:\.([0-9]+))?\s?\$?\s?\.?\s?",
    re.ASCII,
)


def judge(
    candidate: object,
    gold: object,
    question: object = None,
    policy: Policy = DEFAULT,
) -> Verdict:
    r"""Judge an answer, or the text that holds it, against the gold answer or several of them.

    ``question`` gives the options of a choice; ``policy`` what judging leaves open. Numbers are
    answers as well as texts; anything else is none. Never raises: what cannot be told is
    undecided, with the reason.

    >>> judge("0.5", r"\frac12").verdict
    'equal'
    """
    said = candidate if type(candidate) is str else _written(candidate)
    if said is None:
        return _no_answer(candidate)
    asked = question if isinstance(question, str) else None
    if not isinstance(gold, _SEVERAL) or isinstance(gold, _ONE):
        return _judge_one(said, gold, asked, policy)
    best = Verdict("different", "there is no gold answer")
    for accepted in gold:
        verdict = _judge_one(said, accepted, asked, policy)
        if verdict.verdict == "equal":
            return verdict
        if best.verdict == "different":
            best = verdict
    return best


def _written(answer: object) -> str | None:
    """Write a number plainly; None for what is neither text nor number."""
    if isinstance(answer, str):
        return str.__str__(answer)
    if not isinstance(answer, Number):
        return None
    try:
        return str(answer)
    except ValueError:  # past the limit of digits that Python writes
        return f"{answer:#x}"


def _no_answer(answer: object) -> Verdict:
    what = "None" if answer is None else f"of type {type(answer).__name__}"
    return Verdict("different", f"an answer is neither text nor number, but {what}")


def _judge_one(candidate: str, accepted: object, question: str | None, policy: Policy) -> Verdict:
    gold = accepted if type(accepted) is str else _written(accepted)
    if gold is None:
        return _no_answer(accepted)
    quick = _quick(candidate, gold, policy)
    if quick is not None:
        return quick
    one, other = read(candidate), read(gold)
    if one.is_empty or other.is_empty:
        return Verdict("different", "one answer is empty")
    options = options_of(question) if question else {}
    same_text = partial(_same_text, policy=policy)
    outcome = same_choice(one.written, other.written, options, same_text)
    if outcome is None:
        outcome = _same_reading(one, other, policy)
    if outcome.same is None:
        return Verdict("undecided", outcome.why)
    return Verdict("equal" if outcome.same else "different", outcome.why)


def _quick(candidate: str, gold: str, policy: Policy) -> Verdict | None:
    """Compare two plain numbers without parsing them."""
    if len(candidate) > _QUICK_CHARS or len(gold) > _QUICK_CHARS:
        return None
    left, right = _PLAIN_NUMBER.fullmatch(candidate), _PLAIN_NUMBER.fullmatch(gold)
    if left is None or right is None:
        return None
    one, other = _canonical(left), _canonical(right)
    if one is None or other is None:
        return None
    if one == other:
        return Verdict("equal", "the same number")
    if policy.relative_tolerance or policy.significant_digits is not None:
        return None
    if left[3] is None and right[3] is None:
        return Verdict("different", "different numbers")
    return None


def _canonical(match: re.Match[str]) -> str | None:
    sign, whole, decimals = match[1], match[2], match[3]
    if whole is None and decimals is None:
        return None
    digits = (whole or "0").replace(",", "").lstrip("0") or "0"
    behind = decimals.rstrip("0") if decimals else ""
    text = f"{digits}.{behind}" if behind else digits
    return "-" + text if sign == "-" and text != "0" else text


def _same_text(one: str, other: str, policy: Policy) -> Outcome:
    return _same_reading(read(one), read(other), policy)


def _same_reading(one: Reading, other: Reading, policy: Policy) -> Outcome:
    """Compare two readings as the same text, moments, mathematics or words, whichever both are."""
    if one.written > other.written:
        one, other = other, one  # one order, so that no step can depend on who comes first
    if one.written == other.written:
        if _is_undefined(one) or _is_undefined(other):
            return Outcome(None, "undefined: not equal even to itself")
        return Outcome(True, "the same text")
    moment = same_moment(one.written, other.written)
    if moment is not None:
        return moment
    if one.node is not None and other.node is not None:
        if one.beside != other.beside and (why := contradiction(one.beside, other.beside)):
            return Outcome(False, why)
        outcome = same_mathematics(one.node, other.node, policy)
        if outcome.same is not False:
            return outcome
        return (
            same_in_another_reading(one, other, policy)
            or same_substance(one.written, other.written)
            or outcome
        )
    if one.is_capped or other.is_capped:
        if one.is_short and other.is_short and one.words == other.words:
            return Outcome(True, "the same text")
        return Outcome(None, one.why or other.why)
    reread = same_in_another_reading(one, other, policy)
    if reread is None and (_is_point_and_word(one, other) or _is_point_and_word(other, one)):
        return Outcome(False, "a tuple or an interval against a word")
    if reread is None or not reread.same:
        reread = same_substance(one.written, other.written) or reread
    return reread or same_words(one.written, other.written, policy)


def _is_point_and_word(one: Reading, other: Reading) -> bool:
    """Tell (a, b] beside "ab", which are the same letters."""
    return one.node is not None and one.node.op == "tuple" and other.words.isalnum()


def _is_undefined(reading: Reading) -> bool:
    """Tell 0/0, NaN and ∞ - ∞, which are not equal to themselves."""
    if reading.node is None:
        return reading.is_no_answer
    if "0" in reading.written:
        try:
            exact(reading.node)
        except Undefined:
            return True
    has_infinity = "∞" in reading.written or "inf" in reading.written
    return has_infinity and _cancels_infinities(reading.node)


def _cancels_infinities(node: Node) -> bool:
    """Tell ∞ - ∞ and ∞/∞, which have no value."""
    is_plain = all(part.op in _ARITHMETIC or part.leaf == "oo" for part in postorder(node))
    return is_plain and numeric(node, {}) is None
