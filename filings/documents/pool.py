"""A pool of warm reader processes: the one door through which a PDF is read or drawn.

A reader process is started at the first file, kept for the next ones and replaced after any death. It is a
fresh interpreter (never a fork of this, possibly threaded, process) in a session of its own, so that a
Ctrl-C in the terminal does not reach it; when this process dies in any way, its end of the pipe closes and
the reader leaves. PDF engines are imported there only. Pages without text go on to a process of their own,
with limits of its own, that recognises characters in pictures (the extra ``ocr``).
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

from filings.documents import codec, wire
from filings.documents.lane import Lane
from filings.documents.limits import ReaderLimits
from filings.documents.wire import TableChoice
from filings.errors import DocumentError, NoText, ReaderCrashed, StoreError, TooLarge
from filings.model.document import Document

_INSTALL = "pip install 'filings[ocr]' and read it again: filings failures --retry"
_WALL = 3
"""Wall-clock seconds for each second of computing time that recognising may take."""


class ReaderPool:
    """At most ``limits.workers`` reader processes and one that recognises, for any number of threads."""

    def __init__(self, limits: ReaderLimits) -> None:
        self._limits = limits
        self._readers = Lane(limits)
        self._recogniser = Lane(limits.for_ocr)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End every reader process; one that is reading is cut off."""
        self._readers.close()
        self._recogniser.close()

    def read(
        self,
        path: Path,
        *,
        sha256: str,
        pages: tuple[int, int] | None = None,
        tables: TableChoice = "triggered",
        words: str = "",
    ) -> Document:
        """The document in a PDF file.

        ``pages`` are the first and last page wanted, from 1; a document with fewer pages than ``page_count``
        was stopped by the page cap or by this range. ``tables``: none, on pages with a trigger (≥ 2 vertical and
        ≥ 2 horizontal rulings), on those that are relevant as well (``words``: see ``wire.Question``), or on all
        pages with rulings.

        Raises NotAPdf, Truncated, Encrypted, NoText, TooLarge, ReaderCrashed, ReaderTimeout, and StoreError
        where the file itself cannot be opened.
        """
        recognises = self._limits.ocr and find_spec("rapidocr") is not None
        question = wire.Question(
            path=self._checked(path, sha256),
            sha256=sha256,
            pages=pages,
            tables=tables,
            words=words,
            max_pages=self._limits.max_pages,
            cpu_seconds=self._limits.cpu_seconds,
            keep_scans=recognises,
        )
        try:
            document = self._document(self._readers, question, wall_seconds=self._limits.wall_seconds)
        except NoText as error:
            if self._limits.ocr and not recognises:
                raise NoText(error.message, sha256=sha256, hint=_INSTALL) from error
            raise
        return self._recognised(path, document) if recognises and document.pages_without_text else document

    def read_again(self, path: Path, *, sha256: str, pages: Sequence[int]) -> Document:
        """These pages as the second engine (pdfplumber) reads them: slow, to check the first one by.

        Raises as ``read``, DocumentError where the second engine gives up.
        """
        place = self._checked(path, sha256)
        proof = wire.Proof(path=place, sha256=sha256, pages=tuple(pages), cpu_seconds=self._limits.cpu_seconds)
        return self._document(self._readers, proof, wall_seconds=self._limits.wall_seconds)

    def render(self, path: Path, drawing: wire.Drawing, *, sha256: str) -> bytes:
        """A page as PNG. Raises NotFound where there is no such page, else as ``read``."""
        question = wire.Picture(
            path=self._checked(path, sha256), sha256=sha256, drawing=drawing, cpu_seconds=self._limits.cpu_seconds
        )
        kind, body = self._readers.ask(question, wall_seconds=self._limits.wall_seconds)
        if kind == wire.ERROR:
            raise wire.decode_error(body, sha256)
        return body

    def _recognised(self, path: Path, document: Document) -> Document:
        """The document with the text of its pictures, as far as that could be had."""
        blank = [page.number for page in document.pages if page.origin == "none"][: self._limits.ocr_pages]
        seconds = self._limits.ocr_seconds_per_page * len(blank)
        scan = wire.Scan(
            path=str(path.absolute()), sha256=document.sha256, pages=tuple(blank), cpu_seconds=int(seconds) + 1
        )
        try:
            found = self._document(self._recogniser, scan, wall_seconds=_WALL * seconds)
        except DocumentError:
            if document.pages_without_text < len(document.pages):
                return document  # it says itself which pages are missing
            raise
        seen = {page.number: page for page in found.pages}
        pages = tuple(seen.get(page.number, page) for page in document.pages)
        if all(page.origin == "none" for page in pages):
            message = f"no text was recognised on the pictures of {len(pages)} pages"
            raise NoText(message, sha256=document.sha256, hint="open the PDF and read it by eye")
        return document.model_copy(update={"pages": pages, "reader": f"{document.reader} / {found.reader}"})

    @staticmethod
    def _document(lane: Lane, question: wire.AnyQuestion, *, wall_seconds: float) -> Document:
        kind, body = lane.ask(question, wall_seconds=wall_seconds)
        if kind == wire.ERROR:
            raise wire.decode_error(body, question.sha256)
        try:
            return codec.unpack(body)
        except StoreError as error:
            message = f"the reader process answered with something else than a document: {error.message}"
            raise ReaderCrashed(message, sha256=question.sha256, hint="run filings failures --retry") from error

    def _checked(self, path: Path, sha256: str) -> str:
        """The absolute path of a file that is not too large."""
        try:
            size = path.stat().st_size
        except OSError as error:
            raise StoreError(
                f"{path} cannot be read: {error.strerror}", hint="check the folder of the vault"
            ) from error
        if size > self._limits.max_bytes:
            message = f"{size:,} bytes, more than the {self._limits.max_bytes:,} that are read of one file"
            raise TooLarge(message, sha256=sha256, hint="raise [reader] max_bytes if this file matters")
        return str(path.absolute())
