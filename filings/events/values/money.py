"""Amounts of money in folded text and in table cells (金额)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from filings.events.values.currencies import CODES, CURRENCY, LONGEST_WORD, PREFIX, parse_unit
from filings.events.values.found import Found, limit
from filings.events.values.numerals import ARABIC, CHINESE_DIGITS, CHINESE_NUMERALS, number_of, scale_of
from filings.events.values.qualifiers import beside
from filings.model.facts import Money
from filings.model.text import normalise

__all__ = ["find_money", "parse_amount", "parse_unit"]

_TOKEN = re.compile(rf"{ARABIC}|[{CHINESE_NUMERALS}]++")
_AFTER = re.compile(rf"(?P<over>[余多])?(?P<scale>[十百千万亿]{{0,4}}+)(?:余|多)?(?P<currency>{CURRENCY})?")
_COMPOSITE = re.compile(rf"亿(?P<rest>\d{{1,4}}(?:\.\d{{1,6}})?)万(?P<currency>{CURRENCY})")
_SMALL_CHANGE = re.compile(rf"(?:(?P<jiao>[{CHINESE_DIGITS}])角)?零?(?:(?P<fen>[{CHINESE_DIGITS}])分)?[整正]?")
_BEFORE = re.compile(rf"(?P<currency>{PREFIX})[:(]?$")
_CONNECTOR = re.compile(r"(?:\(含\))?(?:-{1,2}|~|至|到)(?:人民币|RMB|¥|不超过)?")
_PER = re.compile(r"(?:人民币)?/(?!年)|每(?:股|平方米|吨|千瓦时|度|立方米|月|日|天)")
_PER_BEFORE = re.compile(r"每(?:\d{0,3}股|平方米|吨|度|张|份|亩)[^,。;元]{0,8}$")
_VAGUE = frozenset("数几")
"""数十万元 and 几百万元 are no amounts."""
_OVER = re.compile(r"\d[余多]|[余多](?:元|圆|美元|港元|欧元)")
_HOMOGRAPH = re.compile(r"[素件化旦]")
_AMOUNT_NOUN = re.compile(
    r"(?:金额|投资|投资额|总额|价款|造价|报价|资金|价格|收入|利润|亏损|债务|债权|借款|余额|出资)(?:额|预计|合计|总计|共计|约|近|逾|为|达|:)*+$"
)
_CLAUSE_END = re.compile(r"[,。;、)]|$")
_BARE_STOP = re.compile(r"[%‰股年月日号时分秒期个家项名人户台套吨米千公平立亩万亿元-]|[A-Za-z]")
_NO_NUMBER = re.compile(r"[-/\\*—一]*|无|不适用|未披露|待定|N/?A", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Sum:
    """One amount as written: a number, its unit, its currency."""

    start: int
    end: int
    amount: Decimal
    factor: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class _Search:
    text: str
    low: int
    high: int
    unit: Decimal | None
    currency: str = "CNY"


def find_money(text: str, *, unit: Decimal | None = None, start: int = 0, end: int | None = None) -> list[Found[Money]]:
    """All amounts of money in [start, end), in full currency units.

    The span holds the words that make the value: 不超过人民币1.5-2亿元(含税). ``unit`` is the factor of a
    单位:万元 line that covers this text; only then are numbers without a unit taken for amounts.
    Prices per share, tonne or square metre are not amounts.
    """
    return list(_found(_Search(text, start, limit(text, end), unit)))


def parse_amount(cell: str, *, unit: Decimal | None, currency: str = "CNY") -> Money | None:
    """The amount that a whole table cell states; ``unit`` and ``currency`` are those of its column or table.

    ``None`` for an empty cell, a dash, words, or a bare number without a known unit.
    """
    folded = normalise(cell)
    if _NO_NUMBER.fullmatch(folded):
        return None
    negative = re.fullmatch(r"\(([\d,.]+)\)", folded)
    search = _Search(f"-{negative[1]}" if negative else folded, 0, len(folded), unit, currency)
    found = list(_found(search))
    return found[0].value if found and len({each.value for each in found}) == 1 else None


def _found(search: _Search) -> Iterator[Found[Money]]:
    done = search.low
    for token in _TOKEN.finditer(search.text, search.low, search.high):
        if token.start() < done:
            continue
        sums = _range_at(search, token)
        if not sums:
            continue
        found = _money(search, sums, done)
        done = found.end
        yield found


def _range_at(search: _Search, token: re.Match[str]) -> list[_Sum]:
    """The one amount at a number, the two of a range, or none."""
    first = _sum_at(search, token)
    connector = _CONNECTOR.match(search.text, first.end if first else token.end(), search.high)
    other = _TOKEN.match(search.text, connector.end(), search.high) if connector else None
    second = _sum_at(search, other) if other else None
    if second is None:
        return [first] if first else []
    if first is None:
        first = _sharing(search, token, second)
    if first is None:
        return []
    return [first, second] if first.currency == second.currency and first.amount < second.amount else [first]


def _sharing(search: _Search, token: re.Match[str], second: _Sum) -> _Sum | None:
    """The lower end of 1.5-2亿元: it takes its unit from the upper end."""
    low = number_of(token[0])
    if low is None or low * second.factor >= second.amount:
        return None
    start, _ = _currency_before(search, token.start())
    return _Sum(start, token.end(), low * second.factor, second.factor, second.currency)


def _sum_at(search: _Search, token: re.Match[str]) -> _Sum | None:
    """The amount whose number is ``token``, if what stands around it says that it is money."""
    number = number_of(token[0])
    if number is None or search.text[max(search.low, token.start() - 1) : token.start()] in _VAGUE:
        return None
    composite = _COMPOSITE.match(search.text, token.end(), search.high)
    if composite:
        amount = number * 10**8 + Decimal(composite["rest"]) * 10**4
        start, before = _currency_before(search, token.start())
        return _Sum(start, composite.end(), amount, amount, before or CODES[composite["currency"]])
    tail = _AFTER.match(search.text, token.end(), search.high)
    assert tail is not None  # every part of it may be empty
    start, before = _currency_before(search, token.start())
    if tail["currency"] is not None:
        return _with_currency(search, number, start, tail, before)
    if tail["scale"] and (before or _said_to_be_money(search, start, tail.end())):
        factor = scale_of(tail["scale"])
        return _Sum(start, tail.end(), number * factor, factor, before or "CNY")
    if before and not tail["scale"] and not _BARE_STOP.match(search.text, token.end(), search.high):
        return _Sum(start, token.end(), number, Decimal(1), before)
    return _bare(search, token, number)


def _with_currency(
    search: _Search, number: Decimal, start: int, tail: re.Match[str], before: str | None
) -> _Sum | None:
    end = tail.end()
    if _PER.match(search.text, end, search.high) or _HOMOGRAPH.match(search.text, end, search.high):
        return None
    if _PER_BEFORE.search(search.text[max(search.low, start - 12) : start]):
        return None
    factor = scale_of(tail["scale"])
    amount = number * factor
    if tail["currency"] in {"元", "圆"}:
        change = _SMALL_CHANGE.match(search.text, end, search.high)
        if change:
            amount += _sum_of_change(change)
            end = change.end()
    own = CODES[tail["currency"]]
    code = before if before and own == "CNY" else own
    return _Sum(start, end, amount, factor, code)


def _sum_of_change(change: re.Match[str]) -> Decimal:
    """捌角玖分 → 0.89."""
    jiao, fen = (number_of(change[part] or "零") or Decimal(0) for part in ("jiao", "fen"))
    return jiao / 10 + fen / 100


def _currency_before(search: _Search, start: int) -> tuple[int, str | None]:
    """Where the amount begins if a currency stands before the number, and which."""
    low = max(search.low, start - LONGEST_WORD - 1)
    match = _BEFORE.search(search.text[low:start])
    return (low + match.start(), CODES[match["currency"]]) if match else (start, None)


def _said_to_be_money(search: _Search, start: int, end: int) -> bool:
    """总投资约1.5亿: no currency, but a noun of money before and nothing counted after."""
    before = search.text[max(search.low, start - 10) : start]
    return bool(_AMOUNT_NOUN.search(before) and _CLAUSE_END.match(search.text, end, search.high))


def _bare(search: _Search, token: re.Match[str], number: Decimal) -> _Sum | None:
    if search.unit is None or token[0][0] in CHINESE_NUMERALS:
        return None
    written_as_amount = "," in token[0] or re.search(r"\.\d{2,}$", token[0])
    stop = _BARE_STOP.match(search.text, token.end(), search.high)
    if stop and (stop[0] in "%‰股" or not written_as_amount):
        return None
    if not written_as_amount and not _stands_alone(search, token):
        return None
    return _Sum(token.start(), token.end(), number * search.unit, search.unit, search.currency)


def _stands_alone(search: _Search, token: re.Match[str]) -> bool:
    before = search.text[max(search.low, token.start() - 1) : token.start()]
    after = search.text[token.end() : min(search.high, token.end() + 1)]
    return not re.match(r"[\w.第]", after) and not re.match(r"[A-Za-z第./]", before)


def _money(search: _Search, sums: list[_Sum], done: int) -> Found[Money]:
    """The amount or the range with its sign, its bound and its tax."""
    start, end = sums[0].start, sums[-1].end
    amount = sums[0].amount
    if len(sums) == 1 and _is_minus(search.text, start, max(done, search.low)):
        start, amount = start - 1, -amount
    near = beside(search.text, (start, end), max(done, search.low), search.high)
    money = Money(
        amount=amount,
        amount_max=sums[1].amount if len(sums) > 1 else None,
        currency=sums[0].currency,
        bound="ge" if near.bound == "eq" and _OVER.search(search.text, start, end) else near.bound,
        tax=near.tax,
    )
    return Found(money, near.start, near.end)


def _is_minus(text: str, start: int, low: int) -> bool:
    """A single dash before the number that follows no number, letter or other dash."""
    if start <= low or text[start - 1] != "-":
        return False
    return start - 1 == low or not re.match(r"[\dA-Za-z)元-]", text[start - 2])
