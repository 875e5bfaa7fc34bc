"""Filings as listed: what the sources announced, each kept once by its id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from filings.errors import NotFound
from filings.model import Announcement, Company, Record, State, Triage
from filings.store import dialects, schema, words
from filings.store.progress import At, note
from filings.store.rows import put

_CHUNK = 500
"""Values of one IN list; every SQLite takes so many."""


class Filing(Record):
    """A stored filing: its announcement, the title's triage and where it stands.

    ``key`` is the database's own number; ``sha256`` and the page counts are known once fetched and read.
    """

    key: int
    announcement: Announcement
    triage: Triage
    state: State
    reason: str | None = None
    sha256: str | None = None
    bytes: int | None = None
    pages: int | None = None
    pages_without_text: int | None = None
    withdrawn: bool = False
    versions: int = 1

    @property
    def at(self) -> At:
        """What a step on this filing works on."""
        return At(key=self.key, version=self.versions)


def key_of(tx: Connection, source_id: str) -> int | None:
    """The database's own number of a filing, or ``None`` where it is not stored."""
    table = schema.filings
    key: int | None = tx.scalars(select(table.c.id).where(table.c.source_id == source_id)).first()
    return key


def keys_of(tx: Connection, source_ids: Iterable[str]) -> dict[str, int]:
    """The database's own numbers of those of the filings that are stored."""
    table = schema.filings
    found: dict[str, int] = {}
    wanted = list(source_ids)
    for start in range(0, len(wanted), _CHUNK):
        chunk = select(table.c.source_id, table.c.id).where(table.c.source_id.in_(wanted[start : start + _CHUNK]))
        found.update((row.source_id, row.id) for row in tx.execute(chunk))
    return found


def insert_new(tx: Connection, announcement: Announcement, triage: Triage) -> int:
    """Store a filing that nobody listed before; returns its key."""
    return insert_many(tx, [(announcement, triage)])[0]


def insert_many(tx: Connection, listed: Sequence[tuple[Announcement, Triage]]) -> Sequence[int]:
    """Store filings that nobody listed before, with companies, index and journal; returns their keys in order."""
    if not listed:
        return ()
    keys = dialects.of(tx).take_ids(tx, schema.filings, len(listed))
    numbered = list(zip(keys, listed, strict=True))
    put(tx, schema.filings, [_new_row(key, *one) for key, one in numbered])
    companies = [row for key, (announcement, _) in numbered for row in _companies(key, announcement.companies)]
    put(tx, schema.filing_codes, companies)
    words.add_titles(tx, [(key, announcement) for key, (announcement, _) in numbered])
    put(tx, schema.journal, [_first_note(key, *one) for key, one in numbered])
    return keys


def _new_row(key: int, announcement: Announcement, triage: Triage) -> dict[str, Any]:
    return {
        "id": key,
        "source_id": announcement.source_id,
        "source": announcement.source,
        "uuid": announcement.uuid,
        "published": announcement.published,
        "day": announcement.day,
        "first_seen": announcement.first_seen,
        "withdrawn": 0,
        "versions": 1,
        **_changing(announcement, triage),
    }


def _first_note(key: int, announcement: Announcement, triage: Triage) -> dict[str, Any]:
    text = f"{announcement.source}: {triage.rule}: {triage.reason}"
    return {"filing_id": key, "step": "listed", "at": announcement.first_seen, "note": text}


def unite_companies(tx: Connection, key: int, announcement: Announcement) -> None:
    """Add the codes that this row bears and the filing does not: some sources list an id once for each code."""
    table = schema.filing_codes
    known = list(tx.execute(select(table.c.code, table.c.position).where(table.c.filing_id == key)))
    codes = {row.code for row in known}
    more = tuple(company for company in announcement.companies if company.code not in codes)
    if more:
        first = 1 + max((row.position for row in known), default=-1)
        with words.changing(tx, key):
            tx.execute(insert(table), _companies(key, more, first=first))
        tx.execute(update(schema.events).where(schema.events.c.filing_id == key).values(screened_with=None))


def take_version(tx: Connection, key: int, announcement: Announcement, triage: Triage) -> bool:
    """A row that its own source shows with another title, path or size: keep the old version, take the new one.

    An opened filing is fetched and read again. ``False`` where the filing is another source's (sources print
    titles differently) or says the same.
    """
    row = tx.execute(select(schema.filings).where(schema.filings.c.id == key)).one()
    shown = (announcement.source, announcement.title, announcement.document_path, announcement.size_kb)
    if row.source != announcement.source or (row.source, row.title, row.document_path, row.size_kb) == shown:
        return False
    _change(tx, row, announcement, triage)
    return True


def _changing(announcement: Announcement, triage: Triage) -> dict[str, Any]:
    """The columns that a later listing may change."""
    return {
        "title": announcement.title,
        "document_path": announcement.document_path,
        "kind": announcement.kind,
        "size_kb": announcement.size_kb,
        "state": "listed" if triage.decision == "open" else "skipped",
        "decision": triage.decision,
        "priority": triage.priority,
        "triage": triage.model_dump(mode="json"),
        "reason": triage.reason if triage.decision == "skip" else None,
    }


def _companies(key: int, companies: Sequence[Company], *, first: int = 0) -> list[dict[str, Any]]:
    return [
        {
            "filing_id": key,
            "position": position,
            "ticker": company.ticker,
            "code": company.code,
            "name": company.name,
        }
        for position, company in enumerate(companies, start=first)
    ]


def _change(tx: Connection, row: Row[Any], announcement: Announcement, triage: Triage) -> None:
    """Keep the old version, take the new one; an opened filing is fetched and read again."""
    tx.execute(
        insert(schema.versions).values(
            filing_id=row.id,
            version=row.versions,
            title=row.title,
            document_path=row.document_path,
            size_kb=row.size_kb,
            sha256=row.sha256,
            seen=announcement.first_seen,
        )
    )
    with words.changing(tx, row.id):
        tx.execute(
            update(schema.filings)
            .where(schema.filings.c.id == row.id)
            .values(versions=row.versions + 1, sha256=None, indexed=None, **_changing(announcement, triage))
        )
    tx.execute(delete(schema.failures).where(schema.failures.c.filing_id == row.id))
    note(tx, row.id, "changed", announcement.first_seen, f"was {row.title!r} at {row.document_path}")


def rows() -> Select[Any]:
    """The query that ``fetch`` turns into filings; narrow it with ``where`` and ``order_by``."""
    table, documents = schema.filings, schema.documents
    failures = schema.failures
    joined = table.outerjoin(documents, documents.c.sha256 == table.c.sha256)
    joined = joined.outerjoin(failures, failures.c.filing_id == table.c.id)
    columns = (documents.c.bytes, documents.c.pages, documents.c.pages_without_text, failures.c.message)
    return select(table, *columns).select_from(joined)


def fetch(tx: Connection, query: Select[Any]) -> list[Filing]:
    """The filings of a query made with ``rows``."""
    found = tx.execute(query).all()
    companies = _companies_of(tx, [row.id for row in found])
    return [_filing(row, companies.get(row.id, ())) for row in found]


def get(tx: Connection, source_id: str) -> Filing:
    """One filing by its id. Raises NotFound."""
    found = fetch(tx, rows().where(schema.filings.c.source_id == source_id))
    if not found:
        raise NotFound(f"no filing {source_id} is stored", hint="find its id with filings list or filings search")
    return found[0]


def by_key(tx: Connection, key: int) -> Filing:
    """One filing by the database's own number. Raises NotFound."""
    found = fetch(tx, rows().where(schema.filings.c.id == key))
    if not found:
        raise NotFound(f"filing number {key} is gone from the database", hint="restore a backup")
    return found[0]


def by_keys(tx: Connection, keys: Iterable[int]) -> dict[int, Filing]:
    """Filings by the database's own numbers."""
    wanted = sorted(keys)
    chunks = [wanted[start : start + _CHUNK] for start in range(0, len(wanted), _CHUNK)]
    found = (filing for chunk in chunks for filing in fetch(tx, rows().where(schema.filings.c.id.in_(chunk))))
    return {filing.key: filing for filing in found}


def _companies_of(tx: Connection, keys: Iterable[int]) -> dict[int, tuple[Company, ...]]:
    table = schema.filing_codes
    found: dict[int, tuple[Company, ...]] = {}
    wanted = list(keys)
    for start in range(0, len(wanted), _CHUNK):
        chunk = select(table).where(table.c.filing_id.in_(wanted[start : start + _CHUNK]))
        for row in tx.execute(chunk.order_by(table.c.filing_id, table.c.position)):
            found[row.filing_id] = (*found.get(row.filing_id, ()), Company(ticker=row.ticker, name=row.name))
    return found


def _filing(row: Row[Any], companies: tuple[Company, ...]) -> Filing:
    announcement = Announcement(
        source=row.source,
        source_id=row.source_id,
        uuid=row.uuid,
        companies=companies,
        title=row.title,
        published=row.published,
        first_seen=row.first_seen,
        document_path=row.document_path,
        kind=row.kind,
        size_kb=row.size_kb,
    )
    return Filing(
        key=row.id,
        announcement=announcement,
        triage=Triage.model_validate(row.triage),
        state=row.state,
        reason=row.message if row.state == "parked" else row.reason,
        sha256=row.sha256,
        bytes=row.bytes,
        pages=row.pages,
        pages_without_text=row.pages_without_text,
        withdrawn=bool(row.withdrawn),
        versions=row.versions,
    )


def journal_of(tx: Connection, key: int) -> list[tuple[str, datetime, str | None]]:
    """What happened to a filing, oldest first: step, instant, note."""
    table = schema.journal
    query = select(table.c.step, table.c.at, table.c.note).where(table.c.filing_id == key).order_by(table.c.id)
    return [(row.step, row.at, row.note) for row in tx.execute(query)]
