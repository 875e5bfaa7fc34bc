"""The same tests for both databases: a fixture named ``database`` comes once from each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from filings.store.database import Database
from tests import postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_store(postgres_server: str) -> Iterator[str]:
    """The address of a database with our tables; each test empties it first."""
    with postgres.database(postgres_server) as url:
        Database.open(url, create=True).close()
        yield url


@pytest.fixture(scope="session")
def sqlite_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with our tables, which each test copies."""
    path = tmp_path_factory.mktemp("sqlite") / "filings.db"
    Database.open(f"sqlite:///{path}", create=True).close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a fresh store, on each database."""
    if request.param == "postgresql":
        store: str = request.getfixturevalue("postgres_store")
        postgres.clear(store)
        return store
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(request.getfixturevalue("sqlite_store"), home / "filings.db")
    return f"sqlite:///{home}/filings.db"


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    made = Database.open(url, create=True)
    yield made
    made.close()
