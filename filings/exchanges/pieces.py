"""A window with more rows than one search shows, read in pieces: halves of its days, then parts of a day."""

from __future__ import annotations

from collections.abc import Iterator

from filings.exchanges.desk import Desk
from filings.exchanges.protocol import Window
from filings.exchanges.searching import Search

_ROUNDS = 4
"""How often the pieces are looked at again while rows arrive."""


class Branch:
    """A search and, where it is too large, those that it was split into.

    ``settled`` says that everything announced is stored. Days partition a window; parts of a day (boards,
    categories) may overlap or leave rows out, so that only their union counts.
    """

    def __init__(self, desk: Desk, window: Window, *, outage_days: int) -> None:
        self.search = Search(desk, window, outage_days=outage_days)
        self.branches: list[Branch] = []
        self.settled = False
        self._desk = desk

    async def read(self) -> None:
        """Read it, in pieces if one search does not show it all. Raises SourceError."""
        await self._look()
        if self.settled or not self.search.too_large:
            return
        pieces = self._desk.exchange.split(self.search.window)
        self.branches = [Branch(self._desk, piece, outage_days=0) for piece in pieces]
        for branch in self.branches:
            await branch.read()
        self.settled = await (self._days_agree() if self.branches and not self.by_parts else self._parts_cover())

    @property
    def by_parts(self) -> bool:
        """Whether it was split into parts of a day."""
        return any(branch.search.window.part != self.search.window.part for branch in self.branches)

    @property
    def keys(self) -> set[str]:
        """What was seen of it, in all pieces."""
        return self.search.tally.seen.union(*(branch.keys for branch in self.branches))

    @property
    def announced(self) -> int | None:
        """What the source says of the whole: of parts by itself, of days as their sum."""
        if not self.branches or self.by_parts:
            return self.search.tally.announced
        counts = [branch.announced for branch in self.branches]
        return None if None in counts else sum(count or 0 for count in counts)

    @property
    def proven(self) -> bool:
        """Whether every announced row was seen in this reading."""
        tally = self.search.tally
        if not self.branches:
            return tally.proven
        if self.by_parts and (tally.vanished or len(self.keys) != tally.announced):
            return False
        return all(branch.proven for branch in self.branches)

    def searches(self) -> Iterator[Search]:
        """Every search that was made, the whole before its pieces."""
        yield self.search
        for branch in self.branches:
            yield from branch.searches()

    def why_incomplete(self) -> str:
        """What is missing, in words."""
        tally, limit = self.search.tally, self._desk.exchange.limits.max_rows
        if not self.branches:
            text = tally.why_incomplete()
            return f"{text}; one search shows no more than {limit}" if self.search.too_large else text
        if self.by_parts:
            text = f"only {len(self.keys)} of {tally.announced} announced rows could be seen"
            return f"{text} in {len(self.branches)} parts of {self.search.window.since}"
        told = [branch.why_incomplete() for branch in self.branches if not branch.settled]
        return "; ".join(told) or f"{tally.announced} rows are announced, but its days have only {self.announced}"

    async def refresh(self) -> None:
        """Look for what is new since it was read."""
        if not self.branches:
            await self._look()
            return
        for branch in self.branches:
            await branch.refresh()
        self.settled = all(branch.settled for branch in self.branches)

    async def _look(self) -> None:
        """Page 1, and what it leads to without a split."""
        await self.search.ask_head()
        self.settled = await self.search.settle()
        self.search.check_plausible()

    async def _days_agree(self) -> bool:
        """Whether the halves are read and have no fewer rows than the whole: one may have answered in an outage."""
        for _ in range(_ROUNDS):
            if (self.announced or 0) >= (self.search.tally.announced or 0):
                break
            await self.search.ask_head()
            await self.refresh()
        agree = (self.announced or 0) >= (self.search.tally.announced or 0)
        return agree and all(branch.settled for branch in self.branches)

    async def _parts_cover(self) -> bool:
        """Whether the parts together have as many rows as the whole; if not, its own newest rows are read too."""
        for _ in range(_ROUNDS if self.branches else 0):
            await self.search.ask_head()
            before = len(self.keys)
            if before == self.search.tally.announced:
                return True
            await self.refresh()
            if len(self.keys) == before:
                break
        await self.search.sweep()
        await self.search.ask_head()
        return len(self.keys) == self.search.tally.announced
