"""What is asked: the bodies of requests, as pydantic checks them and OpenAPI shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler
from pydantic.config import JsonDict
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

_RECORD: JsonDict = {
    "id": "q1-0",
    "question": "There are 12 eggs. How many are half of them?",
    "answer": "6",
    "key_steps": ["12/2 = 6"],
    "completion": "Half of the 12 eggs are 12/2 = 6 eggs.\n#### 6",
}
_ROLLOUT: JsonDict = {
    "query": ["<|im_start|>user\nHalf of 12?<|im_end|>\n<|im_start|>assistant\n#### 6<|im_end|>"],
    "prompts": ["<|im_start|>user\nHalf of 12?<|im_end|>\n<|im_start|>assistant\n"],
    "labels": ['{"answer": "6", "key_steps": ["12/2 = 6"]}'],
}


class Record(BaseModel):
    """What the scorer reads of a record, under its usual names; other fields are left alone."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [_RECORD]})

    completion: str | dict[str, Any] | list[dict[str, Any]] | None = Field(
        None, description="What the policy wrote: text or chat messages; or give completions."
    )
    completions: list[str | dict[str, Any] | list[dict[str, Any]]] | None = Field(
        None, description="A group: several for one question."
    )
    answer: str | float | bool | list[str | float | bool] | None = Field(
        None, description="The gold answer, or a list of accepted ones; or give solution."
    )
    solution: str | float | bool | list[str | float | bool] | None = None
    key_steps: Any = Field(None, description="Texts, or lists of texts that count alike.")
    question: str | None = Field(None, description="With its options; or give problem.")
    problem: str | None = None
    truncated: bool | list[bool] | None = Field(
        None, description="Whether generation hit its limit; for a group also one a completion."
    )
    prefill: str | None = Field(None, description="What the prompt already wrote of it.")
    id: Any = Field(None, description="Comes back with the result.")


@dataclass(frozen=True, slots=True)
class _ShownAs:
    """OpenAPI shows a model where anything is taken: whoever reads it checks it."""

    model: type[BaseModel]

    def __get_pydantic_json_schema__(
        self, _: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(self.model.__pydantic_core_schema__)


class ScoreRequest(BaseModel):
    """A batch of records."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        json_schema_extra={"examples": [{"records": [_RECORD], "reply": "reports"}]},
    )

    records: Annotated[
        list[Annotated[Any, _ShownAs(Record)]],
        Field(description="Records of schema 1, one a question; a bad one is refused alone."),
    ]
    reply: Annotated[
        Literal["reports", "metrics"],
        Field(description="Whole reports, or their metrics alone: 11 numbers a completion."),
    ] = "reports"


class RewardRequest(BaseModel):
    """A batch of rollouts as OpenRLHF sends it: three lists of one length."""

    model_config = ConfigDict(frozen=True, strict=True, json_schema_extra={"examples": [_ROLLOUT]})

    query: list[str] = Field(description="Prompt and completion in one text, special tokens too.")
    prompts: list[str] = Field(description="The prompt of each query; it is cut off.")
    labels: list[Any] = Field(
        description='The answer, or {"answer": …, "key_steps": …, "question": …} as text or object.'
    )
