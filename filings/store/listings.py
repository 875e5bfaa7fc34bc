"""What each source's channel lists: its rows as last seen, and how often each was missed since.

One filing (one id) may be listed by several sources and channels. Completeness is counted here, per source
and channel; the filing itself is kept once, in ``filings``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, exists, func, insert, select, update

from filings.model import Announcement, Record, Triage
from filings.store import filings, schema
from filings.store.progress import note

Seen = Literal["new", "joined", "changed", "known"]
"""``new``: nobody listed that id before; ``joined``: another source or channel did."""

_WITHDRAWN_AFTER = 3
"""Healthy readings without a row before it counts as withdrawn (sources.md, section 6.2)."""


class Place(Record):
    """Where a row was listed."""

    source: str
    channel: str


def see(tx: Connection, announcement: Announcement, triage: Triage, *, channel: str) -> Seen:
    """Store one listed row, or what changed about it. Nothing listed is ever overwritten unseen."""
    key = filings.key_of(tx, announcement.source_id)
    if key is None:
        key = filings.insert_new(tx, announcement, triage)
        _insert(tx, key, announcement, channel)
        return "new"
    filings.unite_companies(tx, key, announcement)
    row = tx.execute(select(schema.listings).where(_at(key, announcement.source, channel))).first()
    if row is None:
        _insert(tx, key, announcement, channel)
        return "changed" if filings.take_version(tx, key, announcement, triage) else "joined"
    changed = _differs(row, announcement)
    _touch(tx, row, announcement)
    if not changed:
        return "known"
    return "changed" if filings.take_version(tx, key, announcement, triage) else "known"


def held(tx: Connection, place: Place, since: date, until: date) -> int:
    """How many rows of a channel are stored with a nominal day in [since, until] and were there at the last look."""
    return tx.scalars(select(func.count()).where(_of(place, since, until), schema.listings.c.missed == 0)).one()


def known(tx: Connection, place: Place, source_ids: Sequence[str]) -> set[str]:
    """Those of the ids that this channel is known to list."""
    table, all_filings = schema.listings, schema.filings
    query = select(all_filings.c.source_id).join(table, table.c.filing_id == all_filings.c.id)
    here = (table.c.source == place.source) & (table.c.channel == place.channel)
    return set(tx.scalars(query.where(here, all_filings.c.source_id.in_(source_ids))))


def miss(tx: Connection, place: Place, since: date, until: date, *, seen: Collection[str], now: Any) -> list[str]:
    """Count a miss for each stored row of the window that a complete reading did not show.

    Returns the ids that were missed for the third time in a row and are now marked as withdrawn (撤回).
    """
    table, all_filings = schema.listings, schema.filings
    query = select(table.c.filing_id, table.c.missed, all_filings.c.source_id).join(
        all_filings, all_filings.c.id == table.c.filing_id
    )
    gone = [row for row in tx.execute(query.where(_of(place, since, until))) if row.source_id not in seen]
    withdrawn = []
    for row in gone:
        tx.execute(update(table).where(_at(row.filing_id, place.source, place.channel)).values(missed=row.missed + 1))
        if row.missed + 1 == _WITHDRAWN_AFTER and not _listed_elsewhere(tx, row.filing_id):
            tx.execute(update(all_filings).where(all_filings.c.id == row.filing_id).values(withdrawn=1))
            note(tx, row.filing_id, "withdrawn", now, f"{place.source} {place.channel} lists it no more")
            withdrawn.append(row.source_id)
    return withdrawn


def _listed_elsewhere(tx: Connection, key: int) -> bool:
    table = schema.listings
    alive = exists().where(table.c.filing_id == key, table.c.missed < _WITHDRAWN_AFTER)
    return bool(tx.scalar(select(alive)))


def _insert(tx: Connection, key: int, announcement: Announcement, channel: str) -> None:
    tx.execute(
        insert(schema.listings).values(
            filing_id=key,
            source=announcement.source,
            channel=channel,
            first_seen=announcement.first_seen,
            **_shown(announcement),
        )
    )


def _touch(tx: Connection, row: Row[Any], announcement: Announcement) -> None:
    """The row was there; one that had counted as withdrawn is back."""
    where = _at(row.filing_id, row.source, row.channel)
    shown = _shown(announcement)
    if announcement.size_kb is None:
        shown["size_kb"] = row.size_kb
    tx.execute(update(schema.listings).where(where).values(missed=0, **shown))
    if row.missed >= _WITHDRAWN_AFTER:
        back = update(schema.filings).where(schema.filings.c.id == row.filing_id, schema.filings.c.withdrawn == 1)
        if tx.execute(back.values(withdrawn=0)).rowcount:
            note(tx, row.filing_id, "listed again", announcement.first_seen, f"{row.source} {row.channel}")


def _shown(announcement: Announcement) -> dict[str, Any]:
    return {
        "day": announcement.day,
        "title": announcement.title,
        "document_path": announcement.document_path,
        "size_kb": announcement.size_kb,
        "last_seen": announcement.first_seen,
    }


def _differs(row: Row[Any], announcement: Announcement) -> bool:
    if (row.title, row.document_path) != (announcement.title, announcement.document_path):
        return True
    return None not in {row.size_kb, announcement.size_kb} and row.size_kb != announcement.size_kb


def _at(key: int, source: str, channel: str) -> ColumnElement[bool]:
    table = schema.listings
    return (table.c.filing_id == key) & (table.c.source == source) & (table.c.channel == channel)


def _of(place: Place, since: date, until: date) -> ColumnElement[bool]:
    table = schema.listings
    return (table.c.source == place.source) & (table.c.channel == place.channel) & table.c.day.between(since, until)
