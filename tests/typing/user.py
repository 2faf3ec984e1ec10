"""What somebody writes who uses us, in an editor that checks types: this file is checked, not run.

Every name of ``stepreward.__all__`` is used as its documents say; ``test_user.py`` looks for that,
and for what mypy and pyright have to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import stepreward as sr
from stepreward.adapters.trl import StepReward, step_rar
from stepreward.attacks import ATTACKS
from stepreward.baselines import Substring
from stepreward.engine import score_files
from stepreward.errors import SettingError, TruthError
from stepreward.keysteps import equivalent_forms
from stepreward.offsets import Tokenizer
from stepreward.scorer import Completion


class HalfPaid:
    """A reward of one's own, behind the same call."""

    def __init__(self, inner: sr.RewardModel) -> None:
        self.inner = inner

    def score(self, completion: Completion, truth: sr.GroundTruth) -> sr.Report:
        """Ask the other."""
        return self.inner.score(completion, truth)


def one() -> tuple[float, float | None, str]:
    """Score one completion in one line."""
    report: sr.Report = sr.score("12/2 = 6\n#### 6", answer="6", key_steps=["12/2 = 6"])
    first: sr.Credit = report.credits[0]
    span: tuple[int, int] | None = report.matches[0].span
    return report.reward, report.coverage, f"{first.why} {span} {report.to_json()}"


def settings(path: Path) -> sr.Scorer:
    """Make a scorer from a file, from a preset, or from code."""
    try:
        return sr.Scorer(sr.load_config(path))
    except SettingError:
        policy = sr.Policy(relative_tolerance=0.05, percent="number")
        return sr.Scorer(sr.ScorerConfig(alpha=0.2, formats=("r1-vl",), policy=policy))


def group(scorer: sr.Scorer, completions: Sequence[str]) -> NDArray[np.float64]:
    """Turn the rollouts of one prompt into advantages."""
    keys: tuple[sr.KeyStep, ...] = sr.extract_key_steps("12/2 = 6. #### 6", question="Half of 12?")
    truth = sr.GroundTruth(answer=["6", 6], key_steps=keys, question="Half of 12?")
    reports: list[sr.Report] = scorer.score_group(
        completions, truth, truncated=[False] * len(completions)
    )
    chat = [{"role": "assistant", "content": "6"}]
    reports += scorer.score_batch([chat], [truth])
    reports.append(scorer.score("6", truth, prefill="<think>\n", truncated=True))
    rewards = np.array([report.reward for report in reports])
    return sr.advantages(rewards, scale=None) + sr.advantages(rewards.tolist())


def explained(report: sr.Report) -> list[str]:
    """Put into words what was found."""
    matches: tuple[sr.StepMatch, ...] = report.matches
    violations: tuple[sr.Violation, ...] = report.violations
    logged: dict[str, float] = report.metrics()
    words = [f"{name}: {value:.2f}" for name, value in logged.items()]
    words += [match.reason for match in matches if not match.is_match]
    words += [f"{violation.rule}: {violation.detail}" for violation in violations]
    if report.first_error is not None:
        words.append(f"step {report.first_error}: {report.first_error_reason}")
    return words


def judged(candidate: str) -> bool:
    """Tell whether an answer is right."""
    verdict: sr.Verdict = sr.judge(candidate, ["1/2", 0.5], "What is half of one?")
    return verdict.verdict == "equal"


def parsed(completion: str) -> list[str]:
    """List the steps of a trace."""
    trace: sr.Trace = sr.parse(completion)
    steps: tuple[sr.Step, ...] = trace.steps
    answer = trace.answer.text if trace.answer is not None else "none"
    return [*(completion[step.start : step.end] for step in steps), answer]


def sections(known: sr.Format) -> list[str]:
    """Name the sections of a format."""
    return [section.name for section in known.sections]


def tokens(tokenizer: Tokenizer, ids: Sequence[int], report: sr.Report) -> NDArray[np.float64]:
    """Lay a report on the sampled tokens."""
    return report.token_rewards(sr.token_offsets(tokenizer, ids))


def trained() -> list[float | None]:
    """Pay as a trainer asks."""
    reward = StepReward(part="step_rvr")
    return [*step_rar(["#### 6"], answer=["6"]), *reward(["#### 6"], answer=["6"])]


def compared() -> dict[str, float]:
    """See what each attack earns under a simpler rule."""
    truth = sr.GroundTruth("6", [list(equivalent_forms("12/2 = 6"))])
    model: sr.RewardModel = HalfPaid(Substring())
    return {name: model.score(attack("", truth), truth).reward for name, attack in ATTACKS.items()}


def on_files(path: Path) -> str:
    """Score a file; a truth that cannot be read is told."""
    try:
        return f"{score_files([path], output=path.with_suffix('.scored'))} by {sr.__version__}"
    except (sr.StepRewardError, TruthError) as error:
        return str(error)
