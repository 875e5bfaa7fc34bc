"""Reading a window of a list until every row that the source announces was seen.

Why so careful: rows arrive, move and vanish while pages are read, equal times have no order, pages are
clamped or come empty (sources.md, facts 3, 7, 8 and 10). A page count fixed at the start loses 20 of 3,010.

What a report claims: a *full* reading that is complete has itself seen every filing that was listed from its
beginning to its end, and they are stored. A tail reading may also rest on the count of what is stored: it claims
the same as long as no row vanished unseen since the last reading that saw all (``saw_all``). Both take it that
the source answers between any two moves that cancel each other in its count.
"""

from __future__ import annotations

import asyncio

from filings.exchanges.desk import Desk, Held, Known, Save
from filings.exchanges.pieces import Branch
from filings.exchanges.plausible import TradingDay, weekday
from filings.exchanges.protocol import Clock, Exchange, Window
from filings.model import Record
from filings.net.pace import Sleep


class WindowReport(Record):
    """How a reading went.

    ``announced`` is the source's last count, ``rows`` all rows received, ``distinct`` different filings,
    ``pages`` the highest page with rows, ``requests`` pages asked for, ``searches`` the windows and parts that
    were searched. A reading that is not ``complete`` says why in ``reason``; ``unreadable`` names the rows that
    could not be understood. ``saw_all``: every announced row was seen in this reading, so a stored row that was
    not is gone.
    """

    announced: int | None
    rows: int
    distinct: int
    pages: int
    requests: int
    complete: bool
    saw_all: bool = False
    reason: str = ""
    unreadable: tuple[str, ...] = ()
    searches: int = 1


async def read_window(  # noqa: PLR0913 - what a reading asks of its surroundings, by keyword
    exchange: Exchange,
    window: Window,
    *,
    channel: str,
    clock: Clock,
    known: Known,
    held: Held,
    save: Save,
    full: bool = False,
    sleep: Sleep = asyncio.sleep,
    trading: TradingDay = weekday,
) -> WindowReport:
    """Read a window from page 1 until it is complete, storing each page as it comes.

    ``known`` says which ids are stored, ``held`` how many filings of a window are, ``save`` stores a page's
    rows before more is asked for; they run on the event loop's thread and should be quick. A filing that is
    listed under a further code comes to ``save`` again, with all of them. ``trading`` knows the trading days.

    Complete is: as many different rows were seen as the source announces, and page 1, read again, agrees; or,
    unless ``full``, all of page 1 was known and exactly the announced number is held. A window with more rows
    than one search shows is read in pieces. Raises SourceError; what came before it is stored. SourceUnavailable
    is also raised for a count that cannot be believed: nothing, or half, where there must be something.
    """
    desk = Desk(exchange, channel, clock, known, held, save, full, sleep, trading)
    branch = Branch(desk, window, outage_days=exchange.limits.outage_days)
    await branch.read()
    return _report(branch)


def _report(branch: Branch) -> WindowReport:
    tallies = [search.tally for search in branch.searches()]
    unreadable = tuple(dict.fromkeys(bad for tally in tallies for bad in tally.unreadable))
    bad = f"{len(unreadable)} rows cannot be read: {unreadable[0]}" if unreadable else ""
    reason = "; ".join(filter(None, ["" if branch.settled else branch.why_incomplete(), bad]))
    return WindowReport(
        announced=branch.announced,
        rows=sum(tally.rows for tally in tallies),
        distinct=len(set[str]().union(*(tally.filings for tally in tallies))),
        pages=max(tally.pages for tally in tallies),
        requests=sum(tally.requests for tally in tallies),
        complete=not reason,
        saw_all=not reason and branch.proven,
        reason=reason,
        unreadable=unreadable,
        searches=len(tallies),
    )
