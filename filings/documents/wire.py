"""What the pool and its reader processes say to each other over a pipe.

A question is one JSON line. An answer is one byte for its kind, one that says whether the process wants to be
replaced, eight for its length, and a body: a packed document (``D``), a picture as PNG (``P``) or an error as
JSON (``E``).
"""

from __future__ import annotations

import json
import struct
from typing import Literal

from filings import errors
from filings.model.document import Box
from filings.model.record import Record

TableChoice = Literal["none", "relevant", "triggered", "all"]

HEAD = struct.Struct("<c?Q")
"""Kind of an answer, whether it is the last of this process, and its length."""
DOCUMENT, PICTURE, ERROR = b"D", b"P", b"E"

_ERRORS: dict[str, type[errors.FilingsError]] = {
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
        errors.NotFound,
    )
}


class Question(Record):
    """One file to read. ``pages`` are the first and last page wanted, from 1; ``None`` means all.

    ``relevant`` tables are those that ``relevance.TableSearch`` finds by ``words``, a regular expression that is
    matched against a page without its spaces. ``keep_scans``: a document without any text is no error, because
    its pages are recognised afterwards.
    """

    path: str
    sha256: str
    pages: tuple[int, int] | None = None
    tables: TableChoice = "triggered"
    words: str = ""
    max_pages: int
    cpu_seconds: int
    keep_scans: bool = False


class Proof(Record):
    """Some pages (numbers from 1) of a file, to be read by the second engine."""

    path: str
    sha256: str
    pages: tuple[int, ...]
    cpu_seconds: int


class Drawing(Record):
    """How a page (from 1) is drawn: ``scale`` pixels a point, ``boxes`` marked, cut to ``crop``, with a ``stamp``.

    Boxes in points from the page's top left; the stamp is Latin letters in a strip above the picture.
    """

    page: int
    boxes: tuple[Box, ...] = ()
    scale: float = 1.5
    crop: Box | None = None
    stamp: str | None = None


class Picture(Record):
    """A page of a file that is wanted as a picture."""

    path: str
    sha256: str
    drawing: Drawing
    cpu_seconds: int


class Scan(Record):
    """Some pages (numbers from 1) of a file that have no text, to be recognised."""

    path: str
    sha256: str
    pages: tuple[int, ...]
    cpu_seconds: int


AnyQuestion = Question | Proof | Picture | Scan
_QUESTIONS: dict[str, type[AnyQuestion]] = {kind.__name__: kind for kind in (Question, Proof, Picture, Scan)}


def encode_question(question: AnyQuestion) -> bytes:
    """One line; a path in another encoding than UTF-8 survives as escaped surrogates."""
    said = {"ask": type(question).__name__, **question.model_dump(mode="python")}
    return json.dumps(said).encode("ascii") + b"\n"


def decode_question(line: bytes) -> AnyQuestion:
    """The question of a line."""
    said = json.loads(line)
    return _QUESTIONS[said.pop("ask")](**said)


def encode_error(error: errors.FilingsError) -> bytes:
    """The body of an ``E`` answer."""
    said = {"error": type(error).__name__, "message": error.message, "hint": error.hint}
    return json.dumps(said).encode("ascii")


def decode_error(body: bytes, sha256: str) -> errors.FilingsError:
    """The typed error of an ``E`` answer."""
    said = json.loads(body)
    kind = _ERRORS[said["error"]]
    if issubclass(kind, errors.DocumentError):
        return kind(said["message"], sha256=sha256, hint=said["hint"])
    return kind(said["message"], hint=said["hint"])
