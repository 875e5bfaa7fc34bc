"""The durable steps: each takes a filing one state further with one station call and one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from filings.alerts import keys, routes
from filings.archive.briefs import brief_of
from filings.archive.records import EventContext, event_record
from filings.documents import codec
from filings.errors import DocumentError, OtherKind, StoreError, Truncated
from filings.events.act_words import ACT_WORDS
from filings.exchanges import document_anywhere
from filings.model import Alert, Finding, State
from filings.monitor import lateness, stories, telling
from filings.monitor.derive import derived
from filings.monitor.stations import Stations
from filings.monitor.telling import Told
from filings.store import events, meta, outbox, progress
from filings.store.database import Transaction
from filings.store.events import StoredEvent
from filings.store.filings import Filing
from filings.watchlists.rescreening import ListChange, list_change
from filings.watchlists.screen import screen as screen_event


def fetch(stations: Stations, filing: Filing) -> None:
    """Listed → fetched: the PDF into the vault."""
    announcement = filing.announcement
    if announcement.kind != "pdf":
        message = f"the attachment is {announcement.kind}, not a PDF"
        raise OtherKind(message, announcement=announcement.source_id, hint="open its address in a browser")
    download = stations.portal.call(document_anywhere(stations.exchanges, announcement))
    stations.reached("fetch:before-vault")
    sha256 = stations.vault.put(download.data)
    with stations.database.write() as tx:
        size = len(download.data)
        progress.save_fetched(tx, filing.at, sha256=sha256, size=size, url=download.url, now=stations.clock())
        stations.reached("fetch:before-commit")
    stations.reached("fetch:after-commit")


def read(stations: Stations, filing: Filing) -> None:
    """Fetched → read: pages, boxes and tables, in a reader process."""
    sha256 = _sha256(filing)
    try:
        stations.vault.get(sha256)
    except StoreError as error:
        raise Truncated(error.message, sha256=sha256, hint="it is fetched again") from error
    document = stations.reader.read(stations.vault.path(sha256), sha256=sha256, tables="relevant", words=ACT_WORDS)
    body = codec.pack(document)
    with stations.database.write() as tx:
        progress.save_read(tx, filing.at, document, body=body, now=stations.clock())
        stations.reached("read:before-commit")
    stations.reached("read:after-commit")


def detect(stations: Stations, filing: Filing) -> None:
    """Read → detected: what happened, with every value computed again from its quotes, joined to its story."""
    event = derived(stations.database, filing)
    with stations.database.write() as tx:
        event = stories.join(tx, filing, event)
        progress.save_detected(tx, filing.at, event, now=stations.clock())
        stories.gather(tx, stations, filing, event)
        stations.reached("detect:before-commit")
    stations.reached("detect:after-commit")


def screen(stations: Stations, filing: Filing) -> None:
    """Detected → screened: whom it concerns."""
    stored = _stored(stations, filing)
    now = stations.clock()
    finding = screen_event(stored.event, filing.announcement, stations.watchlists, today=now.date())
    change = _list_change(stations, filing, stored.finding, finding)
    if change is not None and change.tells:
        finding = finding.model_copy(update={"raised_by": change.sentence})
    with stations.database.write() as tx:
        progress.save_screened(tx, filing.at, finding, now=now)
        stations.reached("screen:before-commit")
    stations.reached("screen:after-commit")


def alert(stations: Stations, filing: Filing) -> None:
    """Screened → alerted: one outbox row for each route and channel, in the step's own transaction."""
    stored = _stored(stations, filing)
    now = stations.clock()
    with stations.database.write(durable=True) as tx:
        start = stations.settings.monitor.alert_from or meta.first_start(tx, now)
        if filing.announcement.day < start:
            text = f"recorded without alert: dated before {start}, when this monitor started"
        elif stored.retracted is not None:
            text = f"recorded without alert: this event was retracted ({stored.retracted})"
        else:
            text = _queue(tx, stations, filing, stored, now)
        progress.save_alerted(tx, filing.at, text=text, now=now)
        stations.reached("alert:before-commit")
    stations.reached("alert:after-commit")


def _queue(tx: Transaction, stations: Stations, filing: Filing, stored: StoredEvent, now: datetime) -> str:
    """Queue what there is to tell; returns what happened. A filing without news is told only to who heard nothing."""
    told = telling.told_of(tx, stored.event)
    silence = telling.silence(stored.event, told) or _nobody_new(stations, filing, stored, told)
    queued = 0
    for route, channel, message in _alerts(stations, filing, stored, told):
        if channel in stations.channels and not (silence and (route, channel) in told.pairs):
            event_id = stored.event.event_id
            queued += outbox.add(tx, message, event_id=event_id, route=route, channel=channel, now=now)
    if queued:
        return f"{queued} alerts queued"
    return silence or _why_none(stored, known=told.itself)


def _list_change(
    stations: Stations, filing: Filing, before: Finding | None, after: Finding | None
) -> ListChange | None:
    """What only other lists changed between two screenings of an event."""
    if before is None or after is None:
        return None
    context = context_of(stations, filing)
    return list_change(event_record(after.event, before, context), event_record(after.event, after, context))


def _nobody_new(stations: Stations, filing: Filing, stored: StoredEvent, told: Told) -> str | None:
    """Why an event that only other lists made different is not told again; ``None`` where somebody is new on them."""
    if stored.finding is None or not told.itself:
        return None
    change = list_change(told.last, event_record(stored.event, stored.finding, context_of(stations, filing)))
    if change is None or change.tells:
        return None
    return "recorded without alert: the lists changed, and nobody of this event is new on them"


def _why_none(stored: StoredEvent, *, known: bool) -> str:
    if known:
        return "nothing new to tell: the alert on this event says the same"
    return f"no route takes a {stored.event.disposition} of severity {stored.finding.severity if stored.finding else 0}"


def _alerts(stations: Stations, filing: Filing, stored: StoredEvent, told: Told) -> list[tuple[str, str, Alert]]:
    finding = stored.finding
    if finding is None:
        raise _lost(filing, "it was never screened")
    announcement = filing.announcement
    matched = routes.match(finding, announcement, stations.settings.routes)
    pairs = telling.pairs_for(matched, told, stations.settings.routes)
    if not pairs:
        return []
    context = context_of(stations, filing)
    record = event_record(stored.event, finding, context)
    extras = telling.extras_of(stored.event, told, record)
    composed = brief_of(finding, context, now=stations.clock(), notice=stations.settings.notice, extras=extras)
    version = keys.content_version(record)
    again = told.version_of(version)
    return [
        (
            route,
            channel,
            Alert(
                key=keys.alert_key(
                    stored.event.event_id, route, channel, again if (route, channel) in told.pairs else version
                ),
                kind=telling.kind_of(stored.event, told),
                subject=composed.subject,
                event=record,
                brief=composed.brief,
                late=lateness.is_late(announcement, stations.settings.monitor),
                raised_by=finding.raised_by,
            ),
        )
        for route, channel in pairs
    ]


def context_of(stations: Stations, filing: Filing) -> EventContext:
    """The filing's side of an event record."""
    return EventContext(
        filing.announcement,
        url=stations.settings.document_url(filing.announcement),
        sha256=_sha256(filing),
        pages=filing.pages,
        pages_without_text=filing.pages_without_text,
    )


def _stored(stations: Stations, filing: Filing) -> StoredEvent:
    with stations.database.read() as tx:
        found = events.of_filing(tx, filing.key)
    if not found:
        raise _lost(filing, "its event is gone from the database")
    return found[0]


def _lost(filing: Filing, what: str) -> DocumentError:
    """The error for a filing whose stored pieces do not fit together: it is parked, the others go on."""
    source_id = filing.announcement.source_id
    message = f"filing {source_id}: {what}"
    return DocumentError(message, announcement=source_id, sha256=filing.sha256, hint="report this with filings explain")


def _sha256(filing: Filing) -> str:
    if filing.sha256 is None:
        raise _lost(filing, "it was never fetched")
    return filing.sha256


STEPS: Mapping[State, Callable[[Stations, Filing], None]] = {
    "listed": fetch,
    "skipped": fetch,
    "fetched": read,
    "read": detect,
    "detected": screen,
    "screened": alert,
}
"""The step that each state is waiting for."""
