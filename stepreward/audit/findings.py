"""What speaks for a reward, and what against it: each rule looks at the figures and says so.

The thresholds are choices, written down in docs/audit.md; the figures are there to differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from stepreward.audit.estimate import Estimate
from stepreward.audit.gathered import Columns, Gathered
from stepreward.audit.keys import MIN_TRACES, KeyStepCount
from stepreward.audit.measures import Bools
from stepreward.audit.result import Figures, Finding, Level
from stepreward.audit.rows import UNDECIDED, VERDICTS
from stepreward.audit.separation import Separation
from stepreward.audit.signal import is_in_dead_group

GOOD_COVERAGE_AUC, BAD_COVERAGE_AUC = 0.7, 0.6
GOOD_REWARD_AUC, BAD_REWARD_AUC = 0.9, 0.8
MIN_OF_EACH = 10  # right and wrong traces; with fewer neither AUC nor correlation says much
GOOD_DISAGREEMENT, BAD_DISAGREEMENT = 0.01, 0.05
BAD_UNDECIDED = 0.02
BAD_UNANSWERED = 0.2
GOOD_DEAD, BAD_DEAD = 0.25, 0.5
GOOD_LENGTH, BAD_LENGTH = 0.2, 0.4
BAD_KEYS = 0.1  # of the key steps that are judged never match, though traces are right
BAD_INVALID = 0.2  # of the right traces lose their validity
GOOD_MARGIN, BAD_MARGIN = -0.5, 0.0
_NAMED = 3  # key steps or rules in one sentence


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rules look at: the figures, and the traces behind them."""

    figures: Figures
    columns: Columns
    gathered: Gathered

    def finding(self, name: str, level: Level, text: str, traces: Bools | None = None) -> Finding:
        """Say something, with the first few lines of the traces that show it."""
        return Finding(name, level, text, () if traces is None else self.gathered.places(traces))


FindingRule: TypeAlias = Callable[[Evidence], Iterator[Finding]]


def find(evidence: Evidence) -> tuple[Finding, ...]:
    """Collect what every rule has to say, the bad news first."""
    if not evidence.figures.traces:
        return ()
    found = [one for rule in RULES for one in rule(evidence)]
    return tuple(sorted(found, key=lambda one: ("bad", "note", "good").index(one.level)))


# Can the figures be trusted?


def one_signature(evidence: Evidence) -> Iterator[Finding]:
    """Require one set of settings: rewards under others cannot be compared."""
    count = len(evidence.figures.signatures)
    if count > 1:
        text = (
            f"the traces were scored under {count} different settings, and their rewards cannot "
            "be compared; --preset or --config scores them all anew"
        )
        yield evidence.finding("settings", "bad", text)


def has_labels(evidence: Evidence) -> Iterator[Finding]:
    """Say where right and wrong come from."""
    labels = evidence.figures.labels
    if labels.source == "verdict":
        text = (
            "no trace has a label, so the judge's own verdict stands in for it: coverage is held "
            "against that, and the reward, which contains it, against nothing"
        )
        yield evidence.finding("labels", "note", text)
    elif labels.unlabelled:
        text = f"{_of(labels.unlabelled, evidence.figures.traces)} have no label, and are left out"
        traces = ~evidence.columns.has_label
        yield evidence.finding("labels", "note", f"{text} where labels count", traces)


# Does the reward tell right from wrong?


def coverage_tells(evidence: Evidence) -> Iterator[Finding]:
    """Require that right traces cover more key steps than wrong ones."""
    found = evidence.figures.coverage
    if evidence.figures.key_steps.without < evidence.figures.traces:
        yield from _separation(
            evidence, "coverage", found, good=GOOD_COVERAGE_AUC, bad=BAD_COVERAGE_AUC
        )


def reward_tells(evidence: Evidence) -> Iterator[Finding]:
    """Require that right traces are paid more than wrong ones."""
    found = evidence.figures.reward
    if found is not None:
        yield from _separation(evidence, "reward", found, good=GOOD_REWARD_AUC, bad=BAD_REWARD_AUC)


def _separation(
    evidence: Evidence, name: str, found: Separation, *, good: float, bad: float
) -> Iterator[Finding]:
    if min(found.right, found.wrong) < MIN_OF_EACH or found.auc.value is None:
        text = (
            f"{found.right} right and {found.wrong} wrong traces are too few to say whether "
            f"{name} tells them apart; {MIN_OF_EACH} of each are needed"
        )
        yield evidence.finding(f"{name}_auc", "note", text)
        return
    auc = found.auc
    level: Level = "note"
    if found.auc.value < bad:
        level = "bad"
    elif found.auc.value >= good and (auc.low or 0) > 0.5:
        level = "good"
    beats = {"bad": "hardly tells", "note": "only half tells", "good": "tells"}[level]
    against = "by their labels" if evidence.figures.labels.source == "label" else "by the judge"
    within = found.within_groups
    beside = "" if within.value is None else f"; within groups {within}"
    text = f"{name} {beats} right traces from wrong ones {against}: AUC {auc}{beside}"
    shown = None if level == "good" else _against(evidence.columns, name)
    yield evidence.finding(f"{name}_auc", level, text, shown)


def _against(columns: Columns, name: str) -> Bools:
    """Pick traces that speak against a measure: wrong and high, as high as the right ones are."""
    scores = columns.coverage if name == "coverage" else columns.reward
    known = columns.is_known & ~np.isnan(scores)
    bar = float(np.median(scores[known & columns.is_right]))
    return np.asarray(known & ~columns.is_right & (scores >= bar))


def judge_agrees(evidence: Evidence) -> Iterator[Finding]:
    """Require that the judge says what the labels say."""
    columns, verdicts = evidence.columns, evidence.figures.verdicts
    labelled = int(columns.has_label.sum())
    if not labelled:
        return
    wrong = verdicts.paid_though_wrong + verdicts.unpaid_though_right
    level = _level(wrong / labelled, GOOD_DISAGREEMENT, BAD_DISAGREEMENT)
    text = f"the judge agrees with the labels on {_of(labelled - wrong, labelled)}"
    if wrong:
        text += (
            f": it pays {verdicts.paid_though_wrong:,} that are labelled wrong, and "
            f"{verdicts.unpaid_though_right:,} labelled right it does not pay"
        )
    differs = columns.has_label & (columns.is_paid_as_right != (columns.label == 1))
    yield evidence.finding("judge", level, text, differs)


def decides(evidence: Evidence) -> Iterator[Finding]:
    """Require that hardly an answer is undecided: it pays as a wrong one."""
    verdicts = evidence.figures.verdicts
    if verdicts.undecided:
        share = verdicts.undecided / evidence.figures.traces
        is_bad = share > BAD_UNDECIDED
        text = (
            f"{_of(verdicts.undecided, evidence.figures.traces)} have an answer that the judge "
            f"cannot decide on, and are paid as wrong; the first is {verdicts.examples[0].words}"
        )
        traces = evidence.columns.verdict == UNDECIDED
        yield evidence.finding("undecided", "bad" if is_bad else "note", text, traces)


def answers(evidence: Evidence) -> Iterator[Finding]:
    """Require answers: without one nothing but the form is paid."""
    none = evidence.figures.verdicts.none
    if none:
        is_bad = none / evidence.figures.traces > BAD_UNANSWERED
        text = f"{_of(none, evidence.figures.traces)} have no final answer that can be found"
        traces = evidence.columns.verdict == VERDICTS.index("none")
        yield evidence.finding("no_answer", "bad" if is_bad else "note", text, traces)


# Does it teach?


def has_signal(evidence: Evidence) -> Iterator[Finding]:
    """Require groups whose rewards differ: in others every advantage is 0."""
    signal = evidence.figures.signal
    if not signal.groups:
        text = "no group has two traces, so whether groups have signal cannot be told"
        yield evidence.finding("signal", "note", text)
        return
    level = _level(signal.reward / signal.groups, GOOD_DEAD, BAD_DEAD)
    text = (
        f"{_of(signal.reward, signal.groups, 'groups')} teach nothing, since all their rewards are "
        f"equal; by the answer alone it were {signal.accuracy:,}, with key steps "
        f"{signal.step_rar:,}"
    )
    shown = None if level == "good" else is_in_dead_group(evidence.columns)
    yield evidence.finding("signal", level, text, shown)


def ignores_length(evidence: Evidence) -> Iterator[Finding]:
    """Require that at the same accuracy long traces are not paid more."""
    alike = evidence.figures.length.at_equal_accuracy
    found = alike.characters
    if found.value is None or evidence.figures.traces < 2 * MIN_OF_EACH:
        return
    text = f"at the same accuracy the reward goes with length by {_rho(found)}"
    text += f" (characters) and {_rho(alike.steps)} (steps)"
    if abs(found.value) < GOOD_LENGTH:
        yield evidence.finding("length", "good", f"{text}: it does not pay for length")
    elif found.value >= BAD_LENGTH and (found.low or 0) > 0:
        longest = evidence.columns.characters >= np.quantile(evidence.columns.characters, 0.9)
        text += ": longer traces are paid more, and a policy will learn to be long"
        yield evidence.finding("length", "bad", text, longest)
    else:
        yield evidence.finding("length", "note", f"{text}: watch the length as you train")


# Are key steps and form fit for these traces?


def has_key_steps(evidence: Evidence) -> Iterator[Finding]:
    """Require key steps: without them nothing pays for the reasoning."""
    without = evidence.figures.key_steps.without
    if without:
        text = f"{_of(without, evidence.figures.traces)} have no key steps, and no coverage"
        is_all = without == evidence.figures.traces
        traces = np.isnan(evidence.columns.coverage)
        yield evidence.finding("no_key_steps", "bad" if is_all else "note", text, traces)


def keys_can_match(evidence: Evidence) -> Iterator[Finding]:
    """Require that a key step is found in some trace, above all where traces are right."""
    keys = evidence.figures.key_steps
    if not keys.judged:
        if keys.count:
            text = f"no key step is asked of {MIN_TRACES} traces or more, so none is judged"
            yield evidence.finding("never_matching", "note", text)
        return
    share = keys.never_though_right / keys.judged
    level: Level = "bad" if share > BAD_KEYS else "note" if keys.never else "good"
    text = f"key steps found in no trace: {keys.never:,} of {keys.judged:,}"
    if keys.never_though_right:
        text += f", {keys.never_though_right:,} of them although some traces are right"
    places = tuple(dict.fromkeys(one.place for one in keys.never_list[:_NAMED]))
    text += _texts(keys.never_list)
    yield Finding("never_matching", level, text, places)


def keys_tell(evidence: Evidence) -> Iterator[Finding]:
    """Mention key steps that every trace states: they pay everybody."""
    keys = evidence.figures.key_steps
    if keys.always:
        text = (
            f"key steps found in every trace, which tell nobody apart: {keys.always:,} of "
            f"{keys.judged:,}{_texts(keys.always_list)}"
        )
        places = tuple(dict.fromkeys(one.place for one in keys.always_list[:_NAMED]))
        yield Finding("always_matching", "note", text, places)


def right_traces_are_valid(evidence: Evidence) -> Iterator[Finding]:
    """Require that right traces are valid: else the form asked for is not the form written."""
    columns = evidence.columns
    right = int(columns.is_right.sum())
    invalid = columns.is_right & (columns.validity == 0)
    if not right:
        return
    lost = int(invalid.sum())
    is_bad = lost / right > BAD_INVALID
    level: Level = "bad" if is_bad else "note" if lost else "good"
    text = f"{_of(right - lost, right, 'right traces')} are valid"
    if lost:
        ranked = sorted(evidence.figures.rules, key=lambda one: -one.right)[:_NAMED]
        said = ", ".join(f"{one.rule} {one.right:,}" for one in ranked if one.right)
        text += f"; the others break {said}" if said else ""
    yield evidence.finding("validity", level, text, invalid if lost else None)


# Can it be cheated?


def is_hard_to_hack(evidence: Evidence) -> Iterator[Finding]:
    """Require that the best attack earns less than honest wrong traces do."""
    hacking = evidence.figures.hacking
    if hacking is None:
        return
    if hacking.margin is None or hacking.honest_wrong is None:
        lack = "no wrong trace to compare with" if hacking.questions else "no question to attack"
        yield evidence.finding("hack_margin", "note", f"there is {lack}: no hack margin")
        return
    level = _level(hacking.margin, GOOD_MARGIN, BAD_MARGIN)
    best = hacking.attacks[0]
    verb = "less" if hacking.margin < 0 else "more"
    text = (
        f"hack margin {hacking.margin:+.2f}: the best attack, {best.attack}, earns "
        f"{best.reward:.2f} over {hacking.questions:,} questions, {verb} than the "
        f"{hacking.honest_wrong:.2f} of honest wrong traces. It is: {best.what}"
    )
    yield evidence.finding("hack_margin", level, text)


RULES: tuple[FindingRule, ...] = (
    one_signature,
    has_labels,
    coverage_tells,
    reward_tells,
    judge_agrees,
    decides,
    answers,
    has_signal,
    ignores_length,
    has_key_steps,
    keys_can_match,
    keys_tell,
    right_traces_are_valid,
    is_hard_to_hack,
)


def _level(value: float, good: float, bad: float) -> Level:
    """Rate a figure of which less is better."""
    return "good" if value <= good else "bad" if value > bad else "note"


def _texts(keys: tuple[KeyStepCount, ...]) -> str:
    named = [f"{one.text!r} ({one.matched} of {one.traces})" for one in keys[:_NAMED]]
    more = ", …" if len(keys) > _NAMED else ""
    return f": {', '.join(named)}{more}" if named else ""


def _rho(found: Estimate) -> str:
    return "none" if found.value is None else f"{found.value:+.2f}"


def _of(part: int, whole: int, noun: str = "traces") -> str:
    return f"{part:,} of {whole:,} {noun} ({_percent(part / max(whole, 1))})"


def _percent(share: float) -> str:
    return f"{share:.1%}".replace(".0%", "%").replace("%", " %")
