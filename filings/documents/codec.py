"""Documents as bytes: how the store keeps them and how a reader process hands them over.

Form: 4 bytes magic and version, then a zlib stream of a JSON header, its length before it, and the character
boxes of all pages. The boxes are stored byte plane by byte plane (all first bytes, all second bytes, …): the
upper bytes of neighbouring coordinates agree, which makes them a third of their size.
"""

from __future__ import annotations

import struct
import zlib

from pydantic import ValidationError

from filings.errors import StoreError
from filings.model.document import Document, Page

_MAGIC = b"FD1\n"
_LENGTH = struct.Struct("<Q")
_BOX = 16
"""Bytes per character: four little floats."""
_FAST = 1
"""zlib's level: 6 saves another 8 % and takes three times as long."""


def pack(document: Document, *, level: int = _FAST) -> bytes:
    """The document as bytes; ``level`` is zlib's, 0 = not compressed."""
    header = document.model_dump_json(exclude={"pages": {"__all__": {"char_boxes"}}}).encode()
    boxes = b"".join(page.char_boxes for page in document.pages)
    lengths = struct.pack(f"<{len(document.pages)}Q", *(len(page.char_boxes) for page in document.pages))
    planes = b"".join(boxes[plane::_BOX] for plane in range(_BOX)) if level else boxes
    body = b"".join((_LENGTH.pack(len(header)), header, lengths, planes))
    return _MAGIC + bytes([level > 0]) + zlib.compress(body, level)


def unpack(data: bytes) -> Document:
    """The document that ``pack`` was given. Raises StoreError where the bytes are no such thing."""
    try:
        if data[: len(_MAGIC)] != _MAGIC:
            raise _damaged("it does not begin like one")
        return _unpack(zlib.decompress(data[len(_MAGIC) + 1 :]), planes=bool(data[len(_MAGIC)]))
    except (zlib.error, struct.error, ValidationError, IndexError) as error:
        raise _damaged(str(error).partition("\n")[0]) from error


def _unpack(body: bytes, *, planes: bool) -> Document:
    (size,) = _LENGTH.unpack_from(body)
    start = _LENGTH.size + size
    document = Document.model_validate_json(body[_LENGTH.size : start])
    lengths = struct.unpack_from(f"<{len(document.pages)}Q", body, start)
    boxes = body[start + 8 * len(lengths) :]
    if len(boxes) != sum(lengths):
        raise _damaged("its boxes are cut")
    if planes:
        boxes = _interleaved(boxes)
    pages = []
    place = 0
    for page, length in zip(document.pages, lengths, strict=True):
        pages.append(_with_boxes(page, boxes[place : place + length]))
        place += length
    return document.model_copy(update={"pages": tuple(pages)})


def _interleaved(planes: bytes) -> bytes:
    count = len(planes) // _BOX
    boxes = bytearray(len(planes))
    for plane in range(_BOX):
        boxes[plane::_BOX] = planes[plane * count : (plane + 1) * count]
    return bytes(boxes)


def _with_boxes(page: Page, boxes: bytes) -> Page:
    if boxes and len(boxes) != _BOX * len(page.text):
        raise _damaged(f"page {page.number} has {len(boxes)} bytes of boxes for {len(page.text)} characters")
    return page.model_copy(update={"char_boxes": boxes})


def _damaged(why: str) -> StoreError:
    return StoreError(f"these bytes are not a stored document: {why}", hint="read the file again: filings watch --once")
