"""Which PDFs may go: by what their filings came to, then by a size budget. Nothing flagged ever goes.

``info``: noted without a flag (info, link_only) · ``no_flag``: opened, and nothing there · ``skipped``: fetched
although the title decided (``fetch = "all"``), or held by no filing any more. Days count from the fetching.
The texts, the facts with their quotes and the hash stay; the PDF can be fetched again from its source.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, Connection, exists, func, insert, or_, select, update

from filings.model import FLAGGED, Record
from filings.store import schema
from filings.store.config import VaultSettings
from filings.store.database import Database
from filings.store.reindexing import Progress
from filings.store.vault import Vault

Class = Literal["info", "no_flag", "skipped"]
_BATCH = 200


class Candidate(Record):
    """A PDF that may go, by its class."""

    sha256: str
    bytes: int
    fetched: datetime
    kind: Class


class Evicted(Record):
    """How many PDFs went, and how many bytes that was."""

    files: int = 0
    bytes: int = 0


def evict(database: Database, vault: Vault, policy: VaultSettings, *, now: datetime, progress: Progress) -> Evicted:
    """Apply the policy. A crash repeats at most the removal of a portion of files that are already marked."""
    with database.read() as tx:
        chosen = list(due(tx, policy, now))
    done = Evicted()
    for start in range(0, len(chosen), _BATCH):
        batch = chosen[start : start + _BATCH]
        with database.write(durable=True) as tx:
            _mark(tx, batch, now)
        for one in batch:
            vault.remove(one.sha256)
        done = Evicted(files=done.files + len(batch), bytes=done.bytes + sum(one.bytes for one in batch))
        progress("PDFs removed", done.files, len(chosen))
    return done


def due(tx: Connection, policy: VaultSettings, now: datetime) -> Iterator[Candidate]:
    """The PDFs that the policy lets go today, the oldest first."""
    table = schema.documents
    held = tx.scalars(select(func.coalesce(func.sum(table.c.bytes), 0)).where(table.c.evicted.is_(None))).one()
    over = int(held) - policy.budget_mb * 1_000_000 if policy.budget_mb else 0
    for one in candidates(tx):
        days = _days(policy, one.kind)
        if over > 0 or (days and one.fetched < now - timedelta(days=days)):
            over -= one.bytes
            yield one


def _days(policy: VaultSettings, kind: Class) -> int:
    by_class = {
        "info": policy.keep_days_info,
        "no_flag": policy.keep_days_no_flag,
        "skipped": policy.keep_days_skipped,
    }
    return by_class[kind]


def candidates(tx: Connection) -> Iterator[Candidate]:
    """Every PDF that nothing holds, the oldest first."""
    table, events = schema.documents, schema.events
    noted = exists().where(_serves(), events.c.filing_id == schema.filings.c.id, events.c.disposition != "no_flag")
    judged = exists().where(_serves(), events.c.filing_id == schema.filings.c.id)
    query = select(table.c.sha256, table.c.bytes, table.c.fetched, noted.label("noted"), judged.label("judged"))
    free = query.where(table.c.evicted.is_(None), ~_wanted()).order_by(table.c.fetched, table.c.sha256)
    for row in tx.execute(free):
        kind: Class = "info" if row.noted else "no_flag" if row.judged else "skipped"
        yield Candidate(sha256=row.sha256, bytes=row.bytes, fetched=row.fetched, kind=kind)


def _wanted() -> ColumnElement[bool]:
    """A filing with this PDF, now or in an older version, is flagged, was told of, or is not final."""
    filings, events, outbox = schema.filings, schema.events, schema.outbox
    told = exists().where(events.c.filing_id == filings.c.id, outbox.c.event_id == events.c.event_id)
    flagged = exists().where(events.c.filing_id == filings.c.id, events.c.disposition.in_(FLAGGED))
    return exists().where(_serves(), or_(filings.c.state.not_in(("alerted", "skipped")), told, flagged))


def _serves() -> ColumnElement[bool]:
    filings, versions, documents = schema.filings, schema.versions, schema.documents
    older = select(versions.c.filing_id).where(versions.c.sha256 == documents.c.sha256)
    return or_(filings.c.sha256 == documents.c.sha256, filings.c.id.in_(older))


def _mark(tx: Connection, batch: list[Candidate], now: datetime) -> None:
    table, filings = schema.documents, schema.filings
    names = [one.sha256 for one in batch]
    tx.execute(update(table).where(table.c.sha256.in_(names)).values(evicted=now))
    holders = tx.execute(select(filings.c.id, filings.c.sha256).where(filings.c.sha256.in_(names))).all()
    notes = [{"filing_id": row.id, "step": "evicted", "at": now, "note": f"sha256 {row.sha256}"} for row in holders]
    if notes:
        tx.execute(insert(schema.journal), notes)
