"""Rows of the Shenzhen list: values in, values out. PURE.

A row is read strictly: what we rely on has the recorded shape, or the row is reported as unreadable.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from filings.exchanges.titles import split_title
from filings.model import BEIJING, Announcement, Company, ticker_of

_KNOWN_KEYS = frozenset(
    {
        "id", "annId", "title", "content", "publishTime", "attachPath", "attachFormat", "attachSize",
        "secCode", "secName", "bondType", "bigIndustryCode", "bigCategoryId", "smallCategoryId", "channelCode",
    }
)  # fmt: skip
_KINDS = frozenset({"pdf", "html", "htm", "doc", "docx", "xls", "xlsx", "txt", "zip", "rar", "js"})
_SAME = {"htm": "html"}


def read_rows(data: Sequence[Any], *, seen: datetime) -> tuple[tuple[Announcement, ...], tuple[str, ...], set[str]]:
    """The rows that can be read, a sentence for each that cannot, and the keys that are not known."""
    rows: list[Announcement] = []
    unreadable: list[str] = []
    extra: set[str] = set()
    for raw in data:
        try:
            row = _row(raw, seen)
        except ValueError as error:
            unreadable.append(f"row {_name(raw)}: {error}")
        else:
            rows.append(row)
            extra |= raw.keys() - _KNOWN_KEYS
    return tuple(rows), tuple(unreadable), extra


def whole_number(value: Any) -> int | None:
    """An integer, also as text (``"31"``); ``None`` where it is no whole number."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    text = value.strip().replace(",", "") if isinstance(value, str) else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _name(raw: Any) -> str:
    """What a row is called in a message: its id, or a digest of the row."""
    number = raw.get("annId") if isinstance(raw, dict) else None
    if isinstance(number, (int, str)) and str(number).strip():
        return str(number).strip()[:40]
    text = json.dumps(raw, ensure_ascii=True, sort_keys=True)
    return f"#{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _row(raw: Any, seen: datetime) -> Announcement:
    """One row. Raises ValueError with the key that is not as recorded."""
    if not isinstance(raw, dict):
        message = f"a JSON {type(raw).__name__} instead of an object"
        raise ValueError(message)  # noqa: TRY004 - of a stranger's data, not of our types
    number = whole_number(raw.get("annId"))
    if number is None or number <= 0:
        raise _wrong(raw, "annId")
    path = _path(raw)
    codes, names = _codes(raw), _names(raw)
    name, title = split_title(_text(raw, "title"), names)
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
        kind=_kind(path, raw.get("attachFormat")),
        size_kb=whole_number(raw.get("attachSize")) or None,
    )


def _wrong(raw: Mapping[str, Any], key: str) -> ValueError:
    if key not in raw:
        return ValueError(f"{key} is missing; the row has {', '.join(sorted(map(str, raw)))[:200]}")
    return ValueError(f"{key} is {str(raw[key])[:40]!r}")


def _text(raw: Mapping[str, Any], key: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(raw, key)
    return value.strip()


def _published(raw: Mapping[str, Any]) -> datetime:
    """The nominal time, Beijing time unless it says otherwise."""
    try:
        stated = datetime.fromisoformat(_text(raw, "publishTime"))
    except ValueError as error:
        raise _wrong(raw, "publishTime") from error
    return stated.replace(tzinfo=BEIJING) if stated.tzinfo is None else stated


def _codes(raw: Mapping[str, Any]) -> list[str]:
    """The six-digit codes, each once, in order; there may be none."""
    value = raw.get("secCode")
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise _wrong(raw, "secCode")
    return list(dict.fromkeys(code.strip() for code in value if code.strip()))


def _names(raw: Mapping[str, Any]) -> list[str]:
    """The short names (证券简称) beside the codes; the key may be missing or null."""
    value = raw.get("secName")
    if value is None:
        return []
    if not isinstance(value, list) or not all(name is None or isinstance(name, str) for name in value):
        raise _wrong(raw, "secName")
    return [(name or "").replace("\N{NO-BREAK SPACE}", " ").strip() for name in value]


def _path(raw: Mapping[str, Any]) -> str:
    """The document's path, with its slash; empty where the row has no document (yet)."""
    if "attachPath" not in raw:
        raise _wrong(raw, "attachPath")
    value = raw["attachPath"]
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _wrong(raw, "attachPath")
    path = value.strip()
    return f"/{path.lstrip('/')}" if path else ""


def _kind(path: str, stated: Any) -> str:
    """The kind of file: the path's ending, else the stated format, else a PDF is expected."""
    last = path.rpartition("/")[2]
    ending = last.rpartition(".")[2].lower() if "." in last else ""
    said = stated.strip().lower() if isinstance(stated, str) else ""
    kind = ending if ending in _KINDS else said or ending or "pdf"
    return _SAME.get(kind, kind)
