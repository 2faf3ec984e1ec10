"""Say a phrase otherwise: a right angle is perpendicular, what does not exceed is at most."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from stepreward.claims.spelling import canonical_name, canonical_word, canonical_words
from stepreward.claims.term import Term
from stepreward.match.alike import COUNT
from stepreward.match.binding import is_year

Terms: TypeAlias = tuple[Term, ...]
Rule: TypeAlias = Callable[[Terms], Iterator[Terms]]
_SIDE = canonical_word("side")
_RIGHT = canonical_word("right_angle")
IN_EACH = "in_each_"  # and the noun
RIGHT_AT = "right_angle_at_"  # and the corner: △ABC is right-angled at C
OPTION = canonical_words("option answer choose correct choice letter final")
_OTHER_BOUND = {"exceed": "most_of", "greater": "most_of", "above": "most_of"} | {
    "less": "least_of",
    "below": "least_of",
}


# What says that something is not the case in one word.
_DENIALS = """
independent dependent
even odd
possible impossible
true false
correct incorrect
rational irrational
finite infinite
linear nonlinear
regular irregular
reversible irreversible
renewable nonrenewable
stable unstable
balanced unbalanced
visible invisible
complete incomplete
defined undefined
soluble insoluble
living nonliving
metal nonmetal
vertebrate invertebrate
biased unbiased
"""


def _by_denial() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _DENIALS.strip().splitlines():
        one, other = map(canonical_word, line.split())
        found |= {one: other, other: one}
    return found


_BY_DENIAL = _by_denial()
# … and what is only said so where it is denied.
_DENIED_BY = _BY_DENIAL | {
    "allow": "prohibit",
    "equal": "unequal",
    "parallel": "nonparallel",
}


def variants_of(terms: Terms, *, is_negative: bool) -> Iterator[tuple[Terms, bool]]:
    """List other terms that say the same, each with whether they deny something."""
    for rule in RULES:
        for said in rule(terms):
            yield said, is_negative
    bound = _index(terms, _OTHER_BOUND)
    if is_negative and bound is not None:  # no bar exceeds 100: all are at most 100
        yield _with(terms, bound, _OTHER_BOUND[terms[bound].text]), False
    denials = _DENIED_BY if is_negative else _BY_DENIAL
    denied = _index(terms, denials)
    if denied is not None:  # not independent: dependent, and the other way round
        yield _with(terms, denied, denials[terms[denied].text]), not is_negative
    limit = _index(terms, ("most_of", "least_of"))
    if not is_negative and limit is not None:
        more = "greater" if terms[limit].text == "most_of" else "less"
        yield _with(terms, limit, more), True


def perpendicular(terms: Terms) -> Iterator[Terms]:
    """∠ABC is a right angle where AB is perpendicular to BC."""
    at = _index(terms, ("perpendicular",))
    sides = [term for term in terms if _is_segment(term)]
    if at is None or len(sides) != 2:
        return
    first, second = (term.text for term in sides)
    shared = set(first) & set(second)
    if len(shared) == 1:
        corner = shared.pop()
        name = first.replace(corner, "") + corner + second.replace(corner, "")
        angle = sides[0]._replace(text=canonical_name(name, "∠"))
        yield (angle, terms[at]._replace(text=_RIGHT))


def right_angle(terms: Terms) -> Iterator[Terms]:
    """AB is perpendicular to BC where ∠ABC is a right angle."""
    angle = next((t for t in terms if t.kind == "entity" and t.text[0] == "∠"), None)
    is_right = _index(terms, (_RIGHT,)) is not None or any(t.value == 90 for t in terms)
    strong = [term for term in terms if term.kind != "weak"]
    if angle is None or not is_right or len(strong) != 2:
        return
    word = Term("word", _RIGHT, angle.end, angle.end)
    yield (angle, word)
    corners = angle.text[1:]
    if len(corners) == 3 and corners.isalpha():
        whole = angle._replace(text=canonical_name(corners, "△"))
        yield (whole, word._replace(text=RIGHT_AT + corners[1]))
        sides = (corners[:2], corners[1:])
        first, second = (angle._replace(text=canonical_name(side)) for side in sides)
        yield (first, word._replace(text="perpendicular"), second)


def midpoint(terms: Terms) -> Iterator[Terms]:
    """M bisects AB, or is halfway between A and B, where M is the midpoint of AB."""
    at = _index(terms, ("midpoint",))
    whole = next((at for at, term in enumerate(terms) if _is_segment(term)), None)
    if at is None or whole is None or len(terms) < 3:
        return
    yield _with(terms, at, "bisect")
    segment = terms[whole]
    ends = tuple([segment._replace(text=letter) for letter in segment.text])
    yield (*terms[:whole], *ends, *terms[whole + 1 :])


def bisected_angle(terms: Terms) -> Iterator[Terms]:
    """∠ABD = ∠DBC where BD bisects ∠ABC."""
    ray = next((term for term in terms if _is_segment(term)), None)
    angle = next((t for t in terms if t.kind == "entity" and t.text[0] == "∠"), None)
    if _index(terms, ("bisect",)) is None or ray is None or angle is None:
        return
    corners = angle.text[1:]
    if len(corners) != 3 or corners[1] not in ray.text:
        return
    inner = ray.text.replace(corners[1], "")
    names = (corners[0] + corners[1] + inner, inner + corners[1] + corners[2])
    halves = [angle._replace(text=canonical_name(name, "∠")) for name in names]
    yield (halves[0], Term("word", "equal", angle.start, angle.start), halves[1])


def whole_of(terms: Terms) -> Iterator[Terms]:
    """Add ∠A and ∠B up to 180° where they are supplementary."""
    for word, total in (("supplementary", 180), ("complementary", 90)):
        at = _index(terms, (word,))
        named = [term for term in terms if term.kind == "entity"]
        if at is not None and not named and _index(terms, (_ANGLE,)) is not None:
            named = [*terms[:at], *terms[at + 1 :]]  # opposite angles of a cyclic quadrilateral
        elif len(named) != 2:
            continue
        if at is not None:
            place = terms[-1].end
            yield (
                *named,
                Term("word", "total", place, place),
                Term("number", "", place, place, total),
            )


_ANGLE = canonical_word("angle")


def collinear(terms: Terms) -> Iterator[Terms]:
    """Let A, B and C be collinear where C lies on the line AB."""
    strong = [term for term in terms if term.kind != "weak"]
    if len(strong) != 2 or _index(terms, (canonical_word("line"),)) is None:
        return
    point, line = strong
    if point.kind == "entity" and len(point.text) == 1 and _is_segment(line):
        ends = tuple([line._replace(text=letter) for letter in line.text])
        yield (point, *ends, Term("word", canonical_word("collinear"), line.end, line.end))


def by_definition(terms: Terms) -> Iterator[Terms]:
    """Three sides are equal in an equilateral triangle, two in an isosceles one."""
    for word, count in _EQUAL_SIDES.items():
        at = _index(terms, (word,))
        if at is not None:
            place = terms[at].start
            number = Term("number", COUNT, place, place, count, nouns=(_SIDE,))
            said = (Term("word", text, place, place) for text in (_SIDE, "equal"))
            yield (*terms[:at], number, *said, *terms[at + 1 :])


_EQUAL_SIDES = {canonical_word("equilateral"): 3, canonical_word("isosceles"): 2}


def apart(terms: Terms) -> Iterator[Terms]:
    """Two things are 5 km apart where the distance between them is 5 km."""
    at = _index(terms, (_DISTANCE,))
    if at is not None and any(term.kind == "number" for term in terms):
        rest = [term for term in terms if term.text not in (_DISTANCE, "between")]
        yield (*rest, terms[at]._replace(text="apart"))


_DISTANCE = canonical_word("distance")


def intercept(terms: Terms) -> Iterator[Terms]:
    """Cross the y-axis at (0, 3) where the y-intercept is 3."""
    for word, point in (("y_intercept", "(0,#)"), ("x_intercept", "(#,0)")):
        at = _index(terms, (word,))
        value = next((term for term in terms if isinstance(term.value, int)), None)
        if at is not None and value is not None:
            said = value._replace(
                kind="word", text=point.replace("#", str(value.value)), value=None
            )
            yield tuple([said if term is value else term for term in terms])


def compared_years(terms: Terms) -> Iterator[Terms]:
    """Be higher in 2015 than in 2010 where it rises from 2010 to 2015."""
    for word, degree in (("rise", "greater"), ("fall", "less")):
        at = _index(terms, (word,))
        numbers = [term for term in terms if term.kind == "number"]
        if at is None or len(numbers) != 2 or not all(map(is_year, numbers)):
            continue
        is_span = numbers[1].lead == "to" or _index(terms, ("between",)) is not None
        if not is_span or numbers[0].start < terms[at].start:
            continue
        rest = [term for term in terms[:at] if term.kind != "number"]
        start = numbers[1].start
        yield (
            *rest,
            numbers[1]._replace(lead=""),
            terms[at]._replace(text=degree),
            Term("weak", "than", start, start),
            numbers[0]._replace(lead="", start=start + 1, end=start + 1),
        )


def inside(terms: Terms) -> Iterator[Terms]:
    """Contain a ball where the ball is inside the box, or in it."""
    at = _index(terms, (_INSIDE,))
    if at and at + 1 < len(terms) and all(term.kind == "word" for term in terms):
        yield (*terms[at + 1 :], terms[at]._replace(text=_CONTAIN), *terms[:at])


def contained(terms: Terms) -> Iterator[Terms]:
    """Be inside the nucleus, or found in it, where the nucleus contains it."""
    at = _index(terms, (_CONTAIN,))
    if at and at + 1 < len(terms) and all(term.kind != "number" for term in terms):
        for word in (_INSIDE, "found_in"):
            yield (*terms[at + 1 :], terms[at]._replace(text=word), *terms[:at])


_INSIDE, _CONTAIN = canonical_word("inside"), canonical_word("contain")


def in_each(terms: Terms) -> Iterator[Terms]:
    """Be 6 eggs in every box where each box holds 6 eggs."""
    at = _index(terms, (canonical_word("hold"), canonical_word("contain")))
    if at is None or at < 2 or terms[at - 2].text != canonical_word("every"):
        return
    behind = terms[at + 1 :]
    if len(behind) > 1 and behind[0].kind == "number":
        yield (*behind, terms[at - 2]._replace(text=IN_EACH + terms[at - 1].text))


def still_needed(terms: Terms) -> Iterator[Terms]:
    """Need 5 stamps where 5 more are needed."""
    at = _index(terms, ("greater",))
    if (
        at
        and terms[at - 1].kind == "number"
        and _index(terms, (canonical_word("need"),)) is not None
    ):
        yield (*terms[:at], *terms[at + 1 :])


def free_fall(terms: Terms) -> Iterator[Terms]:
    """Name the acceleration due to gravity g."""
    words = [term.text for term in terms]
    if _GRAVITY in words and _ACCELERATION in words:
        at = terms[words.index(_GRAVITY)]
        rest = [term for term in terms if term.text not in (_GRAVITY, _ACCELERATION, "due")]
        yield (at._replace(kind="entity", text="g"), *rest)


_GRAVITY, _ACCELERATION = canonical_word("gravity"), canonical_word("acceleration")


def chosen_option(terms: Terms) -> Iterator[Terms]:
    """Answer B where option B is correct, or is chosen."""
    letter = next((t for t in terms if t.kind == "entity" and len(t.text) == 1), None)
    words = [term for term in terms if term is not letter]
    if letter is None or not words or not all(term.text in OPTION for term in words):
        return
    for word in ("correct", "answer", "choose"):
        yield (Term("word", canonical_word(word), letter.start, letter.start), letter)


RULES: tuple[Rule, ...] = (
    perpendicular,
    right_angle,
    midpoint,
    bisected_angle,
    whole_of,
    collinear,
    by_definition,
    apart,
    intercept,
    compared_years,
    in_each,
    inside,
    contained,
    still_needed,
    free_fall,
    chosen_option,
)


def _index(terms: Terms, words: Sequence[str] | dict[str, str]) -> int | None:
    return next((at for at, term in enumerate(terms) if term.text in words), None)


def _with(terms: Terms, at: int, word: str) -> Terms:
    return (*terms[:at], terms[at]._replace(kind="word", text=word), *terms[at + 1 :])


def _is_segment(term: Term) -> bool:
    return term.kind == "entity" and len(term.text) == 2 and term.text.isupper()
