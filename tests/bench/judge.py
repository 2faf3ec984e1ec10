"""Measure the judge of answers beside Math-Verify in the same run: right verdicts, and time.

Run ``python -m tests.bench.judge`` from the repository's root; needs the extra ``baselines``.

- Equivalence corpus, by tier: core (a matter of mathematics), derived negatives (an equal pair
  with one number changed) and grammar (two notations of one value).
- Generator: pairs in mixed notations, equal or different by construction (``tests/notations``).
- GSM8K: real completions, judged whole against the gold answer.
- Times: see ``tests/bench/judge_times.py``.

Math-Verify judges with its defaults, gold first; where its verdict depends on the direction, the
more generous direction counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import stepreward as sr
from tests.bench.corpora import AnswerPair, Solution, command, equivalence, gsm8k
from tests.bench.judge_times import print_times
from tests.bench.measures import Tally
from tests.bench.rival import MathVerify
from tests.bench.tables import percent, print_table
from tests.notations import sample_pairs

TIERS = ("core", "derived_negative", "grammar")  # "policy" has no labels, only choices


class Case(NamedTuple):
    """A candidate, a gold answer, and whether they are equal; ``group`` names the table's row."""

    candidate: str
    gold: str
    question: str | None
    is_equal: bool
    group: str


def main() -> None:
    """Print the tables."""
    parser = command(__doc__)
    parser.add_argument("--pairs", type=int, default=2000, help="pairs that the generator draws")
    parser.add_argument("--seed", type=int, default=1, help="which pairs it draws")
    parser.add_argument("--kinds", action="store_true", help="list the generator's kinds by error")
    parser.add_argument("--failures", action="store_true", help="list what our judge gets wrong")
    options = parser.parse_args()
    rival = MathVerify()
    corpus, solutions = equivalence(options.corpora), gsm8k(options.corpora)
    print_times(rival, corpus, options.corpora)  # first, while no answer has been seen
    cases = [
        *(_of_corpus(pair) for pair in corpus if pair.tier in TIERS),
        *(
            Case(pair.candidate, pair.gold, None, pair.equal, f"generator: {pair.kind}")
            for pair in sample_pairs(options.pairs, options.seed)
        ),
        *(_of_solution(one) for one in solutions),
    ]
    print_accuracy(rival, cases, has_kinds=options.kinds)
    print_laws(cases)
    if options.failures:
        print_failures(cases)


def _of_corpus(pair: AnswerPair) -> Case:
    return Case(pair.candidate, pair.gold, None, pair.is_equal, pair.tier.replace("_", " "))


def _of_solution(one: Solution) -> Case:
    return Case(one.completion, one.answer, one.question, one.is_right, "GSM8K completions")


def ours(case: Case) -> bool:
    """Say whether our judge calls a case equal; undecided pays as different."""
    return sr.judge(case.candidate, case.gold, case.question).verdict == "equal"


def print_accuracy(rival: MathVerify, cases: Sequence[Case], *, has_kinds: bool) -> None:
    """Print accuracy, false positives (FP) and false negatives (FN) of both sides."""
    sides: dict[str, Callable[[Case], bool]] = {
        "ours": ours,
        rival.name: lambda case: rival.is_equal_either_way(case.candidate, case.gold),
    }
    said = {name: [judge(case) for case in cases] for name, judge in sides.items()}
    head = ["", "pairs"]
    for name in sides:
        head += [name, "FP", "FN"]
    print_table("Verdicts", head, _accuracy_rows(said, cases, lambda c: c.group.split(":")[0]))
    if has_kinds:
        generated = [at for at, case in enumerate(cases) if ":" in case.group]
        part = {name: [verdicts[at] for at in generated] for name, verdicts in said.items()}
        rows = _accuracy_rows(part, [cases[at] for at in generated], lambda c: c.group)
        print_table("The generator's kinds", head, rows)


def _accuracy_rows(
    said: dict[str, list[bool]], cases: Sequence[Case], group_of: Callable[[Case], str]
) -> list[list[str]]:
    rows = []
    for group in dict.fromkeys(map(group_of, cases)):
        row: list[str] = []
        for verdicts in said.values():
            tally = Tally()
            for verdict, case in zip(verdicts, cases, strict=True):
                if group_of(case) == group:
                    tally.add(said=verdict, label=case.is_equal)
            row += [percent(tally.accuracy), str(tally.false_positives), str(tally.false_negatives)]
        rows.append([group, str(tally.count), *row])
    return rows


def print_laws(cases: Sequence[Case]) -> None:
    """Count the verdicts of our judge, and where exchanging the sides changes one."""
    bare = [case for case in cases if case.question is None]
    there = [sr.judge(case.candidate, case.gold).verdict for case in bare]
    back = [sr.judge(case.gold, case.candidate).verdict for case in bare]
    asymmetric = sum(one != other for one, other in zip(there, back, strict=True))
    counted = ", ".join(f"{count} {verdict}" for verdict, count in Counter(there).most_common())
    print(f"\nours on {len(bare)} pairs: {counted}; sides exchanged, {asymmetric} verdicts change")


def print_failures(cases: Sequence[Case]) -> None:
    """Print each case that our judge gets wrong, with its reason."""
    for case in cases:
        verdict = sr.judge(case.candidate, case.gold, case.question)
        if (verdict.verdict == "equal") != case.is_equal:
            label = "equal" if case.is_equal else "different"
            print(f"\n{case.group}: labelled {label}, judged {verdict.verdict}: {verdict.reason}")
            print(f"  gold: {case.gold[-200:]!r}\n  candidate: {case.candidate[-200:]!r}")


if __name__ == "__main__":
    main()
