"""Our own client reads the simulated exchange, with every fault that it should survive or name."""

from __future__ import annotations

from pathlib import Path

import pytest

from filings.demo.faults import FAULTS, OnFiles, OnList, OnPages, OnRows
from filings.errors import (
    DocumentError,
    NotAPdf,
    NotYetThere,
    SourceBlocked,
    SourceChanged,
    SourceError,
    SourceUnavailable,
    TooLarge,
    Truncated,
)
from tests.demo.conftest import ReaderOf, Serve

SLOW = {"list-hang", "list-endless", "file-hang"}
LIST_ERRORS: dict[str, type[SourceError]] = {
    "list-403": SourceBlocked,
    "list-challenge": SourceBlocked,
    "list-400": SourceChanged,
}
FILE_ERRORS: dict[str, type[DocumentError | SourceError]] = {
    "file-403": SourceBlocked,
    "file-challenge": SourceBlocked,
    "file-elsewhere": SourceBlocked,
    "file-html": NotAPdf,
    "file-404": NotYetThere,
    "file-zip": NotAPdf,
    "file-doc": NotAPdf,
    "file-endless": TooLarge,
}


def names(kind: type) -> list[str]:
    return [name for name, fault in FAULTS.items() if isinstance(fault.behaviour, kind)]


def test_the_authored_filings_are_read_whole_and_their_files_are_pdfs(serve: Serve, reader_of: ReaderOf) -> None:
    server = serve()
    reader = reader_of(server)
    report = reader.read()
    assert report.complete
    assert report.announced == report.distinct == len(server.listings) == len(reader.stored)
    titles = {str(one.number): one.title for one in server.listings}
    assert {key: row.title for key, row in reader.stored.items()} == titles
    assert all(download.data.startswith(b"%PDF-") for download in reader.fetch_all())


@pytest.mark.parametrize("name", [*names(OnRows), *names(OnPages)])
def test_no_filing_is_lost_whatever_rows_and_pages_do(
    serve: Serve, reader_of: ReaderOf, many_rows: Path, name: str
) -> None:
    server = serve(name, rows=many_rows)
    reader = reader_of(server)
    report = reader.read(full=True, times=4)
    assert report.complete, report.reason
    vanished = {str(one.number) for one in server.listings} - reader.stored.keys()
    assert vanished == set()
    assert server.struck.get(name, 0) >= (name != "braces-past-end")  # nobody needs to ask past the end


@pytest.mark.parametrize("name", sorted(set(names(OnList)) - set(LIST_ERRORS)))
def test_the_reader_tries_again_where_the_list_is_only_unavailable(
    serve: Serve, reader_of: ReaderOf, name: str
) -> None:
    server = serve(name)
    reader = reader_of(server, timeout=0.5 if name in SLOW else 5)
    assert reader.read().complete
    assert len(reader.stored) == len(server.listings)
    assert len(reader.slept) == server.struck[name] == (FAULTS[name].times or 0)


@pytest.mark.parametrize(("name", "error"), LIST_ERRORS.items())
def test_the_reader_stops_where_the_list_refuses_and_the_next_reading_is_whole(
    serve: Serve, reader_of: ReaderOf, name: str, error: type[SourceError]
) -> None:
    server = serve(name)
    reader = reader_of(server)
    with pytest.raises(error):
        reader.read()
    assert reader.read().complete
    assert len(reader.stored) == len(server.listings)


def test_a_list_that_stays_down_is_reported_as_unavailable(serve: Serve, reader_of: ReaderOf) -> None:
    with pytest.raises(SourceUnavailable, match="500"):
        reader_of(serve("list-500:always")).read()


@pytest.mark.parametrize("name", sorted(set(names(OnFiles)) - set(FILE_ERRORS) - {"file-encrypted"}))
def test_the_reader_gets_the_file_where_it_was_only_unavailable(serve: Serve, reader_of: ReaderOf, name: str) -> None:
    server = serve(name)
    reader = reader_of(server, timeout=0.5 if name in SLOW else 5)
    reader.read()
    try:
        got = reader.fetch()
    except Truncated:  # a body that ended early twice or in the connection: the next attempt is due later
        got = reader.fetch()
    assert got.data.startswith(b"%PDF-")
    assert server.struck[name] == 1


@pytest.mark.parametrize(("name", "error"), FILE_ERRORS.items())
def test_the_reader_names_what_stands_for_a_file_and_gets_it_the_next_time(
    serve: Serve, reader_of: ReaderOf, name: str, error: type[Exception]
) -> None:
    server = serve(name)
    reader = reader_of(server)
    reader.read()
    with pytest.raises(error):
        reader.fetch()
    assert reader.fetch().data.startswith(b"%PDF-")


def test_an_encrypted_file_comes_whole(serve: Serve, reader_of: ReaderOf) -> None:
    reader = reader_of(serve("file-encrypted"))
    reader.read()
    assert b"/Encrypt" in reader.fetch().data
