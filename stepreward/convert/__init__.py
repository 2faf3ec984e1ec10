"""Data sets into our records, and out to the layouts that RL frameworks read."""

from __future__ import annotations

from stepreward.convert.detect import SOURCES, detect
from stepreward.convert.instructions import INSTRUCTIONS, choose_instruction
from stepreward.convert.item import EXTRA, Item
from stepreward.convert.run import TARGETS, Converted, Plan, convert_files
from stepreward.convert.write import Wishes

__all__ = [
    "EXTRA",
    "INSTRUCTIONS",
    "SOURCES",
    "TARGETS",
    "Converted",
    "Item",
    "Plan",
    "Wishes",
    "choose_instruction",
    "convert_files",
    "detect",
]
