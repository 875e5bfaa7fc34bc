"""Currencies and scales as filings write them: 万元, 人民币亿元, 万美元, HK$, 单位:千元."""

from __future__ import annotations

import re
from decimal import Decimal

from filings.events.values.numerals import scale_of
from filings.model.text import normalise

_CODES = {
    "CNY": "人民币元 元人民币 人民币 RMB CNY ¥ 元 圆",
    "HKD": "港元 港币元 元港币 港币 港幣 HKD HK$",
    "USD": "美元 美金 元美元 元美金 USD US$ $",
    "EUR": "欧元 元欧元 EUR €",
    "JPY": "日元 日圆 元日元 JPY",
    "GBP": "英镑 GBP £",
    "AUD": "澳大利亚元 澳元 澳币 AUD",
    "CAD": "加拿大元 加元 加币 CAD",
    "SGD": "新加坡元 新加坡币 新元 新币 坡币 SGD",
    "CHF": "瑞士法郎 瑞郎 CHF",
    "NZD": "新西兰元 NZD",
    "KRW": "韩元 韩币 韩圆 KRW",
    "TWD": "新台币元 新台币 台币 TWD",
    "MOP": "澳门元 澳门币 MOP",
    "RUB": "卢布 RUB",
    "THB": "泰铢 THB",
    "MYR": "马来西亚林吉特 林吉特 马来西亚元 马币 令吉 MYR",
    "IDR": "印度尼西亚盾 印尼盾 印尼卢比 IDR",
    "VND": "越南盾 VND",
    "PKR": "巴基斯坦卢比 PKR",
    "LKR": "斯里兰卡卢比",
    "INR": "印度卢比 卢比 INR",
    "BDT": "孟加拉塔卡 塔卡 BDT",
    "PHP": "菲律宾比索 PHP",
    "MXN": "墨西哥比索 MXN",
    "BRL": "巴西雷亚尔 雷亚尔 BRL",
    "ZAR": "南非兰特 兰特 ZAR",
    "AED": "阿联酋迪拉姆 迪拉姆 迪拉姆斯 AED",
    "SAR": "沙特里亚尔 里亚尔 SAR",
    "KWD": "科威特第纳尔 KWD",
    "DZD": "阿尔及利亚第纳尔 DZD",
    "KZT": "坚戈 KZT",
    "NGN": "奈拉 NGN",
    "KES": "肯尼亚先令 KES",
    "TRY": "土耳其里拉 TRY",
    "SEK": "瑞典克朗 SEK",
    "NOK": "挪威克朗 NOK",
    "DKK": "丹麦克朗 DKK",
}
CODES = {word: code for code, words in _CODES.items() for word in words.split()}
"""Each way to write a currency → its ISO 4217 code."""

_BY_LENGTH = sorted(CODES, key=len, reverse=True)
_AMBIGUOUS = {"元", "圆"}
CURRENCY = "|".join(map(re.escape, _BY_LENGTH))
"""Alternation of all currency words, the longest first."""
PREFIX = "|".join(re.escape(word) for word in _BY_LENGTH if word not in _AMBIGUOUS)
"""The currency words that may stand before the number."""
LONGEST_WORD = len(_BY_LENGTH[0])

_SCALED = rf"(?P<before>{PREFIX})?(?P<scale>[十百千万亿]{{0,3}})(?P<after>{CURRENCY})?(?P<thousands>'000)?"
_LABELLED = re.compile(rf"单位[:为]?\(?{_SCALED}(?P<rest>[^,。;]{{0,12}})")
_BRACKETED = re.compile(rf"\((?:单位:?)?{_SCALED}\)")
_AT_END = re.compile(rf"(?:^|[/,:])(?:单位:?)?{_SCALED}$")
_KIND = re.compile(rf"币种:?(?P<kind>{CURRENCY})")


def parse_unit(text: str) -> tuple[Decimal, str] | None:
    """The factor and the currency of a unit line or a column header.

    ``单位:万元`` → (10000, "CNY"), ``(万美元)`` → (10000, "USD"), ``单位:元币种:港币`` → (1, "HKD");
    ``None`` where no unit of money is named (``单位:万股``).
    """
    folded = normalise(text)
    for pattern in (_LABELLED, _BRACKETED, _AT_END):
        for match in pattern.finditer(folded):
            unit = _unit(match, folded)
            if unit is not None:
                return unit
    return None


def _unit(match: re.Match[str], folded: str) -> tuple[Decimal, str] | None:
    before, after = match["before"], match["after"]
    if before is None and after is None:
        return None
    if match.re is _LABELLED and match["rest"].startswith("/"):  # a price per something
        return None
    kind = _KIND.search(folded)
    code = CODES[kind["kind"]] if kind else CODES[before or after]
    factor = scale_of(match["scale"]) * (1000 if match["thousands"] else 1)
    return factor, code
