"""The alert with everything a channel may show: its thread, and what it says as a sheet. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from filings.alerts.brief.composed import Composed
from filings.alerts.brief.forms.text import text
from filings.alerts.brief.said import Said
from filings.alerts.brief.sheet import Sheet
from filings.alerts.keys import alert_key, content_version, hashed
from filings.model import Alert, AlertKind, Brief

JsonObject = Mapping[str, Any]


class Message(Alert):
    """An alert, the first alert's key on the same channel (``thread``), and its sheet as plain JSON values.

    A first alert, and whatever follows nothing, has no thread of its own: its key is the thread of what follows.
    """

    thread: str | None = None
    content: dict[str, Any] | None = None

    def payload(self) -> dict[str, Any]:
        """The record that files and webhooks carry, with ``thread`` and ``subject`` beside interface.md's keys."""
        return {**super().payload(), "thread": self.thread or self.key, "subject": self.subject}

    def addressed(self, *, route: str, channel: str, thread: str | None = None) -> Self:
        """The same message with the key of one route and channel: what is queued, one row each."""
        key = alert_key(str(self.event["event_id"]), route, channel, self.key)
        return self.model_copy(update={"key": key, "thread": thread})


def message(composed: Composed, record: JsonObject, *, kind: AlertKind = "alert", late: bool = False) -> Message:
    """The message of a brief; ``record`` is the event record as the reader may see it (``list_context.told``).

    Its key stands for what it says, to nobody yet: ``addressed`` makes it the key of a route and channel.
    """
    return Message(
        key=content_version(record),
        kind=kind,
        subject=composed.subject,
        event=dict(record),
        brief=composed.brief,
        late=late,
        content=composed.sheet.model_dump(mode="json"),
    )


def of_sheet(sheet: Sheet, event: JsonObject, *, kind: AlertKind) -> Message:
    """A message that no single brief stands behind: a digest, a heartbeat, an alarm, a test, a retraction."""
    content = sheet.model_dump(mode="json")
    return Message(
        key=hashed([event, content])[:16],
        kind=kind,
        subject=sheet.subject.en,
        event=dict(event),
        brief=Brief(en=text(sheet, "en"), zh=text(sheet, "zh")),
        content=content,
    )


def sheet_of(alert: Alert) -> Sheet:
    """What an alert says, ready for every form; one that carries no sheet is shown as its text."""
    content = getattr(alert, "content", None)
    if content is not None:
        return Sheet.model_validate(content)
    heads, bodies = zip(*(told.partition("\n")[::2] for told in (alert.brief.en, alert.brief.zh)), strict=True)
    document = alert.event.get("document")
    url = document.get("url") if isinstance(document, dict) else None
    return Sheet(
        subject=Said.same(alert.subject),
        headline=Said(*heads),
        plain=Said(*(body.strip("\n") for body in bodies)),
        url=url if isinstance(url, str) else None,
        links=(url,) if isinstance(url, str) else (),
    )


def thread_of(alert: Alert) -> str:
    """The key that all messages of one story on one channel share: that of its first alert."""
    thread = getattr(alert, "thread", None)
    return thread if isinstance(thread, str) else alert.key
