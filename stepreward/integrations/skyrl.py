"""SkyRL: the environments as skyrl-gym makes them.

``register(id="stepreward", entry_point="stepreward.integrations.skyrl:StepRewardEnv")``, and a
column ``env_class`` that says "stepreward".
"""

from __future__ import annotations

from skyrl_gym.envs.base_text_env import BaseTextEnv

from stepreward.adapters import skyrl


class StepRewardEnv(skyrl.StepRewardEnv, BaseTextEnv):  # type: ignore[misc]
    """Pay StepRAR + StepRVR for the one action of an episode."""


class StepRAREnv(skyrl.StepRAREnv, BaseTextEnv):  # type: ignore[misc]
    """Pay StepRAR alone."""


class StepRVREnv(skyrl.StepRVREnv, BaseTextEnv):  # type: ignore[misc]
    """Pay StepRVR alone."""
