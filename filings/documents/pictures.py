"""Pages as pictures, with quoted words marked."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from filings.errors import DocumentError, NotFound
from filings.model.document import Box

_MARK = (255, 221, 87)
"""The yellow of a highlighter; multiplied with the page, so that the words below stay black."""
_RIM = (201, 138, 0)
_LARGEST = 20_000_000
"""Pixels of the largest picture: a page of hostile size is drawn smaller."""
_COLOURS = 32
"""Enough for anti-aliased text and a mark; a photograph loses its shades."""


def render_page(data: bytes, *, page: int, boxes: Sequence[Box], scale: float) -> bytes:
    """A PNG of a page (from 1) at ``scale`` pixels a point, the boxes (points from the top left) marked.

    Raises NotFound where there is no such page, DocumentError where the file cannot be drawn.
    """
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            if not 1 <= page <= len(pdf):
                raise NotFound(f"no page {page} in a file of {len(pdf)} pages", hint="name a page that it has")
            picture = _drawn(pdf[page - 1], scale, boxes)
    except pypdfium2.PdfiumError as error:
        raise DocumentError(f"page {page} cannot be drawn: {error}", hint="open the PDF itself") from error
    return _png(picture)


def _drawn(page: pypdfium2.PdfPage, scale: float, boxes: Sequence[Box]) -> Image.Image:
    width, height = page.get_size()
    fitted = min(scale, (_LARGEST / max(1.0, width * height)) ** 0.5)
    picture: Image.Image = page.render(scale=fitted, rev_byteorder=True).to_pil().convert("RGB")
    if boxes:
        _mark(picture, [tuple(side * fitted for side in box) for box in boxes])
    return picture


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
    small.save(written, "PNG", optimize=True)
    return written.getvalue()
