"""Messages for the outbox: first alerts and what follows them, digests, the daily sign of life, alarms, tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from filings.alerts.brief.digest import Period, compose_digest
from filings.alerts.brief.forms import chat, html, markdown
from filings.alerts.brief.forms.text import text
from filings.alerts.brief.message import Message, message, sheet_of, thread_of
from filings.alerts.brief.notes import Figures, SourceFigures, compose_alarm, compose_heartbeat, compose_test, trouble
from filings.alerts.brief.retraction import compose_retraction
from filings.alerts.keys import alert_key, content_version
from filings.model import Alert, Brief

NOW = datetime(2024, 12, 24, 1, 0, tzinfo=UTC)


def test_a_message_is_known_by_event_route_channel_and_content(quiet_exit: Any) -> None:
    record = quiet_exit.record()
    made = message(quiet_exit.composed(), record).addressed(route="flagged", channel="mail")
    assert made.key == alert_key("1300000001-1", "flagged", "mail", content_version(record))
    assert (made.thread, thread_of(made)) == (None, made.key)
    other = message(quiet_exit.composed(), record).addressed(route="flagged", channel="feed")
    assert other.key != made.key


def test_a_follow_up_stands_in_the_thread_of_the_first_alert(quiet_exit: Any) -> None:
    first = quiet_exit.message()
    later = message(quiet_exit.composed(), quiet_exit.record(severity=1), kind="update")
    sent = later.addressed(route="flagged", channel="mail", thread=first.key)
    assert sent.key != first.key
    assert thread_of(sent) == first.key
    assert sent.payload()["thread"] == first.key


def test_a_message_survives_its_way_through_the_outbox_and_carries_its_sheet(quiet_exit: Any) -> None:
    made = quiet_exit.message()
    again = Message.model_validate_json(made.model_dump_json())
    assert again == made
    assert sheet_of(again) == quiet_exit.composed().sheet


def test_the_payload_holds_the_keys_that_were_promised(quiet_exit: Any) -> None:
    payload = quiet_exit.message().payload()
    assert {"schema", "key", "kind", "event", "brief", "late"} <= set(payload)
    assert payload["schema"] == 1
    assert set(payload["brief"]) == {"en", "zh"}
    assert "content" not in payload


def test_a_plain_alert_is_shown_as_its_text(alert: Alert) -> None:
    sheet = sheet_of(
        alert.model_copy(update={"event": {"event_id": "1-1", "document": {"url": "https://d.example/x"}}})
    )
    assert sheet.headline.en == alert.subject
    assert sheet.url == "https://d.example/x"
    assert sheet.sections == ()
    long = sheet_of(alert.model_copy(update={"brief": Brief(en="head\n\nbody", zh="标题\n\n正文")}))
    assert text(long, "zh") == "标题\n\n正文"
    assert chat.pieces(long, "en", 1000) == ("head\n\nbody",)
    assert "正文" in markdown.markdown(long, "zh")
    assert "body" in html.page(long, "en")


def test_a_retraction_says_why_in_the_same_thread_and_repeats_what_was_said(quiet_exit: Any) -> None:
    first = quiet_exit.message()
    taken_back = compose_retraction(first, "wrong company\nBcc: x@y", NOW)
    assert taken_back.kind == "retracted"
    assert taken_back.subject.startswith("RETRACTED: 009002")
    assert len(taken_back.subject) <= 70
    assert thread_of(taken_back) == first.key
    assert taken_back.event["retracted"] == "wrong company Bcc: x@y"
    lines = taken_back.brief.en.splitlines()
    assert lines[0] == "RETRACTED: wrong company Bcc: x@y"
    assert lines[1].startswith("RETRACTED: 009002 演示视讯")
    assert "Retracted         24 December 2024, 09:00 (Beijing)" in lines
    assert "This filing (2 pages, all read) gives no reason." in taken_back.brief.en
    assert taken_back.brief.zh.startswith("已撤回：wrong company")


def test_a_follow_up_is_retracted_in_the_thread_of_the_first_alert(quiet_exit: Any) -> None:
    later = message(quiet_exit.composed(), quiet_exit.record()).addressed(route="r", channel="c", thread="first")
    assert thread_of(compose_retraction(later, "wrong", NOW)) == "first"


def test_retracting_twice_for_one_reason_is_one_message(quiet_exit: Any) -> None:
    first = quiet_exit.message()
    keys = {
        compose_retraction(first, reason, now).key
        for reason, now in (("a", NOW), ("a", NOW + timedelta(1)), ("b", NOW))
    }
    assert len(keys) == 2
    assert first.key not in keys


def test_a_digest_begins_with_the_most_severe_and_leads_to_each_filing(quiet_exit: Any, table_exit: Any) -> None:
    period = Period(name="daily-2024-12-24", since=NOW - timedelta(1), until=NOW)
    digest = compose_digest([table_exit.message(), quiet_exit.message()], period)
    assert digest.subject == "Digest, 24 December 2024: 2 alerts"
    said = " ".join(digest.brief.en.split())
    assert said.index("009002 演示视讯") < said.index("009001 演示水务")
    assert "gives no reason" in said
    assert quiet_exit.source.url in said
    assert [one["event"]["code"] for one in digest.event["alerts"]] == ["009002", "009001"]
    assert digest.event["event_id"] == "digest-daily-2024-12-24-2024-12-24"
    assert "2条提醒" in digest.brief.zh
    assert compose_digest([], period).subject == "Digest, 24 December 2024: 0 alerts"
    assert compose_digest([quiet_exit.message()], period).subject == "Digest, 24 December 2024: 1 alert"


def test_a_digest_of_hundreds_tells_the_first_and_counts_the_rest(quiet_exit: Any) -> None:
    one = quiet_exit.message()
    digest = compose_digest([one] * 250, Period(name="weekly", since=NOW - timedelta(7), until=NOW))
    assert "50 more stand in the record." in digest.brief.en
    assert len(digest.event["alerts"]) == 250


FIGURES = Figures(
    day=date(2024, 12, 23),
    listed=488,
    opened=41,
    flagged=0,
    parked=2,
    skipped=445,
    missing=0,
    sent=3,
    undelivered=1,
    sources=(
        SourceFigures(source="szse", listed=488, complete=True),
        SourceFigures(source="cninfo", listed=3, complete=False),
    ),
    not_looking=((datetime(2024, 12, 22, 20, 0, tzinfo=UTC), datetime(2024, 12, 22, 21, 0, tzinfo=UTC)),),
    head="ab" * 32,
)


def test_the_daily_sign_of_life_comes_also_when_nothing_happened() -> None:
    beat = compose_heartbeat(FIGURES)
    assert beat.kind == "heartbeat"
    assert beat.brief.en.splitlines()[0] == ("No alerts, 23 December 2024: 488 listed, 41 opened, 0 flagged, 2 parked")
    assert beat.brief.zh.splitlines()[0] == "无提醒，2024年12月23日：列示488，打开41，标记0，搁置2"
    for words in ("szse: 488 listed, complete", "cninfo: 3 listed, NOT complete", "ab" * 32, "1 not delivered",
                  "23 December 2024, 04:00 (Beijing) to 23 December 2024, 05:00 (Beijing)"):  # fmt: skip
        assert words in beat.brief.en
    assert len(beat.subject) <= 70
    assert compose_heartbeat(FIGURES) == beat
    assert compose_heartbeat(FIGURES.model_copy(update={"flagged": 5})).brief.en.startswith("Daily figures, ")


def test_an_alarm_says_what_since_when_and_what_to_type() -> None:
    alarm = compose_alarm(trouble("source_failing", "szse"), NOW, "filings doctor")
    assert alarm.brief.en.splitlines()[0] == (
        "ALARM: a source cannot be read: szse, since 24 December 2024, 09:00 (Beijing)"
    )
    assert "filings doctor" in alarm.brief.en
    assert alarm.brief.zh.startswith("警报：数据源无法读取：szse")
    assert compose_alarm(trouble("source_failing", "szse"), NOW, "filings doctor").key == alarm.key
    assert compose_alarm(trouble("backlog"), NOW, "").key != alarm.key


def test_a_test_says_in_its_first_words_that_nothing_happened() -> None:
    sent = compose_test("mail\r\nBcc: x@y", NOW)
    assert sent.subject == "TEST of channel mail Bcc: x@y: nothing happened"
    assert sent.brief.zh.startswith("渠道mail Bcc: x@y测试：无任何事项")
    assert sent.event["event_id"].startswith("test-")


@pytest.mark.parametrize("made", [compose_heartbeat(FIGURES), compose_test("c", NOW)], ids=["heartbeat", "test"])
def test_every_row_of_the_outbox_has_a_key_of_its_own(made: Message) -> None:
    keys = {made.addressed(route="", channel=channel).key for channel in ("mail", "feed", "jsonl")}
    assert len(keys) == 3
