"""An audit as a page of text: the findings first, then the figures behind them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from shlex import quote

from stepreward.audit.hacking import Hacking
from stepreward.audit.keys import KeyStepCount
from stepreward.audit.length import Correlations
from stepreward.audit.result import Audit, Figures, Finding, Level
from stepreward.audit.rows import VERDICTS
from stepreward.audit.separation import Separation
from stepreward.engine.inputs import STDIN
from stepreward.engine.source import name_of
from stepreward.render import counted, figure

_WIDTH = 100
_INDENT = " " * 6
_TIED = "\u00a0%"  # not torn from its number at the end of a line
_LEVELS: tuple[Level, ...] = ("bad", "note", "good")


def as_text(audit: Audit) -> str:
    """Write the page. What stood in a file is in it as it stood: make it visible to print it."""
    figures = audit.figures
    if not figures.traces:
        return "no traces: nothing to audit"
    return "\n".join(
        [
            *_head(figures),
            _counts(audit.findings),
            "",
            *(line for finding in audit.findings for line in _finding(finding)),
            *_hint(audit.findings),
            *_tables(figures),
        ]
    )


def _head(figures: Figures) -> Iterator[str]:
    labels = figures.labels
    files = figures.files[0] if len(figures.files) == 1 else f"{len(figures.files):,} files"
    traces, groups = counted(figures.traces, "trace"), counted(figures.groups, "group")
    yield f"{traces} in {groups}, from {files}"
    what = "labelled" if labels.source == "label" else "by the judge, for want of labels:"
    unknown = f", unknown {labels.unlabelled:,}" if labels.unlabelled else ""
    yield f"{what} right {labels.right:,}, wrong {labels.wrong:,}{unknown}"


def _counts(findings: Sequence[Finding]) -> str:
    counts = (sum(one.level == level for one in findings) for level in _LEVELS)
    named = zip(counts, ("bad", "to note", "good"), strict=True)
    return f"findings: {', '.join(f'{count} {name}' for count, name in named)}"


def _finding(finding: Finding) -> Iterator[str]:
    text = f"{finding.level:<5} {finding.text}".replace(" %", _TIED)
    for line in textwrap.wrap(
        text, _WIDTH, subsequent_indent=_INDENT, break_long_words=False, break_on_hyphens=False
    ):
        yield line.replace(_TIED, " %")
    if finding.lines:
        yield f"{_INDENT}look at {', '.join(finding.lines)}"


def _hint(findings: Sequence[Finding]) -> Iterator[str]:
    """Tell how to look at a line, by the first that is named."""
    places = (one.lines[0].rpartition(":") for one in findings if one.lines)
    file, _, line = next((one for one in places if one[0] != name_of(STDIN)), ("", "", ""))
    if file:
        yield ""
        yield f"stepreward explain {quote(file)} --line {line} shows what a line earned, and why"


def _tables(figures: Figures) -> Iterator[str]:
    means = figures.means
    yield from _table(
        "Means",
        ("reward", "accuracy", "coverage", "validity"),
        [tuple(map(figure, (means.reward, means.accuracy, means.coverage, means.validity)))],
    )
    tells = {"coverage": figures.coverage, "reward": figures.reward}
    yield from _table(
        "Right against wrong: AUC (95 % interval)",
        ("", "all pairs", "within groups", "right", "wrong"),
        [_separation_row(name, found) for name, found in tells.items() if found is not None],
    )
    signal = figures.signal
    yield from _table(
        f"Groups whose rewards are all equal, of {signal.groups:,} with two traces or more",
        ("by the answer", "with key steps", "whole reward"),
        [tuple(map(_count, (signal.accuracy, signal.step_rar, signal.reward)))],
    )
    length = figures.length
    yield from _table(
        "Correlation with length: Spearman's, -1 to 1 (95 % interval)",
        ("", "characters", "steps"),
        [
            _length_row("reward", length.reward),
            _length_row("at equal accuracy", length.at_equal_accuracy),
            _length_row("coverage", length.coverage),
            _length_row("validity", length.validity),
        ],
    )
    verdicts = figures.verdicts
    yield from _table(
        "Answers",
        VERDICTS,
        [tuple(map(_count, (getattr(verdicts, name) for name in VERDICTS)))],
    )
    for example in verdicts.examples:
        yield f"  undecided: {example.words} ({example.place})"
    yield from _table(
        "Rules that cost validity, by traces",
        ("", "traces", "of them right"),
        [(one.rule, _count(one.traces), _count(one.right)) for one in figures.rules],
    )
    keys = figures.key_steps
    yield from _keys("Key steps found in no trace", keys.never, keys.never_list)
    yield from _keys("Key steps found in every trace", keys.always, keys.always_list)
    if figures.hacking is not None:
        yield from _hacking(figures.hacking)


def _separation_row(name: str, found: Separation) -> tuple[str, ...]:
    pairs = str(found.auc), str(found.within_groups)
    return name, *pairs, f"{found.right:,}", f"{found.wrong:,}"


def _length_row(name: str, found: Correlations) -> tuple[str, ...]:
    return name, str(found.characters), str(found.steps)


def _keys(title: str, count: int, listed: Sequence[KeyStepCount]) -> Iterator[str]:
    if listed:
        yield ""
        yield title if count == len(listed) else f"{title}: the first of {count:,}"
    for one in listed:
        found = f"in {one.matched:,} of {one.traces:,} traces, {one.right:,} of them right"
        yield f"  {one.text}  ({found}; key {one.key} of {one.place})"


def _hacking(hacking: Hacking) -> Iterator[str]:
    yield from _table(
        f"What cheating earns, mean over {counted(hacking.questions, 'question')}",
        ("", "reward", "coverage", "validity", ""),
        [
            (one.attack, *map(figure, (one.reward, one.coverage, one.validity)), one.what)
            for one in hacking.attacks
        ],
    )
    yield ""
    yield f"  honest right {figure(hacking.honest_right)}"
    yield f"  honest wrong {figure(hacking.honest_wrong)}"
    yield f"  hack margin {figure(hacking.margin)}"


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lay out rows under their headings; a column without one is words."""
    if not rows:
        return
    lines = [head, *rows]
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    is_words = [not name for name in head]
    yield ""
    yield title
    for line in lines:
        cells = (
            cell.ljust(width) if is_left else cell.rjust(width)
            for cell, width, is_left in zip(line, widths, is_words, strict=True)
        )
        yield f"  {'  '.join(cells)}".rstrip()


def _count(value: int) -> str:
    return f"{value:,}"
