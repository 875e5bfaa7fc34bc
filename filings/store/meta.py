"""A few words about the home itself."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, delete, select

from filings.model import BEIJING
from filings.store import dialects, schema


def first_start(tx: Connection, now: datetime) -> date:
    """The day (Beijing) on which ``watch`` first ran here; set by the first call, never moved."""
    day = now.astimezone(BEIJING).date()
    row = dialects.of(tx).upsert(schema.meta).values(key="first_start", value=day.isoformat())
    tx.execute(row.on_conflict_do_nothing())
    return date.fromisoformat(tx.scalars(select(schema.meta.c.value).where(schema.meta.c.key == "first_start")).one())


def value(tx: Connection, key: str) -> str | None:
    """A remembered value."""
    return tx.scalars(select(schema.meta.c.value).where(schema.meta.c.key == key)).first()


def remember(tx: Connection, key: str, text: str) -> None:
    """Set a value."""
    row = dialects.of(tx).upsert(schema.meta).values(key=key, value=text)
    tx.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": text}))


def forget(tx: Connection, key: str) -> None:
    """Take a value out."""
    tx.execute(delete(schema.meta).where(schema.meta.c.key == key))
