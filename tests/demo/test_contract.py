"""The simulated exchange keeps Shenzhen's contract: sources.md, section 2."""

from __future__ import annotations

import http.client
import socket
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from filings.demo.server import DemoServer, serve_demo
from filings.errors import ConfigError, UsageError
from filings.model import BEIJING
from tests.demo.conftest import AFTER, ask, file_of, question, rows_of

RECORDED_KEYS = {
    "id", "annId", "title", "content", "publishTime", "attachPath", "attachFormat", "attachSize",
    "secCode", "secName", "bondType", "bigIndustryCode", "bigCategoryId", "smallCategoryId", "channelCode",
}  # fmt: skip


def test_the_answer_has_the_recorded_shape(server: DemoServer) -> None:
    answer = ask(server.list_url, question(pageSize=30))
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert set(answer.page) == {"announceCount", "data"}
    assert answer.page["announceCount"] == len(server.listings) == len(answer.page["data"])
    row = answer.page["data"][0]
    assert set(row) == RECORDED_KEYS
    assert row["title"].startswith(f"{row['secName'][0]}：")
    assert isinstance(row["annId"], int)
    assert isinstance(row["attachSize"], int)
    assert row["content"] is None
    assert row["channelCode"] is None
    day = row["publishTime"][:10]
    assert row["attachPath"] == f"/disc/disk03/finalpage/{day}/{row['id']}.PDF"


def test_rows_come_newest_first_and_in_the_same_order_again(server: DemoServer) -> None:
    first, second = rows_of(server), rows_of(server)
    times = [row["publishTime"] for row in first]
    assert times == sorted(times, reverse=True)
    assert len(set(times)) < len(times)
    assert first == second


def test_pages_hold_fifty_rows_at_most_and_none_past_the_end(serve: Any, many_rows: Any) -> None:
    server = serve(rows=many_rows)
    pages = [rows_of(server, pageNum=number, pageSize=500) for number in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [50, 50, 30, 0]
    assert len({row["annId"] for page in pages for row in page}) == 130


def test_a_window_is_nominal_days_with_both_ends(server: DemoServer) -> None:
    days = {row["publishTime"][:10] for row in rows_of(server, seDate=["2024-12-14", "2024-12-23"])}
    assert days == {"2024-12-14", "2024-12-23"}
    assert len(rows_of(server, seDate=["", ""])) == len(server.listings)
    assert ask(server.list_url, question(seDate=["2020-01-01", "2020-12-31"])).page == {"announceCount": 0, "data": []}


def test_stock_and_search_words_narrow_the_answer(server: DemoServer) -> None:
    assert {row["secCode"][0] for row in rows_of(server, stock=["002236", "002415"])} == {"002236", "002415"}
    assert all("终止" in row["title"] for row in rows_of(server, searchKey=["终止", "公告"]))
    assert len(rows_of(server, searchKey=["终止", "公告"])) >= 5
    assert rows_of(server, channelCode=["fixed_disc"]) == []
    assert rows_of(server, bigCategoryId=["0117"]) == []


@pytest.mark.parametrize(
    "wrong",
    [
        question(seDate="2024-12-01~2024-12-31"),
        question(seDate=["2024-12-01"]),
        question(seDate=["yesterday", "today"]),
        question(pageNum=0),
        question(pageNum="1"),
        question(pageSize=True),
        question(channelCode=[]),
        question(channelCode="listedNotice_disc"),
        question(stock="002236"),
        question(secCode="002236"),
        {"se-date": ["", ""], "pagesize": 30, "pageno": 1},
        ["a list"],
        b"seDate=2024-12-01&pageNum=1",
    ],
)
def test_a_wrong_request_is_answered_with_500_and_html(server: DemoServer, wrong: Any) -> None:
    answer = ask(server.list_url, wrong)
    assert answer.status == 500
    assert b"<html" in answer.body


def test_query_parameters_and_get_are_wrong_but_random_is_not(server: DemoServer) -> None:
    assert ask(f"{server.list_url}?pageNum=1", question()).status == 500
    assert ask(server.list_url).status == 500
    assert ask(f"{server.list_url}?random=0.123", question()).status == 200
    assert ask(server.list_url, b"x" * 70_000).status == 500


def test_files_come_with_and_without_the_download_prefix_and_in_ranges(server: DemoServer) -> None:
    row = rows_of(server)[0]
    whole = file_of(server, row)
    assert whole.status == 200
    assert whole.headers["content-type"] == "application/pdf"
    assert whole.body.startswith(b"%PDF-")
    assert abs(len(whole.body) / 1024 - row["attachSize"]) <= 0.5
    bare = server.document_url.removesuffix("/download") + row["attachPath"]
    assert ask(bare).body == whole.body
    part = ask(bare, headers={"Range": "bytes=10-19"})
    assert (part.status, part.body) == (206, whole.body[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole.body)}"
    assert ask(bare, headers={"Range": "bytes=-5"}).body == whole.body[-5:]
    assert ask(bare, headers={"Range": "bytes=5-"}).body == whole.body[5:]
    assert ask(bare, headers={"Range": "bytes=99999999-"}).status == 416
    assert ask(bare, headers={"Range": "lines=1-2"}).status == 200
    head = ask(bare, method="HEAD")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(whole.body)))
    assert ask(f"{bare}x").status == 404
    assert ask(bare, b"{}").status == 405


def test_a_connection_is_kept_for_the_next_request(server: DemoServer) -> None:
    parts = urlsplit(server.list_url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    row = rows_of(server)[0]
    try:
        for _ in range(3):
            connection.request("GET", f"/download{row['attachPath']}")
            answer = connection.getresponse()
            assert len(answer.read()) == int(answer.headers["Content-Length"])
            assert answer.version == 11
            assert not answer.will_close
    finally:
        connection.close()


def test_a_row_and_its_file_show_from_the_arrival_on(serve: Any) -> None:
    moment = [AFTER - timedelta(days=10, hours=5)]
    server = serve(clock=lambda: moment[0])
    assert {row["publishTime"][:10] for row in rows_of(server)} <= {"2024-12-13"}
    moment[0] = datetime(2024, 12, 13, 21, 45, tzinfo=BEIJING)
    evening = rows_of(server)
    assert {row["publishTime"][:10] for row in evening} == {"2024-12-13", "2024-12-14"}
    coming = next(one for one in server.listings if one.arrives > moment[0])
    assert ask(server.document_url + coming.path).status == 404
    moment[0] = AFTER
    assert len(rows_of(server)) == len(server.listings) > len(evening)
    assert ask(server.document_url + coming.path).status == 200


def test_the_log_tells_who_asked_what(server: DemoServer) -> None:
    row = rows_of(server)[0]
    file_of(server, row, headers={"User-Agent": "filings-test"})
    listed, fetched = server.requests
    assert (listed.method, listed.status, listed.question["pageNum"]) == ("POST", 200, 1)
    assert (fetched.path, fetched.agent) == (f"/download{row['attachPath']}", "filings-test")


def test_a_port_in_use_is_named_with_the_next_step() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match=f"port {port} is taken") as caught, serve_demo(None, port=port):
            pass
    assert "--port" in (caught.value.hint or "")
    with pytest.raises(ConfigError, match="no port"), serve_demo(None, port=70_000):
        pass


def test_documents_belong_to_rows(tmp_path: Any) -> None:
    with pytest.raises(UsageError, match="replayed rows"), serve_demo(None, documents=tmp_path):
        pass


def test_ending_closes_what_is_still_open() -> None:
    with serve_demo(None) as server:
        parts = urlsplit(server.list_url)
        idle = socket.create_connection((parts.hostname, parts.port), timeout=5)
        idle.sendall(b"HEAD / HTTP/1.1\r\n\r\n")
        assert idle.recv(4096).startswith(b"HTTP/1.1 404")
        idle.sendall(b"POST /api HTTP/1.1\r\n")
    with idle:
        assert idle.recv(1) == b""
