"""Names taken apart and compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from filings.watchlists.index import PartyIndex, compare
from filings.watchlists.model import WatchLists
from filings.watchlists.names import key, key_and_brand, parse

PAIRS = [json.loads(line) for line in (Path(__file__).parent / "pairs.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: f"{p['list_name']}~{p['query_name']}")
def test_each_pair_of_names_is_as_alike_as_the_file_says(pair: dict[str, str | None], shipped: WatchLists) -> None:
    match = shipped.parties.pair(str(pair["list_name"]), str(pair["query_name"]))
    assert (match.because if match else None) == pair["because"]


def test_the_pairs_hold_more_strangers_than_the_brief_asks_for() -> None:
    strangers = [pair for pair in PAIRS if pair["because"] is None]
    assert len(PAIRS) >= 80
    assert len(strangers) >= 40


def test_a_chinese_name_has_four_slots() -> None:
    slots = parse("杭州海康威视数字技术股份有限公司")
    assert slots.places == {"杭州"}
    assert (slots.brand, slots.trade, slots.form) == ("海康威视", "数字技术", "joint-stock")


def test_a_place_before_nothing_but_a_trade_is_the_brand() -> None:
    assert parse("大同证券有限责任公司").brand == "大同"
    assert parse("大同证券有限责任公司").places == frozenset()


def test_two_places_may_open_a_name() -> None:
    assert parse("新疆洛浦演示电子科技有限公司").places == {"新疆", "洛浦"}


def test_a_place_in_brackets_tells_sister_companies_apart() -> None:
    assert parse("演示信息(厦门)有限公司").qualifier == "厦门"
    assert compare("演示科技信息(厦门)有限公司", "演示科技信息(北京)有限公司") is None


def test_an_english_name_has_the_same_slots() -> None:
    slots = parse("Luopu Haishi Dingxin Electronic Technology Co., Ltd.")
    assert slots.places == {"洛浦"}
    assert (slots.brand, slots.trade) == ("haishidingxin", "electronic technology")


def test_accents_do_not_make_another_name() -> None:
    assert parse("Ürümqi Haishi Technology").brand == "haishi"


def test_a_chinese_and_an_english_name_are_compared_by_sound_and_gloss() -> None:
    verdict = compare("Moyu Haishi Electronic Technology Co., Ltd.", "墨玉海视电子科技有限公司")
    assert verdict is not None
    assert (verdict.likeness, verdict.against) == ("structural", False)
    assert "in pinyin 'haishi'" in verdict.why
    assert compare("Moyu Haishi Electronic Technology Co., Ltd.", "皮山海视电子科技有限公司") is None


@pytest.mark.parametrize(
    "name",
    [
        "浙江大华技术股份有限公司",
        "演示信息（厦门）有限公司",
        "SenseTime Group Inc.",
        "ＨＩＫ Vision 公司",
        "Ürümqi X",
        "",
        "公司",
    ],
)
def test_the_index_sees_the_same_letters_and_brand_as_the_comparison(name: str) -> None:
    assert key_and_brand(name) == (key(name), parse(name).brand)


def test_every_likeness_explains_itself() -> None:
    verdict = compare("杭州海康威视数字技术股份有限公司", "海康威视数字技术股份有限公司")
    assert verdict is not None
    assert "'海康威视'" in verdict.why
    assert "no place" in verdict.why


def test_an_empty_index_finds_nobody() -> None:
    assert PartyIndex([]).find("海康威视", codes=[("ticker", "002415")]) == []
