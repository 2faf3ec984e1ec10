"""What came of a run, for people: a page of Markdown with curves, a table and examples."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from stepreward.train.evaluation import MEASURES
from stepreward.train.keep.journal import METRICS, TIMINGS, read_journal
from stepreward.train.keep.whole import write_whole
from stepreward.train.settings import TrainSettings

EVALUATION = "evaluation.json"
_CURVES = {
    "rl": ("reward", "accuracy", "coverage", "validity", "dead_groups", "kl"),
    "warm-up": ("loss",),
}
_SHOWN = 3  # examples
_SMOOTH = 10  # steps that one point of the thick line is the mean of


def write_report(output: Path, settings: TrainSettings) -> Path:
    """Write ``report.md`` and its pictures into the folder of a run; gives the page's path."""
    parts = [
        f"# {output.name}",
        f"{settings.algorithm} on {settings.data}, from {settings.model}, seed {settings.seed}.",
        "Every setting: [settings.toml](settings.toml).",
        *_evaluated(output),
        *_drawn(output),
        *_spent(output),
        *_examples(output),
    ]
    page = output / "report.md"
    write_whole(page, "\n\n".join(parts) + "\n")
    return page


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lay out a table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def evaluation_table(found: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    """Lay out what an evaluation found: a row a model and a way of sampling."""
    rows = [
        [name, how, *(f"{scores[measure]:.3f}" for measure in MEASURES)]
        for name, ways in found.items()
        for how, scores in ways.items()
    ]
    return table(("model", "sampled", *MEASURES), rows)


def _evaluated(output: Path) -> list[str]:
    path = output / EVALUATION
    if not path.exists():
        return []
    found: dict[str, dict[str, dict[str, float]]] = json.loads(path.read_text())
    count = int(next(iter(next(iter(found.values())).values()))["count"])
    spread = 0.5 / count**0.5
    note = (
        f"Over {count:,} questions that no stage has seen; a share of them is known to "
        f"± {spread:.3f} at most (one standard error)."
    )
    return ["## Before and after", evaluation_table(found), note]


def _drawn(output: Path) -> list[str]:
    parts = []
    for stage, names in _CURVES.items():
        lines = read_journal(output / stage / METRICS)
        if lines:
            _draw(lines, names, output / f"{stage}.png")
            parts.append(f"![{', '.join(names)} by step]({stage}.png)")
    return ["## Curves", *parts] if parts else []


def _draw(lines: Sequence[Mapping[str, float]], names: Sequence[str], path: Path) -> None:
    columns = min(3, len(names))
    rows = -(-len(names) // columns)
    figure = Figure(figsize=(4 * columns, 2.6 * rows), layout="constrained")
    for at, name in enumerate(names, 1):
        axes = figure.add_subplot(rows, columns, at)
        steps = [line["step"] for line in lines if name in line]
        values = [line[name] for line in lines if name in line]
        axes.plot(steps, values, color="#2f6fb7", alpha=0.3, linewidth=1)
        axes.plot(steps, _smooth(values), color="#2f6fb7", linewidth=2)
        held_out = [line for line in lines if f"choose_{name}" in line]
        if held_out:
            places = [line["step"] for line in held_out]
            shown = [line[f"choose_{name}"] for line in held_out]
            axes.plot(places, shown, "o", color="#cc3d3d", markersize=3, label="choose split")
            axes.legend(frameon=False)
        axes.set_title(name.replace("_", " "), fontsize=10)
        axes.grid(alpha=0.3)
    figure.savefig(path, dpi=110)


def _smooth(values: Sequence[float]) -> list[float]:
    windows = (values[max(0, at + 1 - _SMOOTH) : at + 1] for at in range(len(values)))
    return [sum(window) / len(window) for window in windows]


def _spent(output: Path) -> list[str]:
    rows = []
    for stage in _CURVES:
        lines = read_journal(output / stage / TIMINGS)
        parts = [name for name in (lines[-1] if lines else ()) if name.endswith("_s")]
        for name in parts:
            total = sum(line.get(name, 0.0) for line in lines)
            rows.append(
                [stage, name.removesuffix("_s"), f"{total:.1f}", f"{total / len(lines):.4f}"]
            )
    if not rows:
        return []
    return ["## Time", table(("stage", "part", "seconds", "seconds a step"), rows)]


def _examples(output: Path) -> list[str]:
    """Show the same questions before and after, one that became right first."""
    folder = output / "evaluation"
    names = [name for name in ("start", "warm-up", "rl") if (folder / f"{name}-T=1.jsonl").exists()]
    if len(names) < 2:
        return []
    before, after = (
        [_plain(line) for line in _lines(folder / f"{name}-T=1.jsonl")] for name in names[-2:]
    )
    pairs = sorted(
        zip(before, after, strict=True),
        key=lambda pair: pair[0]["reward"] - pair[1]["reward"],
    )
    parts = ["## Examples", "Those whose reward rose most, of the sampled ones."]
    for first, last in pairs[:_SHOWN]:
        parts.append(f"### {first['question']}\n\nGold answer: {first['answer']}")
        for name, one in ((names[-2], first), (names[-1], last)):
            parts.append(f"{name}, reward {one['reward']:.2f}:\n\n{_fenced(one['completion'])}")
    return parts


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _plain(line: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "question": line["question"],
        "answer": ", ".join(line["answer"]),
        "completion": line["completion"],
        "reward": line["stepreward"]["reward"],
    }


def _fenced(text: str) -> str:
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}text\n{text}\n{fence}"
