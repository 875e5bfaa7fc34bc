"""A fact's value from its quotes' words alone. Pure: the words may come from any reader engine."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from filings.events.recompute.codes import code_in
from filings.events.recompute.derivations import DERIVATIONS
from filings.events.values.counts import find_counts
from filings.events.values.days import find_days, parse_day
from filings.events.values.money import find_money, parse_amount
from filings.events.values.numerals import number_of, scale_of
from filings.events.values.periods import find_periods
from filings.events.values.shares import find_shares
from filings.model import Day, Fact, Money, NoneStated, Number, Period, Share, Text, Value, normalise

_ABSENCE = re.compile(r"[不无未没免非零互]|否")
_FIGURE = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?|[零一二三四五六七八九十百千]{1,9})(?P<scale>[十百千万亿]{0,3})余?")

Reader = Callable[[Any, str, dt.date | None], Sequence[Value]]
"""(the value claimed, the folded words, the day of publication) → every value that the words hold."""


def recompute(fact: Fact, texts: Sequence[str], *, published: dt.date | None = None) -> Value | None:
    """The value that the words of a fact's quotes give, or ``None`` where they give none of its kind.

    ``texts`` are the words of ``fact.quotes`` in their order: those of the value first, then header, unit and
    alias. ``published`` is what 近日 and 同日 mean; without it such a day is taken as claimed. A derived fact is
    derived again by its rule, ``None`` where nobody knows the rule. Words that hold several values of the kind
    prove none of them: then another one than the claimed is returned.
    """
    words = [normalise(text) for text in texts]
    if fact.basis == "derived":
        rule = DERIVATIONS.get(fact.rule or "")
        return None if rule is None else rule(fact, words)
    reader = _READERS.get(fact.value.type)
    if reader is None:
        return None
    if isinstance(fact.value, Text):
        return _text(fact.name, fact.value, "".join(words))
    return _chosen(fact.value, reader(fact.value, "".join(words), published))


def _chosen(claimed: Value, found: Sequence[Value]) -> Value | None:
    """The claimed value if the words hold it and nothing that contradicts it, else the first other one."""
    others = [value for value in found if _size(value) != _size(claimed)]
    if others:
        return others[0]
    return claimed if claimed in found else next(iter(found), None)


def _size(value: Value) -> object:
    """What two readings of one value share: 壹亿元 and 约100,000,000元 are the same amount."""
    match value:
        case Money():
            return value.amount, value.amount_max, value.currency
        case Share():
            return value.percent
        case Day():
            return value.day
        case Number():
            return value.number
    return value


def _text(name: str, claimed: Text, words: str) -> Text | None:
    if normalise(claimed.text) not in words:
        return None
    known, code = code_in(name, claimed, words)
    return claimed.model_copy(update={"code": code}) if known else claimed


def _money(_: Money, words: str, __: dt.date | None) -> list[Value]:
    whole = parse_amount(words, unit=None)
    found: list[Value] = [each.value for each in find_money(words)]
    return found if whole is None or whole in found else [whole, *found]


def _day(claimed: Day, words: str, published: dt.date | None) -> list[Value]:
    day = claimed.day if published is None else published
    near = claimed.precision == "approx"
    found: list[Value] = [each.value for each in find_days(words, published=day if near else None)]
    whole = parse_day(words)
    return found if whole is None or whole in found else [whole, *found]


def _period(_: Period, words: str, __: dt.date | None) -> list[Value]:
    return [each.value for each in find_periods(words)]


def _share(_: Share, words: str, __: dt.date | None) -> list[Value]:
    return [each.value for each in find_shares(words)]


def _number(claimed: Number, words: str, _: dt.date | None) -> list[Value]:
    """A count of its noun, else a figure right before its unit (亩, 平方米)."""
    unit = claimed.unit
    counts: list[Value] = [each.value for each in find_counts(words, nouns=(unit or "项目",))]
    if counts or not unit:
        return counts
    pieces = (figure for figure in _FIGURE.finditer(words) if words.startswith(normalise(unit), figure.end()))
    numbers = ((number_of(figure["number"]), figure["scale"]) for figure in pieces)
    return [Number(number=_scaled(number, scale), unit=unit) for number, scale in numbers if number is not None]


def _scaled(number: Decimal, scale: str) -> Decimal:
    return number * scale_of(scale) if scale else number


def _none_stated(claimed: NoneStated, words: str, _: dt.date | None) -> list[Value]:
    return [claimed] if _ABSENCE.search(words) else []


def _never(_: Text, __: str, ___: dt.date | None) -> list[Value]:
    return []


_READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "money": _money, "day": _day, "period": _period, "share": _share, "number": _number,
        "none_stated": _none_stated, "text": _never,
    }
)  # fmt: skip
"""For each type of value; the text of a ``text`` is looked up, not read."""
