"""The same records earn the same through every adapter, wherever it runs."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.adapters.cases import ADAPTERS, CASES, PARTS

EXPECTED = {part: [getattr(case.report, part) for case in CASES] for part in PARTS}


def test_the_cases_tell_rewards_apart() -> None:
    assert len(CASES) > 15
    assert {len(set(earned)) > 1 for earned in EXPECTED.values()} == {True}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", ADAPTERS)
def test_an_adapter_pays_what_the_scorer_pays(name: str, part: str) -> None:
    pay = ADAPTERS[name][part]
    assert [pay(case) for case in CASES] == EXPECTED[part]


def everything() -> dict[str, list[float]]:
    """Pay all cases through all adapters that need no event loop of their own."""
    names = [name for name in ADAPTERS if name not in ("slime", "verifiers")]
    return {name: [ADAPTERS[name]["reward"](case) for case in CASES] for name in names}


def _in_threads() -> list[dict[str, list[float]]]:
    with ThreadPoolExecutor(4) as pool:
        return [one.result() for one in [pool.submit(everything) for _ in range(4)]]


def _in_an_event_loop() -> list[dict[str, list[float]]]:
    async def run() -> list[dict[str, list[float]]]:
        return [everything(), *await asyncio.gather(asyncio.to_thread(everything))]

    return asyncio.run(run())


def _in_processes(method: str) -> list[dict[str, list[float]]]:
    with multiprocessing.get_context(method).Pool(1) as pool:
        return [pool.apply(everything)]


@pytest.mark.parametrize(
    "run",
    [
        pytest.param(lambda: [everything()], id="main thread"),
        pytest.param(_in_threads, id="thread pool"),
        pytest.param(_in_an_event_loop, id="asyncio"),
        pytest.param(lambda: _in_processes("fork"), id="forked process"),
        pytest.param(lambda: _in_processes("spawn"), id="spawned process"),
    ],
)
def test_it_pays_the_same_wherever_it_runs(
    run: Callable[[], list[dict[str, list[float]]]],
) -> None:
    for found in run():
        assert found == dict.fromkeys(found, EXPECTED["reward"])
