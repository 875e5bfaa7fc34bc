"""The outbox: one row per alert and channel, written with the filing's last step, sent after commit.

States: pending → sending → sent, or back to pending with a next try, or dead. A row found in ``sending``
at a start was in flight at a crash: it is sent again under the same key.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select, update

from filings.model import Alert, Delivery
from filings.store import dialects, schema


def add(tx: Connection, alert: Alert, *, event_id: str, route: str, channel: str, now: datetime) -> bool:
    """Queue an alert for a channel; ``False`` where the same key is queued or sent already."""
    row = (
        dialects.of(tx)
        .upsert(schema.outbox)
        .values(
            key=alert.key,
            event_id=event_id,
            route=route,
            channel=channel,
            kind=alert.kind,
            alert=alert.model_dump(mode="json"),
            state="pending",
            attempts=0,
            next_try=now,
            created=now,
        )
    )
    return tx.execute(row.on_conflict_do_nothing().returning(schema.outbox.c.key)).first() is not None


def told(tx: Connection, event_id: str) -> bool:
    """Whether an alert on this event was ever queued."""
    table = schema.outbox
    return tx.execute(select(table.c.key).where(table.c.event_id == event_id).limit(1)).first() is not None


def recover(tx: Connection, now: datetime) -> int:
    """At a start: sends that a crash interrupted are due again. Returns how many."""
    table = schema.outbox
    return tx.execute(update(table).where(table.c.state == "sending").values(state="pending", next_try=now)).rowcount


def due(
    tx: Connection, now: datetime, *, channels: Collection[str], limit: int, anytime: bool = False
) -> list[Delivery]:
    """Deliveries of these channels to send now, the oldest first; ``anytime`` ignores their next try.

    One that was never tried is due whatever the clock says now: it may have been set back since. Those of a
    channel that is not configured any more wait for it.
    """
    table = schema.outbox
    waiting = select(table).where(table.c.state == "pending", table.c.channel.in_(channels))
    query = waiting.order_by(table.c.created, table.c.key)
    if not anytime:
        query = query.where(or_(table.c.attempts == 0, table.c.next_try.is_(None), table.c.next_try <= now))
    return [_delivery(row) for row in tx.execute(query.limit(limit))]


def sending(tx: Connection, key: str) -> bool:
    """Claim a pending delivery; ``False`` where somebody else has it."""
    table = schema.outbox
    claim = update(table).where(table.c.key == key, table.c.state == "pending")
    return tx.execute(claim.values(state="sending", attempts=table.c.attempts + 1)).rowcount == 1


def sent(tx: Connection, key: str, answer: str, now: datetime) -> None:
    """The channel took it."""
    table = schema.outbox
    tx.execute(update(table).where(table.c.key == key).values(state="sent", answer=answer, sent=now, next_try=None))


def failed(tx: Connection, key: str, answer: str, next_try: datetime | None) -> None:
    """The channel did not take it: try again, or give up where ``next_try`` is ``None``."""
    state = "dead" if next_try is None else "pending"
    table = schema.outbox
    tx.execute(update(table).where(table.c.key == key).values(state=state, answer=answer, next_try=next_try))


def all_of(tx: Connection, *, event_id: str | None = None, limit: int | None = 1000) -> list[Delivery]:
    """The delivery log, the newest first."""
    table = schema.outbox
    query = select(table).order_by(table.c.created.desc(), table.c.key).limit(limit)
    return [
        _delivery(row) for row in tx.execute(query if event_id is None else query.where(table.c.event_id == event_id))
    ]


def counts(tx: Connection) -> dict[tuple[str, str], int]:
    """How many deliveries stand in each (channel, state)."""
    table = schema.outbox
    query = select(table.c.channel, table.c.state, func.count()).group_by(table.c.channel, table.c.state)
    return {(row[0], row[1]): row[2] for row in tx.execute(query)}


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        key=row.key,
        route=row.route,
        channel=row.channel,
        state=row.state,
        attempts=row.attempts,
        next_try=row.next_try,
        answer=row.answer,
        alert=Alert.model_validate(row.alert),
    )
