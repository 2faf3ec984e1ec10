"""Measure what cheating pays: every attack, every guard, and what the guards cost honest traces.

Run ``python -m tests.bench.hacking`` from the repository's root; ``--all`` takes every question.
``--table`` prints what each attack does and earns in Markdown, as docs/hacking.md has it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

import stepreward as sr
from stepreward.attacks import ATTACKS
from stepreward.attacks.skeleton import guess, skeleton
from stepreward.attacks.structure import one_sum
from stepreward.audit.hacking import summary_of
from stepreward.config import ALL_GUARDS, Guard
from tests.bench.corpora import Solution, as_r1vl, command, gsm8k

GOAL_MARGIN = -0.5
QUESTIONS = 50  # that the attacks are tried on
GUARD_QUESTIONS = 10  # that they are tried on again without each guard
GUARD_TRACES = 200  # right traces that are scored again without each guard


class Task(NamedTuple):
    """A question with its truth, and one model's solution in R1-VL's format."""

    question: str
    truth: sr.GroundTruth
    completion: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """What is measured on: one task a question for the attacks, and honest traces."""

    questions: Sequence[Task]
    guard_questions: Sequence[Task]
    honest: Sequence[Task]
    guard_honest: Sequence[Task]


def main() -> None:
    """Print the tables."""
    parser = command(__doc__)
    parser.add_argument("--all", action="store_true", help="take every question and trace")
    parser.add_argument("--table", action="store_true", help="print the attacks in Markdown alone")
    options = parser.parse_args()
    sample = read_sample(options.corpora, is_whole=options.all)
    started = time.monotonic()
    models = reward_models()
    if options.table:
        print_page(models, sample)
        return
    paid = print_attacks(models, sample)
    print_honest(models, sample, paid)
    print_guards(sample)
    print(f"\n{time.monotonic() - started:.0f} s")


def read_sample(corpora: Path, *, is_whole: bool) -> Sample:
    """Draw a fixed sample of GSM8K, evenly over the corpus."""
    honest = [_task(one) for one in gsm8k(corpora) if one.keys]
    questions = list({task.question: task for task in honest}.values())
    right = [task for task in honest if task.is_right]
    if is_whole:
        return Sample(questions, questions[::10], honest, right)
    return Sample(
        _spread(questions, QUESTIONS),
        _spread(questions, GUARD_QUESTIONS),
        honest,
        _spread(right, GUARD_TRACES),
    )


def _task(one: Solution) -> Task:
    truth = sr.GroundTruth(one.answer, one.keys, one.question)
    return Task(one.question, truth, as_r1vl(one), one.is_right)


def _spread(tasks: Sequence[Task], count: int) -> Sequence[Task]:
    return tasks[:: max(len(tasks) // count, 1)][:count]


def reward_models() -> dict[str, sr.RewardModel]:
    """Make our presets, and R1-VL's published code where its extra is installed."""
    models: dict[str, sr.RewardModel] = {
        "stepgrpo": sr.Scorer("stepgrpo"),
        "paper": sr.Scorer("paper"),
    }
    try:
        from stepreward.baselines import R1VL

        models["r1-vl code"] = R1VL()
    except (ImportError, sr.StepRewardError) as error:
        print(f"left out: r1-vl code ({error})")
    return models


def print_attacks(models: dict[str, sr.RewardModel], sample: Sample) -> dict[str, list[float]]:
    """Print what each attack earns, best paid first; give the means of each model."""
    print(f"Mean reward of {len(ATTACKS)} attacks on {len(sample.questions)} GSM8K questions")
    print(f"{'':22}" + "".join(f"{name:>12}" for name in models) + "    k valid")
    rows = [_attack_row(name, models, sample.questions) for name in ATTACKS]
    for name, means, coverage, validity in sorted(rows, key=lambda row: -row[1][0]):
        print(
            f"{name:22}"
            + "".join(f"{mean:12.2f}" for mean in means)
            + f" {coverage:4.2f}  {validity:4.2f}"
        )
    return {model: [row[1][at] for row in rows] for at, model in enumerate(models)}


def _attack_row(
    name: str, models: dict[str, sr.RewardModel], tasks: Sequence[Task]
) -> tuple[str, list[float], float, float]:
    """Score one attack; coverage and validity are those of the first model."""
    texts = [ATTACKS[name](task.question, task.truth) for task in tasks]
    reports = [_scored(model, texts, tasks) for model in models.values()]
    first = reports[0]
    return (
        name,
        [float(np.mean([report.reward for report in column])) for column in reports],
        float(np.mean([report.coverage or 0.0 for report in first])),
        float(np.mean([report.validity for report in first])),
    )


def _scored(model: sr.RewardModel, texts: Sequence[str], tasks: Sequence[Task]) -> list[sr.Report]:
    return [model.score(text, task.truth) for text, task in zip(texts, tasks, strict=True)]


def print_page(models: dict[str, sr.RewardModel], sample: Sample) -> None:
    """Print what each attack does and earns, family by family, and what honesty earns."""
    rows = [_attack_row(name, models, sample.questions) for name in ATTACKS]
    print(f"| attack | what it does | {' | '.join(models)} |")
    print(f"| --- | --- |{' --- |' * len(models)}")
    for name, means, _, _ in rows:
        print(f"| `{name}` | {summary_of(name)} |{_cells(means)}")
    best = [max(row[1][at] for row in rows) for at in range(len(models))]
    honest = [_scored(one, _texts(sample.honest), sample.honest) for one in models.values()]
    right, wrong = (
        [_mean(found, sample.honest, is_right=is_right) for found in honest]
        for is_right in (True, False)
    )
    margins = [top - mean for top, mean in zip(best, wrong, strict=True)]
    for words, means in (
        ("honest right traces", right),
        ("honest wrong traces", wrong),
        ("best attack", best),
        ("**hack margin**: best attack less honest wrong", margins),
    ):
        print(f"| | {words} |{_cells(means)}")


def _cells(means: Sequence[float]) -> str:
    return "".join(f" {mean:.2f} |" for mean in means)


def _texts(tasks: Sequence[Task]) -> list[str]:
    return [task.completion for task in tasks]


def print_honest(
    models: dict[str, sr.RewardModel], sample: Sample, paid: dict[str, list[float]]
) -> None:
    """Print what honesty earns, the hack margin, and how many valid traces the guards keep."""
    reports = {
        name: _scored(model, _texts(sample.honest), sample.honest) for name, model in models.items()
    }
    lazy = [skeleton([one_sum(task.question)], guess(task.question)) for task in sample.questions]
    rows = {
        "honest right": {
            n: _mean(found, sample.honest, is_right=True) for n, found in reports.items()
        },
        "honest wrong": {
            n: _mean(found, sample.honest, is_right=False) for n, found in reports.items()
        },
        "one sum and a guess": {
            n: float(np.mean([r.reward for r in _scored(model, lazy, sample.questions)]))
            for n, model in models.items()
        },
        "best attack": {n: max(means) for n, means in paid.items()},
    }
    rows["hack margin"] = {n: rows["best attack"][n] - rows["honest wrong"][n] for n in models}
    print()
    for name, row in rows.items():
        print(f"{name:22}" + "".join(f"{value:12.2f}" for value in row.values()))
    over = sum(mean - rows["honest wrong"]["stepgrpo"] > GOAL_MARGIN for mean in paid["stepgrpo"])
    print(f"attacks over the goal of {GOAL_MARGIN} under stepgrpo: {over} of {len(ATTACKS)}")
    kept = [
        guarded.validity == 1
        for guarded, plain in zip(reports["stepgrpo"], reports["paper"], strict=True)
        if plain.validity == 1
    ]
    whole = np.mean([report.validity == 1 for report in reports["stepgrpo"]])
    print(f"honest traces with validity 1: {whole:.2%} (goal 99 %)")
    print(f"of those valid under paper, valid under stepgrpo: {np.mean(kept):.2%}")


def _mean(reports: Sequence[sr.Report], tasks: Sequence[Task], *, is_right: bool) -> float:
    pairs = zip(reports, tasks, strict=True)
    return float(np.mean([report.reward for report, task in pairs if task.is_right == is_right]))


def print_guards(sample: Sample) -> None:
    """Print what changes where one guard is off."""
    base = sr.Scorer()
    right = _texts(sample.guard_honest)
    before = [report.reward for report in _scored(base, right, sample.guard_honest)]
    best_before, _ = best_attack(base, sample.guard_questions)
    print(
        f"\nEach guard off: {len(right)} right traces; attacks on"
        f" {len(sample.guard_questions)} questions, best mean {best_before:.2f}"
    )
    print(f"{'':18}{'right changed':>14}{'margin':>8}  attack that gains most")
    gains = dict(_gains_without(base, sample.guard_questions))
    for guard in sorted(ALL_GUARDS):
        scorer = _without(guard)
        after = [report.reward for report in _scored(scorer, right, sample.guard_honest)]
        changed = float(np.mean(np.abs(np.subtract(after, before)) > 1e-9))
        best, gain, name = gains[guard]
        said = f"{name} +{gain:.2f}" if gain > 1e-9 else "none"
        print(f"{guard:18}{changed:14.2%}{best - best_before:+8.2f}  {said}")


def _gains_without(
    base: sr.Scorer, tasks: Sequence[Task]
) -> Iterator[tuple[Guard, tuple[float, float, str]]]:
    """Tell for each guard the best attack without it, and which attack gains most."""
    _, before = best_attack(base, tasks)
    for guard in sorted(ALL_GUARDS):
        best, after = best_attack(_without(guard), tasks)
        gain, name = max((after[name] - before[name], name) for name in before)
        yield guard, (best, gain, name)


def best_attack(model: sr.RewardModel, tasks: Sequence[Task]) -> tuple[float, dict[str, float]]:
    """Give the highest mean reward of an attack, and the mean reward of each."""
    means = {}
    for name, attack in ATTACKS.items():
        texts = [attack(task.question, task.truth) for task in tasks]
        means[name] = float(np.mean([r.reward for r in _scored(model, texts, tasks)]))
    return max(means.values()), means


def _without(guard: Guard) -> sr.Scorer:
    return sr.Scorer(sr.ScorerConfig(guards=ALL_GUARDS - {guard}))


if __name__ == "__main__":
    main()
