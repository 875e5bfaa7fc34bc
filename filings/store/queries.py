"""Narrowing of lookups: which rows, in which order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, exists, or_, select

from filings.model import FLAGGED, Act, Record, State
from filings.store import schema


class Narrowing(Record):
    """What must hold for a filing; ``None`` does not matter."""

    codes: tuple[str, ...] | None = None
    since: date | None = None
    until: date | None = None
    act: Act | None = None
    severity: int | None = None
    places: tuple[int, ...] | None = None
    source: str | None = None
    state: State | None = None
    limit: int | None = None

    @property
    def of_events(self) -> bool:
        """Whether something must hold for one of the filing's events."""
        return self.act is not None or self.severity is not None or self.places is not None


def codes_of(tx: Connection, code: str | None, name: str) -> tuple[str, ...]:
    """The codes under which a code or a name (present or former) is stored."""
    table = schema.filing_codes
    same = or_(table.c.code == (code or name), table.c.name == name, table.c.name == name.replace(" ", ""))
    return tuple(tx.scalars(select(table.c.code).where(same).distinct()))


def filings(query: Select[Any], wanted: Narrowing) -> Select[Any]:
    """A query over filings narrowed, the newest first."""
    table = schema.filings
    return narrowed(query, wanted).order_by(table.c.published.desc(), table.c.id.desc()).limit(wanted.limit)


def narrowed(query: Select[Any], wanted: Narrowing) -> Select[Any]:
    """A query over filings narrowed, in no order."""
    table, found = schema.filings, schema.events
    query = _filing_columns(query, wanted)
    if not wanted.of_events:
        return query
    of_event = _event_columns(select(found.c.filing_id).where(found.c.disposition.in_(FLAGGED)), wanted)
    return query.where(table.c.id.in_(of_event))


def events(query: Select[Any], wanted: Narrowing, *, flagged_only: bool) -> Select[Any]:
    """A query over events joined with their filings narrowed, the newest first."""
    query = _event_columns(_filing_columns(query, wanted), wanted)
    if flagged_only:
        query = query.where(schema.events.c.disposition.in_(FLAGGED))
    table = schema.filings
    return query.order_by(table.c.published.desc(), table.c.id.desc()).limit(wanted.limit)


def with_event(tx: Connection, keys: Iterable[int], wanted: Narrowing) -> set[int]:
    """Those of a few filings of which one flagged event is all that is wanted."""
    found, acts, places = schema.events, schema.event_acts, schema.event_places
    query = select(found.c.filing_id, found.c.disposition, found.c.severity).where(found.c.filing_id.in_(keys))
    if wanted.act is not None:
        query = query.where(exists().where(acts.c.event_id == found.c.event_id, acts.c.act == wanted.act))
    if wanted.places is not None:
        near = places.c.place_id.in_(wanted.places)
        query = query.where(exists().where(places.c.event_id == found.c.event_id, near))
    least = -1 if wanted.severity is None else wanted.severity
    # Judged here, since SQLite would rather walk through all flagged events than look up those of the filings.
    rows = (row for row in tx.execute(query) if row.disposition in FLAGGED)
    return {row.filing_id for row in rows if least < 0 or (row.severity is not None and row.severity >= least)}


def _filing_columns(query: Select[Any], wanted: Narrowing) -> Select[Any]:
    table, companies = schema.filings, schema.filing_codes
    if wanted.codes is not None:
        of_company = select(companies.c.filing_id).where(companies.c.code.in_(wanted.codes))
        query = query.where(table.c.id.in_(of_company))
    if wanted.since is not None:
        query = query.where(table.c.day >= wanted.since)
    if wanted.until is not None:
        query = query.where(table.c.day <= wanted.until)
    if wanted.source is not None:
        query = query.where(table.c.source == wanted.source)
    return query if wanted.state is None else query.where(table.c.state == wanted.state)


def _event_columns(query: Select[Any], wanted: Narrowing) -> Select[Any]:
    found, acts, places = schema.events, schema.event_acts, schema.event_places
    if wanted.act is not None:
        query = query.where(found.c.event_id.in_(select(acts.c.event_id).where(acts.c.act == wanted.act)))
    if wanted.places is not None:
        of_place = select(places.c.event_id).where(places.c.place_id.in_(wanted.places))
        query = query.where(found.c.event_id.in_(of_place))
    return query if wanted.severity is None else query.where(found.c.severity >= wanted.severity)
