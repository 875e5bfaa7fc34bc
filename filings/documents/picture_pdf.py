"""A PDF of lines of text and of pictures, written by hand: the same content gives the same bytes.

A PNG's compressed rows are a PDF picture as they stand (``FlateDecode`` with PNG predictors, PDF 1.7, 7.4.4.4),
so nothing is lost and nothing decoded. Chinese text uses the standard font STSong-Light of Adobe-GB1, which
viewers replace by a system font: it is not embedded, so the file stays small and needs no font here.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_WIDE, _HIGH = 595.0, 842.0
_MARGIN = 48.0
_LEADING = 1.5
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [ << /Type /Font "
    b"/Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) "
    b"/Supplement 4 >> /DW 1000 /W [ 1 95 500 ] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light "
    b"/Flags 6 /FontBBox [ -25 -254 1000 880 ] /ItalicAngle 0 /Ascent 752 /Descent -271 /CapHeight 737 /StemV 58 >> "
    b">> ] >>"
)
_TREE, _FONT_NUMBER = 2, 3


class Words(NamedTuple):
    """A paragraph, ``size`` points high."""

    text: str
    size: float = 10.5


class Shot(NamedTuple):
    """A picture as wide as the page allows; ``whole`` begins a page of its own."""

    png: bytes
    whole: bool = False


class _Png(NamedTuple):
    wide: int
    high: int
    dictionary: bytes
    rows: bytes


def write_pdf(blocks: Iterable[Words | Shot]) -> bytes:
    """The blocks from above, one after the other, over as many A4 pages as it takes. PNGs must not be interlaced."""
    setter = _Setter()
    for block in blocks:
        if isinstance(block, Words):
            setter.words(block)
        else:
            setter.shot(_png(block.png), whole=block.whole)
    return setter.file()


class _Setter:
    def __init__(self) -> None:
        self._objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _FONT]
        self._pages: list[int] = []
        self._content: list[bytes] = []
        self._pictures: list[int] = []
        self._y = _HIGH - _MARGIN

    def words(self, block: Words) -> None:
        for line in _lines(block):
            self._room(block.size * _LEADING)
            self._y -= block.size * _LEADING
            hexed = line.encode("utf-16-be", "replace").hex().encode()
            place = b"%.2f 0 0 %.2f %.2f %.2f" % (block.size, block.size, _MARGIN, self._y + 0.3 * block.size)
            self._content.append(b"BT /F 1 Tf %s Tm <%s> Tj ET" % (place, hexed))

    def shot(self, png: _Png, *, whole: bool) -> None:
        scale = min((_WIDE - 2 * _MARGIN) / png.wide, (_HIGH - 2 * _MARGIN) / png.high)
        wide, high = png.wide * scale, png.high * scale
        if whole and self._content:
            self._end_page()
        self._room(high + 4)
        self._y -= high + 4
        length = len(png.rows)
        self._objects.append(b"<< %s /Length %d >>\nstream\n%s\nendstream" % (png.dictionary, length, png.rows))
        number = len(self._objects)
        self._pictures.append(number)
        self._content.append(b"q %.2f 0 0 %.2f %.2f %.2f cm /P%d Do Q" % (wide, high, _MARGIN, self._y, number))

    def file(self) -> bytes:
        """The bytes of the whole file."""
        if self._content or not self._pages:
            self._end_page()
        kids = b" ".join(b"%d 0 R" % number for number in self._pages)
        self._objects[_TREE - 1] = b"<< /Type /Pages /Count %d /Kids [ %s ] >>" % (len(self._pages), kids)
        body = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, one in enumerate(self._objects, start=1):
            places.append(len(body))
            body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
        rows = b"".join(b"%010d 00000 n \n" % place for place in places)
        size = len(places) + 1
        end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
        return bytes(body) + b"xref\n0 %d\n0000000000 65535 f \n" % size + rows + end

    def _room(self, high: float) -> None:
        if self._y - high < _MARGIN - 4 and self._content:
            self._end_page()

    def _end_page(self) -> None:
        content = b"\n".join(self._content)
        self._objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        pictures = b" ".join(b"/P%d %d 0 R" % (number, number) for number in self._pictures)
        resources = b"<< /Font << /F %d 0 R >> /XObject << %s >> >>" % (_FONT_NUMBER, pictures)
        box = b"[ 0 0 %g %g ]" % (_WIDE, _HIGH)
        contents = len(self._objects)
        self._objects.append(
            b"<< /Type /Page /Parent %d 0 R /MediaBox %s /Contents %d 0 R /Resources %s >>"
            % (_TREE, box, contents, resources)
        )
        self._pages.append(len(self._objects))
        self._content, self._pictures, self._y = [], [], _HIGH - _MARGIN


def _lines(block: Words) -> Iterator[str]:
    """The paragraph broken where the page ends, a letter counted as half a Chinese character."""
    most = (_WIDE - 2 * _MARGIN) / block.size
    for paragraph in block.text.split("\n"):
        line, wide = "", 0.0
        for one in paragraph:
            more = 1.0 if unicodedata.east_asian_width(one) in "WFA" else 0.5
            if wide + more > most:
                yield line
                line, wide = "", 0.0
            line, wide = line + one, wide + more
        yield line


def _png(data: bytes) -> _Png:
    if not data.startswith(_SIGNATURE):
        message = "these bytes are no PNG"
        raise ValueError(message)
    chunks = list(_chunks(data))
    wide, high, depth, kind = struct.unpack(">IIBB", chunks[0][1][:10])
    palette = next((body for name, body in chunks if name == b"PLTE"), b"")
    colours = {0: b"/DeviceGray", 2: b"/DeviceRGB", 3: b"[ /Indexed /DeviceRGB %d <%s> ]"}[kind]
    if kind == 3:
        colours %= (len(palette) // 3 - 1, palette.hex().encode())
    parts = 3 if kind == 2 else 1
    predictor = b"<< /Predictor 15 /Colors %d /BitsPerComponent %d /Columns %d >>" % (parts, depth, wide)
    dictionary = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent %d /ColorSpace %s "
        b"/Filter /FlateDecode /DecodeParms %s" % (wide, high, depth, colours, predictor)
    )
    return _Png(wide, high, dictionary, b"".join(body for name, body in chunks if name == b"IDAT"))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_SIGNATURE)
    while place < len(data):
        (size,) = struct.unpack_from(">I", data, place)
        yield data[place + 4 : place + 8], data[place + 8 : place + 8 + size]
        place += size + 12
