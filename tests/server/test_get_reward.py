"""The reward call of OpenRLHF 0.11.2: what it sends, and what it reads."""

from __future__ import annotations

import json
from typing import Any

import pytest

import stepreward as sr
from stepreward.adapters.openrlhf import reward_func
from stepreward.server.bodies import RewardRequest
from stepreward.server.replies import RewardReply
from tests.engine.lines import wait_for
from tests.server.running import Running

PROMPT = "<|im_start|>user\nHalf of the 12 eggs?<|im_end|>\n<|im_start|>assistant\n"
SAID = "Half of the 12 eggs are for her: 12/2 = 6 eggs.\n#### 6"
TRUTH: dict[str, Any] = {
    "answer": "6",
    "key_steps": ["12/2 = 6"],
    "question": "Half of the 12 eggs?",
}


def sent(*rows: tuple[str, str, object]) -> dict[str, Any]:
    """Write rollouts as OpenRLHF's executor does."""
    queries, prompts, labels = zip(*rows, strict=True)
    return {"query": list(queries), "prompts": list(prompts), "labels": list(labels)}


def scored(completion: str) -> sr.Report:
    return sr.Scorer().score(completion, sr.GroundTruth(**TRUTH))


def test_one_query_is_answered_by_numbers(shared: Running) -> None:
    # OpenRLHF sends one a call, and puts `rewards` into torch.tensor([rewards]).
    row = (PROMPT + SAID + "<|im_end|>", PROMPT, json.dumps(TRUTH))
    answer = shared.ask("/get_reward", sent(row))
    report = scored(SAID)
    assert answer.headers["content-type"] == "application/json"
    assert answer.json == {
        "rewards": report.reward,
        "scores": report.accuracy,
        "extra_logs": report.metrics(),
    }
    assert report.reward == 2.1


def test_several_queries_are_answered_by_lists(shared: Running) -> None:
    wrong = SAID.replace("#### 6", "#### 7")
    rows = [(PROMPT + one, PROMPT, json.dumps(TRUTH)) for one in (SAID, wrong, "")]
    reply = shared.ask("/get_reward", sent(*rows)).json
    reports = [scored(SAID), scored(wrong), scored("")]
    assert reply["rewards"] == [one.reward for one in reports]
    assert reply["scores"] == [1.0, 0.0, 0.0]
    metrics = [one.metrics() for one in reports]
    assert reply["extra_logs"] == {name: [one[name] for one in metrics] for name in metrics[0]}


@pytest.mark.parametrize(
    ("label", "reward"),
    [
        pytest.param(json.dumps(TRUTH), 2.1, id="JSON text"),
        pytest.param(TRUTH, 2.1, id="an object"),
        pytest.param({"solution": "6", "problem": "?"}, 2.0, id="other names"),
        pytest.param("6", 2.0, id="the answer alone"),
        pytest.param(6, 2.0, id="a number"),
        pytest.param("7", 1.0, id="another answer"),
        pytest.param(["six eggs", "6"], 2.0, id="several answers"),
    ],
)
def test_a_label_is_a_truth_or_an_answer(shared: Running, label: object, reward: float) -> None:
    assert shared.ask("/get_reward", sent((PROMPT + SAID, PROMPT, label))).json["rewards"] == reward


def test_the_prompt_earns_nothing(shared: Running) -> None:
    prompt = f"{SAID}\n<|im_start|>assistant\n"
    reply = shared.ask("/get_reward", sent((prompt, prompt, json.dumps(TRUTH)))).json
    assert reply["rewards"] == scored("").reward == 0.0


def test_what_the_prompt_wrote_of_the_completion_is_read(shared: Running) -> None:
    prompt = f"{PROMPT}<think>\n"  # thoughts that never end hold no answer
    reply = shared.ask("/get_reward", sent((prompt + SAID, prompt, json.dumps(TRUTH)))).json
    report = sr.Scorer().score(SAID, sr.GroundTruth(**TRUTH), prefill="<think>\n")
    assert reply["rewards"] == report.reward == 0.0
    assert scored(SAID).reward == 2.1


@pytest.mark.parametrize(
    "row",
    [
        pytest.param((PROMPT + SAID, PROMPT, json.dumps(TRUTH)), id="a truth"),
        pytest.param((PROMPT + SAID, PROMPT, "6"), id="an answer"),
        pytest.param((f"{PROMPT}<think>\n{SAID}", f"{PROMPT}<think>\n", "6"), id="begun"),
        pytest.param((f"<s>{PROMPT}{SAID}</s>", PROMPT, "7"), id="special tokens"),
    ],
)
def test_the_file_for_openrlhf_pays_the_same(
    shared: Running, row: tuple[str, str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STEPREWARD_CONFIG", raising=False)
    query, prompt, label = row
    here = reward_func([query], [prompt], [label])
    there = shared.ask("/get_reward", sent(row)).json
    assert (here["rewards"], here["scores"]) == (there["rewards"], there["scores"])
    assert here["extra_logs"] == there["extra_logs"] | {"bad_truth": 0.0}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param(sent(("else", PROMPT, "6")), "query[0]: does not begin with", id="prompt"),
        pytest.param(
            sent((PROMPT, PROMPT, "6"), (PROMPT, PROMPT, '{"answer": ')),
            "labels[1]: begins as a JSON object, but is no JSON",
            id="a label cut off",
        ),
        pytest.param(sent((PROMPT, PROMPT, {})), "labels[0]: answer: no field", id="no answer"),
        pytest.param(sent((PROMPT, PROMPT, None)), "labels[0]: answer: is null", id="null"),
        pytest.param(
            {"query": ["x"], "prompts": [], "labels": ["6"]}, "prompts: 0 for 1", id="few prompts"
        ),
        pytest.param(
            {"query": ["x"], "prompts": [""], "labels": []}, "labels: 0 for 1", id="few labels"
        ),
        pytest.param({"query": ["x"], "prompts": [""]}, "labels: is missing", id="no labels"),
        pytest.param(
            {"query": [5], "prompts": [""], "labels": ["6"]}, "query[0]: got the number 5", id="int"
        ),
        pytest.param({"query": [], "prompts": [], "labels": []}, "query: is empty", id="none"),
    ],
)
def test_a_bad_rollout_is_refused_and_the_operator_told(
    shared: Running, body: dict[str, object], words: str
) -> None:
    answer = shared.ask("/get_reward", body)
    assert answer.status == 422
    assert words in answer.error
    shared.wait_for_words(f"/get_reward refused: {words}")


def test_the_same_refusal_is_told_once_in_a_row(shared: Running) -> None:
    body = sent(("told once", PROMPT, "6"))
    other = sent((PROMPT, PROMPT, {"told": "once"}))

    def told() -> list[str]:
        return [line for line in shared.words if line.startswith("/get_reward refused")]

    before = len(told())
    for one in (other, body, body, body, other):
        assert shared.ask("/get_reward", one).status == 422
    wait_for(lambda: len(told()) >= before + 3)
    assert ["query[0]" in line for line in told()[before:]] == [False, True, False]


def test_what_other_versions_send_besides_is_no_harm(shared: Running) -> None:
    body = sent((PROMPT + SAID, PROMPT, "6")) | {"images": [None]}
    assert shared.ask("/get_reward", body).status == 200


def test_the_example_can_be_sent_and_replies_are_as_described(shared: Running) -> None:
    (example,) = RewardRequest.model_json_schema()["examples"]
    one = RewardReply.model_validate_json(shared.ask("/get_reward", example).body)
    assert isinstance(one.rewards, float)
    twice = {name: values * 2 for name, values in example.items()}
    two = RewardReply.model_validate_json(shared.ask("/get_reward", twice).body)
    assert two.rewards == [one.rewards] * 2
