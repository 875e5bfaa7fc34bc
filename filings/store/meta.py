"""A few words about the home itself."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from filings.model import BEIJING
from filings.store import schema


def first_start(tx: Connection, now: datetime) -> date:
    """The day (Beijing) on which ``watch`` first ran here; set by the first call, never moved."""
    day = now.astimezone(BEIJING).date()
    tx.execute(upsert(schema.meta).values(key="first_start", value=day.isoformat()).on_conflict_do_nothing())
    return date.fromisoformat(tx.scalars(select(schema.meta.c.value).where(schema.meta.c.key == "first_start")).one())


def value(tx: Connection, key: str) -> str | None:
    """A remembered value."""
    return tx.scalars(select(schema.meta.c.value).where(schema.meta.c.key == key)).first()


def remember(tx: Connection, key: str, text: str) -> None:
    """Set a value."""
    row = upsert(schema.meta).values(key=key, value=text)
    tx.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": text}))
