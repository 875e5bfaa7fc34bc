"""The Atom feed as a feed reader sees it, whatever is put into it."""

from __future__ import annotations

import asyncio
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest

from filings.alerts.brief.retraction import compose_retraction
from filings.alerts.channels import Channel, Place, open_channels
from filings.alerts.config import ChannelConfig
from filings.errors import DeliveryError
from filings.model import Alert
from filings.net import Portal

NOW = datetime(2024, 12, 23, 14, 0, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


@contextmanager
def opened(home: Path, *, now: Callable[[], datetime] = lambda: NOW, **keys: Any) -> Iterator[Channel]:
    config = ChannelConfig(type="atom", **{"path": "out/alerts.atom", **keys})
    with Portal() as portal, open_channels({"feed": config}, Place(home, now, portal)) as channels:
        yield channels["feed"]


def send(home: Path, *alerts: Alert, **keys: Any) -> Any:
    with opened(home, **keys) as channel:
        for alert in alerts:
            assert asyncio.run(channel.send(alert)) == "entry in alerts.atom"
    return read(home)


def read(home: Path) -> Any:
    data = (home / "out" / "alerts.atom").read_bytes()
    ET.fromstring(data)  # it is well-formed, or this raises
    feed = feedparser.parse(data)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


def named(alert: Alert, key: str) -> Alert:
    return alert.model_copy(update={"key": key})


def test_a_feed_reader_sees_subject_link_lead_and_the_whole_brief(tmp_path: Path, quiet_exit: Any) -> None:
    alert = quiet_exit.message()
    feed = send(tmp_path, alert, title="Our filings")
    assert feed.feed.title == "Our filings"
    assert feed.feed.updated_parsed[:5] == (2024, 12, 23, 14, 0)
    (entry,) = feed.entries
    assert entry.title == alert.subject
    assert entry.link == quiet_exit.source.url
    assert entry.summary.startswith("Filing of 23 December 2024: ")
    assert entry.tags[0].term == "alert"
    assert "This filing (2 pages, all read) gives no reason." in entry.content[0].value
    assert entry.content[0].type == "text/html"


def test_ids_are_unique_and_stay_as_they_are(tmp_path: Path, quiet_exit: Any) -> None:
    alert = quiet_exit.message()
    first = send(tmp_path / "one", *(named(alert, key) for key in "abc"))
    again = send(tmp_path / "two", *(named(alert, key) for key in "cba"))
    ids = [entry.id for entry in first.entries]
    assert len(set(ids)) == 3
    assert all(one.startswith("urn:uuid:") for one in [*ids, first.feed.id])
    assert first.feed.id == again.feed.id
    assert ids == [entry.id for entry in reversed(again.entries)]


def test_the_newest_stands_on_top_and_old_ones_leave(tmp_path: Path, quiet_exit: Any) -> None:
    alert = quiet_exit.message()
    feed = send(tmp_path, *(named(alert, str(number)) for number in range(6)), entries=4)
    assert len(feed.entries) == 4
    last = send(tmp_path, named(alert, "0"), entries=4)
    assert len({entry.id for entry in last.entries}) == 4
    assert last.entries[1].id == feed.entries[0].id


def test_the_same_alert_again_takes_the_place_of_its_entry(tmp_path: Path, quiet_exit: Any) -> None:
    alert = quiet_exit.message()
    feed = send(tmp_path, alert, named(alert, "other"), alert)
    assert len(feed.entries) == 2


def test_a_retraction_marks_what_it_takes_back(tmp_path: Path, quiet_exit: Any) -> None:
    first, other = quiet_exit.message(), named(quiet_exit.message(), "other")
    send(tmp_path, first, other)
    later = NOW + timedelta(hours=2)
    feed = send(tmp_path, compose_retraction(first, "wrong company", later), now=lambda: later)
    told, untouched, taken_back = feed.entries
    assert told.title.startswith("RETRACTED: ")
    assert told.tags[0].term == "retracted"
    assert taken_back.title == f"RETRACTED: {first.subject}"
    assert taken_back.updated_parsed[3] == 16
    assert told["thr_in-reply-to"]["ref"] == taken_back.id
    assert untouched.title == other.subject
    assert untouched.updated_parsed[3] == 14
    again = send(tmp_path, compose_retraction(first, "wrong place", later), now=lambda: later)
    assert [entry.title.count("RETRACTED") for entry in again.entries] == [1, 1, 0, 1]


def test_whatever_a_title_holds_the_feed_is_valid_and_harmless(tmp_path: Path, evil_case: Any, evil: str) -> None:
    feed = send(tmp_path, evil_case.message(), named(evil_case.message(), "second"), title=evil)
    assert len(feed.entries) == 2
    for entry in feed.entries:
        assert "<" not in entry.title + entry.summary
        assert "<script" not in entry.content[0].value
        assert "<img" not in entry.content[0].value
        assert {link.href.partition(":")[0] for link in entry.get("links", ())} <= {"https"}


def test_a_chinese_feed_speaks_chinese(tmp_path: Path, quiet_exit: Any) -> None:
    feed = send(tmp_path, quiet_exit.message(), lang="zh")
    assert feed.feed.language == "zh-CN"
    assert feed.entries[0].title.startswith("009002 演示视讯：")


def test_a_plain_alert_has_an_entry_too(tmp_path: Path, alert: Alert) -> None:
    (entry,) = send(tmp_path, alert).entries
    assert entry.title == alert.subject


def test_a_file_that_is_not_ours_is_left_alone(tmp_path: Path, alert: Alert) -> None:
    path = tmp_path / "out" / "alerts.atom"
    path.parent.mkdir()
    path.write_text("my own notes")
    with opened(tmp_path) as channel, pytest.raises(DeliveryError, match="is no feed of ours") as caught:
        asyncio.run(channel.send(alert))
    assert path.read_text() == "my own notes"
    assert caught.value.hint is not None


def test_a_folder_in_the_way_is_a_delivery_that_failed(tmp_path: Path, alert: Alert) -> None:
    (tmp_path / "out" / "alerts.atom").mkdir(parents=True)
    with opened(tmp_path) as channel, pytest.raises(DeliveryError, match="cannot be written: Is a directory"):
        asyncio.run(channel.send(alert))
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["alerts.atom"]


def test_two_writers_lose_no_entry_of_each_other(tmp_path: Path, quiet_exit: Any) -> None:
    alert = quiet_exit.message()
    with opened(tmp_path) as one, opened(tmp_path) as two, ThreadPoolExecutor(4) as pool:
        jobs = [(channel, named(alert, f"{number}-{channel is one}")) for number in range(10) for channel in (one, two)]
        list(pool.map(lambda job: asyncio.run(job[0].send(job[1])), jobs))
    assert len(read(tmp_path).entries) == 20


def test_a_reader_never_sees_half_a_feed(tmp_path: Path, quiet_exit: Any) -> None:
    alert = quiet_exit.message()
    send(tmp_path, alert)
    with opened(tmp_path) as channel, ThreadPoolExecutor(1) as pool:
        writing = pool.submit(lambda: [asyncio.run(channel.send(named(alert, str(n)))) for n in range(15)])
        seen = 0
        while not writing.done():
            data = (tmp_path / "out" / "alerts.atom").read_bytes()
            assert ET.fromstring(data).find(f"{ATOM}entry") is not None
            seen += 1
    assert seen > 0
