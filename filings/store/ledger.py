"""The ledger's counts: per source and nominal day, what was listed and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from filings.model import BEIJING, Record, State
from filings.store import schema
from filings.store.polls import Poll


class Line(Record):
    """One filing as a source lists it for a day, with what became of it."""

    source_id: str
    state: State
    rule: str
    error: str | None = None
    fetched: bool = False
    read: bool = False
    versions: int = 1
    withdrawn: bool = False
    missed: int = 0


def days(tx: Connection, source: str, since: date, until: date) -> list[date]:
    """The nominal days in [since, until] for which the source listed something, or that a reading covered."""
    listed, read = schema.listings, schema.polls
    found = set(
        tx.scalars(select(listed.c.day).where(listed.c.source == source, listed.c.day.between(since, until)).distinct())
    )
    spans = select(read.c.since, read.c.until, read.c.finished).where(
        read.c.source == source, read.c.since <= until, read.c.until >= since
    )
    for start, end, finished in tx.execute(spans.distinct()):
        last = min(end, until, finished.astimezone(BEIJING).date())
        first = max(start, since)
        found.update(first + timedelta(days=number) for number in range((last - first).days + 1))
    return sorted(found)


def lines(tx: Connection, source: str, day: date) -> Iterator[Line]:
    """Every filing that the source lists (or listed) for a day, each once, whatever its channels."""
    table, filings, failures, documents = schema.listings, schema.filings, schema.failures, schema.documents
    joined = table.join(filings, filings.c.id == table.c.filing_id)
    joined = joined.outerjoin(failures, failures.c.filing_id == filings.c.id)
    joined = joined.outerjoin(documents, documents.c.sha256 == filings.c.sha256)
    query: Select[Any] = (
        select(
            filings.c.source_id,
            filings.c.state,
            filings.c.triage,
            failures.c.error,
            filings.c.sha256,
            documents.c.reader,
            filings.c.versions,
            filings.c.withdrawn,
            func.min(table.c.missed).label("missed"),
        )
        .select_from(joined)
        .where(table.c.source == source, table.c.day == day)
        .group_by(filings.c.id)
        .order_by(filings.c.id)
    )
    for row in tx.execute(query):
        yield Line(
            source_id=row.source_id,
            state=row.state,
            rule=row.triage["rule"],
            error=row.error,
            fetched=row.sha256 is not None,
            read=row.reader is not None,
            versions=row.versions,
            withdrawn=bool(row.withdrawn),
            missed=row.missed,
        )


def readings(tx: Connection, source: str, day: date) -> list[Poll]:
    """All readings whose window covers a day, the oldest first."""
    table = schema.polls
    query = select(table).where(table.c.source == source, _covers(day)).order_by(table.c.finished, table.c.id)
    return [Poll(**{name: row[name] for name in Poll.model_fields}) for row in tx.execute(query).mappings()]


def ids_of(tx: Connection, source: str, day: date) -> set[str]:
    """The ids that a source listed for a day at its last look."""
    table, filings = schema.listings, schema.filings
    query = select(filings.c.source_id).join(table, table.c.filing_id == filings.c.id)
    return set(tx.scalars(query.where(table.c.source == source, table.c.day == day, table.c.missed == 0)))


def sources_of(tx: Connection, source_id: str) -> set[str]:
    """The sources that list a filing, on whatever day."""
    table, filings = schema.listings, schema.filings
    query = select(table.c.source).join(filings, filings.c.id == table.c.filing_id)
    return set(tx.scalars(query.where(filings.c.source_id == source_id)))


def _covers(day: date) -> ColumnElement[bool]:
    table = schema.polls
    return (table.c.since <= day) & (table.c.until >= day)
