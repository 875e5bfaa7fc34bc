"""One filing in, one event out: read, decide, gather facts, weigh."""

from __future__ import annotations

from filings.events import DETECTOR
from filings.events.consequences import consequence_facts
from filings.events.deal import corrections, deal_facts
from filings.events.decide import decide
from filings.events.figures import figure_facts
from filings.events.items import items_of
from filings.events.materiality import weigh
from filings.events.notices import contract_facts, notice_facts, notice_parties
from filings.events.passages import Sentence
from filings.events.people import parties_of
from filings.events.reading import Reading, read
from filings.events.reason_codes import code_of
from filings.events.reasons import reason_facts
from filings.events.rosters import item_parties, local_governments, roster_parties
from filings.events.tables import find_totals
from filings.events.tables_headers import ItemKind
from filings.events.tables_sheets import sheet_facts
from filings.events.times import count_stated, time_facts
from filings.events.triage import triage
from filings.events.verdict import Verdict, span_of
from filings.model import Act, Announcement, Document, Event, Fact, Item, Party, Text
from filings.model.text import normalise

_MOST_PARTIES = 60
_WITH_FACTS = frozenset({"flag", "flag_low", "called_off", "review"})


def detect_event(announcement: Announcement, document: Document, *, facts_always: bool = False) -> Event:
    """The event of a filing; see ``filings.events.detect``."""
    reading = read(announcement, document, triage(announcement.title, name=announcement.name))
    verdict = decide(reading)
    acts: tuple[Act, ...] = tuple(dict.fromkeys(strand.act for strand in verdict.strands))
    facts, items, parties = _facts(reading, verdict, acts)
    stated = count_stated(reading, acts) if facts else None
    if facts_always:
        facts, parties = _with_notice(reading, facts, parties)
    materiality, parts = weigh(verdict, facts, parties, max(stated or 0, len(items)), reading)
    return Event(
        event_id=f"{announcement.source_id}-1",
        source=announcement.source,
        source_id=announcement.source_id,
        legs=tuple(strand.leg(reading) for strand in verdict.strands),
        disposition=verdict.disposition,
        rules=verdict.rules,
        trigger=None if verdict.trigger is None else reading.quotes(*span_of(verdict.trigger))[0],
        materiality=materiality,
        materiality_parts=parts,
        count_stated=stated,
        count_extracted=len(items) or None,
        facts=facts,
        items=items,
        parties=parties,
        detector=DETECTOR,
    )


def _facts(
    reading: Reading, verdict: Verdict, acts: tuple[Act, ...]
) -> tuple[tuple[Fact, ...], tuple[Item, ...], tuple[Party, ...]]:
    if verdict.disposition not in _WITH_FACTS:
        return (), (), ()
    told = _told(reading, verdict)
    facts = (
        *reason_facts(reading, verdict, told),
        *(contract_facts(reading) if "termination" in acts or "disposal" in acts else ()),
        *figure_facts(reading, acts),
        *time_facts(reading, acts),
        *consequence_facts(reading, acts),
        *deal_facts(reading, acts),
        *corrections(reading),
    )
    known = {fact.name for fact in facts}
    facts += tuple(fact for fact in _sheet(reading) if fact.name not in known)
    items = items_of(reading, verdict, told)
    facts = tuple(fact for fact in facts if not _of_one_item(fact, items))
    facts += _of_items(reading, acts, items, {fact.name for fact in facts})
    return facts, items, _everybody(reading, acts, items)


def _sheet(reading: Reading) -> tuple[Fact, ...]:
    """The figures of sheets, the first of each name."""
    found: dict[str, Fact] = {}
    for fact in sheet_facts(reading.document):
        found.setdefault(fact.name, fact)
    return tuple(found.values())


def _of_one_item(fact: Fact, items: tuple[Item, ...]) -> bool:
    """Whether an amount is that of one item of several, and not of the event."""
    amounts = [found.value for item in items if (found := item.fact("amount")) is not None]
    return len(items) > 1 and fact.name == "amount" and fact.value in amounts


def _of_items(reading: Reading, acts: tuple[Act, ...], items: tuple[Item, ...], known: set[str]) -> tuple[Fact, ...]:
    """What the items' table says of the whole: its total row, and a reason that only a cell gives."""
    kind: ItemKind = "project" if "termination" in acts else "asset"
    found = {fact.name: fact for fact in find_totals(reading.document, kind=kind)} if len(items) > 1 else {}
    reasons = (item.fact("reason") for item in items)
    reason = next((fact for fact in reasons if fact is not None and isinstance(fact.value, Text)), None)
    if reason is not None and isinstance(reason.value, Text):
        value = reason.value.model_copy(update={"code": code_of(normalise(reason.value.text))})
        found["reason"] = reason.model_copy(update={"value": value})
    return tuple(fact for name, fact in found.items() if name not in known)


def _everybody(reading: Reading, acts: tuple[Act, ...], items: tuple[Item, ...]) -> tuple[Party, ...]:
    """Parties of the prose, of rosters and of the items, each name once."""
    found: dict[str, Party] = {}
    for one in (
        *parties_of(reading, acts),
        *roster_parties(reading),
        *item_parties(items),
        *(local_governments(reading) if "termination" in acts else ()),
    ):
        known = found.get(one.name)
        if known is None:
            found[one.name] = one
        elif one.aliases and not known.aliases:
            found[one.name] = known.model_copy(update={"aliases": one.aliases, "quotes": one.quotes})
    return tuple(found.values())[:_MOST_PARTIES]


def _with_notice(
    reading: Reading, facts: tuple[Fact, ...], parties: tuple[Party, ...]
) -> tuple[tuple[Fact, ...], tuple[Party, ...]]:
    """The event's facts and parties with those of any notice that it lacks."""
    names, known = {fact.name for fact in facts}, {party.name for party in parties}
    return (
        facts + tuple(fact for fact in notice_facts(reading) if fact.name not in names),
        parties + tuple(party for party in notice_parties(reading) if party.name not in known),
    )


def _told(reading: Reading, verdict: Verdict) -> list[Sentence]:
    """The sentences of the main act."""
    mentions = verdict.strands[0].mentions if verdict.strands else ()
    starts = {one.sentence.start for one in mentions if one.told}
    return [one for one in reading.passages.all if one.start in starts]
