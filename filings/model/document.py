"""What a PDF says: pages of text with a box for each character, tables, quality."""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Iterator
from functools import cached_property
from typing import Literal, Self

from pydantic import model_validator

from filings.model.record import Record
from filings.model.text import NormalisedText

Origin = Literal["embedded", "ocr", "none"]
Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the page's top left."""
Span = tuple[int, int]
"""[start, end) in the text of one page."""
_WIDE_GAP = 2.0
"""Line heights between two characters of a line beyond which they are not one piece."""


class Quality(Record):
    """How far a page's text can be trusted.

    ``characters`` counts those that are no space, ``unmapped`` those the font gave no meaning
    (private use, NUL, U+FFFD), ``lost`` says that the page shows signs of text that we could not read.
    """

    characters: int
    unmapped: int = 0
    lost: bool = False


class Cell(Record):
    """One table cell: its text is the page's characters inside ``box``, at ``spans``."""

    text: str
    box: Box
    spans: tuple[Span, ...] = ()


class Table(Record):
    """A ruled table. ``None`` stands where a merged neighbour covers the cell.

    ``caption`` is the line above it, ``unit`` the text of a 单位：… line above it, ``unit_span`` its place.
    ``continues`` says that it is the rest of the last table of the page before, with ``repeats`` leading rows
    that say again what heads that one (see ``filings.model.joined``).
    """

    box: Box
    rows: tuple[tuple[Cell | None, ...], ...]
    caption: str | None = None
    unit: str | None = None
    unit_span: Span | None = None
    continues: bool = False
    repeats: int = 0


class Quote(Record):
    """Words of a page, exactly as they stand there, with their place.

    ``start`` and ``end`` count in the page's text; ``boxes`` holds one box per line touched
    (two where a wide gap parts it).
    """

    document: str
    page: int
    start: int
    end: int
    text: str
    boxes: tuple[Box, ...] = ()
    origin: Literal["embedded", "ocr"] = "embedded"

    @model_validator(mode="after")
    def _as_long_as_its_span(self) -> Self:
        if len(self.text) != self.end - self.start or not self.text:
            message = f"a quote of {len(self.text)} characters cannot span {self.start}:{self.end}"
            raise ValueError(message)
        return self


class Page(Record):
    """One page. ``number`` counts from 1, ``width`` and ``height`` are points.

    ``char_boxes`` packs four little floats (x0, top, x1, bottom) per character of ``text``; a character
    that the reader added (a line break) has four zeros. ``furniture`` are headers and footers: they stay
    in ``text`` but are left out of what is searched.
    """

    number: int
    width: float
    height: float
    text: str
    origin: Origin
    char_boxes: bytes = b""
    tables: tuple[Table, ...] = ()
    furniture: tuple[Span, ...] = ()
    quality: Quality

    @model_validator(mode="after")
    def _a_box_for_each_character(self) -> Self:
        if self.char_boxes and len(self.char_boxes) != 16 * len(self.text):
            message = f"page {self.number}: {len(self.char_boxes)} bytes of boxes for {len(self.text)} characters"
            raise ValueError(message)
        return self

    @cached_property
    def _floats(self) -> array[float]:
        return array("f", self.char_boxes)

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """One box per line that the span touches, in reading order, rounded to 0.01 point.

        A line with a wide gap has a box on each side: between two cells may stand another that is not meant.
        """
        lines: list[list[float]] = []
        if not self.char_boxes:
            return ()
        for index in range(start, end):
            x0, top, x1, bottom = self._floats[4 * index : 4 * index + 4]
            if x1 <= x0 or bottom <= top:
                continue
            last = lines[-1] if lines else None
            middle = (top + bottom) / 2
            near = last is not None and last[0] <= x0 <= last[2] + _WIDE_GAP * (bottom - top)
            if last is not None and near and last[1] <= middle <= last[3]:
                lines[-1] = [min(last[0], x0), min(last[1], top), max(last[2], x1), max(last[3], bottom)]
            else:
                lines.append([x0, top, x1, bottom])
        return tuple((round(a, 2), round(b, 2), round(c, 2), round(d, 2)) for a, b, c, d in lines)


class Document(Record):
    """A PDF as read. ``sha256`` is of the file; ``reader`` names the engine and version that read it.

    ``page_count`` is what the file holds; fewer ``pages`` mean that a cap stopped the reading.
    """

    sha256: str
    pages: tuple[Page, ...]
    page_count: int
    reader: str

    @classmethod
    def from_text(cls, *pages: str) -> Self:
        """A document of plain texts, one per page, without boxes: for sources that have no PDF."""
        digest = hashlib.sha256("\f".join(pages).encode()).hexdigest()
        made = tuple(
            Page(
                number=number,
                width=595.0,
                height=842.0,
                text=text,
                origin="embedded" if text.strip() else "none",
                quality=Quality(characters=sum(not c.isspace() for c in text)),
            )
            for number, text in enumerate(pages, start=1)
        )
        return cls(sha256=digest, pages=made, page_count=len(pages), reader="text")

    def page(self, number: int) -> Page:
        """The page of that number (from 1)."""
        for page in self.pages:
            if page.number == number:
                return page
        message = f"no page {number} in a document of {len(self.pages)} pages"
        raise IndexError(message)

    def quote(self, page: int, start: int, end: int) -> Quote:
        """The quote at [start, end) of a page's text."""
        found = self.page(page)
        origin: Literal["embedded", "ocr"] = "ocr" if found.origin == "ocr" else "embedded"
        return Quote(
            document=self.sha256,
            page=page,
            start=start,
            end=end,
            text=found.text[start:end],
            boxes=found.boxes(start, end),
            origin=origin,
        )

    def holds(self, quote: Quote) -> bool:
        """Whether the quote's words stand at its place in this document."""
        try:
            text = self.page(quote.page).text
        except IndexError:
            return False
        return quote.document == self.sha256 and text[quote.start : quote.end] == quote.text

    @property
    def pages_without_text(self) -> int:
        """Pages from which no text came."""
        return sum(page.origin == "none" for page in self.pages)

    @property
    def fully_read(self) -> bool:
        """All pages were read, ≥ 99 % of them have text, and none shows signs of lost text."""
        if not self.pages or len(self.pages) < self.page_count:
            return False
        with_text = len(self.pages) - self.pages_without_text
        return with_text >= 0.99 * len(self.pages) and not any(page.quality.lost for page in self.pages)

    @cached_property
    def search(self) -> SearchText:
        """The folded text of all pages in one run, without furniture."""
        return SearchText.of(self)


class SearchText:
    """The folded text of a document in one run, and the way back from each character to its page.

    ``text`` is folded (see ``filings.model.text``), without spaces, line breaks, headers and footers; a
    sentence that runs over a page border is whole.
    """

    def __init__(self, document: Document, text: str, starts: list[int], maps: list[tuple[int, array[int]]]) -> None:
        self._document = document
        self.text = text
        self._starts = starts
        self._maps = maps

    @classmethod
    def of(cls, document: Document) -> SearchText:
        pieces: list[str] = []
        starts: list[int] = []
        maps: list[tuple[int, array[int]]] = []
        length = 0
        for page in document.pages:
            folded = NormalisedText.of(_without(page.text, page.furniture))
            starts.append(length)
            maps.append((page.number, folded.origins))
            pieces.append(folded.text)
            length += len(folded.text)
        return cls(document, "".join(pieces), starts, maps)

    def quotes(self, start: int, end: int) -> tuple[Quote, ...]:
        """The quotes behind a span of ``text``: one, or one per page where it crosses a border."""
        return tuple(self._document.quote(page, a, b) for page, a, b in self._raw(start, end))

    def page_of(self, start: int) -> int:
        """The page number on which the character at ``start`` stands."""
        return next(page for page, _, _ in self._raw(start, start + 1))

    def _raw(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        if not 0 <= start < end <= len(self.text):
            message = f"no span {start}:{end} in a text of {len(self.text)}"
            raise IndexError(message)
        for base, (number, origins) in zip(self._starts, self._maps, strict=True):
            a, b = max(start, base) - base, min(end, base + len(origins)) - base
            if a < b:
                yield number, origins[a], origins[b - 1] + 1

    def find_all(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches of a compiled pattern over the whole run."""
        return pattern.finditer(self.text)


def _without(text: str, spans: tuple[Span, ...]) -> str:
    """The text with the spans blanked, so that offsets stay."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
