"""The hand-written matching rows are well formed, and the matcher reads them right."""

from __future__ import annotations

import json

import pytest

import stepreward as sr
from tests.bench.matching import FOLDER, Row, matched, read_rows, tally

FILES = read_rows()
ROWS = [row for listed in FILES.values() for row in listed]
FIELDS = ["id", "key_step", "step", "question", "counts", "category", "note"]
README = (FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_every_line_has_the_same_fields(name: str) -> None:
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    assert {tuple(json.loads(line)) for line in lines} == {tuple(FIELDS)}


@pytest.mark.parametrize("name", FILES)
def test_rows_are_numbered_by_file(name: str) -> None:
    assert [row.id for row in FILES[name]] == [
        f"{name}-{n + 1:03d}" for n in range(len(FILES[name]))
    ]


def test_every_row_is_well_formed() -> None:
    assert [row.id for row in ROWS if not _is_well_formed(row)] == []


def _is_well_formed(row: Row) -> bool:
    texts = [row.step, row.category, row.note, *row.key_step]
    texts += [row.question] if row.question is not None else []
    return (
        bool(row.key_step)
        and all(isinstance(text, str) and text.strip() for text in texts)
        and isinstance(row.counts, bool)
    )


def test_no_row_stands_twice() -> None:
    seen = [(row.key_step, row.step, row.question) for row in ROWS]
    assert len(set(seen)) == len(seen)


def test_both_sides_are_represented() -> None:
    assert len(ROWS) >= 400
    assert 0.4 <= sum(row.counts for row in ROWS) / len(ROWS) <= 0.6


@pytest.mark.parametrize("category", sorted({row.category for row in ROWS}))
def test_the_readme_counts_every_category(category: str) -> None:
    labels = [row.counts for row in ROWS if row.category == category]
    assert f"| `{category}` | {len(labels)} | {sum(labels)} |" in README


@pytest.mark.parametrize("name", FILES)
def test_the_readme_counts_every_file(name: str) -> None:
    assert f"| `{name}.jsonl` | {len(FILES[name])} |" in README


def test_the_matcher_reaches_its_goals() -> None:
    scorer = sr.Scorer()
    counted = tally([matched(scorer, row).is_match for row in ROWS], ROWS)
    assert counted.precision >= 0.98
    assert counted.recall >= 0.90
