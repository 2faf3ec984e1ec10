"""Batches in W&B and in trackio, through their own classes, without a network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import stepreward as sr
from stepreward import logs

TRUTH = sr.GroundTruth("6", ["12/2 = 6", "the moon"])
COMPLETIONS = ["Half of the 12 eggs: 12/2 = 6 eggs.\n#### 6", "I do not <b>know</b>."]
REPORTS = sr.Scorer().score_group(COMPLETIONS, TRUTH)
MEANS = logs.metrics_of(REPORTS)
ROWS = [list(row) for row in logs.rows_of(REPORTS, COMPLETIONS)]


def test_wandb_keeps_the_scalars_and_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wandb: Any = pytest.importorskip("wandb", reason="make test-logs installs it")
    monkeypatch.setenv("WANDB_SILENT", "true")
    with wandb.init(project="stepreward", mode="offline", dir=str(tmp_path)) as run:
        logs.log_wandb(run, REPORTS, COMPLETIONS, 3)
        run.log({}, step=4)  # ends the step before
        summary = {name: run.summary[f"stepreward/{name}"] for name in MEANS}
        assert run.summary["_step"] == 3
    assert summary == MEANS
    (written,) = tmp_path.rglob("*.table.json")
    table = json.loads(written.read_text(encoding="utf-8"))
    assert table["columns"] == list(logs.COLUMNS)
    assert table["data"] == ROWS


def test_trackio_keeps_the_scalars_and_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKIO_DIR", str(tmp_path))  # read when it is imported
    trackio: Any = pytest.importorskip("trackio", reason="make test-logs installs it")
    run = trackio.init(project="stepreward", name="one", embed=False)
    logs.log_trackio(run, REPORTS, COMPLETIONS, 3)
    trackio.finish()
    (found,) = trackio.sqlite_storage.SQLiteStorage.get_logs("stepreward", "one")
    assert found["step"] == 3
    assert {name: found[f"stepreward/{name}"] for name in MEANS} == MEANS
    table = found["stepreward/traces"]["_value"]
    assert [[row[name] for name in logs.COLUMNS] for row in table] == ROWS
