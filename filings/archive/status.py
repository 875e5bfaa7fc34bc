"""What runs, when last, how far behind, how healthy: per source and channel."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from filings.model import BEIJING
from filings.settings import Clock, Settings
from filings.store import events, figures, meta, outbox, polls, progress
from filings.store.database import Database, Transaction

JsonObject = dict[str, Any]


def status(settings: Settings, database: Database, *, clock: Clock) -> JsonObject:
    """The whole status as one record; ``ok`` is false where a source lags beyond its limit."""
    now = clock()
    with database.read() as tx:
        sources = [
            _source(tx, settings, source, channel, now)
            for source in settings.sources
            for channel in settings.exchanges[source].channels
        ]
        failures = progress.failures(tx)
        record = {
            "home": str(settings.home),
            "now": now.astimezone(BEIJING).isoformat(timespec="seconds"),
            "first_start": meta.value(tx, "first_start"),
            "sources": sources,
            "filings": dict(figures.by_state(tx)),
            "events": dict(events.counts(tx)),
            "parked": len(failures),
            "parked_for_good": sum(failure.next_try is None for failure in failures),
            "deliveries": {f"{channel}:{state}": n for (channel, state), n in outbox.counts(tx).items()},
        }
    record["ok"] = all(source["ok"] for source in sources)
    return record


def _source(tx: Transaction, settings: Settings, source: str, channel: str, now: datetime) -> JsonObject:
    newest = polls.last(tx, source, channel)
    complete = polls.last(tx, source, channel, complete=True)
    limit = timedelta(minutes=settings.exchanges[source].lag_limit_minutes)
    lag = None if complete is None else max(now - complete.finished, timedelta())
    return {
        "source": source,
        "channel": channel,
        "health": newest.health if newest else "never asked",
        "problem": newest.problem if newest else None,
        "last_poll": _instant(newest),
        "last_complete": _instant(complete),
        "lag_seconds": None if lag is None else round(lag.total_seconds()),
        "lag_limit_seconds": round(limit.total_seconds()),
        "ok": lag is not None and lag <= limit,
    }


def _instant(poll: polls.Poll | None) -> str | None:
    return None if poll is None else poll.finished.astimezone(BEIJING).isoformat(timespec="seconds")
