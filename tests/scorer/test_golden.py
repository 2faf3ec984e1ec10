"""Golden reports: what moves a reward is written down in the changelog, or fails here."""

from __future__ import annotations

import re

import pytest

from stepreward.version import REWARDS
from tests.scorer.golden import REPORTS, ROOT, TRACES, Row, digest, main, moved, read, scored

EXPECTED = {row["id"]: row for row in read(REPORTS)}
AGAIN = "python -m tests.scorer.golden --write"


@pytest.fixture(scope="module")
def now() -> list[Row]:
    return list(scored())


def test_there_are_a_few_dozen_traces_each_with_its_reports() -> None:
    names = [row["id"] for row in read(TRACES)]
    assert names == list(EXPECTED)
    assert len(names) == len(set(names)) >= 48


def test_no_reward_moved(now: list[Row]) -> None:
    differences = moved(list(EXPECTED.values()), now)
    assert not differences, f"meant? then run {AGAIN}, and say why in CHANGELOG.md, Rewards"


@pytest.mark.parametrize("name", EXPECTED)
def test_no_report_changed(name: str, now: list[Row]) -> None:
    row = next(row for row in now if row["id"] == name)
    assert row == EXPECTED[name], f"meant? then run {AGAIN}"


def test_the_changelog_tells_of_these_rewards() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    sections = re.findall(r"^### Rewards$(.*?)(?=^#|\Z)", changelog, re.MULTILINE | re.DOTALL)
    entries = re.findall(
        rf"^- Version {REWARDS}:.*?(?=^- |\Z)", "".join(sections), re.MULTILINE | re.DOTALL
    )
    name = f"golden `{digest(list(EXPECTED.values()))}`"
    assert any(name in entry for entry in entries), (
        f"CHANGELOG.md, under ### Rewards: '- Version {REWARDS}: …' lacks ({name})"
    )


def test_a_reward_that_moves_is_named_and_changes_the_digest() -> None:
    rows = list(EXPECTED.values())
    first = {**rows[0], "paper": {**rows[0]["paper"], "reward": 7.0}}
    kept = rows[0]["stepgrpo"]["reward"]
    was = rows[0]["paper"]["reward"]
    assert moved(rows, [first, *rows[1:]]) == [f"{rows[0]['id']}: [{kept}, {was}] -> [{kept}, 7.0]"]
    assert digest(rows) != digest([first, *rows[1:]])
    explained = {**rows[0], "paper": {**rows[0]["paper"], "violations": []}}
    assert digest(rows) == digest([explained, *rows[1:]])


def test_the_command_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--wirte"]) == 2
    assert "usage: python -m tests.scorer.golden [--write]" in capsys.readouterr().err
