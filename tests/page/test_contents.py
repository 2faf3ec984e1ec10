"""What stands in a page: pieces, columns, figures, pairs and images, read back out of it."""

from __future__ import annotations

import base64
import gzip
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from stepreward import ScorerConfig, advantages
from stepreward.config import preset
from stepreward.page import Album, Asked, Page, make_page
from stepreward.page.leaf import MAX_PIECE
from stepreward.page.pictures import MAX_BYTES, kind_of
from tests.page.traces import CHARTS, GSM8K, RIGHT, WRONG, trace, write

PNG = (CHARTS.parent / "images" / "bar_chart.png").read_bytes()
SILENT = "I give up."


def made(tmp_path: Path, rows: list[dict[str, Any]], **asked: Any) -> Page:
    return make_page([write(tmp_path / "traces.jsonl", rows)], **asked)


def unpacked(page: Page) -> dict[str, Any]:
    """Read a page as its script does: every data block of the file, by its id."""
    source = b"".join(page.parts()).decode("utf-8")
    found = re.findall(r'<script type="text/plain" id="([\w-]+)">([^<]*)</script>', source)
    return {
        name: text
        if name.startswith("picture")
        else json.loads(gzip.decompress(base64.b64decode(text)))
        for name, text in found
    }


def columns(page: Page, run: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = unpacked(page)["head"]["runs"][run]["columns"]
    return found


def leaf(page: Page, at: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = unpacked(page)["block-0-0"][at]
    return found


# The trace.


@pytest.mark.parametrize("completion", [RIGHT, WRONG, SILENT, "", "### Step 1:\n\nx\n"])
def test_the_pieces_joined_are_the_completion(tmp_path: Path, completion: str) -> None:
    drawn = leaf(made(tmp_path, [trace(completion)]))
    assert "".join(piece["t"] for piece in drawn["pieces"]) == completion


def test_pieces_say_what_they_are(tmp_path: Path) -> None:
    drawn = leaf(made(tmp_path, [trace(RIGHT)]))
    marked = {piece["t"]: piece for piece in drawn["pieces"]}
    assert marked["24/4 = 6"]["k"] == [0]
    assert marked["24/4 = 6"]["p"] == [0]
    assert marked["6 + 1 = 7"]["k"] == [1]
    assert marked["7"]["a"] == 1
    assert drawn["error"] is None


def test_a_miss_has_its_candidate_and_a_false_step_its_reason(tmp_path: Path) -> None:
    drawn = leaf(made(tmp_path, [trace(WRONG)]))
    assert [key["is_match"] for key in drawn["keys"]] == [False, False]
    assert drawn["keys"][0]["text"] == "24/4 = 8"
    assert any(piece.get("n") == [0] and piece["t"] == "24/4 = 8" for piece in drawn["pieces"])
    assert drawn["error"]["step"] == 0
    assert any(piece.get("e") for piece in drawn["pieces"])


def test_sections_have_their_headings() -> None:
    drawn = leaf(make_page([CHARTS]))
    headings = [piece["t"].strip() for piece in drawn["pieces"] if piece.get("h")]
    assert headings[0] == "### Image Description:"
    assert headings[-1] == "### The final answer is:"
    assert len(drawn["sections"]) == len(
        {piece["s"][0] for piece in drawn["pieces"] if "s" in piece}
    )


def test_the_credits_of_the_key_steps_stand_beside_them(tmp_path: Path) -> None:
    drawn = leaf(made(tmp_path, [trace(RIGHT)]))
    assert [key["credit"] for key in drawn["keys"]] == pytest.approx([0.05, 0.05])
    assert sum(credit["reward"] for credit in drawn["credits"]) == pytest.approx(2.1)


def test_what_else_a_line_holds_is_carried(tmp_path: Path) -> None:
    drawn = leaf(made(tmp_path, [trace(model="tiny", nested={"a": [1]}, nothing=None)]))
    assert ["model", "tiny"] in drawn["carried"]
    assert ["nested", '{"a": [1]}'] in drawn["carried"]
    assert "nothing" not in dict(drawn["carried"])


def test_a_very_long_text_shows_both_ends(tmp_path: Path) -> None:
    drawn = leaf(made(tmp_path, [trace("begin " + "x" * 200_000 + " end")]))
    text = "".join(piece["t"] for piece in drawn["pieces"])
    assert text.startswith("begin x")
    assert text.endswith("x end")
    assert "more characters" in text
    assert len(text) < 3 * MAX_PIECE


# The table.


def test_the_columns_are_the_reports(tmp_path: Path) -> None:
    found = columns(made(tmp_path, [trace(RIGHT, id="a"), trace(WRONG), trace(SILENT)]))
    assert found["name"] == ["a", "traces.jsonl:2", "traces.jsonl:3"]
    assert found["reward"] == [2.1, 1.0, 0.0]
    assert found["accuracy"] == [1.0, 0.0, None]
    assert found["coverage"] == [1.0, 0.0, 0.0]
    assert [found["verdicts"][one] for one in found["verdict"]] == ["equal", "different", "none"]
    assert found["error"] == [-1, 0, -1]
    assert found["missed"] == [[], [0, 1], [0, 1]]
    assert found["groups"] == ["eggs"]
    assert [found["rule_names"][one] for one in found["rules"][2]] == ["no_answer", "no_work"]


def test_advantages_are_those_of_the_whole_group(tmp_path: Path) -> None:
    rows = [trace(RIGHT), trace(WRONG), trace(SILENT), trace(RIGHT, group="alone")]
    expected = [*advantages([2.1, 1.0, 0.0]), 0.0]
    whole = columns(made(tmp_path, rows))["advantage"]
    assert whole == pytest.approx(expected, abs=1e-4)
    first = columns(made(tmp_path, rows, asked=Asked(limit=1)))["advantage"]
    assert first == pytest.approx(expected[:1], abs=1e-4)


def test_a_group_in_one_line_is_taken_apart(tmp_path: Path) -> None:
    row = trace(id="q1") | {"completions": [RIGHT, WRONG]}
    del row["completion"], row["group"]
    found = columns(made(tmp_path, [row]))
    assert found["reward"] == [2.1, 1.0]
    assert found["group"] == [0, 0]
    assert found["groups"] == ["q1"]


def test_scored_lines_are_taken_as_they_were_unless_asked_anew(tmp_path: Path) -> None:
    from stepreward.engine import score_files

    config = ScorerConfig(alpha=0.5)
    score_files([GSM8K], output=tmp_path / "scored.jsonl", scorer_config=config)
    stored = columns(make_page([tmp_path / "scored.jsonl"]))["reward"]
    anew = Asked(config=preset("stepgrpo"), is_anew=True)
    default = columns(make_page([tmp_path / "scored.jsonl"], asked=anew))["reward"]
    assert max(stored) == pytest.approx(2.5)
    assert max(default) == pytest.approx(2.1)


def test_past_the_limit_figures_are_of_all(tmp_path: Path) -> None:
    page = made(tmp_path, [trace(RIGHT)] * 100 + [trace(WRONG)] * 100, asked=Asked(limit=70))
    assert (page.traces, page.shown) == ((200,), (70,))
    head = unpacked(page)["head"]["runs"][0]
    assert head["summary"]["verdicts"]["different"] == 100
    assert len(head["columns"]["name"]) == 70
    assert head["blocks"] == [0, 64]


# The figures.


def test_every_trace_is_in_a_bar_of_each_chart() -> None:
    head = unpacked(make_page([CHARTS]))["head"]
    bars = head["histograms"]
    assert sum(bars["reward"]["counts"][0]) == 47
    assert sum(bars["coverage"]["right"][0]) + sum(bars["coverage"]["wrong"][0]) == 47
    assert sum(part["traces"] for part in head["runs"][0]["summary"]["length"]) == 47


def test_the_key_steps_most_often_missed_come_first(tmp_path: Path) -> None:
    half = RIGHT.replace("6 + 1 = 7", "one more makes seven")
    page = made(tmp_path, [trace(RIGHT), trace(half), trace(WRONG)])
    missed = unpacked(page)["head"]["runs"][0]["summary"]["keys"]
    assert [(one["text"], one["missed"], one["traces"]) for one in missed] == [
        ("6 + 1 = 7", 2, 3),
        ("24/4 = 6", 1, 3),
    ]


def test_no_trace_at_all_makes_a_page(tmp_path: Path) -> None:
    page = made(tmp_path, [])
    summary = unpacked(page)["head"]["runs"][0]["summary"]
    assert summary["means"]["reward"] is None
    assert (page.traces, page.shown) == ((0,), (0,))


# Pairs.


def named(one: str, **more: Any) -> dict[str, Any]:
    return trace(one, **more)


@pytest.mark.parametrize(
    ("before", "after", "by", "pairs"),
    [
        pytest.param(
            [named(RIGHT, id="a"), named(WRONG, id="b")],
            [named(WRONG, id="b"), named(SILENT, id="a"), named(SILENT, id="c")],
            "id",
            [[0, 1], [1, 0]],
            id="by id, whatever the order",
        ),
        pytest.param(
            [named(RIGHT, id="a"), named(WRONG, id="a")],
            [named(SILENT, id="a"), named(SILENT, id="a")],
            "id",
            [[0, 0], [1, 1]],
            id="rollouts that share an id, in their order",
        ),
        pytest.param(
            [named(RIGHT), named(WRONG)],
            [named(WRONG), named(RIGHT)],
            "question and completion",
            [[0, 1], [1, 0]],
            id="by what is said, without ids",
        ),
        pytest.param(
            [named(RIGHT, group="x"), named(RIGHT, group="y")],
            [named(WRONG, group="y"), named(WRONG, group="x")],
            "group, in order",
            [[0, 1], [1, 0]],
            id="by group, where all else differs",
        ),
        pytest.param(
            [named(RIGHT, group=None)],
            [named(WRONG, group=None)],
            "question, in order",
            [[0, 0]],
            id="by question at last",
        ),
        pytest.param(
            [named(RIGHT, id="a", group=None, question="Why?")],
            [named(WRONG, id="b", group=None)],
            "id",
            [],
            id="nothing in common",
        ),
    ],
)
def test_pairs(
    tmp_path: Path,
    before: list[dict[str, Any]],
    after: list[dict[str, Any]],
    by: str,
    pairs: list[list[int]],
) -> None:
    first, second = write(tmp_path / "a.jsonl", before), write(tmp_path / "b.jsonl", after)
    found = unpacked(make_page([first], against=[second]))["head"]["pairs"]
    assert (found["by"], sorted(found["pairs"])) == (by, pairs)
    alone = [len(before) - len(pairs), len(after) - len(pairs)]
    assert found["alone"] == alone


# Images.


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(PNG, "png", id="png"),
        pytest.param(b"\xff\xd8\xff\xe0 rest", "jpeg", id="jpeg"),
        pytest.param(b"GIF89a rest", "gif", id="gif"),
        pytest.param(b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp", id="webp"),
        pytest.param(b"\x89PNG\r\n\x1a\nroot:x:0:0", None, id="a png's first bytes alone"),
        pytest.param(b"<svg onload='alert(1)'/>", None, id="svg can run"),
        pytest.param(b"root:x:0:0:root:/root:/bin/bash", None, id="no image"),
        pytest.param(b"", None, id="empty"),
    ],
)
def test_an_image_is_known_by_its_bytes(content: bytes, kind: str | None) -> None:
    assert kind_of(content) == kind


def shown(page: Page) -> tuple[list[int], dict[str, int]]:
    return columns(page)["pictures"][0], page.pictures_left_out


def test_images_are_taken_once_from_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "one.png").write_bytes(PNG)
    rows = [trace(image="one.png"), trace(WRONG, images=["one.png", "one.png"])]
    page = made(tmp_path, rows)
    assert columns(page)["pictures"] == [[0], [0, 0]]
    encoded = base64.b64encode(PNG).decode()
    assert unpacked(page)["picture-0"] == f"data:image/png;base64,{encoded}"


def test_bytes_in_the_record_are_taken(tmp_path: Path) -> None:
    url = f"data:image/svg+xml;base64,{base64.b64encode(PNG).decode()}"
    page = made(tmp_path, [trace(image=url)])
    assert shown(page) == ([0], {})
    assert unpacked(page)["picture-0"].startswith("data:image/png;")  # as it is, not as it says


def test_another_folder_can_be_named(tmp_path: Path) -> None:
    page = made(tmp_path, [trace(image="images/clock.png")], album=Album(CHARTS.parent))
    assert shown(page) == ([0], {})


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices")
@pytest.mark.parametrize(
    ("image", "why"),
    [
        pytest.param("none.png", "no file there that can be read", id="missing"),
        pytest.param("nul\x00.png", "no file there that can be read", id="no name of a file"),
        pytest.param("secret.png", "no PNG, JPEG, GIF or WebP", id="named as an image"),
        pytest.param("/etc/passwd", "no PNG, JPEG, GIF or WebP", id="a file of the system"),
        pytest.param("folder", "no plain file", id="a folder"),
        pytest.param("pipe", "no plain file", id="a pipe that would block"),
        pytest.param("/dev/zero", "no plain file", id="a device without an end"),
        pytest.param("large.png", "larger than 4 MiB", id="too large"),
        pytest.param("http://x/y.png", "on the network", id="an address"),
    ],
)
def test_what_is_no_image_stays_out(tmp_path: Path, image: str, why: str) -> None:
    (tmp_path / "secret.png").write_text("a secret")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large.png").write_bytes(PNG + bytes(MAX_BYTES))
    pictures, left_out = shown(made(tmp_path, [trace(image=image)]))
    assert pictures == []
    assert [reason.startswith(why) for reason in left_out] == [True]


def test_images_can_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "one.png").write_bytes(PNG)
    assert shown(made(tmp_path, [trace(image="one.png")], album=Album(is_closed=True))) == ([], {})
