"""What stands beside the filing: others like it, and what to look at next. It never says what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from filings.alerts.brief import amounts
from filings.alerts.brief.composed import DocumentFacts, Statement, statement
from filings.alerts.brief.inputs import Extras, Look, LookCode, Similar
from filings.alerts.brief.listnames import list_name
from filings.alerts.brief.said import Said, joined, plain
from filings.model import Finding

_SHOWN = 10
_LOOKS: Mapping[LookCode, Said] = MappingProxyType(
    {
        "completion": Said("whether the planned disposal is completed", "资产处置是否完成"),
        "debts": Said("how claims and debts are settled", "债权债务如何处理"),
        "meeting": Said("the shareholders' meeting", "股东大会"),
        "approval": Said("the approval still outstanding", "尚待取得的批准"),
        "reason": Said(
            "whether a later filing or an answer to the exchange gives a reason", "后续公告或问询回复是否说明原因"
        ),
        "status": Said("which projects have ended and which still run", "哪些项目已终止、哪些仍在运营"),
        "count": Said("the projects that the filing counts but does not list", "公告计数但未逐项列明的项目"),
        "pages": Said("the pages without readable text, by eye", "无可读文字的页面，需人工阅读"),
        "lists": Said("lists that were not loaded or are old", "未载入或已陈旧的清单"),
        "match": Said("the possible match, to confirm or dismiss", "可能匹配，需人工确认"),
        "parent": Said("the earlier filing", "前次公告"),
        "counterparty": Said("other filings with the same other side", "涉及同一交易对方的其他公告"),
        "subsidiary": Said("filings and registration of the subsidiary", "子公司的公告与登记信息"),
        "direction": Said("whether the group sells or buys, in the text itself", "集团为出让方还是受让方，见正文"),
        "other": Said("further", "其他"),
    }
)


def similar(extras: Extras) -> Iterator[Statement]:
    """Earlier filings like this one, a line each."""
    if extras.similar:
        yield statement(Said("Similar filings", "类似公告"), map(_similar, extras.similar[:_SHOWN]))


def _similar(one: Similar) -> Said:
    day, title = amounts.date(one.day), plain(one.title, 120)
    who = f"{plain(one.code, 12)} {plain(one.name, 30)}".strip()
    severity = () if one.severity is None else (Said(f"severity {one.severity}", f"严重度{one.severity}"),)
    link = (Said.same(plain(one.url, 300)),) if one.url else ()
    return joined([day, Said.same(who), Said.same(title), *severity, *link], " · ", " · ")


def next_looks(finding: Finding, source: DocumentFacts, extras: Extras) -> Iterator[Statement]:
    """What to look at next: what the caller says first, then what the event itself leaves open."""
    looks = [*extras.looks, *open_ends(finding, source)]
    if extras.reader.list_context == "none":
        looks = [look for look in looks if look.code not in {"lists", "match"}]
    lines = dict.fromkeys(_look(look) for look in looks[:_SHOWN])
    if lines:
        yield statement(Said("To look at next", "后续关注"), lines)


def _look(look: Look) -> Said:
    named, detail = _LOOKS[look.code], plain(look.detail, 160)
    chinese = plain(look.detail_zh or look.detail, 160)
    parts = [named if not detail else Said(f"{named.en}: {detail}", f"{named.zh}：{chinese}")]
    parts += [amounts.date(look.day)] if look.day is not None else []
    parts += [Said.same(plain(look.url, 300))] if look.url else []
    return joined(parts, " · ", " · ")


def open_ends(finding: Finding, source: DocumentFacts) -> Iterator[Look]:
    """What the event leaves open, told from its codes."""
    event = finding.event
    if event.disposition in {"no_flag", "info", "link_only"}:
        return
    yield from (Look(code=code) for code in _of_legs(finding))
    if event.count_stated and (event.count_extracted or 0) < event.count_stated:
        yield Look(code="count")
    if "reason" in event.not_stated:
        yield Look(code="reason")
    if source.pages_without_text:
        yield Look(code="pages")
    for hit in finding.hits:
        if not hit.asserted and hit.because == "structural":
            yield Look(code="match", detail=f"{hit.party} / {hit.entry}")
    away = [list_name(one.list) for one in finding.lists_checked if one.state != "checked"]
    if away:
        named = joined(away, ", ", "、")
        yield Look(code="lists", detail=named.en, detail_zh=named.zh)


def _of_legs(finding: Finding) -> Iterator[LookCode]:
    event = finding.event
    if event.disposition == "review":
        yield "direction"
    ahead = {leg.act for leg in event.legs if leg.stage in {"planned", "in_progress"}}
    stages = {leg.stage for leg in event.legs}
    if "disposal" in ahead:
        yield "completion"
    if "debt" in ahead:
        yield "debts"
    if "board" in stages:
        yield "meeting"
    if "approval" in stages:
        yield "approval"
