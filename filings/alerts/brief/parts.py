"""The summands of a score in both languages: English tells the part's own reason, Chinese is made from codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from filings.alerts.brief import amounts
from filings.alerts.brief.glossary import OBJECTS, term
from filings.alerts.brief.listnames import chinese_part, list_name
from filings.alerts.brief.said import Said, plain
from filings.model import Finding, Hit, NotStated, Part, Share, Text, normalise

_MOST_NAMED = 3


def part_said(part: Part, finding: Finding, *, bare: bool = False) -> Said:
    """``+3 base: gov project weighs 3`` and ``+3 基础分：政府项目``; ``bare`` leaves out what names a list."""
    named, why = term(part.part), plain(part.why, 200)
    if bare and part.part in _OF_LISTS:
        return Said(f"{part.points:+d} {named.en}", f"{part.points:+d} {named.zh}")
    teller = _TELLERS.get(part.part)
    chinese = teller(part, finding) if teller is not None else None
    return Said(
        f"{part.points:+d} {named.en}: {why}", f"{part.points:+d} {named.zh}：{why if chinese is None else chinese}"
    )


def _base(_: Part, finding: Finding) -> str:
    legs = finding.event.legs
    return OBJECTS[legs[0].object][2] if legs else "交易方向不明"


def _state(part: Part, finding: Finding) -> str:
    names = [plain(party.name, 80) for party in finding.event.parties if party.name and party.name in part.why]
    return f"{names[0] if names else '交易对方'}为政府机构或国有单位"


def _ratio(_: Part, finding: Finding) -> str:
    shares = [f.value for f in finding.event.facts if f.name == "ratio" and isinstance(f.value, Share)]
    largest = max(shares, key=lambda share: share.percent, default=None)
    if largest is None or largest.percent < 10:
        return "需提交股东大会审议"
    return f"公告所述比例{amounts.share(largest).zh}，不低于10%"


def _forced(_: Part, finding: Finding) -> str:
    legs = finding.event.legs
    code = legs[0].mode or legs[0].stage if legs else None
    return "强制终止或存在争议" if code is None else term(code).zh


def _items(_: Part, finding: Finding) -> str:
    event = finding.event
    count = event.count_stated or event.count_extracted or len(event.items)
    return f"{count}项" if count else "三项及以上"


def _no_reason(_: Part, finding: Finding) -> str:
    reason = finding.event.fact("reason")
    if reason is not None and isinstance(reason.value, NotStated):
        return "已通读全文，公告未说明原因"
    grade = finding.event.fact("reason_grade")
    general = grade is not None and isinstance(grade.value, Text) and grade.value.code == "boilerplate"
    return "原因为通用表述" if general else "公告未说明原因"


def _small(_: Part, finding: Finding) -> str:
    shares = [f.value for f in finding.event.facts if f.name == "ratio" and isinstance(f.value, Share)]
    largest = max((share for share in shares if share.of), key=lambda share: share.percent, default=None)
    return "占净资产不足1%" if largest is None else f"{amounts.share(largest).zh}，不足1%"


def _places(_: Part, finding: Finding) -> str:
    named = (chinese_part(hit.entry) for hit in _asserted(finding) if hit.because == "place")
    return _few(named) or "涉及关注地区"


def _parties(_: Part, finding: Finding) -> str:
    hits = (hit for hit in _asserted(finding) if hit.because not in {"place", "term"})
    return (
        _few(f"{plain(h.party, 60)}（{list_name(h.list).zh}，条目“{plain(h.entry, 60)}”）" for h in hits)
        or "涉及名单主体"
    )


def _asserted(finding: Finding) -> Iterator[Hit]:
    return (hit for hit in finding.hits if hit.asserted)


def _few(texts: Iterator[str]) -> str:
    once = list({normalise(text): text for text in texts}.values())
    more = len(once) - _MOST_NAMED
    return "、".join(once[:_MOST_NAMED]) + (f"等{len(once)}项" if more > 0 else "")


def _disposition(part: Part, finding: Finding) -> str:
    del part
    return _QUIET.get(finding.event.disposition, "不计分")


_QUIET: Mapping[str, str] = MappingProxyType(
    {
        "no_flag": "公告未涉及终止或处置",
        "info": "相邻事项，集团自身无终止或转出",
        "link_only": "归入主公告，由主公告计分",
    }
)
_OF_LISTS = frozenset({"watched_party", "listed_party", "party"})
_TELLERS: Mapping[str, Callable[[Part, Finding], str]] = MappingProxyType(
    {
        "base": _base,
        "state_counterparty": _state,
        "ratio": _ratio,
        "forced": _forced,
        "items": _items,
        "no_reason": _no_reason,
        "intragroup": lambda _part, _finding: "资产仍在集团内",
        "expiry": lambda _part, _finding: "期限届满，并非提前终止",
        "small": _small,
        "earlier_alert": lambda _part, _finding: "此前提醒的重要性不低于3",
        "correction": lambda _part, _finding: "更正此前公告",
        "no_change": lambda _part, _finding: "进展公告，无实质变化",
        "called_off": lambda _part, _finding: "出售取消，关闭此前提醒",
        "materiality": lambda _part, _finding: "公告本身的内容",
        "watched_region": _places,
        "region": _places,
        "watched_party": _parties,
        "listed_party": _parties,
        "party": _parties,
        "disposition": _disposition,
        "cap": lambda part, finding: f"合计{finding.severity_sum}，最高计{finding.severity_sum + part.points}",
        "floor": lambda _part, _finding: "最低计0",
    }
)
"""What each part of a score means, told from the codes of the finding."""
