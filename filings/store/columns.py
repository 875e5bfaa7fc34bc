"""Our own column types over TEXT, INTEGER and BLOB: SQLite's STRICT tables know no others."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, Text, TypeDecorator

Big = BigInteger().with_variant(Integer, "sqlite")
"""64 bits everywhere; SQLite's STRICT knows them as INTEGER."""


_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Words(TypeDecorator[str]):
    """Text of strangers: what no database keeps (NUL, half a surrogate pair) becomes U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Text → text."""
        del dialect
        return None if value is None else _kept(value)


class Instant(TypeDecorator[dt.datetime]):
    """An aware instant as UTC text with microseconds, which sorts like the time itself."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:
        """Aware datetime → ``2024-12-23T10:00:00.000000Z``."""
        del dialect
        if value is None:
            return None
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.datetime | None:
        """And back."""
        del dialect
        return None if value is None else dt.datetime.fromisoformat(value)


class IsoDay(TypeDecorator[dt.date]):
    """A day as ``2024-12-23``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dt.date | None, dialect: Dialect) -> str | None:
        """Day → text."""
        del dialect
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.date | None:
        """And back."""
        del dialect
        return None if value is None else dt.date.fromisoformat(value)


class Json(TypeDecorator[Any]):
    """Plain JSON values as compact text, Chinese kept readable."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Value → text."""
        del dialect
        return None if value is None else _COMPACT.encode(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """And back."""
        del dialect
        return None if value is None else json.loads(value)


def _kept(text: str) -> str:
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
