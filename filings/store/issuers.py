"""Names of companies as the stored filings give them: headers (code, short name) and title pages (full name)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, func, select

from filings.store import events, schema
from filings.store.queries import Narrowing

_ENDINGS = ("有限公司", "有限责任公司")


def short_names(tx: Connection) -> Iterator[tuple[str, str, date]]:
    """Code, short name and the first nominal day on which a filing bore it."""
    codes, filings = schema.filing_codes, schema.filings
    query = (
        select(codes.c.code, codes.c.name, func.min(filings.c.day))
        .join(filings, filings.c.id == codes.c.filing_id)
        .where(codes.c.name != "")
        .group_by(codes.c.code, codes.c.name)
        .order_by(func.min(filings.c.day))
    )
    for code, name, day in tx.execute(query):
        yield code, name, day if isinstance(day, date) else date.fromisoformat(day)


def full_names(tx: Connection) -> Iterator[tuple[str, str, date, str]]:
    """Code, full name, nominal day and the event whose filing prints it as the issuer's."""
    codes, filings = schema.filing_codes, schema.filings
    query = (
        select(filings.c.id, codes.c.code, filings.c.day)
        .join(codes, codes.c.filing_id == filings.c.id)
        .where(codes.c.position == 0)
    )
    of_filing = {row.id: (row.code, row.day) for row in tx.execute(query)}
    for stored in events.newest(tx, Narrowing(), flagged_only=True):
        code, day = of_filing.get(stored.filing_key, ("", None))
        for party in stored.event.parties:
            if code and day is not None and party.role == "issuer" and party.name.endswith(_ENDINGS):
                yield code, party.name, day, stored.event.event_id
