"""Stored events derived again from their stored pages, without fetching, and what that changes in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from filings import events as detection
from filings.alerts.brief.difference import difference
from filings.alerts.brief.inputs import Change
from filings.archive.records import event_record
from filings.errors import DocumentError, Superseded
from filings.model import Finding, Record
from filings.monitor import steps, stories
from filings.monitor.derive import derived
from filings.monitor.stations import Stations
from filings.store import events, filings, lineage
from filings.store.events import StoredEvent
from filings.store.filings import Filing
from filings.watchlists.screen import screen

Progress = Callable[[int, int], None]
"""Called with (done, total)."""


class Rederived(Record):
    """One event derived again: how it differs from what was stored, or why it could not be derived."""

    event_id: str
    source_id: str
    code: str
    name: str
    title: str
    before: str
    after: str
    changes: tuple[Change, ...] = ()
    problem: str | None = None


def redetect(
    stations: Stations,
    *,
    since: date | None = None,
    everything: bool = False,
    dry_run: bool = False,
    progress_of: Progress | None = None,
) -> Iterator[Rederived]:
    """Derive the events of finished filings from ``since`` (nominal day) on again, the oldest first.

    Taken are those of another detector version (``everything``: all). With ``dry_run`` nothing is stored; else each
    event is stored, screened and told as a sweep would, one transaction per step: a stop or a crash loses at most
    the step under way, and the next call goes on with what is left. Ends early where ``stop`` is set.
    """
    with stations.database.read() as tx:
        keys = lineage.derivable(tx, other_than=None if everything else detection.DETECTOR, since=since)
    for done, key in enumerate(keys):
        if stations.stop.is_set():
            return
        if progress_of is not None:
            progress_of(done, len(keys))
        made = _one(stations, key, dry_run=dry_run)
        if made is not None:
            yield made
    if progress_of is not None:
        progress_of(len(keys), len(keys))


def _one(stations: Stations, key: int, *, dry_run: bool) -> Rederived | None:
    """``None`` for a filing that changed meanwhile: a sweep takes it."""
    with stations.database.read() as tx:
        filing = filings.by_key(tx, key)
        stored = next(iter(events.of_filing(tx, key)), None)
    if stored is None:
        return None
    try:
        finding = _again(stations, filing)
        if not dry_run:
            for step in (steps.detect, steps.screen, steps.alert):
                step(stations, filing)
    except Superseded:
        return None
    except DocumentError as error:
        return _told(filing, stored, stored.event.detector, problem=error.message)
    return _told(filing, stored, finding.event.detector, changes=_changes(stations, filing, stored, finding))


def _again(stations: Stations, filing: Filing) -> Finding:
    event = derived(stations.database, filing)
    with stations.database.read() as tx:
        event = stories.join(tx, filing, event)
    today = stations.clock().date()
    return screen(event, filing.announcement, stations.watchlists, today=today)


def _changes(stations: Stations, filing: Filing, stored: StoredEvent, finding: Finding) -> tuple[Change, ...]:
    context = steps.context_of(stations, filing)
    before = event_record(stored.event, stored.finding, context, retracted=stored.retracted)
    return difference(before, event_record(finding.event, finding, context, retracted=stored.retracted))


def _told(
    filing: Filing, stored: StoredEvent, after: str, *, changes: tuple[Change, ...] = (), problem: str | None = None
) -> Rederived:
    announcement = filing.announcement
    return Rederived(
        event_id=stored.event.event_id,
        source_id=announcement.source_id,
        code=announcement.code,
        name=announcement.name,
        title=announcement.title,
        before=stored.event.detector,
        after=after,
        changes=changes,
        problem=problem,
    )
