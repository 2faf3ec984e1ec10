"""A whole run: its stages one after another, and going on where it was cut short."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import torch
from accelerate import Accelerator, DistributedDataParallelKwargs
from accelerate.state import AcceleratorState
from accelerate.utils import set_seed
from transformers.utils.logging import disable_progress_bar

from stepreward.train.adapt import adapt_of
from stepreward.train.data.augment import hinted
from stepreward.train.data.checks import (
    check_processes,
    check_prompts,
    check_sharding,
    check_traces,
)
from stepreward.train.data.examples import Example, Shuffled
from stepreward.train.data.sources import splits_of, with_steps
from stepreward.train.evaluation import Evaluator, Found, Scores, plain_scores
from stepreward.train.keep.folder import begin, claim
from stepreward.train.keep.journal import Tracker
from stepreward.train.keep.report import EVALUATION, write_report
from stepreward.train.keep.whole import write_whole
from stepreward.train.loop import reinforce
from stepreward.train.model.folders import (
    Loaded,
    add_lora,
    checkpoint_activations,
    load,
    save_merged,
)
from stepreward.train.model.served import Served
from stepreward.train.model.tiny import make_tiny
from stepreward.train.settings import TrainSettings
from stepreward.train.stage import Stage, Watcher
from stepreward.train.warmup import warm_up

_CORPUS = 600  # examples that a tiny model's tokenizer is trained on
_WAYS = {"T=1": 1.0, "greedy": None}  # of sampling, and their temperatures

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
) -> Found:
    """Run the stages that the settings name, in a folder; gives what the evaluation found.

    With ``resume`` a folder's run goes on where its last checkpoint stands; a stage that is done is
    not done again. Raises SettingError for settings that do not fit the data or the machine,
    FileError for a folder that cannot be used, TrainingError for a run that cannot go on, and
    Stopped after Ctrl-C.
    """
    run = Run(settings, output, resume=resume, open_bar=open_bar, say=say)
    try:
        run.check()
        run.begin()
        if "warm-up" in settings.stages:
            run.warm_up()
        if "rl" in settings.stages:
            run.reinforce()
        return run.evaluate() if "evaluation" in settings.stages else {}
    finally:
        run.close()


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
        self._open_bar, self._say, self._asked = open_bar, say, settings
        if settings.threads is not None:
            torch.set_num_threads(settings.threads)
        check_sharding(os.environ)
        disable_progress_bar()  # of transformers, for every file it reads
        AcceleratorState._reset_state()  # noqa: SLF001 - an earlier run's precision would stick
        sync = DistributedDataParallelKwargs(  # a batch without images leaves the vision unused
            find_unused_parameters=True, gradient_as_bucket_view=True
        )
        self._accelerator = Accelerator(
            mixed_precision="bf16" if settings.precision == "bf16" else "no",
            cpu=not torch.cuda.is_available(),
            kwargs_handlers=[sync],
        )
        check_processes(settings, self._accelerator.num_processes)
        self._splits = splits_of(settings)
        self._settings = with_steps(settings, self._splits.warm_up)
        is_main = self._accelerator.is_main_process
        self._lock = claim(output, settings, resume=resume) if is_main else None
        self._accelerator.wait_for_everyone()
        self._evaluator = Evaluator(self._settings, self._accelerator, self._splits.choose)
        self._tracker = None
        if settings.tracker is not None and is_main:
            self._tracker = Tracker(settings.tracker, output, settings.model_dump(mode="json"))

    def close(self) -> None:
        """Leave the folder to others, and the other processes in peace."""
        self._accelerator.free_memory()
        if self._lock is not None:
            self._lock.release()

    def begin(self) -> None:
        """Make the folder this run's, now that nothing stands against it."""
        if self._accelerator.is_main_process:
            begin(self._output, self._asked)

    def check(self) -> None:
        """Refuse what some stage could not take, before the first of them begins."""
        stages = self._settings.stages
        if all(self._is_done(name) for name in stages if name != "evaluation"):
            return
        if self._settings.rl.vllm_url is not None and "rl" in stages:
            Served(self._settings.rl.vllm_url)
        processor = self._first_model().processor
        train = self._some_examples()
        asked = [*train, *self._splits.choose, *self._splits.report]
        if adapt_of(self._settings) is not None:
            asked += [hinted(one, 1.0) for one in train]  # the longest hint there is
        check_prompts(processor, asked, self._settings)
        if "warm-up" in stages:
            check_traces(processor, train, self._settings)

    def warm_up(self) -> None:
        """Imitate the traces of the data."""
        how = self._settings.warm_up
        if self._is_done("warm-up"):
            return
        loaded = self._prepared(self._first_model(), draw=1)
        steps = how.stop_after or how.steps or 0
        with self._stage("warm-up", steps, how.checkpoint_every) as stage:
            warm_up(loaded, self._splits.warm_up, self._settings, stage, self._evaluator)
            self._finish(stage, loaded)

    def reinforce(self) -> None:
        """Train with rewards, from the warm-up where there was one."""
        rl = self._settings.rl
        if self._is_done("rl"):
            return
        loaded = self._prepared(self._before_rl(), draw=2)
        with self._stage("rl", rl.updates, rl.checkpoint_every) as stage:
            reinforce(loaded, self._splits.rl, self._settings, stage, self._evaluator)
            self._finish(stage, loaded)

    def evaluate(self) -> Found:
        """Measure every model that the run has made, on the report split, and write the report."""
        path = self._output / EVALUATION
        held = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        found: Found = {
            name: {how: Scores(**one) for how, one in ways.items()} for name, ways in held.items()
        }
        done = [name for name in ("warm-up", "rl") if self._is_done(name)]
        for name in done if "warm-up" in done else ["start", *done]:
            self._measure(name, found.setdefault(name, {}))
            if self._accelerator.is_main_process:
                write_whole(path, json.dumps(plain_scores(found), indent=2) + "\n")
        if self._accelerator.is_main_process:
            write_report(self._output, self._settings)
        return found

    def _measure(self, name: str, ways: dict[str, Scores]) -> None:
        """Measure one model in the ways in which it was not measured yet."""
        if set(_WAYS) <= set(ways):
            return
        self._say(f"evaluating {name}")
        loaded = self._first_model() if name == "start" else load(self._model_of(name))
        for how, temperature in _WAYS.items():
            ways[how] = self._evaluator.measure(
                loaded,
                self._splits.report,
                temperature=temperature,
                keep=self._output / "evaluation" / f"{name}-{how}.jsonl",
            )

    # What the stages share.

    @contextmanager
    def _stage(self, name: str, steps: int, every: int) -> Iterator[Stage]:
        """Open a stage in its folder."""
        with self._open_bar(name, steps) as bar:
            yield Stage(
                self._output / name,
                self._accelerator,
                steps=steps,
                checkpoint_every=every,
                watchers=[one for one in (bar, self._tracker) if one is not None],
            )

    def _finish(self, stage: Stage, loaded: Loaded) -> None:
        """Save the model that came of a stage, or raise Stopped where Ctrl-C asked to stop."""
        count = self._accelerator.num_processes
        if stage.is_stopping and not stage.is_enough:
            start = f"torchrun --nproc_per_node {count} -m stepreward.train"
            raise Stopped(
                f"stopped after step {stage.done} of {stage.steps} of {stage.folder.name}; go on "
                f"with: {start if count > 1 else 'stepreward train'} --resume --output "
                f"{shlex.quote(str(self._output))}"
            )
        if self._accelerator.is_main_process:
            new = stage.folder / "model.new"
            save_merged(Loaded(self._accelerator.unwrap_model(loaded.model), loaded.processor), new)
            new.rename(stage.folder / "model")
        self._accelerator.wait_for_everyone()
        self._accelerator.free_memory()  # or the next stage would find this one's weights in place

    def _model_of(self, stage: str) -> Path:
        return self._output / stage / "model"

    def _is_done(self, stage: str) -> bool:
        return self._model_of(stage).is_dir()

    def _first_model(self) -> Loaded:
        """Load what the settings name; a tiny model is made, always the same for a seed."""
        if self._settings.model != "tiny":
            return load(self._settings.model, self._settings.max_pixels)
        some = self._splits.warm_up.take(0, _CORPUS)
        texts = (text for one in some for text in (one.question, one.trace) if text)
        return make_tiny([self._settings.instruction, *texts], self._settings.seed)

    def _before_rl(self) -> Loaded:
        if not self._is_done("warm-up"):
            return self._first_model()
        return load(self._model_of("warm-up"), self._settings.max_pixels)

    def _prepared(self, loaded: Loaded, *, draw: int) -> Loaded:
        """Make a model ready for a stage, the random numbers of which begin here.

        So that a stage draws the same numbers whether the one before ran in this process or not.
        """
        settings, model = self._settings, loaded.model
        set_seed(3 * settings.seed + draw, device_specific=True)
        if settings.gradient_checkpointing:
            checkpoint_activations(model)
        if settings.lora_rank:
            model = add_lora(model, settings.lora_rank)
        return Loaded(model, loaded.processor)

    def _some_examples(self) -> Sequence[Example]:
        """List the examples of a file; of those that are drawn on the spot, the first."""
        source = self._splits.warm_up
        return source.examples if isinstance(source, Shuffled) else source.take(0, 64)
