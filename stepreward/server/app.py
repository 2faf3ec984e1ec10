"""The routes, and what they say of themselves in OpenAPI."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Request, Response, Security
from fastapi.params import Depends as Dependency
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic.json_schema import models_json_schema
from starlette.exceptions import HTTPException as AnyHTTPException

from stepreward.server.access import is_token
from stepreward.server.answer import House, answer
from stepreward.server.bodies import RewardRequest, ScoreRequest
from stepreward.server.measures import Watch
from stepreward.server.replies import Health, Refusal, RewardReply, ScoreReply
from stepreward.server.unread import TakeIn
from stepreward.version import __version__

_SCHEMAS = "#/components/schemas/{model}"
_ROUTES = frozenset({"/score", "/get_reward", "/healthz", "/metrics", "/openapi.json", "/docs"})
_NO_ROUTE = "no such route; there are POST /score, POST /get_reward, GET /healthz, GET /metrics"
_REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": Refusal, "description": "The body is no JSON."},
    401: {"model": Refusal, "description": "The token is missing or wrong."},
    408: {"model": Refusal, "description": "The body came too slowly."},
    413: {"model": Refusal, "description": "The body is too large."},
    415: {"model": Refusal, "description": "The body is not said to be JSON."},
    422: {"model": Refusal, "description": "A field of the body is wrong."},
    429: {"model": Refusal, "description": "The queue is full; the header Retry-After says when."},
    500: {"model": Refusal, "description": "The request killed whichever worker took it."},
}


class App(FastAPI):
    """FastAPI, with the bodies that workers read among its schemas."""

    def openapi(self) -> dict[str, Any]:
        """Describe the routes; bodies go to the workers unread, so FastAPI knows none."""
        if self.openapi_schema is None:
            schema = super().openapi()
            _, found = models_json_schema(
                [(ScoreRequest, "validation"), (RewardRequest, "validation")], ref_template=_SCHEMAS
            )
            schema["components"]["schemas"].update(found["$defs"])
        return self.openapi_schema or {}


def make_app(house: House) -> App:
    """Build the application."""
    app = App(
        title="stepreward",
        version=__version__,
        description="Rewards for reasoning traces, and the reasons for them.",
        redoc_url=None,
    )
    token = house.settings.token
    guard = [] if token is None else [Depends(_guard(token))]
    _add_calls(app, house, guard)
    _add_looks(app, house, guard)
    app.add_exception_handler(AnyHTTPException, _refused)
    app.add_middleware(TakeIn, max_bytes=house.settings.max_body_bytes)
    app.add_middleware(Watch, measures=house.measures, routes=_ROUTES)
    return app


def _add_calls(app: FastAPI, house: House, guard: list[Dependency]) -> None:
    """Add what scores."""

    @app.post(
        "/score",
        response_model=ScoreReply,
        responses=_REFUSALS,
        dependencies=guard,
        openapi_extra=_body(ScoreRequest),
    )
    async def score(request: Request) -> Response:
        """Score a batch of records; a bad one is refused alone, in its place."""
        return await answer(house, "score", request)

    @app.post(
        "/get_reward",
        response_model=RewardReply,
        responses=_REFUSALS,
        dependencies=guard,
        openapi_extra=_body(RewardRequest),
    )
    async def get_reward(request: Request) -> Response:
        """Score rollouts as OpenRLHF sends them to a remote reward model."""
        return await answer(house, "get_reward", request)


def _add_looks(app: FastAPI, house: House, guard: list[Dependency]) -> None:
    """Add what tells how the server does."""

    @app.get("/healthz")
    async def healthz() -> Health:
        """Tell that the server is there."""
        return Health(
            status="ok",
            workers=house.crew.workers,
            inside=house.gate.requests,
            waiting=house.crew.waiting,
            signature=house.signature,
        )

    @app.get("/metrics", dependencies=guard, response_class=Response)
    async def metrics() -> Response:
        """Give the figures that Prometheus collects."""
        text = generate_latest(house.measures.registry)
        return Response(text, media_type=CONTENT_TYPE_LATEST)


def _body(model: type[ScoreRequest | RewardRequest]) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": _SCHEMAS.format(model=model.__name__)}}}
    return {"requestBody": {"required": True, "content": content}}


_BEARER = HTTPBearer(auto_error=False, description="The token that the server was started with.")
_Credentials = Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)]


def _guard(token: str) -> Callable[[_Credentials], None]:
    """Refuse whoever does not send the token."""

    def check(given: _Credentials) -> None:
        if not is_token(given.credentials if given else None, token):
            words = "send the header Authorization: Bearer TOKEN, with the token of this server"
            raise HTTPException(401, words, {"WWW-Authenticate": "Bearer"})

    return check


async def _refused(_: Request, error: Exception) -> Response:
    """Say why in one sentence."""
    assert isinstance(error, AnyHTTPException)
    words = _NO_ROUTE if error.status_code in (404, 405) else str(error.detail)
    return JSONResponse({"error": words}, error.status_code, error.headers)
