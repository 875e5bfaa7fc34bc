"""Faults of the rows themselves: each takes listings out of the market and puts others in their place. PURE.

Sources: sources.md, section 7, faults S3 to S10 and S14 to S17.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

from filings.demo.listing import Condition, Listing, Scene, attach_path, newest_first
from filings.model import BEIJING

Change = Callable[[list[Listing]], list[Listing]]

_SPACE = uuid.UUID("6f1f0f2e-0000-4000-8000-00000000d340")
_NEW_IDS = 1_000_000_000
"""Added to a row's number where a second row of it gets an id of its own."""


def count_grows(picked: list[Listing]) -> list[Listing]:
    """Not listed until the first answer is given: count and page borders move while pages are read."""
    return [replace(one, shown=_after_answers(1)) for one in picked]


def rows_shift(picked: list[Listing]) -> list[Listing]:
    """Listed one by one, another with every answer."""
    return [replace(one, shown=_after_answers(place + 1)) for place, one in enumerate(reversed(picked))]


def back_dated(picked: list[Listing]) -> list[Listing]:
    """Listed after a first reading, and dated the day before."""
    return [replace(one, shown=_settled, published=one.published - timedelta(days=1)) for one in picked]


def title_cancelled(picked: list[Listing]) -> list[Listing]:
    """After a first reading the title gains （已取消） and a row （更新后） comes."""
    return [
        changed
        for one in picked
        for changed in (
            replace(one, shown=_until_settled),
            replace(one, shown=_settled, title=f"{one.title}（已取消）"),
            _second(one, title=f"{one.title}（更新后）", shown=_settled),
        )
    ]


def twin_ids(picked: list[Listing]) -> list[Listing]:
    """A second filing of the same company, day and title under another id."""
    return [changed for one in picked for changed in (one, _second(one))]


def two_codes(picked: list[Listing]) -> list[Listing]:
    """One filing of two listed companies."""
    return [
        replace(one, codes=(*one.codes, _other_code(one)), names=(*one.names, f"{one.names[0][:2]}二号"))
        for one in picked
    ]


def row_vanishes(picked: list[Listing]) -> list[Listing]:
    """Gone after a first reading; its file stays."""
    return [replace(one, shown=_until_settled) for one in picked]


def dated_ahead(picked: list[Listing]) -> list[Listing]:
    """Dated the midnight after the next day, as Saturday's filings are on Friday evening."""
    return [
        replace(
            one,
            published=datetime.combine(
                one.published.astimezone(BEIJING).date() + timedelta(days=1), time.min, tzinfo=BEIJING
            ),
        )
        for one in picked
    ]


def same_day_seconds(picked: list[Listing]) -> list[Listing]:
    """The nominal time is the real second of arrival."""
    return [replace(one, published=one.arrives.replace(microsecond=0)) for one in picked]


def wrong_size(picked: list[Listing]) -> list[Listing]:
    """The list says ten times the file's size."""
    return [replace(one, size_kb=one.size_kb * 10 + 100) for one in picked]


def small_letters(picked: list[Listing]) -> list[Listing]:
    """The path ends with .pdf."""
    return [replace(one, path=f"{one.path.removesuffix('.PDF')}.pdf") for one in picked]


def missing_prefix(picked: list[Listing]) -> list[Listing]:
    """The title has no short name before it."""
    return [replace(one, prefixed=False) for one in picked]


def full_width_names(picked: list[Listing]) -> list[Listing]:
    """The short name ends with a full-width letter, as 万科Ａ does."""
    return [_renamed(one, lambda name: f"{name}Ａ") for one in picked]


def spaced_names(picked: list[Listing]) -> list[Listing]:
    """Spaces stand between the characters of the short name."""
    return [_renamed(one, " ".join) for one in picked]


def nbsp_names(picked: list[Listing]) -> list[Listing]:
    """A no-break space stands in the short name, and one after it."""
    return [_renamed(one, lambda name: f"{name[:2]}\u00a0{name[2:]}\u00a0") for one in picked]


def _renamed(one: Listing, change: Callable[[str], str]) -> Listing:
    return replace(one, names=tuple(map(change, one.names)))


def _second(one: Listing, **changed: str | Condition) -> Listing:
    """Another filing like this one, with an id and a path of its own."""
    name = str(uuid.uuid5(_SPACE, one.uuid + str(sorted(changed))))
    number, path = one.number + _NEW_IDS, attach_path(one.published, name)
    return replace(one, number=number, uuid=name, path=path, **changed)  # type: ignore[arg-type]  # of two kinds


def _other_code(one: Listing) -> str:
    return f"{one.codes[0][:-1]}{(int(one.codes[0][-1]) + 1) % 10}"


def _after_answers(count: int) -> Condition:
    return lambda scene: scene.list_answers >= count


def _settled(scene: Scene) -> bool:
    return scene.settled


def _until_settled(scene: Scene) -> bool:
    return not scene.settled


def newest(matching: list[Listing], taken: set[int], count: int | None) -> list[Listing]:
    """The newest rows that no other fault has taken; all that are left for ``None``."""
    free = [one for one in newest_first(matching) if one.number not in taken]
    return free if count is None else free[:count]
