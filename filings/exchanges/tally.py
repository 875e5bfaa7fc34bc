"""What a search has shown so far, and what follows from it. PURE.

Why a count is not enough: a row that vanishes lifts all below it by one place, and the row that crosses a page
border is missed; a row inserted further back makes the sum right again. So every answer is held against those
that were there when it was asked for: one that announces fewer rows is a fall, and the count begins again.
Only answers that were under way at the same time have no order; a sweep in which they differ is ``blurred``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from filings.exchanges.protocol import ListPage
from filings.model import Announcement


def key_of(row: Announcement) -> str:
    """What tells a row from the others: a filing may be listed once for each of its codes (fault C9)."""
    return f"{row.source_id}/{'+'.join(sorted(company.code for company in row.companies))}"


def keys_of(page: ListPage) -> set[str]:
    """What tells the rows of a page apart; rows that cannot be read have their sentences."""
    return {key_of(row) for row in page.rows} | set(page.unreadable)


@dataclass
class Tally:
    """The count of one search.

    ``seen`` holds keys since the last time that rows vanished, ``everything`` all of this reading, ``head``
    those of the last page 1. ``shrank``: fewer rows were announced than before, so some of ``seen`` may be gone
    and others have moved unseen over a page border. ``vanished``: that happened in this reading, so the number
    of stored filings proves nothing either. ``blurred``: the count moved while several answers were under way.
    """

    announced: int | None = None
    seen: set[str] = field(default_factory=set)
    everything: set[str] = field(default_factory=set)
    filings: set[str] = field(default_factory=set)
    head: set[str] = field(default_factory=set)
    unreadable: dict[str, None] = field(default_factory=dict)
    empty: set[int] = field(default_factory=set)
    shrank: bool = False
    vanished: bool = False
    blurred: bool = False
    longest: int = 0
    rows: int = 0
    pages: int = 0
    requests: int = 0

    def take(self, page: ListPage, *, floor: int | None, alone: bool) -> None:
        """Count an answer.

        ``floor`` is what was announced when it was asked for, ``alone`` whether nothing else was under way.
        """
        if page.announced is not None and (page.count or page.announced or page.number == 1):
            self._count(page.announced, floor, alone=alone)
        keys = keys_of(page)
        self.requests += 1
        self.rows += page.count
        self.longest = max(self.longest, page.count)
        self.pages = max(self.pages, page.number if page.count else 0)
        self.seen |= keys
        self.everything |= keys
        self.filings |= {row.source_id for row in page.rows}
        self.unreadable.update(dict.fromkeys(page.unreadable))
        if page.number == 1:
            self.head = keys
        if page.count:
            self.empty.discard(page.number)
        elif page.number <= self.expected:
            self.empty.add(page.number)

    def _count(self, said: int, floor: int | None, *, alone: bool) -> None:
        self.blurred |= not alone and said != floor
        if floor is not None and said < floor:
            self.shrank = self.vanished = True
            self.announced = said
        else:
            self.announced = max(self.announced or 0, said)

    @property
    def expected(self) -> int:
        """The last page, as far as today's count and the longest page tell."""
        return math.ceil((self.announced or 0) / self.longest) if self.longest else 1

    @property
    def whole(self) -> bool:
        """Whether as many rows were seen as are announced."""
        return not self.shrank and len(self.seen) == self.announced

    @property
    def whole_on_one_page(self) -> bool:
        """Whether the last page 1 held everything that is announced."""
        return len(self.head) == self.announced

    @property
    def proven(self) -> bool:
        """Whether every announced row was seen, and nothing can have moved past us."""
        return self.whole_on_one_page or (self.whole and not self.blurred)

    @property
    def inconsistent(self) -> bool:
        """Whether something vanished, so that the count has to begin again."""
        return self.shrank or len(self.seen) > (self.announced or 0)

    def begin_again(self) -> None:
        """Count anew from the last page 1."""
        self.seen = set(self.head)
        self.shrank, self.blurred, self.vanished = False, False, True

    def why_incomplete(self) -> str:
        """One sentence on what is missing, and which pages came without rows."""
        if self.announced is None:
            return "page 1 came without rows and without a count"
        if len(self.everything) < self.announced:
            text = f"only {len(self.everything)} of {self.announced} announced rows could be seen"
            pages = ", ".join(map(str, sorted(self.empty)))
            return f"{text}; without rows came page {pages}" if pages else text
        if len(self.seen) > self.announced:
            return f"{self.announced} rows are announced, but {len(self.seen)} are listed"
        return "rows kept moving while the pages were read"
