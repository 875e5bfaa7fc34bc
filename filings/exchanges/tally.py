"""What a reading of a list has seen so far, and what follows from it. PURE.

Only page 1 can settle a reading: what was seen is complete as of an answer that still announces that number.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from filings.exchanges.protocol import ListPage


def keys_of(page: ListPage) -> set[str]:
    """What tells the rows of a page apart: the ids, and the sentences of rows that cannot be read."""
    return {row.source_id for row in page.rows} | set(page.unreadable)


@dataclass
class Tally:
    """The count of one reading of one window.

    ``seen`` holds keys since the last time that rows vanished, ``everything`` all of this reading, ``head``
    those of the last page 1. ``shrank``: the source announced fewer rows than before, so some of ``seen`` may
    be gone and others have moved unseen over a page border. ``vanished``: that happened in this reading, so
    the number of stored filings proves nothing either.
    """

    announced: int | None = None
    seen: set[str] = field(default_factory=set)
    everything: set[str] = field(default_factory=set)
    head: set[str] = field(default_factory=set)
    unreadable: dict[str, None] = field(default_factory=dict)
    empty: set[int] = field(default_factory=set)
    shrank: bool = False
    vanished: bool = False
    longest: int = 0
    rows: int = 0
    pages: int = 0
    requests: int = 0

    def take(self, pages: Sequence[ListPage]) -> None:
        """Count answers that were asked for at the same time.

        Their counts may have been made in any order: only one below all that was announced before is a fall.
        """
        counts = [page.announced for page in pages if page.announced is not None]
        if counts and self.announced is not None and min(counts) < self.announced:
            self.shrank = self.vanished = True
        if counts:
            self.announced = max(counts)
        for page in pages:
            self._take(page)

    def _take(self, page: ListPage) -> None:
        keys = keys_of(page)
        self.requests += 1
        self.rows += page.count
        self.longest = max(self.longest, page.count)
        self.pages = max(self.pages, page.number if page.count else 0)
        self.seen |= keys
        self.everything |= keys
        self.unreadable.update(dict.fromkeys(page.unreadable))
        if page.number == 1:
            self.head = keys
        if page.count:
            self.empty.discard(page.number)
        elif page.number <= self.expected:
            self.empty.add(page.number)

    @property
    def expected(self) -> int:
        """The last page, as far as today's count and the longest page tell."""
        return math.ceil((self.announced or 0) / self.longest) if self.longest else 1

    @property
    def whole(self) -> bool:
        """Whether as many filings were seen as are announced."""
        return not self.shrank and len(self.seen) == self.announced

    @property
    def whole_on_one_page(self) -> bool:
        """Whether the last page 1 held everything that is announced."""
        return len(self.head) == self.announced

    @property
    def inconsistent(self) -> bool:
        """Whether something vanished, so that the count has to begin again."""
        return self.shrank or len(self.seen) > (self.announced or 0)

    def begin_again(self) -> None:
        """Count anew from the last page 1."""
        self.seen = set(self.head)
        self.shrank, self.vanished = False, True

    def width(self, at_once: int) -> int:
        """How many pages the missing filings fill at least, up to ``at_once``."""
        missing = (self.announced or 0) - len(self.seen)
        return max(1, min(at_once, math.ceil(missing / self.longest))) if self.longest else 1

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
