"""What Prometheus is told: requests, their times, what was scored, and what waits."""

from __future__ import annotations

import time
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stepreward.server.work import Reply

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_REWARDS = (0, 0.1, 0.5, 1, 1.1, 1.5, 2, 2.1)
_FAILED = 500


class Measures:
    """The figures of one server, in a registry of their own."""

    def __init__(self, waiting: Callable[[], float]) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "stepreward_requests",
            "Requests that were answered.",
            ["route", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "stepreward_request_seconds",
            "From a request's headers to the end of its reply.",
            ["route"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.rewards = Histogram(
            "stepreward_reward",
            "Rewards of the completions.",
            buckets=_REWARDS,
            registry=self.registry,
        )
        self.completions = Counter(
            "stepreward_completions", "Completions that were scored.", registry=self.registry
        )
        self.rejected = Counter(
            "stepreward_rejected_records",
            "Records that were refused, of batches that were scored.",
            registry=self.registry,
        )
        self.deaths = Counter(
            "stepreward_worker_deaths",
            "Worker processes that were killed and replaced.",
            registry=self.registry,
        )
        depth = Gauge(
            "stepreward_queue_depth",
            "Requests that no worker has taken yet.",
            registry=self.registry,
        )
        depth.set_function(waiting)

    def count(self, reply: Reply) -> None:
        """Count what a worker scored and refused."""
        self.completions.inc(len(reply.rewards))
        self.rejected.inc(reply.rejected)
        for reward in reply.rewards:
            self.rewards.observe(reward)


class Watch:
    """Count every request by its route and status, and time it."""

    def __init__(self, app: ASGIApp, measures: Measures, routes: frozenset[str]) -> None:
        self._app = app
        self._measures = measures
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        status = _FAILED  # what is raised past us becomes that

        async def watched(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        path = scope.get("path", "")
        route = path if path in self._routes else "other"  # a name for each typo would never end
        begun = time.perf_counter()
        try:
            await self._app(scope, receive, watched)
        finally:
            self._measures.requests.labels(route, str(status)).inc()
            self._measures.seconds.labels(route).observe(time.perf_counter() - begun)
