"""A file for ``--external_plugins``: it registers stepreward, step_rar and step_rvr."""

from __future__ import annotations

from swift.rewards import orms

from stepreward.adapters.swift import ORMS

orms.update(ORMS)
