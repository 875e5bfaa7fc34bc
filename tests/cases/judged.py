"""A judgement in a form that a person can read and compare: what ``expected.json`` holds."""

from __future__ import annotations

from typing import Any

from filings.archive.records import value_record
from filings.cli.pages import value as in_words
from filings.model import Fact, Finding, Hit, Leg, Part, Quote


def judged(finding: Finding) -> dict[str, Any]:
    """Disposition, legs, facts with their quotes, items, parties, hits and scores, each as one line of text."""
    event = finding.event
    return {
        "disposition": event.disposition,
        "rules": [f"{rule.rule}: {rule.why}" for rule in event.rules],
        "legs": [_leg(leg) for leg in event.legs],
        "count": f"stated {event.count_stated}, extracted {event.count_extracted}",
        "facts": [_fact(fact) for fact in event.facts],
        "items": {item.name: [_fact(fact) for fact in item.facts] for item in event.items},
        "parties": [
            f"{party.role} {party.name}" + "".join(f" = {alias}" for alias in party.aliases) for party in event.parties
        ],
        "hits": [_hit(hit) for hit in finding.hits],
        "lists": [f"{checked.list} {checked.state}" for checked in finding.lists_checked],
        "materiality": f"{event.materiality}: {_sum(event.materiality_parts)}",
        "severity": f"{finding.severity} of {finding.severity_sum}: {_sum(finding.severity_parts)}",
    }


def _leg(leg: Leg) -> str:
    head = " ".join(part for part in (leg.act, leg.object, leg.mode, leg.stage) if part)
    return head + _quoted(leg.quotes)


def _fact(fact: Fact) -> str:
    rule = f" by {fact.rule}" if fact.rule else ""
    return f"{fact.name} = {in_words(value_record(fact.value))}{rule}{_quoted(fact.quotes)}"


def _quoted(quotes: tuple[Quote, ...]) -> str:
    return "".join(f" [{quote.page}] “{''.join(quote.text.split())}”" for quote in quotes)


def _hit(hit: Hit) -> str:
    asserted = "" if hit.asserted else " (unconfirmed)"
    return f"{hit.list}: {hit.entry} because {hit.because}{asserted}, {hit.party}, listed {hit.listed_on}"


def _sum(parts: tuple[Part, ...]) -> str:
    return " ".join(f"{part.points:+d} {part.part}" for part in parts)
