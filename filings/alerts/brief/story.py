"""What the filing says: legs, parties, items and facts, each with its quotes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby
from types import MappingProxyType

from filings.alerts.brief.composed import Statement, statement
from filings.alerts.brief.context import CONTACT
from filings.alerts.brief.deeds import count_of, leg_said
from filings.alerts.brief.glossary import ROLES, term
from filings.alerts.brief.inputs import Frame
from filings.alerts.brief.labels import label, rank
from filings.alerts.brief.names import named
from filings.alerts.brief.said import Said, joined, plain
from filings.alerts.brief.values import told, value_of
from filings.model import Announcement, Event, Fact, Finding, Item, NotStated, Party, Quote, Text, normalise

ITEMS = 40
"""Items told one by one; the record holds all."""

_DISPOSITIONS: Mapping[str, Said] = MappingProxyType(
    {
        "flag_low": Said("Recorded with low priority.", "低优先级记录。"),
        "called_off": Said(
            "Called off: what was announced does not take place. This closes any earlier alert on it.",
            "已取消：此前公告的事项不再进行，本提示关闭此前的相关提醒。",
        ),
        "info": Said("A neighbouring matter, recorded for information.", "相邻事项，仅供参考。"),
        "link_only": Said("A paper on an earlier filing; it stands with that one.", "关联前次公告的文件，归入该公告。"),
        "review": Said("The filing leaves the direction open: a person should read it.", "公告方向不明，需人工复核。"),
        "no_flag": Said("No event flagged.", "未标记事件。"),
    }
)
_BESIDE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"reason": ("reason_grade",), "appraisal_value": ("appraisal_date", "appraisal_method"), "status": ("status_date",)}
)
"""Facts told in the statement of another one."""
_OWNERS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "counterparty": frozenset({"counterparty", "transferee", "transferor", "authority", "debtor", "creditor"}),
        "vehicle": frozenset({"project_company", "subsidiary"}),
    }
)
"""Roles under which a party already says what a fact of that name says."""
_EVERYBODY = frozenset({"公司", "本公司", "上市公司"})
"""How every filing calls its issuer: no alias worth telling."""
_BOTH = Said("; ", "；")


def what(finding: Finding) -> Iterator[Statement]:
    """What happens: a statement per leg, and what kind of notice this is."""
    event = finding.event
    for place, leg in enumerate(event.legs):
        first = place == 0
        quotes = leg.quotes or ((event.trigger,) if first and event.trigger is not None else ())
        said = leg_said(leg, count_of(event) if first else None)
        whole = Said(f"{said.en[:1].upper()}{said.en[1:]}.", f"{said.zh}。")
        yield statement(Said("What", "事项") if first else Said("Also", "另有"), [whole], quotes)
    kind = _DISPOSITIONS.get(event.disposition)
    if kind is not None:
        trigger = () if event.legs or event.trigger is None else (event.trigger,)
        yield statement(Said("Kind of notice", "提示类型"), [kind], trigger)


def issuer(announcement: Announcement, event: Event, frame: Frame) -> Iterator[Statement]:
    """The listed companies of the filing, and the names by which it calls them."""
    found = [party for party in event.parties if party.role == "issuer"]
    lines = []
    for company in announcement.companies:
        ticker, name = plain(company.ticker, 12), named(company.name, frame, 40)
        lines.append(Said(f"{ticker} {name.en}".strip(), f"{ticker} {name.zh}".strip()))
    lines = [line for line in lines if line.en] + [_party(party, frame) for party in found]
    if lines:
        yield statement(ROLES["issuer"], lines, chain.from_iterable(party.quotes for party in found))


def parties(event: Event, frame: Frame) -> Iterator[Statement]:
    """Everybody else, role by role."""
    others = [party for party in event.parties if party.role != "issuer"]
    ordered = sorted(others, key=lambda party: list(ROLES).index(party.role))
    for role, members in groupby(ordered, key=lambda party: party.role):
        group = list(members)
        quotes = chain.from_iterable((*party.quotes, *quotes_of(party.facts)) for party in group)
        yield statement(ROLES[role], [_party(party, frame) for party in group], quotes)


def _party(party: Party, frame: Frame) -> Said:
    name = named(party.name, frame)
    aliases = "、".join(plain(alias, 30) for alias in party.aliases[:4] if alias not in _EVERYBODY)
    said = Said(
        f"{name.en}{f', in the filing: {aliases}' if aliases else ''}",
        f"{name.zh}{f'（简称：{aliases}）' if aliases else ''}",
    )
    facts = _row(party.facts, frame)
    return joined([said, facts], *_BOTH) if facts.en else said


def projects(event: Event, frame: Frame) -> Iterator[Statement]:
    """How many, as the filing counts and as we found them, and whether the two agree."""
    counted = [fact for fact in event.facts if fact.name == "project_count"]
    if event.count_stated is None and not counted:
        return
    stated, found = event.count_stated, event.count_extracted
    lines = [value_of(fact, frame) for fact in counted] if stated is None else [_stated(stated)]
    if found is not None:
        each = Said(f"{found} listed one by one", f"逐项列明：{found}")
        lines.append(each if found else Said("none listed one by one", "未逐项列明"))
    if stated is not None and found and found != stated:
        lines.append(Said("the two numbers differ", "两者不一致"))
    yield statement(Said("Number", "数量"), [joined(lines, "; ", "；")], quotes_of(counted))


def _stated(count: int) -> Said:
    return Said(f"{count} stated in the filing", f"公告所述数量：{count}")


def items(event: Event, frame: Frame) -> Iterator[Statement]:
    """Each project, asset or claim as a line with its facts."""
    for number, item in enumerate(event.items[:ITEMS], start=1):
        kind = term(item.kind)
        tag = Said(f"{kind.en} {number}", f"{kind.zh}{number}")
        yield statement(tag, _item(item, frame), quotes_of(item.facts))
    more = len(event.items) - ITEMS
    if more > 0:
        yield statement(Said("More", "其他"), [Said(f"{more} more stand in the record.", f"另有{more}项见记录。")])


def _item(item: Item, frame: Frame) -> list[Said]:
    name = named(item.name, frame, 120)
    row = _row(own_facts(item), frame)
    return [name, row] if row.en else [name]


def own_facts(item: Item) -> tuple[Fact, ...]:
    """The item's facts but those that repeat its name."""
    return tuple(fact for fact in item.facts if not _repeats(fact, item.name))


def _repeats(fact: Fact, name: str) -> bool:
    return isinstance(fact.value, Text) and normalise(fact.value.text) == normalise(name)


def _row(facts: Sequence[Fact], frame: Frame) -> Said:
    """Facts in a line: ``Amount: RMB 5 million (人民币500万元) · Status: ended early``."""
    ordered = sorted(facts, key=lambda fact: rank(fact.name))
    return joined((_with_label(fact, cell_of(fact, frame)) for fact in ordered), " · ", " · ")


def cell_of(fact: Fact, frame: Frame) -> Said:
    """The value as it stands in a row."""
    return Said("not stated", "未说明") if isinstance(fact.value, NotStated) else value_of(fact, frame)


def facts(event: Event, frame: Frame) -> Iterator[Statement]:
    """Every other fact of the event, each name once, in the order of ``labels.FACTS``."""
    elsewhere = {"project_count", CONTACT} | {name for lead in _BESIDE if event.fact(lead) for name in _BESIDE[lead]}
    rest = [fact for fact in event.facts if fact.name not in elsewhere and not _owned(fact, event)]
    ordered = sorted(rest, key=lambda fact: (rank(fact.name), fact.name))
    for name, members in groupby(ordered, key=lambda fact: fact.name):
        group = list(members)
        beside = [] if isinstance(group[0].value, NotStated) else _beside(event, name)
        lines = list(dict.fromkeys(told(fact, frame) for fact in group))
        lines += [_with_label(fact, value_of(fact, frame)) for fact in beside]
        yield statement(label(name), lines, quotes_of([*group, *beside]))


def _beside(event: Event, lead: str) -> list[Fact]:
    return [fact for fact in event.facts if fact.name in _BESIDE.get(lead, ())]


def _with_label(fact: Fact, value: Said) -> Said:
    said = label(fact.name)
    return Said(f"{said.en}: {value.en}", f"{said.zh}：{value.zh}")


def _owned(fact: Fact, event: Event) -> bool:
    """Whether a party of the event already says it."""
    roles = _OWNERS.get(fact.name, frozenset())
    names = {normalise(party.name) for party in event.parties if party.role in roles}
    return isinstance(fact.value, Text) and normalise(fact.value.text) in names


def quotes_of(facts: Sequence[Fact]) -> Iterator[Quote]:
    """The quotes of several facts in a row."""
    return chain.from_iterable(fact.quotes for fact in facts)
