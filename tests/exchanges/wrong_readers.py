"""Readings that lose filings the way existing tools do. The machine must catch each of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from filings.errors import SourceUnavailable
from filings.exchanges import ListPage, Window, WindowReport, read_window
from filings.model import Announcement

Reader = Callable[..., Coroutine[Any, Any, WindowReport]]


def _report(pages: Sequence[ListPage]) -> WindowReport:
    seen = {row.source_id for page in pages for row in page.rows}
    return WindowReport(
        announced=pages[-1].announced,
        rows=sum(page.count for page in pages),
        distinct=len(seen),
        pages=len(pages),
        requests=len(pages),
        complete=True,
        saw_all=True,
    )


async def with_a_fixed_page_count(exchange: Any, window: Window, **given: Any) -> WindowReport:
    """The number of pages is taken from the first answer, and never looked at again."""
    asking = {"channel": given["channel"], "clock": given["clock"]}
    first = await exchange.page(window, 1, **asking)
    last = math.ceil((first.announced or 0) / (first.count or 1))
    pages = [first, *[await exchange.page(window, number, **asking) for number in range(2, last + 1)]]
    for page in pages:
        given["save"](page.rows)
    return _report(pages)


async def until_the_first_known(exchange: Any, window: Window, **given: Any) -> WindowReport:
    """One known row, and everything behind it is taken for known."""
    pages: list[ListPage] = []
    for number in count(1):
        pages.append(await exchange.page(window, number, channel=given["channel"], clock=given["clock"]))
        ids = [row.source_id for row in pages[-1].rows]
        known = given["known"](ids)
        given["save"](pages[-1].rows)
        if known or not ids:
            break
    return _report(pages)


async def with_a_failure_marked_seen(exchange: Any, window: Window, **given: Any) -> WindowReport:
    """A page that fails counts as read."""
    asked = exchange.page

    async def never_fails(window: Window, number: int, **asking: Any) -> ListPage:
        try:
            page: ListPage = await asked(window, number, **asking)
        except SourceUnavailable:
            return ListPage(number=number, announced=len(exchange.rows))
        return page

    exchange.page = never_fails
    try:
        report = await read_window(exchange, window, **given)
    finally:
        del exchange.page
    return report.model_copy(update={"complete": True, "saw_all": True})


def _unique_by(what: Callable[[Announcement], Any]) -> Reader:
    async def reading(exchange: Any, window: Window, **given: Any) -> WindowReport:
        met: dict[Any, str] = {}
        keep = given["save"]

        def save(rows: Sequence[Announcement]) -> None:
            keep(tuple(row for row in rows if met.setdefault(what(row), row.source_id) == row.source_id))

        return await read_window(exchange, window, **given | {"save": save})

    return reading


def _after_a_watermark() -> Reader:
    newest: list[datetime] = []

    async def reading(exchange: Any, window: Window, **given: Any) -> WindowReport:
        keep, before = given["save"], max(newest, default=None)

        def save(rows: Sequence[Announcement]) -> None:
            newest.extend(row.published for row in rows)
            keep(tuple(row for row in rows if before is None or row.published >= before))

        return await read_window(exchange, window, **given | {"save": save})

    return reading


WRONG: Mapping[str, Callable[[], Reader]] = {
    "page count fixed at the start": lambda: with_a_fixed_page_count,
    "stops at the first known row": lambda: until_the_first_known,
    "one row for each title": lambda: _unique_by(lambda row: row.title),
    "one row for each time": lambda: _unique_by(lambda row: (row.published, row.code)),
    "nothing older than the newest": _after_a_watermark,
    "a failed page counts as read": lambda: with_a_failure_marked_seen,
}
"""Makes a wrong reader, fresh for each run."""
