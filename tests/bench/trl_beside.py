"""Time our training loop beside TRL 1.16's GRPOTrainer, on one core of a CPU.

Run ``python -m tests.bench.trl_beside`` from the repository's root; needs the extra ``train``, trl
and datasets.

Both train the same tiny Qwen2-VL with GRPO on the same questions about charts, with the same reward
and settings, in float32. They take turns; the first update of a turn is not counted. A figure is
the median over updates: by the wall clock, and by the seconds of the processor that the program was
given, which a busy machine changes less. At free length completions end where the model ends them;
at full length each has as many tokens as are allowed, so that both sides make exactly as many. The
scorer's caches are empty before each turn, or the second side would find in them what the first has
read.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import _lru_cache_wrapper
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

os.environ["HF_HUB_OFFLINE"] = "1"  # read when the libraries below are loaded

import torch
from transformers.utils import logging

from stepreward.train import TrainSettings, load_settings, train
from stepreward.train.data.charts import PANEL, Charts
from stepreward.train.data.examples import Example
from stepreward.train.model.tiny import Size, make_tiny
from tests.bench.laps import Lap
from tests.bench.tables import percent, print_table
from tests.bench.trl_laps import our_laps, their_laps

Turns = dict[str, list[list[Lap]]]  # of each side
SIDE = 2 * PANEL  # px, of a chart as it is drawn

HEAD = ("", "completions/s", "tokens/s", "of CPU: completions/s", "tokens/s", "reward's share")


def main() -> None:
    """Print the table."""
    options = _options()
    if not (find_spec("trl") and find_spec("datasets")):
        sys.exit("TRL: not installed; needs: pip install trl==1.16.0 datasets")
    torch.set_num_threads(1)
    logging.set_verbosity_error()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        model = options.model or _warmed_up(folder / "model", options)
        for length in ("free", "full"):
            turns = _take_turns(model, options, folder / length, is_full=length == "full")
            rows += _rows(turns, f"{length} length")
        print_table(_title(model, options), HEAD, rows)


@dataclass(frozen=True, slots=True)
class Enlarged:
    """Charts with longer sides, for images of more tokens."""

    charts: Charts
    side: int

    def take(self, start: int, count: int) -> list[Example]:
        """Give ``count`` examples from position ``start`` on."""
        return [
            replace(one, images=tuple(chart.resize((self.side, self.side)) for chart in images))
            for one in self.charts.take(start, count)
            for images in [one.load_images()]
        ]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, help="a folder; without it a tiny one is warmed up")
    parser.add_argument("--warm-up", type=int, default=200, help="steps of that (default: 200)")
    parser.add_argument("--hidden", type=int, default=128, help="width of that (default: 128)")
    parser.add_argument("--layers", type=int, default=2, help="depth of that (default: 2)")
    parser.add_argument(
        "--side", type=int, default=SIDE, help=f"px, of a chart: {SIDE} px are 4 tokens, 112 are 16"
    )
    parser.add_argument("--prompts", type=int, default=8, help="an update (default: 8)")
    parser.add_argument("--group", type=int, default=8, help="rollouts a prompt (default: 8)")
    parser.add_argument("--tokens", type=int, default=88, help="of a rollout (default: 88)")
    parser.add_argument("--updates", type=int, default=4, help="counted a turn (default: 4)")
    parser.add_argument("--turns", type=int, default=3, help="of each side (default: 3)")
    return parser.parse_args()


def _settings(options: argparse.Namespace) -> TrainSettings:
    rl = {
        "updates": options.updates + 1,
        "prompts": options.prompts,
        "group": options.group,
        "micro_batch": options.prompts * options.group,
        "sample_batch": options.prompts,
    }
    change: dict[str, Any] = {
        "algorithm": "grpo",
        "reward": "both",
        "max_prompt_tokens": 100_000,  # whatever the images bring
        "max_completion_tokens": options.tokens,
        "rl": rl,
    }
    return load_settings("quick", changes=[change])


def _warmed_up(folder: Path, options: argparse.Namespace) -> Path:
    """Make a tiny model of a size, and let it imitate traces until it writes like them."""
    texts = (t for one in Charts("train").take(0, 600) for t in (one.question, one.trace or ""))
    hidden = options.hidden
    size = Size(hidden, options.layers, heads=hidden // 32, feed_forward=2 * hidden)
    made = folder / "made"
    make_tiny(texts, seed=0, size=size).save(made)
    change = {
        "model": str(made),
        "stages": ["warm-up"],
        "warm_up": {"steps": options.warm_up, "stop_after": options.warm_up},
    }
    train(load_settings("quick", changes=[change]), folder / "run")
    return folder / "run" / "warm-up" / "model"


def _take_turns(model: Path, options: argparse.Namespace, folder: Path, *, is_full: bool) -> Turns:
    source = Enlarged(Charts("train", seed=1), options.side)
    settings = _settings(options)
    sides: dict[str, Callable[..., list[Lap]]] = {"ours": our_laps, "TRL": their_laps}
    turns: Turns = {side: [] for side in sides}
    for turn in range(options.turns):
        for side, run in sides.items():
            _forget()
            place = folder / f"{side}-{turn}"
            turns[side].append(run(model, source, settings, place, is_full=is_full))
            print(f"{side}, turn {turn + 1} of {options.turns}: done", file=sys.stderr)
    return turns


def _forget() -> None:
    """Empty the scorer's caches."""
    for one in gc.get_objects():
        if isinstance(one, _lru_cache_wrapper) and one.__module__.startswith("stepreward."):
            one.cache_clear()


def _rows(turns: Turns, length: str) -> list[list[str]]:
    rates = {side: _rates([lap for of in found for lap in of]) for side, found in turns.items()}
    rows = [
        [f"{side}, {length}", *(f"{rate:,.1f}" for rate in of_side), _share(turns[side])]
        for side, of_side in rates.items()
    ]
    ratios = [ours / theirs for ours, theirs in zip(*rates.values(), strict=True)]
    return [*rows, ["ours / TRL", *(f"{ratio:.2f}" for ratio in ratios), ""]]


def _rates(laps: Sequence[Lap]) -> list[float]:
    """Give completions and tokens a second, of the wall and then of the processor."""
    return [
        median(count / seconds for count, seconds in pairs)
        for pairs in (
            [(lap.completions, lap.wall_s) for lap in laps],
            [(lap.tokens, lap.wall_s) for lap in laps],
            [(lap.completions, lap.cpu_s) for lap in laps],
            [(lap.tokens, lap.cpu_s) for lap in laps],
        )
    ]


def _share(turns: Sequence[Sequence[Lap]]) -> str:
    return percent(median(lap.reward_s / lap.wall_s for laps in turns for lap in laps))


def _title(model: Path, options: argparse.Namespace) -> str:
    from transformers import AutoConfig

    text = AutoConfig.from_pretrained(model).text_config
    return (
        f"An update of {options.prompts} prompts x {options.group} rollouts; Qwen2-VL, "
        f"{text.hidden_size} wide, {text.num_hidden_layers} layers; charts of {options.side} px; "
        f"medians of {options.turns * options.updates} updates a side"
    )


if __name__ == "__main__":
    main()
