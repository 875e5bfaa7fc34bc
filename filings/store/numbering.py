"""Numbers for the rows of the text indexes that rise with time, so that the newest are found first.

A title's number is its filing's published second and key; a page's number counts within its year (Beijing), and
lower pages have higher numbers, so that the first page of a filing that matches is met first.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from filings.errors import StoreError
from filings.model import BEIJING

_TITLE_KEY = 30
_PAGE_KEY = 26
_SLOT = 12
_LAST = (1 << _SLOT) - 1
FACTS = _LAST
"""The page number under which a filing's facts are indexed, behind all of its pages."""
Bounds = tuple[int, int]
"""Seconds since 1970: the first, and the first that is too late."""
EVER: Bounds = (0, 1 << 33)


class Place(NamedTuple):
    """What a page's number says: its order among titles, the filing's key and the page."""

    order: int
    key: int
    page: int


def title_number(published: datetime, key: int) -> int:
    """The number of a filing's title. Raises StoreError beyond a billion filings."""
    if key >> _TITLE_KEY:
        raise _too_many(key)
    return (max(0, int(published.timestamp())) << _TITLE_KEY) | key


def title_key(number: int) -> int:
    """The key of a title's filing."""
    return number & ((1 << _TITLE_KEY) - 1)


def title_span(bounds: Bounds) -> tuple[int, int]:
    """The numbers of titles published within bounds."""
    return bounds[0] << _TITLE_KEY, (bounds[1] << _TITLE_KEY) - 1


def page_number(published: datetime, key: int, page: int) -> int | None:
    """The number of a page within its year; ``None`` for pages behind the 4,094th, which are not searched."""
    return _page_number(published, key, page) if page < FACTS else None


def facts_number(published: datetime, key: int) -> int:
    """The number of a filing's facts within its year, behind all of its pages."""
    return _page_number(published, key, FACTS)


def _page_number(published: datetime, key: int, page: int) -> int:
    if key >> _PAGE_KEY:
        raise _too_many(key)
    second = int(published.timestamp()) - year_start(year_of(published))
    return (((second << _PAGE_KEY) | key) << _SLOT) | (_LAST - page)


def page_place(year: int, number: int) -> Place:
    """What a page's number says."""
    rest = number >> _SLOT
    key = rest & ((1 << _PAGE_KEY) - 1)
    second = (rest >> _PAGE_KEY) + year_start(year)
    return Place((second << _TITLE_KEY) | key, key, _LAST - (number & _LAST))


def page_span(year: int, bounds: Bounds) -> tuple[int, int]:
    """The numbers of pages of a year published within bounds; empty where the last is before the first."""
    start, shift = year_start(year), _PAGE_KEY + _SLOT
    return max(0, bounds[0] - start) << shift, (max(0, min(bounds[1], year_start(year + 1)) - start) << shift) - 1


def order_from(year: int) -> int:
    """The order of a year's first second."""
    return year_start(year) << _TITLE_KEY


def year_of(published: datetime) -> int:
    """The year (Beijing) of a filing."""
    return published.astimezone(BEIJING).year


@lru_cache(maxsize=256)
def year_start(year: int) -> int:
    """The first second of a year (Beijing), since 1970."""
    return second_of(date(year, 1, 1))


def second_of(day: date) -> int:
    """The first second of a day (Beijing), since 1970."""
    return int(datetime(day.year, day.month, day.day, tzinfo=BEIJING).timestamp())


def _too_many(key: int) -> StoreError:
    return StoreError(f"filing number {key} is beyond what the text index counts", hint="report this as a bug")
