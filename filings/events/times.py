"""Dates, periods, counts, places and the state of the whole: when, how many, where."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filings.events.evidence import Span, derived, passage, quoted
from filings.events.people import issuer_of
from filings.events.places import find_places
from filings.events.reading import ASIDE, MOST_SENTENCES, Reading
from filings.events.stages import MIXED
from filings.events.values.counts import find_counts
from filings.events.values.days import find_days
from filings.events.values.gazetteer import PROVINCE
from filings.events.values.periods import find_periods
from filings.events.values.titles import find_filing_numbers
from filings.model import BEIJING, Act, Fact, Text

_SIGNED = re.compile(r"签[署订定]|订立")
_ENDING = re.compile(r"终止|解除|退出|中止|补充协议|转让|收储|收回|和解")
_SAME_YEAR = re.compile(r"(?:同年|当年|次年)\d{1,2}月")
_BUILT = re.compile(r"建设完成|建成(?!后)|竣工|完工(?!后)|投入(?:商业)?运[营行]|投运")
_TAKES_PART = re.compile(
    r"(?:本|上市)?公司(?:及|与|和)(?:其|下属|部分|控股|全资|相关|各)*(?:子公司|项目公司|孙公司)(?=[^,。;]{0,40}(?:终止|退出|解除|转让|出售|处置))"
)
_ONE_OF_SEVERAL = re.compile(r"第[\d、一二三四五六七八九十]+(?:项|个)|其中")
_ON_ARRIVAL = re.compile(
    r"自[^,。;]{0,12}(?:通知|函|函件|决定书?)(?:送达|到达|收到)[^,。;]{0,6}(?:之?日)?起?[^,。;]{0,8}(?:终止|解除|生效)|自[^,。;]{0,14}(?:协议|签署|签订|审议通过|盖章)[^,。;]{0,10}之日起[^,。;]{0,10}(?:终止|解除|失效)"
)
_AWARDED = re.compile(r"中标|签[署订定]|承接|承建|取得|获得|投标|建设|实施|授予")
_EFFECTIVE = re.compile(
    r"自[^,。;]{0,30}?(?:起|生效之日)[^,。;]{0,20}?(?:终止|解除|生效|失效|停止)|(?:终止|解除|生效)(?:日期?|时间)(?:为|是|:)|(?:于|自)(?:(?!签)[^,。;]){4,14}(?:正式)?(?:终止|解除|生效)"
)
_HEAD = 120
"""The filing names its own number within the first characters."""
_CLASSIFIED = re.compile(r"[\d一二两三四五六七八九十百][个家宗项处块套台份条座栋幢间艘辆]")
_MOST_PLACES = 12
_MOST_FOUND = 600
_PROJECT_NOUNS = ("项目", "合同", "协议", "工程", "投资项目", "募投项目")
_ASSET_NOUNS = ("子公司", "公司", "宗土地", "土地", "地块", "房产", "处房产", "项目公司", "资产包", "股权")
_COMPANY_NOUNS = ("子公司", "项目公司", "孙公司")
_COMPANY = re.compile(r"公司$|[厂社行]$|合伙\)?$|集团$")
_FULL = re.compile(r"[县市区旗州盟镇乡]$|地区$")
"""海南恒信投资有限公司 is in no region that we know; 例阳市轨道交通集团有限公司 is a city's company."""
_REGIONAL = re.compile(r"项目|工程|政府|合同|协议|业务|投资|特许|管委会|位于|土地|厂区|公安|子公司|采购|基地")
_PROVINCE_AT_LARGE = re.compile(
    rf"(?:{PROVINCE})(?=(?:的)?(?:部分|多个|各(?![类项])|多地|等地|地方|当地|若干|有关|相关|境内|南部|北部|地区|区域|范围|[一二三四五六七八九十两\d]+个?(?:县|市|地|区|州)))"
)
_SIGNED_AT = re.compile(r"(?:日|近日|已|,)在$")
_REGISTERED = re.compile(
    r"注册地址|注册地|住所|办公地址|注册资本|法定代表人|经营范围|统一社会信用代码|证监局|律师|会计师|评估"
)


def time_facts(reading: Reading, acts: tuple[Act, ...]) -> list[Fact]:
    """Sign date, effective date, award period, earlier filings, counts, region and mixed status."""
    facts = [
        *_first(_sign_date(reading)),
        *_first(_effective(reading)),
        *_first(_award_period(reading)),
        *_first(_built(reading)),
        *_first(_taking_part(reading)),
        *_prior(reading),
    ]
    if "termination" in acts:
        counts = _first(_counted(reading, "project_count", _PROJECT_NOUNS))
        counts = counts or _first(_counted(reading, "subsidiary_count", _COMPANY_NOUNS))
        facts += [*counts, *_first(_mixed(reading))]
    return facts + _regions(reading)


def _first(facts: Iterator[Fact]) -> list[Fact]:
    found = next(facts, None)
    return [] if found is None else [found]


def count_stated(reading: Reading, acts: tuple[Act, ...]) -> int | None:
    """How many projects (or assets) the filing says that the event has."""
    nouns = _PROJECT_NOUNS if "termination" in acts else _ASSET_NOUNS
    fact = next(_counted(reading, "project_count", nouns), None) or next(
        _counted(reading, "subsidiary_count", _COMPANY_NOUNS), None
    )
    return None if fact is None else int(fact.value.number)  # type: ignore[union-attr]


def _counted(reading: Reading, name: str, nouns: tuple[str, ...]) -> Iterator[Fact]:
    """Counts in sentences that tell of the end or the sale first, then in the rest of the body."""
    act = re.compile(r"终止|退出|解除|不再|转让|出售|注销|收储|上述|前述|本次")
    body = reading.body[:MOST_SENTENCES]
    for sentences in ([one for one in body if act.search(one.text)], body):
        for one in sentences:
            if not _CLASSIFIED.search(one.text):
                continue
            for found in find_counts(reading.text, nouns=nouns, start=one.start, end=one.end):
                yield quoted(reading, name, found.value, (found.start, found.end))


def _sign_date(reading: Reading) -> Iterator[Fact]:
    """When the ended contract (or the deal) was signed: a day before 签署 in one clause chain."""
    for one in reading.body:
        for word in _SIGNED.finditer(one.text):
            low = one.start + max(0, word.start() - 70)
            days = find_days(reading.text, start=low, end=one.start + word.start())
            behind = one.text[word.end() : word.end() + 50]
            if days and _SAME_YEAR.search(reading.text, days[-1].end, one.start + word.start()):
                continue  # 2020年7月中标…同年8月15日签订: no words hold the whole day
            if days and not _ENDING.search(behind.split("》")[0]):
                yield quoted(reading, "sign_date", days[-1].value, (days[-1].start, days[-1].end))


def _effective(reading: Reading) -> Iterator[Fact]:
    published = reading.announcement.published.astimezone(BEIJING).date()
    for one in reading.body:
        for word in _EFFECTIVE.finditer(one.text):
            low, high = one.start + word.start(), min(one.end, one.start + word.end() + 16)
            if _ONE_OF_SEVERAL.search(one.text, 0, word.end()):
                continue
            days = find_days(reading.text, published=published, start=low, end=high)
            if days:
                yield quoted(reading, "effective_date", days[0].value, (days[0].start, days[0].end))
    for one in reading.body:
        arrival = _ON_ARRIVAL.search(one.text)
        if arrival and not _ONE_OF_SEVERAL.search(one.text, 0, arrival.end()):
            yield passage(
                reading, "effective_date", (one.start + arrival.start(), one.start + arrival.end()), "by_event"
            )


def _award_period(reading: Reading) -> Iterator[Fact]:
    for one in reading.body:
        if not _AWARDED.search(one.text):
            continue
        for found in find_periods(reading.text, start=one.start, end=one.end):
            behind = reading.text[found.end : found.end + 40].split("。")[0]
            if _AWARDED.search(behind) and found.value.start and found.value.end:
                yield quoted(reading, "award_period", found.value, (found.start, found.end))


def _built(reading: Reading) -> Iterator[Fact]:
    """When the works were finished."""
    for one in reading.body:
        for word in _BUILT.finditer(one.text):
            low = one.start + max(0, word.start() - 14)
            days = find_days(reading.text, start=low, end=one.start + word.start())
            if days and not re.search(r"预计|计划|应|拟|将|原定", reading.text[low - 10 : one.start + word.start()]):
                yield quoted(reading, "completion_date", days[-1].value, (days[-1].start, days[-1].end))


def _taking_part(reading: Reading) -> Iterator[Fact]:
    """That subsidiaries take part too (公司及子公司), where the filing does not name them."""
    for one in reading.passages.all:
        found = _TAKES_PART.search(one.text)
        if found and one.kind not in ASIDE:
            yield passage(reading, "participants", (one.start + found.start(), one.start + found.end()))


def _prior(reading: Reading) -> list[Fact]:
    """Numbers of earlier filings; the filing's own number in its head is none of them."""
    seen: dict[str, Fact] = {}
    for found in find_filing_numbers(reading.text):
        if found.start > _HEAD or reading.text[: found.start].count("公告") > 1:
            seen.setdefault(found.value, passage(reading, "prior_filing", (found.start, found.end)))
    return list(seen.values())[:6]


def _mixed(reading: Reading) -> Iterator[Fact]:
    """Some ended early, some go on, without a word which: this stays on the event (taxonomy, section 6)."""
    for one in reading.body:
        found = MIXED.search(one.text)
        if found:
            span = (one.start + found.start(), one.start + found.end())
            yield derived(
                reading,
                "status",
                Text(text=one.text[found.start() : found.end()], code="mixed"),
                "summary-status",
                span,
            )


def _regions(reading: Reading) -> list[Fact]:
    """Places of projects, counterparties and subjects; not the issuer's name, seat or regulator."""
    facts: dict[str, Fact] = {}
    for full, span in _places(reading):
        one = reading.passages.at(span[0])
        if (
            full not in facts
            and (one.kind == "table" or one.kind not in ASIDE)
            and one.kind != "title"
            and _regional(one.text)
        ):
            facts[full] = quoted(reading, "region", Text(text=full), span)
        if len(facts) >= _MOST_PLACES:
            break
    return [fact for name, fact in facts.items() if not any(name != other and name in other for other in facts)]


def _regional(text: str) -> bool:
    return _REGIONAL.search(text) is not None and _REGISTERED.search(text) is None


def _places(reading: Reading) -> Iterator[tuple[str, tuple[int, int]]]:
    """Every place that is no part of the issuer's own name, in order."""
    found: list[tuple[str, Span]] = []
    for one in reading.passages.all:
        if len(found) > _MOST_FOUND:
            break
        if not _regional(one.text):
            continue
        found += [(e.value.full, (e.start, e.end)) for e in find_places(reading.text, start=one.start, end=one.end)]
        found += [(match[0], match.span()) for match in _PROVINCE_AT_LARGE.finditer(reading.text, one.start, one.end)]
    found = [each for each in found if not _SIGNED_AT.search(reading.text[max(0, each[1][0] - 8) : each[1][0]])]
    issuer = issuer_of(reading)
    names = [name for name in (*reading.cast.issuer_names, *((issuer[0],) if issuer else ())) if len(name) > 2]
    own = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True)))) if names else None
    taken = {at for match in own.finditer(reading.text) for at in range(*match.span())} if own else set()
    called = {at for name, low, high in reading.names if _COMPANY.search(name) for at in range(low, high)}
    return (
        (full, span)
        for full, span in sorted(found, key=lambda each: each[1])
        if span[0] not in taken and (span[0] not in called or _FULL.search(full))
    )
