"""Baselines: other rewards behind the same ``score(completion, truth)``, to compare with."""

from __future__ import annotations

from stepreward.baselines.r1vl import R1VL
from stepreward.baselines.substring import Substring
from stepreward.baselines.values import ValuesInOrder

__all__ = ["R1VL", "Substring", "ValuesInOrder"]
