"""What a contract is worth: the sums of a notice of an award or a signing (合同金额, 中标价)."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations

from filings.events.evidence import quoted
from filings.events.passages import Sentence
from filings.events.reading import Reading
from filings.events.values.found import Found
from filings.events.values.money import find_money
from filings.model import Fact, Money

_SUM = re.compile(
    r"(?:合同|中标|协议|订单|签约|预中标|成交|采购合同|承包合同|工程合同)[^,。;:]{0,8}?(?:总金额|金额|总价款?|价格|造价|总额|价款|报价|价|款)|总金额|总价款?|工程造价|总造价|签约合同价"
)
_ANY_SUM = re.compile(
    r"(?:项目|投标|工程|总|交易|采购|估算|报价|本次|标的)[^,。;:]{0,12}?(?:金额|总价|价格|造价|总额|价款|报价|投资额?|价|款)|总投资|投资(?:总额|额)|金额|总价"
)
_PART = re.compile(r"其中|上述|此前|以前|累计|上年|去年|年度(?!框架)|同期|占|截[至止]|历史|近[一二三两]年|过去")
_NOT_THE_SUM = re.compile(
    r"注册资本|营业(?:总)?收入|净利润|净资产|总资产|保证金|预付|预付款|违约金|滞纳金|质保|担保|首期|每年|税金|履约|累计(?:发生|签订)|借款|罚款|暂列|人民币兑|汇率|利润|罚|每(?:天|日|孔|月|吨)|首付|%[^,。;]{0,6},?即"
)
_TOLD = re.compile(r"中标|签[署订定]|签约|订立|入围|候选|承接|承包|采购")
_CONVERTED = re.compile(r"^[(,]?[^,。;()]{0,12}?(?:折合|约合|合|相当于|折算)")
_SKIPPED = frozenset({"documents", "before", "definitions", "risk"})
_MOST = 24
_LARGEST = 5
"""Of so many figures at most a sum is looked for."""


def contract_sums(reading: Reading) -> list[Fact]:
    """The sums of the sentences that name the contract's sum; else of those of the award. Totals and parts once."""
    sentences = [one for one in reading.passages.all if one.kind not in _SKIPPED]
    named: list[Found[Money]] = []
    for one in sentences:
        named += _introduced(reading, one, _SUM)
    if not named:
        named = next((sums for one in sentences if (sums := _introduced(reading, one, _ANY_SUM))), [])
    if not named:
        named = next((sums for one in sentences if _TOLD.search(one.text) and (sums := _bare(reading, one))), [])
    kept = _without_totals(_once(named))[:_MOST]
    return [quoted(reading, "amount", each.value, (each.start, each.end)) for each in kept]


def _introduced(reading: Reading, one: Sentence, word: re.Pattern[str]) -> list[Found[Money]]:
    """Sums at most 40 characters behind their word in one sentence; parts (其中) left out."""
    lead = reading.lead(one)
    begins = [one.start] if lead and word.search(lead) else []
    begins += [one.start + found.end() for found in word.finditer(one.text)]
    kept = []
    for low in begins:
        money = find_money(reading.text, start=low, end=min(one.end, low + 40))[:1]
        for each in money:
            words = reading.text[max(one.start, low - 24) : each.end]
            if not _NOT_THE_SUM.search(words) and not _PART.search(words):
                kept.append(_in_yuan(reading, one, each))
    return kept


def _bare(reading: Reading, one: Sentence) -> list[Found[Money]]:
    return [
        found
        for found in find_money(reading.text, start=one.start, end=one.end)
        if not _NOT_THE_SUM.search(reading.text[max(one.start, found.start - 16) : found.start])
    ]


def _in_yuan(reading: Reading, one: Sentence, found: Found[Money]) -> Found[Money]:
    """A foreign sum whose worth in yuan stands right behind it (1.54亿美元,约合人民币9.85亿元): the latter."""
    if found.value.currency == "CNY" or not _CONVERTED.match(reading.text[found.end : found.end + 24]):
        return found
    other = find_money(reading.text, start=found.end, end=min(one.end, found.end + 48))[:1]
    return other[0] if other and other[0].value.currency == "CNY" else found


def _once(found: list[Found[Money]]) -> list[Found[Money]]:
    """Equal sums once, also where one is written rounded (12,345.67万元 beside 123,456,700元)."""
    seen: dict[str, Found[Money]] = {}
    for each in found:
        seen.setdefault(f"{each.value.amount:.3g} {each.value.currency}", each)
    return sorted(seen.values(), key=lambda each: each.start)


def _without_totals(found: list[Found[Money]]) -> list[Found[Money]]:
    """A total behind its parts (以上合计) says nothing new; parts behind their total are no contracts of their own."""
    if not 3 <= len(found) <= _MOST:
        return found
    for index, each in enumerate(found):
        before, after = found[:index], found[index + 1 :]
        for parts in (before, after):
            chosen = _adding_up(each.value.amount, parts[-_LARGEST:] if parts is before else parts[:_LARGEST])
            if chosen:
                dropped = [each] if parts is before else chosen
                return _without_totals([one for one in found if one not in dropped])
    return found


def _adding_up(total: Decimal, parts: list[Found[Money]]) -> list[Found[Money]]:
    """The parts, two at least, whose amounts give the total to the last digit but one per cent of a thousand."""
    for count in range(len(parts), 1, -1):
        for chosen in combinations(parts, count):
            if abs(sum((one.value.amount for one in chosen), Decimal(0)) - total) <= total / 100_000:
                return list(chosen)
    return []
