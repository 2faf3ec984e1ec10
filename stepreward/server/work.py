"""What a worker process does: the bytes of a request in, the bytes of its reply out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from stepreward.config import ScorerConfig
from stepreward.errors import RecordError, known_are
from stepreward.records import Fields, kind, read_row
from stepreward.scorer import Scorer
from stepreward.server.batch import Found, score_records
from stepreward.server.bodies import RewardRequest, ScoreRequest
from stepreward.server.rollouts import score_rollouts

Route = Literal["score", "get_reward"]
_Model = TypeVar("_Model", bound=BaseModel)
_BAD_REQUEST, _UNPROCESSABLE = 400, 422


class Task(NamedTuple):
    """One request: what is asked, and its body as it came."""

    route: Route
    body: bytes


class Reply(NamedTuple):
    """An HTTP status, a body of JSON, what to count, and why the whole request was refused."""

    status: int
    body: bytes
    rewards: tuple[float, ...] = ()
    rejected: int = 0
    refusal: str | None = None


class Desk:
    """Answer requests with one scorer; whatever a body holds gets a reply."""

    def __init__(self, config: ScorerConfig, fields: Fields) -> None:
        self._scorer = Scorer(config)
        self._fields = fields
        self._routes: dict[Route, Callable[[bytes], Found]] = {
            "score": self._score,
            "get_reward": self._get_reward,
        }

    @property
    def signature(self) -> str:
        """Name every choice that can move a reward."""
        return self._scorer.signature

    def __call__(self, task: Task) -> Reply:
        """Answer one request."""
        try:
            found = self._routes[task.route](task.body)
        except _UnreadableError as error:
            return _refusal(_BAD_REQUEST, str(error))
        except RecordError as error:
            return _refusal(_UNPROCESSABLE, str(error))
        body = json.dumps(found.reply, allow_nan=False).encode("ascii")
        return Reply(200, body, found.rewards, found.rejected)

    def _score(self, body: bytes) -> Found:
        asked = _read(body, ScoreRequest)
        return score_records(self._scorer, self._fields, asked)

    def _get_reward(self, body: bytes) -> Found:
        asked = _read(body, RewardRequest)
        return score_rollouts(self._scorer, self._fields, asked)


class _UnreadableError(Exception):
    """A body is no JSON object."""


def _read(body: bytes, model: type[_Model]) -> _Model:
    try:
        row = read_row(body, "send one JSON object")
    except RecordError as error:
        raise _UnreadableError(f"body: {error}") from None
    try:
        return model.model_validate(row)
    except ValidationError as error:
        raise RecordError(_first(error, row, model.model_fields)) from None


def _first(error: ValidationError, row: Mapping[str, Any], known: Iterable[str]) -> str:
    """Name the first wrong field, what was found, and what is known."""
    found = error.errors(include_url=False)[0]
    where = "".join(f"[{one}]" if isinstance(one, int) else str(one) for one in found["loc"])
    if found["type"] == "missing":
        return f"{where}: is missing; the body has {', '.join(map(ascii, row)) or 'no field'}"
    if found["type"] == "extra_forbidden":
        return f"{ascii(where)[1:-1]}: no such field; {known_are(where, known)}"
    return f"{where}: got {kind(found['input'])}; {found['msg'].lower()}"


def _refusal(status: int, error: str) -> Reply:
    body = json.dumps({"error": error}).encode("ascii")
    return Reply(status, body, refusal=error)
