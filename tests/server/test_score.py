"""Batches of records: every one gets its report or its error, in order."""

from __future__ import annotations

import json

import pytest

import stepreward as sr
from stepreward.server.bodies import ScoreRequest
from stepreward.server.replies import ScoreReply
from tests.server.batches import GOOD, plain, report_of, shipped
from tests.server.running import Running


def test_reports_are_those_of_the_scorer(shared: Running) -> None:
    rows = shipped()
    results = shared.ask("/score", {"records": rows}).json["results"]
    assert len(rows) > 90
    assert [one["reports"] for one in results] == [[plain(report_of(row))] for row in rows]
    assert [one.get("id") for one in results] == [row.get("id") for row in rows]


def test_metrics_are_those_of_the_reports(shared: Running) -> None:
    rows = shipped()[:8]
    results = shared.ask("/score", {"records": rows, "reply": "metrics"}).json["results"]
    assert [one["metrics"] for one in results] == [[report_of(row).metrics()] for row in rows]
    assert all("reports" not in one for one in results)


def test_a_group_gets_a_report_a_completion(shared: Running) -> None:
    group = GOOD | {
        "completions": ["12/2 = 6\n#### 6", [{"role": "assistant", "content": "#### 7"}], "#### 6"],
        "completion": None,
        "truncated": [False, False, True],
    }
    (result,) = shared.ask("/score", {"records": [group]}).json["results"]
    truth, scorer = sr.GroundTruth("6", ["12/2 = 6"]), sr.Scorer()
    expected = [
        scorer.score("12/2 = 6\n#### 6", truth),
        scorer.score("#### 7", truth),
        scorer.score("#### 6", truth, truncated=True),
    ]
    assert result == {"id": "a", "reports": [plain(one) for one in expected]}


def test_a_prefill_is_read(shared: Running) -> None:
    said = {"completion": "12/2 = 6 eggs are half.\n#### 6", "answer": "6"}
    begun = said | {"prefill": "<think>\n"}
    answer = shared.ask("/score", {"records": [said, begun]})
    formats = [one["reports"][0]["format"] for one in answer.json["results"]]
    expected = sr.Scorer().score(said["completion"], sr.GroundTruth("6"), prefill="<think>\n")
    assert formats[1] == expected.format != formats[0]


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        pytest.param({"id": 7, "completion": "x"}, "answer: no field 'answer'", id="no answer"),
        pytest.param({"id": 7, "answer": "6"}, "completion: no field", id="no completion"),
        pytest.param({"id": 7, "answer": " ", "completion": "x"}, "answer: is empty", id="empty"),
        pytest.param(
            {"id": 7, "answer": "6", "completion": "x", "key_steps": 5}, "key_steps", id="keys"
        ),
        pytest.param({"id": 7, "answer": "6", "completion": 5}, "the number 5", id="kind"),
    ],
)
def test_a_bad_record_is_refused_alone(shared: Running, bad: dict[str, object], error: str) -> None:
    first, middle, last = shared.ask("/score", {"records": [GOOD, bad, GOOD]}).json["results"]
    assert first == last == {"id": "a", "reports": [plain(report_of(GOOD))]}
    assert middle["id"] == 7
    assert middle["error"].startswith("records[1]: ")
    assert error in middle["error"]
    assert "reports" not in middle


def test_what_is_no_object_is_refused_alone(shared: Running) -> None:
    first, second = shared.ask("/score", {"records": ["x", GOOD]}).json["results"]
    assert first == {
        "error": "records[0]: is the text 'x', not an object; write one object a record"
    }
    assert "reports" in second


def test_no_records_are_no_results(shared: Running) -> None:
    assert shared.ask("/score", {"records": []}).json == {"results": []}


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        pytest.param(b'{"records": [', 400, "at character 14; send one JSON object", id="cut off"),
        pytest.param(b"", 400, "at character 1", id="nothing"),
        pytest.param(b"[]", 400, "is the list [], not an object", id="a list"),
        pytest.param(b'{"records": "\xff"}', 400, "byte 14 (0xff) is no UTF-8", id="no UTF-8"),
        pytest.param(b'{"records": [NaN]}', 400, "records[0]: NaN is no JSON", id="NaN"),
        pytest.param(b"[" * 100_000, 400, "nested too deeply", id="deep"),
        pytest.param(b"{}", 422, "records: is missing", id="no records"),
        pytest.param(b'{"records": {}}', 422, "records: got the object {}", id="an object"),
        pytest.param(b'{"record": []}', 422, "records: is missing; the body has 'record'", id="s"),
        pytest.param(
            b'{"records": [], "replie": "metrics"}', 422, "did you mean 'reply'?", id="a typo"
        ),
        pytest.param(b'{"records": [], "reply": "all"}', 422, "'reports' or 'metrics'", id="reply"),
    ],
)
def test_a_body_that_will_not_do_is_refused(
    shared: Running, body: bytes, status: int, words: str
) -> None:
    answer = shared.ask("/score", body)
    assert answer.status == status
    assert words in answer.error


def test_too_many_completions_are_refused_and_as_many_as_may_be_are_not(shared: Running) -> None:
    group = {"completions": [""] * 4096, "answer": "6"}
    assert shared.ask("/score", {"records": [group], "reply": "metrics"}).status == 200
    answer = shared.ask("/score", {"records": [group, GOOD]})
    assert answer.status == 422
    assert answer.error == "body: holds 4,097 completions; send 4,096 or fewer at a time"


@pytest.mark.parametrize(
    ("size", "status"),
    [
        pytest.param(1 << 20, 200, id="as large as may be"),
        pytest.param((1 << 20) + 1, 413, id="a byte larger"),
        pytest.param(3 << 20, 413, id="three times as large"),
    ],
)
def test_a_body_may_be_so_large(shared: Running, size: int, status: int) -> None:
    body = json.dumps({"records": [GOOD | {"image": ""}]}).encode()
    body = body.replace(b'"image": "', b'"image": "' + b"x" * (size - len(body)))
    assert len(body) == size
    answer = shared.ask("/score", body)
    assert answer.status == status
    if status == 413:
        assert "larger than 1,048,576 bytes; send fewer records" in answer.error


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="no type"),
        pytest.param({"Content-Type": "text/plain"}, id="what a web page may send"),
        pytest.param({"Content-Type": "application/json", "Content-Encoding": "gzip"}, id="gzip"),
    ],
)
def test_a_body_says_that_it_is_plain_json(shared: Running, headers: dict[str, str]) -> None:
    answer = shared.ask("/score", {"records": []}, headers=headers)
    assert answer.status == 415
    assert answer.error.startswith("send the ")


def test_a_charset_is_no_harm(shared: Running) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}
    assert shared.ask("/score", {"records": []}, headers=headers).status == 200


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        pytest.param("/scores", {"records": []}, 404, id="a typo"),
        pytest.param("/score", None, 405, id="GET"),
    ],
)
def test_the_routes_are_named(
    shared: Running, path: str, body: dict[str, object] | None, status: int
) -> None:
    answer = shared.ask(path, body)
    assert answer.status == status
    assert "POST /score, POST /get_reward" in answer.error


# What OpenAPI says.


def test_openapi_describes_both_calls_with_examples(shared: Running) -> None:
    described = shared.ask("/openapi.json").json
    schemas = described["components"]["schemas"]
    for path, asked, replied in (
        ("/score", "ScoreRequest", "ScoreReply"),
        ("/get_reward", "RewardRequest", "RewardReply"),
    ):
        call = described["paths"][path]["post"]
        sent = call["requestBody"]["content"]["application/json"]["schema"]
        given = call["responses"]["200"]["content"]["application/json"]["schema"]
        assert sent == {"$ref": f"#/components/schemas/{asked}"}
        assert given == {"$ref": f"#/components/schemas/{replied}"}
        assert schemas[asked]["examples"]
        assert schemas[replied]["examples"]
        assert {"400", "401", "413", "422", "429"} <= set(call["responses"])
    record = schemas["ScoreRequest"]["properties"]["records"]["items"]
    assert {"completion", "completions", "answer", "key_steps"} <= set(record["properties"])
    assert record["examples"]


def test_every_reference_leads_somewhere(shared: Running) -> None:
    described = shared.ask("/openapi.json")
    schemas = described.json["components"]["schemas"]
    pieces = described.body.decode().split('"#/components/schemas/')[1:]
    assert {piece.partition('"')[0] for piece in pieces} <= set(schemas)


def test_the_example_can_be_sent_and_the_reply_is_as_described(shared: Running) -> None:
    (example,) = ScoreRequest.model_json_schema()["examples"]
    reply = ScoreReply.model_validate_json(shared.ask("/score", example).body)
    (record,) = example["records"]
    assert reply.results[0].id == record["id"]
    assert reply.results[0].reports is not None
    assert reply.results[0].reports[0].reward == report_of(record).reward


def test_whole_replies_are_as_described(shared: Running) -> None:
    bad = {"completion": "x"}
    for kind in ("reports", "metrics"):
        answer = shared.ask("/score", {"records": [*shipped(), bad], "reply": kind})
        reply = ScoreReply.model_validate_json(answer.body)
        assert reply.results[-1].error is not None


def test_the_docs_are_there(shared: Running) -> None:
    answer = shared.ask("/docs", token=None)
    assert answer.status == 200
    assert b"/openapi.json" in answer.body
