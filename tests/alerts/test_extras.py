"""What a caller adds to a brief: the reader, English names, neighbours, what to look at next, what it follows."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from filings.alerts.brief import EnglishName, Extras, FollowUp, Look, Reader, Similar
from filings.alerts.brief.difference import difference
from filings.alerts.list_context import told

TOLD = datetime(2024, 12, 20, 1, 0, tzinfo=UTC)


def lines_of(case: Any, label: str, **extras: Any) -> list[str]:
    composed = case.composed(extras=Extras(**extras))
    return [line for s in composed.statements if s.label_en == label for line in s.en.split("\n")]


def test_times_are_told_in_the_reader_s_zone_and_in_beijing(quiet_exit: Any) -> None:
    lines = lines_of(quiet_exit, "Filing", reader=Reader(zone="America/New_York"))
    assert "First seen 23 December 2024, 08:45 (America/New_York); 23 December 2024, 21:45 (Beijing)" in lines
    assert "First seen 23 December 2024, 21:45 (Beijing)" in lines_of(quiet_exit, "Filing")


def test_a_clock_that_shows_beijing_s_time_is_not_told_twice(quiet_exit: Any) -> None:
    lines = lines_of(quiet_exit, "Filing", reader=Reader(zone="Asia/Singapore"))
    assert "First seen 23 December 2024, 21:45 (Beijing)" in lines


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "Europe"])
def test_a_zone_that_does_not_exist_is_refused(zone: str) -> None:
    with pytest.raises(ValidationError, match="is no time zone"):
        Reader(zone=zone)


def test_a_reader_of_names_is_told_lists_and_entries_alone(quiet_exit: Any) -> None:
    composed = quiet_exit.composed(extras=Extras(reader=Reader(list_context="names")))
    text = " ".join(composed.text("en").split())
    assert "U.S. Entity List (BIS), entry “Example Vision Technology”: an export-licence requirement." in text
    for left_out in ("84 FR", "register.example", "9 October 2019", "abababab", "Lists checked", "is on a list"):
        assert left_out not in text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_reader_of_no_lists_learns_nothing_of_them(quiet_exit: Any, group_exit: Any, lang: str) -> None:
    extras = Extras(reader=Reader(list_context="none"))
    for case in (quiet_exit, group_exit):
        composed = case.composed(extras=extras)
        everything = (
            composed.text(lang) + composed.markdown(lang) + composed.html(lang) + composed.sheet.model_dump_json()
        )
        for word in (
            "Entity List",
            "实体清单",
            "watched",
            "关注地区",
            "listed as",
            "Example Vision",
            "Shifan",
            "severity",
            "严重度",
        ):
            assert word not in everything, word
    assert "materiality 4" in quiet_exit.composed(extras=extras).text("en")


def strings(value: Any) -> str:
    return str(value)


@pytest.mark.parametrize("name", ["quiet_exit", "group_exit"])
def test_a_record_leaves_with_as_much_of_the_lists_as_the_reader_may_see(
    name: str, request: pytest.FixtureRequest
) -> None:
    record = request.getfixturevalue(name).record()
    assert told(record, "full") == record
    names, nothing = told(record, "names"), told(record, "none")
    assert set(names) == set(nothing) == set(record)
    assert record["hits"][0]["entry"] in strings(names)
    assert record["hits"][0]["source"] not in strings(names)
    assert "Entity" not in strings(nothing)
    assert record["hits"][0]["entry"] not in strings(nothing)
    assert (nothing["severity"], nothing["hits"], nothing["lists_checked"]) == (record["materiality"], [], [])


def test_romanised_names_are_marked_and_glossed(group_exit: Any, names: dict[str, EnglishName]) -> None:
    composed = group_exit.composed(extras=Extras(names=names))
    assert "甲县人民政府 (Jia Xian Renmin Zhengfu, romanised; county government)" in composed.text("en")
    assert "009003 演示集团 (Demo Vision Group): " in composed.text("en").splitlines()[0]
    assert "Jia Xian" not in composed.text("zh")


def test_a_subject_calls_the_issuer_by_its_english_name_where_it_fits(group_exit: Any, names: Any) -> None:
    subject = group_exit.composed(extras=Extras(names=names)).subject
    assert subject == "009003 Demo Vision Group: exits 5 government projects in Xinjiang"
    romanised = {"演示集团": EnglishName(text="Yanshi Jituan", kind="romanised")}
    assert group_exit.composed(extras=Extras(names=romanised)).subject.startswith("009003 演示集团: ")


def test_the_first_140_characters_tell_who_what_where_and_what_follows(quiet_exit: Any) -> None:
    start = quiet_exit.composed().text("en")[:140]
    for word in ("009002", "演示视讯", "terminates or exits 5 government projects", "Xinjiang", "debt resolution"):
        assert word in start


def test_similar_filings_stand_with_day_title_and_link(quiet_exit: Any) -> None:
    one = Similar(
        day=date(2024, 12, 13), code="009003", name="演示集团", title="关于合同终止的公告", severity=3,
        url="https://disc.example/b.PDF",
    )  # fmt: skip
    composed = quiet_exit.composed(extras=Extras(similar=(one,)))
    (lines,) = [s.en for s in composed.statements if s.label_en == "Similar filings"]
    assert lines == "13 December 2024 · 009003 演示集团 · 关于合同终止的公告 · severity 3 · https://disc.example/b.PDF"
    assert 'href="https://disc.example/b.PDF"' in composed.html("en")


def test_what_to_look_at_next_begins_with_what_the_caller_says(quiet_exit: Any) -> None:
    look = Look(code="parent", detail="2024-061", day=date(2024, 12, 1))
    lines = lines_of(quiet_exit, "To look at next", looks=(look,))
    assert lines[0] == "the earlier filing: 2024-061 · 1 December 2024"
    assert "whether the planned disposal is completed" in lines
    assert "lists that were not loaded or are old: UFLPA Entity List" in lines


def test_nothing_is_looked_at_next_where_nothing_was_flagged(quiet_exit: Any) -> None:
    assert lines_of(quiet_exit.with_event(disposition="no_flag"), "To look at next") == []


def test_pages_without_text_are_to_be_read_by_eye(quiet_exit: Any) -> None:
    source = quiet_exit.source.model_copy(update={"pages_without_text": 1})
    case = type(quiet_exit)(quiet_exit.announcement, quiet_exit.finding, source)
    assert "the pages without readable text, by eye" in lines_of(case, "To look at next")


def test_the_issuer_s_contact_stands_at_the_foot_as_printed(group_exit: Any) -> None:
    *_, last = group_exit.composed().statements
    assert last.en.splitlines() == ["证券部，电话：0571-00000000", "The company was not contacted."]
    assert [quote.text for quote in last.quotes] == ["证券部，电话：0571-00000000"]


@pytest.mark.parametrize(
    ("kind", "subject", "banner", "chinese"),
    [
        ("update", "Update: 009002", "UPDATE to an earlier alert", "对此前提醒的更新"),
        ("correction", "Correction: 009002", "CORRECTION of an earlier alert", "对此前提醒的更正"),
        ("called_off", "Called off: 009002", "CALLED OFF: closes an earlier alert", "事项取消，关闭此前提醒"),
    ],
)
def test_a_follow_up_says_what_it_follows(quiet_exit: Any, kind: Any, subject: str, banner: str, chinese: str) -> None:
    composed = quiet_exit.composed(extras=Extras(follow_up=FollowUp(kind=kind, told=TOLD)))
    assert composed.subject.startswith(subject)
    assert len(composed.subject) <= 70
    assert composed.text("en").splitlines()[0] == f"{banner} · sent 20 December 2024, 09:00 (Beijing)"
    assert composed.text("zh").splitlines()[0].startswith(chinese)


def test_a_follow_up_shows_field_by_field_what_changed(table_exit: Any) -> None:
    old = table_exit.record()
    new = table_exit.with_event(disposition="called_off", count_stated=None).record(severity=2)
    changes = difference(old, new)
    composed = table_exit.composed(extras=Extras(follow_up=FollowUp(kind="update", told=TOLD, changes=changes)))
    text = composed.text("en")
    assert re.search(r"1 +Kind of notice +flagged +called off", text)
    assert re.search(r"2 +Severity +3 +2", text)
    assert "| 2 | Severity | 3 | 2 |" in composed.markdown("en")
    assert "与此前提醒相比" in composed.text("zh")
    quiet = composed.sheet.model_copy()
    assert quiet.sections[0].title.en == "What changed"


def test_a_reader_of_no_lists_is_told_no_change_in_them(quiet_exit: Any) -> None:
    old, new = quiet_exit.record(), quiet_exit.record(hits=[], severity=3)
    follow_up = FollowUp(kind="correction", told=TOLD, changes=difference(old, new))
    with_lists = quiet_exit.composed(extras=Extras(follow_up=follow_up))
    without = quiet_exit.composed(extras=Extras(follow_up=follow_up, reader=Reader(list_context="none")))
    assert with_lists.sheet.sections[0].title.en == "What changed"
    assert without.sheet.sections[0].title.en == "What happens"


def test_an_alert_that_is_late_says_so_first(quiet_exit: Any) -> None:
    text = quiet_exit.composed(extras=Extras(late=True)).text("en")
    assert text.startswith("Late: this filing reached the monitor well after its time of publication\n009002")
