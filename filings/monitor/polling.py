"""One look at a source: list a window page by page, store each page at once, remember how it went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from filings.errors import SourceBlocked, SourceChanged, SourceError
from filings.events.triage import triage
from filings.exchanges import Window, read_window
from filings.model import BEIJING, Announcement
from filings.monitor.stations import Stations
from filings.store import filings, polls
from filings.store.polls import Health, Poll


def poll(stations: Stations, source: str, *, since: date | None = None, until: date | None = None) -> list[Poll]:
    """Read a source's window on each of its channels; a failure is a Poll with its problem, never silence."""
    config = stations.settings.exchanges[source]
    return [_poll_channel(stations, source, channel, since, until) for channel in config.channels]


def window_for(stations: Stations, source: str, channel: str) -> Window:
    """The tail window, reaching back to the last complete reading after a downtime of any length."""
    config = stations.settings.exchanges[source]
    today = stations.clock().astimezone(BEIJING).date()
    with stations.database.read() as tx:
        last = polls.last(tx, source, channel, complete=True)
    start = today if last is None else min(today, last.finished.astimezone(BEIJING).date())
    return Window(since=start - timedelta(days=config.days_back), until=today + timedelta(days=config.days_ahead))


def _poll_channel(stations: Stations, source: str, channel: str, since: date | None, until: date | None) -> Poll:
    tail = window_for(stations, source, channel)
    window = Window(since=since or tail.since, until=until or max(tail.until, since or tail.until))
    started = stations.clock()
    added: list[str] = []

    def save(page: Sequence[Announcement]) -> None:
        added.extend(_save(stations, page))

    try:
        report = stations.portal.call(
            read_window(
                stations.exchanges[source],
                window,
                channel=channel,
                clock=stations.clock,
                known=lambda ids: _known(stations, ids),
                held=lambda w: _held(stations, source, w),
                save=save,
            )
        )
    except SourceError as error:
        outcome: dict[str, Any] = {"health": _health(error), "problem": error.message}
    else:
        health: Health = "incomplete" if not report.complete else "ok" if report.announced else "empty"
        outcome = {
            "health": health,
            "announced": report.announced,
            "rows_read": report.rows,
            "requests": report.requests,
            "problem": None if report.complete else report.reason,
        }
    made = Poll(
        source=source,
        channel=channel,
        since=window.since,
        until=window.until,
        started=started,
        finished=stations.clock(),
        added=len(added),
        **outcome,
    )
    with stations.database.write() as tx:
        polls.save(tx, made)
    return made


def _health(error: SourceError) -> Health:
    if isinstance(error, SourceBlocked):
        return "blocked"
    return "changed" if isinstance(error, SourceChanged) else "broken"


def _save(stations: Stations, page: Sequence[Announcement]) -> list[str]:
    """One page, one transaction. Returns the ids that were new."""
    with stations.database.write() as tx:
        outcome = {row.source_id: filings.add(tx, row, triage(row.title, name=row.name)) for row in page}
        stations.reached("list:before-commit")
    stations.reached("list:after-commit")
    return [source_id for source_id, added in outcome.items() if added == "new"]


def _known(stations: Stations, source_ids: Sequence[str]) -> set[str]:
    with stations.database.read() as tx:
        return filings.known(tx, source_ids)


def _held(stations: Stations, source: str, window: Window) -> int:
    with stations.database.read() as tx:
        return filings.held(tx, source, window.since, window.until)
