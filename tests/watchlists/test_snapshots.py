"""Copies of lists: which is in use, which was, what changed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from filings.errors import ConfigError
from filings.watchlists.entry import Alias, Entry
from filings.watchlists.load import lists_as_of, load
from filings.watchlists.snapshots import Copy, as_of, change, file_name, parse, shrinks


def copy(day: int, name: str = "demo.csv") -> Copy:
    fetched = datetime(2026, 1, day, 4, tzinfo=UTC)
    return Copy(fetched=fetched, sha256="0" * 64, file=name, url="https://example.org/x", entries=1)


def test_the_copy_of_a_day_is_the_last_one_before_its_end() -> None:
    copies = [copy(2), copy(5), copy(9)]
    assert as_of(copies, date(2026, 1, 1)) is None
    assert as_of(copies, date(2026, 1, 5)) == copies[1]
    assert as_of(copies, date(2026, 1, 8)) == copies[1]
    assert as_of(copies, date(2026, 2, 1)) == copies[2]


def test_the_day_of_a_copy_is_that_of_beijing() -> None:
    late = datetime(2026, 1, 1, 23, tzinfo=UTC)
    assert file_name(late, "ab" * 32, ".csv") == "2026-01-02-abababababab.csv"


def test_an_index_survives_a_round_trip() -> None:
    copies = [copy(2), copy(5)]
    assert parse("".join(f"{one.model_dump_json()}\n" for one in copies)) == copies


def test_a_change_names_what_came_what_went_and_what_says_something_else() -> None:
    old = [Entry("Demo A", programme="EL"), Entry("Demo B", programme="EL"), Entry("Demo B", programme="UVL")]
    new = [
        Entry("DEMO A", programme="EL", aliases=(Alias("A"),)),
        Entry("Demo B", programme="EL"),
        Entry("Demo C", programme="EL"),
    ]
    found = change(old, new)
    assert (found.added, found.removed, found.changed) == (("Demo C",), ("Demo B",), ("DEMO A",))
    assert not change(old, list(reversed(old)))


@pytest.mark.parametrize(("old", "new", "expected"), [(100, 80, False), (100, 79, True), (0, 0, False), (5, 9, False)])
def test_a_copy_that_lost_too_much_is_not_believed(old: int, new: int, *, expected: bool) -> None:
    assert shrinks(old, new, 0.2) is expected


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "config" / "watchlists"
    folder.mkdir(parents=True)
    (folder / "demo.toml").write_text('name = "Demo"\nkind = "restricted"\nfile = "demo.csv"\n', "utf-8")
    copies = tmp_path / "lists" / "demo"
    copies.mkdir(parents=True)
    for day, name in ((2, "Demo A"), (5, "Demo B")):
        (copies / f"2026-01-0{day}-x.csv").write_text(f"name\n{name}\n", "utf-8")
    index = "".join(f"{copy(day, f'2026-01-0{day}-x.csv').model_dump_json()}\n" for day in (2, 5))
    (copies / "copies.jsonl").write_text(index, "utf-8")
    return folder


def test_the_last_copy_is_in_use_and_a_back_test_uses_that_of_its_day(home: Path) -> None:
    assert [entry.name for entry in load([home]).lists[0].entries] == ["Demo B"]
    then = lists_as_of([home], date(2026, 1, 3)).lists[0]
    assert [entry.name for entry in then.entries] == ["Demo A"]
    assert then.snapshot is not None
    assert then.snapshot.date == date(2026, 1, 2)


def test_a_back_test_before_the_first_copy_says_that_the_list_was_not_there(home: Path) -> None:
    then = lists_as_of([home], date(2026, 1, 1))
    assert [one.state for one in (listed.checked(date(2026, 1, 1)) for listed in then.lists)] == ["not_loaded"]


def test_a_dated_table_answers_for_earlier_days_and_another_does_not(tmp_path: Path) -> None:
    for name, history in (("a", "true"), ("b", "false")):
        text = (
            f'name = "{name}"\nkind = "restricted"\ndate = 2026-01-01\nhistory = {history}\n[[entry]]\nname = "Demo"\n'
        )
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    found = {one.name: one.snapshot is not None for one in lists_as_of([tmp_path], date(2020, 1, 1)).lists}
    assert found == {"a": True, "b": False}


def test_a_damaged_index_is_named_with_the_way_out(home: Path) -> None:
    (home.parent.parent / "lists" / "demo" / "copies.jsonl").write_text("{", "utf-8")
    with pytest.raises(ConfigError, match="damaged") as caught:
        load([home])
    assert "filings lists refresh demo" in str(caught.value.hint)
