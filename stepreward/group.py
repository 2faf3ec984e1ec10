"""The advantages of one group of rollouts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from stepreward.errors import GroupError

EPSILON = 1e-4  # damps rounding noise: [0.1] * 3 has a spread of 1e-17, not 0 (TRL 0.14, R1-VL)


def advantages(
    rewards: Sequence[float] | NDArray[np.floating[Any]], *, scale: Literal["std"] | None = "std"
) -> NDArray[np.float64]:
    """Center the rewards of one group and divide by their spread, of n - 1.

    Takes G rewards, gives (G,) float64: DeepSeekMath's GRPO; ``scale=None`` leaves the division
    out, as Dr. GRPO does. A group of one has advantage 0. Raises GroupError, a ValueError, for any
    other shape, for what is no finite number, and for any other ``scale``.

    >>> advantages([1.0, 0.0], scale=None).tolist()
    [0.5, -0.5]
    """
    if scale not in ("std", None):
        raise GroupError(f"scale {scale!r} is unknown; known are 'std', None")
    try:
        values = np.asarray(rewards, dtype=np.float64)  # (G,)
    except (TypeError, ValueError) as error:
        mend = "give a list of numbers, as in [report.reward for report in group]"
        raise GroupError(f"rewards of one group are numbers: {error}; {mend}") from error
    if values.ndim != 1:
        raise GroupError(f"rewards of one group are one row of numbers, got shape {values.shape}")
    if not np.isfinite(values).all():
        at = int(np.flatnonzero(~np.isfinite(values))[0])
        raise GroupError(f"reward {at} of the group is {values[at]}, no finite number")
    if values.size < 2:
        return np.zeros_like(values)
    centered: NDArray[np.float64] = values - values.mean()
    if scale is None:
        return centered
    scaled: NDArray[np.float64] = centered / (values.std(ddof=1) + EPSILON)
    return scaled
