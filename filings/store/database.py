"""The one connection to the database: one writer, many readers, clear errors."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine
from sqlalchemy.exc import DBAPIError

from filings.errors import NotFound, StoreError
from filings.store import dialects, migrate
from filings.store.dialects.dialect import Dialect

Transaction = Connection
"""What a read or write hands out, for those who may not name SQLAlchemy."""


class Database:
    """Reads and writes in transactions.

    ``write(durable=True)`` syncs to the disk before it returns (the outbox); other writes survive a
    crash of the program, and may lose the last moments in a power cut (WAL, synchronous NORMAL; on
    PostgreSQL synchronous_commit off). There is one writer at a time, also across processes and machines.
    """

    def __init__(self, engine: Engine, dialect: Dialect) -> None:
        self._engine = engine
        self._writing = threading.RLock()
        self.dialect = dialect
        self.address = engine.url.render_as_string(hide_password=True).replace("+psycopg", "", 1)

    @classmethod
    def open(cls, url: str, *, create: bool) -> Database:
        """Open a database; with ``create`` make or migrate it. Raises StoreError, NotFound."""
        parsed = dialects.parse(url)
        dialect = dialects.named(parsed.get_backend_name())
        _look_for_file(dialect, parsed, create=create)
        database = cls(dialect.engine(parsed), dialect)
        with ExitStack() as undo:
            undo.callback(database.close)
            database._begin(create=create)
            undo.pop_all()
        return database

    def _begin(self, *, create: bool) -> None:
        with self._explained(), self._engine.connect() as connection:
            if not create:
                migrate.check(connection, self.address)
                return
            self.dialect.self_test()
            self.dialect.begin_write(connection, durable=True)
            settled = migrate.is_current(connection, self.address)
            connection.rollback()
            if not settled:
                self._migrate(connection)

    def _migrate(self, connection: Connection) -> None:
        with self.dialect.migration(connection):
            migrate.upgrade(connection, self.address)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A read transaction, which sees one state of the database."""
        with self._explained(), self._engine.connect() as connection:
            self.dialect.begin_read(connection)
            yield connection

    @contextmanager
    def write(self, *, durable: bool = False) -> Iterator[Connection]:
        """A write transaction: committed at the end, rolled back on any error."""
        with self._writing, self._explained(), self._engine.connect() as connection:
            self.dialect.begin_write(connection, durable=durable)
            yield connection
            connection.commit()

    def tidy(self, indexes: list[str]) -> None:
        """Give space back and bring statistics up to date. Raises StoreError while somebody else writes."""
        with self._writing, self._explained():
            self.dialect.tidy(self._engine, indexes)

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database."""
        return self.dialect.file_of(self._engine.url)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            message = str(error.orig if isinstance(error, DBAPIError) else error).strip()
            hint = next((hint for sign, hint in self.dialect.hints if sign in message.lower()), None)
            raise StoreError(f"the database {self.address} answers: {message}", hint=hint) from error


def _look_for_file(dialect: Dialect, url: URL, *, create: bool) -> None:
    path = dialect.file_of(url)
    if path is None:
        return
    if not create:
        if not path.exists():
            raise NotFound(f"nothing is stored in {path.parent} yet", hint="type filings watch --once, or filings demo")
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"the home {path.parent} cannot be made: {error.strerror}"
        raise StoreError(message, hint="make it writable, or name another with --home DIR") from error
