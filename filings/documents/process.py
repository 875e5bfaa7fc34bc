"""One reader process, seen from the parent: start it, ask it, end it."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import time
from pathlib import Path

from filings.documents import wire
from filings.documents.limits import ReaderLimits
from filings.errors import ReaderCrashed, ReaderTimeout

_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONHOME")
"""The environment of a reader: a process that opens hostile files is given no secrets."""
_PACKAGES = Path(__file__).parent.parent.parent
_CHUNK = 1 << 20
_RETRY = "run filings failures --retry, or open the file by hand"


class ReaderProcess:
    """A child that answers one question at a time. Not thread-safe: the pool lends it to one thread."""

    def __init__(self, limits: ReaderLimits) -> None:
        self._limits = limits
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        inherited = os.environ.get("PYTHONPATH")
        environment["PYTHONPATH"] = os.pathsep.join([str(_PACKAGES), *([inherited] if inherited else [])])
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-m", "filings.documents.worker", str(limits.memory_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=environment,
            start_new_session=True,
        )
        self.reusable = True

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._child.poll() is None

    def ask(self, question: wire.AnyQuestion, *, wall_seconds: float) -> tuple[bytes, bytes]:
        """Kind and body of the answer. Raises ReaderCrashed, ReaderTimeout; the process is then gone."""
        deadline = time.monotonic() + wall_seconds
        self.reusable = False
        try:
            self._send(wire.encode_question(question))
            kind, retiring, size = wire.HEAD.unpack(self._receive(wire.HEAD.size, deadline))
            if size > self._limits.memory_mb << 20:
                message = f"its text would fill {size >> 20} MB"
                raise ReaderCrashed(message, sha256=question.sha256, hint="raise [reader] memory_mb if it matters")
            body = self._receive(size, deadline)
        except TimeoutError as error:
            message = f"not read within {wall_seconds:g} seconds"
            hint = "raise [reader] wall_seconds if this file matters"
            raise ReaderTimeout(message, sha256=question.sha256, hint=hint) from error
        except (EOFError, BrokenPipeError) as error:
            raise self._death(question) from error
        self.reusable = not retiring
        return kind, body

    def kill(self) -> None:
        """Stop the process at once: whoever waits for its answer gets ReaderCrashed."""
        self._child.kill()

    def end(self) -> None:
        """Kill the process, if it still runs, and collect it."""
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                pipe.close()

    def _send(self, line: bytes) -> None:
        assert self._child.stdin is not None
        self._child.stdin.write(line)

    def _receive(self, size: int, deadline: float) -> bytes:
        assert self._child.stdout is not None
        received = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(self._child.stdout, selectors.EVENT_READ)
            while len(received) < size:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise TimeoutError
                chunk = os.read(self._child.stdout.fileno(), min(_CHUNK, size - len(received)))
                if not chunk:
                    raise EOFError
                received += chunk
        return bytes(received)

    def _death(self, question: wire.AnyQuestion) -> ReaderCrashed | ReaderTimeout:
        try:
            code = self._child.wait(timeout=5)
        except subprocess.TimeoutExpired:  # it closed its pipe and lives on
            self._child.kill()
            code = self._child.wait()
        if code == -signal.SIGXCPU:
            message = f"not read within {question.cpu_seconds} seconds of computing time"
            return ReaderTimeout(
                message, sha256=question.sha256, hint="raise [reader] cpu_seconds if this file matters"
            )
        name = signal.strsignal(-code) if code < 0 else f"exit status {code}"
        message = f"the reader process died ({name}); its limit is {self._limits.memory_mb} MB of memory"
        return ReaderCrashed(message, sha256=question.sha256, hint=_RETRY)
