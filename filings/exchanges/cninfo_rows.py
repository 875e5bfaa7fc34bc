"""Rows of CNINFO's list: values in, values out. PURE."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from filings.exchanges import fields
from filings.exchanges.fields import Json
from filings.exchanges.titles import split_title
from filings.model import BEIJING, Announcement, Company, ticker_of

_KNOWN_KEYS = frozenset(
    {
        "id", "secCode", "secName", "orgId", "orgName", "announcementId", "announcementTitle", "announcementTime",
        "adjunctUrl", "adjunctSize", "adjunctType", "storageTime", "columnId", "pageColumn", "announcementType",
        "announcementTypeName", "associateAnnouncement", "important", "batchNum", "announcementContent",
        "shortTitle", "secNameList", "tileSecName",
    }
)  # fmt: skip
_MARK = re.compile(r"</?em(?:\s[^>]*)?>", re.IGNORECASE)
"""What a search highlights its words with (fault C8)."""
_BETWEEN_CODES = re.compile(r"[,，;；\s|]+")
_EARLIEST, _LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def read_rows(data: Sequence[Any], *, seen: datetime) -> tuple[tuple[Announcement, ...], tuple[str, ...], set[str]]:
    """The rows that can be read, a sentence for each that cannot, and the keys that are not known.

    One id may stand in two rows with a code each (fault C9): they are two announcements here.
    """
    return fields.read_rows(data, partial(_row, seen=seen), key="announcementId", known_keys=_KNOWN_KEYS)


def without_marks(text: str) -> str:
    """A text without the marks of a search."""
    return _MARK.sub("", text) if "<" in text else text


def _row(raw: Json, seen: datetime) -> Announcement:
    """One row. Raises ValueError with the key that is not as recorded.

    Relied on are the id, the title, the time and the path; everything else may be missing.
    """
    number = fields.number(raw, "announcementId")
    path = fields.path(raw, "adjunctUrl")
    name = without_marks(fields.text_or_nothing(raw, "secName") or fields.text_or_nothing(raw, "orgName"))
    codes = _codes(raw)
    return Announcement(
        source="cninfo",
        source_id=str(number),
        companies=tuple(Company(ticker=ticker_of(code), name=name) for code in codes),
        title=_title(raw, name),
        published=_published(raw),
        first_seen=seen,
        document_path=path,
        kind=fields.kind_of(path, raw.get("adjunctType")),
        size_kb=fields.whole_number(raw.get("adjunctSize")) or None,
        related=_related(raw),
    )


def _title(raw: Json, name: str) -> str:
    """The title; some companies write their short name and a colon before it, as Shenzhen's list always does."""
    listed = without_marks(fields.text(raw, "announcementTitle")).strip()
    if not listed:
        raise fields.wrong(raw, "announcementTitle")
    return split_title(listed, [name])[1] if name else listed


def _published(raw: Json) -> datetime:
    """The nominal time, from milliseconds since 1970; midnight in Beijing where only the day is known."""
    milliseconds = fields.whole_number(raw.get("announcementTime"))
    if milliseconds is None:
        raise fields.wrong(raw, "announcementTime")
    try:
        stated = datetime.fromtimestamp(milliseconds / 1000, tz=BEIJING)
    except (ValueError, OverflowError, OSError) as error:
        raise fields.wrong(raw, "announcementTime") from error
    if not _EARLIEST <= stated < _LATEST:
        raise fields.wrong(raw, "announcementTime")
    return stated


def _codes(raw: Json) -> list[str]:
    """The six-digit codes, each once, in order; empty for some funds (fault C10)."""
    listed = without_marks(fields.text_or_nothing(raw, "secCode"))
    return list(dict.fromkeys(code for code in _BETWEEN_CODES.split(listed) if code))


def _related(raw: Json) -> str | None:
    """The id of a related filing (associateAnnouncement), if there is one."""
    number = fields.whole_number(raw.get("associateAnnouncement"))
    return str(number) if number else None
