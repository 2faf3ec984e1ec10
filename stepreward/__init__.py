"""Rule-based rewards for reasoning traces: R1-VL's StepRAR and StepRVR, and a judge of answers."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from stepreward import starting as _starting  # noqa: F401 - before what takes long to import
from stepreward.version import __version__

if TYPE_CHECKING:
    from stepreward.answer import judge
    from stepreward.config import ScorerConfig, load_config
    from stepreward.errors import StepRewardError
    from stepreward.formats import Format
    from stepreward.group import advantages
    from stepreward.keysteps import extract_key_steps
    from stepreward.offsets import token_offsets
    from stepreward.parsing import parse
    from stepreward.policy import Policy
    from stepreward.report import Credit, Report, StepMatch, Verdict, Violation
    from stepreward.scorer import Completion, RewardModel, Scorer
    from stepreward.trace import GroundTruth, KeyStep, Step, Trace

__all__ = [
    "Credit",
    "Format",
    "GroundTruth",
    "KeyStep",
    "Policy",
    "Report",
    "RewardModel",
    "Scorer",
    "ScorerConfig",
    "Step",
    "StepMatch",
    "StepRewardError",
    "Trace",
    "Verdict",
    "Violation",
    "__version__",
    "advantages",
    "extract_key_steps",
    "judge",
    "load_config",
    "parse",
    "score",
    "token_offsets",
]

# Where the public names live: each arrives when it is first asked for, and what it needs with it.
_HOMES = {
    "answer": ("judge",),
    "config": ("ScorerConfig", "load_config"),
    "errors": ("StepRewardError",),
    "formats": ("Format",),
    "group": ("advantages",),
    "keysteps": ("extract_key_steps",),
    "offsets": ("token_offsets",),
    "parsing": ("parse",),
    "policy": ("Policy",),
    "report": ("Credit", "Report", "StepMatch", "Verdict", "Violation"),
    "scorer": ("RewardModel", "Scorer"),
    "trace": ("GroundTruth", "KeyStep", "Step", "Trace"),
}

if not TYPE_CHECKING:  # which would else take any name for a public one

    def __getattr__(name: str) -> object:
        """Fetch a public name from where it lives, once; or the place itself."""
        for home, held in _HOMES.items():
            if name in held:
                globals()[name] = found = getattr(import_module(f"{__name__}.{home}"), name)
                return found
        if name in _HOMES:  # sr.errors.TruthError
            return import_module(f"{__name__}.{name}")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        """List the public names, those that have not arrived yet among them."""
        return sorted({*globals(), *__all__})


def score(
    completion: Completion,
    *,
    answer: str | float | Sequence[str | float] = (),
    key_steps: object = None,
    question: str | None = None,
    config: str | ScorerConfig = "stepgrpo",
) -> Report:
    r"""Score one completion in one line; for many, keep a Scorer.

    ``config`` is a preset's name or settings; ``answer`` and ``key_steps`` are read as GroundTruth
    reads them. Raises TruthError or SettingError for what cannot be read, never for a completion.

    >>> score("### Step 1: 12/2 = 6\n### The final answer is: 6", answer="6").accuracy
    1.0
    """
    from stepreward.scorer import Scorer
    from stepreward.trace import GroundTruth

    return Scorer(config).score(completion, GroundTruth(answer, key_steps, question))
