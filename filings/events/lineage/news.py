"""What a later filing of a story tells that its readers were not told yet (taxonomy, section 7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from filings.events.lineage.kinds import LinkKind
from filings.events.lineage.past import share, sides
from filings.model import Act, Day, Event, Fact, Money, Number, Period, Share, Stage, Text, Value, normalise

News = Literal["status", "price", "counterparty", "date", "figure"]

_ORDER: tuple[Stage, ...] = (
    "planned", "approval", "board", "shareholders", "listed", "relisted", "signed", "in_progress", "effective",
    "completed",
)  # fmt: skip
_TURNS: frozenset[Stage] = frozenset({"disputed", "called_off", "listing_failed", "relisted", "lapsed"})
"""Stages that are news whenever they come."""
_PRICES = frozenset({"price", "floor_price", "amount", "compensation", "refund", "buyback_price"})
_DATES = frozenset({"effective_date", "delivery_date", "status_date"})
_FIGURES = (Money, Share, Day, Number, Period)


def news(event: Event, thread: Sequence[Event], kind: LinkKind) -> tuple[News, ...]:
    """What of status, price, counterparty and date (in a correction, of any figure) the thread did not have yet.

    ``thread`` are the earlier events of the story. Only what the filing states can be news: what it leaves out
    still holds.
    """
    if kind in {"duplicate", "supporting"}:
        return ()
    found: dict[News, bool] = {
        "status": _turned(event, thread) or _items_turned(event, thread),
        "price": _new_values(event, thread, _PRICES),
        "counterparty": _new_sides(event, thread),
        "date": _new_values(event, thread, _DATES),
        "figure": kind == "correction" and _new_figures(event, thread),
    }
    return tuple(name for name, is_new in found.items() if is_new)


def _turned(event: Event, thread: Sequence[Event]) -> bool:
    """Whether a leg went on, an act came that the story did not have, or the story took a turn."""
    if event.disposition == "called_off":
        return all(earlier.disposition != "called_off" for earlier in thread)
    known = _stages(thread)
    return any(leg.act not in known or _further(leg.stage, known[leg.act]) for leg in event.legs)


def _stages(events: Iterable[Event]) -> dict[Act, set[Stage]]:
    found: dict[Act, set[Stage]] = {}
    for leg in (leg for event in events for leg in event.legs):
        found.setdefault(leg.act, set()).update(() if leg.stage is None else (leg.stage,))
    return found


def _further(stage: Stage | None, known: set[Stage]) -> bool:
    if stage is None or stage in known:
        return False
    if stage in _TURNS:
        return True
    reached = max((_ORDER.index(one) for one in known if one in _ORDER), default=-1)
    return stage in _ORDER and _ORDER.index(stage) > reached


def _items_turned(event: Event, thread: Sequence[Event]) -> bool:
    before = {(name, value) for one in thread for name, value in _statuses(one)}
    named = {name for name, _ in before}
    return any((name, code) not in before for name, code in _statuses(event) if name in named)


def _statuses(event: Event) -> Iterator[tuple[str, str | None]]:
    for item in event.items:
        fact = item.fact("status")
        if fact is not None and isinstance(fact.value, Text):
            yield normalise(item.name), fact.value.code


def _new_sides(event: Event, thread: Sequence[Event]) -> bool:
    known = frozenset(name for one in thread for name in sides(one))
    return bool(known) and any(share(frozenset({name}), known) is None for name in sides(event))


def _new_values(event: Event, thread: Sequence[Event], names: frozenset[str]) -> bool:
    known = {(name, _size(value)) for one in thread for name, value in _valued(one)}
    return any((name, _size(value)) not in known for name, value in _valued(event) if name in names)


def _new_figures(event: Event, thread: Sequence[Event]) -> bool:
    """A figure under a name that the story has with another value."""
    known = {(name, _size(value)) for one in thread for name, value in _valued(one)}
    named = {name for name, _ in known}
    return any(name in named and (name, _size(value)) not in known for name, value in _valued(event))


def _valued(event: Event) -> Iterator[tuple[str, Value]]:
    """Figures by name; those of items with the item's name, or alone where the story knows them from the event."""
    facts: list[Fact] = [*event.facts, *(fact for item in event.items for fact in item.facts)]
    return ((fact.name, fact.value) for fact in facts if isinstance(fact.value, _FIGURES))


def _size(value: Value) -> object:
    """A figure without what only its wording adds (a bound, the tax)."""
    return (value.amount, value.amount_max, value.currency) if isinstance(value, Money) else value
