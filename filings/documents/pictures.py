"""Pages as pictures, with quoted words marked."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFont

from filings.documents.wire import Drawing
from filings.errors import DocumentError, NotFound
from filings.model.document import Box

_MARK = (255, 221, 87)
"""The yellow of a highlighter; multiplied with the page, so that the words below stay black."""
_RIM = (201, 138, 0)
_STAMP = (155, 28, 28)
_STAMP_SIZE = 10.0
"""Points."""
_LARGEST = 20_000_000
"""Pixels of the largest picture: a page of hostile size is drawn smaller."""
_LEAST = 4.0
"""Points of the smallest part that is cut out."""
_COLOURS = 32
"""Enough for anti-aliased text and a mark; a photograph loses its shades."""


def render(data: bytes, drawing: Drawing) -> bytes:
    """A PNG of a page.

    Raises NotFound where there is no such page, DocumentError where the file cannot be drawn.
    """
    number = drawing.page
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            if not 1 <= number <= len(pdf):
                raise NotFound(f"no page {number} in a file of {len(pdf)} pages", hint="name a page that it has")
            picture = _drawn(pdf[number - 1], drawing)
    except pypdfium2.PdfiumError as error:
        raise DocumentError(f"page {number} cannot be drawn: {error}", hint="open the PDF itself") from error
    return _png(picture)


def _drawn(page: pypdfium2.PdfPage, drawing: Drawing) -> Image.Image:
    width, height = page.get_size()
    scale = min(drawing.scale, (_LARGEST / max(1.0, width * height)) ** 0.5)
    left, top, right, bottom = _inside(drawing.crop, width, height) if drawing.crop else (0.0, 0.0, width, height)
    margins = (left, height - bottom, width - right, top)
    picture: Image.Image = page.render(scale=scale, crop=margins, rev_byteorder=True).to_pil().convert("RGB")
    if drawing.boxes:
        shift = (left, top, left, top)
        _mark(picture, [tuple((s - d) * scale for s, d in zip(box, shift, strict=True)) for box in drawing.boxes])
    if drawing.stamp:
        picture = _stamped(picture, drawing.stamp, scale)
    return picture


def _inside(crop: Box, width: float, height: float) -> Box:
    """The part of a crop that lies on the page, at least a few points wide and high."""
    left, top = max(0.0, min(crop[0], width - _LEAST)), max(0.0, min(crop[1], height - _LEAST))
    return left, top, max(left + _LEAST, min(crop[2], width)), max(top + _LEAST, min(crop[3], height))


def _stamped(picture: Image.Image, words: str, scale: float) -> Image.Image:
    """The picture under a strip with the words: they cover nothing."""
    font = ImageFont.load_default(_STAMP_SIZE * scale)
    wide = math.ceil(font.getlength(words))
    strip = round(1.6 * _STAMP_SIZE * scale)
    taller = Image.new("RGB", (max(picture.width, wide + 8), picture.height + strip), "white")
    taller.paste(picture, (0, strip))
    ImageDraw.Draw(taller).text((taller.width - wide - 4, strip // 8), words, fill=_STAMP, font=font)
    return taller


def _mark(picture: Image.Image, boxes: Sequence[tuple[float, ...]]) -> None:
    layer = Image.new("RGB", picture.size, "white")
    pen = ImageDraw.Draw(layer)
    for x0, top, x1, bottom in boxes:
        pen.rectangle((x0 - 2, top - 2, x1 + 2, bottom + 2), fill=_MARK, outline=_RIM)
    picture.paste(ImageChops.multiply(picture, layer))


def _png(picture: Image.Image) -> bytes:
    """As small as it gets without a visible loss: grey where the page is grey, else a small palette."""
    red, green, blue = picture.split()
    grey = not (ImageChops.difference(red, green).getbbox() or ImageChops.difference(green, blue).getbbox())
    small = red.quantize(16) if grey else picture.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE)
    written = io.BytesIO()
    small.save(written, "PNG")
    return written.getvalue()
