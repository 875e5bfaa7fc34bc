"""An earlier event of an issuer, as far as later filings can point to it."""

from __future__ import annotations

import re

from pydantic import AwareDatetime

from filings.events.values.companies import find_companies
from filings.events.values.titles import find_filing_numbers
from filings.model import Event, Fact, Item, Record, Text, normalise
from filings.model.facts import PartyRole

_HEAD = 600
"""The filing's own number stands among the first characters of its first page."""
_THINGS = frozenset({"project_name", "asset_name", "claim_name", "vehicle"})
_SIDES: frozenset[PartyRole] = frozenset({"counterparty", "transferee", "transferor", "debtor", "creditor"})
_OWN: frozenset[PartyRole] = frozenset({"project_company", "subsidiary"})
_CONTRACT = re.compile(
    r"(?:附生效条件的)?(?:股权|资产|产权|土地|债权|项目)?(?:转让|终止|合作|投资|收购|出售|补充|框架|和解|解除|特许经营)*(?:协议|合同)书?"
)
"""Contracts that are called so say nothing of which one."""
_DIGITS = re.compile(r"\d+")


class Past(Record):
    """One earlier filing's event.

    ``number`` is the filing's own number (公告编号) as printed in its head, ``sha256`` its file's hash, ``told``
    whether an alert on it was queued.
    """

    event: Event
    title: str
    published: AwareDatetime
    number: str | None = None
    sha256: str | None = None
    told: bool = False

    @property
    def event_id(self) -> str:
        """The id of its event."""
        return self.event.event_id

    @property
    def root(self) -> str:
        """The event that its story began with: its parent, or itself."""
        return self.event.parent_event_id or self.event.event_id


def own_number(first_page: str) -> str | None:
    """The number that a filing prints in its head (证券代码 … 公告编号：2024-087), folded."""
    found = find_filing_numbers(normalise(first_page[:_HEAD]))
    return found[0].value if found else None


def digits_of(number: str) -> tuple[str, ...]:
    """What two spellings of one filing number share: 2024-087, 临2024-087号 → ("2024", "87")."""
    return tuple(piece.lstrip("0") for piece in _DIGITS.findall(number))


def cited(event: Event) -> frozenset[tuple[str, ...]]:
    """The numbers of earlier filings that the event's filing names."""
    facts = (fact.value.text for fact in event.facts if fact.name == "prior_filing" and isinstance(fact.value, Text))
    return frozenset(map(digits_of, facts))


def things(event: Event, matter: str) -> frozenset[str]:
    """The projects, assets and companies that the event and the matter of its title are about, folded."""
    named = {normalise(item.name) for item in event.items}
    named |= {text for fact in _facts(event) if fact.name in _THINGS and (text := _text(fact))}
    named |= {normalise(party.name) for party in event.parties if party.role in _OWN}
    contracts = {_text(fact) for fact in _facts(event) if fact.name == "contract_name"}
    named |= {name for name in contracts if name and not _CONTRACT.fullmatch(name)}
    named |= {found.value for found in find_companies(matter)} - _issuers(event)
    return frozenset(name for name in named if len(name) > 3)


def sides(event: Event) -> frozenset[str]:
    """Who stands on the other side, folded."""
    named = {normalise(party.name) for party in event.parties if party.role in _SIDES} - _issuers(event)
    named |= {text for fact in _facts(event) if fact.name == "counterparty" and (text := _text(fact))}
    return frozenset(name for name in named if len(name) > 2)


def share(one: frozenset[str], other: frozenset[str]) -> str | None:
    """A name of the one that the other holds too, in full or as a part (甲县人民政府 of 乙省甲县人民政府)."""
    return next((name for name in sorted(one) for known in other if name in known or known in name), None)


def _issuers(event: Event) -> set[str]:
    return {normalise(party.name) for party in event.parties if party.role == "issuer"}


def _facts(event: Event) -> tuple[Fact, ...]:
    items: tuple[Item, ...] = event.items
    return (*event.facts, *(fact for item in items for fact in item.facts))


def _text(fact: Fact) -> str:
    return normalise(fact.value.text) if isinstance(fact.value, Text) else ""
