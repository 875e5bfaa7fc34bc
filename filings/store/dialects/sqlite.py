"""SQLite: WAL, one writer, STRICT tables, FTS5 over ready-made tokens.

FTS5's own tokenizers do not serve: ``unicode61`` takes a Chinese sentence for one word, ``trigram`` finds no
word of two characters. So the tokens are made by us and only split at spaces (``ascii``). The tables are
contentless: the texts stand in ``filings`` and ``page_texts``. Words of one character have a small index of
their own (``…_chars``), since as the beginning of all pairs they would be slow.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, func, select
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.exc import DatabaseError

from filings.errors import StoreError
from filings.store import grams
from filings.store.grams import Except, IndexRow, Joined, Match, Phrase

_OLDEST = (3, 37, 0)


class Sqlite:
    """One file. Readers never wait; a second writer waits up to 30 seconds."""

    exact_phrases = True
    hints = (
        ("disk is full", "free some space, then run the command again: nothing was half-written"),
        ("disk i/o error", "check the disk and its free space, then run the command again"),
        ("readonly", "make the home writable, or name another with --home DIR"),
        ("unable to open", "check that the folder exists and is writable, or name another with --home DIR"),
        ("locked", "another program holds the database; wait for it, or stop it"),
        ("malformed", "restore a backup of the file; the PDFs in the vault are untouched"),
        ("not a database", "the file is something else; move it away or name another home with --home DIR"),
    )

    def file_of(self, url: URL) -> Path | None:
        return Path(url.database) if url.database and url.database != ":memory:" else None

    def engine(self, url: URL) -> Engine:
        if sqlite3.sqlite_version_info < _OLDEST:
            message = f"SQLite {sqlite3.sqlite_version} is too old, 3.37 is needed"
            raise StoreError(message, hint="use a newer Python build")
        engine = create_engine(url, connect_args={"timeout": 30.0})
        event.listen(engine, "connect", _prepare)
        return engine

    def self_test(self) -> None:
        """Raise StoreError where this SQLite was built without FTS5, or finds no Chinese word with it."""
        connection = sqlite3.connect(":memory:", isolation_level=None)
        try:
            connection.execute(_index_ddl("probe", "full"))
            connection.execute("INSERT INTO probe(rowid, words) VALUES (7, '终止 止协 协议 议')")
            found = connection.execute("SELECT rowid FROM probe WHERE probe MATCH '\"终止 止协\"'").fetchall()
        except sqlite3.Error as error:
            hint = "use a Python whose SQLite has FTS5 (python.org, uv, Debian and Homebrew builds do)"
            raise StoreError(f"this SQLite has no full text search: {error}", hint=hint) from error
        finally:
            connection.close()
        if found != [(7,)]:
            message = f"SQLite {sqlite3.sqlite_version} finds {found} where row 7 holds the words"
            raise StoreError(message, hint="use another Python build")

    def begin_read(self, tx: Connection) -> None:
        tx.exec_driver_sql("BEGIN")

    def begin_write(self, tx: Connection, *, durable: bool) -> None:
        tx.exec_driver_sql(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        tx.exec_driver_sql("BEGIN IMMEDIATE")

    @contextmanager
    def migration(self, tx: Connection) -> Iterator[None]:
        """A table that is remade is dropped first, which the keys to it would forbid: they are checked at the end."""
        tx.exec_driver_sql("PRAGMA foreign_keys = OFF")
        self.begin_write(tx, durable=True)
        yield
        broken = tx.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            message = f"the migration would leave {len(broken)} rows of {broken[0][0]} without what they belong to"
            raise StoreError(message, hint="nothing was changed; report this as a bug")
        tx.commit()
        tx.exec_driver_sql("PRAGMA foreign_keys = ON")

    def upsert(self, table: Table) -> Insert:
        return insert(table)

    def take_ids(self, tx: Connection, table: Table, count: int) -> Sequence[int]:
        last = tx.scalar(select(func.max(table.c.id))) or 0
        return range(last + 1, last + 1 + count)

    def ids_taken(self, tx: Connection, table: Table) -> None:
        """SQLite goes on behind the highest number by itself."""

    def make_index(self, tx: Connection, name: str) -> None:
        tx.exec_driver_sql(_index_ddl(name, "full"))
        tx.exec_driver_sql(_index_ddl(_chars(name), "none"))

    def drop_index(self, tx: Connection, name: str) -> None:
        tx.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
        tx.exec_driver_sql(f"DROP TABLE IF EXISTS {_chars(name)}")

    def add(self, tx: Connection, name: str, rows: Sequence[IndexRow]) -> None:
        for index, made in zip((name, _chars(name)), _words(rows), strict=True):
            _put(tx, f"INSERT INTO {index}(rowid, words) VALUES (?, ?)", made)  # noqa: S608 - our own names

    def forget(self, tx: Connection, name: str, rows: Sequence[IndexRow]) -> None:
        for index, made in zip((name, _chars(name)), _words(rows), strict=True):
            _put(tx, f"INSERT INTO {index}({index}, rowid, words) VALUES ('delete', ?, ?)", made)  # noqa: S608 - the same

    def newest(self, tx: Connection, name: str, match: Match, span: tuple[int, int], limit: int) -> list[int]:
        single = _is_single(match)
        index = _chars(name) if single else name
        sql = f"SELECT rowid FROM {index} WHERE {index} MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?"  # noqa: S608 - the same
        parameters = (_expression(match, single=single), *span, limit)
        connection = tx.connection.dbapi_connection  # ten years are asked one by one: SQLAlchemy's share would show
        assert isinstance(connection, sqlite3.Connection)
        return [row[0] for row in connection.execute(sql, parameters)]

    def count(self, tx: Connection, name: str, token: str) -> int:
        probe = f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name}_terms USING fts5vocab(main, {name}, row)"
        tx.exec_driver_sql(probe)
        found = tx.exec_driver_sql(f"SELECT doc FROM temp.{name}_terms WHERE term = ?", (token,)).scalar()  # noqa: S608 - the same
        return int(found or 0)

    def file_faults(self, tx: Connection) -> list[str]:
        found = [f"file: {row[0]}" for row in tx.exec_driver_sql("PRAGMA integrity_check(20)") if row[0] != "ok"]
        keys = tx.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20)
        return found + [f"{row[0]}: row {row[1]} belongs to a row of {row[2]} that is gone" for row in keys]

    def index_faults(self, tx: Connection, name: str) -> list[str]:
        found = []
        for index in (name, _chars(name)):
            try:
                tx.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES ('integrity-check')")  # noqa: S608 - the same
            except DatabaseError as error:
                found.append(f"text index {index}: {error.orig}")
        return found

    def tidy(self, engine: Engine, indexes: Sequence[str]) -> None:
        with engine.connect() as connection:
            for name in (index for pair in indexes for index in (pair, _chars(pair))):
                connection.exec_driver_sql(f"INSERT INTO {name}({name}) VALUES ('optimize')")  # noqa: S608 - the same
            for statement in ("VACUUM", "PRAGMA analysis_limit = 1000", "ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"):
                connection.exec_driver_sql(statement)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    connection.execute("PRAGMA foreign_keys = ON")
    if connection.execute("PRAGMA query_only").fetchone() == (0,):
        _set_wal(connection)


def _set_wal(connection: sqlite3.Connection) -> None:
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if "readonly" not in str(error):
            raise


def _index_ddl(name: str, detail: str) -> str:
    options = f"content='', columnsize=0, detail={detail}, tokenize='ascii'"
    return f"CREATE VIRTUAL TABLE {name} USING fts5(words, {options})"


def _chars(name: str) -> str:
    return name.replace("_words", "_chars")


def _words(rows: Sequence[IndexRow]) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """What the index of pairs and the one of characters are given."""
    pairs, single = [], []
    for row in rows:
        words = grams.runs(row.text)
        pairs.append((row.number, " ".join([*grams.tokens(words), *row.tags])))
        single.append((row.number, " ".join([*grams.characters(words), *row.tags])))
    return pairs, single


def _put(tx: Connection, sql: str, rows: list[tuple[int, str]]) -> None:
    if rows:
        tx.exec_driver_sql(sql, rows)


def _is_single(match: Match) -> bool:
    """Whether only single characters (and tags) are looked for: the index of characters answers."""
    if isinstance(match, Phrase):
        return len(match.tokens) == 1 and (len(match.tokens[0]) == 1 or match.tokens[0] >= "\ue000")
    parts = match.parts if isinstance(match, Joined) else (match.wanted, match.unwanted)
    return all(_is_single(part) for part in parts)


def _expression(match: Match, *, single: bool) -> str:
    if isinstance(match, Phrase):
        return f'"{" ".join(match.tokens)}"' + (" *" if match.prefix and not single else "")
    if isinstance(match, Except):
        return f"({_expression(match.wanted, single=single)} NOT {_expression(match.unwanted, single=single)})"
    word = " AND " if match.every else " OR "
    return f"({word.join(_expression(part, single=single) for part in match.parts)})"


SQLITE = Sqlite()
