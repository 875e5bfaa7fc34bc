"""A pool of warm reader processes: the one door through which a PDF is read.

A reader process is started at the first file, kept for the next ones and replaced after any death. It is a
fresh interpreter (never a fork of this, possibly threaded, process) in a session of its own, so that a
Ctrl-C in the terminal does not reach it; when this process dies in any way, its end of the pipe closes and
the reader leaves. PDF engines are imported there only.
"""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from filings.documents import codec, wire
from filings.documents.limits import ReaderLimits
from filings.documents.process import ReaderProcess
from filings.documents.wire import TableChoice
from filings.errors import ReaderCrashed, StoreError, TooLarge
from filings.model.document import Document


class ReaderPool:
    """At most ``limits.workers`` reader processes, for any number of threads."""

    def __init__(self, limits: ReaderLimits) -> None:
        self._limits = limits
        self._free = threading.BoundedSemaphore(limits.workers)
        self._lock = threading.Lock()
        self._idle: list[ReaderProcess] = []
        self._all: set[ReaderProcess] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End every reader process; one that is reading is cut off."""
        with self._lock:
            idle, busy = self._idle, self._all.difference(self._idle)
            self._idle, self._all = [], set()
        for process in busy:
            process.kill()
        for process in idle:
            process.end()

    def read(
        self, path: Path, *, sha256: str, pages: tuple[int, int] | None = None, tables: TableChoice = "triggered"
    ) -> Document:
        """The document in a PDF file.

        ``pages`` are the first and last page wanted, from 1; a document with fewer pages than ``page_count``
        was stopped by the page cap or by this range. ``tables``: none, on pages with a trigger (≥ 2 vertical and
        ≥ 2 horizontal rulings), or on all pages with rulings.

        Raises NotAPdf, Truncated, Encrypted, NoText, TooLarge, ReaderCrashed, ReaderTimeout, and StoreError
        where the file itself cannot be opened.
        """
        self._check_size(path, sha256)
        question = wire.Question(
            path=str(path.absolute()),
            sha256=sha256,
            pages=pages,
            tables=tables,
            max_pages=self._limits.max_pages,
            cpu_seconds=self._limits.cpu_seconds,
        )
        with self._free:
            process = self._take()
            try:
                kind, body = process.ask(question)
            finally:
                self._give_back(process)
        if kind == wire.ERROR:
            raise wire.decode_error(body, sha256)
        try:
            return codec.unpack(body)
        except StoreError as error:
            message = f"the reader process answered with something else than a document: {error.message}"
            raise ReaderCrashed(message, sha256=sha256, hint="run filings failures --retry") from error

    def _check_size(self, path: Path, sha256: str) -> None:
        try:
            size = path.stat().st_size
        except OSError as error:
            raise StoreError(
                f"{path} cannot be read: {error.strerror}", hint="check the folder of the vault"
            ) from error
        if size > self._limits.max_bytes:
            message = f"{size:,} bytes, more than the {self._limits.max_bytes:,} that are read of one file"
            raise TooLarge(message, sha256=sha256, hint="raise [reader] max_bytes if this file matters")

    def _take(self) -> ReaderProcess:
        with self._lock:
            while self._idle:
                process = self._idle.pop()
                if process.alive:
                    return process
                self._all.discard(process)
                process.end()
        process = ReaderProcess(self._limits)
        with self._lock:
            self._all.add(process)
        return process

    def _give_back(self, process: ReaderProcess) -> None:
        with self._lock:
            if process in self._all and process.reusable:
                self._idle.append(process)
                return
            self._all.discard(process)
        process.end()
