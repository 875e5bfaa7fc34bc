"""A whole store copied to another database (SQLite → PostgreSQL), verified row by row.

Tables are copied in portions, each in one transaction with the mark how far it is, so that a copy that was stopped
goes on; then the text indexes are made there; then every table's rows are counted and hashed on both sides.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Table, func, insert, select, tuple_

from filings.errors import StoreError, UsageError
from filings.model import Record
from filings.store import dialects, meta, schema
from filings.store.database import Database
from filings.store.reindexing import Progress, reindex

_STATE = "copied"
_OURS = (_STATE, "reindexed", "vault_check")
"""Marks of work on one database, which are not copied."""
_BATCH = 5000


class Copied(Record):
    """A table as it is on both sides."""

    table: str
    rows: int
    sha256: str


def copy(source: Database, target: Database, *, progress: Progress) -> list[Copied]:
    """Copy every table into an empty database. Nobody may write to either meanwhile.

    Raises UsageError where the target holds something else, StoreError where it is not equal in the end.
    """
    with source.read() as tx:
        mark = _fingerprint(tx)
    state = _begin(target, mark, source.address)
    for table in schema.metadata.sorted_tables:
        if table.name not in {*state["done"], schema.text_years.name}:
            _copy_table(source, target, table, state, progress)
    if "indexes" not in state["done"]:
        reindex(target, progress=progress)
        with target.write(durable=True) as into:
            state.update(done=[*state["done"], "indexes"])
            _remember(into, state)
    with source.read() as tx:
        if _fingerprint(tx) != mark:
            message = f"{source.address} was written to while it was copied"
            raise StoreError(message, hint="stop filings watch, empty the target and run it again")
    return _verified(source, target, progress)


def _begin(target: Database, mark: dict[str, Any], address: str) -> dict[str, Any]:
    with target.write(durable=True) as tx:
        known = meta.value(tx, _STATE)
        if known is not None:
            state: dict[str, Any] = json.loads(known)
            if state["mark"] == mark:
                return state
            message = f"{target.address} holds a copy of another state of the store"
            raise UsageError(message, hint="empty it (dropdb, createdb), then run the command again")
        if tx.execute(select(schema.filings.c.id).limit(1)).first() or tx.execute(select(schema.polls.c.id)).first():
            message = f"{target.address} holds filings already, {address} is copied only into an empty database"
            raise UsageError(message, hint="make a fresh one: createdb NAME")
        state = {"mark": mark, "done": [], "table": None, "after": None}
        _remember(tx, state)
        return state


def _copy_table(source: Database, target: Database, table: Table, state: dict[str, Any], progress: Progress) -> None:
    bare = sa.table(table.name, *(sa.column(column.name) for column in table.columns))
    after = state["after"] if state["table"] == table.name else None
    with source.read() as tx:
        total = tx.scalars(select(func.count()).select_from(table)).one()
        done = 0
        for rows in _portions(tx, table, after):
            after = [rows[-1][column.name] for column in table.primary_key.columns]
            with target.write() as into:
                into.execute(insert(bare), rows)
                state.update(table=table.name, after=after)
                _remember(into, state)
            done += len(rows)
            progress(table.name, min(done, total), total)
    with target.write(durable=True) as into:
        if "id" in table.primary_key.columns and table.primary_key.columns["id"].autoincrement:
            dialects.of(into).ids_taken(into, table)
        state.update(table=None, after=None, done=[*state["done"], table.name])
        _remember(into, state)


def _portions(tx: Connection, table: Table, after: list[Any] | None) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table as the database keeps them, in the order of their key."""
    bare = sa.table(table.name, *(sa.column(column.name) for column in table.columns))
    key = [bare.c[column.name] for column in table.primary_key.columns]
    query = select(bare).order_by(*key).limit(_BATCH)
    if table is schema.meta:
        query = query.where(bare.c.key.not_in(_OURS))
    while True:
        wanted = query if after is None else query.where(tuple_(*key) > tuple_(*map(sa.literal, after)))
        rows = [dict(row) for row in tx.execute(wanted).mappings()]
        if not rows:
            return
        yield rows
        after = [rows[-1][column.name] for column in key]


def _verified(source: Database, target: Database, progress: Progress) -> list[Copied]:
    report = []
    tables = [table for table in schema.metadata.sorted_tables if table is not schema.text_years]
    for done, table in enumerate(tables, start=1):
        with source.read() as tx:
            ours = _hashed(tx, table)
        with target.read() as tx:
            theirs = _hashed(tx, table)
        if ours != theirs:
            message = f"table {table.name} differs after the copy: {ours.rows} rows here, {theirs.rows} there"
            raise StoreError(message, hint="empty the target and run it again; the source is untouched")
        report.append(ours)
        progress("tables verified", done, len(tables))
    return report


def _hashed(tx: Connection, table: Table) -> Copied:
    """Count and hash of a table's rows, whatever their order."""
    total = count = 0
    for rows in _portions(tx, table, None):
        for row in rows:
            values = repr([bytes(v) if isinstance(v, (bytes, memoryview)) else v for v in row.values()])
            total += int.from_bytes(hashlib.sha256(values.encode()).digest(), "big")
        count += len(rows)
    return Copied(table=table.name, rows=count, sha256=f"{total % (1 << 256):064x}")


def _fingerprint(tx: Connection) -> dict[str, Any]:
    """Figures that every write of the monitor changes."""
    journal, polls, outbox = schema.journal, schema.polls, schema.outbox
    return {
        "filings": tx.scalar(select(func.count()).select_from(schema.filings)),
        "journal": tx.scalar(select(func.max(journal.c.id))),
        "polls": tx.scalar(select(func.max(polls.c.id))),
        "outbox": tx.scalar(select(func.count()).select_from(outbox)),
        "attempts": tx.scalar(select(func.sum(outbox.c.attempts))),
        "first_start": meta.value(tx, "first_start"),
    }


def _remember(tx: Connection, state: dict[str, Any]) -> None:
    meta.remember(tx, _STATE, json.dumps(state))
