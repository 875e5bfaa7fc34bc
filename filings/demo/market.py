"""Everything that the simulated exchange lists, found by nominal day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from filings.demo.listing import Listing, Scene, newest_first
from filings.demo.question import Question
from filings.model import BEIJING


class Market:
    """Rows by day and files by path. It never changes: a fault that changes rows makes another market."""

    def __init__(self, listings: Iterable[Listing]) -> None:
        self.listings = tuple(newest_first(listings))
        by_day: dict[date, list[Listing]] = defaultdict(list)
        for one in self.listings:
            by_day[one.published.astimezone(BEIJING).date()].append(one)
        self._by_day = dict(by_day)
        self._days = sorted(by_day)
        self._by_path = {one.path: one for one in self.listings}

    def find(self, question: Question, scene: Scene, now: datetime | None) -> list[Listing]:
        """The rows that answer a question at an instant, newest first; ``None`` is after everything."""
        if question.impossible:
            return []
        first = 0 if question.since is None else bisect_left(self._days, question.since)
        last = len(self._days) if question.until is None else bisect_right(self._days, question.until)
        return [
            one
            for day in reversed(self._days[first:last])
            for one in self._by_day[day]
            if (now is None or one.arrives <= now) and one.shown(scene) and _matches(one, question)
        ]

    def file(self, path: str, now: datetime | None) -> Listing | None:
        """The row whose file stands at a path, once it has arrived."""
        one = self._by_path.get(path)
        return one if one is not None and (now is None or one.arrives <= now) else None


def _matches(one: Listing, question: Question) -> bool:
    return (
        one.channel in question.channels
        and (not question.codes or not question.codes.isdisjoint(one.codes))
        and all(word in one.title for word in question.words)
    )
