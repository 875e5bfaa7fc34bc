"""Dates in folded text and in table cells (日期)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from filings.events.values.found import Found, limit
from filings.events.values.numerals import chinese_number
from filings.model.facts import Day, Precision
from filings.model.text import normalise

_YEAR_WORDS = "[一二][零一二三四五六七八九]{3}"
_WORDS = "[一二三四五六七八九十廿]{1,3}"
WRITTEN = re.compile(
    rf"(?<!\d)(?P<year>(?:19|20)\d\d|(?<![零一二三四五六七八九十百千万亿]){_YEAR_WORDS})(?:"
    rf"年(?:度(?!末)|(?P<month>1[0-2]|0?[1-9]|{_WORDS})月(?:份|(?P<day>3[01]|[12]\d|0?[1-9]|{_WORDS})[日号]|(?!\d{{1,2}}日))|(?!\d{{1,2}}月))"
    r"|(?P<mark>[-/.])(?P<month2>1[0-2]|0?[1-9])(?P=mark)(?P<day2>3[01]|[12]\d|0?[1-9])(?![\d-])日?)"
)
_LOOSE = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:[-/.](?P<month>1[0-2]|0?[1-9])(?:[-/.](?P<day>3[01]|[12]\d|0?[1-9]))?"
    r"|(?P<month2>1[0-2]|0[1-9])(?P<day2>3[01]|[12]\d|0[1-9]))?"
)
_NEAR = re.compile(
    r"(?<![最附邻临靠接相])近日(?![常均照本])|(?<![^,。;:、()\"司会》我])日前|(?<![不相在])同日(?![期志])"
    r"|(?:截[至止])?本公告(?:披露|发布|出具|公告)?之?日(?![期常前后起])"
)
_LATER_WORDS = re.compile(r"(?:\([^()]{0,12}\)|前后|左右|起|止|签[订署约]|中标|上旬|中旬|下旬|[底初末])?")


class Moment(NamedTuple):
    """A date as written: year, and month and day if they are given."""

    year: int
    month: int | None
    day: int | None

    @property
    def precision(self) -> Precision:
        return "day" if self.day else "month" if self.month else "year"

    def first(self) -> dt.date:
        """The first day that the words may mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    def last(self) -> dt.date:
        """The last day that the words may mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


def find_days(
    text: str, *, published: dt.date | None = None, start: int = 0, end: int | None = None
) -> list[Found[Day]]:
    """All dates in [start, end): a day, a month (its first day) or a year (1 January), by ``precision``.

    近日, 日前, 同日 and 本公告日 become the day of publication, approximate, if ``published`` is given.
    Dates that no calendar has are not dates.
    """
    stop = limit(text, end)
    found = [
        Found(Day(day=moment.first(), precision=moment.precision), a, b) for moment, a, b in moments(text, start, stop)
    ]
    if published is not None:
        near = Day(day=published, precision="approx")
        found += [Found(near, match.start(), match.end()) for match in _NEAR.finditer(text, start, stop)]
    return sorted(found, key=lambda each: each.start)


def parse_day(cell: str) -> Day | None:
    """The date that a whole table cell states: 2016年11月1日, 2016.11.01, 20161101, 2016-11, 2016."""
    folded = normalise(cell)
    for pattern in (WRITTEN, _LOOSE):
        match = pattern.match(folded)
        if match and _LATER_WORDS.fullmatch(folded, match.end()):
            moment = moment_of(match)
            if moment:
                return Day(day=moment.first(), precision=moment.precision)
    return None


def moments(text: str, start: int, stop: int) -> Iterator[tuple[Moment, int, int]]:
    """Every calendar date in [start, stop) as written, with its span."""
    for match in WRITTEN.finditer(text, start, stop):
        moment = moment_of(match)
        if moment is not None:
            yield moment, match.start(), match.end()


def moment_of(match: re.Match[str]) -> Moment | None:
    """The date of a match of ``WRITTEN``; ``None`` if the calendar has no such day."""
    year = _number(match["year"])
    month = _number(match["month"] or match["month2"])
    day = _number(match["day"] or match["day2"])
    if year is None or not 1900 <= year <= 2099:
        return None
    return checked(year, month, day)


def checked(year: int, month: int | None, day: int | None) -> Moment | None:
    """The date, if the calendar has it."""
    try:
        dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    return Moment(year, month, day)


def _number(words: str | None) -> int | None:
    if words is None:
        return None
    return int(words) if words.isdigit() and words.isascii() else chinese_number(words.replace("廿", "二十"))
