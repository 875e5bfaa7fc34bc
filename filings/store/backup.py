"""A copy of an SQLite database while the monitor goes on writing to it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from filings.errors import StoreError, UsageError
from filings.model import Record
from filings.store.database import Database
from filings.store.reindexing import Progress

_PAGES = 2000
"""Database pages (4 KB) that are copied at a time."""


class Backup(Record):
    """A finished backup: its file, its size and how many filings it holds."""

    file: Path
    bytes: int
    filings: int


def backup(database: Database, target: Path, *, progress: Progress) -> Backup:
    """Copy the database as it is now into a new file, sync and check it. Raises StoreError, UsageError.

    The name appears only when the copy is whole and was read back.
    """
    source = database.file
    if source is None:
        raise UsageError("only an SQLite database is copied here", hint="use pg_dump, which copies while workers run")
    if target.exists():
        raise UsageError(f"{target} is there already", hint="name another file; no backup is ever overwritten")
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        filings = _copy(source, part, progress)
        _sync(part)
        part.rename(target)
        _sync(target.parent)
        return Backup(file=target, bytes=target.stat().st_size, filings=filings)
    except (OSError, sqlite3.Error) as error:
        message = f"no backup was made in {target.parent}: {error}"
        raise StoreError(message, hint="free some space or name another place, then run it again") from error
    finally:
        for left in (part, part.with_name(f"{part.name}-journal"), part.with_name(f"{part.name}-wal")):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


def _copy(source: Path, part: Path, progress: Progress) -> int:
    with _opened(source) as original, _opened(part) as copy:
        # An open read transaction keeps one state of the source; without it every write would start the copy anew.
        original.execute("BEGIN")
        expected = _count(original)
        original.backup(copy, pages=_PAGES, progress=lambda _, left, total: progress("copied", total - left, total))
        copy.execute("PRAGMA journal_mode = DELETE")
        faults = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        found = _count(copy)
    if faults != "ok" or found != expected:
        message = f"the copy is not what was copied: {faults}, {found} filings of {expected}"
        raise StoreError(message, hint="run filings db check, and look at the disk")
    return found


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM filings").fetchone()[0])


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None, timeout=30.0)
    try:
        yield connection
    finally:
        connection.close()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
