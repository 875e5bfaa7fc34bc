"""Whether a count can be believed. PURE.

Outages answer 200 with no rows (sources.md, facts 10 and C6). An empty day must not look like a quiet one, and
an outage must not look as if every filing had been withdrawn.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from filings.exchanges.protocol import Window
from filings.model import BEIJING

TradingDay = Callable[[date], bool]

_MANY = 10
"""Stored filings from which on a list that has lost more than half of them is not believed."""
_SATURDAY = 5
_LONGEST = 31


def weekday(day: date) -> bool:
    """A trading day for who has no calendar: Monday to Friday."""
    return day.weekday() < _SATURDAY


def trading_days(window: Window, *, now: datetime, trading: TradingDay) -> int:
    """How many trading days up to today a window holds, a month at most.

    Days to come count for nothing: they fill on the evening before.
    """
    last = min(window.until, now.astimezone(BEIJING).date())
    span = range(min((last - window.since).days + 1, _LONGEST))
    return sum(trading(last - timedelta(days=back)) for back in span)


def what_is_implausible(announced: int, *, held: int, days: int, outage_days: int) -> str:
    """Why so many rows for a whole window cannot be all; empty where they can.

    ``held`` is how many filings of the window were stored and listed before, ``days`` its trading days.
    """
    if held >= _MANY and 2 * announced < held:
        return f"lists {announced} rows where {held} filings were listed before: taken for an outage"
    if not announced and outage_days and days >= outage_days:
        return f"lists nothing for {days} trading days: an outage, not an empty list"
    return ""
