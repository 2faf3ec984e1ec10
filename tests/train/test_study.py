"""Studies: arms as data, each on the warm-up of its seed, and what the tables say of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from stepreward.errors import FileError, SettingError
from stepreward.train import TrainSettings
from stepreward.train.keep.folder import begin, claim
from stepreward.train.keep.journal import read_journal
from stepreward.train.recipes import RECIPES, STUDY, change_of, load_settings, settings_in
from stepreward.train.settings import Study
from stepreward.train.study import _compared, _shown, jobs_of, run_study

TINY = (
    "warm_up.steps=4 warm_up.stop_after=2 warm_up.batch=4 rl.updates=2 rl.prompts=2 rl.group=2 "
    "evaluation.count=4"
).split()


def settings_of(study: dict[str, object], *changes: str) -> TrainSettings:
    named = [*map(change_of, (*TINY, *changes)), {"study": study}]
    return load_settings("quick", changes=named)


class Counts:
    """Opens no bar, and remembers how many arms it was told of."""

    def __init__(self) -> None:
        self.opened: list[int] = []

    def __call__(self, _name: str, steps: int) -> Counts:
        self.opened.append(steps)
        return self

    def __enter__(self) -> None:
        """No bar."""

    def __exit__(self, *_: object) -> None:
        """Nothing to close."""


def test_a_study_tells_every_arm_and_goes_on_arm_by_arm(tmp_path: Path) -> None:
    arms = {"plain": ["algorithm=grpo"], "In prefix!": ["scorer.prefix_credit=true"]}
    settings = settings_of({"seeds": 1, "workers": 1, "more_steps": 1, "arms": arms})
    place, bar = tmp_path / "study", Counts()
    shown = run_study(settings, place, resume=False, open_bar=bar)
    assert bar.opened == [4]
    names = [line.split(" | ")[0].removeprefix("| ") for line in shown.splitlines()]
    assert names[2:6] == ["warm-up", "continued SFT", "plain", "In prefix!"]
    assert "arm, less plain" in names
    assert shown in (place / "report.md").read_text()
    assert settings_in(place) == settings
    arm = settings_in(place / "seed-0" / "in-prefix")
    assert arm.scorer.prefix_credit
    assert arm.evaluation.scorer == settings.scorer  # measured as all are
    more = read_journal(place / "seed-0" / "continued-sft" / "warm-up" / "metrics.jsonl")
    assert [line["step"] for line in more] == [1, 2, 3]
    done = (place / "seed-0" / "plain" / "evaluation.json").stat().st_mtime_ns
    (place / "seed-0" / "in-prefix" / "evaluation.json").unlink()
    assert run_study(settings, place, resume=True, open_bar=bar) == shown
    assert (place / "seed-0" / "plain" / "evaluation.json").stat().st_mtime_ns == done
    with pytest.raises(FileError, match="holds a run; go on with --resume"):
        run_study(settings, place, resume=False, open_bar=bar)


@pytest.mark.parametrize(
    ("arms", "words"),
    [
        pytest.param({"a": ["algorithm=ppo"]}, "study.arms: 'a': algorithm: ", id="no algorithm"),
        pytest.param({"a": ["rl.update=3"]}, "study.arms: 'a': rl.update: no such", id="a typo"),
        pytest.param({"a": ["seed"]}, "study.arms: 'a': setting 'seed'", id="no assignment"),
        pytest.param(
            {"a": ["warm_up.steps=3"]}, "study.arms: 'a': warm_up.steps=3: is the same", id="shared"
        ),
        pytest.param({"a b": [], "A-B": []}, "study.arms: the folder of ", id="one folder"),
        pytest.param({"Warm up": []}, "study.arms: the folder of ", id="the warm-up's folder"),
        pytest.param({"!": []}, "study.arms: '!' has no letter ", id="no letter and no digit"),
    ],
)
def test_an_arm_that_cannot_be_is_said_before_any_begins(
    tmp_path: Path, arms: dict[str, list[str]], words: str
) -> None:
    settings = settings_of({"arms": arms})
    with pytest.raises(SettingError) as raised:
        run_study(settings, tmp_path / "study", resume=False, open_bar=Counts())
    assert str(raised.value).startswith(words)
    assert not (tmp_path / "study").exists()


def test_an_arm_may_be_a_digit() -> None:
    settings = settings_of({"seeds": 1, "arms": {"2": []}})
    assert settings.study is not None
    assert jobs_of(settings, settings.study, Path("at"))[1].folder == Path("at/seed-0/2")


@pytest.mark.parametrize(
    ("changes", "prefix_credit"),
    [
        pytest.param([], False, id="by what the study pays by"),
        pytest.param(["evaluation.scorer.prefix_credit=true"], True, id="by what it names"),
    ],
)
def test_all_arms_are_measured_alike(changes: list[str], *, prefix_credit: bool) -> None:
    arms = {"plain": [], "other": ["scorer.alpha=0.5"]}
    settings = settings_of({"seeds": 1, "arms": arms}, *changes)
    assert settings.study is not None
    _, *jobs = jobs_of(settings, settings.study, Path("at"))
    assert [job.settings.scorer.alpha for job in jobs] == [settings.scorer.alpha, 0.5]
    for job in jobs:
        measure = job.settings.evaluation.scorer
        assert measure is not None
        assert (measure.alpha, measure.prefix_credit) == (settings.scorer.alpha, prefix_credit)


def test_an_arm_of_rl_may_go_by_the_name_of_more_warm_up() -> None:
    settings = settings_of({"seeds": 1, "arms": {"continued SFT": []}})
    assert settings.study is not None
    _, arm = jobs_of(settings, settings.study, Path("at"))
    assert (arm.is_rl, arm.lengthens) == (True, None)


def test_one_process_at_a_time_studies_in_a_folder(tmp_path: Path) -> None:
    settings = settings_of({"seeds": 1, "workers": 1, "arms": {"plain": []}})
    lock = claim(tmp_path, settings, resume=False, name=STUDY)
    with pytest.raises(FileError, match="another process trains in it"):
        run_study(settings, tmp_path, resume=False, open_bar=Counts())
    lock.release()
    begin(tmp_path, settings, STUDY)
    with pytest.raises(FileError, match="holds a run; go on with --resume"):
        claim(tmp_path, settings, resume=False)
    claim(tmp_path, settings, resume=True, name=STUDY).release()


@pytest.mark.parametrize("recipe", [name for name in RECIPES if "study" in RECIPES[name]])
def test_the_arms_of_the_recipes_can_be(tmp_path: Path, recipe: str) -> None:
    settings = load_settings(recipe)
    assert settings.study is not None
    jobs = jobs_of(settings, settings.study, tmp_path)
    seeds = settings.study.seeds_from(0)
    assert len(jobs) == len(seeds) * (
        len(settings.study.arms) + 1 + bool(settings.study.more_steps)
    )
    assert {job.settings.seed for job in jobs} == set(seeds)
    assert all(job.settings.threads == 1 and job.settings.study is None for job in jobs)
    firsts = {job.continues for job in jobs if job.arm != "warm-up"}
    assert firsts == {tmp_path / f"seed-{seed}" / "warm-up" / "warm-up" for seed in seeds}


def test_the_tables_are_means_with_their_errors() -> None:
    study = Study(seeds=2, arms={"a": (), "b": ()})
    names = ("greedy accuracy", "T=1 accuracy", "T=1 coverage", "T=1 validity")
    a = {name: [0.2, 0.4] for name in names}
    b = {name: [0.3, 0.6] for name in names} | {"dead groups": [0.5, 0.5], "seconds": [9.0, 11.0]}
    shown = _shown({"a": a, "b": b}, load_settings("quick"), study)
    assert shown.splitlines()[2] == "| a |" + " 0.300 ± 0.100 |" * 4 + " - | - |"
    assert shown.splitlines()[3].endswith(" 0.450 ± 0.150 | 0.500 ± 0.000 | 10 |")
    compared = _compared({"a": a, "b": b}, study)
    assert compared.splitlines()[2] == "| b |" + " +0.150 ± 0.050 |" * 4  # 0.1 and 0.2


def test_one_seed_has_no_error() -> None:
    study = Study(seeds=1, arms={"a": ()})
    row = {"greedy accuracy": [0.25]}
    assert "| a | 0.250 | - |" in _shown({"a": row}, load_settings("quick"), study)
