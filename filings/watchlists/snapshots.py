"""Dated, hashed copies of a list, and what changed between two of them. PURE.

A list's copies lie in ``FILINGS_HOME/lists/<list>/`` as ``<date>-<sha256>.<ending>``; ``copies.jsonl`` beside them
has a line per copy, the last one is in use. Nothing is ever overwritten: a back-test finds the copy of its day.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pydantic import AwareDatetime

from filings.model import BEIJING, Record
from filings.watchlists import names
from filings.watchlists.entry import Entry

INDEX = "copies.jsonl"
_SHORT_HASH = 12


class Copy(Record):
    """One copy: when it was fetched, what it holds, and the file that has it."""

    fetched: AwareDatetime
    sha256: str
    file: str
    url: str
    entries: int
    refused: int = 0

    @property
    def date(self) -> dt.date:
        """The day (Beijing) of the copy."""
        return self.fetched.astimezone(BEIJING).date()


def file_name(fetched: dt.datetime, sha256: str, ending: str) -> str:
    """``2026-11-24-0123456789ab.csv``."""
    return f"{fetched.astimezone(BEIJING).date()}-{sha256[:_SHORT_HASH]}{ending}"


def parse(index: str) -> list[Copy]:
    """The copies of an index file, the oldest first. Raises ValueError."""
    return [Copy.model_validate_json(line) for line in index.splitlines() if line.strip()]


def as_of(copies: Sequence[Copy], day: dt.date) -> Copy | None:
    """The copy that was in use at the end of that day; ``None`` where there was none yet."""
    return next((copy for copy in reversed(copies) if copy.date <= day), None)


class Change(NamedTuple):
    """What a new copy adds, takes away and says differently, by names as printed."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def change(old: Iterable[Entry], new: Iterable[Entry]) -> Change:
    """The difference of two copies; an entry is the same one if programme and name are."""
    before, after = _by_identity(old), _by_identity(new)
    added = [one.name for key, entries in after.items() if key not in before for one in entries]
    removed = [one.name for key, entries in before.items() if key not in after for one in entries]
    changed = [
        entries[0].name
        for key, entries in after.items()
        if key in before and Counter(map(_said, entries)) != Counter(map(_said, before[key]))
    ]
    return Change(tuple(added), tuple(removed), tuple(changed))


def _by_identity(entries: Iterable[Entry]) -> dict[tuple[str, str], list[Entry]]:
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        found.setdefault((entry.programme, names.key(entry.name)), []).append(entry)
    return found


def _said(entry: Entry) -> tuple[object, ...]:
    return (
        tuple(sorted(entry.aliases)),
        tuple(sorted(entry.identifiers)),
        entry.listed_on,
        entry.delisted_on,
        entry.name,
    )


def shrinks(old: int, new: int, most: float) -> bool:
    """Whether a copy lost a larger share of the entries than ``most`` (0 to 1): then it is not believed."""
    return old > 0 and (old - new) / old > most
