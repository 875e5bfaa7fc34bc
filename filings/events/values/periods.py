"""Periods: from one date to another (期间)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from filings.events.values.days import WRITTEN, Moment, checked, moment_of
from filings.events.values.found import Found, limit
from filings.model.facts import Period, Precision

_CONNECTOR = r"(?:\([^()]{0,10}\))?(?:起(?:计算)?)?[,]?(?:至|到|-{1,2}|~|起至|截至)"
_TO_DATE = re.compile(rf"{_CONNECTOR}(?P<date>)")
_TO_MONTH = re.compile(
    rf"{_CONNECTOR}(?:同年|当年)?(?P<month>1[0-2]|0?[1-9])月(?:份|(?P<day>3[01]|[12]\d|0?[1-9])[日号])?"
)
_TO_DAY = re.compile(rf"{_CONNECTOR}(?P<day>3[01]|[12]\d|0?[1-9])[日号]")
_TO_NOW = re.compile(rf"{_CONNECTOR}今")
_NEXT_YEAR = re.compile(r"[和及与、]")
_YEARS = re.compile(r"(?<![\d.,])(?P<first>(?:19|20)\d\d)(?:-{1,2}|~|至|到|[、和及与])(?P<last>(?:19|20)\d\d)年度?")
_MONTHS = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?P<first>1[0-2]|0?[1-9])(?:-{1,2}|~|至|到)(?P<last>1[0-2]|0?[1-9])月份?"
)
_OPEN = re.compile(r"自(?P<event>[^,。;:\d]{1,20})起(?:生效)?[,]?至(?=[一二12])")
_ORDER: tuple[Precision, ...] = ("day", "month", "year", "approx")


def find_periods(text: str, *, start: int = 0, end: int | None = None) -> list[Found[Period]]:
    """All periods in [start, end), both ends inclusive: 2016年至2017年, 2016-2017年, 自…起至…止, 2016年11月至今.

    A month as the end means its last day. An end that the words leave open (至今; 自签订之日起至…) is ``None``.
    """
    stop = limit(text, end)
    found = [*_short(text, start, stop), *_between(text, start, stop), *_open(text, start, stop)]
    return _without_overlaps(sorted(found, key=lambda each: (each.start, -each.end)))


def _short(text: str, start: int, stop: int) -> Iterator[Found[Period]]:
    """2016-2017年 and 2016年3-5月, where the first end leaves its unit to the second."""
    for match in _YEARS.finditer(text, start, stop):
        first, last = Moment(int(match["first"]), None, None), Moment(int(match["last"]), None, None)
        listed = re.search(r"[、和及与]", match[0]) is not None
        if first.year < last.year and (not listed or last.year == first.year + 1):
            yield Found(_period(first, last), match.start(), match.end())
    for match in _MONTHS.finditer(text, start, stop):
        year = int(match["year"])
        first, last = Moment(year, int(match["first"]), None), Moment(year, int(match["last"]), None)
        if first.month and last.month and first.month < last.month:
            yield Found(_period(first, last), match.start(), match.end())


def _between(text: str, start: int, stop: int) -> Iterator[Found[Period]]:
    for match in WRITTEN.finditer(text, start, stop):
        first = moment_of(match)
        if first is None:
            continue
        ending = _ending(text, first, match.end(), stop)
        if ending is None:
            continue
        last, stopped = ending
        if last is None or first.first() <= last.last():
            yield Found(_period(first, last), _from(text, match.start(), start), _until(text, stopped, stop))


def _ending(text: str, first: Moment, position: int, stop: int) -> tuple[Moment | None, int] | None:
    """What follows the first date: the last one and where it ends; (None, …) for 至今."""
    now = _TO_NOW.match(text, position, stop)
    if now:
        return None, now.end()
    connector = _TO_DATE.match(text, position, stop)
    other = WRITTEN.match(text, connector.end() if connector else position, stop) if connector else None
    if other:
        moment = moment_of(other)
        return (moment, other.end()) if moment else None
    return _same_year(text, first, position, stop) or _next_year(text, first, position, stop)


def _same_year(text: str, first: Moment, position: int, stop: int) -> tuple[Moment, int] | None:
    """…至11月30日 or …至15日: year, or year and month, are those of the first date."""
    match = _TO_MONTH.match(text, position, stop)
    if match and first.month:
        moment = checked(first.year, int(match["month"]), int(match["day"]) if match["day"] else None)
        return (moment, match.end()) if moment else None
    match = _TO_DAY.match(text, position, stop)
    if match and first.day:
        moment = checked(first.year, first.month, int(match["day"]))
        return (moment, match.end()) if moment else None
    return None


def _next_year(text: str, first: Moment, position: int, stop: int) -> tuple[Moment, int] | None:
    """2016年度和2017年度: two bare years in a row make a period, others do not."""
    link = _NEXT_YEAR.match(text, position, stop)
    other = WRITTEN.match(text, link.end(), stop) if link else None
    moment = moment_of(other) if other else None
    if other and moment and first.month is None and moment.month is None and moment.year == first.year + 1:
        return moment, other.end()
    return None


def _open(text: str, start: int, stop: int) -> Iterator[Found[Period]]:
    """自签订之日起至2026年12月31日止: the beginning is an event, not a date."""
    for match in _OPEN.finditer(text, start, stop):
        other = WRITTEN.match(text, match.end(), stop)
        moment = moment_of(other) if other else None
        if other and moment:
            period = Period.model_validate({"from": None, "to": moment.last(), "precision": moment.precision})
            yield Found(period, match.start(), _until(text, other.end(), stop))


def _period(first: Moment, last: Moment | None) -> Period:
    coarser = max(first.precision, last.precision if last else "day", key=_ORDER.index)
    end: dt.date | None = last.last() if last else None
    return Period.model_validate({"from": first.first(), "to": end, "precision": coarser})


def _from(text: str, position: int, low: int) -> int:
    return position - 1 if position > low and text[position - 1] in "自从" else position


def _until(text: str, position: int, stop: int) -> int:
    return position + 1 if position < stop and text[position] == "止" else position


def _without_overlaps(found: list[Found[Period]]) -> list[Found[Period]]:
    kept: list[Found[Period]] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept
