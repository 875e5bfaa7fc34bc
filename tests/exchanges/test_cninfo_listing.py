"""Nothing is lost on CNINFO's list. C1 … C13 are its faults as issue 3 names them."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from filings.errors import SourceBlocked, SourceChanged, SourceUnavailable
from filings.exchanges import Window
from tests.exchanges.site import Site

DAY = Window(since=date(2026, 8, 11), until=date(2026, 8, 11))


def test_a_window_of_several_pages_is_read_to_its_end(site: Any, cninfo: Any) -> None:
    site.fill(761)
    report = cninfo.read()
    assert (report.complete, report.saw_all, report.announced, report.distinct) == (True, True, 761, 761)
    assert report.requests == 27
    assert cninfo.stored.keys() == site.ids


@pytest.mark.parametrize("totalpages", [25, 0, None])
def test_c1_totalpages_is_ignored(site: Any, cninfo: Any, totalpages: Any) -> None:
    site.fill(100)
    whole = site.page
    site.page = lambda form: whole(form) | {"totalpages": totalpages}
    report = cninfo.read()
    assert (report.complete, report.distinct) == (True, 100)


def test_c3_a_list_that_always_answers_page_one_is_incomplete_and_left_alone_soon(site: Any, cninfo: Any) -> None:
    site.fill(900)
    whole = site.page
    site.page = lambda form: whole(form | {"pageNum": "1"})
    report = cninfo.read()
    assert (report.complete, report.distinct) == (False, 30)
    assert report.requests < 20
    site.page = whole
    assert cninfo.read().complete
    assert cninfo.stored.keys() == site.ids


def test_c4_an_empty_page_that_fills_is_read_again(site: Any, cninfo: Any) -> None:
    site.fill(100)
    whole, empty = site.page, iter([True, True])

    def page(form: Any) -> Any:
        return Site.envelope([], 100) if form["pageNum"] == "3" and next(empty, False) else whole(form)

    site.page = page
    assert cninfo.read().complete
    assert cninfo.stored.keys() == site.ids


def test_c5_has_more_that_ends_early_is_ignored(site: Any, cninfo: Any) -> None:
    site.fill(100)
    whole = site.page
    site.page = lambda form: whole(form) | {"hasMore": False}
    assert cninfo.read().complete
    assert len(cninfo.stored) == 100


@pytest.mark.parametrize("seed", range(4))
def test_c5_a_total_that_moves_loses_nothing_and_is_settled_when_it_stands(site: Any, cninfo: Any, seed: int) -> None:
    site.fill(200)
    whole, chance = site.page, random.Random(seed)

    def page(form: Any) -> Any:
        total = 200 + chance.choice([-1, 0, 1])
        return whole(form) | {"totalRecordNum": total, "totalAnnouncement": total}

    site.page = page
    report = cninfo.read(full=True)
    assert cninfo.stored.keys() == site.ids
    assert report.requests < 120
    site.page = whole
    again = cninfo.read(full=True)
    assert (again.complete, again.saw_all, again.distinct) == (True, True, 200)


def nothing(_: Any) -> Any:
    """The recorded outage: status 200, null, 0."""
    return {"announcements": None, "totalAnnouncement": 0}


def test_c6_nothing_on_a_trading_day_is_an_outage(site: Any, cninfo: Any) -> None:
    whole = site.page
    site.page = nothing
    with pytest.raises(SourceUnavailable, match="lists nothing for 2 trading days") as caught:
        cninfo.read()
    assert (caught.value.source, caught.value.hint is not None) == ("cninfo", True)
    site.fill(40)
    site.page = whole
    assert cninfo.read().complete
    assert cninfo.stored.keys() == site.ids


def test_c6_an_outage_of_a_moment_is_waited_out(site: Any, cninfo: Any) -> None:
    site.fill(40)
    whole, outages = site.page, iter([True, True])
    site.page = lambda form: nothing(form) if next(outages, False) else whole(form)
    assert cninfo.read().complete
    assert cninfo.stored.keys() == site.ids


def test_c6_nothing_on_a_weekend_is_truly_empty(site: Any, cninfo: Any) -> None:
    site.page = nothing
    cninfo.window = Window(since=date(2026, 8, 8), until=date(2026, 8, 9))
    report = cninfo.read()
    assert (report.complete, report.announced, report.requests) == (True, 0, 1)


def test_c6_nothing_on_a_holiday_is_truly_empty(site: Any, cninfo: Any) -> None:
    site.page = nothing
    cninfo.calendar = lambda _: False
    assert cninfo.read().announced == 0


def test_c6_nothing_for_days_to_come_is_truly_empty(site: Any, cninfo: Any) -> None:
    site.page = nothing
    cninfo.window = Window(since=date(2026, 8, 12), until=date(2026, 8, 21))
    assert cninfo.read().complete


def test_c6_an_outage_while_pages_are_read_takes_nothing_away(site: Any, cninfo: Any) -> None:
    site.fill(120)
    whole, answers = site.page, iter(range(1000))
    site.page = lambda form: nothing(form) if next(answers) in {1, 2, 4} else whole(form)
    report = cninfo.read(full=True)
    assert (report.complete, report.announced, report.distinct) == (True, 120, 120)


def test_c6_an_outage_does_not_look_like_everything_withdrawn(site: Any, cninfo: Any) -> None:
    site.fill(40)
    cninfo.read()
    cninfo.with_settings(outage_days=0)
    site.page = nothing
    with pytest.raises(SourceUnavailable, match="lists 0 rows where 40 filings were listed before"):
        cninfo.read(full=True)


def test_c7_nobody_is_asked_by_an_org_id(site: Any, cninfo: Any) -> None:
    site.fill(31)
    cninfo.read()
    assert {form["stock"] for _, form, _ in site.asked} == {""}


def test_c9_one_id_under_two_codes_is_one_filing_with_both(site: Any, cninfo: Any) -> None:
    site.fill(59)
    site.add(7, at=10, secCode="000022", secName="演示甲")
    site.add(7, at=45, secCode="001872", secName="演示乙")
    report = cninfo.read()
    assert (report.complete, report.saw_all, report.announced, report.distinct) == (True, True, 61, 60)
    assert [company.code for company in cninfo.stored["7"].companies] == ["000022", "001872"]


def test_c9_two_rows_of_one_id_on_one_page_are_one_filing(site: Any, cninfo: Any) -> None:
    site.add(7, secCode="000022")
    site.add(7, secCode="001872")
    report = cninfo.read()
    assert (report.complete, report.distinct, len(cninfo.stored["7"].companies)) == (True, 1, 2)


@pytest.mark.parametrize(
    "fault",
    [
        lambda h: h.send(403, b"<html>forbidden</html>"),
        lambda h: h.send(200, "<html>访问被拦截！</html>".encode()),
        lambda h: h.send(200, {"msg": "您的访问过于频繁"}),
    ],
)
def test_c12_a_firewall_in_the_middle_keeps_what_came_before(site: Any, cninfo: Any, fault: Any) -> None:
    site.fill(100)
    site.faults = [None, None, fault]
    with pytest.raises(SourceBlocked):
        cninfo.read()
    assert len(cninfo.stored) == 60
    report = cninfo.read()
    assert (report.complete, len(cninfo.stored)) == (True, 100)


def test_c13_a_renamed_key_stops_the_reading_and_takes_nothing_away(site: Any, cninfo: Any) -> None:
    site.fill(40)
    cninfo.read()
    whole = site.page

    renamed = [{"noticeId" if key == "announcementId" else key: row[key] for key in row} for row in site.rows[:30]]
    site.page = lambda _: Site.envelope(renamed, 40)
    with pytest.raises(SourceChanged, match="announcementId is missing"):
        cninfo.read()
    site.page = whole
    assert cninfo.read().complete
    assert len(cninfo.stored) == 40


def test_c13_one_bad_row_makes_it_incomplete_and_loses_no_other(site: Any, cninfo: Any) -> None:
    site.fill(40)
    site.add(9, announcementTitle=None)
    report = cninfo.read()
    assert not report.complete
    assert report.unreadable == ("row 9: announcementTitle is 'None'",)
    assert len(cninfo.stored) == 40


def test_rows_that_arrive_while_pages_are_read_are_found(site: Any, cninfo: Any) -> None:
    cninfo.with_settings(connections=4)
    site.fill(300)
    arriving = iter(range(2_000_000, 2_000_040))
    site.before = lambda _: [site.add(number) for number in [next(arriving, None)] if number]
    report = cninfo.read()
    assert report.complete
    assert cninfo.stored.keys() == site.ids


@pytest.fixture
def crowded(site: Any, cninfo: Any) -> None:
    """A day with more rows than one search shows: 12 pages of 30 are shown, 700 rows are there."""
    site.cap = 12
    cninfo.with_settings(max_rows=360, parts=(("szmb", "szcy"), ("category_a", "category_b", "category_c")))
    site.boards = lambda row: "szcy" if int(row["announcementId"]) % 3 == 0 else "szmb"
    names = {0: ("category_a",), 1: ("category_a", "category_b"), 2: ("category_c",), 3: ("category_b",)}
    site.categories = lambda row: names[int(row["announcementId"]) % 4]
    site.fill(700)
    cninfo.window = DAY


@pytest.mark.usefixtures("crowded")
def test_c2_a_day_beyond_the_cap_is_read_by_board_and_by_category(site: Any, cninfo: Any) -> None:
    report = cninfo.read()
    assert (report.complete, report.announced, report.distinct) == (True, 700, 700)
    assert cninfo.stored.keys() == site.ids
    assert max(site.pages) <= 12
    asked = {(form["plate"], form["category"]) for _, form, _ in site.asked}
    assert asked == {
        ("sz", ""),
        ("szmb", ""),
        ("szmb", "category_a"),
        ("szmb", "category_b"),
        ("szmb", "category_c"),
        ("szcy", ""),
    }


@pytest.mark.usefixtures("crowded")
@pytest.mark.parametrize("full", [False, True])
def test_c2_parts_that_leave_rows_out_are_not_called_complete(site: Any, cninfo: Any, full: bool) -> None:  # noqa: FBT001
    named = site.categories
    site.categories = lambda row: () if int(row["announcementId"]) == 1_000_006 else named(row)
    report = cninfo.read(full=full)
    assert (report.complete, report.saw_all) == (False, False)
    assert report.reason == "only 699 of 700 announced rows could be seen in 2 parts of 2026-08-11"
    assert cninfo.stored.keys() == site.ids - {"1000006"}
    site.categories = named
    assert cninfo.read(full=full).complete
    assert cninfo.stored.keys() == site.ids


@pytest.mark.usefixtures("crowded")
def test_c2_what_no_part_shows_but_the_newest_pages_do_is_found(site: Any, cninfo: Any) -> None:
    named = site.categories
    site.categories = lambda row: () if int(row["announcementId"]) == 1_000_651 else named(row)
    report = cninfo.read()
    assert (report.complete, report.distinct) == (True, 700)


@pytest.mark.usefixtures("crowded")
def test_c2_a_day_that_cannot_be_cut_is_read_as_far_as_it_shows(site: Any, cninfo: Any) -> None:
    cninfo.with_settings(parts=())
    report = cninfo.read()
    assert not report.complete
    assert report.reason == "only 360 of 700 announced rows could be seen; one search shows no more than 360"
    assert max(site.pages) == 12


@pytest.mark.usefixtures("crowded")
def test_c2_pages_behind_the_cap_are_never_asked_for_even_if_they_would_be_refused(site: Any, cninfo: Any) -> None:
    def refuse(_: Any, form: Any) -> Any:
        raise AssertionError(form)

    site.beyond = refuse
    assert cninfo.read().complete


@pytest.mark.parametrize("refuses", [False, True])
def test_c2_a_day_that_grows_beyond_the_cap_while_it_is_read_loses_nothing(
    site: Any,
    cninfo: Any,
    refuses: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    site.cap = 4
    cninfo.with_settings(max_rows=120, parts=(("szmb", "szcy"),))
    site.boards = lambda row: "szcy" if int(row["announcementId"]) % 2 else "szmb"
    site.fill(115)
    cninfo.window = DAY
    arriving = iter(range(2_000_000, 2_000_012))
    site.before = lambda number: [site.add(row) for row in arriving] if number == 3 else None
    if refuses:
        site.beyond = lambda *_: {"msg": "no such page"}
    report = cninfo.read()
    assert (report.complete, report.announced, report.distinct) == (True, 127, 127)
    assert cninfo.stored.keys() == site.ids


def test_c2_a_page_behind_the_cap_that_has_rows_is_read(site: Any, cninfo: Any) -> None:
    site.cap = 1000
    cninfo.with_settings(max_rows=120, parts=())
    site.fill(115)
    arriving = iter(range(2_000_000, 2_000_012))
    site.before = lambda number: [site.add(row) for row in arriving] if number == 3 else None
    report = cninfo.read()
    assert (report.complete, report.distinct, max(site.pages)) == (True, 127, 5)


@pytest.mark.usefixtures("crowded")
def test_a_crowded_day_costs_few_requests_once_it_is_known(site: Any, cninfo: Any) -> None:
    cninfo.read()
    site.asked.clear()
    assert cninfo.read().complete
    assert site.pages == [1]
    site.add(3_000_000)
    site.asked.clear()
    assert cninfo.read().complete
    assert site.pages == [1, 2, 1]
    assert "3000000" in cninfo.stored


@pytest.mark.usefixtures("crowded")
def test_rows_that_arrive_while_parts_are_read_are_found(site: Any, cninfo: Any) -> None:
    arriving = iter(range(2_000_000, 2_000_009))
    site.before = lambda _: [site.add(number) for number in [next(arriving, None)] if number]
    report = cninfo.read(full=True)
    assert (report.complete, report.announced) == (True, 709)
    assert cninfo.stored.keys() == site.ids


def test_days_are_cut_before_boards(site: Any, cninfo: Any) -> None:
    site.cap = 4
    cninfo.with_settings(max_rows=120)
    for number in range(300):
        site.add(1_000_000 + number, day=f"2026-08-{10 + number % 3}")
    report = cninfo.read()
    assert (report.complete, report.announced, report.distinct) == (True, 300, 300)
    assert {form["plate"] for _, form, _ in site.asked} == {"sz"}
    assert max(site.pages) <= 4


def test_a_half_that_answers_in_an_outage_is_not_taken_for_empty(site: Any, cninfo: Any) -> None:
    site.cap = 4
    cninfo.with_settings(max_rows=120)
    for number in range(200):
        site.add(1_000_000 + number, day=f"2026-08-{10 + number % 2}")
    whole, outages = site.page, iter([True])

    def page(form: Any) -> Any:
        return (
            nothing(form)
            if form["seDate"].startswith("2026-08-10~2026-08-10") and next(outages, False)
            else whole(form)
        )

    site.page = page
    report = cninfo.read()
    assert (report.complete, report.distinct) == (True, 200)
