"""3. What happened: triage of titles, detectors, facts, materiality. Values in, values out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filings.model import Announcement, Document, Event

DETECTOR = "detectors 2"
"""Name and version: events of another version are derived anew by the next sweep."""


def detect(announcement: Announcement, document: Document, *, facts_always: bool = False) -> Event:
    """The event of a filing by its body; a filing without one has disposition ``no_flag`` and the rule why.

    ``facts_always`` reads the facts of any notice (project, parties, amounts), also where nothing is flagged.
    """
    from filings.events.detection import detect_event  # noqa: PLC0415 - importing the package stays cheap for lookups

    return detect_event(announcement, document, facts_always=facts_always)
