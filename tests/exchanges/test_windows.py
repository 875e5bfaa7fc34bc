"""Windows and their pieces."""

from __future__ import annotations

from datetime import date

import pytest

from filings.exchanges import Window
from filings.exchanges.plausible import trading_days, weekday, what_is_implausible
from filings.exchanges.protocol import split_window
from tests.exchanges.site import NOW

LEVELS = (("szmb", "szcy"), ("a", "b", "c"))
DAY = date(2026, 8, 11)


def test_days_are_halved_before_anything_else() -> None:
    window = Window(since=date(2026, 8, 10), until=date(2026, 8, 14))
    newer, older = split_window(window, LEVELS)
    assert (newer.since, newer.until) == (date(2026, 8, 13), date(2026, 8, 14))
    assert (older.since, older.until) == (date(2026, 8, 10), date(2026, 8, 12))


def test_halving_ends_at_single_days_and_loses_none() -> None:
    days, open_windows = [], [Window(since=date(2026, 7, 28), until=date(2026, 8, 11))]
    while open_windows:
        window = open_windows.pop(0)
        if window.since == window.until:
            days.append(window.since)
        else:
            open_windows.extend(window.halves())
    assert sorted(days) == [date.fromordinal(date(2026, 7, 28).toordinal() + n) for n in range(15)]


def test_a_day_is_cut_level_by_level() -> None:
    day = Window(since=DAY, until=DAY)
    boards = split_window(day, LEVELS)
    assert [board.part for board in boards] == ["szmb", "szcy"]
    assert [piece.part for piece in split_window(boards[1], LEVELS)] == ["szcy/a", "szcy/b", "szcy/c"]
    assert split_window(split_window(boards[1], LEVELS)[0], LEVELS) == ()
    assert split_window(day, ()) == ()


def test_a_single_day_has_no_halves() -> None:
    with pytest.raises(ValueError, match="2026-08-11 has no halves"):
        Window(since=DAY, until=DAY).halves()


@pytest.mark.parametrize(
    ("announced", "held", "believed"),
    [(0, 9, True), (0, 10, False), (4, 10, False), (5, 10, True), (0, 500, False), (499, 500, True), (600, 500, True)],
)
def test_a_list_that_lost_more_than_half_is_not_believed(announced: int, held: int, believed: bool) -> None:  # noqa: FBT001
    assert (not what_is_implausible(announced, held=held, days=1, outage_days=0)) == believed


@pytest.mark.parametrize(
    ("since", "until", "limit", "believed"),
    [
        (date(2026, 8, 11), date(2026, 8, 11), 1, False),
        (date(2026, 8, 11), date(2026, 8, 11), 2, True),
        (date(2026, 8, 10), date(2026, 8, 21), 2, False),
        (date(2026, 8, 8), date(2026, 8, 9), 1, True),
        (date(2026, 8, 12), date(2026, 8, 21), 1, True),
        (date(2026, 8, 10), date(2026, 8, 21), 0, True),
        (date(2020, 1, 1), date(2026, 8, 21), 20, False),
    ],
)
def test_nothing_at_all_is_believed_only_where_there_need_be_nothing(
    since: date,
    until: date,
    limit: int,
    believed: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    window = Window(since=since, until=until)
    days = trading_days(window, now=NOW, trading=weekday)
    assert (not what_is_implausible(0, held=0, days=days, outage_days=limit)) == believed
