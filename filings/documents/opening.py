"""What a file is before an engine opens it, and what it means when none can."""

from __future__ import annotations

import re

from filings.documents.pdfium import PASSWORD_NEEDED, SECURITY_UNKNOWN
from filings.errors import DocumentError, Encrypted, NotAPdf, Truncated

_HEAD = 1024
"""Bytes within which ``%PDF-`` must stand (PDF 1.7, implementation note 13)."""
_LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,300}?/L\s+(\d+)")
_OBJECT = re.compile(rb"\d\s+obj\b")
_AGAIN = "fetch it again: filings failures --retry, then filings watch --once"
_BY_HAND = "open its address in a browser and compare"


def check(data: bytes) -> None:
    """Raises NotAPdf and Truncated on bytes that no engine should see; a cut file is never repaired silently."""
    if not data:
        raise Truncated("the file is empty", hint=_AGAIN)
    if b"%PDF-" not in data[:_HEAD]:
        raise NotAPdf(f"the file is {_kind(data)}, not a PDF", hint=_BY_HAND)
    announced = _LINEARIZED.search(data[: 2 * _HEAD])
    if announced is not None and int(announced[1]) > len(data):
        raise Truncated(f"{len(data):,} bytes of the {int(announced[1]):,} that the PDF announces", hint=_AGAIN)
    if _ends_inside_an_object(data):
        raise Truncated(f"the PDF ends inside an object after {len(data):,} bytes", hint=_AGAIN)


def refused(data: bytes, code: int) -> DocumentError:
    """The error for a PDF that no engine opens; ``code`` is pdfium's reason."""
    if code == PASSWORD_NEEDED:
        return Encrypted("the PDF needs a password", hint="ask its publisher for a version without one")
    if code == SECURITY_UNKNOWN:
        return Encrypted("the PDF is protected in a way that is not known", hint=_BY_HAND)
    if b"%%EOF" not in data:
        return Truncated(f"the PDF has no end after {len(data):,} bytes", hint=_AGAIN)
    return NotAPdf("the file begins like a PDF, but its structure is damaged", hint=_BY_HAND)


def _ends_inside_an_object(data: bytes) -> bool:
    """Whether the last object is never closed. A file that only lacks its end mark is whole."""
    if data.rfind(b"%%EOF") > data.rfind(b"endobj"):
        return False
    tail = data[max(0, data.rfind(b"endobj")) :]
    return b"%%EOF" not in tail and _OBJECT.search(tail) is not None and b"trailer" not in tail


def _kind(data: bytes) -> str:
    start = data[:_HEAD].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<script")) or b"<html" in start:
        return "a web page"
    if start.startswith(b"pk\x03\x04"):
        return "a ZIP archive (or a Word or Excel file)"
    if start.startswith((b"\xff\xd8\xff", b"\x89png", b"gif8")):
        return "a picture"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return "an old Word or Excel file"
    return "something else"
