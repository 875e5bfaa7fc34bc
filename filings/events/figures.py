"""Amounts, shares and their bases: price, stake, book and appraised value, gain or loss, proportion, contract sum."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filings.events.evidence import passage, quoted
from filings.events.reading import Reading
from filings.events.values.days import find_days
from filings.events.values.found import Found
from filings.events.values.money import find_money
from filings.events.values.shares import find_shares
from filings.events.values.terms import find_terms
from filings.model import Act, Fact, Text

_GAP = 36
_PRICE = re.compile(
    r"(?:转让|交易|出售|成交|标的|股权|资产|处置|拍卖|收储|收购|对)(?:总)?(?:价格|价款|对价|总价|金额|价)(?:总额)?|(?<![市估评])作价|对价"
)
_FLOOR = re.compile(r"挂牌(?:底价|价格|价)|起拍价|转让底价|首次挂牌")
_SOLD_FOR = re.compile(
    r"(?:以|作价|按)(?=(?:[^,。;]|(?<=\d),(?=\d)){0,24}(?:元|万|亿)[^,。;]{0,16}(?:转让|出售|的?价格(?!回购|收回)|协议|受让|的?最高价|成交|竞得|摘牌|拍得))"
)
_BOOK = re.compile(r"账面(?:净)?(?:价值|净值|净资产|值|余额)|帐面(?:净)?(?:价值|净值|值)|净资产(?:账面)?(?:价值|值|为)")
_APPRAISED = re.compile(r"评估(?:价值|值|价|结果|净值|总值)|(?:股东全部权益|市场)价值(?:评估)?(?:为|的评估)")
_APPRAISAL_DATE = re.compile(r"评估基准日")
_RESULT = re.compile(
    r"(?:预计|产生|实现|形成|确认|增加|减少|影响|获得)[^,。;]{0,30}?(?:投资收益|处置收益|收益|利润总额|净利润|利润|损失|亏损|损益)"
)
_SUM = re.compile(
    r"(?:合同|项目|协议|订单|工程)(?:暂定)?(?:总)?(?:金额|价款|总价|造价|价)|总投资(?:额|约)?|(?:计划|拟|预计)投资(?:总额|额)?|投资(?:总)?额|中标(?:金额|价|总价)|涉及金额|(?<=,)(?:总)?金额(?:合计)?(?=为|是|:|约|[\d人])"
)
_COMMITTED = re.compile(
    r"(?:承诺|拟|计划)(?:使用|投入)?(?:的)?(?:投入)?(?:募集资金)(?:投资|投入)?(?:总额|金额|额)?|承诺投资(?:总额|金额)|拟投入募集资金"
)
_INVESTED = re.compile(r"(?:累计|已|实际)(?:投入|投资|使用|支付|出资)(?!的)(?:募集资金)?(?:金额|额)?")
_LEFT = re.compile(r"(?:剩余|尚未使用的?|未使用|节余|结余)(?:的)?(?:募集资金|超募资金|资金)(?:金额|余额|额)?")
_STAKE = re.compile(r"^(?:的|之)?(?:股权|股份|出资|财产份额|份额|权益|持股)|^\)?股权")
_BASED = re.compile(r"净资产|总资产|营业(?:总)?收入|净利润|资产总额")
_ENDING: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("amount", _SUM), ("committed", _COMMITTED), ("invested", _INVESTED), ("left_amount", _LEFT),
    ("gain_loss", _RESULT),
)  # fmt: skip
_LEAVING: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("price", _PRICE), ("floor_price", _FLOOR), ("book_value", _BOOK), ("appraisal_value", _APPRAISED),
    ("gain_loss", _RESULT),
)  # fmt: skip
_BUILDING = re.compile(r"建设期|工期|施工期|质保|有效期")
_LATEST = frozenset({"floor_price"})
"""Figures that a filing lowers: the last one holds."""
_MINE = {"documents", "definitions", "before", "title"}


def figure_facts(reading: Reading, acts: tuple[Act, ...]) -> list[Fact]:
    """The figures of an event, each once, the first that its word introduces."""
    facts: list[Fact] = []
    leaving = "disposal" in acts or "liquidation" in acts
    tables = (*(_ENDING if "termination" in acts else ()), *(_LEAVING if leaving or "debt" in acts else ()))
    for name, pattern in dict(tables).items():
        found = _introduced(reading, name, pattern)
        facts += list(found)[-1:] if name in _LATEST else _first(found)
    if leaving and not any(fact.name == "price" for fact in facts):
        facts += _first(_introduced(reading, "price", _SOLD_FOR))
    facts += [*_first(_stake(reading)), *_ratios(reading), *_first(_appraisal_date(reading))]
    if "termination" in acts:
        facts += _first(_term(reading))
    return facts


def _first(facts: Iterator[Fact]) -> list[Fact]:
    found = next(facts, None)
    return [] if found is None else [found]


def _introduced(reading: Reading, name: str, pattern: re.Pattern[str]) -> Iterator[Fact]:
    """Money that stands at most 36 characters behind its word, in the same sentence and before the next full stop."""
    for one in reading.statements:
        if one.kind == "risk":
            continue
        for word in pattern.finditer(one.text):
            low = one.start + word.end()
            found = find_money(reading.text, start=low, end=min(one.end, low + _GAP))
            if (
                found
                and not re.search(r"不(?:超过|低于)?$", word[0])
                and "。" not in reading.text[low : found[0].start]
            ):
                yield quoted(reading, name, found[0].value, (found[0].start, found[0].end))


def _stake(reading: Reading) -> Iterator[Fact]:
    for one in reading.body:
        if "%" not in one.text:
            continue
        for found in find_shares(reading.text, start=one.start, end=one.end):
            if (_STAKE.match(reading.text[found.end : found.end + 8]) and not found.value.of) or (
                found.value.of and re.search(r"股权|股份|份额", found.value.of)
            ):
                yield quoted(reading, "stake", found.value, (found.start, found.end))


def _ratios(reading: Reading) -> list[Fact]:
    facts: list[Fact] = []
    for one in reading.passages.all:
        if one.kind in _MINE or not _BASED.search(one.text) or "%" not in one.text or "占" not in one.text:
            continue
        facts += [
            quoted(reading, "ratio", found.value, (found.start, found.end))
            for found in find_shares(reading.text, start=one.start, end=one.end)
            if found.value.of and _BASED.search(found.value.of)
        ]
    return facts[:4]


def _appraisal_date(reading: Reading) -> Iterator[Fact]:
    for word in _APPRAISAL_DATE.finditer(reading.text):
        for low, high in ((word.end(), word.end() + 24), (word.start() - 16, word.start())):
            found = find_days(reading.text, start=max(0, low), end=min(len(reading.text), high))
            if found:
                yield quoted(reading, "appraisal_date", found[0].value, (found[0].start, found[0].end))


def _term(reading: Reading) -> Iterator[Fact]:
    """How long the contract was to run; how long the building takes only where nothing else is said."""
    found: list[Found[Text]] = []
    for one in reading.body:
        found += find_terms(reading.text, start=one.start, end=one.end)
    found.sort(key=lambda each: _BUILDING.search(each.value.text) is not None)
    for each in found:
        yield passage(reading, "term", (each.start, each.end))
