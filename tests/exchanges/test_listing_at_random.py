"""Whatever moves while pages are read: a reading that calls itself complete has stored every listed row."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, date, datetime
from typing import Literal

import pytest

from filings.exchanges import Clock, Download, Limits, ListPage, Window, WindowReport, read_window
from filings.model import Announcement

NOW = datetime(2026, 8, 11, 12, 0, tzinfo=UTC)
Move = Literal["arrive", "back-date", "vanish", "swap"]
PAGE = 10


def row(number: int) -> Announcement:
    """A filing by its number."""
    return Announcement(
        source="moving",
        source_id=str(number),
        companies=(),
        title="关于测试事项的公告",
        published=NOW,
        first_seen=NOW,
        document_path=f"/{number}.PDF",
    )


class MovingList:
    """An exchange whose rows move at random between two answers."""

    name = "moving"

    def __init__(self, moves: tuple[Move, ...], chance: random.Random, *, at_once: int) -> None:
        self.limits = Limits(pages_at_once=at_once)
        self.rows = [row(number) for number in range(chance.randint(0, 120), 0, -1)]
        self.listed_at_last: set[str] = set()
        self._moves = moves
        self._chance = chance
        self._rate = 0.2
        self._next = 1000

    async def page(self, window: Window, number: int, *, channel: str, clock: Clock) -> ListPage:
        assert (window.since, channel) == (date(2026, 8, 1), "listed")
        await asyncio.sleep(0)
        if self._moves and self._chance.random() < self._rate:
            self._move(self._chance.choice(self._moves))
        first = (number - 1) * PAGE
        self.listed_at_last = {listed.source_id for listed in self.rows}
        rows = tuple(found.model_copy(update={"first_seen": clock()}) for found in self.rows[first : first + PAGE])
        return ListPage(number=number, announced=len(self.rows), rows=rows)

    async def document(self, announcement: Announcement) -> Download:
        return Download(data=b"", sha256=announcement.source_id)

    def split(self, window: Window) -> tuple[Window, ...]:
        return () if window.since == window.until else window.halves()

    def calm_down(self) -> None:
        self._rate /= 2

    def _move(self, move: Move) -> None:
        if move == "arrive":
            for _ in range(self._chance.choice([1, 3, 15])):
                self._insert(0)
        elif move == "back-date":
            self._insert(self._chance.randint(0, len(self.rows)))
        elif self.rows and move == "vanish":
            self.rows.pop(self._chance.randrange(len(self.rows)))
        elif len(self.rows) > PAGE:
            border = self._chance.randrange(PAGE, len(self.rows), PAGE)
            self.rows[border - 1], self.rows[border] = self.rows[border], self.rows[border - 1]

    def _insert(self, place: int) -> None:
        self._next += 1
        self.rows.insert(place, row(self._next))


def read(exchange: MovingList, store: dict[str, Announcement], *, full: bool) -> WindowReport:
    async def calmer(_: float) -> None:
        exchange.calm_down()

    return asyncio.run(
        read_window(
            exchange,
            Window(since=date(2026, 8, 1), until=date(2026, 8, 31)),
            channel="listed",
            clock=lambda: NOW,
            known=lambda ids: set(ids) & store.keys(),
            held=lambda _: len(store),
            save=lambda rows: store.update({found.source_id: found for found in rows}),
            full=full,
            sleep=calmer,
        )
    )


@pytest.mark.parametrize("full", [False, True], ids=["tail", "full"])
@pytest.mark.parametrize("at_once", [1, 4])
@pytest.mark.parametrize(
    "moves",
    [
        (),
        ("arrive",),
        ("arrive", "back-date"),
        ("swap",),
        ("vanish",),
        ("arrive", "back-date", "vanish", "swap"),
    ],
)
def test_what_calls_itself_complete_is_complete(
    moves: tuple[Move, ...],
    at_once: int,
    full: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    complete = 0
    for seed in range(40):
        exchange = MovingList(moves, random.Random(seed), at_once=at_once)
        stored_before = exchange.rows[len(exchange.rows) // 3 :] if seed % 2 else []
        store = {found.source_id: found for found in stored_before}
        report = read(exchange, store, full=full)
        complete += report.complete
        if report.complete:
            assert exchange.listed_at_last <= store.keys(), f"seed {seed}"
    assert complete >= 38


@pytest.mark.parametrize("full", [False, True], ids=["tail", "full"])
def test_reading_again_and_again_keeps_up_with_an_evening(full: bool) -> None:  # noqa: FBT001 - a parameter of the test
    exchange = MovingList(("arrive", "back-date", "swap"), random.Random(7), at_once=4)
    store: dict[str, Announcement] = {}
    for _ in range(12):
        assert read(exchange, store, full=full).complete
    assert exchange.listed_at_last <= store.keys()
