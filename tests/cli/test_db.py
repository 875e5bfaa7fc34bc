"""``filings db``: what is printed and which exit code a script gets."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from filings.cli.main import exit_code_of
from filings.model import Announcement, Triage
from filings.monitor import lock
from filings.store import filings
from filings.store.database import Database
from tests import postgres


@pytest.fixture
def home(tmp_path: Path, announcement: Announcement, opened: Triage) -> Path:
    """A home with one filing."""
    folder = tmp_path / "home"
    with closing(Database.open(f"sqlite:///{folder}/filings.db", create=True)) as database, database.write() as tx:
        filings.insert_new(tx, announcement, opened)
    return folder


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres.server() as url:
        yield url


def run(home: Path, *arguments: str) -> int:
    return exit_code_of(["--home", str(home), "db", *arguments])


def test_a_whole_store_is_said_to_be_whole(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(home, "check", "--vault") == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "is whole" in printed.err


def test_a_fault_is_printed_and_the_exit_code_is_3(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(home / "filings.db")) as raw:
        raw.execute("UPDATE filings SET title = '另一份文件'")
        raw.commit()
    assert run(home, "check", "-o", "jsonl") == 3
    assert "filings db reindex" in json.loads(capsys.readouterr().out)["fault"]
    assert run(home, "reindex") == 0
    assert run(home, "check") == 0


def test_a_backup_is_made_where_it_is_asked_for(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = home.parent / "safe" / "copy.db"
    assert run(home, "backup", str(target), "-o", "jsonl") == 0
    record = json.loads(capsys.readouterr().out)
    assert record == {"file": str(target), "bytes": target.stat().st_size, "filings": 1}
    assert run(home, "backup", str(target)) == 2
    assert run(home, "backup") == 0
    assert len(list((home / "backups").glob("filings-*.db"))) == 1


def test_what_needs_the_store_alone_is_refused_while_watch_runs(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with lock.hold(home):
        assert [run(home, command) for command in ("vacuum", "reindex", "migrate")] == [2, 2, 2]
        assert run(home, "backup") == 0
    assert "another watch" in capsys.readouterr().err


def test_vacuum_says_what_went(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(home, "vacuum") == 0
    assert "0 PDFs went" in capsys.readouterr().err


def test_an_empty_home_has_nothing_to_look_after(tmp_path: Path) -> None:
    assert [run(tmp_path, command) for command in ("check", "backup", "vacuum", "reindex", "migrate")] == [1] * 5


def test_everything_is_copied_to_postgresql_and_used_there(
    home: Path, server: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgres.database(server) as url:
        assert run(home, "migrate", "--to", url, "-o", "jsonl") == 0
        rows = {record["table"]: record["rows"] for record in map(json.loads, capsys.readouterr().out.splitlines())}
        assert rows["filings"] == rows["filing_codes"] == 1
        monkeypatch.setenv("FILINGS_STORE__URL", url)
        assert exit_code_of(["--home", str(home), "search", "终止", "-o", "jsonl"]) == 0
        assert json.loads(capsys.readouterr().out)["snippet"] == "关于«终止»特许经营项目的公告"
        assert run(home, "check") == 0
        assert run(home, "backup") == 2
        assert run(home, "vacuum") == 0
        assert run(home, "migrate") == 0


def test_a_copy_to_a_store_of_another_kind_is_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(home, "migrate", "--to", "mysql://host/x") == 2
    assert "postgresql://" in capsys.readouterr().err
