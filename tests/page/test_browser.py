"""The page in a browser: open it, filter it, read a trace, by mouse, by keyboard, in the dark."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from stepreward import Scorer
from stepreward.records import record_of, scored_lines
from tests.page.conftest import Open
from tests.page.traces import RIGHT, WRONG, page_of, trace, write

pytest.importorskip("playwright", reason="needs: pip install 'stepreward[dev]'")
from playwright.sync_api import Page, expect

GROUND = "getComputedStyle(document.documentElement).backgroundColor"


@pytest.fixture(scope="module")
def eggs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("eggs")
    rows = [trace(RIGHT, id="right"), trace(WRONG, id="wrong"), trace("I give up.", id="silent")]
    return page_of(write(folder / "eggs.jsonl", rows))


def shows(tab: Page, names: list[str]) -> None:
    """Wait until the table has these rows."""
    rows = tab.locator(".grid-body .row a")
    expect(rows).to_have_text(names) if names else expect(rows).to_have_count(0)


def test_the_summary_says_what_was_read(eggs: Path, open_page: Open) -> None:
    tab = open_page(eggs)
    assert tab.title() == "eggs.jsonl · stepreward"
    assert "3 traces in 1 group from eggs.jsonl" in tab.inner_text(".origins")
    assert tab.locator(".tile").first.inner_text().split()[0] == "reward"
    assert tab.locator(".plot canvas").count() == 3


def test_a_chart_has_its_figures_as_a_table(eggs: Path, open_page: Open) -> None:
    tab = open_page(eggs)
    chart = tab.locator(".chart").first
    chart.locator("summary").click()
    cells = chart.locator("tbody td").all_inner_texts()
    assert sum(map(int, cells)) == 3


def test_a_bar_of_the_summary_leads_to_its_traces(eggs: Path, open_page: Open) -> None:
    tab = open_page(eggs)
    tab.get_by_role("link", name="wrong", exact=True).click()
    shows(tab, ["wrong"])


def test_a_missed_key_step_leads_to_those_that_miss_it(eggs: Path, open_page: Open) -> None:
    tab = open_page(eggs)
    tab.locator(".missed-keys a").first.click()
    shows(tab, ["wrong", "silent"])


@pytest.mark.parametrize(
    ("label", "choice", "expected"),
    [
        pytest.param("answer", "equal", ["right"], id="right"),
        pytest.param("answer", "different", ["wrong"], id="wrong"),
        pytest.param("answer", "none", ["silent"], id="no answer"),
        pytest.param("key steps", "all", ["right"], id="all key steps"),
        pytest.param("key steps", "none", ["wrong", "silent"], id="no key step"),
        pytest.param("error", "yes", ["wrong"], id="a first error"),
        pytest.param("validity", "no", ["silent"], id="not valid"),
        pytest.param("rule", "no_answer", ["silent"], id="a broken rule"),
    ],
)
def test_filter(eggs: Path, open_page: Open, label: str, choice: str, expected: list[str]) -> None:
    tab = open_page(eggs, "#view=traces")
    shows(tab, ["right", "wrong", "silent"])
    tab.select_option(f"select[aria-label='filter by {label}']", choice)
    shows(tab, expected)
    tab.get_by_role("button", name="clear").click()
    shows(tab, ["right", "wrong", "silent"])


def test_search_finds_what_a_completion_says(eggs: Path, open_page: Open) -> None:
    tab = open_page(eggs, "#view=traces")
    tab.fill("#search", "GIVE up")
    shows(tab, ["silent"])
    tab.fill("#search", "no such words")
    shows(tab, [])


def test_a_heading_sorts_and_sorts_back(eggs: Path, open_page: Open) -> None:
    tab = open_page(eggs, "#view=traces")
    reward = tab.get_by_role("columnheader", name="reward")
    reward.get_by_role("button").click()
    shows(tab, ["right", "wrong", "silent"])
    expect(reward).to_have_attribute("aria-sort", "descending")
    reward.get_by_role("button").click()
    shows(tab, ["silent", "wrong", "right"])


def test_the_characters_that_matched_are_marked(eggs: Path, open_page: Open) -> None:
    tab = open_page(eggs, "#trace=0")
    marks = tab.locator("mark.key")
    expect(marks).to_have_text(["24/4 = 60", "6 + 1 = 71"])  # each with its badge behind it
    expect(marks.locator("sup")).to_have_text(["0", "1"])
    expect(tab.locator("mark.answer.equal")).to_have_text("7")
    expect(tab.locator(".keys .hit")).to_have_count(2)


def test_a_miss_shows_what_came_closest_and_where_it_went_wrong(
    eggs: Path, open_page: Open
) -> None:
    tab = open_page(eggs, "#trace=1")
    expect(tab.locator(".keys .miss")).to_have_count(2)
    expect(tab.locator("mark.key")).to_have_count(0)
    expect(tab.locator(".keys .closest").first).to_contain_text("24/4 = 8")
    expect(tab.locator(".step.wrong")).to_contain_text("first error")
    expect(tab.locator("mark.answer.different")).to_have_text("9")


@pytest.mark.parametrize("how", ["hover", "focus"])
def test_a_mark_tells_form_credit_and_reason(eggs: Path, open_page: Open, how: str) -> None:
    tab = open_page(eggs, "#trace=0")
    mark = tab.locator("mark.key").first
    mark.wait_for()
    getattr(mark, how)()
    told = tab.inner_text(".tip")
    assert "24/4 = 6" in told
    assert "+0.050" in told


def test_pointing_at_a_key_step_picks_out_its_text(eggs: Path, open_page: Open) -> None:
    tab = open_page(eggs, "#trace=0")
    tab.locator(".keys > li").nth(1).hover()
    expect(tab.locator("mark.pointed")).to_have_text("6 + 1 = 71")  # its badge is part of it


def test_keys_lead_through_rows_and_back(eggs: Path, open_page: Open) -> None:
    tab = open_page(eggs, "#view=traces")
    tab.keyboard.press("j")
    tab.wait_for_function("() => document.activeElement.innerText === 'wrong'")
    tab.keyboard.press("ArrowUp")
    tab.wait_for_function("() => document.activeElement.innerText === 'right'")
    tab.keyboard.press("j")
    tab.wait_for_function("() => document.activeElement.innerText === 'wrong'")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("main.trace")
    expect(tab.locator("h1")).to_be_focused()
    expect(tab.locator("h1")).to_have_text("wrong")
    tab.keyboard.press("j")
    tab.wait_for_function("() => document.querySelector('h1').innerText === 'silent'")
    tab.keyboard.press("Escape")
    tab.wait_for_selector("main.table-view")
    expect(tab.locator(".grid-body .row")).to_have_count(3)


def test_slash_searches_and_escape_leaves(eggs: Path, open_page: Open) -> None:
    tab = open_page(eggs)
    tab.keyboard.press("/")
    tab.wait_for_function("() => document.activeElement.id === 'search'")
    tab.keyboard.type("jumps")  # a j in a search moves no row
    assert tab.input_value("#search") == "jumps"
    tab.keyboard.press("Escape")
    expect(tab.locator("#search")).not_to_be_focused()


def test_a_question_mark_helps(eggs: Path, open_page: Open) -> None:
    tab = open_page(eggs)
    tab.keyboard.press("?")
    expect(tab.locator("dialog[open] kbd").first).to_be_visible()
    tab.locator("dialog summary").click()
    tab.wait_for_function("() => document.querySelector('dialog pre').innerText.includes('MIT')")
    tab.keyboard.press("Escape")
    expect(tab.locator("dialog[open]")).to_have_count(0)


def test_light_and_dark_follow_the_system_until_told(eggs: Path, open_page: Open) -> None:
    light, dark = open_page(eggs), open_page(eggs, scheme="dark")
    assert light.evaluate(GROUND) != dark.evaluate(GROUND)
    was = light.evaluate(GROUND)
    dark.keyboard.press("t")
    dark.wait_for_function(f"() => {GROUND} === '{was}'")


def test_a_place_can_be_shared(eggs: Path, open_page: Open) -> None:
    tab = open_page(eggs, "#view=traces&verdict=different")
    shows(tab, ["wrong"])
    tab.locator(".grid-body .row").click()
    tab.wait_for_selector("main.trace")
    expect(tab.locator(".crumbs")).to_contain_text("1 of 1")
    other = open_page(eggs, str(tab.evaluate("location.hash")))
    expect(other.locator("h1")).to_have_text("wrong")


def test_rollouts_of_a_group_stand_side_by_side(eggs: Path, open_page: Open) -> None:
    tab = open_page(eggs, "#view=groups")
    tab.locator(".grid-body .row a").click()
    tab.wait_for_selector(".rollout mark")
    expect(tab.locator(".rollout h2")).to_have_text(["right", "wrong", "silent"])
    tops = {box["y"] for one in tab.locator(".rollout").all() if (box := one.bounding_box())}
    assert len(tops) == 1


def test_an_image_of_a_record_is_shown(charts: Path, open_page: Open) -> None:
    tab = open_page(charts, "#trace=0")
    width = "() => document.querySelector('.picture img')?.naturalWidth > 100"
    tab.wait_for_function(width)
    tab.locator(".picture").click()
    expect(tab.locator(".picture.large")).to_have_count(1)


@pytest.mark.parametrize("place", ["", "#view=traces", "#view=groups", "#trace=1", "#group=0"])
def test_a_phone_scrolls_one_way_only(charts: Path, open_page: Open, place: str) -> None:
    tab = open_page(charts, place, width=360, height=740)
    tab.wait_for_timeout(100)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("place", ["", "#view=compare"])
def test_a_phone_keeps_the_switches_of_two_runs_in_sight(
    tmp_path: Path, open_page: Open, place: str
) -> None:
    runs = [write(tmp_path / name, [trace(RIGHT)]) for name in ("before.jsonl", "after.jsonl")]
    tab = open_page(page_of(runs[0], against=runs[1]), place, width=360, height=740)
    tab.wait_for_timeout(100)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    box = tab.get_by_role("button", name="help").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 360


@pytest.mark.parametrize("place", ["", "#view=traces", "#view=groups", "#view=compare"])
def test_no_trace_at_all_can_be_looked_at(tmp_path: Path, open_page: Open, place: str) -> None:
    none = write(tmp_path / "none.jsonl", [])
    tab = open_page(page_of(none, against=none), place)
    expect(tab.locator("main")).to_be_visible()


def test_two_runs_are_compared(tmp_path: Path, open_page: Open) -> None:
    before = write(tmp_path / "before.jsonl", [trace(WRONG, id="a"), trace(RIGHT, id="b")])
    after = write(tmp_path / "after.jsonl", [trace(RIGHT, id="a"), trace(RIGHT, id="b")])
    tab = open_page(page_of(before, against=after), "#view=compare")
    assert "2 pairs by id; B earns more in 1, less in 0" in tab.inner_text(".found")
    shows(tab, ["a", "b"])  # what changed most comes first
    tab.get_by_label("changed ones only").check()
    shows(tab, ["a"])
    tab.locator(".grid-body .row a").click()
    tab.wait_for_selector(".rollout mark")
    expect(tab.locator(".rollout h2")).to_have_text(["A: before.jsonl", "B: after.jsonl"])
    changes = tab.locator(".changes tbody tr")
    expect(changes.first).to_have_text(re.compile(r"reward.*1\.000.*2\.100.*\+1\.100"))
    expect(tab.locator(".changes p")).to_have_text("found in B alone: 01")  # two badges


def test_ten_thousand_traces_are_filtered_and_few_are_drawn(
    tmp_path: Path, open_page: Open
) -> None:
    scored = json.loads(scored_line(trace("Six boxes, seven.\n#### 7")))
    rows = [scored | {"id": f"trace-{at:05}"} for at in range(10_000)]
    tab = open_page(page_of(write(tmp_path / "many.jsonl", rows)), "#view=traces")
    expect(tab.locator(".found")).to_have_text("10,000 traces")
    drawn = tab.locator(".row").count()
    assert 10 < drawn < 80
    tab.fill("#search", "trace-09876")
    expect(tab.locator(".found")).to_contain_text("1 of 10,000 traces")
    shows(tab, ["trace-09876"])
    tab.fill("#search", "")
    tab.keyboard.press("Escape")
    tab.keyboard.press("End")
    expect(tab.locator(".row.active a")).to_have_text("trace-09999")
    assert tab.locator(".row").count() < 80


def scored_line(record: dict[str, Any]) -> str:
    read = record_of(record)
    reports = Scorer().score_group(read.completions, read.truth)
    return scored_lines(read, reports, "x:1")[0]
