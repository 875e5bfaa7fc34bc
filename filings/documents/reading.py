"""A PDF's bytes → a Document. Runs inside a reader process.

First every page's characters and lines, then what only all pages together can tell: furniture, lost pages.
"""

from __future__ import annotations

from typing import NamedTuple

from filings.documents import opening
from filings.documents.characters import PageText, page_text
from filings.documents.continued import with_continued
from filings.documents.frame import LETTER, Frame
from filings.documents.furniture import Sheet, furniture_of
from filings.documents.grid import Grid
from filings.documents.lines import Line, lines_of
from filings.documents.pdfium import ENGINE, CannotOpen, Pdf, open_pdf
from filings.documents.quality import Evidence, lost_pages
from filings.documents.relevance import TableSearch
from filings.documents.tables import tables_of
from filings.documents.wire import Question
from filings.errors import DocumentError, NoText
from filings.model.document import Document, Page, Quality, Span

VERSION = "filings-reader 2"
_SECOND_SHARE = 0.1
"""Part of a file's computing time that the second engine may spend."""


class _Read(NamedTuple):
    """What the engine gives of one page."""

    number: int
    frame: Frame
    words: PageText
    lines: list[Line]
    grids: list[Grid]
    evidence: Evidence


def read_pdf(data: bytes, question: Question) -> Document:
    """The document in these bytes. Raises NotAPdf, Truncated, Encrypted, NoText."""
    opening.check(data)
    try:
        with open_pdf(data) as pdf:
            document = _document(data, pdf, question)
    except CannotOpen as error:
        return _second(data, question, opening.refused(data, error.code))
    if question.pages is None and document.pages_without_text == len(document.pages):
        return _without_text(data, question, document)
    return document


def _without_text(data: bytes, question: Question, document: Document) -> Document:
    """What the second engine reads of a document from which the first got nothing. Raises NoText."""
    try:
        return _second(data, question, _no_text(document))
    except NoText:
        if question.keep_scans and document.pages:
            return document
        raise


def _document(data: bytes, pdf: Pdf, question: Question) -> Document:
    numbers = _range(question, pdf.page_count)
    search = TableSearch(question.tables, question.words, pages=len(numbers))
    read = [_read(pdf, number, search) for number in numbers]
    furniture = furniture_of([Sheet(one.number, one.frame.height, one.words.text, one.lines) for one in read])
    lost = lost_pages(data, {one.number: one.evidence for one in read})
    pages = [_page(one, spans, lost=one.number in lost) for one, spans in zip(read, furniture, strict=True)]
    reader = f"{ENGINE} / {VERSION}"
    return Document(
        sha256=question.sha256, pages=tuple(with_continued(pages)), page_count=pdf.page_count, reader=reader
    )


def _range(question: Question, count: int) -> range:
    first, last = question.pages or (1, count)
    return range(first, min(last, count, first + question.max_pages - 1) + 1)


def _read(pdf: Pdf, number: int, search: TableSearch) -> _Read:
    with pdf.page(number) as page:
        if page is None:
            nothing = PageText("", b"", Quality(characters=0, lost=True))
            return _Read(number, Frame(*LETTER), nothing, [], [], Evidence(nothing.quality, 0, 0))
        words = page_text(page.characters(), page.frame)
        return _Read(
            number,
            page.frame,
            words,
            lines_of(words.text, words.boxes),
            search.grids(page, words.text) if words.quality.characters else [],
            Evidence(words.quality, *page.objects()),
        )


def _page(read: _Read, furniture: tuple[Span, ...], *, lost: bool) -> Page:
    text, boxes, quality = read.words
    lines = [line for line in read.lines if (line.start, line.end) not in furniture]
    return Page(
        number=read.number,
        width=read.frame.width,
        height=read.frame.height,
        text=text,
        origin="embedded" if quality.characters else "none",
        char_boxes=boxes,
        tables=tables_of(text, boxes, read.grids, lines),
        furniture=furniture,
        quality=quality.model_copy(update={"lost": quality.lost or lost}),
    )


def _second(data: bytes, question: Question, error: DocumentError) -> Document:
    """The document as the second engine reads it, or the error of the first."""
    from filings.documents import second  # noqa: PLC0415 - most files need no second engine

    first, last = question.pages or (1, question.max_pages)
    last = min(last, first + question.max_pages - 1)
    found = second.second_reading(data, first, last, seconds=question.cpu_seconds * _SECOND_SHARE)
    if found is None:
        raise error
    count, pages = found
    return Document(sha256=question.sha256, pages=pages, page_count=count, reader=f"{second.ENGINE} / {VERSION}")


def _no_text(document: Document) -> NoText:
    if not document.page_count:
        return NoText("the PDF has no pages", hint="open its address in a browser and compare")
    if any(page.quality.lost for page in document.pages):
        return NoText("text is drawn on its pages, but cannot be read", hint="open the PDF and read it by eye")
    message = f"none of {len(document.pages)} pages has a text layer (pictures only)"
    return NoText(message, hint="open the PDF and read it by eye")
