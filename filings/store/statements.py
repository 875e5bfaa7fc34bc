"""The chain of daily statements: rows are only ever added, each holds the hash of the one before."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, insert, select

from filings.model import Record
from filings.store import schema

START = "0" * 64
"""What the first statement names as the one before."""


class Statement(Record):
    """One daily statement: ``body`` is its canonical JSON, ``sha256`` covers ``previous`` and ``body``."""

    number: int
    day: date
    body: str
    previous: str
    sha256: str


def digest(previous: str, body: str) -> str:
    r"""SHA-256 over the previous digest, a line feed and the body: ``printf '%s\n%s' PREVIOUS BODY | sha256sum``."""
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


def append(tx: Connection, day: date, body: str) -> Statement:
    """Add a statement behind the last one."""
    last = head(tx)
    previous = START if last is None else last.sha256
    made = Statement(
        number=1 if last is None else last.number + 1,
        day=day,
        body=body,
        previous=previous,
        sha256=digest(previous, body),
    )
    tx.execute(insert(schema.statements).values(**made.model_dump()))
    return made


def head(tx: Connection) -> Statement | None:
    """The newest statement: its hash stands for all before it."""
    found = _fetch(tx, limit=1)
    return found[0] if found else None


def of_day(tx: Connection, day: date) -> list[Statement]:
    """The statements on a day, the newest first: a later one corrects an earlier one."""
    return _fetch(tx, day=day)


def broken_links(tx: Connection) -> list[int]:
    """The numbers of statements that do not fit the chain: changed, removed or slipped in."""
    return breaks_in(sorted(_fetch(tx), key=lambda statement: statement.number))


def breaks_in(chain: Sequence[Statement]) -> list[int]:
    """The same for statements at hand, in order. PURE."""
    broken, previous, expected = [], START, 1
    for statement in chain:
        whole = statement.sha256 == digest(statement.previous, statement.body)
        if not whole or statement.previous != previous or statement.number != expected:
            broken.append(statement.number)
        previous, expected = statement.sha256, statement.number + 1
    return broken


def _fetch(tx: Connection, *, day: date | None = None, limit: int | None = None) -> list[Statement]:
    table = schema.statements
    query = select(table).order_by(table.c.number.desc()).limit(limit)
    if day is not None:
        query = query.where(table.c.day == day)
    return [Statement(**row) for row in tx.execute(query).mappings()]
