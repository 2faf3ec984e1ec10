"""Real records, and every adapter as one function of a record."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from stepreward import GroundTruth, Scorer
from stepreward.adapters import (
    areal,
    easyr1,
    nemo_rl,
    openrlhf,
    roll,
    skyrl,
    slime,
    swift,
    tinker,
    trl,
    verifiers,
    verl,
)
from stepreward.report import Report

DATA = Path(__file__).resolve().parents[2] / "data"
PARTS = ("reward", "step_rar", "step_rvr")


@dataclass(frozen=True)
class Case:
    """A record, and what it is asked to earn."""

    name: str
    completion: str
    answer: str
    key_steps: Any
    question: str

    @property
    def beside(self) -> dict[str, Any]:
        """Give what stands beside the answer."""
        return {"key_steps": self.key_steps, "question": self.question}

    @property
    def label(self) -> str:
        """Give the truth as one text."""
        return json.dumps({"answer": self.answer, **self.beside})

    @property
    def report(self) -> Report:
        """Score without any adapter."""
        truth = GroundTruth(self.answer, self.key_steps, self.question)
        return Scorer().score(self.completion, truth)


def _read(file: str, every: int) -> list[Case]:
    rows = [json.loads(line) for line in (DATA / file).read_text().splitlines()]
    names = ("id", "completion", "answer", "key_steps", "question")
    return [Case(*(row[name] for name in names)) for row in rows[::every]]


CASES = [
    *_read("gsm8k/sample.jsonl", 6),
    *_read("multimodal/examples.jsonl", 5),
    Case("bare", "Answer: 6", "6", ["12 / 2 = 6"], "What is half of 12?"),  # whose validity is 0
]


def _in_columns(function: Any, case: Case) -> float:
    columns = {name: [value] for name, value in case.beside.items()}
    return function([case.completion], answer=[case.answer], **columns)[0]  # type: ignore[no-any-return]


def _in_chats(function: Any, case: Case) -> float:
    columns = {name: [value] for name, value in case.beside.items()}
    return function([_chat(case)], solution=[case.answer], **columns)[0]  # type: ignore[no-any-return]


def _by_orm(kind: Any, case: Case) -> float:
    return _in_columns(kind(args=None), case)


def _beside_gold(function: Any, case: Case) -> float:
    return float(function("any", case.completion, case.answer, case.beside)["score"])


def _in_a_label(function: Any, case: Case) -> float:
    return float(
        function([{"response": case.completion, "ground_truth": case.label}])[0]["overall"]
    )


def _behind_a_prompt(function: Any, case: Case) -> float:
    prompt = f"<|im_start|>user\n{case.question}<|im_end|>\n<|im_start|>assistant\n"
    query = f"{prompt}{case.completion}<|im_end|>"
    return float(function([query], [prompt], [case.label])["rewards"])


def _as_a_row(function: Any, case: Case) -> float:
    return float(function("", case.completion, [], [], answer=case.answer, **case.beside))


def _as_a_sample(function: Any, case: Case) -> float:
    sample = SimpleNamespace(
        label=case.answer, metadata=case.beside, response=case.completion, status="completed"
    )
    return float(asyncio.run(function(None, sample)))


def _as_a_trace(function: Any, case: Case) -> float:
    task = SimpleNamespace(answer=case.answer, info=case.beside)
    trace = SimpleNamespace(last_reply=case.completion, calls=[])
    return float(asyncio.run(function(task, trace)))


def _in_a_rubric(function: Any, case: Case) -> float:
    return float(function(_chat(case), case.answer, case.beside))


def _as_an_action(kind: Any, case: Case) -> float:
    spec = {"method": "rule", "ground_truth": case.answer}
    env = kind({}, {"reward_spec": spec, "extra_info": case.beside})
    return float(env.step(case.completion)["reward"])


def _as_a_response(function: Any, case: Case) -> float:
    return float(function(case.label, case.completion)[0])


class Letters:
    """A tokenizer of one token a character."""

    def decode(self, token_ids: Any, **_: Any) -> str:
        """Turn ids into text."""
        return "".join(map(chr, token_ids))


def _as_tokens(function: Any, case: Case) -> float:
    rows = [{"ground_truth": case.answer, **case.beside}]
    ids = [[*map(ord, case.completion)]]
    return float(function(Letters(), ids, rows).response_level[0])


def _beside_a_row(function: Any, case: Case) -> float:
    return float(function(case.completion, {"answer": case.answer, **case.beside})[0])


def _chat(case: Case) -> list[dict[str, str]]:
    return [{"role": "assistant", "content": case.completion}]


# Of each adapter: how it is called, and what pays the whole reward, StepRAR, and StepRVR.
_CALLED: dict[str, tuple[Callable[[Any, Case], float], Sequence[Any]]] = {
    "trl": (_in_columns, (trl.step_reward, trl.step_rar, trl.step_rvr)),
    "trl, chat": (_in_chats, (trl.step_reward, trl.step_rar, trl.step_rvr)),
    "swift": (_by_orm, tuple(swift.ORMS.values())),
    "verl": (_beside_gold, (verl.compute_score, verl.compute_step_rar, verl.compute_step_rvr)),
    "easyr1": (
        _in_a_label,
        (easyr1.compute_score, easyr1.compute_step_rar, easyr1.compute_step_rvr),
    ),
    "openrlhf": (_behind_a_prompt, (openrlhf.reward_func, openrlhf.step_rar, openrlhf.step_rvr)),
    "areal": (_as_a_row, (areal.step_reward, areal.step_rar, areal.step_rvr)),
    "slime": (_as_a_sample, (slime.step_reward, slime.step_rar, slime.step_rvr)),
    "verifiers": (_as_a_trace, (verifiers.step_reward, verifiers.step_rar, verifiers.step_rvr)),
    "verifiers, rubric": (
        _in_a_rubric,
        (verifiers.rubric_step_reward, verifiers.rubric_step_rar, verifiers.rubric_step_rvr),
    ),
    "skyrl": (_as_an_action, (skyrl.StepRewardEnv, skyrl.StepRAREnv, skyrl.StepRVREnv)),
    "nemo_rl": (_as_a_response, (nemo_rl.step_reward, nemo_rl.step_rar, nemo_rl.step_rvr)),
    "roll": (_as_tokens, (roll.compute_rewards, roll.compute_step_rar, roll.compute_step_rvr)),
    "tinker": (_beside_a_row, (tinker.step_reward, tinker.step_rar, tinker.step_rvr)),
}
ADAPTERS = {
    name: {part: partial(call, one) for part, one in zip(PARTS, ones, strict=True)}
    for name, (call, ones) in _CALLED.items()
}
