"""Checks, backups, text indexes made anew, and the copy to another database."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from filings.errors import StoreError, UsageError
from filings.model import Announcement, Document, Triage
from filings.store import checking, copying, filings, meta, progress, reindexing, schema, search, words
from filings.store.backup import backup
from filings.store.database import Database
from filings.store.progress import At
from filings.store.queries import Narrowing
from filings.store.vault import Vault
from tests import postgres

COUNT = 40
WANTED = ("终止", "止", "解除协议", "第7号", "7号合同")


def ignore(_what: str, _done: int, _total: int) -> None:
    """No progress is shown."""


class Stopped(Exception):
    """Somebody pressed Ctrl-C."""


def stop_at(what: str, done: int) -> reindexing.Progress:
    """A progress that stops the work when so much of it is done."""

    def stop(now: str, so_far: int, _total: int) -> None:
        if now == what and so_far >= done:
            raise Stopped

    return stop


@pytest.fixture
def filled(database: Database, announcement: Announcement, opened: Triage) -> Database:
    """Forty filings, each third with two pages."""
    rows = [
        announcement.model_copy(
            update={
                "source_id": str(n),
                "title": f"关于终止第{n}号项目的公告",
                "published": announcement.published - timedelta(days=30 * n),
            }
        )
        for n in range(1, COUNT + 1)
    ]
    with database.write() as tx:
        filings.insert_many(tx, [(row, opened) for row in rows])
        for key in range(1, COUNT + 1, 3):
            document = Document.from_text(f"第{key}号合同", "解除协议")
            now = announcement.first_seen
            progress.save_fetched(tx, At(key=key), sha256=document.sha256, size=3, url="http://x", now=now)
            progress.save_read(tx, At(key=key), document, body=b"packed", now=now)
    return database


def finds(database: Database) -> dict[str, list[int]]:
    with database.read() as tx:
        return {wanted: search.ids(tx, wanted, Narrowing()) for wanted in WANTED}


def test_a_store_that_is_whole_has_no_faults(filled: Database) -> None:
    assert checking.check(filled, progress=ignore) == []


def test_a_filing_that_the_text_index_lost_is_a_fault(filled: Database) -> None:
    with filled.write() as tx:
        filled.dialect.forget(tx, words.TITLES, [words.holding(tx, 7).title_row])
    (fault,) = checking.check(filled, progress=ignore)
    assert "39 of 40" in fault
    assert "filings db reindex" in fault


def test_a_title_that_the_text_index_knows_otherwise_is_a_fault(filled: Database) -> None:
    with filled.write() as tx:
        tx.execute(update(schema.filings).where(schema.filings.c.id == 7).values(title="另一份文件"))
    (fault,) = checking.check(filled, progress=ignore)
    assert "filing 7" in fault


def test_a_row_without_its_filing_is_a_fault_on_sqlite(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/filings.db", create=True)
    with closing(sqlite3.connect(tmp_path / "filings.db")) as raw:
        raw.execute("INSERT INTO journal(filing_id, step, at) VALUES (99, 'listed', 'x')")
        raw.commit()
    (fault,) = checking.check(database, progress=ignore)
    database.close()
    assert fault == "journal: row 1 belongs to a row of filings that is gone"


def test_indexes_made_anew_find_the_same_also_after_a_stop(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    before = finds(filled)
    monkeypatch.setattr(reindexing, "_BATCH", 7)
    with pytest.raises(Stopped):
        reindexing.reindex(filled, progress=stop_at("indexed", 14))
    assert finds(filled) != before
    assert reindexing.reindex(filled, progress=ignore) == COUNT
    assert finds(filled) == before
    assert checking.check(filled, progress=ignore) == []


def sqlite_of(folder: Path) -> Database:
    return Database.open(f"sqlite:///{folder}/filings.db", create=True)


def test_a_backup_taken_while_somebody_writes_is_whole(
    tmp_path: Path, announcement: Announcement, opened: Triage
) -> None:
    database = sqlite_of(tmp_path)
    stop = threading.Event()

    def write() -> None:
        n = 0
        while not stop.is_set():
            with database.write() as tx:
                rows = [announcement.model_copy(update={"source_id": str(n + k)}) for k in range(50)]
                filings.insert_many(tx, [(row, opened) for row in rows])
            n += 50

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [backup(database, tmp_path / "safe" / f"{n}.db", progress=ignore) for n in range(3)]
    finally:
        stop.set()
        writer.join()
    database.close()
    for one in made:
        copy = Database.open(f"sqlite:///{one.file}", create=False)
        with copy.read() as tx:
            stored = tx.scalars(select(schema.filings.c.id)).all()
            found = search.ids(tx, "终止", Narrowing(limit=10**6))
        assert checking.check(copy, progress=ignore) == []
        copy.close()
        assert len(stored) == one.filings == len(found)
    assert sorted(path.name for path in (tmp_path / "safe").glob("*.db")) == ["0.db", "1.db", "2.db"]


def test_a_backup_overwrites_nothing_and_leaves_nothing_half(tmp_path: Path) -> None:
    database = sqlite_of(tmp_path)
    (tmp_path / "there.db").write_bytes(b"precious")
    with pytest.raises(UsageError, match="is there already"):
        backup(database, tmp_path / "there.db", progress=ignore)
    with pytest.raises(StoreError, match="no backup was made"):
        backup(database, tmp_path / "there.db" / "below.db", progress=ignore)
    with pytest.raises(Stopped):
        backup(database, tmp_path / "stopped" / "x.db", progress=stop_at("copied", 0))
    database.close()
    assert list((tmp_path / "stopped").iterdir()) == []
    assert (tmp_path / "there.db").read_bytes() == b"precious"


@pytest.fixture
def target(postgres_server: str) -> Iterator[Database]:
    """An empty PostgreSQL store of its own."""
    with postgres.database(postgres_server) as url:
        made = Database.open(url, create=True)
        yield made
        made.close()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_copy_on_postgresql_equals_its_source_also_after_stops(
    filled: Database, target: Database, monkeypatch: pytest.MonkeyPatch, announcement: Announcement, opened: Triage
) -> None:
    monkeypatch.setattr(copying, "_BATCH", 11)
    monkeypatch.setattr(reindexing, "_BATCH", 11)
    for what, done in (("filings", 22), ("journal", 11), ("page_texts", 11), ("indexed", 22), ("tables verified", 3)):
        with pytest.raises(Stopped):
            copying.copy(filled, target, progress=stop_at(what, done))
    report = {one.table: one.rows for one in copying.copy(filled, target, progress=ignore)}
    assert report["filings"] == report["filing_codes"] == COUNT
    assert finds(target) == finds(filled)
    assert checking.check(target, progress=ignore) == []
    with target.write() as tx:
        new = announcement.model_copy(update={"source_id": "new"})
        assert filings.insert_new(tx, new, opened) == COUNT + 1


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_copy_that_differs_from_its_source_is_not_accepted(filled: Database, target: Database) -> None:
    copying.copy(filled, target, progress=ignore)
    with target.write() as tx:
        tx.execute(text("UPDATE journal SET note = 'another' WHERE id = 3"))
    with pytest.raises(StoreError, match="table journal differs"):
        copying.copy(filled, target, progress=ignore)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_store_that_holds_something_else_is_not_copied_over(
    filled: Database, target: Database, announcement: Announcement, opened: Triage
) -> None:
    with target.write() as tx:
        filings.insert_new(tx, announcement, opened)
    with pytest.raises(UsageError, match="holds filings already"):
        copying.copy(filled, target, progress=ignore)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_source_that_went_on_needs_a_fresh_target(
    filled: Database, target: Database, announcement: Announcement, opened: Triage
) -> None:
    copying.copy(filled, target, progress=ignore)
    with filled.write() as tx:
        filings.insert_new(tx, announcement, opened)
    with pytest.raises(UsageError, match="another state"):
        copying.copy(filled, target, progress=ignore)


def test_the_vault_is_checked_file_by_file_and_goes_on_after_a_stop(
    database: Database, tmp_path: Path, announcement: Announcement, opened: Triage, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = Vault(tmp_path / "vault")
    names = []
    with database.write() as tx:
        for n in range(9):
            filings.insert_new(tx, announcement.model_copy(update={"source_id": str(n)}), opened)
            names.append(vault.put(f"%PDF {n}".encode()))
            now = announcement.first_seen
            progress.save_fetched(tx, At(key=n + 1), sha256=names[-1], size=6, url="http://x", now=now)
    names.sort()
    vault.path(names[0]).write_bytes(b"%PDF x")
    vault.path(names[7]).unlink()
    monkeypatch.setattr(checking, "_BATCH", 2)
    with pytest.raises(Stopped):
        checking.check_vault(database, vault, progress=stop_at("PDFs", 4))
    seen: list[int] = []
    faults = checking.check_vault(database, vault, progress=lambda _what, done, _total: seen.append(done))
    assert seen == [6, 8, 9]
    assert ["damaged" in fault for fault in faults] == [True, False]
    assert "lost" in faults[1]
    with database.read() as tx:
        assert meta.value(tx, "vault_check") is None


def test_tidying_keeps_everything(filled: Database) -> None:
    before = finds(filled)
    with filled.read() as tx:
        indexes = words.indexes(tx)
    filled.tidy(indexes)
    assert finds(filled) == before
    assert checking.check(filled, progress=ignore) == []
