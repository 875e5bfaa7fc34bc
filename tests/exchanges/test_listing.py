"""Nothing is lost while pages move. S1 … S16 are the faults of the Shenzhen list that issue 2 names."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from filings.errors import SourceBlocked, SourceUnavailable
from filings.exchanges import Window


def test_a_window_on_one_page_takes_one_request(market: Any, reader: Any) -> None:
    market.fill(50)
    report = reader.read()
    assert (report.complete, report.announced, report.distinct, report.requests) == (True, 50, 50, 1)
    assert reader.stored.keys() == market.ids


def test_an_empty_window_is_complete_and_empty_once_it_was_said_twice(reader: Any) -> None:
    report = reader.read()
    assert (report.complete, report.announced, report.rows, report.requests) == (True, 0, 0, 2)
    assert reader.slept == []


def test_an_empty_weekend_is_believed_at_once(reader: Any) -> None:
    reader.window = Window(since=date(2026, 8, 8), until=date(2026, 8, 9))
    report = reader.read()
    assert (report.complete, report.announced, report.requests) == (True, 0, 1)


def test_an_outage_of_a_moment_that_looks_like_an_empty_day_loses_nothing(market: Any, reader: Any) -> None:
    market.fill(70)
    whole, outage = market.page, iter([True])
    market.page = lambda body: {"announceCount": 0, "data": []} if next(outage, False) else whole(body)
    report = reader.read()
    assert (report.complete, report.distinct) == (True, 70)


def test_a_list_that_has_lost_nearly_everything_is_an_outage(market: Any, reader: Any) -> None:
    market.fill(70)
    reader.read()
    whole = market.page
    market.page = lambda _: {"announceCount": 0, "data": []}
    for full in (False, True):
        with pytest.raises(SourceUnavailable, match="lists 0 rows where 70 filings were listed before"):
            reader.read(full=full)
    market.page = whole
    assert reader.read().complete


def test_many_pages_are_read_and_page_one_is_read_again(market: Any, reader: Any) -> None:
    market.fill(120)
    report = reader.read()
    assert market.pages == [1, 2, 3, 1]
    assert (report.complete, report.distinct, report.pages) == (True, 120, 3)
    assert reader.stored.keys() == market.ids


def test_pages_are_asked_for_side_by_side_without_asking_for_more(market: Any, reader: Any) -> None:
    reader.with_settings(connections=4)
    market.fill(420)
    report = reader.read()
    assert (report.complete, report.distinct, report.requests) == (True, 420, 10)
    assert sorted(market.pages) == [1, 1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_s1_clamped_pages_lose_nothing(market: Any, reader: Any) -> None:
    market.clamp = 30
    market.fill(100)
    report = reader.read()
    assert (report.complete, report.distinct, report.pages) == (True, 100, 4)


@pytest.mark.parametrize("answer", [{}, None])
def test_s2_a_count_that_promises_more_than_is_listed_is_incomplete(market: Any, reader: Any, answer: Any) -> None:
    market.past_the_end = answer
    market.fill(70)
    market.count = lambda rows: rows + 1
    report = reader.read()
    assert not report.complete
    assert report.reason == "only 70 of 71 announced rows could be seen"
    assert reader.stored.keys() == market.ids
    assert report.requests < 30


def test_s3_rows_that_arrive_while_pages_are_read_are_found(market: Any, reader: Any) -> None:
    market.fill(120)
    arriving = iter(range(2_000_000, 2_000_003))
    market.after = lambda number: [market.add(row) for row in arriving] if number == 2 else None
    report = reader.read()
    assert (report.complete, report.announced) == (True, 123)
    assert reader.stored.keys() == market.ids


def test_s3_more_arrivals_than_a_page_holds_are_found(market: Any, reader: Any) -> None:
    market.fill(200)
    arriving = iter(range(2_000_000, 2_000_120))
    market.after = lambda number: [market.add(row) for row in arriving] if number == 3 else None
    report = reader.read()
    assert (report.complete, report.distinct) == (True, 320)
    assert reader.stored.keys() == market.ids


def test_s3_the_last_arrivals_are_found_even_when_they_come_before_the_last_look(market: Any, reader: Any) -> None:
    market.fill(101)
    late = iter([2_000_000])
    market.before = lambda _: [market.add(row) for row in late] if market.pages.count(1) == 2 else None
    assert reader.read().complete
    assert "2000000" in reader.stored


@pytest.mark.parametrize("seed", range(6))
def test_s4_equal_times_in_any_order_lose_nothing(market: Any, reader: Any, seed: int) -> None:
    market.fill(160)
    shuffled = random.Random(seed)
    market.before = lambda _: shuffled.shuffle(market.rows)
    report = reader.read()
    assert report.complete == (reader.stored.keys() == market.ids)
    assert report.complete


def test_s4_a_row_that_slips_over_a_page_border_is_found(market: Any, reader: Any) -> None:
    market.fill(100)
    slips = iter([True])

    def swap(number: int) -> None:
        if number == 1 and next(slips, False):
            market.rows[49], market.rows[50] = market.rows[50], market.rows[49]

    market.after = swap
    assert reader.read().complete
    assert reader.stored.keys() == market.ids


def test_s7_a_row_inserted_far_back_while_pages_are_read_is_found(market: Any, reader: Any) -> None:
    market.fill(150)
    late = iter([3_000_000])
    market.after = lambda number: [market.add(row, at=10) for row in late] if number == 2 else None
    assert reader.read().complete
    assert "3000000" in reader.stored


def test_s7_a_row_inserted_far_back_between_two_readings_is_found(market: Any, reader: Any) -> None:
    market.fill(150)
    reader.read()
    market.add(3_000_000, at=140)
    assert reader.read().complete
    assert "3000000" in reader.stored


def test_s16_a_row_that_vanishes_does_not_hide_another(market: Any, reader: Any) -> None:
    market.fill(100)
    gone = iter([10])
    market.after = lambda number: [market.rows.pop(place) for place in gone] if number == 1 else None
    report = reader.read()
    assert (report.complete, report.announced) == (True, 99)
    assert reader.stored.keys() >= market.ids
    assert len(reader.stored) == 100


def test_s16_a_row_that_vanishes_from_a_page_already_read_hides_none_further_back(market: Any, reader: Any) -> None:
    market.fill(150)
    gone = iter([60])
    market.after = lambda number: [market.rows.pop(place) for place in gone] if number == 2 else None
    report = reader.read()
    assert (report.complete, report.announced) == (True, 149)
    assert reader.stored.keys() >= market.ids


def test_s16_a_row_that_vanishes_while_another_arrives_hides_neither(market: Any, reader: Any) -> None:
    market.fill(100)
    once = iter([10])

    def exchange(number: int) -> None:
        for place in once if number == 1 else ():
            market.rows.pop(place)
            market.add(2_000_000)

    market.after = exchange
    report = reader.read()
    assert (report.complete, report.announced) == (True, 100)
    assert reader.stored.keys() >= market.ids


def test_s16_after_a_row_vanished_a_full_reading_finds_what_the_count_hides(market: Any, reader: Any) -> None:
    market.fill(120)
    reader.read()
    market.rows.pop(5)
    reader.read()
    market.add(3_000_000, at=100)
    assert reader.read(full=True).complete
    assert "3000000" in reader.stored


def test_s16_a_vanished_row_does_not_end_the_reading_early(market: Any, reader: Any) -> None:
    market.fill(120)
    reader.read()
    market.rows.pop(5)
    market.asked.clear()
    assert reader.read().complete
    assert market.pages == [1, 2, 3, 1]


def test_a_second_reading_with_nothing_new_takes_one_request(market: Any, reader: Any) -> None:
    market.fill(500)
    reader.read()
    market.asked.clear()
    assert reader.read().complete
    assert market.pages == [1]


def test_a_usual_poll_takes_three_requests(market: Any, reader: Any) -> None:
    market.fill(500)
    reader.read()
    market.add(2_000_000)
    market.asked.clear()
    assert reader.read().complete
    assert market.pages == [1, 2, 1]
    assert reader.stored.keys() == market.ids


def test_a_full_reading_reads_all_pages_again(market: Any, reader: Any) -> None:
    market.fill(120)
    reader.read()
    market.asked.clear()
    assert reader.read(full=True).complete
    assert market.pages == [1, 2, 3, 1]


def test_a_page_that_comes_empty_and_fills_later_is_read_again(market: Any, reader: Any) -> None:
    market.fill(200)
    whole = market.page
    empty = iter([True, True])

    def page(body: Any) -> Any:
        answer = whole(body)
        return {"announceCount": 200, "data": []} if body["pageNum"] == 2 and next(empty, False) else answer

    market.page = page
    assert reader.read().complete
    assert reader.stored.keys() == market.ids


def test_a_page_that_stays_empty_does_not_hide_the_pages_behind_it(market: Any, reader: Any) -> None:
    market.fill(200)
    whole = market.page
    market.page = lambda body: {"announceCount": 200, "data": []} if body["pageNum"] == 2 else whole(body)
    report = reader.read()
    assert not report.complete
    assert report.reason == "only 150 of 200 announced rows could be seen; without rows came page 2"
    assert len(reader.stored) == 150


def test_a_list_that_always_answers_its_first_page_is_incomplete(market: Any, reader: Any) -> None:
    market.fill(150)
    whole = market.page
    market.page = lambda body: whole(body | {"pageNum": 1})
    report = reader.read()
    assert not report.complete
    assert report.distinct == 50


def test_an_answer_without_a_count_on_page_one_is_incomplete_and_not_empty(market: Any, reader: Any) -> None:
    market.page = lambda _: {}
    report = reader.read()
    assert (report.complete, report.announced) == (False, None)
    assert "page 1 came without rows" in report.reason


def test_more_rows_than_announced_are_all_kept_and_reported(market: Any, reader: Any) -> None:
    market.fill(60)
    market.count = lambda rows: rows - 5
    report = reader.read()
    assert not report.complete
    assert report.reason == "55 rows are announced, but 60 are listed"
    assert reader.stored.keys() == market.ids


def test_a_count_that_never_stands_still_ends_incomplete(market: Any, reader: Any) -> None:
    market.fill(120)
    flips = iter(range(10_000))
    market.count = lambda rows: rows + next(flips) % 2
    report = reader.read()
    assert not report.complete
    assert report.reason
    assert reader.stored.keys() == market.ids
    assert report.requests < 200


def test_a_window_with_more_rows_than_a_search_bears_is_read_in_halves(market: Any, reader: Any) -> None:
    reader.with_settings(max_rows=60)
    for number in range(90):
        market.add(1_000_000 + number, publishTime=f"2026-08-{10 + number % 3} 00:00:00")
    everything, whole = list(market.rows), market.page

    def page(body: Any) -> Any:
        since, until = body["seDate"]
        market.rows = [row for row in everything if since <= row["publishTime"][:10] <= until]
        return whole(body)

    market.page = page
    report = reader.read()
    assert (report.complete, report.announced, report.distinct) == (True, 90, 90)
    assert len(reader.stored) == 90


def test_what_came_before_an_outage_is_kept(market: Any, reader: Any) -> None:
    market.fill(120)

    def fails(number: int) -> None:
        if number == 2:
            market.faults = [lambda h: h.send(500, b"<html>")] * 9

    market.after = fails
    with pytest.raises(SourceUnavailable):
        reader.read()
    assert len(reader.stored) == 100
    market.after = lambda _: None
    market.faults = []
    assert reader.read().complete
    assert reader.stored.keys() == market.ids


def test_pages_asked_for_beside_a_failing_one_are_kept(market: Any, reader: Any) -> None:
    reader.with_settings(connections=4)
    market.fill(250)
    whole = market.page
    market.page = lambda body: {"message": "访问过于频繁"} if body["pageNum"] == 3 else whole(body)
    with pytest.raises(SourceBlocked):
        reader.read()
    assert len(reader.stored) == 200


def test_a_bad_row_makes_the_reading_incomplete_and_loses_no_other(market: Any, reader: Any) -> None:
    market.fill(80)
    market.add(4_000_000, publishTime=None)
    report = reader.read()
    assert not report.complete
    assert report.unreadable == ("row 4000000: publishTime is 'None'",)
    assert "1 rows cannot be read" in report.reason
    assert len(reader.stored) == 80


def test_the_first_look_is_what_first_seen_says(market: Any, reader: Any) -> None:
    market.fill(1)
    reader.read()
    (row,) = reader.stored.values()
    assert row.first_seen.isoformat() == "2026-08-11T12:00:00+00:00"


def test_a_window_that_ends_before_it_begins_is_refused(reader: Any) -> None:
    window = reader.window
    with pytest.raises(ValueError, match="before it begins"):
        Window(since=window.until, until=window.since)
