"""The choices that judging an answer leaves open, in one frozen record."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal, get_args

from stepreward.errors import SettingError

Percent = Literal["either", "number", "fraction"]
Units = Literal["convert", "ignore", "require"]
Order = Literal["any", "same"]


@dataclass(frozen=True, slots=True)
class Policy:
    """How an answer is judged. Each setting with an example that wins and one that loses.

    percent: "either" takes 28% for 28 and for 0.28; "number" only for 28; "fraction" only
        for 0.28.
    units: "convert" takes 50 cm for 0.5 m and for a bare 50, not for 50 m; "ignore" takes
        50 cm for 50 m; "require" does not take 50 cm for a bare 50.
    order: "any" takes "1, 2" for "2, 1"; "same" does not. Points (1, 2) keep their order always.
    relative_tolerance: 0.05 takes 52 for 50 and not 53 (ChartQA's relaxed accuracy); 0 is exact.
    significant_digits: 3 takes 3.142 for 3.14159 and not 3.15; None asks for the exact value.
    rounded_digits: 5 takes the decimal 2.6667 for the endless 8/3 and not 2.667.
    ignore_case: True takes "paris" for "Paris"; False does not.
    text_similarity: 0.9 takes "Golden Retreiver" for "golden retriever"; None asks for equality.
    decimal_comma: True takes "2,74" for 2.74; False reads two numbers.
    symbolic: True asks sympy where everything else is undecided; slower, still bounded.

    >>> import stepreward as sr
    >>> sr.judge("28%", "0.28", policy=Policy(percent="number")).verdict
    'different'
    >>> sr.judge("52", "50", policy=CHARTS).verdict
    'equal'
    """

    percent: Percent = "either"
    units: Units = "convert"
    order: Order = "any"
    relative_tolerance: float = 0.0
    significant_digits: int | None = None
    rounded_digits: int = 5
    ignore_case: bool = True
    text_similarity: float | None = None
    decimal_comma: bool = True
    symbolic: bool = False

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - read by pydantic, not a field

    def __post_init__(self) -> None:
        for name, allowed in (("percent", Percent), ("units", Units), ("order", Order)):
            value = getattr(self, name)
            if value not in get_args(allowed):
                choices = ", ".join(get_args(allowed))
                raise SettingError(f"policy.{name}: {value!r} is not one of {choices}")
        if not 0 <= self.relative_tolerance < 1:
            raise SettingError("policy.relative_tolerance: from 0 up to below 1, such as 0.05")
        if self.significant_digits is not None and not 1 <= self.significant_digits <= 15:
            raise SettingError("policy.significant_digits: from 1 to 15, or None")
        if not 2 <= self.rounded_digits <= 15:
            raise SettingError("policy.rounded_digits: from 2 to 15")
        if self.text_similarity is not None and not 0 < self.text_similarity <= 1:
            raise SettingError("policy.text_similarity: above 0 up to 1, or None")

    def describe(self) -> str:
        """List every setting in a fixed order, for signatures."""
        return ",".join(f"{field.name}={getattr(self, field.name)!r}" for field in fields(self))


CHARTS = Policy(relative_tolerance=0.05)  # ChartQA, Masry et al. 2022
