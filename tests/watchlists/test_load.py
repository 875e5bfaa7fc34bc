"""Lists from the disk."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from filings.errors import ConfigError
from filings.watchlists.load import fingerprint, load

LIST = 'name = "Suppliers"\n'


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert load([tmp_path / "nowhere"]).lists == ()


def test_the_users_file_replaces_the_shipped_one_of_its_name(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    write(folder, "companies.toml", LIST + '[[entry]]\nname = "甲演示科技有限公司"\n')
    write(folder, "other.toml", 'name = "Other"\n')
    write(own, "companies.toml", LIST + '[[entry]]\nname = "乙演示科技有限公司"\n')
    lists = load([folder, own])
    assert [one.name for one in lists.lists] == ["Suppliers", "Other"]
    assert [entry.name for entry in lists.lists[0].entries] == ["乙演示科技有限公司"]


def test_a_list_can_be_switched_off(folder: Path) -> None:
    write(folder, "companies.toml", LIST + "enabled = false\n")
    assert load([folder]).lists == ()


def test_the_version_depends_on_content_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    path = write(folder, "companies.toml", LIST + '[[entry]]\nname = "甲演示科技有限公司"\n')
    before = load([folder]).version
    os.utime(path, (0, 0))
    assert load([folder, tmp_path / "nowhere"]).version == before
    write(folder, "companies.toml", LIST + '[[entry]]\nname = "丙演示科技有限公司"\n')
    assert load([folder]).version != before


def test_a_copy_without_a_date_is_as_old_as_its_file(folder: Path) -> None:
    path = write(folder, "companies.toml", LIST)
    instant = datetime(2024, 3, 1, 12, tzinfo=UTC).timestamp()
    os.utime(path, (instant, instant))
    snapshot = load([folder]).lists[0].snapshot
    assert snapshot is not None
    assert snapshot.date == date(2024, 3, 1)


def test_a_table_beside_the_file_is_read_by_its_column_names(folder: Path) -> None:
    write(folder, "suppliers.toml", LIST + 'file = "suppliers.csv"\n')
    write(
        folder,
        "suppliers.csv",
        "\ufeffnote,Name,aliases,code,credit_code\n"
        "contract 17,演示科技股份有限公司,演示科技; Demo Technology,sz009001,91330100716105852F\n",
    )
    [entry] = load([folder]).lists[0].entries
    assert [alias.name for alias in entry.aliases] == ["演示科技", "Demo Technology"]
    assert [(i.scheme, i.value) for i in entry.identifiers] == [
        ("ticker", "009001"),
        ("credit_code", "91330100716105852F"),
    ]
    assert entry.note == "contract 17"


def test_the_consolidated_screening_list_is_read_as_published(folder: Path) -> None:
    write(folder, "csl.toml", 'name = "CSL"\nkind = "restricted"\nfile = "csl.csv"\n')
    write(
        folder,
        "csl.csv",
        "_id,source,type,name,alt_names,start_date,federal_register_notice,license_policy,source_list_url\n"
        "1,Entity List (EL) - Bureau of Industry and Security,,Demo Surveillance,Demo S; Demo Two,2020-06-05,85 FR 1,"
        "Presumption of denial,https://example.org/list\n"
        "2,Specially Designated Nationals (SDN),Individual,Jane Demo,,,,,\n",
    )
    [entry] = load([folder]).lists[0].entries
    assert entry.listed_on == date(2020, 6, 5)
    assert entry.source == "85 FR 1"
    assert entry.programme.startswith("Entity List (EL)")
    assert [alias.name for alias in entry.aliases] == ["Demo S", "Demo Two"]


def test_natural_persons_are_read_only_where_the_list_asks_for_them(folder: Path) -> None:
    write(folder, "csl.toml", 'name = "CSL"\nfile = "csl.csv"\npersons = true\n')
    write(folder, "csl.csv", "name,type\nJane Demo,Individual\n")
    assert [entry.name for entry in load([folder]).lists[0].entries] == ["Jane Demo"]


def test_the_table_may_lie_in_the_users_folder(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    write(folder, "csl.toml", 'name = "CSL"\nfile = "csl.csv"\n')
    assert load([folder, own]).lists[0].snapshot is None
    before = load([folder, own]).version
    write(own, "csl.csv", "name\nDemo Surveillance\n")
    lists = load([folder, own])
    assert [entry.name for entry in lists.lists[0].entries] == ["Demo Surveillance"]
    assert lists.version != before


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        ('name = "A"\n[[entry]]\nname = "甲演示"\ncode = "12"\n', "entry 1 (甲演示).code", "no stock code"),
        ('name = "A"\n[[entry]]\nname = "甲演示"\n[[entry]]\nnmae = "乙"\n', "entry 2.name", "Field required"),
        ('name = "A"\n[[entry]]\nname = "甲演示"\ncredit_code = "1"\n', "entry 1 (甲演示).credit_code", "credit code"),
        ('name = "A"\nkind = "sanctions"\n', "kind", "restricted"),
        ("kind = 'watch'\n", "name", "Field required"),
        ('name = "A"\ndate = "soon"\n', "date", "date"),
        ('name = "A"\nregions = [{ code = "1", name = "甲县", english = "A" }]\n', None, 'kind = "regions"'),
        (
            'name = "A"\nkind = "regions"\nregions = [{ code = "1", name = "甲县", english = "A", pattern = "(" }]\n',
            "regions 1 (甲县).pattern",
            "regular expression",
        ),
        ('name = "A"\nfile = "../x.csv"\n', "file", "match pattern"),
        ('name = "A\n', None, "TOML"),
    ],
)
def test_a_broken_file_is_named_with_its_place(folder: Path, text: str, key: str | None, said: str) -> None:
    path = write(folder, "companies.toml", text)
    with pytest.raises(ConfigError) as caught:
        load([folder])
    assert caught.value.path == str(path)
    assert caught.value.key == key
    assert said in caught.value.message
    assert str(path) in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("name,code\n甲演示科技,22\n", "line 2: '22' is no stock code"),
        ("name,listed_on\n甲演示科技,yesterday\n", "line 2"),
        ("company_no,firm\n1,2\n", "no column is called name"),
        ("", "no column is called name"),
        ("name,code\n,002236\n", "line 2: the name is missing"),
        ('name\n"unclosed\n', "line"),
    ],
)
def test_a_broken_row_is_named_with_its_line(folder: Path, table: str, said: str) -> None:
    write(folder, "suppliers.toml", LIST + 'file = "suppliers.csv"\n')
    path = write(folder, "suppliers.csv", table)
    with pytest.raises(ConfigError) as caught:
        load([folder])
    assert caught.value.path == str(path)
    assert said in caught.value.message


def test_a_row_that_cannot_be_understood_is_refused_and_the_others_stay(folder: Path) -> None:
    write(folder, "suppliers.toml", LIST + 'file = "suppliers.csv"\n')
    write(folder, "suppliers.csv", "name,code\n甲演示科技,002236\n乙演示科技,22\n丙演示科技,\n")
    [made] = load([folder]).lists
    assert [entry.name for entry in made.entries] == ["甲演示科技", "丙演示科技"]
    assert [(row.line, row.text) for row in made.refused] == [(3, "乙演示科技, 22")]


def test_a_table_in_another_encoding_says_what_to_do(folder: Path) -> None:
    write(folder, "suppliers.toml", LIST + 'file = "suppliers.csv"\n')
    (folder / "suppliers.csv").write_bytes("name\n演示科技\n".encode("gb18030"))
    with pytest.raises(ConfigError) as caught:
        load([folder])
    assert caught.value.hint == "save it as CSV UTF-8"


def test_two_lists_of_one_name_are_refused(folder: Path) -> None:
    write(folder, "a.toml", LIST)
    write(folder, "b.toml", 'name = "suppliers"\n')
    with pytest.raises(ConfigError, match="also the name of"):
        load([folder])


def test_a_file_that_cannot_be_read_is_a_configuration_error(folder: Path) -> None:
    (folder / "companies.toml").mkdir()
    with pytest.raises(ConfigError, match="cannot be read"):
        load([folder])


def test_a_fingerprint_sees_every_file_that_is_read(folder: Path) -> None:
    before = fingerprint([folder])
    path = write(folder, "companies.toml", LIST)
    added = fingerprint([folder])
    os.utime(path, (1, 1))
    assert len({before, added, fingerprint([folder])}) == 3
    assert fingerprint([folder]) == fingerprint([folder])
