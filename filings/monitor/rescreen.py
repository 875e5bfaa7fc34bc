"""Stored events screened again with today's lists: no filing is fetched or read, only new hits are told."""

from __future__ import annotations

from dataclasses import replace

from filings import events as detection
from filings.errors import DocumentError, Superseded
from filings.model import Record
from filings.monitor import steps
from filings.monitor.delivery import deliver
from filings.monitor.stations import Stations, open_stations
from filings.settings import Settings
from filings.store import events, filings, progress
from filings.watchlists import load

_BATCH = 200


class Rescreened(Record):
    """How many events were screened again, how many of them have a hit that they had not, and what was sent."""

    screened: int = 0
    raised: int = 0
    sent: int = 0


def run(settings: Settings) -> Rescreened:
    """Screen what older lists decided, queue what is new, and deliver it. The home's lock is the caller's."""
    with open_stations(settings) as stations:
        done = screen_outdated(stations)
        return done.model_copy(update={"sent": deliver(stations).sent})


def screen_outdated(stations: Stations) -> Rescreened:
    """Each event that older lists decided, one step at a time; one that fails stays due for the next sweep."""
    screened = raised = 0
    failed: set[int] = set()
    while not stations.stop.is_set():
        keys = [key for key in _outdated(stations, _BATCH + len(failed)) if key not in failed]
        if not keys:
            break
        for key in keys:
            new = _again(stations, key)
            if new is None:
                failed.add(key)
            else:
                screened, raised = screened + 1, raised + (new > 0)
    return Rescreened(screened=screened, raised=raised)


def _outdated(stations: Stations, limit: int) -> list[int]:
    with stations.database.read() as tx:
        older = progress.outdated(tx, detection.DETECTOR, stations.watchlists.version, limit=limit)
    return [key for key, state in older if state == "detected"]


def _again(stations: Stations, key: int) -> int | None:
    """How many hits are new; ``None`` where a step failed."""
    with stations.database.read() as tx:
        filing = filings.by_key(tx, key)
        before = _hits(stations, key)
    try:
        for step in (steps.screen, steps.alert):
            step(stations, filing)
    except (DocumentError, Superseded):
        return None
    return len(_hits(stations, key) - before)


def _hits(stations: Stations, key: int) -> set[tuple[str, str, str]]:
    with stations.database.read() as tx:
        stored = events.of_filing(tx, key)
    found = [hit for one in stored if one.finding is not None for hit in one.finding.hits]
    return {(hit.list, hit.entry, hit.party) for hit in found}


def with_current_lists(stations: Stations) -> Stations:
    """The stations with the lists as the disk has them now: for a watch that runs on while a list changes."""
    current = load.load(stations.settings.watchlist_folders)
    return stations if current.version == stations.watchlists.version else replace(stations, watchlists=current)
