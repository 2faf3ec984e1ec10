"""The settings behind a signature, in a few words."""

from __future__ import annotations

from stepreward.config import PRESETS
from stepreward.scorer import Scorer


def settings_of(signature: str) -> str:
    """Name the preset behind a signature, else what differs from the default.

    >>> settings_of("stepreward 9.9.9 rewards 99;alpha=0.2")
    'stepreward 9.9.9 rewards 99, preset stepgrpo but for alpha=0.2'
    """
    release, *settings = signature.split(";")
    known = {name: Scorer(name).signature.split(";") for name in PRESETS}
    changed = {name: [one for one in settings if one not in known[name]] for name in known}
    nearest = min(changed, key=lambda name: len(changed[name]))
    but = f" but for {'; '.join(changed[nearest])}" if changed[nearest] else ""
    return f"{release}, preset {nearest}{but}"
