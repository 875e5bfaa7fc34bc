"""Trading days of the Shenzhen and Shanghai exchanges: weekdays without the closed days that are data. PURE."""

from __future__ import annotations

from datetime import date

from filings.exchanges.plausible import weekday
from filings.model import Record


class TradingCalendar(Record):
    """The days on which the exchanges are closed, beside weekends; config/calendar.toml holds them.

    ``years`` are those that ``closed`` covers: in others every weekday counts as a trading day. ``source`` says
    where the days come from.
    """

    source: str
    years: tuple[int, ...]
    closed: frozenset[date]

    def is_trading(self, day: date) -> bool:
        """Whether the exchanges trade on a day. Weekends never count, also those worked elsewhere (调休)."""
        return weekday(day) and day not in self.closed

    def knows(self, day: date) -> bool:
        """Whether the year of a day is covered."""
        return day.year in self.years
