"""What loggers are handed: the mean metrics, a row a trace, and nothing that a viewer obeys."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import stepreward as sr
from stepreward import errors, logs

TRUTH = sr.GroundTruth("6", ["12/2 = 6", "the moon"])
RIGHT = "Half of the 12 eggs are for her: 12/2 = 6 eggs.\n#### 6"
SILENT = "I do not know."
COMPLETIONS = [RIGHT, SILENT]
REPORTS = sr.Scorer().score_group(COMPLETIONS, TRUTH)
HOSTILE = "<script>alert(1)</script> a|b *c* [l](javascript:x) `d` \x1b[2J ![i](http://x.example/)"


# Metrics.


def test_metrics_are_means_under_constant_keys() -> None:
    means = logs.metrics_of(REPORTS)
    assert list(means) == list(REPORTS[0].metrics())
    assert means["reward"] == sum(one.reward for one in REPORTS) / 2
    assert (means["accuracy"], means["coverage"], means["has_answer"]) == (0.5, 0.25, 0.5)
    assert logs.metrics_of(REPORTS[:1]) == REPORTS[0].metrics()


def test_nothing_has_no_mean() -> None:
    with pytest.raises(errors.GroupError, match=r"^reports: there are none to average"):
        logs.metrics_of([])


# Rows.


def test_a_trace_is_a_row() -> None:
    right, silent = (
        dict(zip(logs.COLUMNS, row, strict=True)) for row in logs.rows_of(REPORTS, COMPLETIONS)
    )
    assert right == {
        "completion": RIGHT,
        "answer": "6",
        "verdict": "equal",
        "reward": REPORTS[0].reward,
        "coverage": 0.5,
        "violations": "",
        "matched": "12/2 = 6",
        "missed": "the moon",
    }
    assert (silent["answer"], silent["coverage"], silent["matched"]) == (None, 0.0, "")
    assert silent["missed"] == "key[0]; the moon"
    assert silent["violations"] == ", ".join(one.rule for one in REPORTS[1].violations) != ""


def test_messages_are_read_as_the_scorer_reads_them() -> None:
    chat = [{"role": "assistant", "content": RIGHT}]
    report = sr.Scorer().score(chat, TRUTH)
    assert logs.rows_of([report], [chat])[0][0] == RIGHT


def test_a_truth_without_key_steps_has_no_coverage() -> None:
    report = sr.score(RIGHT, answer="6")
    assert logs.rows_of([report], [RIGHT])[0][logs.COLUMNS.index("coverage")] is None


def test_each_report_needs_its_completion() -> None:
    with pytest.raises(errors.GroupError, match=r"^2 reports and 1 completions; "):
        logs.rows_of(REPORTS, COMPLETIONS[:1])


# Loggers.


def test_tensorboard_reads_back_what_was_written(tmp_path: Path) -> None:
    accumulator = pytest.importorskip(
        "tensorboard.backend.event_processing.event_accumulator", reason="needs the extra train"
    )
    board = pytest.importorskip("torch.utils.tensorboard", reason="needs the extra train")
    with board.SummaryWriter(str(tmp_path)) as writer:
        logs.log_tensorboard(writer, REPORTS, COMPLETIONS, 3)
        logs.log_tensorboard(writer, REPORTS[:1], COMPLETIONS[:1], 4)
    found = accumulator.EventAccumulator(str(tmp_path))
    found.Reload()
    for name, mean in logs.metrics_of(REPORTS).items():
        first, second = found.Scalars(f"stepreward/{name}")
        assert (first.step, second.step) == (3, 4)
        assert first.value == pytest.approx(mean)
        assert second.value == pytest.approx(REPORTS[0].metrics()[name])
    texts = found.Tensors("stepreward/traces/text_summary")
    written = texts[0].tensor_proto.string_val[0].decode()
    assert written == logs.markdown_of(logs.rows_of(REPORTS, COMPLETIONS))
    assert len(written.splitlines()) == 4


def test_tensorboard_obeys_no_trace() -> None:
    plugin = pytest.importorskip("tensorboard.plugin_util", reason="needs the extra train")
    report = sr.score(HOSTILE, answer="6", key_steps=[HOSTILE])
    html = plugin.markdown_to_safe_html(logs.markdown_of(logs.rows_of([report], [HOSTILE])))
    assert html.count("<td") == len(logs.COLUMNS)
    for bad in ("<script", "<em>", "<a ", "<code>", "<img", "\x1b"):
        assert bad not in html


@pytest.mark.parametrize("tracker", ["wandb", "trackio"])
def test_without_its_extra_a_tracker_says_what_it_needs(
    tracker: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, tracker, None)
    with pytest.raises(errors.MissingExtraError, match=rf"pip install 'stepreward\[{tracker}\]'$"):
        getattr(logs, f"log_{tracker}")(object(), REPORTS, COMPLETIONS, 0)


def test_importing_it_loads_no_logger() -> None:
    code = (
        "import sys, stepreward.logs\n"
        "sys.exit(bool({'torch', 'tensorboard', 'wandb', 'trackio'} & {*sys.modules}))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
