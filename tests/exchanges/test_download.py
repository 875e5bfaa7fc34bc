"""A document is the whole PDF that the exchange published, or an error that says what came instead."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from filings.errors import (
    NotAPdf,
    NotYetThere,
    SourceBlocked,
    SourceChanged,
    SourceUnavailable,
    TooLarge,
    Truncated,
)
from filings.exchanges.verdict import challenge_in

PDF = b"%PDF-1.4\n" + b"1 0 obj << >> endobj\n" * 100 + b"trailer << >>\n%%EOF\n"
CHALLENGE = b"<html><script>var a='acw_sc__v2';document.cookie=a;location.reload()</script></html>"


@pytest.fixture
def filed(market: Any) -> str:
    """A listed filing with its file; the path."""
    path: str = market.add(1, attachSize=3)["attachPath"]
    market.files[path] = PDF
    return path


def pdf(handler: Any, body: bytes = PDF, **headers: str) -> None:
    handler.send(200, body, Content_Type="application/pdf", **headers)


def cut(handler: Any) -> None:
    handler.cut(PDF[:500], length=len(PDF))


@pytest.mark.usefixtures("filed")
def test_a_document_comes_with_its_hash(market: Any, reader: Any) -> None:
    download = reader.document()
    assert download.data == PDF
    assert download.sha256 == hashlib.sha256(PDF).hexdigest()
    assert download.content_type == "application/pdf"
    path, _, headers = market.asked[-1]
    assert path == "/download/disc/disk03/finalpage/2026-08-11/1.PDF"
    assert headers["referer"] == "https://www.szse.example/list.html"


@pytest.mark.usefixtures("filed")
@pytest.mark.parametrize("status", [404, 410])
def test_s15_a_file_that_is_not_there_yet_is_told_apart(reader: Any, status: int) -> None:
    with pytest.raises(NotYetThere) as caught:
        reader.document(faults=[lambda h: h.send(status, b"<html>none</html>")])
    assert caught.value.announcement == "1"
    assert reader.document().data == PDF


def test_a_filing_without_a_document_is_not_asked_for(market: Any, reader: Any) -> None:
    market.add(1, attachPath=None)
    with pytest.raises(NotYetThere, match="without a document"):
        reader.document()
    assert len(market.asked) == 1


@pytest.mark.usefixtures("filed")
@pytest.mark.parametrize(
    "fault",
    [
        lambda h: h.send(403, b"<html>forbidden</html>"),
        lambda h: h.send(200, CHALLENGE, Content_Type="text/html"),
        lambda h: h.send(200, CHALLENGE, Content_Type="application/pdf"),
        lambda h: h.send(404, "<html>访问被拦截</html>".encode()),
        lambda h: h.send(302, b"", Location="http://elsewhere.example/login"),
        lambda h: h.send(302, b"", Location="//elsewhere.example/login"),
        lambda h: h.send(302, b"", Location=h.path),
        lambda h: h.send(302, b""),
    ],
)
def test_s13_a_refusal_a_challenge_or_a_foreign_redirect_is_blocked(market: Any, reader: Any, fault: Any) -> None:
    with pytest.raises(SourceBlocked) as caught:
        reader.document(faults=[fault])
    assert caught.value.hint is not None
    assert len(market.asked) == 2


@pytest.mark.usefixtures("filed")
def test_a_redirect_on_the_same_host_is_followed_once(market: Any, reader: Any) -> None:
    market.files["/moved.PDF"] = PDF
    assert reader.document(faults=[lambda h: h.send(302, b"", Location="/download/moved.PDF")]).data == PDF
    again = [lambda h: h.send(302, b"", Location="/a"), lambda h: h.send(302, b"", Location="/b")]
    with pytest.raises(SourceBlocked, match="again"):
        reader.document(faults=again)


@pytest.fixture
def neighbour() -> Iterator[socket.socket]:
    """Another port of the same machine, which must never be asked."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        yield listening


@pytest.mark.usefixtures("filed")
def test_another_port_is_another_host(reader: Any, neighbour: socket.socket) -> None:
    address = f"http://127.0.0.1:{neighbour.getsockname()[1]}/a.PDF"
    with pytest.raises(SourceBlocked, match="another host"):
        reader.document(faults=[lambda h: h.send(302, b"", Location=address)])
    with pytest.raises(TimeoutError):
        neighbour.accept()


@pytest.mark.usefixtures("filed")
@pytest.mark.parametrize(
    "fault",
    [
        lambda h: h.send(500, b"<html>error</html>"),
        lambda h: h.send(429, b"", Retry_After="1"),
        lambda h: h.server.released.wait(10),
        lambda h: h.close(),
    ],
    ids=["500", "429", "hang", "closed"],
)
def test_an_outage_is_tried_again_and_then_told(reader: Any, fault: Any) -> None:
    reader.with_settings(attempts=2)
    assert reader.document(faults=[fault]).data == PDF
    assert len(reader.slept) == 1
    with pytest.raises(SourceUnavailable):
        reader.document(faults=[fault] * 2)


@pytest.mark.usefixtures("filed")
def test_a_long_retry_after_is_told_and_not_slept(reader: Any) -> None:
    with pytest.raises(SourceUnavailable) as caught:
        reader.document(faults=[lambda h: h.send(503, b"", Retry_After="3600")])
    assert (caught.value.retry_after, reader.slept) == (3600.0, [])


@pytest.mark.usefixtures("filed")
def test_s15_a_cut_body_is_fetched_again_and_never_taken(reader: Any) -> None:
    assert reader.document(faults=[cut]).data == PDF
    with pytest.raises(Truncated) as caught:
        reader.document(faults=[cut] * 9)
    assert caught.value.announcement == "1"


@pytest.mark.usefixtures("filed")
@pytest.mark.parametrize("body", [PDF[:-10], PDF[:1000], b""])
def test_s15_a_file_without_its_end_is_fetched_again_and_never_taken(reader: Any, body: bytes) -> None:
    assert reader.document(faults=[lambda h: pdf(h, body)]).data == PDF
    with pytest.raises(Truncated):
        reader.document(faults=[lambda h: pdf(h, body)] * 2)


@pytest.mark.usefixtures("filed")
def test_s15_a_whole_file_smaller_than_listed_is_taken_when_it_comes_twice(market: Any, reader: Any) -> None:
    assert reader.document(size_kb=4000).data == PDF
    assert len(market.asked) == 3
    other = PDF.replace(b"1 0 obj", b"2 0 obj")
    with pytest.raises(Truncated, match="the list says 4,000 KB"):
        reader.document(size_kb=4000, faults=[lambda h: pdf(h, other)])


@pytest.mark.usefixtures("filed")
@pytest.mark.parametrize("size_kb", [None, 1, 2, 3])
def test_a_size_that_is_near_or_unknown_is_no_reason_to_ask_twice(market: Any, reader: Any, size_kb: Any) -> None:
    reader.document(size_kb=size_kb)
    assert len(market.asked) == 2


@pytest.mark.usefixtures("filed")
def test_bytes_before_the_beginning_of_a_pdf_are_borne(reader: Any) -> None:
    body = b"\r\n" * 100 + PDF
    assert reader.document(faults=[lambda h: pdf(h, body)]).data == body


@pytest.mark.usefixtures("filed")
@pytest.mark.parametrize(
    ("body", "named"),
    [
        (b"<html><body>notice</body></html>", "a web page"),
        (b"PK\x03\x04" + b"\0" * 100, "a ZIP archive"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "an old Office file"),
        (b"{\\rtf1 }", "an RTF file"),
        (b"plain words", "something else"),
        (b"x" * 2000 + PDF, "something else"),
    ],
)
def test_s15_what_is_no_pdf_is_named(market: Any, reader: Any, body: bytes, named: str) -> None:
    with pytest.raises(NotAPdf, match=named) as caught:
        reader.document(faults=[lambda h: pdf(h, body)])
    assert caught.value.announcement == "1"
    assert len(market.asked) == 2


@pytest.mark.usefixtures("filed")
def test_a_file_over_the_cap_is_refused(reader: Any) -> None:
    reader.with_settings(max_document_mb=1)
    with pytest.raises(TooLarge) as caught:
        reader.document(faults=[lambda h: pdf(h, PDF + b"\0" * 1_100_000)])
    assert caught.value.announcement == "1"


@pytest.mark.usefixtures("filed")
def test_an_address_that_the_host_no_longer_takes_is_changed(reader: Any) -> None:
    with pytest.raises(SourceChanged):
        reader.document(faults=[lambda h: h.send(400, b"")])


def test_real_challenge_pages_are_recognised(measure_data: Path) -> None:
    pages = sorted((measure_data / "pdf").glob("not-a-pdf-*.pdf"))
    assert len(pages) == 2
    assert all(challenge_in(page.read_bytes()) for page in pages)


def test_no_real_filing_is_taken_for_cut(measure_data: Path) -> None:
    real = [path for path in (measure_data / "pdf").glob("*.pdf") if not path.name.startswith("not-a-pdf")]
    assert len(real) > 30
    assert [path.name for path in real if b"%%EOF" not in path.read_bytes()[-2048:]] == []
