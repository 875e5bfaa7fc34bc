from __future__ import annotations

import asyncio
import gzip
import socket
import subprocess
import sys
import time
from typing import Any

import pytest
from pydantic import ValidationError

from filings.errors import ConfigError, SourceChanged, SourceUnavailable, TooLarge
from filings.net import Answer, BodyCut, Client, Politeness, is_loopback, user_agent

QUICK = Politeness(
    pace=0, connect_timeout=2, read_timeout=0.3, total_timeout=0.6, user_agent="filings/9 (+a@b.example)"
)


async def ask(url: str, method: str = "GET", politeness: Politeness = QUICK, **options: Any) -> Answer:
    async with Client(politeness, source="here") as client:
        return await client.request(method, url, **options)


def test_an_answer_carries_status_headers_and_body(server: Any, run: Any) -> None:
    url = server.on("/a", lambda h: h.send(404, "没有".encode(), X_Who="me"))
    answer = run(ask(url))
    assert (answer.status, answer.body.decode(), answer.headers["x-who"], answer.url) == (404, "没有", "me", url)


def test_json_is_posted_with_our_name_and_no_other(server: Any, run: Any) -> None:
    url = server.on("/a", lambda h: h.send())
    run(ask(url, "POST", json={"日": 1}, headers={"Referer": "https://site.example/"}))
    method, _, headers, body = server.asked[0]
    assert method == "POST"
    assert body.decode() == '{"日":1}'
    assert headers["user-agent"] == "filings/9 (+a@b.example)"
    assert headers["referer"] == "https://site.example/"
    assert headers["content-type"] == "application/json"


def test_a_redirect_is_handed_back_and_not_followed(server: Any, run: Any) -> None:
    url = server.on("/a", lambda h: h.send(302, Location="/b"))
    assert run(ask(url)).headers["location"] == "/b"
    assert len(server.asked) == 1


def test_a_server_that_never_answers_is_unavailable(server: Any, run: Any) -> None:
    url = server.on("/a", lambda h: h.server.released.wait(10))
    with pytest.raises(SourceUnavailable, match="time-out") as caught:
        run(ask(url))
    assert (caught.value.source, caught.value.url) == ("here", url)


def test_a_server_that_drips_bytes_for_ever_cannot_hold_us(server: Any, run: Any) -> None:
    def drip(handler: Any) -> None:
        handler.begin(Connection="close")
        while not handler.server.released.wait(0.02):
            handler.wfile.write(b".")

    began = time.monotonic()
    with pytest.raises(SourceUnavailable, match=r"no whole answer within 0\.6 s"):
        run(ask(server.on("/a", drip)))
    assert time.monotonic() - began < 3


def test_the_time_of_one_request_can_be_set(server: Any, run: Any) -> None:
    url = server.on("/a", lambda h: h.server.released.wait(10))
    with pytest.raises(SourceUnavailable, match=r"within 0\.1 s"):
        run(ask(url, timeout=0.1))


def test_a_body_that_ends_early_is_cut(server: Any, run: Any) -> None:
    def cut(handler: Any) -> None:
        handler.begin(length=100)
        handler.wfile.write(b"half")
        handler.close_connection = True

    with pytest.raises(BodyCut):
        run(ask(server.on("/a", cut)))


def test_a_connection_that_is_closed_without_an_answer_is_unavailable(server: Any, run: Any) -> None:
    def close(handler: Any) -> None:
        handler.close_connection = True

    with pytest.raises(SourceUnavailable):
        run(ask(server.on("/a", close)))


def test_a_port_where_nobody_listens_is_unavailable(run: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(SourceUnavailable, match="no connection") as caught:
        run(ask(f"http://127.0.0.1:{port}/"))
    assert caught.value.hint is not None


def test_plain_http_where_tls_is_expected_is_unavailable(server: Any, run: Any) -> None:
    with pytest.raises(SourceUnavailable):
        run(ask(server.url.replace("http://", "https://") + "/a"))


@pytest.mark.parametrize("announce", [True, False])
def test_a_body_over_the_cap_is_refused(server: Any, run: Any, announce: bool) -> None:  # noqa: FBT001 - a parameter
    def big(handler: Any) -> None:
        handler.begin(length=5000 if announce else None, Connection="close")
        handler.wfile.write(b"x" * 5000)
        handler.close_connection = True

    with pytest.raises(TooLarge):
        run(ask(server.on("/a", big), max_bytes=4999))


def test_a_small_file_that_unpacks_to_a_large_one_is_refused(server: Any, run: Any) -> None:
    bomb = gzip.compress(b"\0" * 3_000_000)
    url = server.on("/a", lambda h: h.send(200, bomb, Content_Encoding="gzip"))
    with pytest.raises(TooLarge):
        run(ask(url, max_bytes=1_000_000))


def test_rubbish_in_a_packed_body_is_unavailable(server: Any, run: Any) -> None:
    url = server.on("/a", lambda h: h.send(200, b"not gzip", Content_Encoding="gzip"))
    with pytest.raises(SourceUnavailable):
        run(ask(url))


@pytest.mark.parametrize("url", ["http://[broken/", "http://127.0.0.1:99999/"])
def test_what_is_no_address_is_called_changed(run: Any, url: str) -> None:
    with pytest.raises(SourceChanged):
        run(ask(url))


def test_no_more_requests_are_under_way_than_connections(server: Any, run: Any) -> None:
    under_way: list[int] = [0]
    most: list[int] = [0]

    def slow(handler: Any) -> None:
        under_way[0] += 1
        most[0] = max(most[0], under_way[0])
        time.sleep(0.03)
        under_way[0] -= 1
        handler.send()

    url = server.on("/a", slow)

    async def many() -> None:
        async with Client(Politeness(pace=0, connections=2), source="here") as client:
            await asyncio.gather(*(client.request("GET", url) for _ in range(6)))

    run(many())
    assert most == [2]


def test_the_proxy_is_asked_for_others_and_never_for_loopback(
    server: Any, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    elsewhere = "http://disclosure.example/a"
    server.answers[elsewhere] = lambda h: h.send(200, b"through the proxy")
    server.on("/a", lambda h: h.send(200, b"directly"))
    manners = QUICK.model_copy(update={"proxy": server.url})
    assert run(ask(elsewhere, politeness=manners)).body == b"through the proxy"
    assert run(ask(server.url + "/a", politeness=manners)).body == b"directly"
    assert run(ask(server.url + "/a")).body == b"directly"


def test_a_client_that_was_not_opened_says_so(run: Any) -> None:
    with pytest.raises(RuntimeError, match="async with"):
        run(Client(QUICK).request("GET", "http://127.0.0.1/"))


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "120"}, 120.0),
        ({"retry-after": "Tue, 11 Aug 2026 12:00:30 GMT", "date": "Tue, 11 Aug 2026 12:00:00 GMT"}, 30.0),
        ({"retry-after": "Tue, 11 Aug 2026 11:00:00 GMT", "date": "Tue, 11 Aug 2026 12:00:00 GMT"}, 0.0),
        ({"retry-after": "Tue, 11 Aug 2026 12:00:30 GMT"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "²"}, None),
        ({}, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(headers: dict[str, str], seconds: float | None) -> None:
    assert Answer(429, headers, b"", "http://x.example/").retry_after == seconds


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "[::1]", "a.localhost", "localhost:8080"])
def test_loopback_is_known(host: str) -> None:
    assert is_loopback(f"http://{host}/x")


@pytest.mark.parametrize(
    "url", ["http://szse.example/", "http://10.0.0.1/", "http://localhost.example/", "nonsense", ""]
)
def test_other_addresses_are_not_loopback(url: str) -> None:
    assert not is_loopback(url)


def test_we_say_who_we_are() -> None:
    assert user_agent("me@here.example").startswith("filings")
    assert user_agent("me@here.example").endswith("(+me@here.example)")
    assert "(" not in user_agent("")


def test_a_contact_that_no_header_can_carry_is_a_configuration_error() -> None:
    with pytest.raises(ConfigError, match="header"):
        user_agent("张三")


@pytest.mark.parametrize(
    "wrong", [{"pace": -1}, {"connections": 0}, {"read_timeout": 0}, {"user_agent": "a\nb"}, {"proxy": "proxy:3128"}]
)
def test_bad_manners_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Politeness(**wrong)


def test_importing_the_package_loads_no_http_library() -> None:
    code = "import sys, filings.net, filings.exchanges; print(sorted({'httpx', 'tenacity'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
