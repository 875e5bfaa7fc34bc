"""The delivery log, for reading."""

from __future__ import annotations

from typing import Any

from filings.errors import NotFound
from filings.model import BEIJING, Delivery
from filings.settings import Settings
from filings.store import outbox
from filings.store.database import Database

JsonObject = dict[str, Any]


def deliveries(settings: Settings, *, limit: int) -> list[JsonObject]:
    """One record per alert and channel, the newest first."""
    return [_record(delivery) for delivery in _read(settings, limit)]


def payload(settings: Settings, wanted: str) -> JsonObject:
    """The alert record (interface.md) behind a key or an event's id. Raises NotFound."""
    for delivery in _read(settings, None):
        if wanted in {delivery.key, delivery.alert.event["event_id"]}:
            return delivery.alert.payload()
    raise NotFound(f"no alert {wanted} was ever queued", hint="filings alerts list")


def _read(settings: Settings, limit: int | None) -> list[Delivery]:
    database = Database.open(settings.store_url, create=False)
    try:
        with database.read() as tx:
            return outbox.all_of(tx, limit=limit)
    finally:
        database.close()


def _record(delivery: Delivery) -> JsonObject:
    return {
        "key": delivery.key,
        "event_id": delivery.alert.event["event_id"],
        "kind": delivery.alert.kind,
        "subject": delivery.alert.subject,
        "route": delivery.route,
        "channel": delivery.channel,
        "state": delivery.state,
        "attempts": delivery.attempts,
        "next_try": None if delivery.next_try is None else delivery.next_try.astimezone(BEIJING).isoformat(),
        "answer": delivery.answer,
        "late": delivery.alert.late,
    }
