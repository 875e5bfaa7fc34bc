"""From a read filing to the event that may be stored: detected, and proven by its quotes."""

from __future__ import annotations

import logging

from filings import events as detection
from filings.documents import codec
from filings.errors import DocumentError
from filings.events import recompute
from filings.model import Document, Event
from filings.store import events
from filings.store.database import Database
from filings.store.filings import Filing

_log = logging.getLogger(__name__)


def derived(database: Database, filing: Filing) -> Event:
    """What the filing's own pages say happened. Raises DocumentError where its stored pieces do not fit together."""
    with database.read() as tx:
        body = None if filing.sha256 is None else events.packed_document(tx, filing.sha256)
    if body is None:
        raise _lost(filing, "its pages are gone from the database")
    document = codec.unpack(body)
    event = detection.detect(filing.announcement, document)
    unproven = [quote for quote in event.quotes() if not document.holds(quote)]
    if unproven:
        raise _lost(filing, f"a quote is not at its place: page {unproven[0].page}, {unproven[0].text!r}")
    return _proven(event, document, filing)


def _proven(event: Event, document: Document, filing: Filing) -> Event:
    """The event without facts that its quotes do not carry: an alert that lacks one is better than a wrong one."""
    day = filing.announcement.day
    faults = recompute.check(event, lambda quote: quote.text, document=document, published=day)
    for fault in faults:
        source_id = filing.announcement.source_id
        _log.warning("filing %s: unproven, left out: %s %s: %s", source_id, fault.where, fault.name, fault.why)
    return recompute.without_unproven(event, faults)


def _lost(filing: Filing, what: str) -> DocumentError:
    source_id = filing.announcement.source_id
    message = f"filing {source_id}: {what}"
    return DocumentError(message, announcement=source_id, sha256=filing.sha256, hint="report this with filings explain")
