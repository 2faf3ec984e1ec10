"""How good a model is on questions it never saw: sampled as in training, and greedily."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean

import torch
from accelerate import Accelerator
from accelerate.utils import gather_object

from stepreward.scorer import Scorer
from stepreward.train.data.examples import Example
from stepreward.train.keep.rollouts import Kept, keep_rollouts
from stepreward.train.model.folders import Loaded
from stepreward.train.model.sampling import sampling
from stepreward.train.rewards import roll_out, score
from stepreward.train.settings import TrainSettings
from stepreward.train.update import parts_of

MEASURES = ("accuracy", "coverage", "validity", "reward")
_SEED = 20_250_317  # of the sampling, the same for every model that is compared


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over ``count`` questions, one completion each."""

    count: int
    accuracy: float
    coverage: float
    validity: float
    reward: float


Found = dict[str, dict[str, Scores]]  # of a model, sampled in a way


def plain_scores(found: Found) -> dict[str, dict[str, dict[str, float]]]:
    """Take scores apart for a file or a table."""
    return {
        name: {how: asdict(scores) for how, scores in ways.items()} for name, ways in found.items()
    }


class Evaluator:
    """Measure models, all on the same questions and with the same draws."""

    def __init__(
        self, settings: TrainSettings, accelerator: Accelerator, choose: Sequence[Example] = ()
    ) -> None:
        self._settings, self._accelerator = settings, accelerator
        self._choose = choose[: settings.evaluation.look_count]
        self._scorer = Scorer(settings.evaluation.scorer or settings.scorer)

    def look(self, loaded: Loaded) -> dict[str, float]:
        """Measure on the choose split, while training goes on."""
        scores = self.measure(loaded, self._choose, temperature=1.0)
        return {f"choose_{name}": getattr(scores, name) for name in MEASURES}

    def measure(
        self,
        loaded: Loaded,
        examples: Sequence[Example],
        *,
        temperature: float | None,
        keep: Path | None = None,
    ) -> Scores:
        """Give the means over all examples; greedily without a temperature.

        Every process takes its share. The random generators are left as they were, so that looking
        changes nothing. ``keep`` names a file for the main process's completions.
        """
        accelerator = self._accelerator
        accelerator.unwrap_model(loaded.model).to(accelerator.device)
        mine = examples[accelerator.process_index :: accelerator.num_processes]
        size = self._settings.evaluation.batch
        with torch.random.fork_rng(devices=_devices(accelerator)):
            torch.manual_seed(_SEED + accelerator.process_index)
            kept = [
                self._complete(loaded, mine[part], temperature)
                for part in parts_of(len(mine), size)
            ]
        if keep is not None and accelerator.is_main_process:
            keep_rollouts(keep, kept)
        found: list[dict[str, float]] = gather_object(
            [report.metrics() for _, _, reports in kept for report in reports]
        )
        return Scores(len(found), *(fmean(one[name] for one in found) for name in MEASURES))

    def _complete(
        self, loaded: Loaded, examples: Sequence[Example], temperature: float | None
    ) -> Kept:
        how = sampling(
            loaded.processor.tokenizer,
            max_tokens=self._settings.max_completion_tokens,
            temperature=temperature,
        )
        rollouts = roll_out(loaded, examples, self._settings, how, self._accelerator)
        return examples, rollouts, score(self._scorer, examples, rollouts)


def _devices(accelerator: Accelerator) -> list[int]:
    """List the CUDA device of this process, if it has one."""
    return [accelerator.device.index or 0] if accelerator.device.type == "cuda" else []
