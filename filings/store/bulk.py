"""Whole pages of a list stored at once: new rows in bulk, the others one by one as ``listings.see`` does."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from filings.model import Announcement, Triage
from filings.store import filings, listings, schema
from filings.store.listings import Seen
from filings.store.rows import put


def see_many(tx: Connection, rows: Sequence[tuple[Announcement, Triage]], *, channel: str) -> list[Seen]:
    """Store the rows of a page, or of many pages of history, of one channel; what each was, in their order."""
    met = set(filings.keys_of(tx, (announcement.source_id for announcement, _ in rows)))
    new = []
    for number, (announcement, _) in enumerate(rows):
        if announcement.source_id not in met:
            met.add(announcement.source_id)
            new.append(number)
    keys = filings.insert_many(tx, [rows[number] for number in new])
    put(tx, schema.listings, [_listed(key, rows[n][0], channel) for key, n in zip(keys, new, strict=True)])
    inserted = set(new)
    return ["new" if number in inserted else listings.see(tx, *row, channel=channel) for number, row in enumerate(rows)]


def _listed(key: int, announcement: Announcement, channel: str) -> dict[str, object]:
    return {
        "filing_id": key,
        "source": announcement.source,
        "channel": channel,
        "day": announcement.day,
        "title": announcement.title,
        "document_path": announcement.document_path,
        "size_kb": announcement.size_kb,
        "first_seen": announcement.first_seen,
        "last_seen": announcement.first_seen,
        "missed": 0,
    }
