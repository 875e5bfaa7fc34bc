"""Rows of the Shenzhen list: values in, values out. PURE."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from filings.exchanges import fields
from filings.exchanges.fields import Json
from filings.exchanges.titles import split_title
from filings.model import BEIJING, Announcement, Company, ticker_of

_KNOWN_KEYS = frozenset(
    {
        "id", "annId", "title", "content", "publishTime", "attachPath", "attachFormat", "attachSize",
        "secCode", "secName", "bondType", "bigIndustryCode", "bigCategoryId", "smallCategoryId", "channelCode",
    }
)  # fmt: skip


def read_rows(data: Sequence[Any], *, seen: datetime) -> tuple[tuple[Announcement, ...], tuple[str, ...], set[str]]:
    """The rows that can be read, a sentence for each that cannot, and the keys that are not known."""
    return fields.read_rows(data, partial(_row, seen=seen), key="annId", known_keys=_KNOWN_KEYS)


def _row(raw: Json, seen: datetime) -> Announcement:
    """One row. Raises ValueError with the key that is not as recorded."""
    number = fields.number(raw, "annId")
    path = fields.path(raw, "attachPath")
    codes, names = _codes(raw), _names(raw)
    name, title = split_title(fields.text(raw, "title"), names)
    if not names and name is not None and len(codes) == 1:
        names = [name]
    uuid = raw.get("id")
    return Announcement(
        source="szse",
        source_id=str(number),
        uuid=uuid.strip() if isinstance(uuid, str) and uuid.strip() else None,
        companies=tuple(
            Company(ticker=ticker_of(code), name=names[place] if place < len(names) else "")
            for place, code in enumerate(codes)
        ),
        title=title,
        published=_published(raw),
        first_seen=seen,
        document_path=path,
        kind=fields.kind_of(path, raw.get("attachFormat")),
        size_kb=fields.whole_number(raw.get("attachSize")) or None,
    )


def _published(raw: Json) -> datetime:
    """The nominal time, Beijing time unless it says otherwise."""
    try:
        stated = datetime.fromisoformat(fields.text(raw, "publishTime"))
    except ValueError as error:
        raise fields.wrong(raw, "publishTime") from error
    return stated.replace(tzinfo=BEIJING) if stated.tzinfo is None else stated


def _codes(raw: Json) -> list[str]:
    """The six-digit codes, each once, in order; there may be none."""
    value = raw.get("secCode")
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise fields.wrong(raw, "secCode")
    return list(dict.fromkeys(code.strip() for code in value if code.strip()))


def _names(raw: Json) -> list[str]:
    """The short names (证券简称) beside the codes; the key may be missing or null."""
    value = raw.get("secName")
    if value is None:
        return []
    if not isinstance(value, list) or not all(name is None or isinstance(name, str) for name in value):
        raise fields.wrong(raw, "secName")
    return [(name or "").replace("\N{NO-BREAK SPACE}", " ").strip() for name in value]
