"""An event without what its quotes do not carry: nothing unproven is ever stored as a fact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from filings.events.recompute.fault import Fault
from filings.model import Event, Fact, Rule

RULE = "unproven_fact"
"""The rule that says in an event what was left out of it."""


def without_unproven(event: Event, faults: Sequence[Fault]) -> Event:
    """The event without the facts, items and parties at fault, and a rule that names them; legs stay.

    Where a derivation fails the event itself is still right: it was decided by its words, not by that value.
    """
    if not faults:
        return event
    items = tuple(
        item.model_copy(update={"facts": _kept(item.facts, faults, f"item {number}")})
        for number, item in enumerate(event.items, start=1)
        if not _at_fault(faults, f"item {number}")
    )
    parties = tuple(
        party.model_copy(update={"facts": _kept(party.facts, faults, f"party {number}")})
        for number, party in enumerate(event.parties, start=1)
        if not _at_fault(faults, f"party {number}")
    )
    return event.model_copy(
        update={
            "facts": _kept(event.facts, faults, "fact"),
            "items": items,
            "parties": parties,
            "count_extracted": len(items) or None,
            "rules": (*event.rules, Rule(rule=RULE, why=_why(faults))),
        }
    )


def _kept(facts: Sequence[Fact], faults: Iterable[Fault], where: str) -> tuple[Fact, ...]:
    wrong = {fault.number for fault in faults if fault.where == where}
    return tuple(fact for number, fact in enumerate(facts, start=1) if number not in wrong)


def _at_fault(faults: Iterable[Fault], where: str) -> bool:
    return any(fault.where == where and fault.number == 0 for fault in faults)


def _why(faults: Sequence[Fault]) -> str:
    told = "; ".join(f"{fault.name} ({fault.where}): {fault.why}" for fault in faults[:4])
    more = f"; and {len(faults) - 4} more" if len(faults) > 4 else ""
    return f"left out, because its quotes do not carry it: {told}{more}"
