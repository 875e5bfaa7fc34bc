"""How many requests a reading takes: counted, never timed. ``tests/bench`` measures the seconds."""

from __future__ import annotations

from typing import Any

import pytest

ARRIVING = iter(range(5_000_000, 6_000_000))


@pytest.fixture
def busy(site: Any, cninfo: Any) -> Any:
    """A day of 3,000 filings, read over four connections."""
    cninfo.with_settings(connections=4)
    site.cap = 1000
    site.fill(3000)
    return site


@pytest.mark.parametrize("full", [False, True])
def test_three_thousand_rows_take_a_hundred_and_one_requests(busy: Any, cninfo: Any, full: bool) -> None:  # noqa: FBT001
    report = cninfo.read(full=full)
    assert (report.complete, report.saw_all, report.distinct, report.requests) == (True, True, 3000, 101)
    assert len(busy.asked) == 101


@pytest.mark.parametrize("every", [10, 3, 1])
def test_rows_that_arrive_all_the_while_take_few_more(busy: Any, cninfo: Any, every: int) -> None:
    answers = iter(range(10_000))

    def arrive(_: int) -> None:
        if next(answers) % every == 0:
            busy.add(next(ARRIVING))

    busy.before = arrive
    report = cninfo.read()
    assert (report.complete, report.distinct) == (True, report.announced)
    assert cninfo.stored.keys() == busy.ids
    assert len(busy.asked) <= 130


def test_a_poll_with_nothing_new_takes_one_request(busy: Any, cninfo: Any) -> None:
    cninfo.read()
    busy.asked.clear()
    assert cninfo.read().complete
    assert busy.pages == [1]


@pytest.mark.parametrize(("new", "pages"), [(1, [1, 2, 1]), (29, [1, 2, 1]), (30, [1, 2, 1]), (70, [1, 2, 3, 4, 1])])
def test_a_poll_with_new_rows_reads_to_the_first_known_page(busy: Any, cninfo: Any, new: int, pages: list[int]) -> None:
    cninfo.read()
    busy.asked.clear()
    for _ in range(new):
        busy.add(next(ARRIVING))
    assert cninfo.read().complete
    assert busy.pages == pages
    assert cninfo.stored.keys() == busy.ids


def test_a_row_that_arrives_with_every_answer_does_not_keep_a_poll_busy(busy: Any, cninfo: Any) -> None:
    cninfo.read()
    busy.asked.clear()
    busy.before = lambda _: busy.add(next(ARRIVING))
    assert cninfo.read().complete
    assert busy.pages == [1, 2, 1]


def test_the_shipped_pace_asks_for_one_page_after_the_other(cninfo: Any) -> None:
    assert cninfo.config.limits.pages_at_once == 1
    cninfo.with_settings(pace=1.0, connections=4)
    assert cninfo.config.limits.pages_at_once == 1
    cninfo.with_settings(pace=2.5)
    assert cninfo.config.limits.pages_at_once == 3
    cninfo.with_settings(pace=0)
    assert cninfo.config.limits.pages_at_once == 4
