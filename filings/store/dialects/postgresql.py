"""PostgreSQL through psycopg 3: one writer at a time by an advisory lock, tokens as ``tsvector`` under GIN.

The tokens are the same as in SQLite. A ``tsvector`` made from them answers AND, OR, NOT and beginnings by one
index, which an array of text would not; it keeps no order of tokens here, so a phrase is checked against the
text. One that would pass PostgreSQL's limit of 1 MB is marked instead and always checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, Table, create_engine, text
from sqlalchemy.dialects.postgresql import Insert, insert

from filings.errors import StoreError
from filings.store import grams
from filings.store.grams import Except, IndexRow, Match, Phrase

_WRITER = 0x66696C696E6773
"""Our number among the database's advisory locks ("filings" in ASCII)."""
_LONGEST = 900_000
"""Bytes of tokens in a row; PostgreSQL refuses a tsvector of 1 MB."""
_OVERFLOW = grams.tag("long", "")
_OLDEST = 120_000


class Postgresql:
    """A database on a server. Writers take turns, as in SQLite; readers never wait."""

    exact_phrases = False
    hints = (
        ("connection refused", "start the server, or correct [store] url (FILINGS_STORE__URL)"),
        ("could not translate host", "correct the host in [store] url (FILINGS_STORE__URL)"),
        ("no such file or directory", "start the server, or correct [store] url (FILINGS_STORE__URL)"),
        ("authentication failed", "correct user and password in [store] url (FILINGS_STORE__URL)"),
        ("no password supplied", "put the password into [store] url, or into ~/.pgpass"),
        ("does not exist", "make the database first: createdb NAME; then run filings watch --once"),
        ("permission denied", "give the user the rights on its database: GRANT ALL ON SCHEMA public TO user"),
        ("no space left", "free some space on the server, then run the command again: nothing was half-written"),
        ("server closed the connection", "the server went away; the same command goes on from there"),
        ("too many clients", "raise max_connections of the server, or run fewer workers"),
    )

    def file_of(self, url: URL) -> Path | None:
        del url
        return None

    def engine(self, url: URL) -> Engine:
        arguments = {"connect_timeout": 10, "application_name": "filings"}
        try:
            return create_engine(url, connect_args=arguments, pool_pre_ping=True)
        except ModuleNotFoundError as error:
            hint = "pip install 'filings[postgres]'"
            raise StoreError("the driver for PostgreSQL is not installed", hint=hint) from error

    def self_test(self) -> None:
        """The driver is there, or ``engine`` would have said so."""

    def begin_read(self, tx: Connection) -> None:
        tx.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    def begin_write(self, tx: Connection, *, durable: bool) -> None:
        """Take turns; without ``durable`` the commit does not wait for the disk (a crash may lose the last moments)."""
        wait = "on" if durable else "off"
        tx.exec_driver_sql(f"SELECT set_config('synchronous_commit', '{wait}', true), pg_advisory_xact_lock({_WRITER})")

    @contextmanager
    def migration(self, tx: Connection) -> Iterator[None]:
        number = int(tx.exec_driver_sql("SHOW server_version_num").scalar_one())
        if number < _OLDEST:
            raise StoreError(f"PostgreSQL {number // 10_000} is too old, 12 is needed", hint="use a newer server")
        self.begin_write(tx, durable=True)
        yield
        tx.commit()

    def upsert(self, table: Table) -> Insert:
        return insert(table)

    def take_ids(self, tx: Connection, table: Table, count: int) -> Sequence[int]:
        query = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
        return sorted(tx.scalars(query, {"name": table.name, "count": count}))

    def ids_taken(self, tx: Connection, table: Table) -> None:
        move = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), greatest((SELECT max(id) FROM {table.name}), 1))"  # noqa: E501, S608 - our own names
        tx.exec_driver_sql(move)

    def make_index(self, tx: Connection, name: str) -> None:
        tx.exec_driver_sql(f"CREATE TABLE {name} (number BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)")
        tx.exec_driver_sql(f"CREATE INDEX {name}_by_word ON {name} USING gin (words)")

    def drop_index(self, tx: Connection, name: str) -> None:
        tx.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")

    def add(self, tx: Connection, name: str, rows: Sequence[IndexRow]) -> None:
        made = [(row.number, _lexemes(row)) for row in rows]
        put = f"INSERT INTO {name} (number, words) VALUES (%s, array_to_tsvector(%s::text[]))"  # noqa: S608 - our own names
        if made:
            tx.exec_driver_sql(put, made)

    def forget(self, tx: Connection, name: str, rows: Sequence[IndexRow]) -> None:
        numbers = [row.number for row in rows]
        tx.exec_driver_sql(f"DELETE FROM {name} WHERE number = ANY(%s)", (numbers,))  # noqa: S608 - our own names

    def newest(self, tx: Connection, name: str, match: Match, span: tuple[int, int], limit: int) -> list[int]:
        sql = f"SELECT number FROM {name} WHERE words @@ %s::tsquery AND number BETWEEN %s AND %s ORDER BY number DESC LIMIT %s"  # noqa: E501, S608 - our own names
        wanted = f"{_expression(match)} | {_quoted(_OVERFLOW)}"
        return [row[0] for row in tx.exec_driver_sql(sql, (wanted, *span, limit))]

    def count(self, tx: Connection, name: str, token: str) -> int:
        sql = f"SELECT count(*) FROM {name} WHERE words @@ %s::tsquery"  # noqa: S608 - our own names
        return int(tx.exec_driver_sql(sql, (_quoted(token),)).scalar_one())

    def file_faults(self, tx: Connection) -> list[str]:
        """PostgreSQL looks after its files and keys; invalid indexes are the one thing left to see."""
        sql = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
        return [f"index {row[0]} is invalid: REINDEX it" for row in tx.exec_driver_sql(sql)]

    def index_faults(self, tx: Connection, name: str) -> list[str]:
        """GIN is checked by the server."""
        del tx, name
        return []

    def tidy(self, engine: Engine, indexes: Sequence[str]) -> None:
        del indexes
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM (ANALYZE)")


def _lexemes(row: IndexRow) -> list[str]:
    found = dict.fromkeys([*grams.tokens(grams.runs(row.text)), *row.tags])
    size = sum(len(token.encode()) + 6 for token in found)
    return list(found) if size < _LONGEST else [_OVERFLOW, *row.tags]


def _expression(match: Match) -> str:
    if isinstance(match, Phrase):
        wanted = [_quoted(token) for token in dict.fromkeys(match.tokens)]
        if match.prefix:
            wanted[-1] = f"{_quoted(match.tokens[-1])}:*"
        return f"({' & '.join(wanted)})"
    if isinstance(match, Except):
        return f"({_expression(match.wanted)} & !{_expression(match.unwanted)})"
    word = " & " if match.every else " | "
    return f"({word.join(_expression(part) for part in match.parts)})"


def _quoted(token: str) -> str:
    return f"'{token}'"


POSTGRESQL = Postgresql()
