"""Reports drawn: pieces that tile the completion, hostile text spelled out, every reason named."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from stepreward import GroundTruth, Scorer
from stepreward.render import Label, explain, label_report, pieces, to_terminal, visible
from stepreward.render.terminal import KEY_COLOURS, key_colour
from stepreward.render.visible import on_one_line

TRACE = "First 6 * 4 = 24\nThen 24 / 3 = 9\n#### 9"
TRUTH = GroundTruth("8", ["6*4 = 24", "24/3 = 8", "the moon"], "How many?")
SCORER = Scorer()


def drawn(completion: str, truth: GroundTruth = TRUTH, *, is_terminal: bool = False) -> str:
    file = io.StringIO()
    colour = "truecolor" if is_terminal else None
    console = Console(file=file, width=120, force_terminal=is_terminal, color_system=colour)  # type: ignore[arg-type]
    to_terminal(explain(completion, truth, SCORER.score(completion, truth)), console)
    return file.getvalue()


# Pieces.

KEY, OTHER, ANSWER = Label("key", 0), Label("key", 1), Label("answer")


@pytest.mark.parametrize(
    ("labelled", "expected"),
    [
        pytest.param([], [("abcdef", ())], id="no label"),
        pytest.param([(1, 3, KEY)], [("a", ()), ("bc", (KEY,)), ("def", ())], id="one"),
        pytest.param(
            [(0, 4, KEY), (2, 6, OTHER)],
            [("ab", (KEY,)), ("cd", (KEY, OTHER)), ("ef", (OTHER,))],
            id="two that overlap",
        ),
        pytest.param(
            [(1, 5, KEY), (2, 3, ANSWER)],
            [("a", ()), ("b", (KEY,)), ("c", (ANSWER, KEY)), ("de", (KEY,)), ("f", ())],
            id="one inside another",
        ),
        pytest.param([(2, 2, KEY)], [("abcdef", ())], id="an empty span"),
        pytest.param([(-3, 99, KEY)], [("abcdef", (KEY,))], id="a span beyond the text"),
        pytest.param([(0, 3, KEY), (1, 6, KEY)], [("a", (KEY,)), ("bc", (KEY,)), ("def", (KEY,))]),
    ],
)
def test_pieces(
    labelled: list[tuple[int, int, Label]], expected: list[tuple[str, tuple[Label, ...]]]
) -> None:
    assert [(p.text, p.labels) for p in pieces("abcdef", labelled)] == expected


SPANS = st.tuples(st.integers(-5, 40), st.integers(-5, 40), st.sampled_from([KEY, OTHER, ANSWER]))


@given(st.text(max_size=30), st.lists(SPANS, max_size=8))
def test_pieces_tile_the_text_and_carry_just_the_labels_that_cover_them(
    text: str, labelled: list[tuple[int, int, Label]]
) -> None:
    cut = pieces(text, labelled)
    assert "".join(piece.text for piece in cut) == text
    for piece in cut:
        assert text[piece.start : piece.end] == piece.text
        covering = {label for low, high, label in labelled if low <= piece.start < high}
        assert set(piece.labels) == covering


@given(st.text(max_size=80))
@settings(max_examples=50)
def test_any_completion_can_be_drawn(completion: str) -> None:
    report = SCORER.score(completion, TRUTH)
    cut = pieces(completion, label_report(report))
    assert "".join(piece.text for piece in cut) == completion
    assert "reward" in drawn(completion)


def test_a_report_labels_steps_key_steps_error_and_answer() -> None:
    report = SCORER.score(TRACE, TRUTH)
    labels = {(label.kind, TRACE[low:high]) for low, high, label in label_report(report)}
    assert ("key", "6 * 4 = 24") in labels
    assert ("near", "24 / 3 = 9") in labels
    assert ("answer", "9") in labels
    assert ("error", "Then 24 / 3 = 9") in labels


# Hostile text.


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("plain, é 中 ∠4 ²", "plain, é 中 ∠4 ²", id="what is no harm stays"),
        pytest.param("a\nb", "a\nb", id="line breaks stay"),
        pytest.param("a\r\nb", "a\nb", id="as one line break"),
        pytest.param("a\tb", "a    b", id="a tab is blanks"),
        pytest.param("\x1b[31m", "\\x1b[31m", id="an escape sequence"),
        pytest.param("\x9b31m\x00\x07", "\\x9b31m\\x00\\x07", id="other controls"),
        pytest.param("a\rb", "a\\rb", id="a carriage return"),
        pytest.param("\u202eevil\u2066", "\\u202eevil\\u2066", id="bidirectional marks"),
        pytest.param("in\u200bvisible\ufeff", "in\\u200bvisible\\ufeff", id="zero width"),
        pytest.param("\ud800", "\\ud800", id="a lone surrogate"),
        pytest.param("\u2028\x85", "\\u2028\\x85", id="other line breaks"),
        pytest.param("a\u00a0b\u3000c", "a b c", id="other blanks"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize("is_terminal", [True, False])
@pytest.mark.parametrize(
    "hostile",
    [
        "[red]x[/red]",
        "[/]",
        "[link=https://example.org]x[/link]",
        ":smile:",
        "\x1b]0;title\x07\x1b[2J",
        "\u202etxt",
        "\ud800",
    ],
)
def test_hostile_text_is_shown_and_not_obeyed(hostile: str, is_terminal: bool) -> None:
    key_steps = [f"{hostile} 6", [hostile, "b"], {"forms": ["c"], "section": hostile}]
    truth = GroundTruth(f"{hostile} 8", key_steps, f"{hostile} question?")
    shown = drawn(f"{hostile} 6 * 4 = 24\n#### {hostile}9", truth, is_terminal=is_terminal)
    assert visible(hostile) in shown.replace("\x1b[0m", "").replace("\x1b[2;7m", "")
    for bad in ("\x1b]", "\x1b[2J", "\x07", "\u202e", "\ud800"):
        assert bad not in shown


# The terminal.


def test_everything_is_named() -> None:
    shown = drawn(TRACE)
    for words in (
        "How many?",
        "⟦6 * 4 = 24⟧key[0]",
        "step[1] first error: ",
        "⟦9⟧answer",
        "different",
        "gold: 8",
        "the moon",
        "1 of 3 key steps",
        "closest “24 / 3 = 9”",
        "another result",
        "key step 0",
    ):
        assert words in shown


@pytest.mark.parametrize(
    ("completion", "words"),
    [
        pytest.param(
            "Six boxes of four eggs hold 6 * 4 = 24 eggs.\nA third of them is 24 / 3 = 8.\n#### 8",
            "1.000 complete, in order, of substance",
            id="a whole trace",
        ),
        pytest.param(TRACE, "0.000 breaks bare_equations", id="one rule is broken"),
        pytest.param("", "0.000 breaks no_steps, no_answer, no_work", id="several are"),
    ],
)
def test_the_words_beside_the_validity_agree_with_it(completion: str, words: str) -> None:
    (row,) = [line for line in drawn(completion).splitlines() if line.startswith("StepRVR")]
    assert row.split() == ["StepRVR", *words.split()]


def test_every_key_step_has_its_own_colour() -> None:
    assert len(set(KEY_COLOURS)) == len(KEY_COLOURS) >= 10
    assert key_colour(0) != key_colour(1)
    shown = drawn("6*4 = 24 and 24/3 = 8.\n#### 8", is_terminal=True)
    before_first = shown[: shown.index("6*4 = 24")].rsplit("\x1b[", 1)[1]
    before_second = shown[: shown.index("24/3 = 8")].rsplit("\x1b[", 1)[1]
    assert before_first.startswith("1;4;")
    assert before_first != before_second


@pytest.mark.parametrize(
    ("completion", "words"),
    [
        pytest.param("", "(says nothing)", id="nothing"),
        pytest.param("word " * 5_000, "more characters", id="far too much"),
    ],
)
def test_odd_completions(completion: str, words: str) -> None:
    shown = drawn(completion)
    assert words in shown
    assert len(shown) < 40_000


def test_one_line_is_cut() -> None:
    assert on_one_line("a\nb  c", 10) == "a b c"
    assert on_one_line("x" * 50, 10) == "x" * 9 + "…"


def test_it_is_imported_without_rich() -> None:
    code = "import sys, stepreward.render; sys.exit('rich' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
