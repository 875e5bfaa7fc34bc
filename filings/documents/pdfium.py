"""The PDF engine as we need it: characters with boxes and painted paths, in a page's own coordinates.

Thin over pdfium's C interface, because a Python object per character would cost more than the parsing.
Not thread-safe, like pdfium itself: one thread of one process.
"""

from __future__ import annotations

import ctypes
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import repeat
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as c

from filings.documents.frame import Frame

ENGINE = f"pypdfium2 {pypdfium2.PYPDFIUM_INFO.tag}"

PASSWORD_NEEDED: int = c.FPDF_ERR_PASSWORD
SECURITY_UNKNOWN: int = c.FPDF_ERR_SECURITY

ADDRESS = ctypes.c_void_p
INT = ctypes.c_int


def raw(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """One of pdfium's functions on plain addresses: called inside ``map`` it costs a third of the typed one."""
    address = ctypes.cast(function, ADDRESS).value
    return ctypes.CFUNCTYPE(result, *arguments)(address or 0)


def run(calls: Iterable[object]) -> None:
    """Make the calls of a ``map`` for what they write, not for what they return."""
    deque(calls, maxlen=0)


_LOOSE_BOX = raw(c.FPDFText_GetLooseCharBox, INT, ADDRESS, INT, ADDRESS)
_NOWHERE = "\ufffd"


class CannotOpen(Exception):
    """pdfium refuses the file; ``code`` is its FPDF_ERR_… number."""

    def __init__(self, code: int) -> None:
        super().__init__(f"pdfium error {code}")
        self.code = code


class Characters(NamedTuple):
    """Raw characters of a page and four floats (left, top, right, bottom; y upwards) for each."""

    text: str
    boxes: array[float]


class PdfPage:
    """A loaded page; it lives inside ``Pdf.page`` only."""

    def __init__(self, page: Any, text: Any) -> None:
        self.handle = page
        self._text = text
        self.frame = _frame(page)

    def characters(self) -> Characters:
        """All characters in the order of the content stream, with the spaces and line ends that pdfium adds."""
        count = c.FPDFText_CountChars(self._text)
        if count <= 0:
            return Characters("", array("f"))
        units = (ctypes.c_ushort * (count + 1))()
        c.FPDFText_GetText(self._text, 0, count, units)
        text = bytes(units)[:-2].decode("utf-16-le", "replace")
        if len(text) != count or "\0" in text or _NOWHERE in text:  # GetText leaves out what has no meaning
            text = "".join(_character(c.FPDFText_GetUnicode(self._text, index)) for index in range(count))
        return Characters(text, self._boxes(count))

    def _boxes(self, count: int) -> array[float]:
        boxes = array("f", bytes(16 * count))
        start = boxes.buffer_info()[0]
        text = ctypes.addressof(self._text.contents)
        run(map(_LOOSE_BOX, repeat(text), range(count), range(start, start + 16 * count, 16)))
        return boxes

    def objects(self) -> tuple[int, int]:
        """How many things the page draws, and how many of the first few of them are pictures or forms."""
        count = int(c.FPDFPage_CountObjects(self.handle))
        kinds = [c.FPDFPageObj_GetType(c.FPDFPage_GetObject(self.handle, index)) for index in range(min(count, 20))]
        return count, sum(kind in {c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_FORM} for kind in kinds)


class Pdf:
    """An opened PDF. An empty user password is tried; scripts, links and embedded files are never touched."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self.page_count: int = max(0, c.FPDF_GetPageCount(document))

    @contextmanager
    def page(self, number: int) -> Iterator[PdfPage | None]:
        """A page by its number from 1; ``None`` where pdfium cannot load it."""
        page = c.FPDF_LoadPage(self._document, number - 1)
        if not page:
            yield None
            return
        text = c.FPDFText_LoadPage(page)
        try:
            yield PdfPage(page, text) if text else None
        finally:
            if text:
                c.FPDFText_ClosePage(text)
            c.FPDF_ClosePage(page)


@contextmanager
def open_pdf(data: bytes) -> Iterator[Pdf]:
    """Open a PDF from memory. Raises CannotOpen."""
    document = c.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise CannotOpen(int(c.FPDF_GetLastError()))
    try:
        yield Pdf(document)
    finally:
        c.FPDF_CloseDocument(document)


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else _NOWHERE


def _frame(page: Any) -> Frame:
    box = c.FS_RECTF()
    found = c.FPDF_GetPageBoundingBox(page, box)
    sides = (box.left, box.bottom, box.right, box.top) if found else (0.0, 0.0, 0.0, 0.0)
    return Frame.of(sides, c.FPDFPage_GetRotation(page))
