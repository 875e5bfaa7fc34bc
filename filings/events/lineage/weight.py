"""An event as a part of its story: its parent, the rule that says so, and what that changes in its weight."""

from __future__ import annotations

from collections.abc import Sequence

from filings.events.lineage.kinds import WORDS, Link, LinkKind
from filings.events.lineage.news import news
from filings.model import Event, NotStated, Part, Rule

_OF = "_of"
_GUESSED = frozenset({"no_change", "correction"})
"""Parts that a filing has by its own words alone: beside its story they are known better."""
_HEAVY = 3
_TOP = 4


def joined(event: Event, link: Link, thread: Sequence[Event]) -> Event:
    """The event with its parent; ``thread`` are the earlier events of the story.

    Materiality (taxonomy, section 3): a call-off weighs 2 if what it calls off weighed 3 or more; progress that
    changes nothing weighs one less; a reason that the story gave needs no repetition.
    """
    part = _part(event, link, thread)
    settled = _GUESSED | ({"no_reason"} if _reasoned(thread) else set())
    kept = tuple(one for one in event.materiality_parts if one.part not in settled)
    parts = kept if part is None else (*kept, part)
    changed = {} if parts == event.materiality_parts else {"materiality_parts": parts, "materiality": _capped(parts)}
    return adopted(event, link).model_copy(update=changed)


def adopted(event: Event, link: Link) -> Event:
    """The event with its parent and the rule that says so; its weight, already told, stays."""
    rule = Rule(rule=f"{link.kind}{_OF}", why=link.explanation)
    return event.model_copy(update={"parent_event_id": link.parent_event_id, "rules": (*event.rules, rule)})


def kind_in(event: Event) -> LinkKind | None:
    """What the event is to its parent, by the rule that ``joined`` or ``adopted`` gave it."""
    if event.parent_event_id is None:
        return None
    return next((kind for kind in WORDS for rule in event.rules if rule.rule == f"{kind}{_OF}"), "progress")


def _reasoned(thread: Sequence[Event]) -> bool:
    reasons = [fact for one in thread if (fact := one.fact("reason")) is not None]
    return any(not isinstance(fact.value, NotStated) for fact in reasons)


def _part(event: Event, link: Link, thread: Sequence[Event]) -> Part | None:
    if link.kind == "called_off":
        heaviest = max((one.materiality for one in thread), default=0)
        why = f"what is called off weighed {heaviest}, at least {_HEAVY}"
        return Part(part="earlier_alert", points=1, why=why) if heaviest >= _HEAVY else None
    if link.kind == "supporting" or news(event, thread, link.kind):
        return None
    why = f"it changes neither status, price, counterparty nor date of {link.parent_event_id}"
    return Part(part="no_change", points=-1, why=why)


def _capped(parts: Sequence[Part]) -> int:
    return max(0, min(_TOP, sum(part.points for part in parts)))
