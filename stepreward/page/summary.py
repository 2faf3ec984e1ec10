"""The figures and charts of a run, over all its traces."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from stepreward.audit.gathered import Columns, Gathered, keys_in_order
from stepreward.audit.measures import Bools, Floats, auc
from stepreward.audit.outcome import broken_rules, means_of, verdicts_of
from stepreward.audit.signal import signal_of
from stepreward.render import settings_of, visible

_WIDTH = 0.1  # of a bar
_MAX_BARS = 60
_MAX_KEYS = 25  # that are listed
_MAX_SIGNATURES = 4
_CLOSE = 1e-9  # a sum that is rounded belongs to the bar it was meant for
_LENGTHS = 10  # bins, each of as many traces


def summary_of(name: str, gathered: Gathered, columns: Columns, shown: int) -> dict[str, Any]:
    """Give the figures of one run as plain JSON; null where there is nothing to average."""
    covered = ~np.isnan(columns.coverage) & columns.is_known
    verdicts = asdict(verdicts_of(gathered, columns))
    return {
        "name": visible(name),
        "files": [visible(one) for one in gathered.files[:_MAX_KEYS]],
        "traces": gathered.traces,
        "shown": shown,
        "groups": gathered.groups,
        "rejected": gathered.rejections.count,
        "labelled": int(columns.has_label.sum()),
        "settings": [
            visible(settings_of(one)) for one, _ in gathered.signatures.most_common(_MAX_SIGNATURES)
        ],
        "means": asdict(means_of(columns)),
        "signal": asdict(signal_of(columns)),
        "verdicts": {key: verdicts[key] for key in ("equal", "different", "undecided", "none")},
        "rules": [
            {"rule": visible(one.rule), "traces": one.traces, "right": one.right}
            for one in broken_rules(gathered)
        ],
        "keys": _missed_keys(gathered),
        "separation": _auc(columns, covered),
        "length": _by_length(columns),
    }


def histograms(runs: Sequence[Columns]) -> dict[str, Any]:
    """Count rewards and coverages in bars that all runs share; ``edges`` has one more than bars."""
    rewards = [columns.reward for columns in runs]
    edges = edges_over(np.concatenate(rewards) if rewards else np.zeros(0), 2.2)
    shares = edges_over(np.zeros(0), 1.1)
    return {
        "reward": {
            "edges": edges.tolist(),
            "counts": [_counts(one, edges) for one in rewards],
        },
        "coverage": {
            "edges": shares.tolist(),
            "right": [_counts(one.coverage[one.is_right], shares) for one in runs],
            "wrong": [_counts(one.coverage[~one.is_right & one.is_known], shares) for one in runs],
        },
    }


def edges_over(values: Floats, at_least: float) -> Floats:
    """Lay bars of a tenth, or of more where the values lie far apart, from 0 or below it.

    >>> edges_over(np.array([0.3]), 0.4).tolist()
    [0.0, 0.1, 0.2, 0.3, 0.4]
    """
    low = min(0.0, float(values.min(initial=0.0)))
    high = max(at_least, float(values.max(initial=0.0)))
    width = _WIDTH
    while (high - low) / width > _MAX_BARS:
        width *= 2
    first, last = math.floor(low / width + _CLOSE), math.ceil(high / width - _CLOSE)
    return np.round(np.arange(first, last + 1) * width, 10)


def _counts(values: Floats, edges: Floats) -> list[int]:
    known = np.minimum(values[~np.isnan(values)] + _CLOSE, edges[-1])
    return [int(one) for one in np.histogram(known, edges)[0]]


def _auc(columns: Columns, covered: Bools) -> float | None:
    found = auc(columns.coverage[covered], columns.is_right[covered])
    return None if math.isnan(found) else found


def _by_length(columns: Columns) -> list[dict[str, float]]:
    """Cut the traces into parts of equal number by length: quartiles and mean of the rewards."""
    order = np.argsort(columns.characters, kind="stable")
    parts = np.array_split(order, min(_LENGTHS, max(order.size // 2, 1)))
    return [
        {
            "characters": float(np.median(columns.characters[part])),
            "mean": float(columns.reward[part].mean()),
            "low": float(np.percentile(columns.reward[part], 25)),
            "high": float(np.percentile(columns.reward[part], 75)),
            "traces": int(part.size),
        }
        for part in parts
        if part.size
    ]


def _missed_keys(gathered: Gathered) -> list[dict[str, Any]]:
    """List the key steps that the most traces missed; ``first`` is the trace they were met in."""
    ranked = sorted(
        ((key, tally) for key, tally in keys_in_order(gathered) if tally.matched < tally.traces),
        key=lambda one: one[1].matched - one[1].traces,
    )
    return [
        {
            "key": key,
            "text": tally.text,
            "first": tally.first,
            "traces": tally.traces,
            "missed": tally.traces - tally.matched,
            "right": tally.right,
        }
        for key, tally in ranked[:_MAX_KEYS]
    ]
