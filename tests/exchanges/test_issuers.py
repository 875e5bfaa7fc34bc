"""CNINFO's company table and company search, in every shape that was reported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from filings.errors import SourceBlocked, SourceChanged, SourceUnavailable

TABLE, SEARCH = "/new/data/szse_stock.json", "/new/information/topSearch/query"
ROWS = [
    {"code": "009999", "orgId": "9900009999", "category": "A股", "pinyin": "yskj", "zwjc": "演示科技"},
    {
        "code": "609998",
        "orgId": "gssh0609998",
        "category": "A股",
        "pinyin": "yssw",
        "zwjc": "演 示\N{NO-BREAK SPACE}水务",
    },
    {"code": "209999", "orgId": "9900009999", "category": "B股", "pinyin": "yskjb", "zwjc": "演示Ｂ"},
]


def written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def issuers(cninfo: Any) -> Any:
    return cninfo.using(lambda exchange: exchange.issuers())


def issuer(cninfo: Any, code: str = "009999") -> Any:
    return cninfo.using(lambda exchange: exchange.issuer(code))


def test_the_table_gives_every_company(site: Any, cninfo: Any) -> None:
    site.tables[TABLE] = written({"stockList": ROWS})
    found = issuers(cninfo)
    assert [(one.code, one.org_id, one.name, one.pinyin, one.category) for one in found] == [
        ("009999", "9900009999", "演示科技", "yskj", "A股"),
        ("609998", "gssh0609998", "演 示 水务", "yssw", "A股"),
        ("209999", "9900009999", "演示Ｂ", "yskjb", "B股"),
    ]
    ((path, _, headers),) = site.asked
    assert path == TABLE
    assert headers["referer"] == "http://www.cninfo.example/list"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.decode().encode("gb18030"),
        lambda data: data.decode("latin-1").encode(),
        lambda data: (b"\xef\xbb\xbf" + data).decode("latin-1").encode(),
        lambda data: b"\xef\xbb\xbf" + json.dumps(data.decode()).encode(),
        lambda data: json.dumps(json.loads(data)).encode(),
    ],
    ids=["mark", "GB 18030", "encoded twice", "mark encoded twice", "JSON in a JSON text", "ASCII"],
)
def test_an_encoding_that_went_wrong_is_put_right(site: Any, cninfo: Any, spoil: Any) -> None:
    site.tables[TABLE] = spoil(written({"stockList": ROWS}))
    assert [one.name for one in issuers(cninfo)] == ["演示科技", "演 示 水务", "演示Ｂ"]


def test_rows_without_a_code_or_an_org_id_are_left_out(site: Any, cninfo: Any) -> None:
    site.tables[TABLE] = written(
        {"stockList": [{"code": "009999"}, None, {"orgId": "x", "code": None}, *ROWS, ROWS[0]]}
    )
    assert [one.code for one in issuers(cninfo)] == ["009999", "609998", "209999"]


@pytest.mark.parametrize(
    ("body", "error", "named"),
    [
        ({"stockList": []}, SourceUnavailable, "is empty"),
        ({"list": ROWS}, SourceChanged, "lacks stockList; it has list"),
        ({"stockList": [{"c": 1}]}, SourceChanged, "no row"),
        (ROWS, SourceChanged, "lacks stockList"),
        ("[1", SourceUnavailable, "cut or garbled JSON"),
        ({"msg": "您的访问过于频繁"}, SourceBlocked, "访问过于频繁"),
    ],
)
def test_a_table_that_is_none_is_told(site: Any, cninfo: Any, body: Any, error: Any, named: str) -> None:
    cninfo.with_settings(attempts=1)
    site.tables[TABLE] = written(body)
    with pytest.raises(error, match=named):
        issuers(cninfo)


@pytest.mark.parametrize("shape", [lambda rows: rows, lambda rows: {"keyBoardList": rows}], ids=["list", "object"])
def test_c11_the_search_answers_in_two_shapes(site: Any, cninfo: Any, shape: Any) -> None:
    site.tables[SEARCH] = written(shape(ROWS))
    found = issuer(cninfo)
    assert (found.org_id, found.name) == ("9900009999", "演示科技")
    ((path, form, headers),) = site.asked
    assert (path, form) == (SEARCH, {"keyWord": "009999", "maxNum": "10"})
    assert headers["origin"] == "http://www.cninfo.example"


@pytest.mark.parametrize("nothing", [[], {"keyBoardList": []}, {"keyBoardList": None}])
def test_c11_a_code_that_nobody_has_finds_nothing(site: Any, cninfo: Any, nothing: Any) -> None:
    site.tables[SEARCH] = written(nothing)
    assert issuer(cninfo) is None


def test_c11_only_the_very_code_counts(site: Any, cninfo: Any) -> None:
    site.tables[SEARCH] = written(ROWS)
    assert issuer(cninfo, "00999") is None


def test_c11_a_search_that_fails_is_tried_again_and_then_told(site: Any, cninfo: Any) -> None:
    site.tables[SEARCH] = written(ROWS)
    site.faults = [lambda h: h.send(500, b"<html>error</html>")]
    assert issuer(cninfo) is not None
    site.faults = [lambda h: h.send(500, b"<html>error</html>")] * 3
    with pytest.raises(SourceUnavailable):
        issuer(cninfo)
    site.tables[SEARCH] = written({"data": ROWS})
    with pytest.raises(SourceChanged, match="lacks keyBoardList"):
        issuer(cninfo)


def test_the_recorded_row_of_the_search_is_read(site: Any, cninfo: Any, measure_data: Path) -> None:
    shape = json.loads((measure_data / "api-samples" / "cninfo" / "shape_2026-09_row_and_envelope.json").read_text())
    row = shape["topSearch_query_row"]
    site.tables[SEARCH] = written([row])
    assert issuer(cninfo, row["code"]).org_id == row["orgId"]
