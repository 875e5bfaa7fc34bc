"""Our own column types over TEXT, INTEGER and BLOB: SQLite's STRICT tables know no others."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from sqlalchemy import Dialect, Text, TypeDecorator


class Instant(TypeDecorator[dt.datetime]):
    """An aware instant as UTC text with microseconds, which sorts like the time itself."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:
        """Aware datetime → ``2024-12-23T10:00:00.000000Z``."""
        del dialect
        return None if value is None else value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.datetime | None:
        """And back."""
        del dialect
        return None if value is None else dt.datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=dt.UTC)


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
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """And back."""
        del dialect
        return None if value is None else json.loads(value)
