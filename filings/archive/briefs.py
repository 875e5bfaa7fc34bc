"""The brief of a stored or local event."""

from __future__ import annotations

from datetime import datetime

from filings.alerts.brief import Composed, DocumentFacts, compose
from filings.alerts.brief.inputs import Extras
from filings.archive.records import EventContext
from filings.model import Finding

_NOTHING_MORE = Extras()


def brief_of(
    finding: Finding, context: EventContext, *, now: datetime, notice: str | None, extras: Extras = _NOTHING_MORE
) -> Composed:
    """Statements, subject and both texts of a finding; ``notice`` stands in the first lines of a rehearsal.

    ``extras`` adds what the message follows, neighbours, English names.
    """
    return compose(
        context.announcement,
        finding,
        source=DocumentFacts(
            url=context.url,
            sha256=context.sha256,
            pages=context.pages or 0,
            pages_without_text=context.pages_without_text or 0,
        ),
        now=now,
        notice=notice,
        extras=extras,
    )
