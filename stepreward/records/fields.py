"""Where a line keeps what scoring reads: the names of its fields, or paths into nested objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from stepreward.errors import SettingError, known_are

# Every role under the names it goes by; the first that a line holds, and not as null, counts.
NAMES: dict[str, tuple[str, ...]] = {
    "completion": ("completion",),
    "completions": ("completions",),
    "answer": ("answer", "solution"),
    "key_steps": ("key_steps",),
    "question": ("question", "problem"),
    "truncated": ("truncated",),
    "prefill": ("prefill",),
}
_ROLES = {name: role for role, names in NAMES.items() for name in names}
ABSENT = object()  # what look_up finds where there is nothing, since null is something


@dataclass(frozen=True, slots=True)
class Fields:
    """What a file calls the fields that scoring reads, where it has names of its own.

    >>> Fields.from_pairs(["completion=response", "answer=extra_info.answer"]).where("answer")
    ('extra_info.answer',)
    """

    renamed: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_pairs(cls, pairs: Iterable[str]) -> Fields:
        """Read ``ours=theirs`` pairs; raise SettingError for a name that scoring does not read."""
        renamed: dict[str, str] = {}
        for pair in pairs:
            ours, _, theirs = (part.strip() for part in pair.partition("="))
            if not ours or not theirs:
                raise SettingError(f"field {pair!r}: write OURS=THEIRS, as in completion=response")
            if ours not in _ROLES:
                mend = known_are(ours, _ROLES)
                raise SettingError(f"field {pair!r}: scoring reads no {ours!r}; {mend}")
            renamed[_ROLES[ours]] = theirs
        return cls(tuple(renamed.items()))

    def where(self, role: str) -> tuple[str, ...]:
        """List the paths under which a role may stand."""
        theirs = dict(self.renamed).get(role)
        return NAMES[role] if theirs is None else (theirs,)

    def found_in(self, row: Mapping[str, Any]) -> dict[str, str]:
        """Tell for each role under which path a row holds it, and not as null."""
        paths: dict[str, str] = {}
        for role in NAMES:
            for path in self.where(role):
                if look_up(row, path) not in (ABSENT, None):
                    paths[role] = path
                    break
        return paths


DEFAULT_FIELDS = Fields()


def look_up(row: Mapping[str, Any], path: str) -> object:
    """Follow a dotted path, a key with dots in its name first; numbers index lists.

    >>> look_up({"choices": [{"text": "#### 6"}]}, "choices.0.text")
    '#### 6'
    """
    if path in row:
        return row[path]
    value: object = row
    for part in path.split("."):
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        else:
            return ABSENT
    return value


def without(row: Mapping[str, Any], path: str) -> dict[str, Any]:
    """Copy a row, leaving out the field at a path; in a list, null takes its place."""
    copy = dict(row)
    if path in copy:
        del copy[path]
        return copy
    *parents, last = path.split(".")
    inner: Any = copy
    for part in parents:
        at = int(part) if isinstance(inner, list) else part
        inner[at] = inner[at].copy()
        inner = inner[at]
    if isinstance(inner, list):
        inner[int(last)] = None
    else:
        del inner[last]
    return copy
