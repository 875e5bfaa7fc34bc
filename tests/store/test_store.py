from __future__ import annotations

import contextlib
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from filings.errors import NotFound, NotYetThere, StoreError, Superseded
from filings.model import Alert, Announcement, Brief, Document, Event, Rule, Triage
from filings.store import bulk, events, filings, listings, meta, outbox, polls, progress, queries, schema, search
from filings.store.database import Database, Transaction
from filings.store.listings import Place
from filings.store.progress import At


class Undo(Exception):
    """Takes back what a transaction wrote."""


LISTED = Place(source="szse", channel="listedNotice_disc")


def add(
    database: Database, announcement: Announcement, triage: Triage, *, channel: str = LISTED.channel
) -> listings.Seen:
    with database.write() as tx:
        return listings.see(tx, announcement, triage, channel=channel)


def stored(database: Database, source_id: str) -> filings.Filing:
    with database.read() as tx:
        return filings.get(tx, source_id)


def test_a_listed_row_is_stored_once_however_often_it_is_listed(
    database: Database, announcement: Announcement, opened: Triage
) -> None:
    assert add(database, announcement, opened) == "new"
    later = announcement.model_copy(update={"first_seen": announcement.first_seen + timedelta(hours=1)})
    assert add(database, later, opened) == "known"
    filing = stored(database, announcement.source_id)
    assert filing.announcement == announcement
    assert filing.announcement.first_seen == announcement.first_seen
    assert (filing.state, filing.versions, filing.reason) == ("listed", 1, None)


def test_pages_stored_in_bulk_equal_rows_stored_one_by_one(
    database: Database, announcement: Announcement, opened: Triage, skipped: Triage
) -> None:
    listed = [{"source_id": str(n % 7), "title": f"第{n % 5}号公告"} for n in range(20)]
    rows = [(announcement.model_copy(update=row), opened if n % 2 else skipped) for n, row in enumerate(listed)]
    with contextlib.suppress(Undo), database.write() as tx:
        one_by_one = [listings.see(tx, *row, channel=LISTED.channel) for row in rows]
        expected = everything(tx)
        raise Undo
    with database.write() as tx:
        assert bulk.see_many(tx, rows[:8], channel=LISTED.channel) == one_by_one[:8]
        assert bulk.see_many(tx, rows[8:], channel=LISTED.channel) == one_by_one[8:]
        assert everything(tx) == expected
        assert bulk.see_many(tx, [], channel=LISTED.channel) == []


def everything(tx: Transaction) -> list[list[tuple[object, ...]]]:
    """Every row that listing writes, but for the numbers that rows are given."""
    tables = (schema.filings, schema.filing_codes, schema.listings, schema.versions)
    rows = []
    for table in tables:
        columns = [column for column in table.columns if column.name not in {"id", "filing_id"}]
        joined = table if table is schema.filings else table.join(schema.filings)
        query = select(schema.filings.c.source_id, *columns).select_from(joined)
        rows.append(sorted((tuple(row) for row in tx.execute(query)), key=repr))
    return rows


def test_a_skipped_filing_keeps_its_reason(database: Database, announcement: Announcement, skipped: Triage) -> None:
    add(database, announcement, skipped)
    filing = stored(database, announcement.source_id)
    assert (filing.state, filing.reason) == ("skipped", "a routine filing")


def test_a_changed_title_keeps_the_old_version_and_opens_the_filing_again(
    database: Database, announcement: Announcement, opened: Triage, skipped: Triage
) -> None:
    add(database, announcement, skipped)
    changed = announcement.model_copy(update={"title": announcement.title + "（已取消）"})
    assert add(database, changed, opened) == "changed"
    filing = stored(database, announcement.source_id)
    assert (filing.announcement.title, filing.versions, filing.state) == (changed.title, 2, "listed")
    with database.read() as tx:
        assert [step for step, _, _ in filings.journal_of(tx, filing.key)] == ["listed", "changed"]


def test_two_filings_of_one_company_day_and_title_stay_two(
    database: Database, announcement: Announcement, opened: Triage
) -> None:
    twin = announcement.model_copy(update={"source_id": "1200000002"})
    assert [add(database, one, opened) for one in (announcement, twin)] == ["new", "new"]
    with database.read() as tx:
        assert listings.known(tx, LISTED, ["1200000001", "1200000002", "3"]) == {"1200000001", "1200000002"}
        assert listings.held(tx, LISTED, announcement.day, announcement.day) == 2


def test_a_filing_of_two_channels_is_one_filing_and_counted_in_each(
    database: Database, announcement: Announcement, opened: Triage
) -> None:
    assert add(database, announcement, opened) == "new"
    assert add(database, announcement, opened, channel="fixed_disc") == "joined"
    other = announcement.model_copy(update={"source_id": "1200000002"})
    assert add(database, other, opened, channel="fixed_disc") == "new"
    day = announcement.day
    with database.read() as tx:
        assert listings.held(tx, LISTED, day, day) == 1
        assert listings.held(tx, Place(source="szse", channel="fixed_disc"), day, day) == 2
        assert listings.known(tx, LISTED, ["1200000001", "1200000002"]) == {"1200000001"}


def test_a_replaced_attachment_of_another_size_is_a_new_version(
    database: Database, announcement: Announcement, opened: Triage, now: datetime
) -> None:
    add(database, announcement, opened)
    with database.write() as tx:
        progress.save_fetched(tx, At(key=1), sha256="ab", size=3, url="http://x", now=now)
    assert add(database, announcement.model_copy(update={"size_kb": None}), opened) == "known"
    assert add(database, announcement.model_copy(update={"size_kb": 121}), opened) == "changed"
    filing = stored(database, announcement.source_id)
    assert (filing.state, filing.versions, filing.sha256) == ("listed", 2, None)


def test_a_step_on_an_older_version_is_not_saved(
    database: Database, announcement: Announcement, opened: Triage, now: datetime
) -> None:
    add(database, announcement, opened)
    add(database, announcement.model_copy(update={"title": "关于终止项目的更正公告"}), opened)
    old = At(key=1, version=1)
    with pytest.raises(Superseded), database.write() as tx:
        progress.save_fetched(tx, old, sha256="ab", size=3, url="http://x", now=now)
    with database.write() as tx:
        progress.park(tx, old, "listed", NotYetThere("404"), now=now, next_try=None)
    with database.read() as tx:
        assert progress.failures(tx) == []
    assert stored(database, announcement.source_id).state == "listed"


def test_a_row_is_withdrawn_after_three_complete_readings_without_it_and_comes_back(
    database: Database, announcement: Announcement, opened: Triage, now: datetime
) -> None:
    add(database, announcement, opened)
    twin = announcement.model_copy(update={"source_id": "1200000002"})
    add(database, twin, opened)
    day, withdrawn = announcement.day, []
    for _ in range(3):
        with database.write() as tx:
            withdrawn.append(listings.miss(tx, LISTED, day, day, seen={"1200000001"}, now=now))
            assert listings.held(tx, LISTED, day, day) == 1
    assert withdrawn == [[], [], ["1200000002"]]
    assert stored(database, "1200000002").withdrawn
    assert not stored(database, "1200000001").withdrawn
    assert add(database, twin, opened) == "known"
    assert not stored(database, "1200000002").withdrawn


def test_the_queue_takes_certain_titles_first_and_skipped_ones_only_when_asked(
    database: Database, announcement: Announcement, opened: Triage, skipped: Triage, now: datetime
) -> None:
    unsure = opened.model_copy(update={"certainty": "needs_body"})
    for number, triage in enumerate((skipped, unsure, opened)):
        add(database, announcement.model_copy(update={"source_id": str(number)}), triage)
    with database.read() as tx:
        assert progress.due(tx, now, limit=9, exclude=set()) == [(3, "listed"), (2, "listed")]
        everything = progress.due(tx, now, limit=9, exclude={3}, fetch_all=True)
    assert everything == [(2, "listed"), (1, "skipped")]


def test_a_parked_filing_comes_back_at_its_next_try_and_not_before(
    database: Database, announcement: Announcement, opened: Triage, now: datetime
) -> None:
    add(database, announcement, opened)
    later = now + timedelta(minutes=5)
    with database.write() as tx:
        progress.park(tx, At(key=1), "listed", NotYetThere("404"), now=now, next_try=later)
    with database.read() as tx:
        assert progress.due(tx, now, limit=9, exclude=set()) == []
        assert progress.due(tx, later, limit=9, exclude=set()) == [(1, "listed")]
        failure = progress.failures(tx)[0]
    assert (failure.step, failure.error, failure.attempts) == ("fetch", "NotYetThere", 1)
    assert stored(database, announcement.source_id).reason == "404"


def test_a_step_that_works_clears_the_failure(
    database: Database, announcement: Announcement, opened: Triage, now: datetime
) -> None:
    add(database, announcement, opened)
    with database.write() as tx:
        progress.park(tx, At(key=1), "listed", NotYetThere("404"), now=now, next_try=now)
    with database.write() as tx:
        progress.save_fetched(tx, At(key=1), sha256="ab", size=3, url="http://x", now=now)
    with database.read() as tx:
        assert progress.failures(tx) == []
    assert stored(database, announcement.source_id).state == "fetched"


def test_a_transaction_that_fails_leaves_nothing(
    database: Database, announcement: Announcement, opened: Triage
) -> None:
    def interrupted() -> None:
        with database.write() as tx:
            listings.see(tx, announcement, opened, channel=LISTED.channel)
            message = "power cut"
            raise RuntimeError(message)

    with pytest.raises(RuntimeError):
        interrupted()
    with pytest.raises(NotFound):
        stored(database, announcement.source_id)


def read_filing(database: Database, announcement: Announcement, opened: Triage, now: datetime, *pages: str) -> Document:
    document = Document.from_text(*pages)
    add(database, announcement, opened)
    with database.write() as tx:
        progress.save_fetched(tx, At(key=1), sha256=document.sha256, size=3, url="http://x", now=now)
    with database.write() as tx:
        progress.save_read(tx, At(key=1), document, body=b"packed", now=now)
    return document


def test_an_event_of_an_older_detector_or_watch_list_is_outdated(
    database: Database, announcement: Announcement, opened: Triage, now: datetime
) -> None:
    read_filing(database, announcement, opened, now, "正文")
    event = Event(
        event_id="1200000001-1",
        source="szse",
        source_id="1200000001",
        disposition="no_flag",
        rules=(Rule(rule="nothing", why="nothing ends"),),
        detector="1",
    )
    with database.write() as tx:
        progress.save_detected(tx, At(key=1), event, now=now)
        progress.save_alerted(tx, At(key=1), text="nobody", now=now)
    with database.read() as tx:
        assert progress.outdated(tx, "2", "x", limit=5) == [(1, "read")]
        assert events.packed_document(tx, Document.from_text("正文").sha256) == b"packed"
        assert events.get(tx, "1200000001-1").event == event
        assert events.ids_of(tx, [1]) == {}
    assert stored(database, announcement.source_id).reason == "nothing ends"


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("终止", None),
        ("特许经营", None),
        ("终止 项目", None),
        ("止", None),
        ("清偿债务", 2),
        ("演示 清偿", 2),
        ("PPP", 2),
    ],
)
def test_words_of_one_two_and_more_characters_are_found(
    database: Database, announcement: Announcement, opened: Triage, now: datetime, words: str, page: int | None
) -> None:
    read_filing(database, announcement, opened, now, "第一页", "演示公司以ppp方式\n清偿 债务。")
    with database.read() as tx:
        hits = search.find(tx, words, queries.Narrowing())
    assert [(hit.filing_key, hit.page) for hit in hits] == [(1, page)]


@pytest.mark.parametrize("words", ["终业", "目项", "zz", "债务清偿", "「」"])
def test_words_that_do_not_stand_there_are_not_found(
    database: Database, announcement: Announcement, opened: Triage, now: datetime, words: str
) -> None:
    read_filing(database, announcement, opened, now, "清偿债务。")
    with database.read() as tx:
        assert search.find(tx, words, queries.Narrowing()) == []


def alert(key: str) -> Alert:
    return Alert(key=key, kind="alert", subject="s", event={"event_id": "1-1"}, brief=Brief(en="e", zh="z"))


def test_an_alert_is_queued_once_per_key_and_claimed_once(database: Database, now: datetime) -> None:
    with database.write(durable=True) as tx:
        assert outbox.add(tx, alert("k"), event_id="1-1", route="r", channel="c", now=now)
        assert not outbox.add(tx, alert("k"), event_id="1-1", route="r", channel="c", now=now)
        assert outbox.told(tx, "1-1")
        assert outbox.sending(tx, "k")
        assert not outbox.sending(tx, "k")
        assert outbox.due(tx, now, channels=["c"], limit=5) == []


def test_a_send_that_a_crash_interrupted_is_due_again_under_the_same_key(database: Database, now: datetime) -> None:
    with database.write() as tx:
        outbox.add(tx, alert("k"), event_id="1-1", route="r", channel="c", now=now)
        outbox.sending(tx, "k")
    with database.write() as tx:
        assert outbox.recover(tx, now) == 1
        assert [(d.key, d.attempts) for d in outbox.due(tx, now, channels=["c"], limit=5)] == [("k", 1)]


def test_an_alert_for_a_channel_that_is_gone_waits_for_it(database: Database, now: datetime) -> None:
    with database.write() as tx:
        outbox.add(tx, alert("k"), event_id="1-1", route="r", channel="c", now=now)
        assert outbox.due(tx, now, channels=["other"], limit=5) == []
        assert outbox.counts(tx) == {("c", "pending"): 1}


def test_an_alert_that_was_never_tried_is_due_also_when_the_clock_was_set_back(
    database: Database, now: datetime
) -> None:
    with database.write() as tx:
        outbox.add(tx, alert("k"), event_id="1-1", route="r", channel="c", now=now)
        earlier = now - timedelta(hours=1)
        assert [d.key for d in outbox.due(tx, earlier, channels=["c"], limit=5)] == ["k"]


def test_a_refused_alert_waits_or_dies(database: Database, now: datetime) -> None:
    with database.write() as tx:
        outbox.add(tx, alert("k"), event_id="1-1", route="r", channel="c", now=now)
        outbox.sending(tx, "k")
        outbox.failed(tx, "k", "503", now + timedelta(seconds=30))
        assert outbox.due(tx, now, channels=["c"], limit=5) == []
        assert len(outbox.due(tx, now, channels=["c"], limit=5, anytime=True)) == 1
        outbox.failed(tx, "k", "410", None)
        assert outbox.counts(tx) == {("c", "dead"): 1}


def test_the_first_start_never_moves(database: Database, now: datetime) -> None:
    with database.write() as tx:
        first = meta.first_start(tx, now)
        assert meta.first_start(tx, now + timedelta(days=9)) == first


def test_the_last_complete_poll_is_remembered_beside_a_broken_one(database: Database, now: datetime) -> None:
    good = polls.Poll(
        source="szse",
        channel="a",
        since=now.date(),
        until=now.date(),
        started=now,
        finished=now,
        health="ok",
        announced=3,
    )
    bad = good.model_copy(update={"health": "broken", "problem": "500", "finished": now + timedelta(minutes=1)})
    with database.write() as tx:
        polls.save(tx, good)
        polls.save(tx, bad)
        assert polls.last(tx, "szse", "a") == bad
        assert polls.last(tx, "szse", "a", complete=True) == good


def test_an_empty_home_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nothing is stored") as caught:
        Database.open(f"sqlite:///{tmp_path}/none/filings.db", create=False)
    assert "filings watch --once" in (caught.value.hint or "")


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "filings.db").write_bytes(b"something else entirely" * 100)
    with pytest.raises(StoreError, match="not a database"):
        Database.open(f"sqlite:///{tmp_path}/filings.db", create=False)
