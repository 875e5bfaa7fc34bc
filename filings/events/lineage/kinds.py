"""What a filing is to the one that it continues."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from filings.events.lineage.past import Past
from filings.events.lineage.titles import COMPLETES, CORRECTS
from filings.model import Act, Event, Record, Text, normalise
from filings.model.facts import Value

LinkKind = Literal["progress", "correction", "completion", "called_off", "supporting", "duplicate"]
WORDS: Mapping[LinkKind, str] = MappingProxyType(
    {
        "progress": "progress of", "correction": "a correction of", "completion": "the completion of",
        "called_off": "calls off", "supporting": "a paper on", "duplicate": "the same as",
    }
)  # fmt: skip


class Link(Record):
    """That a filing belongs to an earlier event: the event that the story began with, as what, and why.

    ``to`` is the event that was recognised; ``parent_event_id`` is the first of its story.
    """

    parent_event_id: str
    to: str
    kind: LinkKind
    explanation: str


def kind_of(event: Event, title: str, past: Past, *, same_file: bool) -> LinkKind:
    """What the event is to the earlier one."""
    if event.disposition == "link_only":
        return "supporting"
    if same_file or (normalise(title) == normalise(past.title) and says_the_same(event, past.event)):
        return "duplicate"
    if event.disposition == "called_off" and past.event.disposition != "called_off":
        return "called_off"
    if CORRECTS.search(normalise(title)):
        return "correction"
    return "completion" if _completes(event, title, past.event) else "progress"


def says_the_same(event: Event, earlier: Event) -> bool:
    """Whether two events state the same acts, items and figures."""
    return _told(event) == _told(earlier)


def _told(event: Event) -> tuple[object, ...]:
    legs = frozenset((leg.act, leg.object, leg.stage) for leg in event.legs)
    return event.disposition, legs, frozenset(_values(event)), frozenset(item.name for item in event.items)


def _values(event: Event) -> list[tuple[str, Value | str]]:
    """Named values; "not stated" is one value whatever was read to be sure of it."""
    return [(fact.name, fact.basis if fact.basis == "not_stated" else _plain(fact.value)) for fact in event.facts]


def _plain(value: Value) -> Value | str:
    return normalise(value.text) if isinstance(value, Text) else value


def _completes(event: Event, title: str, earlier: Event) -> bool:
    done, before = _completed(event), _completed(earlier)
    return bool(done - before) and COMPLETES.search(normalise(title)) is not None


def _completed(event: Event) -> set[Act]:
    return {leg.act for leg in event.legs if leg.stage == "completed"}
