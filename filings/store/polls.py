"""When each source was asked, and what it answered."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from sqlalchemy import Connection, insert, select

from filings.model import Record
from filings.store import schema

Health = Literal["ok", "empty", "incomplete", "broken", "blocked", "changed"]


class Poll(Record):
    """One reading of a window: ``announced`` as the source counts, ``rows_read`` as we received them."""

    source: str
    channel: str
    since: date
    until: date
    started: datetime
    finished: datetime
    health: Health
    announced: int | None = None
    rows_read: int = 0
    added: int = 0
    requests: int = 0
    problem: str | None = None

    @property
    def complete(self) -> bool:
        """Whether everything the source listed in the window is stored."""
        return self.health in {"ok", "empty"}


def save(tx: Connection, poll: Poll) -> None:
    """Remember a reading."""
    tx.execute(insert(schema.polls).values(**poll.model_dump()))


def last(tx: Connection, source: str, channel: str, *, complete: bool = False) -> Poll | None:
    """The newest reading of a source's channel; with ``complete`` the newest that was."""
    table = schema.polls
    query = select(table).where(table.c.source == source, table.c.channel == channel)
    if complete:
        query = query.where(table.c.health.in_(("ok", "empty")))
    row = tx.execute(query.order_by(table.c.id.desc()).limit(1)).mappings().first()
    return None if row is None else Poll(**{name: row[name] for name in Poll.model_fields})
