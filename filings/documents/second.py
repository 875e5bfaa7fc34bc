"""A second look with pdfplumber, for the few files from which pdfium gets nothing.

It is slow, so it has a budget of computing time of its own: a scan has no text for it either, and a file
made to stall it must not cost what the first engine already knows.
"""

from __future__ import annotations

import io
import logging
import signal
import struct
import zlib
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from types import FrameType
from typing import Any

import pdfplumber
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from filings.documents.characters import plain, quality_of
from filings.documents.wire import Proof
from filings.errors import DocumentError
from filings.model.document import Document, Page

ENGINE = f"pdfplumber {version('pdfplumber')}"
_SECONDS_FOR_STREAMS = 1.0
_PROBED = 20
"""Pages without text after which the rest is believed to have none."""
_FAILURES = (
    PdfminerException,
    MalformedPDFException,
    PSException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What pdfminer lets escape from damaged files, as seen in public test collections."""


class _OutOfTime(BaseException):
    """The budget is used up; no handler inside the engine may swallow it."""


def second_reading(data: bytes, first: int, last: int, *, seconds: float) -> tuple[int, tuple[Page, ...]] | None:
    """Page count and the pages from ``first`` to ``last`` (from 1); ``None`` where pdfplumber reads nothing.

    ``seconds`` of computing time are spent at most.
    """
    _quiet()
    try:
        with _budget(seconds), pdfplumber.open(io.BytesIO(data)) as pdf:
            count = len(pdf.pages)
            pages = tuple(_pages(pdf.pages[first - 1 : last]))
    except (*_FAILURES, _OutOfTime):
        return None
    return (count, pages) if any(page.quality.characters for page in pages) else None


def read_again(data: bytes, proof: Proof) -> Document:
    """The pages of a proof as pdfplumber reads them, each character in the order of the page.

    Raises DocumentError where pdfplumber cannot open the file or a page of it.
    """
    _quiet()
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            count = len(pdf.pages)
            pages = tuple(_page(pdf.pages[number - 1]) for number in proof.pages if 1 <= number <= count)
    except _FAILURES as error:
        message = f"the second engine cannot read the file: {type(error).__name__}: {error}"
        raise DocumentError(message, sha256=proof.sha256, hint="compare the page's picture by eye") from error
    return Document(sha256=proof.sha256, pages=pages, page_count=count, reader=ENGINE)


def stream_lengths(data: bytes, numbers: Sequence[int]) -> dict[int, int]:
    """Bytes of the stored content streams of some pages, as far as the file can be followed."""
    _quiet()
    lengths: dict[int, int] = {}
    try:
        with _budget(_SECONDS_FOR_STREAMS):
            found = PDFPage.get_pages(io.BytesIO(data), pagenos={number - 1 for number in numbers})
            for number, page in zip(sorted(numbers), found, strict=False):
                streams = [resolve1(part) for part in page.contents]
                lengths[number] = sum(len(stream.get_rawdata() or b"") for stream in streams)
    except (*_FAILURES, _OutOfTime):
        return lengths
    return lengths


def _quiet() -> None:
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


def _pages(pages: list[Any]) -> Iterator[Page]:
    seen = 0
    for tried, page in enumerate(pages):
        if tried == _PROBED and not seen:
            return
        made = _page(page)
        seen += made.quality.characters
        yield made


def _page(page: Any) -> Page:
    text: list[str] = []
    boxes = array("f")
    left, top = page.bbox[0], page.bbox[1]
    for characters, source in page.get_textmap().tuples:
        text.append(plain(characters))
        boxes.extend(_place(source, left, top) * len(text[-1]))
    joined = "".join(text)
    quality = quality_of(joined)
    return Page(
        number=page.page_number,
        width=float(page.width),
        height=float(page.height),
        text=joined,
        origin="embedded" if quality.characters else "none",
        char_boxes=boxes.tobytes(),
        quality=quality,
    )


def _place(source: dict[str, float] | None, left: float, top: float) -> tuple[float, ...]:
    if source is None:  # a space or line break that pdfplumber added
        return (0.0,) * 4
    return source["x0"] - left, source["top"] - top, source["x1"] - left, source["bottom"] - top


@contextmanager
def _budget(seconds: float) -> Iterator[None]:
    """Computing time for a block of pure Python; works in the main thread of a process."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _OutOfTime

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
