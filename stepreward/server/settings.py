"""What a server is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass, field

from stepreward.config import ScorerConfig
from stepreward.records import DEFAULT_FIELDS, Fields


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """How to score, where to listen, and what is too much.

    ``port`` 0 takes any that is free; ``workers`` None takes one a core; ``queue`` is how many
    requests may wait beyond those that are scored; without ``token`` anyone who reaches the port
    is served, and only a loopback host is accepted.
    """

    scorer_config: ScorerConfig = field(default_factory=ScorerConfig)
    fields: Fields = DEFAULT_FIELDS
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int | None = None
    queue: int = 1024
    max_body_bytes: int = 16 << 20
    token: str | None = field(default=None, repr=False)
