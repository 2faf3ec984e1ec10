"""A whole run: its folder, its stages one after another, and going on where it was cut short."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path

import torch
from accelerate import Accelerator
from accelerate.state import AcceleratorState
from accelerate.utils import set_seed
from transformers.utils.logging import disable_progress_bar

from stepreward.errors import FileError, SettingError
from stepreward.train.charts import Charts
from stepreward.train.checks import check_prompts, check_traces
from stepreward.train.data import Example, Shuffled, Source, Splits, read_examples, split_examples
from stepreward.train.evaluation import Evaluator, Scores
from stepreward.train.journal import Tracker
from stepreward.train.loop import reinforce
from stepreward.train.models import Loaded, add_lora, checkpoint_activations, load, save_merged
from stepreward.train.recipes import SETTINGS, as_toml
from stepreward.train.report import write_report
from stepreward.train.settings import TrainSettings
from stepreward.train.stage import Stage, Watcher
from stepreward.train.tiny import make_tiny
from stepreward.train.warmup import warm_up

EVALUATION = "evaluation.json"
_CORPUS = 600  # examples that a tiny model's tokenizer is trained on

OpenBar = Callable[[str, int], AbstractContextManager[Watcher | None]]


class Stopped(Exception):  # noqa: N818 - no error: somebody pressed Ctrl-C
    """A run was told to stop, and has saved where it is."""


def train(
    settings: TrainSettings,
    output: Path,
    *,
    resume: bool = False,
    open_bar: OpenBar = lambda _name, _steps: nullcontext(),
    say: Callable[[str], None] = lambda _text: None,
) -> dict[str, dict[str, Scores]]:
    """Run the stages that the settings name, in a folder; gives what the evaluation found.

    With ``resume`` a folder's run goes on where its last checkpoint stands; a stage that is done is
    not done again. Raises SettingError for settings that do not fit the data or the machine,
    FileError for a folder that cannot be used, TrainingError for a run that cannot go on, and
    Stopped after Ctrl-C.
    """
    run = Run(settings, output, resume=resume, open_bar=open_bar, say=say)
    if "warm-up" in settings.stages:
        run.warm_up()
    if "rl" in settings.stages:
        run.reinforce()
    return run.evaluate() if "evaluation" in settings.stages else {}


class Run:
    """The folder of a run, its data, and its stages."""

    def __init__(
        self,
        settings: TrainSettings,
        output: Path,
        *,
        resume: bool,
        open_bar: OpenBar,
        say: Callable[[str], None],
    ) -> None:
        self._output = output
        self._open_bar, self._say = open_bar, say
        if settings.threads is not None:
            torch.set_num_threads(settings.threads)
        disable_progress_bar()  # of transformers, for every file it reads
        AcceleratorState._reset_state()  # noqa: SLF001 - an earlier run's precision would stick
        self._accelerator = Accelerator(
            mixed_precision="bf16" if settings.precision == "bf16" else "no",
            cpu=not torch.cuda.is_available(),
        )
        _check_processes(settings, self._accelerator.num_processes)
        set_seed(settings.seed, device_specific=True)
        self._splits = _splits_of(settings)
        self._settings = settings = _with_steps(settings, self._splits.warm_up)
        if self._accelerator.is_main_process:
            _claim(output, settings, resume=resume)
        self._accelerator.wait_for_everyone()
        self._evaluator = Evaluator(settings, self._accelerator, self._splits.choose)
        self._tracker = None
        if settings.tracker is not None and self._accelerator.is_main_process:
            self._tracker = Tracker(settings.tracker, output, settings.model_dump(mode="json"))

    def warm_up(self) -> None:
        """Imitate the traces of the data."""
        how = self._settings.warm_up
        if self._is_done("warm-up"):
            return
        loaded = self._first_model()
        check_traces(loaded.processor, self._some_examples(), self._settings)
        steps = how.stop_after or how.steps or 0
        with self._stage("warm-up", steps, how.checkpoint_every) as stage:
            warm_up(loaded, self._splits.warm_up, self._settings, stage, self._evaluator)
            self._finish(stage, loaded)

    def reinforce(self) -> None:
        """Train with rewards, from the warm-up where there was one."""
        rl = self._settings.rl
        if self._is_done("rl"):
            return
        loaded = self._before_rl()
        check_prompts(loaded.processor, self._some_examples(), self._settings)
        with self._stage("rl", rl.updates, rl.checkpoint_every) as stage:
            reinforce(loaded, self._splits.rl, self._settings, stage, self._evaluator)
            self._finish(stage, loaded)

    def evaluate(self) -> dict[str, dict[str, Scores]]:
        """Measure every model that the run has made, on the report split, and write the report."""
        done = [name for name in ("warm-up", "rl") if self._is_done(name)]
        models = {name: load(self._model_of(name)) for name in done}
        if "warm-up" not in models:
            models = {"start": self._first_model(), **models}
        found: dict[str, dict[str, Scores]] = {}
        for name, loaded in models.items():
            self._say(f"evaluating {name}")
            found[name] = {
                how: self._evaluator.measure(
                    loaded,
                    self._splits.report,
                    temperature=temperature,
                    keep=self._output / "evaluation" / f"{name}-{how}.jsonl",
                )
                for how, temperature in (("T=1", 1.0), ("greedy", None))
            }
        if self._accelerator.is_main_process:
            plain = {
                name: {how: asdict(one) for how, one in ways.items()}
                for name, ways in found.items()
            }
            (self._output / EVALUATION).write_text(json.dumps(plain, indent=2) + "\n")
            write_report(self._output, self._settings)
        return found

    # What the stages share.

    @contextmanager
    def _stage(self, name: str, steps: int, every: int) -> Iterator[Stage]:
        """Open a stage in its folder; raise Stopped where it was left before its end."""
        with self._open_bar(name, steps) as bar:
            yield Stage(
                self._output / name,
                self._accelerator,
                steps=steps,
                checkpoint_every=every,
                watchers=[one for one in (bar, self._tracker) if one is not None],
            )

    def _finish(self, stage: Stage, loaded: Loaded) -> None:
        """Save the model that came of a stage, or stop where Ctrl-C asked to."""
        if stage.is_stopping:
            raise Stopped(
                f"stopped after step {stage.done} of {stage.steps} of {stage.folder.name}; go on "
                f"with: stepreward train --resume --output {self._output}"
            )
        if self._accelerator.is_main_process:
            new = stage.folder / "model.new"
            save_merged(Loaded(self._accelerator.unwrap_model(loaded.model), loaded.processor), new)
            new.rename(stage.folder / "model")
        self._accelerator.wait_for_everyone()

    def _model_of(self, stage: str) -> Path:
        return self._output / stage / "model"

    def _is_done(self, stage: str) -> bool:
        return self._model_of(stage).is_dir()

    def _first_model(self) -> Loaded:
        """Load what the settings name; a tiny model is made, always the same for a seed."""
        if self._settings.model == "tiny":
            some = self._splits.warm_up.take(0, _CORPUS)
            texts = (text for one in some for text in (one.question, one.trace) if text)
            loaded = make_tiny([self._settings.instruction, *texts], self._settings.seed)
        else:
            loaded = load(self._settings.model, self._settings.max_pixels)
        return self._prepared(loaded)

    def _before_rl(self) -> Loaded:
        if not self._is_done("warm-up"):
            return self._first_model()
        return self._prepared(load(self._model_of("warm-up"), self._settings.max_pixels))

    def _prepared(self, loaded: Loaded) -> Loaded:
        model = loaded.model
        if self._settings.gradient_checkpointing:
            checkpoint_activations(model)
        if self._settings.lora_rank:
            model.enable_input_require_grads()
            model = add_lora(model, self._settings.lora_rank)
        return Loaded(model, loaded.processor)

    def _some_examples(self) -> Sequence[Example]:
        """List the examples of a file; of those that are drawn on the spot, the first."""
        source = self._splits.warm_up
        return source.examples if isinstance(source, Shuffled) else source.take(0, 64)


def _claim(output: Path, settings: TrainSettings, *, resume: bool) -> None:
    """Take a folder for a run, or go on in that of another."""
    held = output / SETTINGS
    if resume and not held.is_file():
        raise FileError(f"{output}: holds no run to go on with; leave --resume out to begin one")
    if not resume and held.exists():
        raise FileError(f"{output}: holds a run; go on with --resume, or name another folder")
    try:
        output.mkdir(parents=True, exist_ok=True)
        held.write_text(as_toml(settings), encoding="utf-8")
    except OSError as error:
        raise FileError(
            f"{output}: {error.strerror or error}; name a folder to write to"
        ) from error


def _check_processes(settings: TrainSettings, found: int) -> None:
    """Refuse another number of processes than was meant, and batches that do not part evenly."""
    if settings.processes not in (None, found):
        raise SettingError(
            f"processes: {settings.processes} are meant, {found} are there; "
            f"start with: torchrun --nproc_per_node {settings.processes} -m stepreward.train"
        )
    batches = {"warm_up.batch": settings.warm_up.batch, "rl.prompts": settings.rl.prompts}
    for name, count in batches.items():
        if count % found:
            raise SettingError(f"{name}: {count} does not part into {found} processes evenly")


def _splits_of(settings: TrainSettings) -> Splits:
    count, seed = settings.evaluation.count, settings.seed
    if settings.data != "charts":
        return split_examples(read_examples(Path(settings.data)), count, seed)
    held_out = [tuple(Charts(name).take(0, count)) for name in ("choose", "report")]
    return Splits(Charts("train", 2 * seed), Charts("train", 2 * seed + 1), *held_out)


def _with_steps(settings: TrainSettings, source: Source) -> TrainSettings:
    """Turn epochs of the warm-up into steps; raise SettingError where the data has no end."""
    how = settings.warm_up
    if how.steps is not None:
        return settings
    if not isinstance(source, Shuffled):
        raise SettingError("warm_up.steps: charts have no end, and epochs no length; set the steps")
    steps = max(1, round(how.epochs * len(source.examples) / how.batch))
    return settings.model_copy(update={"warm_up": how.model_copy(update={"steps": steps})})
