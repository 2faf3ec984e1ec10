"""What a file calls the two fields that an audit reads beside a record's: label and group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stepreward.errors import RecordError, SettingError, known_are
from stepreward.records import LABEL, NAMES, Fields, Record, kind, look_up
from stepreward.records.fields import ABSENT

UNLABELLED = -1
_OWN = ("label", "group")
_LABELS = {True: 1, False: 0}  # 1 and 1.0 are True to a dict


@dataclass(frozen=True, slots=True)
class Names:
    """Where lines say whether a trace is right, and which group it belongs to.

    A field that the caller ``named`` has to be in every line, if only as null.
    """

    label: str = LABEL
    group: str = "group"
    named: frozenset[str] = frozenset()

    def labels(self, record: Record) -> tuple[int, ...]:
        """Read a label for each completion: 1 right, 0 wrong, -1 not said.

        Raises RecordError for what is neither true nor false.
        """
        count = len(record.completions)
        value = self._value(record, "label", self.label)
        given = value if isinstance(value, list) else [value] * count
        if len(given) != count:
            found = f"{len(given)} labels for {count} completions"
            raise RecordError(f"{self.label}: {found}; give one for each, or one for all")
        return tuple(_label(one, self.label) for one in given)

    def group_of(self, record: Record) -> object:
        """Give the name of a record's group; None where the line names none."""
        return self._value(record, "group", self.group)

    def _value(self, record: Record, role: str, path: str) -> object:
        value = look_up(record.row, path)
        if value is not ABSENT:
            return value
        if role in self.named:
            mend = f"write null where there is none, or name another by --field {role}=NAME"
            raise RecordError(f"{path}: no such field, expected as {role}; {mend}")
        return None


DEFAULT_NAMES = Names()


def names_from_pairs(pairs: Iterable[str]) -> tuple[Fields, Names]:
    """Read ``ours=theirs`` pairs, those of scoring and the audit's own label and group.

    Raises SettingError for a name that neither reads.

    >>> fields, names = names_from_pairs(["completion=response", "label=human.verdict"])
    >>> fields.where("completion"), names.label
    (('response',), 'human.verdict')
    """
    own: dict[str, str] = {}
    others: list[str] = []
    for pair in pairs:
        ours, _, theirs = (part.strip() for part in pair.partition("="))
        if ours in _OWN and theirs:
            own[ours] = theirs
        else:
            _require_known(ours, pair)
            others.append(pair)
    return Fields.from_pairs(others), Names(**own, named=frozenset(own))


def _require_known(ours: str, pair: str) -> None:
    known = [*_OWN, *(name for names in NAMES.values() for name in names)]
    if ours and ours not in known:
        raise SettingError(f"field {pair!r}: an audit reads no {ours!r}; {known_are(ours, known)}")


def _label(value: object, path: str) -> int:
    if value is None:
        return UNLABELLED
    if isinstance(value, (bool, int, float)) and value in _LABELS:
        return _LABELS[bool(value)]
    raise RecordError(f"{path}: expected true, false or null as the label; got {kind(value)}")
