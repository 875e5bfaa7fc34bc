"""What the rows of every list have in common: how a field of a stranger's JSON is read. PURE.

A row is read strictly: what we rely on has the recorded shape, or ValueError names the key that has not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from filings.model import Announcement

Json = Mapping[str, Any]

_KINDS = frozenset({"pdf", "html", "htm", "doc", "docx", "xls", "xlsx", "txt", "zip", "rar", "js"})
_SAME = {"htm": "html"}


def read_rows(
    data: Sequence[Any], row: Callable[[Json], Announcement], *, key: str, known_keys: frozenset[str]
) -> tuple[tuple[Announcement, ...], tuple[str, ...], set[str]]:
    """The rows that ``row`` can read, a sentence for each that it cannot, and the keys that are not known.

    ``key`` is the field by which a row is named in its sentence.
    """
    rows: list[Announcement] = []
    unreadable: list[str] = []
    extra: set[str] = set()
    for raw in data:
        try:
            if not isinstance(raw, dict):
                message = f"a JSON {type(raw).__name__} instead of an object"
                raise ValueError(message)  # noqa: TRY004, TRY301 - of a stranger's data, told like any other fault of a row
            rows.append(row(raw))
        except ValueError as error:
            unreadable.append(f"row {_name(raw, key)}: {error}")
        else:
            extra |= raw.keys() - known_keys
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


def wrong(raw: Json, key: str) -> ValueError:
    """The error for a key that is missing or has another shape."""
    if key not in raw:
        return ValueError(f"{key} is missing; the row has {', '.join(sorted(map(str, raw)))[:200]}")
    return ValueError(f"{key} is {str(raw[key])[:40]!r}")


def number(raw: Json, key: str) -> int:
    """A number above 0, the joining key of both sources."""
    found = whole_number(raw.get(key))
    if found is None or found <= 0:
        raise wrong(raw, key)
    return found


def text(raw: Json, key: str) -> str:
    """A text that says something, without spaces around it."""
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip():
        raise wrong(raw, key)
    return value.strip()


def text_or_nothing(raw: Json, key: str) -> str:
    """A text; empty where the key is missing or null. No-break spaces become spaces."""
    value = raw.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise wrong(raw, key)
    return value.replace("\N{NO-BREAK SPACE}", " ").strip()


def path(raw: Json, key: str) -> str:
    """The document's path, with its slash; empty where the row has no document (yet)."""
    if key not in raw:
        raise wrong(raw, key)
    found = text_or_nothing(raw, key)
    return f"/{found.lstrip('/')}" if found else ""


def kind_of(path: str, stated: Any) -> str:
    """The kind of file: the path's ending, else the stated format, else a PDF is expected."""
    last = path.rpartition("/")[2]
    ending = last.rpartition(".")[2].lower() if "." in last else ""
    said = stated.strip().lower() if isinstance(stated, str) else ""
    kind = ending if ending in _KINDS else said or ending or "pdf"
    return _SAME.get(kind, kind)


def _name(raw: Any, key: str) -> str:
    """What a row is called in a message: its id, or a digest of the row."""
    found = raw.get(key) if isinstance(raw, dict) else None
    if isinstance(found, (int, str)) and str(found).strip():
        return str(found).strip()[:40]
    written = json.dumps(raw, ensure_ascii=True, sort_keys=True)
    return f"#{hashlib.sha256(written.encode()).hexdigest()[:12]}"
