"""Numbers, money, dates and shares in both notations; exact, nothing is rounded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from filings.alerts.brief.said import Said, plain
from filings.model import BEIJING, Day, Money, Number, Period, Share

_CURRENCIES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "CNY": ("RMB", "元"),
        "USD": ("USD", "美元"),
        "HKD": ("HKD", "港元"),
        "EUR": ("EUR", "欧元"),
        "JPY": ("JPY", "日元"),
        "GBP": ("GBP", "英镑"),
    }
)
_ENGLISH = ((Decimal(10**9), " billion", 4), (Decimal(10**6), " million", 4))
_CHINESE = ((Decimal(10**8), "亿", 2), (Decimal(10**4), "万", 4))
"""Unit, its word, and the most decimals with which it still reads well (otherwise the next smaller one)."""

_BOUNDS: Mapping[str, Said] = MappingProxyType(
    {
        "eq": Said("", ""),
        "le": Said("at most ", "不超过"),
        "ge": Said("at least ", "不低于"),
        "approx": Said("about ", "约"),
    }
)
_TAX: Mapping[str, Said] = MappingProxyType(
    {"included": Said(", tax included", "（含税）"), "excluded": Said(", without tax", "（不含税）")}
)
_UNITS: Mapping[str, str] = MappingProxyType(
    {
        "": "", "个": "", "项": "", "家": "", "宗": "", "笔": "", "处": "", "份": "", "次": "",
        "年": "years", "个月": "months", "月": "months", "天": "days", "日": "days", "股": "shares", "亩": "mu",
        "平方米": "square metres", "公顷": "hectares", "倍": "times", "吨": "tonnes", "公里": "km",
    }
)  # fmt: skip
"""Units of measure and counting words that say nothing in English."""
_NOUNS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "项目": ("project", "projects"),
        "政府项目": ("government project", "government projects"),
        "合同": ("contract", "contracts"),
        "协议": ("agreement", "agreements"),
        "子公司": ("subsidiary", "subsidiaries"),
        "公司": ("company", "companies"),
        "项目公司": ("project company", "project companies"),
        "土地": ("plot of land", "plots of land"),
        "宗地": ("plot of land", "plots of land"),
        "地块": ("plot of land", "plots of land"),
        "房产": ("property", "properties"),
        "资产": ("asset", "assets"),
        "债权": ("claim", "claims"),
    }
)
"""What is counted."""
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""Written out, since the machine's language must not decide what a brief says."""


def digits(number: Decimal) -> str:
    """Thousands separated, no trailing zeros, never rounded: ``12,345.67``."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(value: Money) -> Said:
    """``RMB 123.4567 million (人民币12,345.67万元)`` and ``人民币12,345.67万元``, with bound, range and tax."""
    bound, tax = _BOUNDS[value.bound], _TAX.get(value.tax or "", Said("", ""))
    english, chinese = (
        _range(one(value.amount, value.currency), value.amount_max and one(value.amount_max, value.currency), dash)
        for one, dash in ((_english, " to "), (_chinese, "至"))
    )
    return Said(f"{bound.en}{english} ({chinese}){tax.en}", f"{bound.zh}{chinese}{tax.zh}")


def _range(low: str, high: str | Decimal | None, dash: str) -> str:
    return low if high is None else f"{low}{dash}{high}"


def _english(amount: Decimal, currency: str) -> str:
    name = _CURRENCIES.get(currency, (plain(currency, 8), ""))[0]
    return f"{name} {_scaled(amount, _ENGLISH)}"


def _chinese(amount: Decimal, currency: str) -> str:
    if currency == "CNY":
        return f"人民币{_scaled(amount, _CHINESE)}元"
    unit = _CURRENCIES.get(currency, ("", plain(currency, 8)))[1]
    return f"{_scaled(amount, _CHINESE)}{unit}"


def _scaled(amount: Decimal, scales: tuple[tuple[Decimal, str, int], ...]) -> str:
    for unit, word, most in scales:
        scaled = digits(amount / unit)
        if abs(amount) >= unit and len(scaled.partition(".")[2]) <= most:
            return f"{scaled}{word}"
    return digits(amount)


def number(value: Number) -> Said:
    """A bare number with its unit or with what it counts: ``5 projects``, ``5个项目``."""
    figure, unit = digits(value.number), plain(value.unit or "", 20)
    if unit in _UNITS:
        return Said(f"{figure} {_UNITS[unit]}".rstrip(), f"{figure}{unit}")
    if unit in _NOUNS:
        return Said(f"{figure} {_NOUNS[unit][value.number != 1]}", f"{figure}个{unit}")
    return Said(f"{figure} {unit}", f"{figure}{unit}")


_HELD: Mapping[str, str] = MappingProxyType(
    {
        "股权": "the equity", "股份": "the shares", "权益": "the interest", "表决权": "the voting rights",
        "投票权": "the voting rights", "财产份额": "the partnership interests", "合伙份额": "the partnership interests",
        "出资份额": "the capital contributions", "份额": "the units", "出资额": "the capital contributions",
        "出资": "the capital contributions",
    }
)  # fmt: skip
_BASES: Mapping[str, str] = MappingProxyType(
    {
        "净资产": "net assets", "总资产": "total assets", "资产总额": "total assets", "净利润": "net profit",
        "利润总额": "total profit", "营业收入": "revenue", "注册资本": "registered capital",
        "总股本": "the share capital", "募集资金": "the raised funds",
    }
)  # fmt: skip


def share(value: Share) -> Said:
    """``51% of the equity`` and ``51%股权``; ``12.3% of net assets`` and ``净资产的12.3%``."""
    percent, base = f"{digits(value.percent)}%", plain(value.of or "", 60)
    if not base:
        return Said.same(percent)
    if base in _HELD:
        return Said(f"{percent} of {_HELD[base]}", f"{percent}{base}")
    return Said(f"{percent} of {_BASES.get(base, base)}", f"{base}的{percent}")


def day(value: Day) -> Said:
    """A date as precise as the filing gives it."""
    if value.precision == "approx":
        exact = date(value.day, "day")
        return Said(f"about {exact.en}", f"约{exact.zh}")
    return date(value.day, value.precision)


def date(when: dt.date, precision: str = "day") -> Said:
    """``23 December 2024``, ``December 2024`` or ``2024``."""
    if precision == "year":
        return Said(f"{when.year}", f"{when.year}年")
    if precision == "month":
        return Said(f"{_MONTHS[when.month - 1]} {when.year}", f"{when.year}年{when.month}月")
    return Said(f"{when.day} {_MONTHS[when.month - 1]} {when.year}", f"{when.year}年{when.month}月{when.day}日")


def instant(when: dt.datetime, zone: dt.tzinfo = BEIJING) -> Said:
    """A time of day in the reader's zone, and in Beijing where the two clocks differ."""
    beijing = when.astimezone(BEIJING)
    there = _clock(beijing, Said("Beijing", "北京时间"))
    local = when.astimezone(zone)
    if local.utcoffset() == beijing.utcoffset():
        return there
    here = _clock(local, Said.same(str(zone)))
    return Said(f"{here.en}; {there.en}", f"{here.zh}；{there.zh}")


def _clock(local: dt.datetime, named: Said) -> Said:
    on = date(local.date())
    return Said(f"{on.en}, {local:%H:%M} ({named.en})", f"{on.zh}{local:%H:%M}（{named.zh}）")


def period(value: Period) -> Said:
    """``2016 to 2017``; an open end is named."""
    precision = "day" if value.precision == "approx" else value.precision
    about = Said("about ", "约") if value.precision == "approx" else Said("", "")
    start = None if value.start is None else date(value.start, precision)
    end = None if value.end is None else date(value.end, precision)
    if start is not None and end is not None:
        span = start if start == end else Said(f"{start.en} to {end.en}", f"{start.zh}至{end.zh}")
    elif start is not None:
        span = Said(f"from {start.en}", f"{start.zh}起")
    elif end is not None:
        span = Said(f"until {end.en}", f"至{end.zh}")
    else:
        return Said("open at both ends", "起止未定")
    return Said(about.en + span.en, about.zh + span.zh)
