"""Everything in which SQLite and PostgreSQL differ; the rest of the store is one code path."""

from __future__ import annotations

from sqlalchemy import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError

from filings.errors import StoreError
from filings.store.dialects.dialect import Dialect
from filings.store.dialects.sqlite import SQLITE

_NAMES = {"sqlite": "sqlite", "postgresql": "postgresql", "postgres": "postgresql"}


def parse(url: str) -> URL:
    """The address of a database, with the driver that we use. Raises StoreError for any other kind."""
    hint = "use sqlite:///PATH or postgresql://USER@HOST/DATABASE"
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError("the address of the store cannot be understood", hint=hint) from error
    name = _NAMES.get(parsed.drivername.partition("+")[0])
    if name is None:
        raise StoreError(f"{parsed.drivername} is not known as a store", hint=hint)
    return parsed.set(drivername="postgresql+psycopg" if name == "postgresql" else name)


def named(name: str) -> Dialect:
    """The dialect of that name (``sqlite`` or ``postgresql``)."""
    if name == "sqlite":
        return SQLITE
    from filings.store.dialects.postgresql import POSTGRESQL  # noqa: PLC0415 - lookups in SQLite need not load it

    return POSTGRESQL


def of(tx: Connection) -> Dialect:
    """The dialect that a connection speaks."""
    return named(tx.dialect.name)
