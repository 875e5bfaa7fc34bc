"""The one connection to the database: one writer, many readers, clear errors."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError

from filings.errors import NotFound, StoreError
from filings.store import migrate

Transaction = Connection
"""What a read or write hands out, for those who may not name SQLAlchemy."""

_OLDEST_SQLITE = (3, 37, 0)
_HINTS = (
    ("disk is full", "free some space, then run the command again: nothing was half-written"),
    ("disk i/o error", "check the disk and its free space, then run the command again"),
    ("readonly", "make the home writable, or name another with --home DIR"),
    ("unable to open", "check that the folder exists and is writable, or name another with --home DIR"),
    ("locked", "another program holds the database; wait for it, or stop it"),
    ("malformed", "restore a backup of the file; the PDFs in the vault are untouched"),
    ("not a database", "the file is something else; move it away or name another home with --home DIR"),
)


class Database:
    """Reads and writes in transactions.

    ``write(durable=True)`` syncs to the disk before it returns (the outbox); other writes survive a
    crash of the program, and may lose the last moments in a power cut (WAL, synchronous NORMAL).
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = threading.RLock()

    @classmethod
    def open(cls, url: str, *, create: bool) -> Database:
        """Open a database; with ``create`` make or migrate it. Raises StoreError, NotFound."""
        path = _sqlite_path(url)
        if create and path is not None:
            _make_folder(path.parent)
        elif path is not None and not path.exists():
            raise NotFound(f"nothing is stored in {path.parent} yet", hint="type filings watch --once, or filings demo")
        database = cls(_engine(url))
        with _explained(url), database._engine.begin() as connection:
            if create:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                migrate.upgrade(connection, url)
            else:
                migrate.check(connection, url)
        return database

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A read transaction."""
        with _explained(str(self._engine.url)), self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            yield connection

    @contextmanager
    def write(self, *, durable: bool = False) -> Iterator[Connection]:
        """A write transaction: committed at the end, rolled back on any error."""
        with self._writing, _explained(str(self._engine.url)), self._engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            connection.commit()

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()


def _engine(url: str) -> Engine:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        message = f"SQLite {sqlite3.sqlite_version} is too old, 3.37 is needed"
        raise StoreError(message, hint="use a newer Python build")
    engine = create_engine(url, connect_args={"timeout": 30.0})

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        connection.execute("PRAGMA foreign_keys = ON")
        if connection.execute("PRAGMA query_only").fetchone() == (0,):
            _set_wal(connection)

    return engine


def _set_wal(connection: sqlite3.Connection) -> None:
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if "readonly" not in str(error):
            raise


def _sqlite_path(url: str) -> Path | None:
    parsed = make_url(url)
    if not parsed.drivername.startswith("sqlite"):
        raise StoreError(f"{parsed.drivername} is not known as a store", hint="use sqlite:///PATH")
    return Path(parsed.database) if parsed.database and parsed.database != ":memory:" else None


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"the home {folder} cannot be made: {error.strerror}"
        raise StoreError(message, hint="make it writable, or name another with --home DIR") from error


@contextmanager
def _explained(url: str) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        text = str(error.orig)
        hint = next((hint for sign, hint in _HINTS if sign in text.lower()), None)
        raise StoreError(f"the database {url} answers: {text}", hint=hint) from error
