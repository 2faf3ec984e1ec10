"""Time our training loop beside TRL 1.16's GRPOTrainer, whole and by part.

Run ``python -m tests.bench.trl_beside`` from the repository's root; needs the extra ``train``, trl
and datasets.

Both train the same Qwen2-VL with GRPO on the same questions about charts, with the same reward and
settings. They take turns; the first update of a turn is not counted. A figure is the median over
updates: by the wall clock, and by the seconds of the processor that the program was given, which a
busy machine changes less. At free length completions end where the model ends them; at full length
each has as many tokens as are allowed, so that both sides make exactly as many. The scorer's caches
are empty before each turn, or the second side would find in them what the first has read.

Without more words the model is a tiny one, in float32 on one core. On a GPU:

    python -m tests.bench.trl_beside --shape 2b --precision bf16 --prompts 1 --group 8 --tokens 512

``2b`` has the layers of Qwen2-VL-2B and weights that are drawn at random, so that nothing has to be
downloaded; what it writes is noise, on which the reward takes less time than on traces. ``small``
goes the same way with narrow layers, on any machine; ``--dry-run`` counts parameters and stops.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

os.environ["HF_HUB_OFFLINE"] = "1"  # read when the libraries below are loaded

import torch
from accelerate.state import AcceleratorState
from transformers.utils import logging

from stepreward.train import TrainSettings, load_settings, train
from stepreward.train.data.charts import PANEL, Charts
from stepreward.train.data.examples import Example
from stepreward.train.model.folders import Loaded
from stepreward.train.model.tiny import Size, make_tiny
from tests.bench.laps import UPDATE, Lap
from tests.bench.measures import forget_readings
from tests.bench.tables import percent, print_table
from tests.bench.trl_laps import our_laps, their_laps

Turns = dict[str, list[list[Lap]]]  # of each side
SIDE = 2 * PANEL  # px, of a chart as it is drawn

HEAD = ("", "completions/s", "tokens/s", "of CPU: completions/s", "tokens/s")
PARTS = ("sampling", "reward", "reference", UPDATE)

_2B = Size(
    hidden=1536,
    layers=28,
    heads=12,
    key_heads=2,
    feed_forward=8960,
    vocabulary=151_936,
    vision_width=1280,
    vision_layers=32,
    vision_heads=16,
    vision_ratio=4,
)
SHAPES = {
    "2b": _2B,
    "small": replace(
        _2B, hidden=192, layers=2, feed_forward=384, vision_width=128, vision_layers=2
    ),
}


def main() -> None:
    """Print the tables."""
    options = _options()
    if options.dry_run:
        print_count(options.shape)
        return
    if not (find_spec("trl") and find_spec("datasets")):
        sys.exit("TRL: not installed; needs: pip install trl==1.16.0 datasets")
    torch.set_num_threads(1)
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    lengths = ("free", "full") if options.length == "both" else (options.length,)
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        model = options.model or _made(folder / "model", options)
        found = {
            length: _take_turns(model, options, folder / length, is_full=length == "full")
            for length in lengths
        }
        rows = [row for length, turns in found.items() for row in _rows(turns, length)]
        print_table(_title(model, options), HEAD, rows)
        for length, turns in found.items():
            print_parts(turns, length)
    print_machine()


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
    parser.add_argument("--shape", choices=SHAPES, help="of a random model, not warmed up")
    parser.add_argument("--dry-run", action="store_true", help="count the shape's parameters")
    parser.add_argument("--precision", choices=("fp32", "bf16"), default="fp32")
    parser.add_argument("--checkpointing", action="store_true", help="recompute activations")
    parser.add_argument("--micro", type=int, help="rollouts in one pass (default: all)")
    parser.add_argument("--length", choices=("free", "full", "both"), help="of completions")
    parser.add_argument("--folder", type=Path, help="for what is written on the way")
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
    options = parser.parse_args()
    if options.dry_run and not options.shape:
        parser.error(f"--dry-run: of which --shape? There are {', '.join(SHAPES)}")
    options.length = options.length or ("full" if options.shape else "both")
    return options


def _settings(options: argparse.Namespace) -> TrainSettings:
    rl = {
        "updates": options.updates + 1,
        "prompts": options.prompts,
        "group": options.group,
        "micro_batch": options.micro or options.prompts * options.group,
        "sample_batch": options.prompts,
    }
    change: dict[str, Any] = {
        "algorithm": "grpo",
        "reward": "both",
        "max_prompt_tokens": 100_000,  # whatever the images bring
        "max_completion_tokens": options.tokens,
        "precision": options.precision,
        "gradient_checkpointing": options.checkpointing,
        "rl": rl,
    }
    return load_settings("quick", changes=[change])


def print_count(shape: str) -> None:
    """Print how many parameters a shape has; its weights are never made."""
    with torch.device("meta"):
        model = _drawn(SHAPES[shape]).model
    print(f"{shape}: {sum(one.numel() for one in model.parameters()):,} parameters")


def _drawn(size: Size) -> Loaded:
    texts = (t for one in Charts("train").take(0, 600) for t in (one.question, one.trace or ""))
    return make_tiny(texts, seed=0, size=size)


def _made(folder: Path, options: argparse.Namespace) -> Path:
    """Draw the weights of a shape; or of a tiny model, which learns to write like the traces."""
    made = folder / "made"
    if options.shape:
        with torch.device("cuda" if torch.cuda.is_available() else "cpu"):
            drawn = _drawn(SHAPES[options.shape])
        drawn.model.to(torch.bfloat16)  # half the disk; both sides load it as float32
        drawn.save(made)
        return made
    hidden = options.hidden
    _drawn(Size(hidden, options.layers, hidden // 32, hidden // 64, 2 * hidden)).save(made)
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
            _begin_anew()
            place = folder / f"{side}-{turn}"
            turns[side].append(run(model, source, settings, place, is_full=is_full))
            print(f"{side}, turn {turn + 1} of {options.turns}: done", file=sys.stderr)
    return turns


def _begin_anew() -> None:
    """Give a side what the other had when it began."""
    forget_readings()
    AcceleratorState._reset_state()
    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()


def _rows(turns: Turns, length: str) -> list[list[str]]:
    rates = {side: _rates([lap for of in found for lap in of]) for side, found in turns.items()}
    rows = [
        [f"{side}, {length} length", *(f"{rate:,.1f}" for rate in of_side)]
        for side, of_side in rates.items()
    ]
    ratios = [ours / theirs for ours, theirs in zip(*rates.values(), strict=True)]
    return [*rows, ["ours / TRL", *(f"{ratio:.2f}" for ratio in ratios)]]


def print_parts(turns: Turns, length: str) -> None:
    """Print what the parts of an update take, and the tokens that pass through each in a second."""
    laps = {side: [lap for of in found for lap in of] for side, found in turns.items()}
    rows = [
        [
            part,
            *(cell for found in laps.values() for cell in _part(found, part)),
            f"{_seconds(laps['ours'], part) / max(_seconds(laps['TRL'], part), 1e-9):.2f}",
        ]
        for part in (*PARTS, "all")
    ]
    head = ["", *(f"{side}: {what}" for side in laps for what in ("s", "share", "tokens/s"))]
    print_table(f"Parts of an update, {length} length: medians", [*head, "ours / TRL"], rows)
    for side, found in laps.items():
        if peak := max(lap.gpu_gb for lap in found):
            print(f"{side}: at most {peak:.1f} GB of GPU memory in use")


def _part(laps: Sequence[Lap], part: str) -> tuple[str, str, str]:
    share = median(_of(lap, part) / lap.wall_s for lap in laps)
    rate = median(lap.tokens / max(_of(lap, part), 1e-9) for lap in laps)
    return f"{_seconds(laps, part):.3f}", percent(share), f"{rate:,.0f}"


def _seconds(laps: Sequence[Lap], part: str) -> float:
    return median(_of(lap, part) for lap in laps)


def _of(lap: Lap, part: str) -> float:
    return lap.wall_s if part == "all" else lap.parts_s.get(part, 0.0)


def print_machine() -> None:
    """Print on what it was measured, when, and with which versions."""
    has_gpu = torch.cuda.is_available()
    device = torch.cuda.get_device_name() if has_gpu else "one core of a CPU"
    names = ("torch", "transformers", "trl")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    print(f"\n{device}, {datetime.now(tz=timezone.utc):%Y-%m-%d}; {versions}")


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


def _title(model: Path, options: argparse.Namespace) -> str:
    from transformers import AutoConfig

    text = AutoConfig.from_pretrained(model).text_config
    return (
        f"An update of {options.prompts} prompts x {options.group} rollouts; Qwen2-VL, "
        f"{text.hidden_size} wide, {text.num_hidden_layers} layers, {options.precision}; "
        f"charts of {options.side} px; {options.tokens} tokens at most; "
        f"medians of {options.turns * options.updates} updates a side"
    )


if __name__ == "__main__":
    main()
