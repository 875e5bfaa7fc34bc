"""What a reading asks of its surroundings: a page of the source, and what is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from filings.exchanges.plausible import TradingDay
from filings.exchanges.protocol import Clock, Exchange, ListPage, Window
from filings.model import Announcement, Company
from filings.net.pace import Sleep

Known = Callable[[Sequence[str]], set[str]]
Held = Callable[[Window], int]
Save = Callable[[tuple[Announcement, ...]], None]


@dataclass(frozen=True, slots=True)
class Desk:
    """One reading of one channel; see ``read_window`` for the callables.

    ``companies`` are those of each filing that was met so far: it may be listed once for each of its codes.
    """

    exchange: Exchange
    channel: str
    clock: Clock
    known: Known
    held: Held
    save: Save
    full: bool
    sleep: Sleep
    trading: TradingDay
    companies: dict[str, tuple[Company, ...]] = field(default_factory=dict)

    async def page(self, window: Window, number: int) -> ListPage:
        """A page of the source. Raises SourceError."""
        return await self.exchange.page(window, number, channel=self.channel, clock=self.clock)

    def store(self, page: ListPage) -> bool:
        """Store a page, each filing with all codes that it was met with; whether each was stored before."""
        merged: dict[str, Announcement] = {}
        for row in page.rows:
            met = {company.ticker: company for company in self.companies.get(row.source_id, ())}
            united = tuple((met | {company.ticker: company for company in row.companies}).values())
            self.companies[row.source_id] = united
            merged[row.source_id] = row if united == row.companies else row.model_copy(update={"companies": united})
        known = self.known(sorted(merged)) if merged else set()
        if merged:
            self.save(tuple(merged.values()))
        return bool(merged) and merged.keys() <= known and not page.unreadable
