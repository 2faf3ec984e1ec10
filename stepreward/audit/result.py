"""What an audit comes to: figures, and what is to be made of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from stepreward.audit.hacking import Hacking
from stepreward.audit.keys import KeySteps
from stepreward.audit.length import Length
from stepreward.audit.outcome import BrokenRule, Means, Verdicts
from stepreward.audit.separation import Labels, Separation
from stepreward.audit.signal import Signal
from stepreward.engine import Rejections

SCHEMA = 1
Level = Literal["bad", "note", "good"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that speaks for the reward, or against it, and lines that show it."""

    name: str
    level: Level
    text: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that was measured; ``hacking`` is None where no attacks were asked for."""

    files: tuple[str, ...]
    traces: int
    groups: int
    rejected: int
    signatures: dict[str, int]  # settings that the traces were scored with: how many
    labels: Labels
    means: Means
    coverage: Separation
    reward: Separation | None
    signal: Signal
    length: Length
    key_steps: KeySteps
    rules: tuple[BrokenRule, ...]
    verdicts: Verdicts
    hacking: Hacking | None


@dataclass(frozen=True, slots=True)
class Audit:
    """The figures of some files, what follows from them, and the lines that were refused."""

    figures: Figures
    findings: tuple[Finding, ...]
    rejections: Rejections

    def to_dict(self) -> dict[str, Any]:
        """Give plain values under a fixed set of keys; ``schema`` names the version of that set."""
        findings = [asdict(one) for one in self.findings]
        return {"schema": SCHEMA, **asdict(self.figures), "findings": findings}
