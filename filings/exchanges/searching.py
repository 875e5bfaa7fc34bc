"""One search of a list, page by page, until every row that it announces was seen.

Pages are read in order, in a few runs side by side: rows that arrive move the others down, from a page that was
read to one that is read later, and come twice instead of never. Only where one run ends and the next began
earlier a row can slip through: that place is read again.
"""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass
from itertools import pairwise

from filings.errors import SourceError, SourceUnavailable
from filings.exchanges.desk import Desk
from filings.exchanges.plausible import trading_days, what_is_implausible
from filings.exchanges.protocol import ListPage, Window
from filings.exchanges.tally import Tally, keys_of

_STALLED = 4
"""Passes in a row that bring nothing new before a search is called incomplete."""
_STALLED_LONG = 2
"""The same for a list of many pages: the next reading goes on where this one ended."""
_MANY_PAGES = 20
_FEW_PAGES = 4
"""Pages of new rows at the head of a known list that are read one by one, before it is swept."""
_PASSES = 30
"""Passes at most, even if each brings something new."""
_BEYOND = 10
"""One page in so many is tried behind the last one that a search surely shows: a window just over it is not split."""
_REPEATS = 3
"""Pages in a row with only rows of the pages before: the list repeats itself (faults C2 and C3)."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a page showed: its rows and its count, and whether each row was stored before.

    ``holds_all``: a whole page was known, and now as many filings are stored as are announced.
    """

    keys: frozenset[str]
    announced: int | None
    known: bool
    holds_all: bool


@dataclass(slots=True)
class _Run:
    """Pages that are read one after the other.

    ``next`` is the page to ask for, ``opened`` and ``closed`` the counts that the first and the last answer
    stated, ``repeats`` how many pages at the end had only rows of the pages before, ``full`` whether the last one
    was as long as any and had others.
    """

    first: int
    last: int
    next: int
    opened: int = 0
    closed: int = 0
    repeats: int = 0
    full: bool = False


class Search:
    """A window, or a part of one, on one channel: what was asked and what was seen.

    ``outage_days`` as in ``Limits``: for a piece of a window it is 0, since the whole has rows.
    """

    def __init__(self, desk: Desk, window: Window, *, outage_days: int) -> None:
        self.window = window
        self.tally = Tally()
        self._desk = desk
        self._outage_days = outage_days
        self._width = desk.exchange.limits.pages_at_once
        self._held_before = 0 if window.part else desk.held(window)
        self._head: Look | None = None
        self._head_is_new = False
        self._url = ""
        self._swept = False
        self._met_known = False
        self._failed = False
        self._ends_there = False

    @property
    def too_large(self) -> bool:
        """Whether more rows are announced than one search shows."""
        return (self.tally.announced or 0) > self._desk.exchange.limits.max_rows

    @property
    def settled(self) -> bool:
        """Whether everything that is announced is stored; a full reading has seen it all itself."""
        if self._head is None or self._doubtful or self._implausible:
            return False
        if self._desk.full:
            return self.tally.proven
        return self._head.holds_all or self.tally.whole_on_one_page or self.tally.whole

    def check_plausible(self) -> None:
        """Raise SourceUnavailable for a count that cannot be believed."""
        why = self._implausible
        if why:
            source = self._desk.exchange.name
            hint = "nothing to do: it is asked again; open the site if it lasts"
            raise SourceUnavailable(f"{source}: {why}", source=source, url=self._url, hint=hint)

    async def ask_head(self) -> None:
        """Page 1, on which a search begins and by which it ends."""
        before = self.tally.everything.copy()
        self._head = await self._ask(1)
        self._head_is_new = not self._head.keys <= before

    async def settle(self) -> bool:
        """Pass after pass, each ending with page 1 read again, until it settles or nothing new comes.

        Gives up where the search is too large and the store lacks more than a few of its newest pages.
        """
        if self._near:
            await self._walk(2, until_known=True)
            await self.ask_head()
        stalled = 0
        for _ in range(_PASSES):
            if self.settled or self._hopeless or stalled == self._patience:
                break
            if stalled:
                await self._desk.sleep(float(stalled))
            self._perhaps_begin_again()
            before = len(self.tally.everything)
            await self._pass()
            await self.ask_head()
            stalled = stalled + 1 if len(self.tally.everything) == before else 0
        return self.settled

    async def sweep(self) -> None:
        """Every page from 2 on that one search shows, in as many runs side by side as the source bears."""
        if self.tally.announced is None:
            return
        self._swept = True
        runs = _runs(2, min(self.tally.expected, self._shown), self._width)
        ends = await asyncio.gather(
            *(self._follow(run, last=run is runs[-1], alone=len(runs) == 1) for run in runs), return_exceptions=True
        )
        for end in ends:
            if isinstance(end, BaseException):
                raise end
        for left, right in pairwise(runs):
            if left.closed > right.opened:
                moved = max(self.tally.announced - left.closed, 0)
                await self._walk(right.first + moved // max(self.tally.longest, 1))
        if runs[-1].full:
            await self._walk(runs[-1].next)

    @property
    def _days(self) -> int:
        return trading_days(self.window, now=self._desk.clock(), trading=self._desk.trading)

    @property
    def _implausible(self) -> str:
        if self.tally.announced is None or self.window.part:
            return ""
        days = 0 if self.tally.announced else self._days
        held, limit = self._held_before, self._outage_days
        return what_is_implausible(self.tally.announced, held=held, days=days, outage_days=limit)

    @property
    def _doubtful(self) -> bool:
        """Whether a first answer says that a trading day brought nothing: it is asked again before it is believed."""
        return self.tally.announced == 0 and self.tally.requests == 1 and not self.window.part and self._days > 0

    @property
    def _patience(self) -> int:
        return _STALLED_LONG if self.tally.expected > _MANY_PAGES else _STALLED

    @property
    def _near(self) -> bool:
        """Whether page 1 brought new rows and the store lacks only a few pages of a known list: they come next."""
        if self._desk.full or self.window.part or self._head is None or self._head.known or self.settled:
            return False
        announced = self.tally.announced or 0
        lacking = announced - self._desk.held(self.window)
        return 2 * self._held_before >= announced and 0 <= lacking <= _FEW_PAGES * self.tally.longest

    @property
    def _hopeless(self) -> bool:
        """Whether more is announced than can be seen here: it has to be split."""
        return self.too_large and (self._ends_there or self.tally.expected > self._cap + max(1, self._cap // _BEYOND))

    @property
    def _cap(self) -> int:
        """The last page that one search surely shows: those behind it repeat or are refused, it is said (fault C2)."""
        return math.ceil(self._desk.exchange.limits.max_rows / self.tally.longest) if self.tally.longest else 1

    @property
    def _shown(self) -> int:
        """The last page to ask for."""
        return self._cap if self._hopeless else max(self._cap, self.tally.expected)

    @property
    def _enough(self) -> bool:
        """Whether it makes no sense to go on: all was seen, or a page beside failed."""
        return self._failed or self.tally.whole

    def _perhaps_begin_again(self) -> None:
        unproven = self._desk.full and self.tally.whole and self.tally.blurred
        if unproven:
            self._width = 1  # in order, one after the other, nothing moves unseen
        if unproven or self.tally.inconsistent:
            self.tally.begin_again()
            self._swept = False

    async def _pass(self) -> None:
        if self._swept and self._head_is_new:
            await self._walk(2)
        else:
            await self.sweep()

    async def _walk(self, number: int, *, until_known: bool = False) -> None:
        """Page after page from ``number`` on, until one has nothing that was not seen (or stored) before."""
        while number <= self._shown and not (self._enough or self.settled):
            before = self.tally.seen.copy()
            look = await self._ask(number)
            if look.holds_all or look.keys <= before or (until_known and look.known):
                return
            number += 1

    async def _follow(self, run: _Run, *, last: bool, alone: bool) -> None:
        """Read a run to its end; the last one grows with the list."""
        met = set(self.tally.head)
        while not self._enough and run.repeats < _REPEATS:
            end = max(run.last, self.tally.expected) if last else run.last
            if run.next > min(end, self._shown):
                return
            look = await self._ask(run.next, alone=alone)
            run.next += 1
            run.closed = look.announced or run.closed
            run.opened = run.opened or run.closed
            run.repeats = run.repeats + 1 if look.keys and look.keys <= met else 0
            run.full = not run.repeats and len(look.keys) == self.tally.longest
            met |= look.keys
            if look.holds_all:
                return

    async def _ask(self, number: int, *, alone: bool = True) -> Look:
        """One page: counted, and stored before more is asked for."""
        floor = self.tally.announced
        try:
            page = await self._desk.page(self.window, number)
        except SourceError:
            if number <= self._cap:
                self._failed = True
                raise
            page = ListPage(number=number, announced=None)
        keys = frozenset(keys_of(page))
        self._ends_there |= self._cap < number <= self.tally.expected and keys <= self.tally.seen
        self.tally.take(page, floor=floor, alone=alone)
        self._url = page.url or self._url
        known = self._desk.store(page)
        self._met_known |= known
        return Look(keys, page.announced, known, self._met_known and self._holds_all())

    def _holds_all(self) -> bool:
        """Whether the store holds as many filings as are announced, and that number proves something."""
        if self._desk.full or self.window.part or self.tally.vanished:
            return False
        return self._desk.held(self.window) == self.tally.announced


def _runs(first: int, last: int, width: int) -> list[_Run]:
    """The pages from ``first`` to ``last`` in at most ``width`` runs of about the same length, in order."""
    count = max(last - first + 1, 0)
    width = min(width, count) or 1
    borders = [first + count * place // width for place in range(width + 1)]
    return [_Run(start, end - 1, start) for start, end in pairwise(borders)]
