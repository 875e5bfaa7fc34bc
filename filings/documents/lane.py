"""Reader processes of one kind: kept warm, lent to one thread at a time, replaced after any death."""

from __future__ import annotations

import threading

from filings.documents.limits import ReaderLimits
from filings.documents.process import ReaderProcess
from filings.documents.wire import AnyQuestion


class Lane:
    """At most ``limits.workers`` processes, for any number of threads; each is started at its first question."""

    def __init__(self, limits: ReaderLimits) -> None:
        self._limits = limits
        self._free = threading.BoundedSemaphore(limits.workers)
        self._lock = threading.Lock()
        self._idle: list[ReaderProcess] = []
        self._all: set[ReaderProcess] = set()

    @property
    def processes(self) -> tuple[ReaderProcess, ...]:
        """Those that were started and not yet replaced."""
        with self._lock:
            return tuple(self._all)

    def ask(self, question: AnyQuestion, *, wall_seconds: float) -> tuple[bytes, bytes]:
        """Kind and body of the answer. Raises ReaderCrashed, ReaderTimeout."""
        with self._free:
            process = self._take()
            try:
                return process.ask(question, wall_seconds=wall_seconds)
            finally:
                self._give_back(process)

    def close(self) -> None:
        """End every process; one that is reading is cut off."""
        with self._lock:
            idle, busy = self._idle, self._all.difference(self._idle)
            self._idle, self._all = [], set()
        for process in busy:
            process.kill()
        for process in idle:
            process.end()

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
