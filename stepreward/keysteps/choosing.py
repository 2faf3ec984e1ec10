"""Keep what tells right paths from wrong ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stepreward.keysteps.merging import Merged
from stepreward.keysteps.reading import Reading, wanted_alone
from stepreward.match import Wanted


def count_statements(
    groups: Sequence[Merged], right: Sequence[Reading], wrong: Sequence[Reading]
) -> None:
    """Note for each claim what share of the right and of the wrong traces states it."""
    known = right[0].known if right else None
    wanted = wanted_alone([form.key for group in groups for form in group.forms], known)
    if right:
        for group, share in zip(groups, _shares(groups, right, wanted), strict=True):
            group.right = share
    if wrong:
        for group, share in zip(groups, _shares(groups, wrong, wanted), strict=True):
            group.wrong = share


def _shares(
    groups: Sequence[Merged], readings: Sequence[Reading], wanted: Sequence[Wanted]
) -> Iterator[float]:
    """Give for each claim the share of some traces that state it; ``wanted`` are all its forms."""
    stated = [reading.finds(wanted) for reading in readings]  # (traces, forms)
    first = 0
    for group in groups:
        behind = first + len(group.forms)
        yield sum(any(row[first:behind]) for row in stated) / len(readings)
        first = behind


def chosen(groups: Sequence[Merged]) -> list[Merged]:
    """Keep what more than half of the right traces state and at most half of the wrong ones.

    They come in the order of the traces.
    """
    kept = [one for one in groups if one.right > 0.5 and one.wrong <= 0.5]
    return sorted(kept, key=lambda one: one.place)
