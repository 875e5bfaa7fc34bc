"""CNINFO's list: the request's shape, the rows, and every way in which an answer can be wrong."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from filings.errors import SourceBlocked, SourceChanged, SourceUnavailable
from filings.exchanges.cninfo_rows import read_rows
from filings.model import BEIJING
from tests.exchanges.site import Site, listed, milliseconds

SEEN = datetime(2026, 8, 11, 20, 0, tzinfo=BEIJING)
FIREWALL = "<html><body>很抱歉，您的访问被拦截！</body></html>".encode()
TOO_OFTEN = "您的访问过于频繁，请稍后再试"


def one(**changed: Any) -> Any:
    """A row with changes, read."""
    row = listed(1234567890, day="2026-08-11", adjunctSize=120) | changed
    rows, unreadable, _ = read_rows([{k: v for k, v in row.items() if v != "MISSING"}], seen=SEEN)
    return rows[0] if rows else unreadable[0]


def test_the_list_is_asked_as_recorded(site: Any, cninfo: Any) -> None:
    cninfo.page(3)
    ((path, form, headers),) = site.asked
    assert path == "/new/hisAnnouncement/query"
    assert form == {
        "pageNum": "3",
        "pageSize": "30",
        "column": "szse",
        "tabName": "fulltext",
        "plate": "sz",
        "stock": "",
        "searchkey": "",
        "secid": "",
        "category": "",
        "trade": "",
        "seDate": "2026-08-10~2026-08-21",
        "sortName": "",
        "sortType": "",
        "isHLtitle": "true",
    }
    assert headers["content-type"].startswith("application/x-www-form-urlencoded")
    assert headers["referer"] == "http://www.cninfo.example/list"
    assert headers["origin"] == "http://www.cninfo.example"
    assert headers["user-agent"].startswith("filings")


def test_c3_thirty_rows_are_asked_for_whatever_is_set(site: Any, cninfo: Any) -> None:
    cninfo.with_settings(page_size=50)
    cninfo.page()
    assert site.asked[0][1]["pageSize"] == "30"


def test_a_part_is_a_board_in_the_plates_place_and_then_a_category(site: Any, cninfo: Any) -> None:
    cninfo.page(part="szmb")
    cninfo.page(part="szcy/category_rcjy_szsh")
    forms = [(form["plate"], form["category"]) for _, form, _ in site.asked]
    assert forms == [("szmb", ""), ("szcy", "category_rcjy_szsh")]


def test_a_row_becomes_an_announcement() -> None:
    row = one(announcementTime=milliseconds("2026-08-11", "18:54:16"))
    assert (row.source, row.source_id, row.uuid) == ("cninfo", "1234567890", None)
    assert (row.code, row.name, row.companies[0].ticker) == ("009999", "演示科技", "009999.SZ")
    assert row.title == "关于测试事项的公告"
    assert row.published.isoformat() == "2026-08-11T18:54:16+08:00"
    assert (row.document_path, row.kind, row.size_kb) == ("/finalpage/2026-08-11/1234567890.PDF", "pdf", 120)
    assert (row.first_seen, row.related) == (SEEN, None)


def test_a_midnight_in_beijing_is_a_date_only() -> None:
    row = one(announcementTime=milliseconds("2026-08-12"))
    assert row.date_only
    assert row.day.isoformat() == "2026-08-12"


def test_the_related_filing_is_kept() -> None:
    assert one(associateAnnouncement="1205490224").related == "1205490224"
    assert one(associateAnnouncement="MISSING").related is None
    assert one(associateAnnouncement="").related is None


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("关于<em>终止</em>项目的公告", "关于终止项目的公告"),
        ('<EM class="hl">终止</EM>公告', "终止公告"),
        ("演示科技：关于事项的公告", "关于事项的公告"),
        ("演 示 科 技：关于事项的公告", "关于事项的公告"),
        ("H股公告：截至七月三十一日的月报表", "H股公告：截至七月三十一日的月报表"),
        ("演示科技2025年年度报告", "演示科技2025年年度报告"),
        (" 关于 A < B 的说明 ", "关于 A < B 的说明"),
    ],
)
def test_c8_the_marks_of_a_search_are_taken_off_and_a_name_before_a_colon(title: str, read: str) -> None:
    assert one(announcementTitle=title).title == read


def test_spaces_in_a_name_stay_as_listed() -> None:
    assert one(secName="五 粮 液").name == "五 粮 液"
    assert one(secName="演\N{NO-BREAK SPACE}示").name == "演 示"


@pytest.mark.parametrize("code", ["", None, "MISSING", "  "])
def test_c10_without_a_code_a_row_is_still_a_filing(code: Any) -> None:
    row = one(secCode=code)
    assert (row.companies, row.source_id) == ((), "1234567890")


def test_several_codes_in_one_row_are_several_companies() -> None:
    assert [company.code for company in one(secCode="000022,001872;000022").companies] == ["000022", "001872"]


@pytest.mark.parametrize(
    ("url", "kind", "path"),
    [
        ("finalpage/2026-08-11/1.PDF ", "pdf", "/finalpage/2026-08-11/1.PDF"),
        ("finalpage/2026-08-11/1.pdf", "pdf", "/finalpage/2026-08-11/1.pdf"),
        ("finalpage/2026-08-11/1.html", "html", "/finalpage/2026-08-11/1.html"),
        ("finalpage/2026-08-11/1.js", "js", "/finalpage/2026-08-11/1.js"),
        ("/finalpage/2026-08-11/1.DOC", "doc", "/finalpage/2026-08-11/1.DOC"),
        ("//elsewhere.example/1.PDF", "pdf", "/elsewhere.example/1.PDF"),
        (None, "pdf", ""),
        ("", "pdf", ""),
    ],
)
def test_c10_the_path_says_what_kind_of_file_it_is(url: Any, kind: str, path: str) -> None:
    row = one(adjunctUrl=url)
    assert (row.kind, row.document_path) == (kind, path)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"announcementId": "MISSING"}, "announcementId is missing"),
        ({"announcementId": "abc"}, "announcementId is 'abc'"),
        ({"announcementTitle": None}, "announcementTitle is 'None'"),
        ({"announcementTitle": "<em></em>"}, "announcementTitle"),
        ({"announcementTime": "MISSING"}, "announcementTime is missing"),
        ({"announcementTime": "2026-08-11"}, "announcementTime is '2026-08-11'"),
        ({"announcementTime": 1786377600}, "announcementTime"),
        ({"announcementTime": 10**18}, "announcementTime"),
        ({"adjunctUrl": "MISSING"}, "adjunctUrl is missing"),
        ({"adjunctUrl": 7}, "adjunctUrl"),
        ({"secCode": 9999}, "secCode"),
    ],
)
def test_c13_a_row_that_lost_what_we_rely_on_is_named(changed: dict[str, Any], named: str) -> None:
    message = one(**changed)
    assert isinstance(message, str)
    assert message.startswith("row ")
    assert named in message


@pytest.mark.parametrize(
    "key", ["id", "secName", "orgId", "adjunctSize", "adjunctType", "columnId", "announcementType", "orgName"]
)
def test_c13_a_row_without_what_we_do_not_rely_on_is_read(key: str) -> None:
    assert one(**{key: "MISSING"}).source_id == "1234567890"


def test_c13_a_name_may_come_under_another_key() -> None:
    assert one(secName=None, orgName="演示集团").name == "演示集团"


@pytest.mark.parametrize("number", [7, "7", " 7 "])
def test_ids_may_be_numbers(number: Any) -> None:
    assert one(announcementId=number).source_id == "7"


def test_keys_that_are_not_known_are_told_once(site: Any, cninfo: Any, caplog: pytest.LogCaptureFixture) -> None:
    site.add(1, newKey=1)
    with caplog.at_level(logging.INFO, logger="filings.exchanges"):
        cninfo.using(lambda e: e.page(cninfo.window, 1, channel="szse/sz", clock=lambda: SEEN))
    assert [record.getMessage() for record in caplog.records] == [
        "cninfo: the list has keys that are not known: newKey"
    ]


@pytest.mark.parametrize(
    ("changed", "announced"),
    [
        ({}, 2),
        ({"totalRecordNum": "2", "totalAnnouncement": None}, 2),
        ({"totalRecordNum": 3}, 3),
        ({"totalAnnouncement": 5}, 5),
        ({"totalpages": 0}, 2),
        ({"hasMore": False}, 2),
    ],
)
def test_c1_c5_only_the_totals_are_believed(site: Any, cninfo: Any, changed: dict[str, Any], announced: int) -> None:
    site.fill(2)
    site.page = lambda _: Site.envelope(site.rows, 2, **changed)
    page = cninfo.page()
    assert (page.announced, len(page.rows)) == (announced, 2)


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"totalRecordNum": 3}, "lacks announcements"),
        ({"announcements": []}, "lacks announcements or a total"),
        ({"code": 1, "rows": []}, "it has code, rows"),
        ({"announcements": {}, "totalRecordNum": 1}, "announcements is a JSON dict"),
        ({"announcements": [], "totalRecordNum": "many"}, "the total is no number"),
        ({"announcements": [], "totalRecordNum": None, "totalAnnouncement": None}, "the total is no number"),
        ({"announcements": [], "totalRecordNum": -1}, "the total is no number"),
        ([], "a JSON list"),
        ({"announcements": [{"id": "1", "name": "x"}, {"id": "2", "name": "y"}], "totalRecordNum": 2}, "no row of"),
    ],
)
def test_c13_an_answer_of_another_shape_is_changed_and_says_what(site: Any, cninfo: Any, body: Any, named: str) -> None:
    site.page = lambda _: body
    with pytest.raises(SourceChanged) as caught:
        cninfo.page()
    assert named in caught.value.message
    assert caught.value.hint is not None
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    "fault",
    [
        lambda h: h.send(403, FIREWALL),
        lambda h: h.send(200, FIREWALL),
        lambda h: h.send(200, f"<html>{TOO_OFTEN}</html>".encode()),
        lambda h: h.send(200, f"<html>{TOO_OFTEN}</html>".encode("gb18030")),
        lambda h: h.send(200, {"code": 500, "msg": TOO_OFTEN}),
        lambda h: h.send(500, f"<html>{TOO_OFTEN}</html>".encode()),
    ],
    ids=["403", "firewall", "too often", "too often in GB", "too often as JSON", "too often as 500"],
)
def test_c12_a_refusal_is_blocked_and_never_tried_again(site: Any, cninfo: Any, fault: Any) -> None:
    site.faults = [fault]
    with pytest.raises(SourceBlocked) as caught:
        cninfo.page()
    assert len(site.asked) == 1
    assert caught.value.hint is not None


@pytest.mark.parametrize(
    "fault",
    [
        lambda h: h.send(500, b"<html>error</html>"),
        lambda h: h.send(502, b""),
        lambda h: h.send(200, b'{"announcements": [{"announ'),
        lambda h: h.send(200, b"<html>maintenance</html>"),
        lambda h: h.server.released.wait(10),
        lambda h: h.close(),
    ],
    ids=["500", "502", "cut json", "page", "hang", "closed"],
)
def test_an_outage_is_tried_again_and_then_called_unavailable(site: Any, cninfo: Any, fault: Any) -> None:
    site.fill(2)
    site.faults = [fault]
    assert len(cninfo.page().rows) == 2
    assert len(cninfo.slept) == 1
    cninfo.with_settings(attempts=1)
    site.faults = [fault]
    with pytest.raises(SourceUnavailable) as caught:
        cninfo.page()
    assert (caught.value.source, caught.value.url) == ("cninfo", f"{site.url}/new/hisAnnouncement/query")


def test_titles_with_challenge_words_are_only_titles(site: Any, cninfo: Any) -> None:
    site.add(1, title=f"关于{TOO_OFTEN}及访问被拦截的公告")
    assert len(cninfo.page().rows) == 1


def test_a_document_is_fetched_without_a_referer(site: Any, cninfo: Any) -> None:
    pdf = b"%PDF-1.4\n" + b"1 0 obj << >> endobj\n" * 100 + b"%%EOF\n"
    site.files["/finalpage/2026-08-11/1234567890.PDF"] = pdf
    download = cninfo.using(lambda e: e.document(one(adjunctSize=2)))
    path, _, headers = site.asked[-1]
    assert (download.data, download.source) == (pdf, "cninfo")
    assert download.url == site.url + path
    assert "referer" not in headers


@pytest.mark.parametrize("name", ["hisAnnouncement_600600_2020-09_first2rows", "row_600231_2018_associateAnnouncement"])
def test_recorded_rows_are_read_without_loss(measure_data: Path, name: str) -> None:
    raw = json.loads((measure_data / "api-samples" / "cninfo" / f"{name}.json").read_text("utf-8"))
    recorded = raw.get("announcements", [raw])
    rows, unreadable, extra = read_rows(recorded, seen=SEEN)
    assert (unreadable, extra) == ((), set())
    for row, found in zip(recorded, rows, strict=True):
        assert found.source_id == row["announcementId"]
        assert [company.code for company in found.companies] == [row["secCode"]]
        assert found.title == row["announcementTitle"]
        assert found.published.timestamp() * 1000 == row["announcementTime"]
        assert found.document_path == f"/{row['adjunctUrl']}"
        assert (found.size_kb, found.related) == (row["adjunctSize"], row["associateAnnouncement"])
        assert found.date_only


def test_the_keys_of_2026_are_all_known(measure_data: Path) -> None:
    shape = json.loads((measure_data / "api-samples" / "cninfo" / "shape_2026-09_row_and_envelope.json").read_text())
    rows, unreadable, extra = read_rows([shape["row"]], seen=SEEN)
    assert (len(rows), unreadable, extra) == (1, (), set())


def test_real_ids_and_times_agree_with_their_paths(measure_data: Path) -> None:
    import csv  # noqa: PLC0415 - only where the data are

    with (measure_data / "titles" / "stream.csv").open(encoding="utf-8") as file:
        real = list(csv.DictReader(file))
    rows, unreadable, _ = read_rows(
        [
            listed(
                int(row["id"]),
                secCode=row["code"],
                secName=row["name"],
                title=row["title"],
                announcementTime=round(datetime.fromisoformat(row["published"]).timestamp() * 1000),
                adjunctUrl=row["path"],
            )
            for row in real
        ],
        seen=SEEN,
    )
    assert unreadable == ()
    assert len({row.source_id for row in rows}) == len(real) > 7000
    assert {row.kind for row in rows} == {"pdf"}
