"""An exchange in this process whose rows move between two answers, as a plan says."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from filings.errors import SourceUnavailable
from filings.exchanges import Clock, Download, Limits, ListPage, Window
from filings.model import Announcement

NOW = datetime(2026, 8, 11, 12, 0, tzinfo=UTC)
WINDOW = Window(since=date(2026, 8, 1), until=date(2026, 8, 31))
MIDNIGHT = datetime(2026, 8, 10, 16, 0, tzinfo=UTC)
PAGE = 5
TITLES = ("关于事项甲的公告", "关于事项乙的公告", "关于事项丙的公告")

Kind = Literal["arrive", "back-date", "mutate", "remove", "swap"]


@dataclass(frozen=True)
class Move:
    """What happens to the list, and where: ``at`` is a number from which the place is taken."""

    kind: Kind
    at: int


@dataclass
class MovingList:
    """Rows, newest first; ``plan`` holds the move after each answer, ``fails`` the answers that fail."""

    at_once: int = 1
    delays: random.Random = field(default_factory=lambda: random.Random(0))
    rows: list[tuple[int, str]] = field(default_factory=list)
    plan: dict[int, Move] = field(default_factory=dict)
    fails: frozenset[int] = frozenset()
    answers: int = 0
    newest: int = 0
    ever: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    late: set[int] = field(default_factory=set)
    name: str = "moving"

    @property
    def limits(self) -> Limits:
        return Limits(pages_at_once=self.at_once, max_rows=100_000)

    @property
    def ids(self) -> set[str]:
        """What is listed now."""
        return {str(number) for number, _ in self.rows}

    def begin(self, plan: dict[int, Move], fails: frozenset[int]) -> None:
        """A reading begins: its answers are counted from 1."""
        self.plan, self.fails, self.answers = plan, fails, 0
        self.removed, self.touched = set(), set()

    async def page(self, window: Window, number: int, *, channel: str, clock: Clock) -> ListPage:
        assert (window, channel) == (WINDOW, "listed")
        for _ in range(self.delays.randrange(4) if self.at_once > 1 else 0):
            await asyncio.sleep(0)
        self.answers += 1
        answer = self.answers
        try:
            if answer in self.fails:
                raise SourceUnavailable("away", source=self.name, url="http://moving.example/")
            first = (number - 1) * PAGE
            shown = self.rows[first : first + PAGE]
            rows = tuple(row(number, title, clock(), late=number in self.late) for number, title in shown)
            return ListPage(number=number, announced=len(self.rows), rows=rows)
        finally:
            if answer in self.plan:
                self.move(self.plan[answer])

    async def document(self, announcement: Announcement) -> Download:
        return Download(data=b"", sha256=announcement.source_id)

    def split(self, window: Window) -> tuple[Window, ...]:
        return () if window == WINDOW else window.halves()

    def move(self, move: Move) -> None:
        """Let one thing happen."""
        if move.kind in {"arrive", "back-date"}:
            self.newest += 1
            self.ever.add(str(self.newest))
            place = 0 if move.kind == "arrive" else move.at % (len(self.rows) + 1)
            if move.kind == "back-date":
                self.late.add(self.newest)
            self.rows.insert(place, (self.newest, TITLES[move.at % len(TITLES)]))
        elif self.rows:
            self._change(move, move.at % len(self.rows))

    def _change(self, move: Move, place: int) -> None:
        number, title = self.rows[place]
        if move.kind == "remove":
            self.removed.add(str(number))
            del self.rows[place]
        elif move.kind == "mutate":
            self.touched.add(str(number))
            self.rows[place] = (number, f"{title}（已取消）")
        elif place:
            self.rows[place - 1], self.rows[place] = self.rows[place], self.rows[place - 1]


def row(number: int, title: str, seen: datetime, *, late: bool) -> Announcement:
    """A row as the list shows it: all have the same time but those that were inserted late."""
    return Announcement(
        source="moving",
        source_id=str(number),
        companies=(),
        title=title,
        published=MIDNIGHT - timedelta(days=late),
        first_seen=seen,
        document_path=f"/{number}.PDF",
    )


@dataclass
class Store:
    """What a store remembers of a list: the rows, and those that a reading of everything did not show."""

    rows: dict[str, Announcement] = field(default_factory=dict)
    missed: set[str] = field(default_factory=set)
    saved: set[str] = field(default_factory=set)

    def known(self, ids: Sequence[str]) -> set[str]:
        return set(ids) & self.rows.keys()

    def held(self, _: Window) -> int:
        return len(self.rows.keys() - self.missed)

    def save(self, rows: Sequence[Announcement]) -> None:
        for found in rows:
            self.rows[found.source_id] = found
            self.missed.discard(found.source_id)
            self.saved.add(found.source_id)
