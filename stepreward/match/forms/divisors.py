"""Say otherwise what divides what: 7 is no factor of 50, 50 is not divisible by 7."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = r"\d[\d,]{0,14}"
_NOT = r"(?P<not>(?:is|are|does|can)n['’]t|(?:is|does)\s+not|is\s+no|cannot|is)"
_OF_FACTOR = re.compile(
    rf"(?P<by>{_NUMBER})\s+{_NOT}\s+(?:an?\s+)?(?:factor|divisor)\s+of\s+(?P<whole>{_NUMBER})\.?",
    re.IGNORECASE,
)
_OF_DIVIDING = re.compile(
    rf"(?P<by>{_NUMBER})\s+(?:divides|(?P<not>(?:does|can)n['’]t\s+divide|does\s+not\s+divide|cannot\s+divide))"
    rf"\s+(?:evenly\s+into\s+)?(?P<whole>{_NUMBER})(?:\s+(?:evenly|exactly))?\.?",
    re.IGNORECASE,
)
_OF_DIVISIBLE = re.compile(
    rf"(?P<whole>{_NUMBER})\s+{_NOT}\s+(?:(?:evenly\s+)?divisible\s+by|an?\s+multiple\s+of|multiple\s+of)"
    rf"\s+(?P<by>{_NUMBER})\.?",
    re.IGNORECASE,
)
_FORMS = (_OF_FACTOR, _OF_DIVIDING, _OF_DIVISIBLE)
_TELLING = ("factor", "divi", "multiple")


def divided(form: str) -> Iterator[str]:
    """Say in other words that one number divides another, or does not.

    >>> list(divided("3 is a factor of 12"))[:2]
    ['3 is a factor of 12', '3 divides 12']
    """
    if not any([word in form for word in _TELLING]):
        return
    said = next((found for one in _FORMS if (found := one.fullmatch(form.strip()))), None)
    if said is None:
        return
    by, whole = said["by"], said["whole"]
    if said["not"] is None or said["not"].lower() == "is":
        yield f"{by} is a factor of {whole}"
        yield f"{by} divides {whole}"
        yield f"{whole} is divisible by {by}"
        yield f"{whole} is a multiple of {by}"
    else:
        yield f"{by} is not a factor of {whole}"
        yield f"{by} does not divide {whole}"
        yield f"{whole} is not divisible by {by}"
        yield f"{whole} is not a multiple of {by}"
        yield f"{whole} divided by {by} leaves a remainder"
