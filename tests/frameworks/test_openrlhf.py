"""OpenRLHF: its executor with our file, and what its sample generator makes of the reward."""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("openrlhf", reason="OpenRLHF is not installed: make test-openrlhf")

from openrlhf.utils.agent import SingleTurnAgentExecutor

from stepreward.adapters.names import name_for
from tests.frameworks.letters import letters
from tests.frameworks.records import ANSWER, BESIDE, QUESTION, TOLD

LABEL = json.dumps({"answer": ANSWER, **BESIDE})


class Engine:
    """Stands for vLLM: it gives one completion, whatever is asked."""

    def __init__(self, ids: list[int]) -> None:
        self._output = SimpleNamespace(token_ids=ids, finish_reason="stop", logprobs=None)

    async def generate(self, *_: Any, **__: Any) -> Any:
        """Give it as vLLM's requests end."""
        return SimpleNamespace(outputs=[self._output])


def executed(text: str, label: str) -> dict[str, Any]:
    """Run one prompt through OpenRLHF's executor."""
    tokenizer = letters()
    prompt = tokenizer.apply_chat_template(
        [{"role": "user", "content": QUESTION}], tokenize=False, add_generation_prompt=True
    )
    engine = Engine([*tokenizer(text).input_ids, tokenizer.eos_token_id])
    asked = SimpleNamespace(max_tokens=1_000, logprobs=None)
    executor = SingleTurnAgentExecutor(name_for("openrlhf"))
    found: dict[str, Any] = asyncio.run(
        executor.execute(prompt, label, asked, 2_000, tokenizer, engine)
    )
    return found


@pytest.mark.parametrize("told", TOLD)
def test_the_executor_gets_what_the_scorer_pays(told: Any) -> None:
    found = executed(told.text, LABEL)
    assert found["reward"] == pytest.approx(told.report.reward)
    assert found["scores"] == (told.report.accuracy or 0.0)
    assert found["extra_logs"]["coverage"] == told.report.coverage


def test_a_label_that_cannot_be_read_is_paid_zero_and_not_lost() -> None:
    assert executed(TOLD[0].text, '{"answer": {}}')["reward"] == 0.0
    assert executed(TOLD[0].text, ANSWER)["reward"] == 2.0
