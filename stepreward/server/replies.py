"""What is replied, as OpenAPI shows it; workers write it as plain JSON."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

_METRICS: JsonDict = {
    "reward": 2.1,
    "step_rar": 1.1,
    "step_rvr": 1.0,
    "accuracy": 1.0,
    "coverage": 1.0,
    "validity": 1.0,
    "has_answer": 1.0,
    "has_key_steps": 1.0,
    "undecided": 0.0,
    "violations": 0.0,
    "steps": 1.0,
}


class Span(BaseModel):
    """A stretch of text that earned something."""

    span: tuple[int, int]
    reward: float
    why: str


class WrittenStep(BaseModel):
    """A step, by the number that the trace wrote."""

    number: int | None
    span: tuple[int, int]


class WrittenAnswer(BaseModel):
    """The final answer and the verdict on it."""

    text: str | None
    span: tuple[int, int] | None
    verdict: Literal["equal", "different", "undecided"]
    reason: str


class WrittenMatch(BaseModel):
    """What became of a key step."""

    key: int
    is_match: bool
    form: str
    step: int | None
    span: tuple[int, int] | None
    reason: str


class WrittenViolation(BaseModel):
    """A broken rule."""

    rule: str
    detail: str
    step: int | None
    span: tuple[int, int] | None
    breaks: bool


class WrittenReport(BaseModel):
    """The report as ``stepreward score`` writes it; docs/records.md has every key."""

    model_config = ConfigDict(extra="forbid", title="Report")

    schema_: int = Field(alias="schema")
    reward: float
    step_rar: float
    step_rvr: float
    accuracy: float | None
    coverage: float | None
    validity: float
    answer: WrittenAnswer
    format: str
    steps: list[WrittenStep]
    matches: list[WrittenMatch]
    violations: list[WrittenViolation]
    first_error: int | None
    first_error_reason: str | None
    credits: list[Span]
    signature: str


class Result(BaseModel):
    """What came of one record: its reports, or their metrics, or an error."""

    model_config = ConfigDict(extra="forbid")

    id: Any = Field(None, description="The record's, where it has one.")
    reports: list[WrittenReport] | None = Field(None, description="One a completion.")
    metrics: list[dict[str, float]] | None = Field(None, description="One a completion.")
    error: str | None = Field(None, description="Which field is wrong, and the mend.")


class ScoreReply(BaseModel):
    """One result a record, in their order."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "results": [
                        {"id": "q1-0", "metrics": [_METRICS]},
                        {"id": "q1-1", "error": "records[1]: answer: no field …"},
                    ]
                }
            ]
        },
    )

    results: list[Result]


class RewardReply(BaseModel):
    """What OpenRLHF reads: numbers for one query, lists of them for several."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"rewards": 2.1, "scores": 1.0, "extra_logs": _METRICS}],
        },
    )

    rewards: float | list[float]
    scores: float | list[float] = Field(description="The accuracy: 1 for a right answer, else 0.")
    extra_logs: dict[str, float | list[float]] = Field(description="The metrics of the reports.")


class Refusal(BaseModel):
    """Why a whole request is refused, and the mend."""

    error: str


class Health(BaseModel):
    """That the server is there, and how it scores."""

    status: Literal["ok"]
    workers: int
    inside: int = Field(description="Requests that are not answered yet.")
    waiting: int = Field(description="Requests that no worker has taken yet.")
    signature: str = Field(description="Every choice that can move a reward.")
