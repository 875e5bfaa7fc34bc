"""Whether a filing of a story has anything to tell, to whom, and how it follows what was told before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from filings.alerts import routes
from filings.alerts.brief.difference import difference
from filings.alerts.brief.inputs import Extras, FollowUp, FollowUpKind
from filings.alerts.config import RouteConfig
from filings.alerts.keys import content_version
from filings.alerts.routes import Pair
from filings.events.lineage import kind_in, news
from filings.model import AlertKind, Delivery, Event
from filings.store import lineage, outbox
from filings.store.database import Transaction

JsonObject = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """What was told of a story before a filing of it: the events, the (route, channel) pairs, the last record."""

    before: tuple[Event, ...] = ()
    itself: bool = False
    pairs: tuple[Pair, ...] = ()
    since: datetime | None = None
    last: JsonObject | None = None
    times: int = 0

    def version_of(self, version: str) -> str:
        """The version that an alert on this event is keyed by: what was told before and is true again is told again."""
        if not self.itself or self.last is None or content_version(self.last) == version:
            return version
        return f"{version}~{self.times}"


def told_of(tx: Transaction, event: Event) -> Told:
    """What was told of the event and of its story before it."""
    story = lineage.story(tx, event.event_id)
    own = next((one for one in story if one.event.event_id == event.event_id), None)
    others = [one for one in story if one is not own and one.event.disposition != "link_only"]
    before = [one.event for one in others if own is None or one.published <= own.published]
    itself = _heard(tx, event)
    earlier = [each for one in reversed(before) for each in _heard(tx, one)]
    counted = itself or earlier
    return Told(
        before=tuple(before),
        itself=bool(itself),
        pairs=tuple(dict.fromkeys((one.route, one.channel) for one in (*itself, *earlier))),
        since=lineage.told_at(tx, [str(one.alert.event["event_id"]) for one in counted]) if counted else None,
        last=counted[0].alert.event if counted else None,
        times=len(itself),
    )


def _heard(tx: Transaction, event: Event) -> list[Delivery]:
    """What was or will be sent on an event: a delivery that was given up told nobody anything."""
    return [one for one in outbox.all_of(tx, event_id=event.event_id) if one.state != "dead"]


def silence(event: Event, told: Told) -> str | None:
    """Why a filing of a story that was told is recorded without an alert; ``None`` where it has something to tell."""
    kind = kind_in(event)
    if kind is None or kind == "called_off" or told.itself or not told.pairs or news(event, told.before, kind):
        return None
    known = "status, price, counterparty and dates are as they were told"
    return f"recorded without alert: {kind.replace('_', ' ')} of {event.parent_event_id}; {known}"


def pairs_for(matched: list[Pair], told: Told, known: Mapping[str, RouteConfig]) -> list[Pair]:
    """Who hears it: those that were told the story, then those whose route takes it; each channel once."""
    chosen: dict[str, str] = {}
    for route, channel in (*routes.follow_ups(told.pairs, known), *matched):
        chosen.setdefault(channel, route)
    return [(route, channel) for channel, route in chosen.items()]


def kind_of(event: Event, told: Told) -> AlertKind:
    """The kind of the alert: a call-off, an update of something told, or a first alert."""
    if event.disposition == "called_off":
        return "called_off"
    return "update" if told.pairs else "alert"


def extras_of(event: Event, told: Told, record: JsonObject) -> Extras:
    """What the brief says of the alert that it follows: when it was sent, and what differs from it.

    A later filing repeats only some of what holds: what it leaves out has not changed.
    """
    if told.last is None:
        return Extras()
    changes = difference(told.last, record)
    if not told.itself:
        changes = tuple(change for change in changes if change.after is not None)
    return Extras(follow_up=FollowUp(kind=_follow_up(event), told=told.since, changes=changes))


def _follow_up(event: Event) -> FollowUpKind:
    if event.disposition == "called_off":
        return "called_off"
    return "correction" if kind_in(event) == "correction" else "update"
