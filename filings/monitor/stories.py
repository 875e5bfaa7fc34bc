"""Stories in the store: a new event finds its parent, later ones find it, advisers' papers join unopened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from filings import events as detection
from filings.events.lineage import Link, Past, adopted, joined, own_number, parent_of
from filings.model import Disposition, Document, Event
from filings.monitor.stations import Stations
from filings.store import filings, lineage, meta
from filings.store.database import Transaction
from filings.store.filings import Filing
from filings.store.lineage import Earlier

_MARK = "papers_looked_at"
_BATCH = 500
_ALONE: frozenset[Disposition] = frozenset({"no_flag", "info"})
"""What neither begins a story nor belongs to one."""


def join(tx: Transaction, filing: Filing, event: Event) -> Event:
    """The event with its parent among the issuer's stored events; itself where it begins a story."""
    if event.disposition in _ALONE:
        return event
    earlier = [one for one in lineage.of_issuer(tx, filing.key) if one.filing != filing.key]
    link = parent_of(event, filing.announcement, list(map(_past, earlier)), sha256=filing.sha256)
    return event if link is None else joined(event, link, _thread(earlier, link))


def gather(tx: Transaction, stations: Stations, filing: Filing, event: Event) -> None:
    """Later filings that were decided before this one, and papers that were skipped, join its saved event now."""
    if event.disposition in _ALONE:
        return
    everything = lineage.of_issuer(tx, filing.key)
    own = next((one for one in everything if one.filing == filing.key), None)
    if own is None:
        return
    for orphan in everything:
        if orphan.event.parent_event_id is None and orphan.filing != own.filing:
            _adopt(tx, stations, orphan, own, everything)
    for key in lineage.papers(tx, filing.key, own.published):
        _attach(tx, stations, filings.by_key(tx, key), everything)


def _adopt(tx: Transaction, stations: Stations, orphan: Earlier, own: Earlier, everything: Iterable[Earlier]) -> None:
    """A filing that begins no story after all: it and what joined it move to the story of ``own``."""
    announcement = filings.by_key(tx, orphan.filing).announcement
    if (announcement.published, orphan.filing) < (own.published, own.filing):
        return
    link = parent_of(orphan.event, announcement, [_past(own)], sha256=orphan.sha256)
    if link is None:
        return
    now = stations.clock()
    lineage.save_link(tx, orphan, adopted(orphan.event, link), now=now)
    for child in everything:
        if child.event.parent_event_id == orphan.event.event_id:
            moved = child.event.model_copy(update={"parent_event_id": link.parent_event_id})
            lineage.save_link(tx, child, moved, now=now)


def attach_papers(stations: Stations) -> int:
    """Advisers' papers listed since the last call join the stories that are known; returns how many did.

    The others are looked at again when an event of their issuer is stored (``gather``).
    """
    attached = 0
    while not stations.stop.is_set():
        with stations.database.read() as tx:
            mark = int(meta.value(tx, _MARK) or 0)
            keys = lineage.papers_after(tx, mark, limit=_BATCH)
        if not keys:
            break
        with stations.database.write() as tx:
            for key in keys:
                paper = filings.by_key(tx, key)
                if paper.triage.role == "supporting" and lineage.has_events(tx, key):
                    attached += _attach(tx, stations, paper, lineage.of_issuer(tx, key))
            meta.remember(tx, _MARK, str(keys[-1]))
    return attached


def _attach(tx: Transaction, stations: Stations, paper: Filing, everything: Sequence[Earlier]) -> bool:
    if paper.triage.role != "supporting":
        return False
    event = detection.detect(paper.announcement, Document.from_text())
    link = parent_of(event, paper.announcement, list(map(_past, everything)))
    if event.disposition != "link_only" or link is None:
        return False
    lineage.save_paper(tx, paper, joined(event, link, _thread(everything, link)), now=stations.clock())
    return True


def _past(one: Earlier) -> Past:
    return Past(
        event=one.event,
        title=one.title,
        published=one.published,
        number=own_number(one.head),
        sha256=one.sha256,
        told=one.told,
    )


def _thread(everything: Iterable[Earlier], link: Link) -> list[Event]:
    """The events of the story that the link leads into."""
    return [one.event for one in everything if link.parent_event_id in {one.event.event_id, one.event.parent_event_id}]
