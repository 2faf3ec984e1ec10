"""The paper's ablation, seed by seed: which reward is paid, and what more imitation would do."""

from __future__ import annotations

import json
import multiprocessing
import os
import shlex
import shutil
import signal
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, stdev

from stepreward.errors import FileError
from stepreward.train.keep.checkpoint import NAME as CHECKPOINT
from stepreward.train.keep.journal import METRICS, TIMINGS, read_journal
from stepreward.train.keep.report import EVALUATION, table
from stepreward.train.keep.whole import write_whole
from stepreward.train.recipes import ABLATION, SETTINGS, as_toml
from stepreward.train.run import OpenBar, Stopped, train
from stepreward.train.settings import TrainSettings

WARM_UP, CONTINUED = "warm-up", "continued SFT"
# What is paid. Every arm of a seed starts from the same warm-up and sees the same prompts.
ARMS: Mapping[str, str] = {
    "outcome only": "outcome",
    "+ StepRAR": "step_rar",
    "+ StepRVR": "step_rvr",
    "both": "both",
}
_MEASURES = (("greedy", "accuracy"), ("T=1", "accuracy"), ("T=1", "coverage"), ("T=1", "validity"))


@dataclass(frozen=True, slots=True)
class Size:
    """How much is trained; the steps are those that imitation goes on for in place of RL."""

    seeds: int
    more_steps: int


DEMO = Size(seeds=3, more_steps=130)  # which take about as long as 40 updates; the table tells


@dataclass(frozen=True, slots=True)
class Job:
    """One arm of one seed: its settings, its folder, and the warm-up that it goes on from."""

    arm: str
    settings: TrainSettings
    folder: Path
    continues: Path | None = None


def run_ablation(
    settings: TrainSettings,
    output: Path,
    *,
    resume: bool,
    open_bar: OpenBar,
    size: Size = DEMO,
) -> str:
    """Train every arm with every seed, on two processes; gives the table, in Markdown.

    An arm that is done is not trained again, so that a run that was stopped goes on. Raises what
    ``train`` raises.
    """
    held = output / ABLATION
    if not resume:
        if held.exists():
            raise FileError(f"{output}: holds a run; go on with --resume, or name another folder")
        output.mkdir(parents=True, exist_ok=True)
        write_whole(held, as_toml(settings))
    jobs = _jobs(settings, output, size)
    _work_off(jobs, output, open_bar)
    found = _found(jobs)
    write_whole(output / "ablation.json", json.dumps(found, indent=2) + "\n")
    page = f"# {output.name}\n\n{_shown(found, settings, size.seeds)}\n"
    write_whole(output / "report.md", page)
    return _shown(found, settings, size.seeds)


def _jobs(settings: TrainSettings, output: Path, size: Size) -> list[Job]:
    jobs = []
    for seed in range(settings.seed, settings.seed + size.seeds):
        place = output / f"seed-{seed}"
        of_seed = settings.model_copy(update={"seed": seed, "ablation": False})
        warm = place / WARM_UP
        only = of_seed.model_copy(update={"stages": ("warm-up", "evaluation")})
        jobs.append(Job(WARM_UP, only, warm))
        total = settings.warm_up.steps or 0
        last = min(total, (settings.warm_up.stop_after or total) + size.more_steps)
        longer = settings.warm_up.model_copy(update={"stop_after": last})
        more = only.model_copy(update={"warm_up": longer})
        jobs.append(Job(CONTINUED, more, place / "continued-sft", continues=warm / "warm-up"))
        for arm, reward in ARMS.items():
            changed = {
                "model": str(warm / "warm-up" / "model"),
                "stages": ("rl", "evaluation"),
                "reward": reward,
            }
            changed_settings = of_seed.model_copy(update=changed)
            jobs.append(Job(arm, changed_settings, place / reward, warm / "warm-up"))
    return jobs


def _work_off(jobs: Sequence[Job], output: Path, open_bar: OpenBar) -> None:
    """Train on as many processes as there are cores, two at most; the warm-ups first."""
    workers = min(2, os.cpu_count() or 1)
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
    stage = job.folder / "warm-up"
    if job.arm == CONTINUED and job.continues is not None and not stage.exists():
        new = job.folder / "warm-up.new"
        new.mkdir(parents=True, exist_ok=True)
        for name in (METRICS, TIMINGS, CHECKPOINT):
            shutil.copyfile(job.continues / name, new / name)
        new.rename(stage)
    train(job.settings, job.folder, resume=(job.folder / SETTINGS).exists())


# The table.

_Row = dict[str, list[float]]  # a measure, one value a seed


def _found(jobs: Sequence[Job]) -> dict[str, _Row]:
    """Collect for each arm what its evaluation found, seed by seed."""
    rows: dict[str, _Row] = {arm: {} for arm in (WARM_UP, *ARMS, CONTINUED)}
    for job in jobs:
        is_rl = job.arm in ARMS
        ways = json.loads((job.folder / EVALUATION).read_text())["rl" if is_rl else "warm-up"]
        measured = {f"{how} {name}": ways[how][name] for how, name in _MEASURES}
        measured |= _on_the_way(job, is_rl=is_rl)
        for name, value in measured.items():
            rows[job.arm].setdefault(name, []).append(value)
    return rows


def _on_the_way(job: Job, *, is_rl: bool) -> dict[str, float]:
    """Measure what training itself showed: groups that taught nothing, and the time."""
    folder = job.folder / ("rl" if is_rl else "warm-up")
    taken = [_seconds(line) for line in read_journal(folder / TIMINGS)]
    if job.arm == CONTINUED:
        before = read_journal(job.continues / TIMINGS) if job.continues else []
        taken = taken[len(before) :]
    found = {"seconds": sum(taken)}
    if is_rl:
        lines = read_journal(folder / METRICS)
        found["dead groups"] = fmean(line["dead_groups"] for line in lines)
    return found


def _seconds(line: Mapping[str, float]) -> float:
    return sum(v for name, v in line.items() if name.endswith("_s"))


def _shown(found: Mapping[str, _Row], settings: TrainSettings, seeds: int) -> str:
    columns = (*(f"{how} {name}" for how, name in _MEASURES), "dead groups", "seconds")
    rows = [
        [arm, *(_with_error(values.get(name, ()), name) for name in columns)]
        for arm, values in found.items()
    ]
    note = (
        f"Seeds: {seeds}, means ± one standard error; {settings.evaluation.count:,} questions "
        f"that no stage has seen; {settings.rl.updates:,} updates of {settings.rl.prompts} prompts "
        f"x {settings.rl.group} rollouts. Dead groups: the share, over all updates, in which every "
        "rollout earned the same. Seconds: of this stage, on one core."
    )
    return f"{table(('arm', *columns), rows)}\n\n{note}"


def _with_error(values: Sequence[float], name: str) -> str:
    if not values:
        return "-"
    if name == "seconds":
        return f"{fmean(values):.0f}"
    if len(values) == 1:
        return f"{values[0]:.3f}"
    error = stdev(values) / len(values) ** 0.5
    return f"{fmean(values):.3f} ± {error:.3f}"
