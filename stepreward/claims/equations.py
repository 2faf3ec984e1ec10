"""Read the equations of a step: chains such as 16 - 3 - 4 = 9, with units, in words, in LaTeX."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from string import ascii_lowercase
from typing import NamedTuple

from stepreward.algebra.tree import TooBig
from stepreward.algebra.words import NUMBER_WORDS
from stepreward.claims.chains import MAX_SIDES, Equation, chains_of
from stepreward.claims.clauses import Clause, Clauses, clauses_of
from stepreward.claims.markdown import plain_tokens
from stepreward.claims.openings import Opened, reopened
from stepreward.claims.operands import ALIKE
from stepreward.claims.operators import EQUAL, RELATING, names_operation
from stepreward.claims.pairs import NAME, PAIR_WORDS
from stepreward.claims.sentences import MAX_SENTENCE
from stepreward.claims.sides import Side
from stepreward.claims.status import ASSERTED, NEGATED, PLANNED, RETRACTED, SUPPOSED
from stepreward.kept import kept_for_short
from stepreward.runs import Runs

# A sentence holds an equation where something equates, or where words relate an operation to its
# result; each is looked for by signs and by words.
_SIGN = re.compile(r"[≈≅≡→<>≤≥∥⊥≠]")
_ARROWS = ("→", "->", "\\")
_REACTION = re.compile(r"→|->|\\(?:to|[rR]ightarrow)\b")
_COMMAND = re.compile(
    r"\\(?:approx|equiv|cong|leq?|geq?|sim|parallel|perp|[Rr]ightarrow|to|neq?)\b"
)
_OF_NAMES = PAIR_WORDS | ALIKE | {"long", "large"}
_NAMES = re.compile(rf"{NAME.pattern}|[A-Z]{{2}}|△|\\triangle")
_INEQUALITIES = ("<", ">", "≤", "≥", "\\l", "\\g")
# Two names, one less than the other.
_COMPARED = re.compile(
    r"(?<![A-Za-z])(?:[A-Z]{1,3}|[a-z])\s{0,3}\$?\s{0,3}(?:[<>≤≥]|\\(?:le?q?|ge?q?|lt|gt)(?![a-z]))"
    r"\s{0,3}\$?\s{0,3}(?:∠|△|\\angle\s{0,3})?(?:[A-Z]{1,3}|[a-z])(?![A-Za-z>])"
)
_NUMERAL = re.compile(r"[0-9½¼¾⅓⅔]")
_OPERATOR = re.compile(r"[+*/×·÷^√%−²³!]|[\d)\]}$%]\s*-|-\s*[\d(\\$]|\\(?!boxed|text)[a-z]")
_WORDS = Runs(r"[a-z]+(?:['’][a-z]+)?", ascii_lowercase, joining="'’")


def read_equations(
    text: str, spans: Sequence[tuple[int, int]], clauses: Clauses | None = None
) -> list[Equation]:
    """Read the equations of sentences, in order; ``clauses`` tell which of them were taken back."""
    found: list[Equation] = []
    for low, high in spans:
        sentence = text[low : min(high, low + MAX_SENTENCE)]
        said = _read_sentence(sentence)
        if said.equations:
            found += _placed(said, low)
    found = _continued(found)
    return [
        equation._replace(status=RETRACTED)
        if clauses is not None
        and equation.status == ASSERTED
        and clauses.is_retracted(equation.sides[0].end)
        else equation
        for equation in found
    ]


def _may_compute(sentence: str) -> bool:
    """Pass over, at a glance, sentences that can hold no equation."""
    if "=" in sentence:
        return True
    if any([sign in sentence for sign in _ARROWS]) and _REACTION.search(sentence) is not None:
        return True
    if any([sign in sentence for sign in _INEQUALITIES]) and _COMPARED.search(sentence) is not None:
        return True
    words = frozenset(_WORDS.of(sentence.lower()))
    is_alike = "≅" in sentence or "\\cong" in sentence or not words.isdisjoint(_OF_NAMES)
    if is_alike and _NAMES.search(sentence) is not None:
        return True
    if _NUMERAL.search(sentence) is None and words.isdisjoint(NUMBER_WORDS):
        return False
    if _SIGN.search(sentence) is not None:
        return True
    if not words.isdisjoint(EQUAL) or ("\\" in sentence and _COMMAND.search(sentence) is not None):
        return True
    if words.isdisjoint(RELATING):
        return False
    return _OPERATOR.search(sentence) is not None or names_operation(words)


class _Said(NamedTuple):
    """The equations of a sentence, where they stand once moved by ``shift``, and their statuses."""

    equations: Sequence[Equation] = ()
    shift: int = 0
    statuses: Sequence[str] = ()


@kept_for_short
def _read_sentence(sentence: str) -> _Said:
    opened = reopened(sentence)
    found = read_chains(sentence) if opened is None else _unopened(opened)
    if not found:
        return _Said()
    shift = 0 if opened is None else opened.shift
    clauses = clauses_of(sentence)
    return _Said(found, shift, [_status_of(one, shift, sentence, clauses) for one in found])


def _placed(said: _Said, low: int) -> list[Equation]:
    """Move equations that were read out of a sentence to where the sentence stands."""
    by = low + said.shift
    return [
        Equation(
            tuple([Side(side[0] + by, side[1] + by, *side[2:]) for side in one.sides]),
            one.signs,
            status,
            one.is_rounded,
        )
        for one, status in zip(said.equations, said.statuses, strict=True)
    ]


def read_chains(sentence: str) -> list[Equation]:
    """Find the equations of a sentence as it stands, whatever it says about them."""
    if not _may_compute(sentence):
        return []
    try:
        return chains_of(plain_tokens(sentence), sentence)
    except TooBig:
        return []


_read_opened = kept_for_short(read_chains)


def _unopened(opened: Opened) -> list[Equation]:
    """Read equations under the stock opening; they are to be moved by what it is longer."""
    found = _read_opened(opened.text)
    first = found[0].sides[0] if found else None
    if first is not None and first.start == 0:  # a name that takes the opening in
        sides = (first._replace(start=opened.start - opened.shift), *found[0].sides[1:])
        found = [found[0]._replace(sides=sides), *found[1:]]
    return found


def _continued(equations: list[Equation]) -> list[Equation]:
    """Join "Total = 20 + 15", "Total = 35" into one chain under its label."""
    joined: list[Equation] = []
    for equation in equations:
        name = equation.sides[0].name
        before = joined[-1] if joined else None
        if (
            before is not None
            and name is not None
            and before.sides[0].name == name
            and before.sides[-1].is_computed
            and before.sides[-1].value is not None
            and len(before.sides) + len(equation.sides) <= MAX_SIDES
        ):
            joined[-1] = before._replace(
                sides=before.sides + equation.sides[1:],
                signs=(*before.signs, *equation.signs),
                is_rounded=before.is_rounded or equation.is_rounded,
            )
        else:
            joined.append(equation)
    return joined


_CONDITION = re.compile(r"\b(?:if|unless|that|whether|case|provided|had)[\s$(\[]*$", re.IGNORECASE)


_DENIED = re.compile(
    r"(?:n['’]t|\b(?:not|never|cannot|no longer))(?:\s+(?:be|equal|simply|just|that"
    r"|compute|calculate|use|write|get|obtain|assume|conclude|say|claim|state|infer|deduce|know))?[\s$(\[]*$"
    r"|\b(?:(?:instead\s+of|rather\s+than)[\s$(\[]*$"
    r"|(?:discard|reject|exclude|eliminate|dismiss)(?:s|ed|ing)?(?:\s+out)?"
    r"(?:\s+(?:the|this|that))?(?:\s+\w+)?(?:\s+(?:root|solution|value|case|answer|possibility))?"
    r"[\s$(\[]*$)",
    re.IGNORECASE,
)


_REJECTED = (
    r"(?:is|are|must\s+be|should\s+be|ha(?:s|ve)\s+to\s+be|can\s+be|is\s+to\s+be)\s+(?:an?\s+)?"
    r"(?:extraneous|rejected|discarded|excluded|invalid|inadmissible|impossible|dismissed)"
)
_REJECTED_BEHIND = re.compile(
    rf"[\s$)\]\\]*{_REJECTED.replace('|impossible', '')}\b", re.IGNORECASE
)
# "x = 4 is not a solution"
_DENIED_BEHIND = re.compile(
    r"[\s$)\]\\]*(?:(?:is|are)(?:n['’]t|\s+(?:not|no))|does(?:n['’]t|\s+not)|cannot|can['’]t"
    r"|fails?|would|is\s+too\s+\w+"
    rf"|{_REJECTED}"
    r"|is\s+what\s+(?:we|you|one|it)\s+would|contradicts?|leads?\s+to\s+an?\s+(?:contradiction|impossib\w+)"
    r"|makes?\s+(?:the|a|one)\s+(?:\w+\s+)?(?:denominator|radicand)|makes?\b[^.,;]{1,40}\bundefined)\b",
    re.IGNORECASE,
)
# "It is not given that AB = CD", unlike "it is not hard to see that".
_UNTOLD = re.compile(
    r"""(?:n['’]t|\b(?:not|never|cannot|nothing|no|without))\s+(?:\w+\s+){0,3}?
    (?:given|known|know|knowing|says?|said|told|tells?|conclude|assum(?:e|ing)|follow|imply|implies
    |mean|means|true|stated?|states|shown?|shows|proven?|guaranteed|clear|possible|enough|certain
    |sure|case|reason|evidence|information)
    \b[^.;,]{0,40}?\bthat[\s$(\[\\]*\Z""",
    re.IGNORECASE | re.VERBOSE,
)


# "Check x = 4": it is tried, not said.
_TRIED = re.compile(
    r"\b(?:check|test|try|trying|testing|checking|guess|guessing|guessed)"
    r"(?:\s+(?:whether|if|that|with|the\s+(?:value|root|solution|candidate)))?[\s$(\\]*\Z",
    re.IGNORECASE,
)
_TRYING = ("heck", "est", "ry", "uess")
_BEFORE = 48  # characters in which a denial may stand
_IN_SIGNS = re.compile(r"[0-9=]")
_OR = " or "
_MAYBE = re.compile(r"\b(?:could|might|may|(?i:perhaps|maybe|possibly))\b[^.,;=]{0,30}$")
_EITHER = re.compile(r"\b(\w+)\s*=[^=,;.]{1,40}\bor[\s$]+\1\s*=")
_OR_NUMBER = re.compile(r"[\s$]*or[\s$]+(-?[0-9]{1,15})(?![\d,.%]*[\d%]|\s*[-+*/^])")


def is_rejected(text: str, equation: Equation) -> bool:
    """Tell a value that was found and is no solution: "x = 4 is extraneous"."""
    return _REJECTED_BEHIND.match(text, equation.end) is not None


def _is_alternative(equation: Equation, shift: int, sentence: str) -> bool:
    """Tell one of two: "x = 5 or x = 6", "x = 5 or 6"; unlike "x = 3/8 or 0.375"."""
    first, last = equation.sides[0], equation.sides[-1]
    if first.name is None:
        return False
    if not last.is_computed and isinstance(last.value, int):
        if (other := _OR_NUMBER.match(sentence, last.end + shift)) is not None:
            return int(other[1]) != last.value
    low, high = first.end + shift, last.start + shift
    return any(
        (match.start() <= low and high <= match.end())
        or match.start() < equation.start + shift < match.end()
        for match in _EITHER.finditer(sentence)
    )


def _is_tried(equation: Equation, sentence: str, start: int) -> bool:
    """Tell a value that is only tried out: "Check x = 4", "let me guess r = 6"."""
    if equation.sides[0].name is None or any(side.is_computed for side in equation.sides):
        return False
    low = max(start - _BEFORE, 0)
    before = sentence[low:start]
    return any([part in before for part in _TRYING]) and _TRIED.search(before) is not None


def _is_denied(sentence: str, low: int, high: int) -> bool:
    """Look for a denial that ends where an equation begins; most stretches have no word of one."""
    before = sentence[low:high].lower()
    may_deny = any([part in before for part in _DENYING])
    return may_deny and _DENIED.search(sentence, low, high) is not None


_DENYING = tuple(
    "n't,n’t,not,never,no longer,instead,rather,discard,reject,exclude,eliminate,dismiss".split(",")
)


def _status_of(equation: Equation, shift: int, sentence: str, clauses: Sequence[Clause]) -> str:
    """Take the status of the clause around the first relation sign.

    A plain "not" in the clause is about something else ("she does not eat 3 + 4 = 7 eggs");
    arithmetic holds under any condition, but "if 12/2 = 6" asserts nothing.
    """
    if "≠" in equation.signs:
        return NEGATED
    start = equation.start + shift
    if _is_denied(sentence, max(start - _BEFORE, 0), start):
        return NEGATED
    if "that" in sentence and _UNTOLD.search(sentence, max(start - 80, 0), start) is not None:
        return NEGATED
    end = equation.end + shift
    if any(side.name is not None for side in equation.sides):
        if _DENIED_BEHIND.match(sentence, end) is not None:
            return NEGATED
    if _is_tried(equation, sentence, start):
        return SUPPOSED
    at = bisect_right(clauses, equation.sides[0].end + shift, key=lambda clause: clause.start) - 1
    status = clauses[max(at, 0)].status
    if _OR in sentence and _is_alternative(equation, shift, sentence):
        return SUPPOSED
    if status == SUPPOSED and _MAYBE.search(sentence, max(start - 40, 0), start) is not None:
        if any(side.name is not None for side in equation.sides):
            return SUPPOSED
    if status == SUPPOSED and _IN_SIGNS.search(sentence, start, equation.end + shift) is None:
        return SUPPOSED  # they are supplementary
    if status == SUPPOSED and any(side.is_computed for side in equation.sides):
        is_condition = _CONDITION.search(sentence, max(start - 20, 0), start) is not None
        return SUPPOSED if is_condition else ASSERTED
    return ASSERTED if status in (NEGATED, PLANNED) else status
