"""Reading a window of a list until every row that the source announces was seen.

Why so careful: rows arrive, move and vanish while pages are read, equal times have no order, pages are
clamped or come empty (sources.md, facts 3, 7, 8 and 10). A page count fixed at the start loses 20 of 3,010.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from filings.exchanges.protocol import Clock, Exchange, ListPage, Window
from filings.exchanges.tally import Tally, keys_of
from filings.model import Announcement, Record
from filings.net.pace import Sleep

Known = Callable[[Sequence[str]], set[str]]
Held = Callable[[Window], int]
Save = Callable[[tuple[Announcement, ...]], None]

_STALLED = 4
"""Passes in a row that bring nothing new before a reading is called incomplete."""
_PASSES = 30
"""Passes at most, even if each brings something new."""


class WindowReport(Record):
    """How a reading went.

    ``announced`` is the source's last count, ``rows`` all rows received, ``distinct`` different filings,
    ``pages`` the highest page with rows, ``requests`` pages asked for. A reading that is not ``complete`` says
    why in ``reason``; ``unreadable`` names the rows that could not be understood. ``saw_all``: every announced row
    was seen in this reading, so a stored row that was not is gone.
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


@dataclass(frozen=True, slots=True)
class _Reading:
    """One window of one channel, and what a reading asks of its surroundings."""

    exchange: Exchange
    window: Window
    channel: str
    clock: Clock
    known: Known
    held: Held
    save: Save
    full: bool
    sleep: Sleep


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
) -> WindowReport:
    """Read a window from page 1 until it is complete, storing each page as it comes.

    ``known`` says which ids are stored, ``held`` how many filings of a window are, ``save`` stores a page's
    rows before more is asked for; they run on the event loop's thread and should be quick.

    Complete is: as many different filings were seen as the source announces, and page 1, read again, agrees;
    or, unless ``full``, all of page 1 was known and exactly the announced number is held. A window with
    more rows than one search bears is read in halves. Raises SourceError; what came before it is stored.
    """
    reading = _Reading(exchange, window, channel, clock, known, held, save, full, sleep)
    return await _read(reading)


async def _read(reading: _Reading) -> WindowReport:
    tally = Tally()
    held_all = await _ask(reading, tally, [1])
    window = reading.window
    if (tally.announced or 0) > reading.exchange.limits.max_rows and window.since < window.until:
        halves = [await _read(replace(reading, window=half)) for half in window.halves()]
        return _joined(tally, halves)
    settled = await _settle(reading, tally, held_all=held_all)
    reason = "" if settled else tally.why_incomplete()
    if tally.unreadable:
        first = next(iter(tally.unreadable))
        reason = "; ".join(filter(None, [reason, f"{len(tally.unreadable)} rows cannot be read: {first}"]))
    return WindowReport(
        announced=tally.announced,
        rows=tally.rows,
        distinct=len(tally.everything),
        pages=tally.pages,
        requests=tally.requests,
        complete=not reason,
        saw_all=not reason and (tally.whole or tally.whole_on_one_page),
        reason=reason,
        unreadable=tuple(tally.unreadable),
    )


async def _settle(reading: _Reading, tally: Tally, *, held_all: bool) -> bool:
    """Pass after pass, each ending with page 1 read again, until it settles or nothing new comes."""
    stalled = 0
    for _ in range(_PASSES):
        if held_all or tally.whole_on_one_page or tally.whole:
            return True
        if stalled == _STALLED:
            return False
        if stalled:
            await reading.sleep(float(stalled))
        if tally.inconsistent:
            tally.begin_again()
        before = len(tally.everything), tally.announced
        await _pass(reading, tally)
        held_all = await _ask(reading, tally, [1])
        stalled = stalled + 1 if (len(tally.everything), tally.announced) == before else 0
    return held_all or tally.whole_on_one_page or tally.whole


async def _pass(reading: _Reading, tally: Tally) -> None:
    """From page 2 on, until as much was seen as is announced, or past the last page."""
    number, met = 1, set(tally.head)
    while tally.announced is not None and not tally.whole:
        width = 1 if _holds_all(reading, tally) else tally.width(reading.exchange.limits.pages_at_once)
        pages: list[ListPage] = []
        if await _ask(reading, tally, range(number + 1, number + 1 + width), pages):
            return
        number += width
        new = keys_of(pages[-1]) - met
        met.update(*map(keys_of, pages))
        if number >= tally.expected and not new:
            return


async def _ask(reading: _Reading, tally: Tally, numbers: Iterable[int], received: list[ListPage] | None = None) -> bool:
    """Ask for pages at the same time, count and store them; whether they show that all is stored already."""
    asked = (
        reading.exchange.page(reading.window, number, channel=reading.channel, clock=reading.clock)
        for number in numbers
    )
    answers = await asyncio.gather(*asked, return_exceptions=True)
    pages = [answer for answer in answers if isinstance(answer, ListPage)]
    tally.take(pages)
    stored = [_store(reading, page) for page in pages]
    for answer in answers:
        if isinstance(answer, BaseException):
            raise answer
    if received is not None:
        received.extend(pages)
    return any(stored) and _holds_all(reading, tally)


def _holds_all(reading: _Reading, tally: Tally) -> bool:
    """Whether the store holds as many filings as are announced, and that number proves something."""
    return not (reading.full or tally.vanished) and reading.held(reading.window) == tally.announced


def _store(reading: _Reading, page: ListPage) -> bool:
    """Store a page; whether it has rows and each was stored before."""
    ids = {row.source_id for row in page.rows}
    known = reading.known(sorted(ids)) if ids else set()
    if page.rows:
        reading.save(page.rows)
    return bool(ids) and ids <= known and not page.unreadable


def _joined(head: Tally, parts: Sequence[WindowReport]) -> WindowReport:
    """One report on the parts of a window; ``head`` counted the page that showed that it is too large."""
    counts = [part.announced for part in parts if part.announced is not None]
    return WindowReport(
        announced=sum(counts) if len(counts) == len(parts) else None,
        rows=head.rows + sum(part.rows for part in parts),
        distinct=sum(part.distinct for part in parts),
        pages=max(part.pages for part in parts),
        requests=head.requests + sum(part.requests for part in parts),
        complete=all(part.complete for part in parts),
        saw_all=all(part.saw_all for part in parts),
        reason="; ".join(part.reason for part in parts if part.reason),
        unreadable=tuple(dict.fromkeys(bad for part in parts for bad in part.unreadable)),
    )
