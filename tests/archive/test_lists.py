"""Why a name matches, and pairs of names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from filings.archive import issuers, lists
from filings.errors import NotFound, UsageError
from filings.settings import Settings, load


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(tmp_path)


def test_every_list_has_its_version_and_state(settings: Settings) -> None:
    status = {one["id"]: one for one in lists.status(settings, date(2026, 12, 1))}
    assert status["entity_list_2019"]["state"] == "checked"
    assert len(status["entity_list_2019"]["snapshot"]["sha256"]) == 64
    assert (status["csl"]["state"], status["csl"]["snapshot"]) == ("not_loaded", None)


def test_a_renamed_issuer_matches_under_its_former_name_and_its_code(settings: Settings) -> None:
    for name in ("美亚柏科", "国投智能", "300188"):
        first = lists.match(settings, name)[0]
        assert (first["because"], first["entry"]) == ("identifier", "Xiamen Meiya Pico Information Co. Ltd.")
        assert "export-licence requirement" in first["explanation"]


def test_nobody_is_found_under_a_strangers_name(settings: Settings) -> None:
    assert [hit for hit in lists.match(settings, "大华会计师事务所(特殊普通合伙)") if hit["asserted"]] == []


def test_pairs_keep_their_keys_and_say_why(settings: Settings) -> None:
    lines = [
        '{"list_name": "Hikvision", "query_name": "海康威视", "id": 7}',
        '{"list_name": "Hikvision", "query_name": "杭州海康威视系统技术有限公司"}',
        "",
        '{"list_name": "厦门市美亚柏科信息股份有限公司", "query_name": "国投智能"}',
        '{"list_name": "Moyu Haishi Electronic Technology Co., Ltd.", "query_name": "墨玉海视电子科技有限公司"}',
    ]
    said = list(lists.pairs(settings, lines))
    assert [(one["because"], one["asserted"]) for one in said] == [
        ("alias", True),
        (None, False),
        ("alias", True),
        ("structural", False),
    ]
    assert said[0]["id"] == 7
    assert "not one company" in said[1]["explanation"]


@pytest.mark.parametrize("line", ["x", "[]", '{"list_name": "A"}', '{"list_name": 1, "query_name": "B"}'])
def test_a_line_that_is_no_pair_is_named(settings: Settings, line: str) -> None:
    with pytest.raises(UsageError, match="line 1"):
        list(lists.pairs(settings, [line]))


def test_an_issuer_is_shown_with_all_its_names(settings: Settings) -> None:
    [record] = issuers.show(settings, "dhgf")
    assert (record["name"], record["codes"]) == ("大华股份", ["002236"])
    with pytest.raises(NotFound, match="no issuer is known as 演示"):
        issuers.show(settings, "演示")


def test_a_list_that_is_not_there_is_named(settings: Settings) -> None:
    with pytest.raises(NotFound, match="no list nowhere"):
        lists.answer(settings, "nowhere")
