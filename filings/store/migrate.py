"""Alembic's home: brings a database to the shape that this version needs."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from filings.errors import StoreError
from filings.store.schema import HEAD

SCRIPTS = Path(__file__).parent / "migrations"
"""Where the migrations stand."""


def revision_of(connection: Connection) -> str | None:
    """The migration a database stands at; ``None`` for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def check(connection: Connection, url: str, *, head: str = HEAD) -> None:
    """Refuse a database that this program cannot read. Raises StoreError."""
    found = revision_of(connection)
    if found == head:
        return
    if found is None:
        raise StoreError(f"{url} holds no filings yet", hint="run filings watch --once, or filings demo --keep DIR")
    if found > head:
        message = f"{url} was written by a newer filings (schema {found}, this one knows {head})"
        raise StoreError(message, hint="upgrade this installation: pip install --upgrade filings")
    raise StoreError(f"{url} has the older schema {found}", hint="run filings db migrate: it brings it up to date")


def is_current(connection: Connection, url: str, *, head: str = HEAD) -> bool:
    """Whether nothing is to be done; ``False`` for an empty or older database. Raises StoreError for a newer one."""
    found = revision_of(connection)
    if found is not None and found > head:
        check(connection, url, head=head)
    return found == head


def upgrade(connection: Connection, url: str, *, head: str = HEAD, scripts: Path = SCRIPTS) -> None:
    """Bring the database to ``head`` inside the caller's transaction. Raises StoreError for a newer one."""
    if is_current(connection, url, head=head):
        return
    from alembic import command  # noqa: PLC0415 - a quarter of a second that lookups need not pay
    from alembic.config import Config  # noqa: PLC0415 - the same

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, head)
