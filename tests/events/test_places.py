"""Places: what a span to ignore does, and which province a place is in."""

from __future__ import annotations

import pytest

from filings.events.places import find_places
from filings.events.values.gazetteer import FULL_PREFECTURES, PREFECTURES, PROVINCES
from filings.model.text import normalise


def test_the_gazetteer_is_complete() -> None:
    assert len(set(PROVINCES.values())) == 34
    assert len(PROVINCES) == 68
    assert len(FULL_PREFECTURES) >= 330
    assert set(PREFECTURES.values()) <= set(PROVINCES.values())


@pytest.mark.parametrize("province", sorted(set(PROVINCES.values())))
def test_a_full_province_is_a_place_anywhere(province: str) -> None:
    text = f"项目位于{province},已完工"
    (found,) = find_places(text)
    assert (found.value.full, found.value.province, found.value.kind) == (province, province, "province")


@pytest.mark.parametrize("prefecture", sorted(FULL_PREFECTURES))
def test_a_full_prefecture_knows_its_province(prefecture: str) -> None:
    (found,) = find_places(f"项目位于{prefecture},已完工")
    assert (found.value.full, found.value.province) == (prefecture, PREFECTURES[prefecture])


def test_the_issuers_name_and_office_are_no_region_of_the_event() -> None:
    text = normalise("浙江青禾股份有限公司（注册地：浙江省杭州市滨江区）与墨玉县人民政府终止合作")
    office = text.index("注册地")
    ignore = [(0, text.index("(")), (office, text.index(")"))]
    assert [each.value.full for each in find_places(text, ignore=ignore)] == ["墨玉县"]


def test_bare_county_and_brand_names_are_no_places() -> None:
    text = normalise("民丰、新和、新源、温泉、双河、福海等词，天山股份与和田玉均不是地区；于田在关于田野中也不是。")
    assert find_places(text) == []


def test_a_company_name_that_opens_with_a_province_tells_it() -> None:
    (found,) = find_places("新疆青禾建设有限公司")
    assert (found.value.full, found.value.province) == ("新疆", "新疆维吾尔自治区")


def test_only_the_part_asked_for_is_searched() -> None:
    text = "墨玉县项目已终止,洛浦县项目继续运营"
    assert [each.value.full for each in find_places(text, start=9)] == ["洛浦县"]
    assert [each.value.full for each in find_places(text, end=9)] == ["墨玉县"]
