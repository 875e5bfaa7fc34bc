"""Whom and what an event names: parties to be matched, and texts that may name a place. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from filings.model import Announcement, Event, Fact, Item, Party, Quote, Text, normalise
from filings.model.facts import PartyRole
from filings.watchlists import names
from filings.watchlists.issuers import IssuerIndex

_TERMS = (
    "公司,本公司,我公司,母公司,子公司,控股子公司,全资子公司,项目公司,目标公司,标的公司,上市公司,甲方,乙方,丙方,丁方,"
    "双方,各方,交易对方,转让方,受让方,出让方,买方,卖方,采购人,业主,业主方,政府方,社会资本方,债权人,债务人,担保人,保证人,"
    "发包人,承包人,委托人,受托人,投资方,合作方,出租方,承租方,贷款人,借款人,原告,被告,申请人,被申请人,"
    "发行人,委托方,受托方,供应商,客户,the company,company"
)
_NOBODY = frozenset(map(names.key, _TERMS.split(",")))
"""Defined terms that stand for anybody."""
_OWN: frozenset[PartyRole] = frozenset({"subsidiary", "project_company"})
_SILENT_ON_PLACE: frozenset[PartyRole] = frozenset({"issuer", "court"})
"""A court's seat and the issuer's home say nothing about where the project is."""
_COMPANY_FACTS = {"vehicle": True, "counterparty": False, "transferee": False, "transferor": False}
"""Facts that name a company; whether it is the issuer's own."""
_PLACE_FACTS = ("region", "counterparty", "vehicle", "project_name", "asset_name", "contract_name")


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody to be matched. ``own``: of the issuer's group; ``quotes`` print the name."""

    name: str
    role: str
    others: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    quotes: tuple[Quote, ...] = ()
    own: bool = False

    @property
    def quote(self) -> Quote | None:
        """The quote that prints the name, or the first."""
        wanted = names.key(self.name)
        printed = (quote for quote in self.quotes if wanted in names.key(quote.text))
        return next(printed, self.quotes[0] if self.quotes else None)


@dataclass(frozen=True, slots=True)
class Where:
    """A folded text that may name a place, what it is, and the quote that carries it."""

    text: str
    what: str
    printed: str
    quote: Quote | None
    code: str | None = None
    is_name: bool = False


def subjects(event: Event, announcement: Announcement, known: IssuerIndex) -> list[Subject]:
    """The issuer with all names that are known of it first, then parties, then companies that only facts name."""
    found: dict[str, Subject] = {}
    for one in chain(_issuers(event, announcement, known), _parties(event), _from_facts(event)):
        found.setdefault(names.key(one.name), one)
    return list(found.values())


def _issuers(event: Event, announcement: Announcement, known: IssuerIndex) -> Iterator[Subject]:
    parties = [party for party in event.parties if party.role == "issuer"]
    others = tuple(chain.from_iterable((party.name, *party.aliases) for party in parties))
    quotes = tuple(chain.from_iterable(party.quotes for party in parties))
    for number, company in enumerate(announcement.companies):
        said = _proper(others) if number == 0 else ()
        name = company.name or (parties[0].name if parties else company.ticker)
        said += tuple(other for other in known.names_of(company.code) if other != name and other not in said)
        yield Subject(name, "issuer", said, (("ticker", company.code),), quotes if number == 0 else ())
    if not announcement.companies:
        for party in parties:
            yield Subject(party.name, "issuer", _proper(party.aliases), (), party.quotes)


def _parties(event: Event) -> Iterator[Subject]:
    for party in event.parties:
        if party.role != "issuer" and _proper((party.name,)):
            codes = tuple(("credit_code", text) for text in _texts(party.facts, "credit_code"))
            others = _proper(party.aliases)
            yield Subject(party.name, party.role, others, codes, _quotes(party), own=party.role in _OWN)


def _quotes(party: Party) -> tuple[Quote, ...]:
    return party.quotes or tuple(chain.from_iterable(fact.quotes for fact in party.facts))


def _from_facts(event: Event) -> Iterator[Subject]:
    for fact in _facts(event):
        if fact.name in _COMPANY_FACTS and isinstance(fact.value, Text) and _proper((fact.value.text,)):
            yield Subject(fact.value.text, fact.name, quotes=fact.quotes, own=_COMPANY_FACTS[fact.name])


def _proper(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in said if names.key(name) and names.key(name) not in _NOBODY)


def _facts(event: Event) -> Iterator[Fact]:
    yield from event.facts
    for item in event.items:
        yield from item.facts


def _texts(facts: Iterable[Fact], name: str) -> Iterator[str]:
    for fact in facts:
        if fact.name == name and isinstance(fact.value, Text):
            yield normalise(fact.value.text).upper()


def places(event: Event, announcement: Announcement) -> list[Where]:
    """The texts that may name a place, the plainest first: regions, counterparties, companies, projects, trigger."""
    issuer = _issuer_names(event, announcement)
    found = [where for name in _PLACE_FACTS for where in _of_facts(event, name)]
    nearest = sorted(event.parties, key=lambda party: party.role in _OWN)
    found += [where for party in nearest if (where := _of_party(party)) is not None]
    found += [where for item in event.items if (where := _of_item(item)) is not None]
    if event.trigger is not None:
        found.append(Where(normalise(event.trigger.text), "sentence", event.trigger.text, event.trigger))
    kept = [where for where in found if not (where.is_name and names.key(where.text) in issuer)]
    return [_without(where, issuer) for where in kept]


def _of_facts(event: Event, name: str) -> Iterator[Where]:
    facts = [*_facts(event), *chain.from_iterable(party.facts for party in event.parties if party.role != "issuer")]
    for fact in facts:
        if fact.name == name and isinstance(fact.value, Text):
            text, code = fact.value.text, fact.value.code
            quote = fact.quotes[0] if fact.quotes else None
            yield Where(normalise(text), name, text, quote, code, is_name=name in _COMPANY_FACTS)


def _of_party(party: Party) -> Where | None:
    if party.role in _SILENT_ON_PLACE:
        return None
    quotes = _quotes(party)
    return Where(normalise(party.name), party.role, party.name, quotes[0] if quotes else None, is_name=True)


def _of_item(item: Item) -> Where | None:
    quotes = next((fact.quotes for fact in item.facts if fact.quotes), ())
    return Where(normalise(item.name), item.kind, item.name, quotes[0] if quotes else None)


def _issuer_names(event: Event, announcement: Announcement) -> frozenset[str]:
    said = [company.name for company in announcement.companies]
    for party in event.parties:
        if party.role == "issuer":
            said += [party.name, *party.aliases]
    return frozenset(names.key(name) for name in _proper(said))


def _without(where: Where, issuer: frozenset[str]) -> Where:
    """The text with the issuer's names struck out: a company called 新疆… need not act there."""
    text = where.text
    for name in sorted(issuer, key=len, reverse=True):
        text = text.replace(name, "□" * len(name))
    return where if text == where.text else Where(text, where.what, where.printed, where.quote, where.code)
