"""Alerts and their deliveries."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime

from filings.model.record import Record

AlertKind = Literal["alert", "update", "called_off", "retracted", "heartbeat"]


class Brief(Record):
    """The message in both languages, as plain text; the first line is the headline."""

    en: str
    zh: str


class Alert(Record):
    """What is told to somebody: ``key`` is the same for every attempt.

    ``event`` is the event record of interface.md as plain JSON values, frozen at the moment of writing.
    ``raised_by`` names the change of the lists that raised it, where no filing did.
    """

    schema_version: int = 1
    key: str
    kind: AlertKind
    subject: str
    event: dict[str, Any]
    brief: Brief
    late: bool = False
    raised_by: str | None = None

    def payload(self) -> dict[str, Any]:
        """The record that files and webhooks carry."""
        return {
            "schema": self.schema_version,
            "key": self.key,
            "kind": self.kind,
            "event": self.event,
            "brief": self.brief.model_dump(),
            "late": self.late,
            "raised_by": self.raised_by,
        }


class Delivery(Record):
    """One alert to one channel."""

    key: str
    route: str
    channel: str
    state: Literal["pending", "sending", "sent", "dead"]
    attempts: int = 0
    next_try: AwareDatetime | None = None
    answer: str | None = None
    alert: Alert
