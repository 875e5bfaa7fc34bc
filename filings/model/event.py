"""What happened: the event of a filing, before anybody's watch list is looked at."""

from __future__ import annotations

from typing import Literal

from filings.model.document import Quote
from filings.model.facts import Fact, Item, Party
from filings.model.record import Record

Act = Literal["termination", "disposal", "liquidation", "debt", "writeoff"]
EventObject = Literal[
    "gov_project", "concession", "major_contract", "investment_project", "fundraising_project", "framework",
    "business_exit", "fund_or_jv", "subsidiary_equity", "minority_equity", "real_estate", "equipment", "claims",
    "ip", "business_bundle", "fund_units", "listed_shares", "asset_swap", "judicial_auction", "land_resumption",
    "intragroup", "free_transfer", "group_entity", "scrap", "impairment", "restructuring", "waiver", "set_off",
    "settlement", "debt_transfer", "collection", "guarantee_left", "assets", "own_securities", "other",
]  # fmt: skip
Mode = Literal[
    "agreed", "unilateral_by_us", "unilateral_by_counterparty", "government_ordered", "court_or_arbitration",
    "condition_triggered", "expiry", "suspended", "disputed",
]  # fmt: skip
Stage = Literal[
    "planned", "board", "shareholders", "approval", "signed", "effective", "in_progress", "completed",
    "listed", "relisted", "listing_failed", "disputed", "called_off", "corrected", "lapsed",
]  # fmt: skip
Disposition = Literal["flag", "flag_low", "called_off", "info", "link_only", "review", "no_flag"]
FLAGGED: tuple[Disposition, ...] = ("flag", "flag_low", "called_off", "review")


class Part(Record):
    """One summand of a score, with its reason for people."""

    part: str
    points: int
    why: str


class Leg(Record):
    """One act of several in a filing (a termination, the disposal that follows, the debts)."""

    act: Act
    object: EventObject
    mode: Mode | None = None
    stage: Stage | None = None
    quotes: tuple[Quote, ...] = ()


class Rule(Record):
    """A rule that decided, and why, in one sentence; ``quotes`` where it read the body."""

    rule: str
    why: str
    quotes: tuple[Quote, ...] = ()


class Event(Record):
    """What one filing says happened. It knows no watch list.

    ``event_id`` is ``<source_id>-<n>``; ``materiality`` 0 to 4 is the capped sum of its parts.
    A filing without event is an Event with disposition ``no_flag`` and the rule that says why.
    """

    event_id: str
    source: str
    source_id: str
    legs: tuple[Leg, ...] = ()
    disposition: Disposition
    rules: tuple[Rule, ...] = ()
    trigger: Quote | None = None
    materiality: int = 0
    materiality_parts: tuple[Part, ...] = ()
    count_stated: int | None = None
    count_extracted: int | None = None
    facts: tuple[Fact, ...] = ()
    items: tuple[Item, ...] = ()
    parties: tuple[Party, ...] = ()
    parent_event_id: str | None = None
    detector: str

    @property
    def acts(self) -> tuple[Act, ...]:
        """The acts of the legs, each once, in order."""
        return tuple(dict.fromkeys(leg.act for leg in self.legs))

    @property
    def not_stated(self) -> tuple[str, ...]:
        """Names of the facts that the filing, read in full, does not give."""
        return tuple(fact.name for fact in self.facts if fact.basis == "not_stated")

    def fact(self, name: str) -> Fact | None:
        """The first fact of that name."""
        return next((fact for fact in self.facts if fact.name == name), None)

    def quotes(self) -> tuple[Quote, ...]:
        """Every quote that anything in this event rests on."""
        facts = [*self.facts]
        for item in self.items:
            facts += item.facts
        for party in self.parties:
            facts += party.facts
        quotes = [quote for fact in facts for quote in fact.quotes]
        quotes += [q for party in self.parties for q in party.quotes]
        quotes += [q for leg in self.legs for q in leg.quotes]
        quotes += [q for rule in self.rules for q in rule.quotes]
        return tuple([self.trigger, *quotes] if self.trigger is not None else quotes)
