"""Authored PDFs and the means to read them. The wording is ours."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from filings.documents.limits import ReaderLimits
from filings.documents.pool import ReaderPool
from filings.documents.reading import read_pdf
from filings.documents.wire import Question, TableChoice
from filings.model import Document

A4 = (595.0, 842.0)
Draw = Callable[[Canvas], None]
MakePdf = Callable[..., bytes]
Read = Callable[..., Document]


def page_of(*lines: str, top: float = 100, step: float = 20, size: float = 12) -> Draw:
    """A page of plain lines, the first ``top`` points below the upper edge."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", size)
        for index, line in enumerate(lines):
            canvas.drawString(72, A4[1] - top - index * step, line)

    return draw


@pytest.fixture(scope="session")
def make_pdf() -> MakePdf:
    """Bytes of a PDF, one function that draws for each page."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

    def make(*pages: Draw, **options: Any) -> bytes:
        written = io.BytesIO()
        canvas = Canvas(written, pagesize=A4, invariant=1, **options)
        for draw in pages:
            draw(canvas)
            canvas.showPage()
        canvas.save()
        return written.getvalue()

    return make


@pytest.fixture(scope="session")
def read() -> Read:
    """Read bytes in this process."""

    def reads(
        data: bytes, *, pages: tuple[int, int] | None = None, tables: TableChoice = "triggered", max_pages: int = 100
    ) -> Document:
        digest = hashlib.sha256(data).hexdigest()
        return read_pdf(
            data,
            Question(path="", sha256=digest, pages=pages, tables=tables, max_pages=max_pages, cpu_seconds=10),
        )

    return reads


@pytest.fixture(scope="session")
def limits() -> ReaderLimits:
    return ReaderLimits(memory_mb=512, cpu_seconds=4, wall_seconds=30, max_pages=50, max_bytes=5_000_000, workers=2)


@pytest.fixture(scope="module")
def pool(limits: ReaderLimits) -> Iterator[ReaderPool]:
    with ReaderPool(limits) as opened:
        yield opened


@pytest.fixture
def save(tmp_path: Path) -> Callable[[bytes], Path]:
    """Bytes as a file."""

    def saved(data: bytes) -> Path:
        path = tmp_path / f"{hashlib.sha256(data).hexdigest()[:12]}.pdf"
        path.write_bytes(data)
        return path

    return saved
