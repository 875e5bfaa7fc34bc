"""Every fault can be switched on by name and shows as its sentence says."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from filings.demo.faults import FAULTS, choose, describe
from filings.demo.server import DemoServer, serve_demo
from filings.errors import UsageError
from tests.demo.conftest import Serve, ask, file_of, question, rows_of

DROPPED = (http.client.RemoteDisconnected, ConnectionResetError)


def first_file(server: DemoServer, **changed: Any) -> Any:
    return file_of(server, rows_of(server)[0], **changed)


def numbers(server: DemoServer, **changed: Any) -> list[int]:
    return [row["annId"] for row in rows_of(server, **changed)]


def titles(server: DemoServer) -> list[str]:
    return [row["title"] for row in rows_of(server)]


def test_names_counts_and_always_are_understood() -> None:
    plain, counted, always = choose(["list-500", "list-500:7", " file-404:always "])
    assert (plain.times, counted.times, always.times) == (2, 7, None)


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("list-50", "no fault 'list-50'", "did you mean list-500"),
        ("tweens", "no fault", "--fault list"),
        ("list-500:", "how often", "list-500:3"),
        ("list-500:0", "how often", "list-500:always"),
        ("list-500:many", "'many'", "list-500:3"),
    ],
)
def test_what_is_not_understood_is_answered_with_the_nearest_name(text: str, said: str, hint: str) -> None:
    with pytest.raises(UsageError, match=said) as caught, serve_demo(None, faults=[text]):
        pass
    assert hint in (caught.value.hint or "")


def test_the_table_names_every_fault_with_its_source_and_all_sources_are_there() -> None:
    table = describe()
    for fault in FAULTS.values():
        assert f"{fault.name} " in table
        assert fault.does in table
    assert {f"S{n}" for n in range(1, 18)} <= {fault.source for fault in FAULTS.values()}


@pytest.mark.parametrize(
    ("name", "status", "inside", "kind"),
    [
        ("list-500", 500, b"<h1>500", "text/html"),
        ("list-403", 403, b"<h1>403", "text/html"),
        ("list-400", 400, b"<h1>400", "text/html"),
        ("list-429", 429, b"<h1>429", "text/html"),
        ("list-html", 200, "系统维护".encode(), "text/html"),
        ("list-challenge", 200, b"document.cookie", "text/html"),
    ],
)
def test_a_page_stands_for_the_list_and_goes_away(
    serve: Serve, name: str, status: int, inside: bytes, kind: str
) -> None:
    server = serve(f"{name}:2")
    for _ in range(2):
        answer = ask(server.list_url, question())
        assert (answer.status, answer.headers["content-type"].partition(";")[0]) == (status, kind)
        assert inside in answer.body
        assert answer.headers.get("retry-after") == ("1" if name == "list-429" else None)
    assert ask(server.list_url, question()).page["data"]
    assert server.struck == {name: 2}


@pytest.mark.parametrize(
    ("name", "status", "inside", "kind"),
    [
        ("file-500", 500, b"<h1>500", "text/html"),
        ("file-403", 403, b"<h1>403", "text/html"),
        ("file-404", 404, b"<h1>404", "text/html"),
        ("file-429", 429, b"<h1>429", "text/html"),
        ("file-challenge", 200, b"location.reload", "text/html"),
        ("file-html", 200, b"<!DOCTYPE html>", "application/pdf"),
        ("file-zip", 200, b"PK\x03\x04", "application/zip"),
        ("file-doc", 200, b"\xd0\xcf\x11\xe0", "application/msword"),
        ("file-empty", 200, b"", "application/pdf"),
    ],
)
def test_something_else_stands_for_each_file_and_goes_away(
    serve: Serve, name: str, status: int, inside: bytes, kind: str
) -> None:
    server = serve(name)
    for row in rows_of(server)[:2]:
        bad = file_of(server, row)
        assert (bad.status, bad.headers["content-type"].partition(";")[0]) == (status, kind)
        assert inside in bad.body
        assert not bad.body.startswith(b"%PDF-")
        assert file_of(server, row).body.startswith(b"%PDF-")


def test_always_never_goes_away(serve: Serve) -> None:
    server = serve("list-500:always")
    assert {ask(server.list_url, question()).status for _ in range(5)} == {500}


def test_faults_in_the_same_place_strike_one_after_the_other(serve: Serve) -> None:
    server = serve("list-500:1", "list-429:1")
    assert [ask(server.list_url, question()).status for _ in range(3)] == [500, 429, 200]


def test_a_challenge_has_the_size_of_the_recorded_one(serve: Serve) -> None:
    assert 7_000 < len(ask(serve("list-challenge").list_url, question()).body) < 7_500


@pytest.mark.parametrize("name", ["list-drop", "file-drop"])
def test_a_connection_ends_without_an_answer(serve: Serve, name: str) -> None:
    server = serve(name)
    strike = (lambda: rows_of(server)) if name == "list-drop" else (lambda: first_file(server))
    with pytest.raises(DROPPED):
        strike()
    assert strike()


@pytest.mark.parametrize("name", ["list-cut", "file-cut"])
def test_a_connection_ends_within_the_body(serve: Serve, name: str) -> None:
    server = serve(name)
    strike: Callable[[], Any] = (lambda: rows_of(server)) if name == "list-cut" else (lambda: first_file(server))
    with pytest.raises(http.client.IncompleteRead):
        strike()
    assert strike()


@pytest.mark.parametrize("name", ["list-hang", "file-hang"])
def test_silence_lasts_until_the_client_gives_up(serve: Serve, name: str) -> None:
    server = serve(name)
    if name == "list-hang":
        url, body = server.list_url, question()
    else:
        url, body = server.document_url + server.listings[0].path, None
    with pytest.raises(TimeoutError):
        ask(url, body, timeout=0.2)
    assert first_file(server).status == 200


@pytest.mark.parametrize("name", ["list-endless", "file-endless"])
def test_an_answer_without_an_end_goes_on(serve: Serve, name: str) -> None:
    server = serve(name)
    address = urlsplit_of(server)
    path = server.listings[0].path
    connection = http.client.HTTPConnection(*address, timeout=2)
    try:
        if name == "list-endless":
            body = b'{"seDate":["",""],"channelCode":["listedNotice_disc"],"pageNum":1,"pageSize":50}'
            connection.request("POST", "/api/disc/announcement/annList", body)
        else:
            connection.request("GET", path)
        answer = connection.getresponse()
        assert answer.getheader("Content-Length") is None
        until = time.monotonic() + 0.3
        while time.monotonic() < until:
            assert answer.read1(4096)
    finally:
        answer.close()
        connection.close()


def urlsplit_of(server: DemoServer) -> tuple[str, int]:
    host, _, port = server.document_url.removeprefix("http://").removesuffix("/download").partition(":")
    return host, int(port)


def test_json_and_a_file_may_end_early_with_a_length_that_agrees(serve: Serve) -> None:
    server = serve("list-short", "file-short")
    with pytest.raises(json.JSONDecodeError):
        json.loads(ask(server.list_url, question()).body)
    row = rows_of(server)[0]
    short, whole = file_of(server, row).body, file_of(server, row).body
    assert whole.startswith(short)
    assert len(short) < len(whole)
    assert b"%%EOF" not in short[-1024:]


def test_one_file_stays_encrypted_and_the_others_are_not(serve: Serve) -> None:
    server = serve("file-encrypted")
    first, second = rows_of(server)[:2]
    assert b"/Encrypt" in file_of(server, first).body
    assert b"/Encrypt" not in file_of(server, second).body
    assert b"/Encrypt" in file_of(server, first).body


def test_a_file_may_send_to_another_host(serve: Serve) -> None:
    server = serve("file-elsewhere")
    connection = http.client.HTTPConnection(*urlsplit_of(server), timeout=2)
    try:
        connection.request("GET", server.listings[0].path)
        answer = connection.getresponse()
        assert (answer.status, answer.getheader("Location")) == (302, "http://localhost:9/elsewhere.PDF")
    finally:
        connection.close()


def test_pages_may_be_smaller_than_asked_and_the_end_may_be_braces(serve: Serve) -> None:
    server = serve("small-pages", "braces-past-end")
    count = len(server.listings)
    assert [len(rows_of(server, pageNum=n)) for n in (1, 2, 3)] == [10, 10, count - 20]
    assert ask(server.list_url, question(pageNum=4)).page == {}
    assert ask(server.list_url, question(seDate=["2020-01-01", "2020-01-02"])).page["data"] == []


def test_rows_appear_while_pages_are_read(serve: Serve) -> None:
    grows = serve("count-grows")
    first, second = numbers(grows), numbers(grows)
    assert second[3:] == first
    shifts = serve("rows-shift:2")
    counts = [len(numbers(shifts)) for _ in range(4)]
    assert counts == [counts[0], counts[0] + 1, counts[0] + 2, counts[0] + 2]


def test_the_count_may_be_wrong_or_text_for_a_time(serve: Serve) -> None:
    server = serve("count-off:1", "count-as-text")
    assert [ask(server.list_url, question()).page["announceCount"] for _ in range(2)] == [
        str(len(server.listings) + 1),
        str(len(server.listings)),
    ]


def test_equal_times_come_in_any_order_and_only_those(serve: Serve) -> None:
    server = serve("ties-shuffled")
    orders = {tuple(numbers(server)) for _ in range(6)}
    assert len(orders) > 1
    assert len({frozenset(order) for order in orders}) == 1
    times = [row["publishTime"] for row in rows_of(server)]
    assert times == sorted(times, reverse=True)


def test_a_row_comes_twice_at_a_page_border(serve: Serve) -> None:
    server = serve("row-twice:1")
    first, second = numbers(server, pageSize=10), numbers(server, pageNum=2, pageSize=10)
    assert second[0] == first[-1]
    assert numbers(server, pageNum=2, pageSize=10)[0] != first[-1]


def test_unknown_keys_come_beside_the_known(serve: Serve) -> None:
    page = ask(serve("extra-keys").list_url, question()).page
    assert page["traceId"] == "demo"
    assert page["data"][0]["_index"] == "demo"
    assert len(page["data"][0]) == 17


def test_an_outage_may_look_like_an_empty_day(serve: Serve) -> None:
    server = serve("list-empty", "list-braces")
    pages = [ask(server.list_url, question()).page for _ in range(2)]
    assert pages[0] == {}
    assert pages[1]["announceCount"] == len(server.listings)
    alone = serve("list-empty")
    assert ask(alone.list_url, question()).page == {"announceCount": 0, "data": []}
    assert rows_of(alone)


def test_a_row_may_lose_its_id(serve: Serve) -> None:
    server = serve("row-broken")
    assert "annId" not in rows_of(server)[0]
    assert "annId" in rows_of(server)[0]


def test_nominal_times_may_run_ahead_or_be_seconds(serve: Serve) -> None:
    ahead = [row["publishTime"] for row in rows_of(serve("dated-ahead"))]
    assert ahead[:2] == ["2024-12-25 00:00:00"] * 2
    seconds = [row["publishTime"] for row in rows_of(serve("same-day-seconds:always"))]
    assert not any(time.endswith("00:00:00") for time in seconds)


@pytest.mark.parametrize("settle", ["a file", "readings"])
def test_rows_come_change_and_go_after_a_first_reading(serve: Serve, settle: str) -> None:
    server = serve("back-dated", "title-cancelled", "row-vanishes")
    before = {row["annId"]: row for row in rows_of(server)}
    assert {row["annId"] for row in rows_of(server)} == set(before)
    if settle == "a file":
        assert file_of(server, next(iter(before.values()))).status == 200
    else:
        rows_of(server)
    after = {row["annId"]: row for row in rows_of(server)}
    gone, come = before.keys() - after.keys(), after.keys() - before.keys()
    changed = [key for key in before.keys() & after.keys() if before[key] != after[key]]
    assert (len(gone), len(come), len(changed)) == (1, 2, 1)
    assert after[changed[0]]["title"] == f"{before[changed[0]]['title']}（已取消）"
    new = [after[key] for key in come]
    again = next(row for row in new if row["title"].endswith("（更新后）"))
    assert file_of(server, again).status == 200
    late = next(row for row in new if row is not again)
    assert late["publishTime"] == "2024-12-23 00:00:00"


def test_two_filings_may_share_company_day_and_title_and_one_may_have_two_codes(serve: Serve) -> None:
    twins = serve("twin-ids")
    rows = rows_of(twins)
    same = [row for row in rows if row["title"] == rows[0]["title"]]
    assert len(same) == 2
    assert len({row["annId"] for row in same}) == len({row["id"] for row in same}) == 2
    assert {row["publishTime"] for row in same} == {rows[0]["publishTime"]}
    assert all(file_of(twins, row).status == 200 for row in same)
    two = rows_of(serve("two-codes"))
    assert [len(row["secCode"]) for row in two[:2]] == [len(row["secName"]) for row in two[:2]] == [2, 1]


@pytest.mark.parametrize(
    ("name", "shows"),
    [
        (
            "full-width-names",
            lambda row: row["secName"][0].endswith("Ａ") and row["title"].startswith(row["secName"][0]),
        ),
        ("missing-prefix", lambda row: "：" not in row["title"]),
        ("spaced-names", lambda row: " " in row["secName"][0] and row["title"].startswith(row["secName"][0])),
        ("nbsp-names", lambda row: "\N{NO-BREAK SPACE}" in row["secName"][0]),
        ("small-letters", lambda row: row["attachPath"].endswith(".pdf")),
        ("wrong-size", lambda row: row["attachSize"] > 300),
    ],
)
def test_some_rows_are_written_otherwise(serve: Serve, name: str, shows: Callable[[dict[str, Any]], bool]) -> None:
    server = serve(name)
    rows = rows_of(server)
    assert [shows(row) for row in rows] == [True] * 3 + [False] * (len(rows) - 3)
    assert file_of(server, rows[0]).status == 200
    assert all(map(shows, rows_of(serve(f"{name}:always"))))
