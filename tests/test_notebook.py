"""Reports in a notebook: one element of HTML, every reason in it, nothing of a trace obeyed."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stepreward as sr
from stepreward.render import explain, to_html
from stepreward.render.fragment import key_style

TRACE = "### Step 1:\nFirst 6 * 4 = 24\n### Step 2:\nThen 24 / 3 = 9\n### The final answer is: 9"
TRUTH = sr.GroundTruth("8", ["6*4 = 24", "24/3 = 8", "the moon"], "How many?")
SCORER = sr.Scorer()
TAGS = set("b br code div i span sup table tbody td th thead tr".split())
ATTRIBUTES = {"class", "style", "title"}


class Page(HTMLParser):
    """Read a fragment as a browser would, and keep what is text, what is a tag, what is left."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.open, self.tags = "", list[str](), set[str]()
        self.attributes: set[tuple[str, str | None]] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.attributes.update(attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def html_of(completion: str, truth: sr.GroundTruth = TRUTH) -> str:
    return SCORER.score(completion, truth)._repr_html_()


def is_harmless(page: Page) -> bool:
    names = {name for name, _ in page.attributes}
    return page.tags <= TAGS and names <= ATTRIBUTES and page.open == []


def test_everything_is_named() -> None:
    text = Page(html_of(TRACE)).text
    for words in (
        "6 * 4 = 24key[0]",
        "step[1] first error: ",
        "9answer",
        "different",
        "the moon",
        "1 of 3 key steps",
        "closest “24 / 3 = 9”",
        "another result",
        "key step 0",
    ):
        assert words in text


def test_what_a_report_does_not_know_is_not_said() -> None:
    alone = Page(html_of(TRACE)).text
    whole = Page(to_html(explain(TRACE, TRUTH, SCORER.score(TRACE, TRUTH)))).text
    assert "gold: 8" in whole
    assert "gold" not in alone
    assert "How many?" in whole
    assert "How many?" not in alone
    assert "### Step 1:" in whole
    assert "### Step 1:" not in alone


def test_an_answer_inside_a_step_is_shown_once() -> None:
    text = Page(html_of("So it is 24 / 3 = 8, and the answer is 8.")).text
    assert text.count("24 / 3 = 8, and") == 1


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param("<script>alert(1)</script>", id="a script"),
        pytest.param("<img src=x onerror=alert(1)>", id="an image"),
        pytest.param("</div></table><h1>x", id="tags closed"),
        pytest.param("\" onmouseover='alert(1)' x=\"", id="an attribute"),
        pytest.param("<!-- x", id="a comment"),
        pytest.param("&lt;b&gt; &amp;", id="entities"),
        pytest.param("<style>*{display:none}</style>", id="a style sheet"),
    ],
)
def test_hostile_text_is_shown_and_not_obeyed(hostile: str) -> None:
    key_steps = [f"{hostile} 6", [hostile, "b"], {"forms": ["c"], "section": hostile}]
    truth = sr.GroundTruth(f"{hostile} 8", key_steps, f"{hostile} question?")
    completion = f"### Step 1:\n{hostile} 6 * 4 = 24\n### The final answer is: {hostile} 9"
    whole = Page(to_html(explain(completion, truth, SCORER.score(completion, truth))))
    assert is_harmless(whole)
    assert hostile in whole.text
    assert is_harmless(Page(html_of(completion, truth)))


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param(r"$\href{javascript:alert(1)}{x}$", id="between dollars"),
        pytest.param(r"\(\href{javascript:alert(1)}{x}\)", id="between brackets"),
        pytest.param(r"\begin{align}x\end{align}", id="an environment"),
    ],
)
def test_mathematics_is_not_typeset(hostile: str) -> None:
    html = html_of(f"### Step 1:\n{hostile}\n### The final answer is: {hostile}")
    for sign in "$\\":
        assert html.count(sign) == html.count(f"<span>{sign}</span>")  # alone in its element
    assert hostile in Page(html).text


@pytest.mark.parametrize("hidden", ["\x1b[2J", "\u202etxt", "\ud800", "\u200b"])
def test_what_cannot_be_seen_is_spelled_out(hidden: str) -> None:
    completion = f"### Step 1:\nSo {hidden} 6 * 4 = 24\n### The final answer is: 9"
    report = SCORER.score(completion, TRUTH)
    html = to_html(explain(completion, TRUTH, report))
    assert "\\" in Page(html).text
    for one in (html, report._repr_html_()):
        assert hidden[0] not in one


def test_a_step_that_was_read_without_some_signs_is_marked_as_a_whole() -> None:
    html = html_of("### Step 1:\nSo \u200b 6 * 4 = 24\n### The final answer is: 9")
    assert "6 * 4 = 24" in Page(html).text
    assert "key[0]" not in html[html.index(">steps<") : html.index(">key steps<")]


@pytest.mark.parametrize(
    ("completion", "words"),
    [
        pytest.param("", "(says nothing)", id="nothing"),
        pytest.param("word " * 5_000, "more characters", id="far too much"),
    ],
)
def test_odd_completions(completion: str, words: str) -> None:
    html = to_html(explain(completion, TRUTH, SCORER.score(completion, TRUTH)))
    assert words in Page(html).text
    assert len(html) < 60_000


@given(st.text(alphabet=st.sampled_from("<>&'\"$\\`#9 =\n\x00Step1:the final answer"), max_size=80))
@settings(max_examples=60)
def test_any_report_is_one_element_of_harmless_html(completion: str) -> None:
    html = html_of(completion)
    assert html.startswith('<div class="stepreward')
    assert is_harmless(Page(html))


def test_neighbouring_key_steps_have_tints_of_their_own() -> None:
    assert len({key_style(key) for key in range(12)}) == 12
