"""Is this reward fit to train on? An audit of scored traces, and of labels where there are any."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial

import numpy as np

from stepreward.audit.findings import Evidence, find
from stepreward.audit.gathered import Columns, Gathered
from stepreward.audit.hacking import Hacking, try_attacks
from stepreward.audit.keys import keys_of
from stepreward.audit.length import length_of
from stepreward.audit.names import DEFAULT_NAMES, Names, names_from_pairs
from stepreward.audit.outcome import broken_rules, means_of, verdicts_of
from stepreward.audit.page import as_text
from stepreward.audit.result import Audit, Figures, Finding
from stepreward.audit.rows import Gleaned, Gleaner
from stepreward.audit.separation import coverage_separation, labels_of, reward_separation
from stepreward.audit.signal import signal_of
from stepreward.config import ScorerConfig
from stepreward.engine.inputs import find_inputs
from stepreward.engine.pool import in_order
from stepreward.engine.source import check_inputs, read_chunks
from stepreward.errors import SettingError
from stepreward.records import DEFAULT_FIELDS, Fields
from stepreward.scorer import Scorer

__all__ = [
    "Audit",
    "Finding",
    "Names",
    "as_text",
    "audit_files",
    "names_from_pairs",
]


def audit_files(  # noqa: PLR0913 - keywords all
    inputs: Sequence[str | os.PathLike[str]],
    *,
    scorer_config: ScorerConfig | None = None,
    fields: Fields = DEFAULT_FIELDS,
    names: Names = DEFAULT_NAMES,
    is_anew: bool = False,
    with_attacks: bool = False,
    workers: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Audit:
    """Audit the traces of files, folders and patterns; memory keeps a few numbers a trace.

    A line that holds a report is taken as it was scored, unless ``is_anew``; any other is scored
    on the way. ``with_attacks`` tries stepreward.attacks on up to 50 of the questions. ``workers``
    are processes, None for one a core where the input is worth it; the audit is the same for any
    number. ``on_progress`` is told the bytes and the traces read so far.

    Raises FileError, WorkerError, or SettingError where attacks would be scored under other
    settings than the traces were.
    """
    files = find_inputs(inputs)
    check_inputs(files)
    config = scorer_config if scorer_config is not None else ScorerConfig()
    signature = Scorer(config).signature
    make = partial(Gleaner, config, fields, names, is_anew=is_anew)
    gathered = Gathered()
    with closing(in_order(make, read_chunks(files), workers)) as gleaned:
        for found in gleaned:
            if with_attacks:
                _require_same(found, signature)
            gathered.add(found)
            if on_progress is not None:
                on_progress(found.read_bytes, gathered.traces)
    columns = gathered.columns()
    hacking = try_attacks(gathered.truths, columns, config, workers) if with_attacks else None
    figures = _figures(gathered, columns, hacking)
    return Audit(figures, find(Evidence(figures, columns, gathered)), gathered.rejections)


def _require_same(found: Gleaned, signature: str) -> None:
    """Refuse to hold attacks under some settings against traces under others."""
    if set(found.signatures) - {signature}:
        raise SettingError(
            f"{found.file}: was scored under other settings than the attacks would be; name yours "
            "with --preset or --config, which scores the traces anew as well"
        )


def _figures(gathered: Gathered, columns: Columns, hacking: Hacking | None) -> Figures:
    without = int(np.isnan(columns.coverage).sum())
    return Figures(
        files=gathered.files,
        traces=gathered.traces,
        groups=gathered.groups,
        rejected=gathered.rejections.count,
        signatures=dict(gathered.signatures),
        labels=labels_of(columns),
        means=means_of(columns),
        coverage=coverage_separation(columns),
        reward=reward_separation(columns),
        signal=signal_of(columns),
        length=length_of(columns),
        key_steps=keys_of(gathered, without),
        rules=broken_rules(gathered),
        verdicts=verdicts_of(gathered, columns),
        hacking=hacking,
    )
