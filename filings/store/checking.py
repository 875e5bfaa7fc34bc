"""Is what we remember whole? The database's own checks, the text indexes against the tables, the vault's hashes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, func, select

from filings.errors import StoreError
from filings.store import dialects, grams, meta, numbering, schema, words
from filings.store.database import Database
from filings.store.grams import phrase_of, tag
from filings.store.reindexing import Progress
from filings.store.vault import Vault

_STATE = "vault_check"
_BATCH = 200
_SAMPLE = 500
"""Filings of which the index must hold the words, taken evenly from all."""
_REINDEX = "filings db reindex makes it anew"


def check(database: Database, *, progress: Progress) -> list[str]:
    """What is wrong with the database: one sentence each, an empty list where it is whole."""
    with database.read() as tx:
        names = words.indexes(tx)
        total = len(names) + 2
        progress("checked", 0, total)
        faults = dialects.of(tx).file_faults(tx)
    progress("checked", 1, total)
    for done, name in enumerate(names, start=2):
        with database.write() as tx:
            faults += [f"{fault} ({_REINDEX})" for fault in dialects.of(tx).index_faults(tx, name)]
        progress("checked", done, total)
    if not faults:
        with database.read() as tx:
            faults = list(_counted(tx)) or list(_sampled(tx))
    progress("checked", total, total)
    return faults


def _counted(tx: Connection) -> Iterator[str]:
    """Every filing has its title in the index, once."""
    table = schema.filings
    query = select(table.c.source, func.count()).group_by(table.c.source)
    for source, stored in tx.execute(query).all():
        indexed = dialects.of(tx).count(tx, words.TITLES, tag("s", source))
        if indexed != stored:
            yield f"text index of titles: {indexed} of {stored} filings of {source} ({_REINDEX})"


def _sampled(tx: Connection) -> Iterator[str]:
    table = schema.filings
    last = tx.scalars(select(func.max(table.c.id))).one() or 0
    wanted = sorted({last * n // _SAMPLE for n in range(1, _SAMPLE + 1)})
    for row in tx.execute(select(table.c.id, table.c.published, table.c.title).where(table.c.id.in_(wanted))).all():
        number = numbering.title_number(row.published, row.id)
        phrase = phrase_of(grams.fold_words(row.title))
        if phrase and dialects.of(tx).newest(tx, words.TITLES, phrase, (number, number), 1) != [number]:
            yield f"text index of titles: the words of filing {row.id} are not found ({_REINDEX})"
            return


def check_vault(database: Database, vault: Vault, *, progress: Progress) -> list[str]:
    """Read every PDF of the vault and compare it with its name; a check that was stopped goes on where it was."""
    table = schema.documents
    kept = table.c.evicted.is_(None)
    with database.read() as tx:
        state = json.loads(meta.value(tx, _STATE) or '{"after": "", "faults": []}')
        total = tx.scalars(select(func.count()).select_from(table).where(kept)).one()
        done = tx.scalars(select(func.count()).where(kept, table.c.sha256 <= state["after"])).one()
    after, faults = str(state["after"]), list(map(str, state["faults"]))
    while True:
        with database.read() as tx:
            query = select(table.c.sha256).where(kept, table.c.sha256 > after).order_by(table.c.sha256)
            batch = tx.scalars(query.limit(_BATCH)).all()
        if not batch:
            break
        faults += _faults_of(vault, batch)
        after, done = batch[-1], done + len(batch)
        with database.write() as tx:
            meta.remember(tx, _STATE, json.dumps({"after": after, "faults": faults}))
        progress("PDFs", done, total)
    with database.write() as tx:
        meta.forget(tx, _STATE)
    return faults


def _faults_of(vault: Vault, batch: Sequence[str]) -> Iterator[str]:
    for sha256 in batch:
        try:
            vault.get(sha256)
        except StoreError as error:
            yield error.message
