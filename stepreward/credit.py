"""From matches to coverage, first error, and credits laid on the text that earned them."""

from __future__ import annotations

from collections.abc import Sequence

from stepreward.match import KeyMatch, Matching, Slip
from stepreward.report import Credit, Span
from stepreward.trace import Section, Step


def coverage_of(matches: Sequence[KeyMatch]) -> float | None:
    """Compute R1-VL's k: matched key steps / key steps; None without key steps."""
    if not matches:
        return None
    return sum(match.is_match for match in matches) / len(matches)


def first_error_of(matching: Matching, last: Slip | None) -> Slip | None:
    """Find the first step that goes wrong, and why; ``last`` is what is wrong with the answer."""
    slips = [slip for slip in (*matching.slips, last) if slip is not None]
    slips = [slip for slip in slips if slip.place.step is not None]
    return min(slips, key=lambda slip: slip.place.step or 0, default=None)


def before_error(matches: Sequence[KeyMatch], first_error: int | None) -> tuple[KeyMatch, ...]:
    """Drop the matches in and behind the first wrong step (SGPO, VPPO: keep the good prefix)."""
    if first_error is None:
        return tuple(matches)
    return tuple(
        match._replace(is_match=False, reason="it stands behind the first error")
        if match.is_match
        and match.place is not None
        and match.place.step is not None
        and match.place.step >= first_error
        else match
        for match in matches
    )


def credits_of(  # noqa: PLR0913 - a part of the reward each, all named
    *,
    answer: Span | None,
    accuracy: float,
    matches: Sequence[KeyMatch],
    per_key: float,
    sections: Sequence[Section],
    steps: Sequence[Step],
    validity: float,
) -> tuple[Credit, ...]:
    """Lay every part of the reward on characters; the credits sum to it.

    Accuracy goes to the answer, each key step to the claim that matched it, validity in equal
    shares to the sections.
    """
    laid: list[Credit] = []
    if accuracy and answer is not None:
        laid.append(Credit(answer, accuracy, "the answer is right"))
    if per_key:
        laid.extend(
            Credit((match.place.start, match.place.end), per_key, f"key step {match.key}")
            for match in matches
            if match.is_match and match.place is not None
        )
    if validity:
        spans = _section_spans(sections, steps)
        laid.extend(
            Credit(span, validity / len(spans), f"valid: {name}") for name, span in spans.items()
        )
    return tuple(laid)


def _section_spans(sections: Sequence[Section], steps: Sequence[Step]) -> dict[str, Span]:
    """Give each section's name one span; without any, the steps are it."""
    spans: dict[str, Span] = {}
    for section in sections:
        spans.setdefault(section.name, (section.start, section.end))
    if not spans:
        spans["steps"] = (steps[0].start, steps[-1].end) if steps else (0, 0)
    return spans
