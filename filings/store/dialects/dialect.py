"""What the store asks of a database beyond standard SQL."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import URL, Connection, Engine, Table

from filings.store.grams import IndexRow, Match

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert


class Dialect(Protocol):
    """One kind of database. Every method works inside the caller's transaction."""

    @property
    def exact_phrases(self) -> bool:
        """Whether the text index knows the order of tokens, so that an exact phrase needs no check."""

    @property
    def hints(self) -> Sequence[tuple[str, str]]:
        """What part of an error message (in small letters) means for the user: part and hint."""

    def file_of(self, url: URL) -> Path | None:
        """The file that holds the database; ``None`` where it is in memory or on a server."""

    def engine(self, url: URL) -> Engine:
        """Connections to the database. Raises StoreError where this machine lacks what it needs."""

    def self_test(self) -> None:
        """Raise StoreError where the database library cannot do what the store needs."""

    def begin_read(self, tx: Connection) -> None:
        """Open a transaction that sees one state of the database."""

    def begin_write(self, tx: Connection, *, durable: bool) -> None:
        """Open a transaction as the only writer; ``durable`` is on the disk when it is committed."""

    def migration(self, tx: Connection) -> AbstractContextManager[None]:
        """A write transaction in which tables may be made anew. Raises StoreError where rows would lose parents."""

    def upsert(self, table: Table) -> SqliteInsert | PostgresInsert:
        """An INSERT that knows ON CONFLICT."""

    def take_ids(self, tx: Connection, table: Table, count: int) -> Sequence[int]:
        """Numbers for new rows of a table, in rising order."""

    def ids_taken(self, tx: Connection, table: Table) -> None:
        """Rows were copied in with their numbers: the next ones go on behind them."""

    def make_index(self, tx: Connection, name: str) -> None:
        """Make an empty text index."""

    def drop_index(self, tx: Connection, name: str) -> None:
        """Drop a text index if it is there."""

    def add(self, tx: Connection, name: str, rows: Sequence[IndexRow]) -> None:
        """Index new rows."""

    def forget(self, tx: Connection, name: str, rows: Sequence[IndexRow]) -> None:
        """Take rows out again, given exactly as they were added."""

    def newest(self, tx: Connection, name: str, match: Match, span: tuple[int, int], limit: int) -> list[int]:
        """The highest numbers in [first, last] of rows that match, the highest first."""

    def count(self, tx: Connection, name: str, token: str) -> int:
        """How many rows of an index hold a token."""

    def file_faults(self, tx: Connection) -> list[str]:
        """What is wrong with the file and the keys between tables: one sentence each."""

    def index_faults(self, tx: Connection, name: str) -> list[str]:
        """What is wrong with the inside of a text index, in a write transaction."""

    def tidy(self, engine: Engine, indexes: Sequence[str]) -> None:
        """Give space back and bring statistics up to date (outside of any transaction)."""
