"""When the exchange's own file host fails, the same filing's PDF comes from CNINFO."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from filings.errors import (
    FilingsError,
    NotAPdf,
    NotYetThere,
    OtherKind,
    SourceBlocked,
    SourceChanged,
    SourceUnavailable,
    TooLarge,
    Truncated,
)
from filings.exchanges import Download, Exchange, document_anywhere, paths_of_copy
from filings.exchanges.cninfo import Cninfo
from filings.model import Announcement

PDF = b"%PDF-1.4\n" + b"1 0 obj << >> endobj\n" * 100 + b"%%EOF\n"
PATH = "/finalpage/2026-08-12/1234567890.PDF"


def filing(**changed: Any) -> Announcement:
    """A Shenzhen filing of the evening, dated the next day."""
    row = Announcement(
        source="szse",
        source_id="1234567890",
        companies=(),
        title="关于测试事项的公告",
        published=datetime(2026, 8, 11, 16, 0, tzinfo=UTC),
        first_seen=datetime(2026, 8, 11, 10, 0, tzinfo=UTC),
        document_path="/disc/disk03/finalpage/2026-08-12/a.PDF",
        size_kb=4000,
    )
    return row.model_copy(update=changed)


class Failing:
    """Shenzhen's file host on a bad day."""

    name = "szse"

    def __init__(self, error: FilingsError | None) -> None:
        self.error = error

    async def document(self, announcement: Announcement) -> Download:
        if self.error is not None:
            raise self.error
        return Download(data=PDF, sha256="0", source="szse", url=f"http://szse.example{announcement.document_path}")


def fetched(cninfo: Any, error: FilingsError | None, announcement: Announcement | None = None) -> Download:
    """The file of a filing while Shenzhen's host fails so."""

    async def work(exchange: Cninfo) -> Download:
        exchanges: dict[str, Any] = {"szse": Failing(error), "cninfo": exchange}
        return await document_anywhere(exchanges, announcement or filing())

    found: Download = cninfo.using(work)
    return found


@pytest.fixture
def copied(site: Any) -> None:
    site.files[PATH] = PDF


def test_the_copys_place_follows_from_id_and_nominal_day() -> None:
    assert paths_of_copy(filing()) == (PATH, PATH.replace("PDF", "pdf"))
    assert paths_of_copy(filing(published=datetime(2026, 8, 11, 7, 59, tzinfo=UTC)))[0].startswith(
        "/finalpage/2026-08-11/"
    )


@pytest.mark.parametrize("changed", [{"source": "cninfo"}, {"source": "sse"}, {"kind": "html"}])
def test_other_filings_have_no_copy(changed: dict[str, Any]) -> None:
    assert paths_of_copy(filing(**changed)) == ()


@pytest.mark.usefixtures("copied")
@pytest.mark.parametrize(
    "error",
    [
        SourceBlocked("403", source="szse", url="x"),
        SourceUnavailable("500", source="szse", url="x"),
        SourceUnavailable("left alone", source="szse", url="x", asked=False),
        SourceChanged("400", source="szse", url="x"),
        NotYetThere("404", announcement="1234567890"),
        NotAPdf("a web page", announcement="1234567890"),
        Truncated("cut", announcement="1234567890"),
    ],
    ids=lambda error: f"{type(error).__name__}: {error.message}",
)
def test_s13_s15_the_copy_is_taken_where_the_own_host_fails(site: Any, cninfo: Any, error: FilingsError) -> None:
    download = fetched(cninfo, error)
    assert (download.data, download.source, download.url) == (PDF, "cninfo", site.url + PATH)
    assert [path for path, _, _ in site.asked] == [PATH]


def test_a_copy_in_small_letters_is_found(site: Any, cninfo: Any) -> None:
    site.files[PATH.replace("PDF", "pdf")] = PDF
    download = fetched(cninfo, NotYetThere("404", announcement="1234567890"))
    assert download.url.endswith("/1234567890.pdf")
    assert len(site.asked) == 2


@pytest.mark.usefixtures("copied")
def test_a_healthy_host_is_asked_alone(site: Any, cninfo: Any) -> None:
    assert fetched(cninfo, None).source == "szse"
    assert site.asked == []


@pytest.mark.usefixtures("copied")
@pytest.mark.parametrize(
    "error",
    [OtherKind("html", announcement="1234567890"), TooLarge("too large", announcement="1234567890")],
    ids=lambda error: type(error).__name__,
)
def test_what_a_copy_cannot_mend_is_raised_at_once(site: Any, cninfo: Any, error: FilingsError) -> None:
    with pytest.raises(type(error)):
        fetched(cninfo, error)
    assert site.asked == []


def test_without_a_copy_the_own_hosts_error_stands_with_a_note(site: Any, cninfo: Any) -> None:
    error = SourceBlocked("403", source="szse", url="x")
    with pytest.raises(SourceBlocked) as caught:
        fetched(cninfo, error)
    assert caught.value is error
    assert len(site.asked) == 2
    assert len(caught.value.__notes__) == 2
    assert "no copy either: cninfo" in caught.value.__notes__[0]


def test_a_copys_host_that_fails_too_leaves_the_first_error(site: Any, cninfo: Any) -> None:
    cninfo.with_settings(attempts=1)
    site.faults = [lambda h: h.send(403, b"<html>no</html>")]
    with pytest.raises(NotYetThere) as caught:
        fetched(cninfo, NotYetThere("404", announcement="1234567890"))
    assert "403" in caught.value.__notes__[0]
    assert len(site.asked) == 1


@pytest.mark.usefixtures("copied")
def test_without_the_second_source_nothing_else_is_tried() -> None:
    exchanges: dict[str, Any] = {"szse": Failing(NotYetThere("404", announcement="1"))}
    with pytest.raises(NotYetThere):
        asyncio.run(document_anywhere(exchanges, filing()))


@pytest.mark.usefixtures("copied")
def test_a_filing_that_cninfo_lists_has_its_own_path(site: Any, cninfo: Any) -> None:
    download = fetched(cninfo, None, filing(source="cninfo", document_path=PATH, size_kb=2))
    assert (download.source, [path for path, _, _ in site.asked]) == ("cninfo", [PATH])


def test_the_stand_in_has_what_the_function_needs_of_an_exchange() -> None:
    assert {"name", "document"} <= set(dir(Exchange)) & set(dir(Failing))
