"""A reader process: one question in, one answer out, until the pipe closes.

Started by ``process.ReaderProcess``. Its limits are set here, before the first byte of a PDF is seen:
address space for the whole process, computing time anew for each file, no core dump, no file written.
"""

from __future__ import annotations

import contextlib
import gc
import os
import queue
import resource
import sys
import threading
from pathlib import Path

from filings.documents import codec, wire
from filings.documents.reading import read_pdf
from filings.errors import DocumentError, NotFound, ReaderCrashed

_RETIRES_AT = 0.4
"""A process that still holds that part of its memory limit is replaced: the next file gets it all."""
_MB = 1 << 20


def main() -> None:
    """Answer questions until the parent closes the pipe or dies."""
    memory_mb = int(sys.argv[1])
    answers = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints must not fall between the answers
    _limit(memory_mb)
    questions: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(questions,), daemon=True).start()
    gc.freeze()
    gc.disable()  # a tenth of the time of a table page; collected while nobody waits
    while True:
        kind, retiring, body = _answer(wire.decode_question(questions.get()))
        retiring = retiring or _held_mb() > memory_mb * _RETIRES_AT
        with open(answers, "wb", closefd=False) as pipe:
            pipe.write(wire.HEAD.pack(kind, retiring, len(body)))
            pipe.write(body)
        del body
        gc.collect()


def _listen(questions: queue.SimpleQueue[bytes]) -> None:
    """Pass questions on; leave when the pipe ends, even while the main thread is deep in a file."""
    for line in sys.stdin.buffer:
        questions.put(line)
    os._exit(0)


def _answer(question: wire.AnyQuestion) -> tuple[bytes, bool, bytes]:
    """Kind, whether this process should be replaced, and body."""
    _allow_seconds(question.cpu_seconds)
    try:
        return _work(question)
    except NotFound as error:
        return wire.ERROR, False, wire.encode_error(error)
    except DocumentError as error:
        return wire.ERROR, isinstance(error, ReaderCrashed), wire.encode_error(error)
    except MemoryError:
        crash = ReaderCrashed(
            "it needs more memory than a reader may use", hint="raise [reader] memory_mb, or ocr_memory_mb for a scan"
        )
        return wire.ERROR, True, wire.encode_error(crash)
    except Exception as error:  # noqa: BLE001 - the outer rim: no file on earth stops the monitor
        crash = ReaderCrashed(f"{type(error).__name__}: {error}", hint="report this file as one that is not read")
        return wire.ERROR, True, wire.encode_error(crash)


def _work(question: wire.AnyQuestion) -> tuple[bytes, bool, bytes]:
    data = Path(question.path).read_bytes()
    if isinstance(question, wire.Question):
        return wire.DOCUMENT, False, codec.pack(read_pdf(data, question), level=0)
    if isinstance(question, wire.Picture):
        from filings.documents.pictures import render  # noqa: PLC0415 - most readers draw nothing

        return wire.PICTURE, False, render(data, question.drawing)
    if isinstance(question, wire.Proof):
        from filings.documents.second import read_again  # noqa: PLC0415 - most files need no second engine

        return wire.DOCUMENT, False, codec.pack(read_again(data, question), level=0)
    from filings.documents.ocr import recognise  # noqa: PLC0415 - an extra, and heavy

    return wire.DOCUMENT, False, codec.pack(recognise(data, question), level=0)


def _limit(memory_mb: int) -> None:
    limits = [
        (resource.RLIMIT_AS, memory_mb << 20),  # macOS does not enforce it
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ]
    for what, amount in limits:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (amount, amount))


def _allow_seconds(cpu_seconds: int) -> None:
    """Let the next file use that much computing time; beyond it the system ends the process (SIGXCPU)."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + cpu_seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _held_mb() -> float:
    """Memory held now on Linux; the most ever held elsewhere (there Linux's figure would include the parent's)."""
    pages = Path("/proc/self/statm")
    if pages.exists():
        return int(pages.read_text("ascii").split()[1]) * resource.getpagesize() / _MB
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / _MB if sys.platform == "darwin" else peak * 1024 / _MB


if __name__ == "__main__":
    main()
