"""The lists that come with the program."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from filings.watchlists.listfile import EntryRow, ListFile, RegionRow
from filings.watchlists.model import WatchLists

CONFIG = Path(__file__).parent.parent.parent / "config" / "watchlists"
FILES = sorted(CONFIG.glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_explains_itself_before_its_first_key(path: Path) -> None:
    text = path.read_text("utf-8")
    head = text.partition("\nname =")[0]
    assert head.count("\n#") >= 8
    assert "FILINGS_HOME/config/watchlists" in head or "companies.toml" in head


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_key_of_a_list_has_a_comment_or_is_in_the_reference(path: Path) -> None:
    reference = (CONFIG / "companies.toml").read_text("utf-8")
    for key in re.findall(r"^([a-z_]+) *=", path.read_text("utf-8"), re.MULTILINE):
        assert re.search(rf"^#.*\b{key}\b", reference + path.read_text("utf-8"), re.MULTILINE), key


def test_the_reference_names_every_key_that_a_file_may_have() -> None:
    text = "".join(line for path in FILES for line in path.read_text("utf-8").splitlines(keepends=True) if "#" in line)
    keys = {*ListFile.model_fields, *EntryRow.model_fields, *RegionRow.model_fields}
    assert {key for key in keys if not re.search(rf"\b{key}s?\b", text)} == set()


@pytest.mark.parametrize("path", [path for path in FILES if "entity_list" in path.name], ids=lambda path: path.name)
def test_the_entity_list_is_never_called_a_sanction(path: Path) -> None:
    text = path.read_text("utf-8").casefold()
    assert "sanction" not in text
    assert "asset freeze" not in text


def test_no_list_says_more_of_its_effect_than_that_it_restricts(shipped: WatchLists) -> None:
    restricted = [one for one in shipped.lists if one.kind == "restricted" and one.effect]
    assert len(restricted) >= 8
    assert all(re.search(r"restrict|requirement|measures", one.effect) for one in restricted)
    assert not any(re.search(r"sanction|crim|violat", one.effect) for one in restricted)


def test_the_rule_of_2019_has_twenty_bodies_and_eight_companies(shipped: WatchLists) -> None:
    [rule] = [one for one in shipped.lists if one.id == "entity_list_2019"]
    bodies = [entry for entry in rule.entries if re.search(r"Public Security Bureau$|Police College$", entry.name)]
    assert len(rule.entries) == 28
    assert len(bodies) == 20
    assert {entry.listed_on for entry in rule.entries} == {date(2019, 10, 9)}
    assert all(entry.verified for entry in rule.entries if entry not in bodies)


def test_the_listed_issuers_of_this_exchange_carry_their_codes(shipped: WatchLists) -> None:
    [rule] = [one for one in shipped.lists if one.id == "entity_list_2019"]
    codes = {identifier.value: entry.name for entry in rule.entries for identifier in entry.identifiers}
    assert codes == {
        "002236": "Dahua Technology",
        "002415": "Hikvision",
        "002230": "IFLYTEK",
        "300188": "Xiamen Meiya Pico Information Co. Ltd.",
    }


def test_every_alias_and_code_says_where_it_comes_from(shipped: WatchLists) -> None:
    for one in shipped.lists:
        for entry in one.entries:
            assert all(alias.basis for alias in entry.aliases), entry.name
            assert all(identifier.basis for identifier in entry.identifiers), entry.name


def test_chinese_names_of_the_project_companies_are_marked_as_reconstructed(shipped: WatchLists) -> None:
    [rule] = [one for one in shipped.lists if one.id == "entity_list_2023_project_companies"]
    assert len(rule.entries) == 5
    assert all(alias.reconstructed for entry in rule.entries for alias in entry.aliases)
    assert {entry.listed_on for entry in rule.entries} == {date(2023, 3, 28)}


def test_nobody_is_watched_as_shipped(shipped: WatchLists) -> None:
    [companies] = [one for one in shipped.lists if one.id == "companies"]
    assert companies.entries == ()
