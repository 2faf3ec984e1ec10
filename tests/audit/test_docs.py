"""docs/audit.md and docs/hacking.md say what is so: thresholds and attacks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stepreward.attacks import ATTACKS
from stepreward.audit import findings
from stepreward.audit.hacking import summary_of
from stepreward.audit.keys import MIN_TRACES

ROOT = Path(__file__).parents[2]
AUDIT = (ROOT / "docs" / "audit.md").read_text(encoding="utf-8")
HACKING = (ROOT / "docs" / "hacking.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("coverage_auc", (findings.GOOD_COVERAGE_AUC, findings.BAD_COVERAGE_AUC)),
        ("reward_auc", (findings.GOOD_REWARD_AUC, findings.BAD_REWARD_AUC)),
        ("judge", (100 * findings.GOOD_DISAGREEMENT, 100 * findings.BAD_DISAGREEMENT)),
        ("undecided", (100 * findings.BAD_UNDECIDED,)),
        ("no_answer", (100 * findings.BAD_UNANSWERED,)),
        ("signal", (100 * findings.GOOD_DEAD, 100 * findings.BAD_DEAD)),
        ("length", (findings.GOOD_LENGTH, findings.BAD_LENGTH)),
        ("never_matching", (MIN_TRACES, 100 * findings.BAD_KEYS)),
        ("validity", (100 * findings.BAD_INVALID,)),
        ("hack_margin", (findings.GOOD_MARGIN, findings.BAD_MARGIN)),
    ],
)
def test_the_page_gives_the_thresholds(name: str, numbers: tuple[float, ...]) -> None:
    row = next(line for line in AUDIT.splitlines() if line.startswith(f"| `{name}` |"))
    for number in numbers:
        shown = f"{number:g}".replace("-", "−")
        assert re.search(rf"(?<![\d.]){re.escape(shown)}(?![\d.])", row), (shown, row)


def test_the_table_lists_every_attack_with_what_it_does() -> None:
    listed = dict(re.findall(r"^\| `(\w+)` \| (.*?) \| -?\d", HACKING, re.MULTILINE))
    assert listed == {name: summary_of(name) for name in ATTACKS}
