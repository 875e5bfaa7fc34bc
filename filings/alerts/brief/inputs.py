"""What a caller may add to a brief: the reader, known English names, neighbours, what to look at next, a follow-up."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field, field_validator

from filings.alerts.brief.said import Said
from filings.model import Record

ListContext = Literal["full", "names", "none"]
"""How much of the watch lists a reader is told: everything, names of lists and entries, or nothing."""

FollowUpKind = Literal["update", "correction", "called_off", "retracted"]


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """A time zone by its IANA name (``Europe/London``). Raises ValueError."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:  # ZoneInfoNotFoundError is a KeyError
        message = f"{name!r} is no time zone: write one such as Asia/Shanghai or Europe/London"
        raise ValueError(message) from error


class Reader(Record):
    """Who reads: the time zone of the times told, and how much of the watch lists is said."""

    zone: str = "Asia/Shanghai"
    list_context: ListContext = "full"

    @field_validator("zone")
    @classmethod
    def _exists(cls, value: str) -> str:
        zone(value)
        return value


class EnglishName(Record):
    """An English name of somebody or of a place, and where it comes from.

    ``official`` is what the holder calls itself, ``listed`` what a watch list prints, ``romanised`` pinyin.
    """

    text: str
    kind: Literal["official", "listed", "romanised"]


class Similar(Record):
    """An earlier filing like this one."""

    day: date
    code: str
    name: str
    title: str
    severity: int | None = None
    url: str | None = None


LookCode = Literal[
    "completion", "debts", "meeting", "approval", "reason", "status", "count", "pages", "lists", "match", "parent",
    "counterparty", "subsidiary", "direction", "other",
]  # fmt: skip


class Look(Record):
    """Something to look at next; ``detail`` names it (a list, a filing, a company), ``url`` leads there.

    ``detail_zh`` is the detail in Chinese, where it has another name there.
    """

    code: LookCode
    detail: str = ""
    detail_zh: str = ""
    day: date | None = None
    url: str | None = None


class Change(Record):
    """One field that differs between two records of an event; ``None`` where it did not exist.

    ``where`` names the item or party it belongs to, empty for the event itself.
    """

    kind: Literal["event", "leg", "fact", "item", "party", "hit"]
    name: str
    where: str = ""
    label: Said
    before: Said | None
    after: Said | None


class FollowUp(Record):
    """That this message follows an earlier alert, sent at ``told``, and how it differs from it."""

    kind: FollowUpKind
    told: AwareDatetime | None = None
    changes: tuple[Change, ...] = ()


class Extras(Record):
    """Everything that may be added to a brief."""

    reader: Reader = Reader()
    names: dict[str, EnglishName] = Field(default_factory=dict)
    similar: tuple[Similar, ...] = ()
    looks: tuple[Look, ...] = ()
    follow_up: FollowUp | None = None
    late: bool = False


class Frame(Record):
    """What every sentence is told with: the document's number of pages, the reader, the known English names."""

    pages: int
    reader: Reader = Reader()
    names: dict[str, EnglishName] = Field(default_factory=dict)
