"""Say the relation of a key step otherwise: a multiple of 4 is divisible by 4."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from types import MappingProxyType
from typing import TypeAlias

from stepreward.claims.spelling import canonical_word

_Way: TypeAlias = tuple[re.Pattern[str], tuple[str, ...]]  # and what says the same
_MAX_CHARS = 120  # of a form that is said otherwise

# The lines of a block say one thing; a key step in one of these ways is looked for in all. Those
# behind ">" are no key steps themselves, and those behind "<" are not looked for.
_WAYS = """
{a} is a multiple of {b}
{b} is a factor of {a}
{b} is a divisor of {a}
{b} divides {a}
{a} is divisible by {b}

{a} is even
{a} is an even number
{a} is divisible by 2
{a} is a multiple of 2

{a} opposes {b}
{a} acts against {b}
{a} acts opposite to {b}
{a} acts opposite to the direction of {b}
{a} is opposite to {b}
{a} is opposite to the direction of {b}
{a} is in the opposite direction to {b}

{a} is exothermic
{a} releases heat
{a} gives off heat

{a} is endothermic
{a} absorbs heat
{a} takes in heat

{a} is multicellular
{a} is made up of many cells
{a} has many cells

{a} is unicellular
{a} is single-celled
{a} is a single-celled organism
{a} consists of one cell
{a} consists of a single cell

{a} is an invertebrate
{a} does not have a backbone
{a} has no backbone

{a} is a vertebrate
{a} has a backbone

{a} is a herbivore
{a} is herbivorous
{a} eats only plants

{a} is a carnivore
{a} is carnivorous
{a} eats only meat

{a} is nocturnal
{a} is active at night

{a} is transparent
{a} lets light through

{a} is soluble in {b}
{a} dissolves in {b}

{a} is dominant over {b}
{b} is recessive to {a}
{a} masks {b}

{a} preys on {b}
< {a} is a predator of {b}
{b} is prey of {a}
{b} is prey for {a}

{a} needs {b}
> {b} is essential for {a}
> {b} is necessary for {a}
> {a} cannot live without {b}

{a} cannot fly
{a} is flightless
{a} is unable to fly

opposite poles attract
unlike poles attract

opposite charges attract
unlike charges attract

like poles repel
> poles of the same kind repel
> same poles repel

like charges repel
> charges of the same kind repel
> same charges repel

{a} causes {b}
{b} is caused by {a}
{b} is due to {a}
{b} results from {a}
{b} is a result of {a}
{b} is a consequence of {a}

{a} depends on {b}
{a} is determined by {b}

{a} owns {b}
{b} belongs to {a}

{a} lies on {b}
{b} passes through {a}

{a} is on {b}
{b} passes through {a}

{a} is inside {b}
{a} lies in the interior of {b}

{a} is outside {b}
{a} lies in the exterior of {b}

{a} turns {b} into {c}
{a} is the change of {b} into {c}
{b} turns into {c} through {a}
{b} is turned into {c} by {a}
in {a} {b} becomes {c}

{a} converts {b} into {c}
{a} is the conversion of {b} into {c}
in {a} {b} is converted into {c}

{a} is proportional to {b}
{a} varies directly with {b}

{a} is inversely proportional to {b}
{a} varies inversely with {b}

{a} is equidistant from {b} and {c}
the distances from {a} to {b} and to {c} are equal

{a} is not equal to {b}
> {a} is not {b}
> {a} cannot be {b}
> {a} differs from {b}

{a} doubles between {b} and {c}
{a} doubles from {b} to {c}
{a} in {c} is twice {a} in {b}
> {a} in {c} is twice that of {b}
> {a} in {c} is twice what it is in {b}

{a} halves between {b} and {c}
{a} halves from {b} to {c}
{a} in {c} is half {a} in {b}
> {a} in {c} is half that of {b}

{a} triples between {b} and {c}
{a} triples from {b} to {c}
{a} in {c} is three times {a} in {b}
> {a} in {c} is three times that of {b}

{a} is the mother of {b}
< {b}'s mother is {a}

{a} is the father of {b}
< {b}'s father is {a}

{a} is the sister of {b}
< {b}'s sister is {a}

{a} is the brother of {b}
< {b}'s brother is {a}

{a} is the wife of {b}
< {b}'s wife is {a}

{a} is the husband of {b}
< {b}'s husband is {a}

{a} is the capital of {b}
< {b}'s capital is {a}
the capital of {b} is {a}

{a} are congruent
> {a} have the same size and shape
> {a} have the same shape and size
> {a} are the same size and shape
> {a} are the same shape and size

{a} outnumber {b}
{b} are outnumbered by {a}
there are more {a} than {b}
there are fewer {b} than {a}

{a} outsold {b}
{a} sold more than {b}
{b} sold less than {a}
{b} was outsold by {a}

{a} outscored {b}
{a} scored more than {b}
{b} scored less than {a}
{b} was outscored by {a}

{a} and {b} are mutually exclusive
{a} and {b} cannot happen together
{a} and {b} cannot happen at the same time
"""


def reworded(form: str) -> Iterator[str]:
    """List other ways to state the relation of a key step.

    >>> list(reworded("12 is a multiple of 4"))[:2]
    ['4 is a factor of 12', '4 is a divisor of 12']
    """
    if len(form) > _MAX_CHARS:
        return
    for word in dict.fromkeys(map(canonical_word, form.split())):
        for pattern, others in _BY_CUE.get(word, ()):
            said = pattern.fullmatch(form)
            if said is not None and not any(map(_UNFIT.search, said.groups())):
                for other in others:
                    yield _filled(other, said)


def _filled(template: str, said: re.Match[str]) -> str:
    """Put what a key step says into the slots of another wording."""
    return _HOLE.sub(lambda hole: said[hole[1]] or "", template)


_HOLE = re.compile(r"\{(\w+)\}")
_SLOT = r"(?:the\s+|an?\s+)?(?P<%s>[^,;:.]{1,60}?)"
_FORMS = {
    "is": r"(?:is|are|was|were)",
    "has": r"(?:has|have)",
    "does": r"(?:does|do)",
    "passes": r"pass(?:es)?",
    "doubles": r"double[sd]?",
    "halves": r"halve[sd]?",
    "triples": r"triple[sd]?",
}
# What is denied, and counted: 7 more hours.
_UNFIT = re.compile(r"\b(?:not|no|never|neither)\b|\d\s+[a-z]", re.IGNORECASE)
_ARTICLES = frozenset(("a", "an", "the"))


def _pattern(text: str) -> re.Pattern[str]:
    """Read a way with its parts left open, in any number and with any article."""
    parts: list[str] = []
    for word in text.split():
        if word.startswith("{"):
            slot, again = _SLOT % word[1], rf"(?:the\s+)?(?P={word[1]})"
            is_again = any(f"(?P<{word[1]}>" in part for part in parts)
            parts.append((again if is_again else slot) + re.escape(word[3:]) + r"\s+")
        elif word in _ARTICLES:
            parts.append(r"(?:an?\s+|the\s+)?")
        elif word in _FORMS:
            parts.append(_FORMS[word] + r"\s+")
        else:
            is_verb = word.endswith("s") and not word.endswith("ss")
            parts.append((re.escape(word[:-1]) + "s?" if is_verb else re.escape(word)) + r"\s+")
    return re.compile(r"\s*" + "".join(parts).removesuffix(r"\s+") + r"\s*\.?\s*", re.IGNORECASE)


def _by_cue() -> dict[str, list[_Way]]:
    found: dict[str, list[_Way]] = defaultdict(list)
    for block in _WAYS.strip().split("\n\n"):
        ways = block.splitlines()
        said = [way.removeprefix("> ") for way in ways if not way.startswith("< ")]
        for way in [way.removeprefix("< ") for way in ways if not way.startswith("> ")]:
            words = [word for word in way.split() if not word.startswith("{")]
            others = tuple([other for other in said if other != way])
            cue = canonical_word(max(words, key=len))
            found[cue].append((_pattern(way), others))
    return dict(found)


_BY_CUE = MappingProxyType(_by_cue())
