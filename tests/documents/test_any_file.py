"""No file on earth stops the reader: collections of hostile and odd PDFs, found through FILINGS_MEASURE_DATA."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from filings.documents.limits import ReaderLimits
from filings.documents.pool import ReaderPool
from filings.errors import DocumentError, Encrypted, NotAPdf, ReaderCrashed, ReaderTimeout, Truncated
from filings.model import Document

LIMITS = ReaderLimits(
    memory_mb=512, cpu_seconds=4, wall_seconds=40, max_pages=20, max_bytes=10_000_000, workers=1, ocr=False
)
EXPECTED = {
    "enc_user.pdf": Encrypted,
    "html_error.pdf": NotAPdf,
    "zip.pdf": NotAPdf,
    "bitflip5000.pdf": NotAPdf,
    "trunc50.pdf": Truncated,
    "zero.pdf": Truncated,
    "bomb_rects_5m.pdf": ReaderCrashed,
}


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderPool]:
    with ReaderPool(LIMITS) as pool:
        yield pool


def outcome(reader: ReaderPool, path: Path) -> Document | DocumentError:
    try:
        return reader.read(path, sha256=hashlib.sha256(path.read_bytes()).hexdigest(), tables="all")
    except DocumentError as error:
        return error


def counted(said: str) -> int:
    found = re.search(r"chars=(\d+)", said)
    return int(found[1]) if found else 0


@pytest.mark.slow
def test_every_hostile_file_ends_as_a_document_or_as_the_right_error(reader: ReaderPool, measure_data: Path) -> None:
    ends = {path.name: outcome(reader, path) for path in sorted((measure_data / "hostile").glob("*.pdf"))}
    unexplained = [
        name for name, end in ends.items() if isinstance(end, DocumentError) and not (end.hint and end.sha256)
    ]
    assert unexplained == []
    wrong = {name: ends[name] for name, kind in EXPECTED.items() if not isinstance(ends[name], kind)}
    assert wrong == {}
    for name in ("bad_startxref", "enc_owner_rc4", "junk_suffix", "linear", "no_startxref", "objstm"):
        document = ends[f"{name}.pdf"]
        assert isinstance(document, Document), name
        assert sum(page.quality.characters for page in document.pages) > 2800


def test_no_odd_file_is_left_unread_that_an_engine_reads(reader: ReaderPool, measure_data: Path) -> None:
    with (measure_data / "odd" / "manifest.csv").open(encoding="utf-8") as lines:
        known = {row["file"]: row for row in csv.DictReader(lines)}
    ends = {path.name: outcome(reader, path) for path in sorted((measure_data / "odd").glob("*.pdf"))}
    readable = {name for name, row in known.items() if counted(row["pypdfium2"]) or counted(row["pdfplumber"])}
    assert {name for name in readable if not isinstance(ends[name], Document)} == set()
    assert [name for name, end in ends.items() if isinstance(end, ReaderCrashed | ReaderTimeout)] == []
