"""A study: several arms, seed by seed, all of a seed from the same warm-up, and one table."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import shlex
import shutil
import signal
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean, stdev
from typing import Any

from stepreward.errors import SettingError
from stepreward.train.keep.checkpoint import NAME as CHECKPOINT
from stepreward.train.keep.folder import begin, claim
from stepreward.train.keep.journal import METRICS, TIMINGS, read_journal
from stepreward.train.keep.report import EVALUATION, table
from stepreward.train.keep.whole import write_whole
from stepreward.train.recipes import SETTINGS, STUDY, change_of, changed
from stepreward.train.run import OpenBar, Stopped, train
from stepreward.train.settings import Study, TrainSettings

WARM_UP, CONTINUED = "warm-up", "continued SFT"
# What an arm may do otherwise: no more, since all arms of a seed share warm-up and questions.
_MAY_CHANGE = ("algorithm", "reward", "scorer", "rl", "sgpo", "grpo_d", "reg_grpo")
_MEASURES = (("greedy", "accuracy"), ("T=1", "accuracy"), ("T=1", "coverage"), ("T=1", "validity"))


@dataclass(frozen=True, slots=True)
class Job:
    """One arm of one seed: its settings, its folder, and the warm-up that it goes on from."""

    arm: str
    settings: TrainSettings
    folder: Path
    continues: Path | None = None
    more_steps: int = 0

    @property
    def is_rl(self) -> bool:
        """Tell an arm of RL from the warm-up, and from more of it."""
        return "rl" in self.settings.stages

    @property
    def lengthens(self) -> Path | None:
        """Give the warm-up that this one is more of; None for any other job."""
        return self.continues if self.more_steps else None


def run_study(settings: TrainSettings, output: Path, *, resume: bool, open_bar: OpenBar) -> str:
    """Train every arm with every seed; gives the tables, in Markdown.

    An arm that is done is not trained again, so that a study that was stopped goes on. Raises
    SettingError for an arm that cannot be, before the first of them begins, FileError for a folder
    that cannot be used, and what ``train`` raises.
    """
    study = settings.study
    if study is None:
        raise SettingError("study: there is none in the settings; take a recipe that has one")
    jobs = jobs_of(settings, study, output)
    lock = claim(output, settings, resume=resume, name=STUDY)
    try:
        begin(output, settings, STUDY)
        _work_off(jobs, study.workers or os.cpu_count() or 1, output, open_bar)
        found = _found(jobs)
        write_whole(output / "study.json", json.dumps(found, indent=2) + "\n")
        shown = "\n\n".join((_shown(found, settings, study), _compared(found, study)))
        write_whole(output / "report.md", f"# {output.name}\n\n{shown}\n")
    finally:
        lock.release()
    return shown


def jobs_of(settings: TrainSettings, study: Study, output: Path) -> list[Job]:
    """List what is to train: for each seed a warm-up, more of it if asked, and every arm."""
    jobs = []
    for seed in study.seeds_from(settings.seed):
        place = output / f"seed-{seed}"
        only = settings.model_copy(
            update={
                "seed": seed,
                "study": None,
                "threads": settings.threads or 1,  # seeds run side by side
                "stages": ("warm-up", "evaluation"),
            }
        )
        warm = place / WARM_UP
        jobs.append(Job(WARM_UP, only, warm))
        if study.more_steps:
            more = Job(CONTINUED, only, place / _folder(CONTINUED), warm / "warm-up")
            jobs.append(replace(more, more_steps=study.more_steps))
        jobs += [
            Job(arm, _settings_of(only, arm, changes, warm), place / _folder(arm), warm / "warm-up")
            for arm, changes in study.arms.items()
        ]
    nameless = next((arm for arm in study.arms if not _folder(arm)), None)
    if nameless is not None:
        raise SettingError(
            f"study.arms: {nameless!r} has no letter from a to z and no digit, by which its folder "
            "is named; rename it"
        )
    folders = [job.folder for job in jobs]
    twice = next((job.arm for job in jobs if folders.count(job.folder) > 1), None)
    if twice is not None:
        raise SettingError(f"study.arms: the folder of {twice!r} is another arm's too; rename it")
    return jobs


def _settings_of(
    base: TrainSettings, arm: str, changes: Sequence[str], warm: Path
) -> TrainSettings:
    """Change what an arm does otherwise; it is measured as all are, whatever it was paid by."""
    start = {
        "model": str(warm / "warm-up" / "model"),
        "stages": ("rl", "evaluation"),
        "evaluation": {"scorer": base.evaluation.scorer or base.scorer},
    }
    try:
        return changed(base, [start, *map(_change_of, changes)])
    except SettingError as error:
        raise SettingError(f"study.arms: {arm!r}: {error}") from error


def _change_of(text: str) -> dict[str, Any]:
    change = change_of(text)
    if not set(change) <= set(_MAY_CHANGE):
        raise SettingError(f"{text}: is the same for all; change {', '.join(_MAY_CHANGE)}")
    return change


def _folder(arm: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", arm.lower()).strip("-")


def _work_off(jobs: Sequence[Job], workers: int, output: Path, open_bar: OpenBar) -> None:
    """Train on some processes side by side; the warm-ups first."""
    waves = (
        [job for job in jobs if job.continues is None],
        [job for job in jobs if job.continues is not None],
    )
    with open_bar("arms", len(jobs)) as bar, _pool(workers) as pool:
        done = 0
        try:
            for wave in waves:
                for future in as_completed([pool.submit(_do, job) for job in wave]):
                    future.result()
                    done += 1
                    if bar is not None:
                        bar.advance("arms", done, {})
        except (KeyboardInterrupt, Stopped):
            pool.shutdown(cancel_futures=True)  # those that run save where they are
            place = shlex.quote(str(output))
            raise Stopped(
                f"stopped; go on with: stepreward train --resume --output {place}"
            ) from None
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _pool(workers: int) -> ProcessPoolExecutor:
    """Open a pool whose idle processes leave Ctrl-C to those that train, and to us."""
    context = multiprocessing.get_context("spawn")
    leave = (signal.SIGINT, signal.SIG_IGN)
    return ProcessPoolExecutor(workers, context, initializer=signal.signal, initargs=leave)


def _do(job: Job) -> None:
    """Train one arm, or what is left of it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        _train(job)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _train(job: Job) -> None:
    if (job.folder / EVALUATION).exists():
        return
    stage, settings = job.folder / "warm-up", job.settings
    before = job.lengthens
    if before is not None:
        how, done = settings.warm_up, len(read_journal(before / METRICS))
        last = min(how.steps or done, done + job.more_steps)
        longer = how.model_copy(update={"stop_after": last, "stop_at": None})
        settings = settings.model_copy(update={"warm_up": longer})
    if before is not None and not stage.exists():
        new = job.folder / "warm-up.new"
        new.mkdir(parents=True, exist_ok=True)
        for name in (METRICS, TIMINGS, CHECKPOINT):
            shutil.copyfile(before / name, new / name)
        new.rename(stage)
    train(settings, job.folder, resume=(job.folder / SETTINGS).exists())


# The tables.

_Row = dict[str, list[float]]  # a measure, one value a seed


def _found(jobs: Sequence[Job]) -> dict[str, _Row]:
    """Collect for each arm what its evaluation found, seed by seed."""
    rows: dict[str, _Row] = {}
    for job in jobs:
        ways = json.loads((job.folder / EVALUATION).read_text())["rl" if job.is_rl else "warm-up"]
        measured = {f"{how} {name}": ways[how][name] for how, name in _MEASURES}
        for name, value in (measured | _on_the_way(job)).items():
            rows.setdefault(job.arm, {}).setdefault(name, []).append(value)
    return rows


def _on_the_way(job: Job) -> dict[str, float]:
    """Measure what training itself showed: groups that taught nothing, and the time."""
    folder = job.folder / ("rl" if job.is_rl else "warm-up")
    taken = [_seconds(line) for line in read_journal(folder / TIMINGS)]
    if job.lengthens is not None:
        taken = taken[len(read_journal(job.lengthens / TIMINGS)) :]
    found = {"seconds": sum(taken)}
    if job.is_rl:
        lines = read_journal(folder / METRICS)
        found["dead groups"] = fmean(line["dead_groups"] for line in lines)
    return found


def _seconds(line: Mapping[str, float]) -> float:
    return sum(v for name, v in line.items() if name.endswith("_s"))


def _shown(found: Mapping[str, _Row], settings: TrainSettings, study: Study) -> str:
    columns = (*(f"{how} {name}" for how, name in _MEASURES), "dead groups", "seconds")
    rows = [
        [arm, *(_with_error(values.get(name, ()), name) for name in columns)]
        for arm, values in found.items()
    ]
    seeds = ", ".join(map(str, study.seeds_from(settings.seed)))
    note = (
        f"Seeds: {seeds}; means ± one standard error; {settings.evaluation.count:,} "
        f"questions that no stage has seen; {settings.rl.updates:,} updates of "
        f"{settings.rl.prompts} prompts x {settings.rl.group} rollouts. Dead groups: the share, "
        "over all updates, in which every rollout earned the same. Seconds: of this stage, on one "
        "core."
    )
    return f"{table(('arm', *columns), rows)}\n\n{note}"


def _compared(found: Mapping[str, _Row], study: Study) -> str:
    """Hold every arm against the first, seed by seed: the warm-up that a seed drew cancels."""
    first, *others = study.arms
    columns = tuple(f"{how} {name}" for how, name in _MEASURES)
    rows = [
        [
            arm,
            *(
                _with_error([x - y for x, y in zip(*pair, strict=True)], sign="+")
                for pair in ((found[arm][name], found[first][name]) for name in columns)
            ),
        ]
        for arm in others
    ]
    header = (f"arm, less {first}", *columns)
    return f"{table(header, rows)}\n\nDifferences of the same seed, means ± one standard error."


def _with_error(values: Sequence[float], name: str = "", *, sign: str = "") -> str:
    if not values:
        return "-"
    if name == "seconds":
        return f"{fmean(values):.0f}"
    if len(values) == 1:
        return f"{values[0]:{sign}.3f}"
    error = stdev(values) / len(values) ** 0.5
    return f"{fmean(values):{sign}.3f} ± {error:.3f}"
