"""Key steps that tell nobody apart: found in every trace of their question, or in none."""

from __future__ import annotations

from dataclasses import dataclass

from stepreward.audit.gathered import Gathered, KeyTally, keys_in_order

MIN_TRACES = 4  # of fewer, all or none is chance
_LISTED = 10


@dataclass(frozen=True, slots=True)
class KeyStepCount:
    """One key step: in how many traces of its question it was found, and where it stands."""

    place: str
    key: int
    text: str
    traces: int
    matched: int
    right: int  # right traces among them


@dataclass(frozen=True, slots=True)
class KeySteps:
    """How many key steps there are, and which never or always match.

    Judged are those that at least four traces were asked for; the lists are cut, the counts not.
    ``never_though_right`` counts those never matched although some of the traces are right.
    """

    count: int
    judged: int
    without: int  # traces that have none
    never: int
    never_though_right: int
    always: int
    never_list: tuple[KeyStepCount, ...]
    always_list: tuple[KeyStepCount, ...]


def keys_of(gathered: Gathered, without: int) -> KeySteps:
    """Sort the key steps by how often they match; those of right traces first."""
    judged = [(key, tally) for key, tally in keys_in_order(gathered) if tally.traces >= MIN_TRACES]
    never = [pair for pair in judged if not pair[1].matched]
    never.sort(key=lambda pair: -pair[1].right)  # the likeliest to be worded wrong
    always = [pair for pair in judged if pair[1].matched == pair[1].traces]

    def listed(pairs: list[tuple[int, KeyTally]]) -> tuple[KeyStepCount, ...]:
        return tuple(
            KeyStepCount(
                gathered.place(one.first), key, one.text, one.traces, one.matched, one.right
            )
            for key, one in pairs[:_LISTED]
        )

    return KeySteps(
        count=len(gathered.keys),
        judged=len(judged),
        without=without,
        never=len(never),
        never_though_right=sum(tally.right > 0 for _, tally in never),
        always=len(always),
        never_list=listed(never),
        always_list=listed(always),
    )
