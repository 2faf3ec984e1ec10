"""Is this the gold answer? Equal, different or undecided, with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stepreward.algebra.evaluate import Undefined
from stepreward.algebra.exact import exact
from stepreward.algebra.scalars import Outcome
from stepreward.algebra.structure import same
from stepreward.algebra.tree import Node, NotMath, TooBig
from stepreward.answer.calendar import same_moment
from stepreward.answer.choice import Choice, options_of, read_choice
from stepreward.answer.reading import Reading, read
from stepreward.policy import Policy
from stepreward.report import Verdict

DEFAULT = Policy()

_PLAIN_NUMBER = re.compile(
    r"\s*([-+]?)\s*\$?\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.([0-9]+))?\s*\$?\s*\.?\s*", re.ASCII
)
_YES_NO = {"yes": "yes", "no": "no", "true": "yes", "false": "no"}
_FIRST_WORD = re.compile(r"[a-z]+")
_DECIMAL_COMMA = re.compile(r"\s*\$?\s*([-+]?[0-9]+),([0-9]{1,2}|[0-9]{4,})\s*\$?\s*", re.ASCII)


def judge(
    candidate: str,
    gold: str | float | Sequence[str | float],
    question: str | None = None,
    policy: Policy = DEFAULT,
) -> Verdict:
    """Judge an answer, or the text that holds it, against the gold answer or several of them.

    >>> judge("0.5", r"\\frac12").verdict
    'equal'
    """
    if isinstance(gold, (str, int, float)):
        return _judge_one(candidate, _written(gold), question, policy)
    best = Verdict("different", "there is no gold answer")
    for accepted in gold:
        verdict = _judge_one(candidate, _written(accepted), question, policy)
        if verdict.verdict == "equal":
            return verdict
        if best.verdict == "different":
            best = verdict
    return best


def _written(gold: str | float) -> str:
    return gold if isinstance(gold, str) else repr(gold)


def _judge_one(candidate: str, gold: str, question: str | None, policy: Policy) -> Verdict:
    quick = _quick(candidate, gold)
    if quick is not None:
        return quick
    one, other = read(candidate), read(gold)
    if one.is_empty or other.is_empty:
        return Verdict("different", "one answer is empty")
    options = options_of(question) if question else {}
    choice = _same_choice(one, other, options, policy)
    outcome = choice if choice is not None else _same_reading(one, other, policy)
    return _verdict(outcome)


def _verdict(outcome: Outcome) -> Verdict:
    if outcome.same is None:
        return Verdict("undecided", outcome.why)
    return Verdict("equal" if outcome.same else "different", outcome.why)


def _quick(candidate: str, gold: str) -> Verdict | None:
    """Compare two plain numbers without parsing them."""
    if len(candidate) > 60 or len(gold) > 60:
        return None
    left, right = _PLAIN_NUMBER.fullmatch(candidate), _PLAIN_NUMBER.fullmatch(gold)
    if left is None or right is None:
        return None
    one, other = _canonical(left), _canonical(right)
    if one is None or other is None:
        return None
    if one == other:
        return Verdict("equal", "the same number")
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


# Choices.


def _same_choice(
    one: Reading, other: Reading, options: dict[str, str], policy: Policy
) -> Outcome | None:
    """Compare letters and option texts; None where neither answer is a choice."""
    letters = frozenset(options)
    left, right = _choice_of(one, options, policy), _choice_of(other, options, policy)
    if left is None or right is None or (left.letter is None and right.letter is None):
        return None
    for choice in (left, right):
        if not _agrees_with_itself(choice, options, policy):
            return Outcome(False, f"letter {choice.letter} and its text do not agree")
    if left.letter is not None and right.letter is not None:
        if left.letter != right.letter:
            return Outcome(False, f"letter {left.letter} is not {right.letter}")
        if left.text is None or right.text is None or letters:
            return Outcome(True, f"letter {left.letter}")
        return _same_text(left.text, right.text, policy)
    if left.text is None or right.text is None:
        if not letters:
            return None  # "e" may be a number
        return Outcome(False, "a letter against a text that is no option")
    return _same_text(left.text, right.text, policy)


def _choice_of(reading: Reading, options: dict[str, str], policy: Policy) -> Choice | None:
    """Name the letter of an answer, or of the one option whose text it is."""
    choice = read_choice(reading.written, frozenset(options))
    if choice is not None:
        return choice
    matching = [
        letter for letter, text in options.items() if _same_text(reading.written, text, policy).same
    ]
    if len(matching) == 1:
        return Choice(matching[0], None)
    return Choice(None, reading.written)


def _agrees_with_itself(choice: Choice, options: dict[str, str], policy: Policy) -> bool:
    if choice.letter is None or choice.text is None or choice.letter not in options:
        return True
    return _same_text(choice.text, options[choice.letter], policy).same is True


def _same_text(one: str, other: str, policy: Policy) -> Outcome:
    return _same_reading(read(one), read(other), policy)


# Readings.


def _same_reading(one: Reading, other: Reading, policy: Policy) -> Outcome:
    if one.written == other.written:
        if _is_undefined(one):
            return Outcome(None, "undefined: not equal even to itself")
        return Outcome(True, "the same text")
    moment = same_moment(one.written, other.written)
    if moment is not None:
        return moment
    if one.node is not None and other.node is not None:
        return _same_mathematics(one, other, policy)
    if one.is_capped or other.is_capped:
        if one.words == other.words:
            return Outcome(True, "the same text")
        return Outcome(None, one.why or other.why)
    return _same_words(one, other, policy)


def _is_undefined(reading: Reading) -> bool:
    """0/0 and NaN are not equal to themselves."""
    if reading.node is None:
        return reading.is_no_answer
    if "0" not in reading.written:
        return False
    try:
        exact(reading.node)
    except Undefined:
        return True
    return False


def _same_mathematics(one: Reading, other: Reading, policy: Policy) -> Outcome:
    if one.node is None or other.node is None:
        return Outcome(None, "no mathematics")
    try:
        outcome = same(one.node, other.node, policy)
        if outcome.same is False and policy.decimal_comma:
            outcome = _with_decimal_comma(one, other, policy) or outcome
        if outcome.same is not True and policy.significant_digits is not None:
            outcome = _to_digits(one.node, other.node, policy.significant_digits) or outcome
    except TooBig as cap:
        return Outcome(None, f"too large: {cap}")
    except NotMath as reason:
        return Outcome(None, f"not read: {reason}")
    return outcome


def _with_decimal_comma(one: Reading, other: Reading, policy: Policy) -> Outcome | None:
    """Read "2,74" as 2.74 where the other side is a plain number."""
    for reading, partner in ((one, other), (other, one)):
        match = _DECIMAL_COMMA.fullmatch(reading.piece)
        if match is not None and partner.node is not None and partner.node.op in ("num", "neg"):
            outcome = same(
                read(f"{match[1]}.{match[2]}").node or partner.node, partner.node, policy
            )
            return outcome if outcome.same else None
    return None


def _to_digits(one: Node, other: Node, digits: int) -> Outcome | None:
    """Round both to so many significant digits."""
    from stepreward.algebra.numeric import numeric  # noqa: PLC0415

    left, right = numeric(one, {}), numeric(other, {})
    if left is None or right is None or isinstance(left, complex) or isinstance(right, complex):
        return None
    if f"{left:.{digits}g}" == f"{right:.{digits}g}":
        return Outcome(True, f"the same to {digits} digits")
    return None


def _same_words(one: Reading, other: Reading, policy: Policy) -> Outcome:
    left, right = one.words, other.words
    if not policy.ignore_case:
        left, right = one.written.strip(), other.written.strip()
    if not left or not right:
        return Outcome(False, "one answer is empty")
    if left.replace(" ", "") == right.replace(" ", ""):
        return Outcome(True, "the same words")
    verdicts = [_YES_NO.get((_FIRST_WORD.match(words) or [""])[0]) for words in (left, right)]
    if None not in verdicts and (left in _YES_NO or right in _YES_NO):
        same_side = verdicts[0] == verdicts[1]
        return Outcome(same_side, "the same side" if same_side else "yes against no")
    if policy.text_similarity is not None:
        from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - only where a policy asks

        if ratio(left[:2_000], right[:2_000]) >= 100 * policy.text_similarity:
            return Outcome(True, "similar words")
    return Outcome(False, "different words")
