"""The table of a run, column by column, as the page reads it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from stepreward.audit.gathered import Columns
from stepreward.audit.measures import Floats, Ints
from stepreward.audit.rows import VERDICTS
from stepreward.group import advantages
from stepreward.page.gather import Run
from stepreward.page.pictures import Album

_DIGITS = 4  # behind the point


def columns_of(run: Run, columns: Columns, album: Album) -> dict[str, Any]:
    """Give N shown traces as lists of N values; texts that repeat are numbers into a list.

    ``group`` numbers the groups in their order; ``advantage`` is within the whole group, shown or
    not; ``missed`` are key steps by index.
    """
    count = len(run.heads)
    shown = columns.group[:count]
    questions, question = _numbered(head.question for head in run.heads)
    rules, _ = _numbered(rule for row in run.rows for rule in row.rules)
    _, truth = _numbered(row.place.truth for row in run.rows)
    at_rule = {name: at for at, name in enumerate(rules)}
    return {
        "name": [head.name for head in run.heads],
        "group": shown.tolist(),
        "groups": _names_of_groups(run, shown),
        "question": question,
        "questions": questions,
        "truth": truth,
        "answer": [head.answer for head in run.heads],
        "verdict": columns.verdict[:count].tolist(),
        "verdicts": list(VERDICTS),
        "label": columns.label[:count].tolist(),
        "reward": _plain(columns.reward[:count]),
        "step_rar": _plain(columns.step_rar[:count]),
        "accuracy": _plain(columns.accuracy[:count]),
        "coverage": _plain(columns.coverage[:count]),
        "validity": _plain(columns.validity[:count]),
        "advantage": _plain(_advantages(columns.group, columns.reward, count)),
        "characters": columns.characters[:count].tolist(),
        "steps": columns.steps[:count].tolist(),
        "error": [head.error for head in run.heads],
        "rules": [[at_rule[rule] for rule in row.rules] for row in run.rows],
        "rule_names": rules,
        "keys": [len(row.matched) for row in run.rows],
        "missed": [
            [key for key, is_match in enumerate(row.matched) if not is_match] for row in run.rows
        ],
        "pictures": [
            album.add(head.pictures, file) for head, file in zip(run.heads, run.files, strict=True)
        ],
    }


def _numbered(values: Iterable[Any]) -> tuple[list[Any], list[int]]:
    """List the distinct values in their order, and the number of each."""
    known: dict[Any, int] = {}
    numbers = [known.setdefault(value, len(known)) for value in values]
    return list(known), numbers


def _names_of_groups(run: Run, groups: Ints) -> list[str]:
    """Name each group: as its lines do, else by its question."""
    names: dict[int, str] = {}
    for head, group in zip(run.heads, groups.tolist(), strict=True):
        names.setdefault(group, head.group or head.question or head.name)
    return [names.get(at, "") for at in range(max(names, default=-1) + 1)]


def _advantages(groups: Ints, rewards: Floats, count: int) -> Floats:
    """Compute the advantages of the first ``count`` of N traces; (N,), (N,) to (count,)."""
    found = np.zeros(count)
    order = np.argsort(groups, kind="stable")
    bounds = np.flatnonzero(np.diff(groups[order])) + 1
    for members in np.split(order, bounds):
        if members.size and members[0] < count:
            inside = members < count
            found[members[inside]] = advantages(rewards[members].tolist())[inside]
    return found


def _plain(values: Floats | Sequence[float]) -> list[float | None]:
    """Round, and write null for what is no number."""
    return [
        None if math.isnan(value) else round(float(value), _DIGITS)
        for value in np.asarray(values).tolist()
    ]
