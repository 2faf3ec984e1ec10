"""A scorer as frameworks hold one: settings that pickle, rows read as truths, one part paid."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, ClassVar, Literal, NamedTuple, get_args

from stepreward.adapters.truths import NoTruthError, truth_of
from stepreward.config import PRESETS, ScorerConfig, config_from_environment, load_config, preset
from stepreward.dense import ALL_KINDS
from stepreward.errors import SettingError, TruthError, known_are
from stepreward.records import Fields
from stepreward.report import Report
from stepreward.scorer import Completion, Scorer
from stepreward.text import completion_text
from stepreward.trace import GroundTruth

Part = Literal["reward", "step_rar", "step_rvr"]
OnError = Literal["raise", "none", "zero"]

# Of each part, the kinds of credit that make it up.
KINDS_OF: dict[Part, frozenset[str]] = {
    "reward": ALL_KINDS,
    "step_rar": frozenset({"answer", "key steps"}),
    "step_rvr": frozenset({"validity"}),
}

ON_ERROR = "STEPREWARD_ON_ERROR"  # environment variables, for who has only a command line
FIELDS = "STEPREWARD_FIELDS"
NO_CHANGES = "{}"
_KEPT_REPORTS = 1_024  # so that StepRAR and StepRVR, paid apart, are scored once

_log = logging.getLogger("stepreward")


class Outcome(NamedTuple):
    """What became of one completion; without a truth there is no report."""

    report: Report | None
    reward: float | None
    is_bad_truth: bool = False

    @property
    def paid(self) -> float:
        """The reward where the framework takes numbers alone."""
        return self.reward or 0.0

    def metrics(self) -> dict[str, float]:
        """Give constant keys and plain floats; zeros where there is no report."""
        metrics = dict(_zeros()) if self.report is None else self.report.metrics()
        return {**metrics, "bad_truth": float(self.is_bad_truth)}


@dataclass(frozen=True)
class Reward:
    """One part of the reward, under some settings; scorers are made once in each process.

    ``part`` is "reward" (StepRAR + StepRVR), "step_rar" or "step_rvr". ``config`` is a preset's
    name, the path of a TOML file or a ScorerConfig; None takes the file that STEPREWARD_CONFIG
    names, or the default preset. ``changes`` is JSON of settings that differ from it.

    ``on_error`` says what a ground truth costs that cannot be read: it may "raise" TruthError, pay
    "none", or pay "zero" and log once; None takes STEPREWARD_ON_ERROR, or what fits the framework.
    ``fields`` are other names of what a row holds, "answer=gold,key_steps=steps"; None takes
    STEPREWARD_FIELDS.
    """

    part: Part = "reward"
    config: str | ScorerConfig | None = None
    on_error: OnError | None = None
    fields: str | None = None
    changes: str = NO_CHANGES

    otherwise: ClassVar[OnError] = "raise"
    takes_none: ClassVar[bool] = True  # whether the framework takes None for a reward

    def __post_init__(self) -> None:
        """Refuse what is wrong now, not after the first rollouts."""
        if self.part not in get_args(Part):
            raise SettingError(f"part: {known_are(str(self.part), get_args(Part))}")
        self._check_on_error(self.on_error, "on_error")
        if self.config is not None or self.changes != NO_CHANGES:
            self.scorer()
        if self.fields is not None:
            self.names()

    def check(self) -> None:
        """Read all settings; raise SettingError or FileError for one that is wrong."""
        self.scorer()
        self.names()
        self._on_error()

    def scorer(self) -> Scorer:
        """Give the scorer of these settings."""
        return _scorer(self.config, self.changes, os.environ.get("STEPREWARD_CONFIG", ""))

    def outcome(
        self,
        completion: Completion,
        row: Mapping[str, Any],
        *,
        at: int | None = None,
        truncated: bool = False,
    ) -> Outcome:
        """Score a completion against the truth of a row, ``at`` for its place in messages.

        A row whose answer and key steps are null has no reward where the framework takes None.
        """
        try:
            truth, prefill = truth_of(row, self.names())
        except TruthError as error:
            return self._without(error, at)
        scorer = self.scorer()
        text = completion_text(completion)
        report = _report(scorer, text, truth, prefill, truncated)
        return Outcome(report, float(getattr(report, self.part)))

    def _without(self, error: TruthError, at: int | None) -> Outcome:
        """Pay for a truth that is not there or cannot be read."""
        if isinstance(error, NoTruthError) and error.is_null and self.takes_none:
            return Outcome(None, None)
        place = "" if at is None else f"row {at} of the batch: "
        on_error = self._on_error()
        if on_error == "raise":
            mend = f"mend the data (stepreward check), or set {ON_ERROR}=zero to go on without it"
            raise TruthError(f"{place}{error}; {mend}") from error
        _warn_once(f"{error}; such rows are paid {on_error}")
        return Outcome(None, None if on_error == "none" else 0.0, is_bad_truth=True)

    def names(self) -> Fields:
        """Tell where a row keeps its truth."""
        return _fields(os.environ.get(FIELDS, "") if self.fields is None else self.fields)

    def _on_error(self) -> OnError:
        given = self.on_error or os.environ.get(ON_ERROR) or self.otherwise
        self._check_on_error(given, ON_ERROR)
        return given  # type: ignore[return-value]

    def _check_on_error(self, given: str | None, name: str) -> None:
        known = [one for one in get_args(OnError) if one != "none" or self.takes_none]
        if given is not None and given not in known:
            raise SettingError(f"{name}: {given!r} is not one of them; {known_are(given, known)}")


class Scalar(Reward):
    """A reward for a framework that takes numbers alone."""

    takes_none = False


def with_changes(kind: type[Reward], settings: Mapping[str, Any]) -> Reward:
    """Make a reward of keywords: its own fields, and any setting of a ScorerConfig.

    Raises SettingError for a keyword that is neither.
    """
    own = {name: value for name, value in settings.items() if name in _OWN}
    changes = {name: value for name, value in settings.items() if name not in _OWN}
    for name in changes:
        if name not in ScorerConfig.model_fields:
            known = known_are(name, [*_OWN, *ScorerConfig.model_fields])
            raise SettingError(f"{name}: no such setting; {known}")
    return kind(**own, changes=json.dumps(changes, default=_plain, sort_keys=True))


_OWN = ("part", "config", "on_error", "fields")


def _plain(value: Any) -> Any:
    """Take the lists and tables of configuration libraries apart."""
    return dict(value) if isinstance(value, Mapping) else list(value)


@cache
def _zeros() -> Mapping[str, float]:
    return dict.fromkeys(Scorer().score("", GroundTruth()).metrics(), 0.0)


@lru_cache(maxsize=64)
def _scorer(config: str | ScorerConfig | None, changes: str, path: str) -> Scorer:
    del path  # of the environment's file: another path, another scorer
    if config is None:
        base = config_from_environment() or ScorerConfig()
    elif isinstance(config, ScorerConfig):
        base = config
    else:
        base = load_config(config) if _is_path(config) else preset(config)
    changed = json.loads(changes)
    return Scorer(ScorerConfig(**{**base.model_dump(exclude_defaults=True), **changed}))


def _is_path(config: str) -> bool:
    return config not in PRESETS and (config.endswith(".toml") or Path(config).exists())


@lru_cache(maxsize=_KEPT_REPORTS)
def _report(scorer: Scorer, text: str, truth: GroundTruth, prefill: str, truncated: bool) -> Report:
    return scorer.score(text, truth, prefill=prefill, truncated=truncated)


@lru_cache(maxsize=64)
def _fields(pairs: str) -> Fields:
    return Fields.from_pairs(pair for pair in pairs.split(",") if pair.strip())


@lru_cache(maxsize=1_024)
def _warn_once(message: str) -> None:
    _log.warning(message)
