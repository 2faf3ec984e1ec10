"""One server for most tests: two workers, a token, bodies of up to 1 MiB."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.server.running import TOKEN, Running, server


@pytest.fixture(scope="session")
def shared() -> Iterator[Running]:
    with server("--workers", "2", "--max-body-mb", "1", token=TOKEN) as running:
        yield running
