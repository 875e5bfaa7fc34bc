"""The text indexes made anew from the texts: after a copy to another database, or where one is damaged.

Nobody else may write meanwhile. A run that was stopped goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, delete, func, select

from filings.store import dialects, meta, schema, words
from filings.store.database import Database

Progress = Callable[[str, int, int], None]
"""Called with what is done, how many of it, of how many."""
_STATE = "reindexed"
_BATCH = 1000


def reindex(database: Database, *, progress: Progress) -> int:
    """Make all text indexes anew; returns the number of filings."""
    with database.write() as tx:
        if meta.value(tx, _STATE) is None:
            _drop(tx)
            meta.remember(tx, _STATE, "0")
        after = int(meta.value(tx, _STATE) or 0)
        table = schema.filings
        total = tx.scalars(select(func.count()).select_from(table)).one()
        done = tx.scalars(select(func.count()).where(table.c.id <= after)).one()
    while True:
        with database.write() as tx:
            keys = list(tx.scalars(select(table.c.id).where(table.c.id > after).order_by(table.c.id).limit(_BATCH)))
            if not keys:
                meta.forget(tx, _STATE)
                return done
            words.add_filings(tx, keys)
            after = keys[-1]
            meta.remember(tx, _STATE, str(after))
        done += len(keys)
        progress("indexed", done, total)


def _drop(tx: Connection) -> None:
    dialect = dialects.of(tx)
    for name in words.indexes(tx):
        dialect.drop_index(tx, name)
    dialect.make_index(tx, words.TITLES)
    tx.execute(delete(schema.text_years))
