"""One look at a source: list a window page by page, store each page at once, remember how it went."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from filings.errors import SourceBlocked, SourceChanged, SourceError
from filings.events.triage import triage
from filings.exchanges import Window, WindowReport, read_window
from filings.model import BEIJING, Announcement
from filings.monitor.stations import Stations
from filings.store import listings, meta, polls
from filings.store.listings import Place
from filings.store.polls import Health, Poll

_log = logging.getLogger(__name__)

_PROOF_EVERY = timedelta(days=1)


def poll(
    stations: Stations, source: str, *, since: date | None = None, until: date | None = None, full: bool = False
) -> list[Poll]:
    """Read a source's window on each of its channels; a failure is a Poll with its problem, never silence.

    ``full`` reads every page, also where the counts agree: only that proves that nothing vanished unseen. It is
    done once a day by itself.
    """
    made = []
    for channel in stations.settings.exchanges[source].channels:
        place = Place(source=source, channel=channel)
        tail = window_for(stations, source, channel)
        window = _window(tail, since, until)
        one = _poll_channel(stations, place, window, full=full or _proof_due(stations, place))
        if one.complete and window.since <= tail.since and window.until >= tail.until:
            _mark(stations, f"tail:{source}:{channel}", one.started)
        made.append(one)
    return made


def _window(tail: Window, since: date | None, until: date | None) -> Window:
    """The days asked for; one open end reaches as far as the tail window does."""
    first = since or (tail.since if until is None else min(tail.since, until))
    return Window(since=first, until=until or max(tail.until, first))


def window_for(stations: Stations, source: str, channel: str) -> Window:
    """The tail window, reaching back to the last complete tail reading after a downtime of any length.

    A reading of some other days (a reconciliation, ``--since``) says nothing about those in between.
    """
    config = stations.settings.exchanges[source]
    today = stations.clock().astimezone(BEIJING).date()
    last = _marked(stations, f"tail:{source}:{channel}")
    start = today if last is None else min(today, last.astimezone(BEIJING).date())
    return Window(since=start - timedelta(days=config.days_back), until=today + timedelta(days=config.days_ahead))


def _proof_due(stations: Stations, place: Place) -> bool:
    """Whether no reading of this channel saw every row for a day."""
    last = _marked(stations, f"proof:{place.source}:{place.channel}")
    return last is not None and stations.clock() - last >= _PROOF_EVERY


def _marked(stations: Stations, key: str) -> datetime | None:
    with stations.database.read() as tx:
        text = meta.value(tx, key)
    return None if text is None else datetime.fromisoformat(text)


def _mark(stations: Stations, key: str, instant: datetime) -> None:
    with stations.database.write() as tx:
        meta.remember(tx, key, instant.isoformat())


def _poll_channel(stations: Stations, place: Place, window: Window, *, full: bool) -> Poll:
    started = stations.clock()
    shelf = _Shelf(stations, place)
    try:
        report = stations.portal.call(
            read_window(
                stations.exchanges[place.source],
                window,
                channel=place.channel,
                clock=stations.clock,
                known=shelf.known,
                held=shelf.held,
                save=shelf.save,
                full=full,
                trading=stations.settings.calendar.is_trading,
            )
        )
    except SourceError as error:
        outcome: dict[str, Any] = {"health": _health(error), "problem": error.message}
    else:
        outcome = _outcome(report)
        if report.saw_all:
            shelf.miss(window)
            _mark(stations, f"proof:{place.source}:{place.channel}", started)
    made = Poll(
        source=place.source,
        channel=place.channel,
        since=window.since,
        until=window.until,
        started=started,
        finished=stations.clock(),
        added=shelf.added,
        **outcome,
    )
    with stations.database.write() as tx:
        polls.save(tx, made)
    return made


def _outcome(report: WindowReport) -> dict[str, Any]:
    health: Health = "incomplete" if not report.complete else "ok" if report.announced else "empty"
    return {
        "health": health,
        "announced": report.announced,
        "rows_read": report.rows,
        "requests": report.requests,
        "problem": None if report.complete else report.reason,
    }


def _health(error: SourceError) -> Health:
    if isinstance(error, SourceBlocked):
        return "blocked"
    return "changed" if isinstance(error, SourceChanged) else "broken"


class _Shelf:
    """Where one reading puts its rows, and what it asks of those that stand there already."""

    def __init__(self, stations: Stations, place: Place) -> None:
        self._stations = stations
        self._place = place
        self._seen: set[str] = set()
        self.added = 0

    def save(self, page: Sequence[Announcement]) -> None:
        """One page, one transaction."""
        with self._stations.database.write() as tx:
            seen = [
                listings.see(tx, row, triage(row.title, name=row.name), channel=self._place.channel) for row in page
            ]
            self._stations.reached("list:before-commit")
        self._stations.reached("list:after-commit")
        self._seen.update(row.source_id for row in page)
        self.added += seen.count("new")

    def known(self, source_ids: Sequence[str]) -> set[str]:
        """Those of the ids that are stored as rows of this channel."""
        with self._stations.database.read() as tx:
            return listings.known(tx, self._place, source_ids)

    def held(self, window: Window) -> int:
        """How many rows of a window are stored."""
        with self._stations.database.read() as tx:
            return listings.held(tx, self._place, window.since, window.until)

    def miss(self, window: Window) -> None:
        """After a reading that saw every row: those of the window that it did not see are counted as missed."""
        with self._stations.database.write() as tx:
            now = self._stations.clock()
            gone = listings.miss(tx, self._place, window.since, window.until, seen=self._seen, now=now)
        for source_id in gone:
            _log.warning("%s lists filing %s no more: withdrawn?", self._place.source, source_id)
