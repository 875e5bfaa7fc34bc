"""Stored events and findings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from filings.errors import NotFound
from filings.model import Disposition, Event, Finding, Record
from filings.store import queries, schema
from filings.store.queries import Narrowing


class StoredEvent(Record):
    """An event and, once screened, its finding; ``retracted`` holds the reason of a retraction."""

    filing_key: int
    event: Event
    finding: Finding | None = None
    retracted: str | None = None


def rows() -> Select[Any]:
    """The query that ``fetch`` turns into events."""
    return select(schema.events).join(schema.filings, schema.filings.c.id == schema.events.c.filing_id)


def fetch(tx: Connection, query: Select[Any]) -> list[StoredEvent]:
    """The events of a query made with ``rows``."""
    return [_stored(row) for row in tx.execute(query)]


def newest(tx: Connection, wanted: Narrowing, *, flagged_only: bool) -> list[StoredEvent]:
    """Events narrowed, the newest first; ``flagged_only`` leaves out no_flag, info and link_only."""
    return fetch(tx, queries.events(rows(), wanted, flagged_only=flagged_only))


def of_filing(tx: Connection, key: int) -> list[StoredEvent]:
    """The events of a filing, a ``no_flag`` judgement included."""
    return fetch(tx, rows().where(schema.events.c.filing_id == key).order_by(schema.events.c.event_id))


def get(tx: Connection, event_id: str) -> StoredEvent:
    """One event by its id. Raises NotFound."""
    found = fetch(tx, rows().where(schema.events.c.event_id == event_id))
    if not found:
        raise NotFound(f"no event {event_id} is stored", hint="find its id with filings events")
    return found[0]


def ids_of(tx: Connection, keys: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The ids of the events (never ``no_flag``) of many filings."""
    table = schema.events
    found: dict[int, tuple[str, ...]] = {}
    wanted = list(keys)
    for start in range(0, len(wanted), 500):
        query = select(table.c.filing_id, table.c.event_id).where(table.c.filing_id.in_(wanted[start : start + 500]))
        for key, event_id in tx.execute(query.where(table.c.disposition != "no_flag").order_by(table.c.event_id)):
            found[key] = (*found.get(key, ()), event_id)
    return found


def counts(tx: Connection, *, day: date | None = None) -> dict[Disposition, int]:
    """How many events of each disposition are stored (of filings of that nominal day)."""
    table = schema.events
    query = select(table.c.disposition, func.count()).group_by(table.c.disposition)
    if day is not None:
        query = query.join(schema.filings, schema.filings.c.id == table.c.filing_id).where(schema.filings.c.day == day)
    return {row[0]: row[1] for row in tx.execute(query)}


def packed_document(tx: Connection, sha256: str) -> bytes | None:
    """The packed document of a PDF that was read."""
    table = schema.documents
    return tx.execute(select(table.c.body).where(table.c.sha256 == sha256)).scalar()


def _stored(row: Row[Any]) -> StoredEvent:
    event = Event.model_validate(row.event)
    finding = None if row.finding is None else Finding.model_validate({**row.finding, "event": event})
    return StoredEvent(filing_key=row.filing_id, event=event, finding=finding, retracted=row.retracted)
