"""Where a line keeps what is read: the names of its fields, or paths into nested objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
# Extracting key steps reads more.
SOURCE_NAMES: dict[str, tuple[str, ...]] = {
    **NAMES,
    "references": ("references", "reference", "trace"),
    "group": ("group",),
    "image": ("image", "image_path", "images.0"),
}
ABSENT = object()  # what look_up finds where there is nothing, since null is something


@dataclass(frozen=True, slots=True)
class Fields:
    """What a file calls the fields that are read, where it has names of its own.

    ``names`` are the roles with the names they go by, those of scoring where nothing is said.

    >>> Fields.from_pairs(["completion=response", "answer=extra_info.answer"]).where("answer")
    ('extra_info.answer',)
    """

    renamed: tuple[tuple[str, str], ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: NAMES, repr=False, compare=False
    )

    @classmethod
    def from_pairs(
        cls, pairs: Iterable[str], names: Mapping[str, tuple[str, ...]] = NAMES
    ) -> Fields:
        """Read ``ours=theirs`` pairs; raise SettingError for a name that is not read."""
        roles = {name: role for role, known in names.items() for name in known}
        renamed: dict[str, str] = {}
        for pair in pairs:
            ours, _, theirs = (part.strip() for part in pair.partition("="))
            if not ours or not theirs:
                raise SettingError(f"field {pair!r}: write OURS=THEIRS, as in completion=response")
            if ours not in roles:
                what = "scoring" if names is NAMES else "this command"
                raise SettingError(
                    f"field {pair!r}: {what} reads no {ours!r}; {known_are(ours, roles)}"
                )
            renamed[roles[ours]] = theirs
        return cls(tuple(renamed.items()), names)

    def where(self, role: str) -> tuple[str, ...]:
        """List the paths under which a role may stand."""
        theirs = dict(self.renamed).get(role)
        return self.names[role] if theirs is None else (theirs,)

    def found_in(self, row: Mapping[str, Any]) -> dict[str, str]:
        """Tell for each role under which path a row holds it, and not as null."""
        paths: dict[str, str] = {}
        for role in self.names:
            for path in self.where(role):
                if look_up(row, path) not in (ABSENT, None):
                    paths[role] = path
                    break
        return paths

    def for_scoring(self) -> Fields:
        """Leave out what scoring does not read."""
        return Fields(tuple(pair for pair in self.renamed if pair[0] in NAMES))


DEFAULT_FIELDS = Fields()
SOURCE_FIELDS = Fields(names=SOURCE_NAMES)


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


def put(row: dict[str, Any], path: str, value: object) -> None:
    """Lay a value where a dotted path leads, making the objects on the way.

    >>> row: dict[str, Any] = {}
    >>> put(row, "extra_info.index", 3)
    >>> row
    {'extra_info': {'index': 3}}
    """
    *parents, last = path.split(".")
    for part in parents:
        row = row.setdefault(part, {})
    row[last] = value


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
