"""Looking things up: filings and events by company, day, act, severity, region and words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from filings.archive import records
from filings.archive.records import JsonObject
from filings.errors import NotFound
from filings.model import Act, Record, State, parse_code
from filings.settings import Settings
from filings.store import events, filings, places, progress, queries, search
from filings.store.database import Database, Transaction
from filings.store.events import StoredEvent
from filings.store.filings import Filing


class Filter(Record):
    """What to look for; everything given must hold. ``company`` is a code, a short or a former name."""

    company: str | None = None
    since: date | None = None
    until: date | None = None
    act: Act | None = None
    severity: int | None = None
    region: str | None = None
    source: str | None = None
    state: State | None = None
    limit: int = 50


class Archive:
    """A home, opened for reading."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database

    @classmethod
    @contextmanager
    def open(cls, settings: Settings) -> Iterator[Archive]:
        """Open the home's archive. Raises NotFound for an empty home, StoreError for a damaged one."""
        database = Database.open(settings.store_url, create=False)
        try:
            yield cls(settings, database)
        finally:
            database.close()

    def filings(self, wanted: Filter) -> list[JsonObject]:
        """Filing records, the newest first."""
        with self._database.read() as tx:
            found = filings.fetch(tx, queries.filings(filings.rows(), self._narrow(tx, wanted)))
            ids = events.ids_of(tx, [filing.key for filing in found])
        return [self._filing_record(filing, ids.get(filing.key, ())) for filing in found]

    def filing(self, source_id: str) -> JsonObject:
        """One filing record. Raises NotFound."""
        with self._database.read() as tx:
            found = filings.get(tx, source_id)
            ids = events.ids_of(tx, [found.key])
        return self._filing_record(found, ids.get(found.key, ()))

    def events(self, wanted: Filter, *, flagged_only: bool = True) -> list[JsonObject]:
        """Event records, the newest first; ``flagged_only`` leaves out no_flag, info and link_only."""
        with self._database.read() as tx:
            found = events.newest(tx, self._narrow(tx, wanted), flagged_only=flagged_only)
            holders = filings.by_keys(tx, {stored.filing_key for stored in found})
        return [self._event_record(stored, holders[stored.filing_key]) for stored in found]

    def event(self, event_id: str) -> tuple[StoredEvent, Filing]:
        """One event and its filing. Raises NotFound."""
        with self._database.read() as tx:
            stored = events.get(tx, event_id)
            return stored, filings.by_key(tx, stored.filing_key)

    def events_of(self, source_id: str) -> list[tuple[StoredEvent, Filing]]:
        """All judgements on a filing, a no_flag included. Raises NotFound."""
        with self._database.read() as tx:
            filing = filings.get(tx, source_id)
            return [(stored, filing) for stored in events.of_filing(tx, filing.key)]

    def record_of(self, stored: StoredEvent, filing: Filing) -> JsonObject:
        """The event record of a stored event."""
        return self._event_record(stored, filing)

    def search(self, words: str, wanted: Filter) -> list[JsonObject]:
        """Filing records with ``page`` and ``snippet``, the newest first. Raises UsageError.

        The words must occur together in a title, on a page or among the facts: see ``filings.store.expression``.
        """
        with self._database.read() as tx:
            hits = search.find(tx, words, self._narrow(tx, wanted))
            found = filings.by_keys(tx, {hit.filing_key for hit in hits})
            ids = events.ids_of(tx, found)
        return [
            {
                **self._filing_record(found[hit.filing_key], ids.get(hit.filing_key, ())),
                "page": hit.page,
                "snippet": hit.snippet,
            }
            for hit in hits
        ]

    def failures(self) -> list[JsonObject]:
        """Parked work, the oldest first."""
        with self._database.read() as tx:
            return [records.failure_record(failure) for failure in progress.failures(tx)]

    def _codes_of_issuer(self, text: str) -> tuple[str, ...]:
        """The codes of the one issuer that a former, full or English name or pinyin initials mean."""
        from filings.archive import issuers  # noqa: PLC0415 - only where the filings know no such name

        found = issuers.index(self._settings).look_up(text)
        return tuple(found[0].codes) if len(found) == 1 else ()

    def _narrow(self, tx: Transaction, wanted: Filter) -> queries.Narrowing:
        codes: tuple[str, ...] | None = None
        if wanted.company is not None:
            codes = queries.codes_of(tx, parse_code(wanted.company), wanted.company.strip())
            codes = codes or self._codes_of_issuer(wanted.company)
            if not codes:
                message = f"no filing of {wanted.company} is stored"
                raise NotFound(
                    message, hint=f"filings list shows what is stored, filings issuers show {wanted.company}"
                )
        return queries.Narrowing(
            codes=codes,
            since=wanted.since,
            until=wanted.until,
            act=wanted.act,
            severity=wanted.severity,
            places=None if wanted.region is None else places.named(tx, wanted.region),
            source=wanted.source,
            state=wanted.state,
            limit=wanted.limit,
        )

    def _filing_record(self, filing: Filing, ids: tuple[str, ...]) -> JsonObject:
        return records.filing_record(filing, url=self._settings.document_url(filing.announcement), events=ids)

    def context_of(self, filing: Filing) -> records.EventContext:
        """The filing's side of its event records."""
        return records.EventContext(
            filing.announcement,
            url=self._settings.document_url(filing.announcement),
            sha256=filing.sha256 or "",
            pages=filing.pages,
            pages_without_text=filing.pages_without_text,
        )

    def _event_record(self, stored: StoredEvent, filing: Filing) -> JsonObject:
        return records.event_record(stored.event, stored.finding, self.context_of(filing), retracted=stored.retracted)
