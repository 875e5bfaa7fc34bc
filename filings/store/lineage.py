"""The events of one issuer, so that filings find the story that they belong to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from pydantic import AwareDatetime
from sqlalchemy import Connection, Select, exists, func, select, update

from filings.model import Event, Record
from filings.store import progress, schema
from filings.store.filings import Filing
from filings.store.progress import At, note

_MOST = 400
"""Events of one issuer that are looked at, the newest: none has had as many that flag anything."""
_PAPERS = timedelta(days=3)
_HEAD = 600


class Earlier(Record):
    """A stored event with what later filings may name of its filing.

    ``head`` are the first characters of its first page, empty where it was not read.
    """

    filing: int
    version: int
    event: Event
    title: str
    published: AwareDatetime
    first_seen: AwareDatetime
    sha256: str | None = None
    head: str = ""
    told: bool = False


def of_issuer(tx: Connection, key: int) -> list[Earlier]:
    """The events (never ``no_flag``) of every filing that shares a company with this one, the oldest first."""
    events, filings, pages, outbox = schema.events, schema.filings, schema.page_texts, schema.outbox
    told = exists().where(outbox.c.event_id == events.c.event_id)
    query = (
        select(
            filings.c.id,
            filings.c.versions,
            events.c.event,
            filings.c.title,
            filings.c.published,
            filings.c.first_seen,
            filings.c.sha256,
            func.substr(pages.c.text, 1, _HEAD).label("head"),
            told.label("told"),
        )
        .select_from(events.join(filings, filings.c.id == events.c.filing_id))
        .outerjoin(pages, (pages.c.sha256 == filings.c.sha256) & (pages.c.page == 1))
        .where(filings.c.id.in_(_of_the_same_companies(key)), events.c.disposition != "no_flag")
        .order_by(filings.c.published.desc(), filings.c.id.desc())
        .limit(_MOST)
    )
    found = [
        Earlier(
            filing=row.id,
            version=row.versions,
            event=Event.model_validate(row.event),
            title=row.title,
            published=row.published,
            first_seen=row.first_seen,
            sha256=row.sha256,
            head=row.head or "",
            told=bool(row.told),
        )
        for row in tx.execute(query)
    ]
    return found[::-1]


def story(tx: Connection, event_id: str) -> list[Earlier]:
    """The events of the story that an event belongs to, itself included, the oldest first."""
    table = schema.events
    key = tx.scalars(select(table.c.filing_id).where(table.c.event_id == event_id)).first()
    everything = [] if key is None else of_issuer(tx, key)
    own = next((one.event for one in everything if one.event.event_id == event_id), None)
    root = event_id if own is None else own.parent_event_id or event_id
    return [one for one in everything if root in {one.event.event_id, one.event.parent_event_id}]


def papers(tx: Connection, key: int, published: datetime) -> list[int]:
    """Skipped filings of the same companies without an event, from three days before ``published`` on."""
    table = schema.filings
    query = _papers().where(table.c.id.in_(_of_the_same_companies(key)), table.c.published >= published - _PAPERS)
    return list(tx.scalars(query.limit(_MOST)))


def papers_after(tx: Connection, key: int, *, limit: int) -> list[int]:
    """Skipped filings without an event that were listed after the filing of that key, in order."""
    return list(tx.scalars(_papers().where(schema.filings.c.id > key).order_by(schema.filings.c.id).limit(limit)))


def has_events(tx: Connection, key: int) -> bool:
    """Whether any filing of the same companies has an event: cheap, for most have none."""
    events = schema.events
    query = select(events.c.event_id).where(
        events.c.filing_id.in_(_of_the_same_companies(key)), events.c.disposition != "no_flag"
    )
    return tx.execute(query.limit(1)).first() is not None


def derivable(tx: Connection, *, other_than: str | None, since: date | None) -> list[int]:
    """Finished filings with an event, of another detector than that one, from a nominal day on, the oldest first."""
    events, filings = schema.events, schema.filings
    query = select(filings.c.id).join(events, events.c.filing_id == filings.c.id)
    query = query.where(filings.c.state == "alerted", filings.c.sha256.is_not(None))
    if other_than is not None:
        query = query.where(events.c.detector != other_than)
    if since is not None:
        query = query.where(filings.c.day >= since)
    return list(tx.scalars(query.order_by(filings.c.published, filings.c.id)))


def save_link(tx: Connection, earlier: Earlier, event: Event, *, now: datetime) -> None:
    """A stored event becomes a part of a story that became known after it; what was told stays told."""
    table = schema.events
    row = update(table).where(table.c.event_id == event.event_id)
    tx.execute(row.values(event=event.model_dump(mode="json"), materiality=event.materiality))
    note(tx, earlier.filing, "linked", now, event.rules[-1].why)


def save_paper(tx: Connection, filing: Filing, event: Event, *, now: datetime) -> None:
    """A filing that was skipped by its title joins its story unopened: it has an event and stays skipped."""
    progress.save_detected(tx, At(key=filing.key, version=filing.versions), event, now=now)
    stays = update(schema.filings).where(schema.filings.c.id == filing.key)
    tx.execute(stays.values(state="skipped", reason=filing.reason))


def told_at(tx: Connection, event_ids: Collection[str]) -> datetime | None:
    """When the first alert on any of these events was queued."""
    table = schema.outbox
    return tx.execute(select(func.min(table.c.created)).where(table.c.event_id.in_(event_ids))).scalar()


def _of_the_same_companies(key: int) -> Select[tuple[int]]:
    codes = schema.filing_codes
    own = select(codes.c.code).where(codes.c.filing_id == key)
    return select(codes.c.filing_id).where(codes.c.code.in_(own))


def _papers() -> Select[tuple[int]]:
    table, events = schema.filings, schema.events
    none = ~exists().where(events.c.filing_id == table.c.id)
    return select(table.c.id).where(table.c.state == "skipped", none)
