"""Key steps by a model, asked over a real connection: what is sent, read, repeated and kept."""

from __future__ import annotations

import base64
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import stepreward as sr
from stepreward.errors import EndpointError, FileError
from stepreward.keysteps.cleaned import clean_key_steps
from stepreward.keysteps.task import Failure, Task
from stepreward.llm import Price, Teacher, Usage
from stepreward.llm.answers import UnreadableError, read_answer
from tests.keysteps.endpoint import Heard, serving

TRUTH = sr.GroundTruth("18", None, "She has 16 eggs and sells what is left for $2 each.")
TASK = Task(("16 - 7 = 9, and 9 * 2 = 18",), TRUTH)
KEYS = (sr.KeyStep(("16 - 7 = 9", "16 minus 7 is 9")),)


@pytest.fixture(autouse=True)
def _no_keys_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def heard() -> Iterator[Heard]:
    with serving() as server:
        yield server


def teacher(model: str, heard: Heard, folder: Path, **settings: Any) -> Teacher:
    return Teacher(model, heard.url, folder / "cache", **settings)


@pytest.mark.parametrize(
    ("model", "requests"),
    [
        pytest.param("good", 1, id="answers well"),
        pytest.param("chatty", 1, id="puts words and fences around it"),
        pytest.param("learns", 2, id="answers well when told what was wrong"),
        pytest.param("busy", 3, id="has no time at first"),
    ],
)
def test_a_model_that_answers(heard: Heard, tmp_path: Path, model: str, requests: int) -> None:
    assert list(teacher(model, heard, tmp_path)([TASK])) == [KEYS]
    assert heard.count(model) == requests


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        pytest.param("babbles", "no key steps in 3 answers: there is no JSON object", id="babbles"),
        pytest.param("bare", "no key steps in 3 answers: there is no JSON object", id="is silent"),
        pytest.param("broken", "out of memory", id="fails again and again"),
        pytest.param("picky", "temperature is not supported", id="refuses the request"),
    ],
)
def test_a_model_that_fails_one_question(
    heard: Heard, tmp_path: Path, model: str, reason: str
) -> None:
    (failure,) = teacher(model, heard, tmp_path, max_retries=1)([TASK])
    assert isinstance(failure, Failure)
    assert reason in failure.reason


@pytest.mark.parametrize("model", ["locked", "nobody"])
def test_a_model_that_nobody_can_ask_stops_the_run(
    heard: Heard, tmp_path: Path, model: str
) -> None:
    with pytest.raises(EndpointError, match="check key, model and address"):
        list(teacher(model, heard, tmp_path, concurrency=3)([TASK] * 20))
    assert heard.count(model) <= 3  # those that were on their way


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    nobody = Teacher("m", f"http://127.0.0.1:{port}/v1", tmp_path, max_retries=0)
    with pytest.raises(EndpointError, match="cannot be reached; is the server up"):
        list(nobody([TASK]))


def test_without_address_and_key(tmp_path: Path) -> None:
    with pytest.raises(EndpointError, match="--base-url, or set OPENAI_API_KEY"):
        list(Teacher("m", cache=tmp_path)([TASK]))


def test_the_key_of_the_environment_is_sent(
    heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    list(teacher("good", heard, tmp_path)([TASK]))
    assert heard.keys == {"Bearer k"}


# What is sent.


def test_question_answer_and_references_are_sent(heard: Heard, tmp_path: Path) -> None:
    task = Task(("It is 16 - 7 = 9.", "It is 16 + 7 = 23."), TRUTH, (True, False))
    options = {"temperature": None, "seed": 7}
    list(teacher("good", heard, tmp_path, options=options)([task]))
    (request,) = heard.requests
    assert (request["seed"], "temperature" in request) == (7, False)
    system, user = request["messages"]
    assert (system["role"], user["role"]) == ("system", "user")
    for words in (
        "<question>\nShe has 16 eggs",
        "<answer>\n18\n</answer>",
        '<solution label="right">\nIt is 16 - 7 = 9.',
        '<solution label="wrong">\nIt is 16 + 7 = 23.',
        "No form of any key step may state the final answer",
    ):
        assert words in user["content"]


def test_an_image_is_sent_with_the_words(heard: Heard, tmp_path: Path) -> None:
    picture = tmp_path / "chart.png"
    picture.write_bytes(b"\x89PNG")
    address = "https://example.org/chart.png"
    tasks = [Task(TASK.references, TRUTH, None, image) for image in (str(picture), address)]
    assert list(teacher("good", heard, tmp_path, concurrency=1)(tasks)) == [KEYS, KEYS]
    sent = [request["messages"][1]["content"][0]["image_url"]["url"] for request in heard.requests]
    coded = base64.b64encode(b"\x89PNG").decode()
    assert sent == [f"data:image/png;base64,{coded}", address]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("none.png", "cannot be read: No such file", id="not there"),
        pytest.param("notes.txt", "is no image by its name", id="no image"),
    ],
)
def test_an_image_that_cannot_be_sent(heard: Heard, tmp_path: Path, name: str, reason: str) -> None:
    task = Task(TASK.references, TRUTH, None, str(tmp_path / name))
    (failure,) = teacher("good", heard, tmp_path)([task])
    assert isinstance(failure, Failure)
    assert reason in failure.reason
    assert heard.requests == []


def test_nothing_to_learn_from_no_request(heard: Heard, tmp_path: Path) -> None:
    tasks = [Task((), TRUTH), Task(("16 + 7 = 23",), TRUTH, (False,))]
    assert list(teacher("good", heard, tmp_path)(tasks)) == [(), ()]
    assert heard.requests == []


def test_no_more_requests_at_once_than_allowed(heard: Heard, tmp_path: Path) -> None:
    tasks = [Task((f"16 - 7 = 9 for {n}",), TRUTH) for n in range(12)]
    assert list(teacher("slow", heard, tmp_path, concurrency=3)(tasks)) == [KEYS] * 12
    assert 1 < heard.most_at_once <= 3


# What is kept.


def test_a_stopped_run_costs_nothing_twice(heard: Heard, tmp_path: Path) -> None:
    tasks = [Task((f"16 - 7 = 9 for {n}",), TRUTH) for n in range(4)]
    first = teacher("good", heard, tmp_path, concurrency=1)
    run = first(tasks)
    next(run)
    run.close()  # type: ignore[attr-defined]  # a generator
    paid = heard.count("good")
    second = teacher("good", heard, tmp_path)
    assert list(second(tasks)) == [KEYS] * 4
    assert heard.count("good") == 4
    assert (second.usage.requests, second.usage.cached) == (4, paid)
    assert second.usage.prompt_tokens == 100 * (4 - paid)


def test_bad_answers_are_kept_as_well(heard: Heard, tmp_path: Path) -> None:
    for _ in range(2):
        list(teacher("babbles", heard, tmp_path)([TASK]))
    assert heard.count("babbles") == 3


def test_a_damaged_cache_file_counts_as_none(heard: Heard, tmp_path: Path) -> None:
    list(teacher("good", heard, tmp_path)([TASK]))
    (kept,) = (tmp_path / "cache").rglob("*.json")
    kept.write_text("{")
    assert list(teacher("good", heard, tmp_path)([TASK])) == [KEYS]
    assert heard.count("good") == 2
    assert json.loads(kept.read_text())["prompt"] == 100


def test_another_model_or_question_is_another_request(heard: Heard, tmp_path: Path) -> None:
    for model in ("good", "chatty"):
        list(teacher(model, heard, tmp_path)([TASK]))
    list(teacher("good", heard, tmp_path)([Task(("16 - 7 = 9",), TRUTH)]))
    assert (heard.count("good"), heard.count("chatty")) == (2, 1)


def test_a_cache_that_cannot_be_made(heard: Heard, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(FileError, match="cannot be made"):
        list(teacher("good", heard, tmp_path)([TASK]))


def test_cost() -> None:
    usage = Usage(requests=3, cached=1, prompt_tokens=2_000_000, completion_tokens=500_000)
    assert usage.cost(Price(0.5, 2.0)) == 2.0


# What is read.


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("", "there is no JSON object", id="nothing"),
        pytest.param('{"key_steps": [', "it is no JSON", id="cut off"),
        pytest.param('{"steps": []}', 'no "key_steps"', id="another object"),
        pytest.param('{"key_steps": ["a"]}', "key_steps.0: Input should be", id="no forms"),
        pytest.param('{"key_steps": [{"forms": []}]}', "at least 1 item", id="an empty list"),
        pytest.param('{"key_steps": [{"forms": [" "]}]}', "at least 1 character", id="blank"),
        pytest.param('{"key_steps": [{"forms": [7]}]}', "should be a valid string", id="a number"),
        pytest.param('{"a":' * 100_000, "no JSON", id="nested"),
    ],
)
def test_an_answer_that_cannot_be_read(text: str, problem: str) -> None:
    with pytest.raises(UnreadableError, match=problem):
        read_answer(text)


@pytest.mark.parametrize(
    ("forms", "kept"),
    [
        pytest.param([["16 - 7 = 9"]], [("16 - 7 = 9",)], id="a good one"),
        pytest.param([["the", "16 - 7 = 9"]], [("16 - 7 = 9",)], id="one that cannot match"),
        pytest.param([["16 - 7 = 8"]], [], id="false arithmetic"),
        pytest.param([["9 * 2 = 18"]], [], id="the answer computed"),
        pytest.param([["the total is 18"]], [], id="the answer told"),
        pytest.param([["she has 16 eggs"]], [], id="the question"),
        pytest.param([["x" * 300]], [], id="too long"),
        pytest.param([["16 - 7 = 9"], ["16 minus 7 is 9"]], [("16 - 7 = 9",)], id="said twice"),
        pytest.param([["16 - 7 = 9"] * 2], [("16 - 7 = 9",)], id="a form twice"),
    ],
)
def test_what_a_model_wrote_is_cleaned(forms: list[list[str]], kept: list[tuple[str, ...]]) -> None:
    keys = [sr.KeyStep(tuple(one)) for one in forms]
    cleaned = clean_key_steps(keys, question=TRUTH.question, answer="18")
    assert [key.forms for key in cleaned] == kept


@pytest.mark.parametrize(
    ("reference", "kept"),
    [
        pytest.param("Of them 16 - 7 = 9 are left.", 1, id="stated in other words"),
        pytest.param("Of them 16 - 6 = 10 are left.", 0, id="stated by nobody"),
    ],
)
def test_what_no_reference_states_goes(reference: str, kept: int) -> None:
    assert len(clean_key_steps(KEYS, references=["nothing", reference])) == kept


def test_what_only_wrong_references_state_goes(heard: Heard, tmp_path: Path) -> None:
    task = Task(("16 - 6 = 10", "16 - 7 = 9"), TRUTH, (True, False))
    assert list(teacher("good", heard, tmp_path)([task])) == [()]


def test_the_answer_is_kept_where_it_may() -> None:
    keys = [sr.KeyStep(("9 * 2 = 18",))]
    assert clean_key_steps(keys, answer="18", allow_answer=True) == tuple(keys)
