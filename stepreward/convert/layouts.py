"""The layouts that RL frameworks read, as data: where each keeps prompt, truth and the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

TAKEN = ("id", "prefill")  # texts of a record that have a place of their own in a layout
OURS = "stepreward"  # the data source, environment and domain where none is named


@dataclass(frozen=True, slots=True)
class Layout:
    """One framework's row. Every name is a path: ``extra_info.index`` lies in ``extra_info``.

    ``prompt`` holds chat messages, one text, or the JSON text of messages. ``answers`` hold the
    gold answer, and ``details`` is what the key steps, the question and what else belongs to a row
    lie under; where it ``is_labelled``, a label in the place of the answer says all of the truth.
    ``labels`` name the data source and the split, ``fixed`` is the same in every row.
    """

    name: str
    prompt: str
    style: Literal["chat", "text", "json"] = "chat"
    answers: tuple[str, ...] = ()
    details: str = ""
    is_labelled: bool = False
    text: str | None = None  # where the prompt stands as text besides
    labels: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    index: str | None = None
    has_marks: bool = True  # the prompt says where images stand


_SOURCE = {"data_source": "data_source", "split": "extra_info.split"}

LAYOUTS: tuple[Layout, ...] = (
    Layout("trl", prompt="prompt", answers=("answer", "solution"), has_marks=False),
    Layout("swift", prompt="messages", answers=("solution", "answer")),
    Layout(
        "verl",
        prompt="prompt",
        answers=("reward_model.ground_truth",),
        details="extra_info.",
        labels=_SOURCE,
        fixed={"ability": "math", "reward_model.style": "rule"},
        index="extra_info.index",
    ),
    Layout("easyr1", prompt="problem", style="text", answers=("answer",), is_labelled=True),
    Layout(
        "openrlhf",
        prompt="input",
        style="text",
        answers=("label",),
        is_labelled=True,
        labels={"data_source": "datasource"},
    ),
    Layout("slime", prompt="prompt", answers=("label",), details="metadata."),
    Layout("verifiers", prompt="prompt", answers=("answer",), details="info."),
    Layout("areal", prompt="messages", answers=("answer",)),
    Layout(
        "skyrl",
        prompt="prompt",
        answers=("reward_spec.ground_truth",),
        details="extra_info.",
        labels=_SOURCE,
        fixed={"env_class": OURS, "reward_spec.method": "rule"},
        index="extra_info.index",
    ),
    Layout("nemo-rl", prompt="input", style="text", answers=("output",), is_labelled=True),
    Layout(
        "roll",
        prompt="messages",
        style="json",
        answers=("ground_truth",),
        is_labelled=True,
        text="prompt",
        labels={"data_source": "tag"},
        fixed={"domain": OURS},
    ),
)
BY_NAME: Mapping[str, Layout] = {layout.name: layout for layout in LAYOUTS}
