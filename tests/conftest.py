"""What all tests share: no drawn example is timed, since the machines are shared."""

from __future__ import annotations

from importlib.util import find_spec

if find_spec("hypothesis") is not None:  # the frameworks' own environments have none
    from hypothesis import HealthCheck, settings

    settings.register_profile(
        "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("untimed")
