"""Latin names against Chinese ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from filings.archive.lists import compared
from filings.watchlists import characters, crosswise, romanise, trades
from filings.watchlists.model import WatchLists

BENCHMARK = Path(__file__).parent / "benchmark"


@pytest.mark.parametrize(
    ("word", "spelled"),
    [
        ("乌什", "wushi"),
        ("单县", "shanxian"),
        ("浚县", "xunxian"),
        ("厦门", "xiamen"),
        ("重庆长安", "chongqingchangan"),
    ],
)
def test_places_and_brands_are_read_as_people_read_them(word: str, spelled: str) -> None:
    assert romanise.spell(word) == spelled


@pytest.mark.parametrize(
    ("latin", "han"),
    [
        ("Wushi Anping Network Engineering Co., Ltd.", "乌什安平网络工程有限公司"),
        ("Shanxian Hengtong Power Co., Ltd.", "单县恒通电力有限公司"),
        ("Karakax Haixin Security Technology Co., Ltd.", "墨玉海信安防科技有限公司"),
        ("Harbin Electric Corporation", "哈尔滨电气集团有限公司"),
        ("NetPosa", "东方网力科技股份有限公司"),
        ("Luopu Hai Shi Ding Xin Electronics Technology", "洛浦海視鼎鑫電子科技有限公司"),
    ],
)
def test_a_sound_a_place_and_a_gloss_make_a_possible_match(latin: str, han: str) -> None:
    verdict = crosswise.compare(latin, han)
    assert verdict is not None
    assert (verdict.likeness, verdict.against) == ("structural", False)


@pytest.mark.parametrize(
    ("latin", "han"),
    [
        ("Wushi Anping Network Engineering Co., Ltd.", "无锡安平网络工程有限公司"),
        ("Shanxian Hengtong Power Co., Ltd.", "山西恒通电力有限公司"),
        ("Moyu Haishi Electronic Technology Co., Ltd.", "墨玉海石建材有限公司"),
        ("Camel Group Co., Ltd.", "骆驼服饰有限公司"),
        ("Zhejiang Dahua Technology Co., Ltd.", "大华会计师事务所(特殊普通合伙)"),
    ],
)
def test_another_place_or_trade_makes_strangers(latin: str, han: str) -> None:
    verdict = crosswise.compare(latin, han)
    assert verdict is None or verdict.against


def test_our_own_reading_of_a_chinese_name_confirms_nothing(shipped: WatchLists) -> None:
    """The Chinese name was inferred from the printed one: that both agree is no second sign."""
    [match] = shipped.parties.find("墨玉海视电子科技有限公司")
    assert match.because == "structural"


def test_a_chinese_word_has_one_concept_and_every_concept_an_english_word() -> None:
    assert trades.of_han("电子科技").concepts == trades.of_latin(("electronic", "technology")).concepts
    assert trades.of_han("污水处理").concepts == ("sewage",)
    assert trades.of_latin(("cotton", "industry")).concepts == trades.of_han("棉业").concepts


def test_traditional_characters_are_read_one_by_one() -> None:
    assert "浙江大華技術股份有限公司".translate(characters.table()) == "浙江大华技术股份有限公司"
    assert characters.mainland("A") == "A"


def test_the_benchmark_is_large_and_holds_each_pair_once() -> None:
    rows = [json.loads(line) for path in BENCHMARK.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()]
    assert sum(row["same"] for row in rows) >= 150
    assert sum(not row["same"] for row in rows) >= 300
    assert len({(row["list_name"], row["query_name"]) for row in rows}) == len(rows)


@pytest.mark.parametrize("half", ["tuning", "held_out", "blind"])
def test_names_are_found_and_strangers_left_alone(half: str, shipped: WatchLists) -> None:
    """Recall 0.95 at precision 0.99, possible matches counted; nobody is asserted to be a stranger's company."""
    rows = [json.loads(line) for line in (BENCHMARK / f"{half}.jsonl").read_text("utf-8").splitlines()]
    said = [compared(shipped, shipped.issuers, row["list_name"], row["query_name"]) for row in rows]
    found = [row["same"] for row, answer in zip(rows, said, strict=True) if answer["because"] not in {None, "weak"}]
    assert sum(found) >= 0.95 * sum(row["same"] for row in rows)
    assert sum(found) >= 0.99 * len(found)
    wrong = [row for row, answer in zip(rows, said, strict=True) if answer["asserted"] and not row["same"]]
    assert wrong == []
