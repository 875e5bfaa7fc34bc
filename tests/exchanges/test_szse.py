"""The Shenzhen list: the request's shape, the rows, and every way in which an answer can be wrong."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from filings.errors import SourceBlocked, SourceChanged, SourceUnavailable
from filings.exchanges.szse_rows import read_rows
from filings.model import BEIJING

SEEN = datetime(2026, 8, 11, 20, 0, tzinfo=BEIJING)
CHALLENGE = b"<html><script>var arg1='x';document.cookie='acw_sc__v2='+arg1;location.reload()</script></html>"
FIREWALL = "<html><body>很抱歉，您的访问被拦截！</body></html>".encode()


def one(**changed: Any) -> Any:
    """A row with changes, read."""
    row = {
        "id": "00000000-0000-0000-0000-000000000001",
        "annId": 1234567890,
        "title": "演示科技：关于终止项目的公告",
        "publishTime": "2026-08-11 18:54:16",
        "attachPath": "/disc/disk03/finalpage/2026-08-11/a.PDF",
        "attachFormat": "PDF",
        "attachSize": 120,
        "secCode": ["009999"],
        "secName": ["演示科技"],
    } | changed
    rows, unreadable, _ = read_rows([{k: v for k, v in row.items() if v != "MISSING"}], seen=SEEN)
    return rows[0] if rows else unreadable[0]


def test_the_list_is_asked_as_recorded(market: Any, reader: Any) -> None:
    reader.page(3)
    ((_, body, headers),) = market.asked
    assert body == {
        "seDate": ["2026-08-10", "2026-08-21"],
        "channelCode": ["listedNotice_disc"],
        "pageNum": 3,
        "pageSize": 50,
    }
    assert headers["referer"] == "https://www.szse.example/list.html"
    assert "application/json" in headers["accept"]
    assert headers["user-agent"].startswith("filings")


def test_a_row_becomes_an_announcement() -> None:
    row = one()
    assert (row.source, row.source_id, row.uuid) == ("szse", "1234567890", "00000000-0000-0000-0000-000000000001")
    assert (row.code, row.name, row.companies[0].ticker) == ("009999", "演示科技", "009999.SZ")
    assert row.title == "关于终止项目的公告"
    assert row.published.isoformat() == "2026-08-11T18:54:16+08:00"
    assert (row.document_path, row.kind, row.size_kb) == ("/disc/disk03/finalpage/2026-08-11/a.PDF", "pdf", 120)
    assert row.first_seen == SEEN


def test_s5_a_midnight_of_tomorrow_is_a_date_only() -> None:
    row = one(publishTime="2026-08-12 00:00:00")
    assert row.date_only
    assert row.day.isoformat() == "2026-08-12"


def test_s9_alike_rows_with_two_ids_stay_two(market: Any, reader: Any) -> None:
    market.add(1, title="关于同一事项的公告")
    market.add(2, title="关于同一事项的公告")
    assert [row.source_id for row in reader.page().rows] == ["2", "1"]


def test_s10_a_filing_may_have_two_codes() -> None:
    row = one(
        secCode=["000022", "001872", "000022"], secName=["深赤湾Ａ", "招商港口"], title="招商港口：关于更名的公告"
    )
    assert [company.ticker for company in row.companies] == ["000022.SZ", "001872.SZ"]
    assert [company.name for company in row.companies] == ["深赤湾Ａ", "招商港口"]
    assert row.title == "关于更名的公告"


@pytest.mark.parametrize("names", [None, "MISSING", []])
def test_names_may_be_missing(names: Any) -> None:
    row = one(secName=names)
    assert (row.name, row.title) == ("演示科技", "关于终止项目的公告")


def test_fewer_names_than_codes_leave_the_others_empty() -> None:
    row = one(secCode=["009999", "200999"], secName=["演示科技"])
    assert [company.name for company in row.companies] == ["演示科技", ""]


def test_no_code_is_no_company_but_still_a_filing() -> None:
    assert one(secCode=[]).companies == ()


def test_s11_counts_and_ids_may_be_text_and_keys_may_be_new(
    market: Any, reader: Any, caplog: pytest.LogCaptureFixture
) -> None:
    market.count = str
    market.add(1, annId="1234567890", attachSize="77", _index="x", secName=["演示科技"])

    async def twice(exchange: Any) -> Any:
        for _ in range(2):
            page = await exchange.page(reader.window, 1, channel="listedNotice_disc", clock=lambda: SEEN)
        return page

    with caplog.at_level(logging.INFO, logger="filings.exchanges"):
        page = reader.using(twice)
    assert (page.announced, page.rows[0].source_id, page.rows[0].size_kb) == (1, "1234567890", 77)
    assert [record.getMessage() for record in caplog.records] == ["szse: the list has keys that are not known: _index"]


@pytest.mark.parametrize(
    ("path", "stated", "kind"),
    [
        ("/a/b.PDF", "PDF", "pdf"),
        ("/a/b.pdf", None, "pdf"),
        ("/a/b.PDF ", "PDF", "pdf"),
        ("/a/b.html", "PDF", "html"),
        ("/a/b.htm", None, "html"),
        ("/a/b.DOC", "DOC", "doc"),
        ("/a/b.zip", None, "zip"),
        ("/a/b", "DOCX", "docx"),
        ("/a.b/c", "MISSING", "pdf"),
    ],
)
def test_the_kind_of_file_comes_from_its_path_then_from_its_format(path: str, stated: Any, kind: str) -> None:
    row = one(attachPath=path, attachFormat=stated)
    assert row.kind == kind
    assert row.document_path == path.strip()


def test_a_path_can_never_reach_another_host() -> None:
    assert one(attachPath="@evil.example/a.PDF").document_path == "/@evil.example/a.PDF"
    assert one(attachPath="//evil.example/a.PDF").document_path == "/evil.example/a.PDF"


def test_a_row_without_a_document_yet_is_kept() -> None:
    assert one(attachPath=None).document_path == ""


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"annId": "MISSING"}, "annId is missing"),
        ({"annId": "abc"}, "annId is 'abc'"),
        ({"annId": True}, "annId"),
        ({"annId": 0}, "annId"),
        ({"title": None}, "title is 'None'"),
        ({"title": "  "}, "title"),
        ({"publishTime": "MISSING"}, "publishTime is missing"),
        ({"publishTime": "11.08.2026"}, "publishTime is '11.08.2026'"),
        ({"publishTime": 1786377600000}, "publishTime"),
        ({"attachPath": "MISSING"}, "attachPath is missing"),
        ({"attachPath": 7}, "attachPath"),
        ({"secCode": "009999"}, "secCode is '009999'"),
        ({"secCode": [9999]}, "secCode"),
        ({"secCode": "MISSING"}, "secCode is missing"),
        ({"secName": "演示科技"}, "secName"),
    ],
)
def test_a_row_that_lost_its_shape_is_named_with_what_changed(changed: dict[str, Any], named: str) -> None:
    message = one(**changed)
    assert isinstance(message, str)
    assert named in message


def test_a_row_that_is_no_object_is_named_and_loses_no_other() -> None:
    rows, unreadable, _ = read_rows([None, "x", {"annId": 5}], seen=SEEN)
    assert rows == ()
    assert len(set(unreadable)) == 3


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"data": []}, "lacks announceCount"),
        ({"announceCount": 3}, "lacks data"),
        ({"code": 1, "rows": []}, "lacks announceCount, data; it has code, rows"),
        ({"announceCount": None, "data": []}, "announceCount is 'None'"),
        ({"announceCount": -1, "data": []}, "announceCount"),
        ({"announceCount": 0, "data": None}, "data is a JSON NoneType"),
        ([], "a JSON list"),
        ([{"a": 1}], "a JSON list"),
        ({"announceCount": 2, "data": [{"annId": 1, "name": "x"}, {"annId": 2, "name": "y"}]}, "title"),
    ],
)
def test_an_answer_of_another_shape_is_changed_and_says_what(market: Any, reader: Any, body: Any, named: str) -> None:
    market.page = lambda _: body
    with pytest.raises(SourceChanged) as caught:
        reader.page()
    assert named in caught.value.message or "attachPath is missing" in caught.value.message
    assert len(market.asked) == 1


@pytest.mark.parametrize(
    "fault",
    [
        lambda h: h.send(
            500, b"<html>\xe7\xb3\xbb\xe7\xbb\x9f\xe7\xb9\x81\xe5\xbf\x99</html>", Content_Type="text/html"
        ),
        lambda h: h.send(502, b""),
        lambda h: h.send(429, b"slow down"),
        lambda h: h.send(200, b'{"announceCount": 3, "data": [{"annId"'),
        lambda h: h.send(200, b""),
        lambda h: h.send(200, b"<html>maintenance</html>"),
        lambda h: h.cut(b"{", length=1000),
        lambda h: h.server.released.wait(10),
        lambda h: h.close(),
    ],
    ids=["500", "502", "429", "cut json", "nothing", "page", "cut body", "hang", "closed"],
)
def test_s12_an_outage_is_tried_again_and_then_called_unavailable(market: Any, reader: Any, fault: Any) -> None:
    market.fill(2)
    market.faults = [fault]
    assert len(reader.page().rows) == 2
    assert len(reader.slept) == 1
    reader.with_settings(attempts=1)
    market.faults = [fault]
    with pytest.raises(SourceUnavailable) as caught:
        reader.page()
    assert (caught.value.source, caught.value.url) == ("szse", f"{market.url}/list")


def test_retry_after_of_the_list_is_obeyed_and_told(market: Any, reader: Any) -> None:
    market.fill(1)
    market.faults = [lambda h: h.send(429, b"", Retry_After="7")]
    assert reader.page().rows
    assert reader.slept == [7.0]
    market.faults = [lambda h: h.send(503, b"", Retry_After="600")]
    with pytest.raises(SourceUnavailable) as caught:
        reader.page()
    assert caught.value.retry_after == 600.0
    assert reader.slept == [7.0]


@pytest.mark.parametrize(
    "fault",
    [
        lambda h: h.send(403, FIREWALL),
        lambda h: h.send(403, b""),
        lambda h: h.send(200, CHALLENGE, Content_Type="text/html"),
        lambda h: h.send(200, FIREWALL),
        lambda h: h.send(405, FIREWALL),
        lambda h: h.send(200, "<html>您的访问过于频繁</html>".encode("gb18030")),
        lambda h: h.send(200, json.dumps({"code": 1, "msg": "访问过于频繁"}, ensure_ascii=False).encode()),
        lambda h: h.send(200, b"<script>document.cookie='a=b';location.reload()</script>"),
    ],
)
def test_s13_a_refusal_or_a_challenge_is_blocked_and_never_tried_again(market: Any, reader: Any, fault: Any) -> None:
    market.faults = [fault]
    with pytest.raises(SourceBlocked) as caught:
        reader.page()
    assert len(market.asked) == 1
    assert caught.value.hint is not None


@pytest.mark.parametrize("status", [301, 400, 404])
def test_s14_a_request_that_the_site_no_longer_takes_is_changed(market: Any, reader: Any, status: int) -> None:
    market.faults = [lambda h: h.send(status, b"", Location="https://elsewhere.example/")]
    with pytest.raises(SourceChanged, match=str(status)):
        reader.page()
    assert len(market.asked) == 1


def test_an_answer_that_never_ends_is_unavailable(market: Any, reader: Any) -> None:
    def endless(handler: Any) -> None:
        handler.begin(200, Connection="close")
        while not handler.server.released.is_set():
            handler.wfile.write(b" " * 65536)

    reader.with_settings(attempts=1, list_timeout=0.3)
    market.faults = [endless]
    with pytest.raises(SourceUnavailable):
        reader.page()


def test_titles_with_challenge_words_are_only_titles(market: Any, reader: Any) -> None:
    market.add(1, title="关于网站访问过于频繁及 captcha 滑动验证 <script> document.cookie 的公告")
    assert len(reader.page().rows) == 1


@pytest.mark.parametrize(
    "name", ["annList_002008_annual_2020-04", "annList_300750_2025-04_reduced", "annList_fund_159919_2026-07_reduced"]
)
def test_recorded_answers_are_read_without_loss(measure_data: Path, name: str) -> None:
    raw = json.loads((measure_data / "api-samples" / "szse" / f"{name}.json").read_text("utf-8"))
    rows, unreadable, extra = read_rows(raw["data"], seen=SEEN)
    assert (unreadable, extra) == ((), set())
    for row, announcement in zip(raw["data"], rows, strict=True):
        assert announcement.source_id == str(row["annId"])
        assert announcement.uuid == row["id"]
        assert [company.code for company in announcement.companies] == row["secCode"]
        assert announcement.published.strftime("%Y-%m-%d %H:%M:%S") == row["publishTime"]
        assert announcement.document_path == row["attachPath"]
        assert announcement.size_kb == row.get("attachSize")
        prefixed = "：" in row["title"]
        assert row["title"] == (f"{announcement.name}：{announcement.title}" if prefixed else announcement.title)


def test_the_recorded_empty_answers_are_read(market: Any, reader: Any, measure_data: Path) -> None:
    for name, announced in (("annList_no_hits", 0), ("annList_past_last_page", None)):
        raw = json.loads((measure_data / "api-samples" / "szse" / f"{name}.json").read_text("utf-8"))
        market.page = lambda _, raw=raw: raw
        page = reader.page()
        assert (page.announced, page.rows, page.unreadable) == (announced, (), ())
