"""Whom an event concerns."""

from __future__ import annotations

from datetime import date
from typing import Literal

from filings.model.document import Quote
from filings.model.event import Event, Part
from filings.model.record import Record

Because = Literal["identifier", "exact", "alias", "structural", "weak", "place", "term"]


class Snapshot(Record):
    """The dated, hashed copy of a list that was used."""

    date: date
    sha256: str


class Hit(Record):
    """An entry of a watch list that an event touches, and why.

    Only ``identifier``, ``exact``, ``alias`` and ``place`` or ``term`` hits are ``asserted``; the rest is a
    possible match. ``listed_on`` is the entry's effective date, ``source`` the legal act or document.
    """

    list: str
    entry: str
    because: Because
    asserted: bool
    party: str
    explanation: str
    quote: Quote | None = None
    listed_on: date | None = None
    source: str | None = None
    source_url: str | None = None
    snapshot: Snapshot


class ListChecked(Record):
    """A list that was looked at (or could not be)."""

    list: str
    snapshot: Snapshot | None = None
    state: Literal["checked", "stale", "not_loaded"]


class Finding(Record):
    """An event, whom it concerns, and how much: severity = min(4, materiality + relevance).

    ``raised_by`` says in a sentence which hits a change of the lists added since the event was screened before.
    """

    event: Event
    hits: tuple[Hit, ...] = ()
    lists_checked: tuple[ListChecked, ...] = ()
    severity: int
    severity_sum: int
    severity_parts: tuple[Part, ...]
    screened_with: str
    raised_by: str | None = None
