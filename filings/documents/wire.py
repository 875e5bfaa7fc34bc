"""What the pool and its reader processes say to each other over a pipe.

A question is one JSON line. An answer is one byte for its kind, one that says whether the process wants to be
replaced, eight for its length, and a body: a packed document (``D``) or an error as JSON (``E``).
"""

from __future__ import annotations

import json
import struct
from typing import Literal

from filings import errors
from filings.model.record import Record

TableChoice = Literal["none", "triggered", "all"]

HEAD = struct.Struct("<c?Q")
"""Kind of an answer, whether it is the last of this process, and its length."""
DOCUMENT, ERROR = b"D", b"E"

_ERRORS: dict[str, type[errors.DocumentError]] = {
    kind.__name__: kind
    for kind in (
        errors.DocumentError,
        errors.NotAPdf,
        errors.Truncated,
        errors.Encrypted,
        errors.NoText,
        errors.TooLarge,
        errors.ReaderCrashed,
        errors.ReaderTimeout,
    )
}


class Question(Record):
    """One file to read. ``pages`` are the first and last page wanted, from 1; ``None`` means all."""

    path: str
    sha256: str
    pages: tuple[int, int] | None = None
    tables: TableChoice = "triggered"
    max_pages: int
    cpu_seconds: int


def encode_question(question: Question) -> bytes:
    """One line; a path in another encoding than UTF-8 survives as escaped surrogates."""
    return json.dumps(question.model_dump(mode="python")).encode("ascii") + b"\n"


def decode_question(line: bytes) -> Question:
    """The question of a line."""
    return Question(**json.loads(line))


def encode_error(error: errors.DocumentError) -> bytes:
    """The body of an ``E`` answer."""
    said = {"error": type(error).__name__, "message": error.message, "hint": error.hint}
    return json.dumps(said).encode("ascii")


def decode_error(body: bytes, sha256: str) -> errors.DocumentError:
    """The typed error of an ``E`` answer."""
    said = json.loads(body)
    return _ERRORS[said["error"]](said["message"], sha256=sha256, hint=said["hint"])
