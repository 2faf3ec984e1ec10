"""Which questions a run trains on, chooses by and reports, as its settings say."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from stepreward.errors import SettingError
from stepreward.train.data.chains import draw_chain
from stepreward.train.data.charts import Charts, DrawTask, Split, draw_short
from stepreward.train.data.examples import Shuffled, Source, Splits, read_examples, split_examples
from stepreward.train.settings import TrainSettings

DRAWN: Mapping[str, DrawTask] = {"charts": draw_short, "long-charts": draw_chain}
HELD_OUT: tuple[Split, ...] = ("choose", "report")


def splits_of(settings: TrainSettings) -> Splits:
    """Read a file and part it, or draw charts; raises what reading and parting raise."""
    count, seed = settings.evaluation.count, settings.seed
    draw = DRAWN.get(settings.data)
    if draw is None:
        return split_examples(read_examples(Path(settings.data)), count, seed)
    held_out = [tuple(Charts(name, draw_task=draw).take(0, count)) for name in HELD_OUT]
    warm_up, rl = (Charts("train", 2 * seed + at, draw) for at in (0, 1))
    return Splits(warm_up, rl, *held_out)


def with_steps(settings: TrainSettings, source: Source) -> TrainSettings:
    """Turn epochs of the warm-up into steps; raise SettingError where the data has no end."""
    how = settings.warm_up
    if how.steps is not None:
        return settings
    if not isinstance(source, Shuffled):
        raise SettingError("warm_up.steps: charts have no end, and epochs no length; set the steps")
    steps = max(1, round(how.epochs * len(source.examples) / how.batch))
    return settings.model_copy(update={"warm_up": how.model_copy(update={"steps": steps})})
