"""The JSON records of interface.md: one function per record, keys always present."""

from __future__ import annotations

from typing import Any

from filings.model import (
    BEIJING,
    Announcement,
    Event,
    Fact,
    Finding,
    Hit,
    Item,
    Leg,
    NotStated,
    Part,
    Party,
    Quote,
    Triage,
    Value,
)
from filings.store.filings import Filing
from filings.store.progress import Failure

JsonObject = dict[str, Any]


def filing_record(filing: Filing, *, url: str, events: tuple[str, ...]) -> JsonObject:
    """The record of ``list``, ``show`` and ``search``."""
    announcement = filing.announcement
    return {
        "source": announcement.source,
        "source_id": announcement.source_id,
        "uuid": announcement.uuid,
        "code": announcement.code or None,
        "codes": [company.code for company in announcement.companies],
        "name": announcement.name or None,
        "title": announcement.title,
        "published": announcement.published.astimezone(BEIJING).isoformat(),
        "first_seen": announcement.first_seen.astimezone(BEIJING).isoformat(),
        "state": filing.state,
        "reason": filing.reason,
        "withdrawn": filing.withdrawn,
        "versions": filing.versions,
        "document": {
            "url": url,
            "kind": announcement.kind,
            "sha256": filing.sha256,
            "bytes": filing.bytes,
            "pages": filing.pages,
            "pages_without_text": filing.pages_without_text,
        },
        "events": list(events),
    }


def triage_record(triage: Triage, *, source_id: str | None, code: str | None, title: str) -> JsonObject:
    """The record of ``triage``; ``rule`` is added to interface.md's keys."""
    return {
        "id": source_id,
        "code": code,
        "title": title,
        "decision": triage.decision,
        "reason": triage.reason,
        "acts": list(triage.acts),
        "certainty": triage.certainty,
        "role": triage.role,
        "rule": triage.rule,
    }


class EventContext:
    """What an event record says beside the event: the filing and its document."""

    def __init__(
        self,
        announcement: Announcement,
        *,
        url: str | None,
        sha256: str,
        pages: int | None,
        pages_without_text: int | None,
    ) -> None:
        self.announcement = announcement
        self.url = url
        self.sha256 = sha256
        self.pages = pages
        self.pages_without_text = pages_without_text


def event_record(
    event: Event, finding: Finding | None, context: EventContext, *, retracted: str | None = None
) -> JsonObject:
    """The event record; an event that is not screened yet has ``null`` where the finding speaks."""
    announcement = context.announcement
    return {
        "event_id": event.event_id,
        "source": event.source,
        "source_id": event.source_id,
        "code": announcement.code or None,
        "name": announcement.name or None,
        "title": announcement.title,
        "published": announcement.published.astimezone(BEIJING).isoformat(),
        "first_seen": announcement.first_seen.astimezone(BEIJING).isoformat(),
        "document": {
            "url": context.url,
            "sha256": context.sha256,
            "pages": context.pages,
            "pages_without_text": context.pages_without_text,
        },
        **_what_happened(event),
        **_whom_it_concerns(finding),
        "parent_event_id": event.parent_event_id,
        "detector": event.detector,
        "retracted": retracted,
    }


def _what_happened(event: Event) -> JsonObject:
    return {
        "acts": list(event.acts),
        "legs": [_leg(leg) for leg in event.legs],
        "disposition": event.disposition,
        "materiality": event.materiality,
        "materiality_parts": [_part(part) for part in event.materiality_parts],
        "count_stated": event.count_stated,
        "count_extracted": event.count_extracted,
        "facts": [_fact(fact) for fact in event.facts],
        "items": [_item(item) for item in event.items],
        "parties": [_party(party) for party in event.parties],
        "not_stated": list(event.not_stated),
        "trigger": None if event.trigger is None else quote_record(event.trigger),
        "rules": [
            {"rule": rule.rule, "why": rule.why, "quotes": [quote_record(q) for q in rule.quotes]}
            for rule in event.rules
        ],
    }


def _whom_it_concerns(finding: Finding | None) -> JsonObject:
    if finding is None:
        keys = ("severity", "severity_sum", "severity_parts", "hits", "lists_checked", "screened_with")
        return dict.fromkeys(keys)
    return {
        "severity": finding.severity,
        "severity_sum": finding.severity_sum,
        "severity_parts": [_part(part) for part in finding.severity_parts],
        "hits": [_hit(hit) for hit in finding.hits],
        "lists_checked": [
            {
                "list": checked.list,
                "snapshot": None if checked.snapshot is None else checked.snapshot.model_dump(mode="json"),
                "state": checked.state,
            }
            for checked in finding.lists_checked
        ],
        "screened_with": finding.screened_with,
    }


def quote_record(quote: Quote) -> JsonObject:
    """A quote. Only quotes that were found at their place in the read document are ever stored."""
    return {
        "page": quote.page,
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "boxes": [list(box) for box in quote.boxes],
        "origin": quote.origin,
        "verified": True,
    }


def _fact(fact: Fact) -> JsonObject:
    return {
        "name": fact.name,
        "value": value_record(fact.value),
        "basis": fact.basis,
        "rule": fact.rule,
        "quotes": [quote_record(quote) for quote in fact.quotes],
    }


def value_record(value: Value) -> JsonObject:
    """A value with its type tag."""
    if isinstance(value, NotStated):
        return {"type": "not_stated", "pages_read": list(value.pages_read), "sections": list(value.sections)}
    return value.model_dump(mode="json")


def _item(item: Item) -> JsonObject:
    return {"kind": item.kind, "name": item.name, "facts": [_fact(fact) for fact in item.facts]}


def _party(party: Party) -> JsonObject:
    return {
        "role": party.role,
        "name": party.name,
        "aliases": list(party.aliases),
        "facts": [_fact(fact) for fact in party.facts],
        "quotes": [quote_record(quote) for quote in party.quotes],
    }


def _leg(leg: Leg) -> JsonObject:
    return {
        "act": leg.act,
        "object": leg.object,
        "mode": leg.mode,
        "stage": leg.stage,
        "quotes": [quote_record(quote) for quote in leg.quotes],
    }


def _part(part: Part) -> JsonObject:
    return {"part": part.part, "points": part.points, "why": part.why}


def _hit(hit: Hit) -> JsonObject:
    return {
        "list": hit.list,
        "entry": hit.entry,
        "because": hit.because,
        "asserted": hit.asserted,
        "party": hit.party,
        "explanation": hit.explanation,
        "quote": None if hit.quote is None else quote_record(hit.quote),
        "listed_on": None if hit.listed_on is None else hit.listed_on.isoformat(),
        "source": hit.source,
        "source_url": hit.source_url,
        "snapshot": hit.snapshot.model_dump(mode="json"),
    }


def failure_record(failure: Failure) -> JsonObject:
    """The record of ``failures``."""
    return {
        "source_id": failure.source_id,
        "title": failure.title,
        "step": failure.step,
        "error": f"{failure.error}: {failure.message}",
        "attempts": failure.attempts,
        "next_try": None if failure.next_try is None else failure.next_try.astimezone(BEIJING).isoformat(),
        "hint": failure.hint,
    }
