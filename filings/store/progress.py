"""Durable steps: each call is the one write of one step, inside the caller's transaction.

A filing's state says what is done; ``due`` says what is to be done next. Nothing is marked done on
failure: a failed step leaves a row in ``failures`` with the state to resume from and the next try.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, delete, insert, or_, select, update

from filings.errors import FilingsError, Superseded
from filings.model import WORKING, Document, Event, Finding, Record, State
from filings.store import dialects, places, schema, words

STEP_AFTER: dict[State, str] = {
    "listed": "fetch",
    "skipped": "fetch",
    "fetched": "read",
    "read": "detect",
    "detected": "screen",
    "screened": "alert",
}
"""The step that a filing in this state is waiting for."""


class At(Record):
    """The filing and the version that a step works on; a step on an older version must not be saved."""

    key: int
    version: int = 1


class Failure(Record):
    """A step that did not work: why, how often, and when it is tried again (``None``: never by itself)."""

    filing_id: int
    source_id: str
    title: str
    step: str
    error: str
    message: str
    hint: str | None = None
    attempts: int
    next_try: datetime | None = None


def note(tx: Connection, key: int, step: str, at: datetime, text: str | None = None) -> None:
    """One line of a filing's journal."""
    tx.execute(insert(schema.journal).values(filing_id=key, step=step, at=at, note=text))


def due(
    tx: Connection, now: datetime, *, limit: int, exclude: set[int], fetch_all: bool = False
) -> list[tuple[int, State]]:
    """Filings with a step to do, most certain title first, newest first: key and the state to start from."""
    table, failures = schema.filings, schema.failures
    state = case((table.c.state == "parked", failures.c.resume), else_=table.c.state)
    parked_due = (table.c.state == "parked") & (failures.c.next_try <= now)
    ready = or_(table.c.state.in_(WORKING), parked_due)
    if fetch_all:
        ready = or_(ready, (table.c.state == "skipped") & table.c.sha256.is_(None))
    query = (
        select(table.c.id, state.label("state"))
        .select_from(table.outerjoin(failures, failures.c.filing_id == table.c.id))
        .where(ready)
        .order_by(table.c.priority, table.c.published.desc(), table.c.id)
        .limit(limit + len(exclude))
    )
    found = [(row.id, row.state) for row in tx.execute(query) if row.id not in exclude]
    return found[:limit]


def outdated(tx: Connection, detector: str, screened_with: str, *, limit: int) -> list[tuple[int, State]]:
    """Finished filings whose event an older detector or older watch lists decided: key and resume state."""
    events, filings = schema.events, schema.filings
    older = case((events.c.detector != detector, "read"), else_="detected")
    query = (
        select(filings.c.id, older.label("state"))
        .select_from(events.join(filings, filings.c.id == events.c.filing_id))
        .where(filings.c.state == "alerted", filings.c.sha256.is_not(None))
        .where(
            or_(
                events.c.detector != detector,
                events.c.screened_with != screened_with,
                events.c.screened_with.is_(None),
            )
        )
        .limit(limit)
    )
    return [(row.id, row.state) for row in tx.execute(query)]


def save_fetched(tx: Connection, at: At, *, sha256: str, size: int, url: str, now: datetime) -> None:
    """The PDF is in the vault. A skipped filing stays skipped. Raises Superseded, like every save."""
    table = schema.documents
    document = dialects.of(tx).upsert(table).values(sha256=sha256, bytes=size, url=url, fetched=now)
    back = {"url": url, "fetched": now, "evicted": None}
    tx.execute(document.on_conflict_do_update(index_elements=["sha256"], set_=back, where=table.c.evicted.is_not(None)))
    state = case((schema.filings.c.decision == "skip", "skipped"), else_="fetched")
    _advance(tx, at, state, sha256=sha256)
    note(tx, at.key, "fetched", now, f"{size} bytes, sha256 {sha256}, from {url}")


def save_read(tx: Connection, at: At, document: Document, *, body: bytes, now: datetime) -> None:
    """The pages are stored, with the packed document for later detection without reading again."""
    known = tx.execute(select(schema.documents.c.reader).where(schema.documents.c.sha256 == document.sha256)).scalar()
    if known != document.reader:
        tx.execute(
            update(schema.documents)
            .where(schema.documents.c.sha256 == document.sha256)
            .values(
                pages=document.page_count,
                pages_without_text=document.pages_without_text,
                reader=document.reader,
                body=body,
            )
        )
        _store_pages(tx, document)
    _advance(tx, at, "read")
    words.set_pages(tx, at.key, document.sha256)
    note(tx, at.key, "read", now, f"{len(document.pages)} of {document.page_count} pages, {document.reader}")


def _store_pages(tx: Connection, document: Document) -> None:
    """Keep the text of each page; whatever filings were indexed with an older reading of it follow."""
    table, filings = schema.page_texts, schema.filings
    holders = tx.scalars(select(filings.c.id).where(filings.c.indexed == document.sha256)).all()
    for key in holders:
        words.set_pages(tx, key, None)
    tx.execute(delete(table).where(table.c.sha256 == document.sha256))
    rows = [{"sha256": document.sha256, "page": page.number, "text": page.text} for page in document.pages]
    if rows:
        tx.execute(insert(table), rows)
    for key in holders:
        words.set_pages(tx, key, document.sha256)


def save_detected(tx: Connection, at: At, event: Event, *, now: datetime) -> None:
    """The event (or the judgement that there is none) is stored; an older judgement of it is replaced."""
    values: dict[str, Any] = {
        "filing_id": at.key,
        "disposition": event.disposition,
        "materiality": event.materiality,
        "detector": event.detector,
        "detected": now,
        "event": event.model_dump(mode="json"),
        "words": words.facts_text(event),
    }
    row = dialects.of(tx).upsert(schema.events).values(event_id=event.event_id, **values)
    acts = schema.event_acts
    with words.changing(tx, at.key):
        tx.execute(row.on_conflict_do_update(index_elements=["event_id"], set_=values))
        tx.execute(delete(acts).where(acts.c.event_id == event.event_id))
        if event.acts:
            tx.execute(insert(acts), [{"event_id": event.event_id, "act": act} for act in event.acts])
        places.save(tx, event.event_id, places.of_event(event, None))
    why = event.rules[0].why if event.disposition == "no_flag" and event.rules else None
    _advance(tx, at, "detected", reason=why)
    note(
        tx,
        at.key,
        "detected",
        now,
        f"{event.disposition} by {', '.join(r.rule for r in event.rules) or event.detector}",
    )


def save_screened(tx: Connection, at: At, finding: Finding, *, now: datetime) -> None:
    """Whom the event concerns."""
    values = {
        "severity": finding.severity,
        "screened_with": finding.screened_with,
        "screened": now,
        "finding": finding.model_dump(mode="json", exclude={"event"}),
    }
    event_id = finding.event.event_id
    with words.changing(tx, at.key):
        tx.execute(update(schema.events).where(schema.events.c.event_id == event_id).values(values))
        places.save(tx, event_id, places.of_event(finding.event, finding))
    _advance(tx, at, "screened")
    note(tx, at.key, "screened", now, f"severity {finding.severity}, {len(finding.hits)} hits")


def save_alerted(tx: Connection, at: At, *, text: str, now: datetime) -> None:
    """Everybody who should be told has a row in the outbox (or nobody should be)."""
    _advance(tx, at, "alerted")
    note(tx, at.key, "alerted", now, text)


def park(  # noqa: PLR0913 - what a failure is, by keyword
    tx: Connection,
    at: At,
    state: State,
    error: FilingsError,
    *,
    now: datetime,
    next_try: datetime | None,
    counted: bool = True,
) -> None:
    """A step failed: remember why, where to resume, and when to try again; nothing if a newer version came.

    ``counted`` is false where the source was not even asked (its host is being left alone).
    """
    where = _unchanged(at)
    if not tx.execute(update(schema.filings).where(where).values(state="parked")).rowcount:
        return
    table = schema.failures
    values = {
        "step": STEP_AFTER[state],
        "resume": state,
        "error": type(error).__name__,
        "message": error.message,
        "hint": error.hint,
        "last_at": now,
        "next_try": next_try,
    }
    row = dialects.of(tx).upsert(table).values(filing_id=at.key, attempts=int(counted), first_at=now, **values)
    again = {**values, "attempts": table.c.attempts + int(counted)}
    tx.execute(row.on_conflict_do_update(index_elements=["filing_id"], set_=again))
    note(tx, at.key, "parked", now, f"{STEP_AFTER[state]}: {type(error).__name__}: {error.message}")


def attempts_of(tx: Connection, key: int) -> int:
    """How often the current step of a filing failed."""
    table = schema.failures
    return tx.scalars(select(table.c.attempts).where(table.c.filing_id == key)).first() or 0


def failures(tx: Connection) -> list[Failure]:
    """All parked work, the oldest first."""
    table, filings = schema.failures, schema.filings
    query = (
        select(table, filings.c.source_id, filings.c.title)
        .join(filings, filings.c.id == table.c.filing_id)
        .order_by(table.c.first_at, table.c.filing_id)
    )
    fields = Failure.model_fields
    return [Failure(**{name: row[name] for name in fields}) for row in tx.execute(query).mappings()]


def retry_now(tx: Connection, now: datetime, *, keys: Sequence[int] | None = None, final_too: bool = False) -> int:
    """Make parked work due at once (of these filings only); final failures only when asked. Returns how many."""
    table = schema.failures
    query = update(table).values(next_try=now)
    if keys is not None:
        query = query.where(table.c.filing_id.in_(keys))
    return tx.execute(query if final_too else query.where(table.c.next_try.is_not(None))).rowcount


def _advance(tx: Connection, at: At, state: Any, **values: Any) -> None:
    if not tx.execute(update(schema.filings).where(_unchanged(at)).values(state=state, **values)).rowcount:
        raise Superseded(f"filing number {at.key} changed while a step ran", hint="the step is repeated by itself")
    tx.execute(delete(schema.failures).where(schema.failures.c.filing_id == at.key))


def _unchanged(at: At) -> ColumnElement[bool]:
    table = schema.filings
    return (table.c.id == at.key) & (table.c.versions == at.version)
