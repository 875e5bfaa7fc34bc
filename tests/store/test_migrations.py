"""The schema, on both databases: made, brought up to date with its rows, refused where it is newer or broken."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from filings.errors import NotFound, StoreError
from filings.model import Announcement, Triage
from filings.store import dialects, filings, migrate, schema
from filings.store.database import Database
from tests import postgres

RELEASED = sorted(path.stem[1:5] for path in (migrate.SCRIPTS / "versions").glob("v*.py"))
LATER = '''
"""A later shape, made for this test."""
import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "{head}"

def upgrade():
    with op.batch_alter_table("filings") as batch:
        batch.add_column(sa.Column("colour", sa.Text, nullable=False, server_default="none"))
    op.execute("UPDATE filings SET colour = 'blue'")
    {then}
'''


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/filings.db"
        return
    with postgres.database(request.getfixturevalue("postgres_server")) as url:
        yield url


def scripts(folder: Path, then: str = "pass") -> Path:
    """The migrations with one more, 9001."""
    shutil.copytree(migrate.SCRIPTS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "v9001_later.py").write_text(LATER.format(head=schema.HEAD, then=then), "utf-8")
    return folder


def bring_up(url: str, folder: Path, head: str) -> None:
    """What ``Database.open`` does, with other scripts."""
    parsed = dialects.parse(url)
    dialect = dialects.named(parsed.get_backend_name())
    engine = dialect.engine(parsed)
    try:
        with engine.connect() as connection, dialect.migration(connection):
            migrate.upgrade(connection, url, head=head, scripts=folder)
    finally:
        engine.dispose()


def test_the_head_is_the_last_migration() -> None:
    assert RELEASED[-1] == schema.HEAD


@pytest.mark.parametrize("start", RELEASED)
def test_every_released_schema_becomes_exactly_the_tables_that_the_code_knows(empty: str, start: str) -> None:
    bring_up(empty, migrate.SCRIPTS, start)
    Database.open(empty, create=True).close()
    engine = create_engine(dialects.parse(empty))
    found = inspect(engine)
    for table in schema.metadata.sorted_tables:
        columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
        expected = {column.name: bool(column.nullable) for column in table.columns}
        keys = set(found.get_pk_constraint(table.name)["constrained_columns"])
        assert set(columns) == set(expected), table.name
        assert {n for n in columns if columns[n] != expected[n]} <= keys, table.name
        made = {index["name"] for index in found.get_indexes(table.name) if not index.get("duplicates_constraint")}
        assert made == {index.name for index in table.indexes}, table.name
    engine.dispose()


def test_a_database_of_the_previous_schema_is_migrated_with_its_rows(
    empty: str, tmp_path: Path, announcement: Announcement, opened: Triage
) -> None:
    database = Database.open(empty, create=True)
    with database.write() as tx:
        filings.insert_many(tx, [(announcement, opened)])
    database.close()
    bring_up(empty, scripts(tmp_path / "later"), "9001")
    engine = create_engine(dialects.parse(empty))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT source_id, colour FROM filings")).all() == [("1200000001", "blue")]
        assert connection.execute(text("SELECT count(*) FROM filing_codes")).scalar() == 1
        assert migrate.revision_of(connection) == "9001"
    engine.dispose()


def test_a_migration_that_fails_changes_nothing(
    empty: str, tmp_path: Path, announcement: Announcement, opened: Triage
) -> None:
    database = Database.open(empty, create=True)
    with database.write() as tx:
        filings.insert_many(tx, [(announcement, opened)])
    with pytest.raises(DBAPIError):
        bring_up(empty, scripts(tmp_path / "later", then='op.execute("UPDATE nothing SET a = 1")'), "9001")
    with database.read() as tx:
        assert filings.get(tx, "1200000001").announcement == announcement
    database.close()


def test_a_migration_that_would_lose_parents_changes_nothing_on_sqlite(
    tmp_path: Path, announcement: Announcement, opened: Triage
) -> None:
    url = f"sqlite:///{tmp_path}/filings.db"
    database = Database.open(url, create=True)
    with database.write() as tx:
        filings.insert_many(tx, [(announcement, opened)])
    database.close()
    with pytest.raises(StoreError, match="without what they belong to"):
        bring_up(url, scripts(tmp_path / "later", then='op.execute("DELETE FROM filings")'), "9001")
    database = Database.open(url, create=False)
    with database.read() as tx:
        assert filings.key_of(tx, "1200000001") == 1
    database.close()


@pytest.mark.parametrize(("revision", "said"), [("9999", "newer"), ("0000", "older")])
def test_another_schema_is_refused_with_the_next_step(empty: str, revision: str, said: str) -> None:
    Database.open(empty, create=True).close()
    engine = create_engine(dialects.parse(empty))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    engine.dispose()
    for create in (False, True) if said == "newer" else (False,):
        with pytest.raises(StoreError, match=said) as caught:
            Database.open(empty, create=create)
        assert "pip install --upgrade" in (caught.value.hint or "") or "filings db migrate" in (caught.value.hint or "")


def test_an_empty_database_is_said_to_hold_nothing(empty: str) -> None:
    with pytest.raises((StoreError, NotFound), match=r"no filings yet|nothing is stored"):
        Database.open(empty, create=False)


@pytest.mark.parametrize("url", ["mysql://host/x", "nonsense", "redis://"])
def test_an_address_of_no_store_is_refused(url: str) -> None:
    with pytest.raises(StoreError) as caught:
        Database.open(url, create=True)
    assert "postgresql://" in (caught.value.hint or "")


def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    with pytest.raises(StoreError) as caught:
        Database.open("postgresql://somebody:secret@127.0.0.1:1/filings", create=True)
    assert "secret" not in caught.value.message
    assert "start the server" in (caught.value.hint or "")
