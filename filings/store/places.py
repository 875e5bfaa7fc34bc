"""The places of events: the regions that a filing names, and those of region lists that it touches."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from filings.model import Event, Finding, Text, in_one_line
from filings.store import dialects, schema
from filings.store.grams import fold_words


def of_event(event: Event, finding: Finding | None) -> set[str]:
    """Every name of a place of an event: its region facts and codes, and its hits on region lists."""
    facts = [*event.facts, *(fact for item in event.items for fact in item.facts)]
    regions = [fact.value for fact in facts if fact.name == "region" and isinstance(fact.value, Text)]
    named = {name for region in regions for name in (region.text, region.code) if name}
    for hit in finding.hits if finding is not None else ():
        if hit.because == "place":
            named |= {hit.entry, hit.party, hit.list}
    return {in_one_line(name) for name in named if fold_words(name)}


def save(tx: Connection, event_id: str, names: set[str]) -> None:
    """Remember the places of an event, and no others."""
    table = schema.event_places
    tx.execute(delete(table).where(table.c.event_id == event_id))
    if names:
        tx.execute(insert(table), [{"event_id": event_id, "place_id": _id_of(tx, name)} for name in sorted(names)])


def named(tx: Connection, region: str) -> tuple[int, ...]:
    """The places whose name holds a word, such as 新疆 or Xinjiang (there are few names, whatever the filings)."""
    table = schema.places
    wanted = fold_words(region)
    return tuple(row.id for row in tx.execute(select(table.c.id, table.c.folded)) if wanted in row.folded)


def ids_of(tx: Connection, event_ids: list[str]) -> set[int]:
    """The places of some events."""
    table = schema.event_places
    return set(tx.scalars(select(table.c.place_id).where(table.c.event_id.in_(event_ids))))


def _id_of(tx: Connection, name: str) -> int:
    table = schema.places
    found: int | None = tx.scalars(select(table.c.id).where(table.c.name == name)).first()
    if found is not None:
        return found
    row = dialects.of(tx).upsert(table).values(name=name, folded=fold_words(name))
    key: int = tx.scalars(row.returning(table.c.id)).one()
    return key
