from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from filings.store import statements
from filings.store.database import Database

MONDAY = date(2024, 12, 23)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database.open(f"sqlite:///{tmp_path}/filings.db", create=True)
    yield made
    made.close()


def test_each_statement_holds_the_hash_of_the_one_before(database: Database) -> None:
    with database.write() as tx:
        first = statements.append(tx, MONDAY, '{"a":1}')
        second = statements.append(tx, date(2024, 12, 24), '{"a":2}')
        assert (first.previous, second.previous) == (statements.START, first.sha256)
        assert statements.head(tx) == second
        assert statements.of_day(tx, MONDAY) == [first]
        assert statements.broken_links(tx) == []


@pytest.mark.parametrize("change", ["body", "removed", "swapped"])
def test_a_rewritten_past_is_seen(database: Database, change: str) -> None:
    with database.write() as tx:
        chain = [statements.append(tx, MONDAY, f'{{"a":{n}}}') for n in range(4)]
    if change == "body":
        chain[1] = chain[1].model_copy(update={"body": '{"a":9}'})
    elif change == "removed":
        del chain[1]
    else:
        chain[1] = chain[1].model_copy(
            update={"body": '{"a":9}', "sha256": statements.digest(chain[1].previous, '{"a":9}')}
        )
    assert statements.breaks_in(chain) != []


def test_cutting_off_the_end_shows_only_against_a_head_kept_elsewhere(database: Database) -> None:
    with database.write() as tx:
        chain = [statements.append(tx, MONDAY, f'{{"a":{n}}}') for n in range(3)]
    assert statements.breaks_in(chain[:2]) == []
    assert chain[:2][-1].sha256 != chain[-1].sha256
