"""Values as short text, so that a table of examples fits one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from filings.events.places import Place, find_places
from filings.events.values.counts import find_counts
from filings.events.values.days import find_days
from filings.events.values.found import Found
from filings.events.values.money import find_money
from filings.events.values.names import (
    Definition,
    find_authorities,
    find_companies,
    find_credit_codes,
    find_definitions,
)
from filings.events.values.periods import find_periods
from filings.events.values.shares import find_shares
from filings.events.values.terms import find_terms
from filings.events.values.titles import find_contracts, find_filing_numbers, find_projects
from filings.model.facts import Day, Money, Number, Period, Share, Text

PUBLISHED = date(2024, 5, 6)
NOUNS = ("项目", "子公司", "土地", "专利", "合同", "房产", "股权")

READERS: dict[str, Callable[[str], Iterable[Found[Any]]]] = {
    "money": find_money,
    "days": lambda text: find_days(text, published=PUBLISHED),
    "periods": find_periods,
    "shares": find_shares,
    "counts": lambda text: find_counts(text, nouns=NOUNS),
    "terms": find_terms,
    "companies": find_companies,
    "authorities": find_authorities,
    "definitions": find_definitions,
    "credit_codes": find_credit_codes,
    "projects": find_projects,
    "contracts": find_contracts,
    "filing_numbers": find_filing_numbers,
    "places": find_places,
}


def rendered(value: object) -> str:
    """A value's parts, the usual ones left out."""
    write = _WRITERS.get(type(value), str)
    return write(value)


def _money(value: Money) -> str:
    top = None if value.amount_max is None else f"to {value.amount_max}"
    bound = None if value.bound == "eq" else value.bound
    tax = value.tax and f"tax {value.tax}"
    return " ".join(filter(None, [str(value.amount), value.currency, top, bound, tax]))


_WRITERS: dict[type, Callable[[Any], str]] = {
    Money: _money,
    Day: lambda value: f"{value.day} {value.precision}",
    Period: lambda value: f"{value.start}..{value.end} {value.precision}",
    Share: lambda value: f"{value.percent} {value.of or ''}".strip(),
    Number: lambda value: f"{value.number} {value.unit or ''}".strip(),
    Text: lambda value: value.text,
    Definition: lambda value: "=".join([value.full, *value.aliases]),
    Place: lambda value: f"{value.kind} {value.province or '?'}",
}


def readings(reader: str, text: str) -> str:
    """``span → value`` for each value found, joined by `` ; ``."""
    found = READERS[reader](text)
    return " ; ".join(f"{text[each.start : each.end]} → {rendered(each.value)}" for each in found)
