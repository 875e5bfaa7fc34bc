"""The daily statement: what the sources listed for a day while we looked, hashed and chained to the day before."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

from filings.archive.ledger import DayRecord, verify
from filings.settings import Settings
from filings.store import statements
from filings.store.database import Database
from filings.store.statements import Statement


def state(settings: Settings, database: Database, day: date, *, now: datetime) -> Statement:
    """The statement on a day; a new one is added only where the ledger says something else than the last.

    Nothing in it moves by itself: the same ledger gives the same body at any time.
    """
    body = _body(day, verify(settings, database, day, day, now=now))
    with database.write(durable=True) as tx:
        known = statements.of_day(tx, day)
        if known and known[0].body == body:
            return known[0]
        return statements.append(tx, day, body)


def _body(day: date, records: Sequence[DayRecord]) -> str:
    """Canonical JSON: sorted keys, no spaces, a sentence for people first by its name."""
    ordered = sorted(records, key=lambda record: record.source)
    sources = [record.model_dump(mode="json", exclude={"last_complete"}) for record in ordered]
    content = {"day": day.isoformat(), "sentence": sentence(day, records), "sources": sources}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sentence(day: date, records: Sequence[DayRecord]) -> str:
    """One sentence per source that claims no more than can be known."""
    if not records:
        return f"{day}: nothing was listed while we looked, and no reading was made."
    return " ".join(_of_source(record) for record in records)


def _of_source(record: DayRecord) -> str:
    parked = sum(record.parked.values())
    reasons = ", ".join(f"{count} {reason}" for reason, count in record.parked.items())
    away = "; ".join(f"{start:%m-%d %H:%M}–{end:%m-%d %H:%M}" for start, end in record.not_looking)
    pieces = [
        f"everything {record.source} listed for {record.day} while we looked: {record.listed} filings",
        f"{record.fetched} fetched, {record.read} read, {sum(record.skipped.values())} skipped by title",
        f"{parked} parked" + (f" ({reasons})" if reasons else ""),
        f"{len(record.changed)} changed, {len(record.withdrawn)} withdrawn, {len(record.missing)} missing",
        f"not looking: {away}" if away else "looking all the time",
    ]
    return "; ".join(pieces) + (f"; gap: {record.problem}." if record.problem else ".")
