"""Text from pictures (OCR, 光学字符识别): pages without a text layer, by rapidocr, whose models come in its wheel.

Runs in a process of its own with its own limits. Nothing is fetched: the models are files of the package.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as c

from filings.documents.characters import plain, quality_of
from filings.documents.continued import with_continued
from filings.documents.furniture import Sheet, furniture_of
from filings.documents.grid import Grid, grids_of
from filings.documents.lines import lines_of
from filings.documents.picture_rulings import rulings_of_picture
from filings.documents.tables import tables_of
from filings.documents.wire import Scan
from filings.errors import DocumentError
from filings.model.document import Box, Document, Page, Quality

_SCALE = 2.0
"""Pixels a point (144 dpi): text of 9 points is recognised as well as at 180 dpi, in two thirds of the memory."""
_PIXELS = 2_400_000
"""Largest picture that is looked at: a larger sheet is drawn smaller, so that memory has a bound."""
_SURE = 0.5
"""Score below which a line's words are not believed …"""
_UNSURE_SHARE = 0.02
"""… and the part of a page's characters in such lines beyond which the page counts as not fully read."""
_NARROW = 0.55
"""Width of a letter or digit in a line of Chinese characters of width 1."""
_SETTINGS = {
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
    "Global.log_level": "critical",
    "Global.text_score": 0.0,
    "Det.limit_type": "max",
    "Det.limit_side_len": 1700,
    "Rec.rec_batch_num": 1,
}
"""One thread (the computing time is limited), little memory at a time (0.75 GB in all: no picture is made larger,
lines are read one by one), and every line with its score."""


class Seen(NamedTuple):
    """A piece of a line as it was recognised: its box in points from the top left, its words, their score."""

    box: Box
    text: str
    score: float

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.box[1] + self.box[3]) / 2


def recognise(data: bytes, scan: Scan) -> Document:
    """The pages of a scan, with origin ``ocr`` where anything was recognised.

    Raises DocumentError where a page cannot be drawn.
    """
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            drawn = [number for number in scan.pages if number <= len(pdf) and _draws(pdf[number - 1])]
            engine = import_module("rapidocr").RapidOCR(params=_SETTINGS) if drawn else None
            made = [_page(pdf[number - 1], number, engine) for number in drawn]
            count = len(pdf)
    except pypdfium2.PdfiumError as error:
        message = f"a page cannot be drawn to be recognised: {error}"
        raise DocumentError(message, sha256=scan.sha256, hint="open the PDF and read it by eye") from error
    reader = f"rapidocr {version('rapidocr')}"
    return Document(
        sha256=scan.sha256, pages=tuple(with_continued(list(_with_furniture(made)))), page_count=count, reader=reader
    )


def _draws(page: pypdfium2.PdfPage) -> bool:
    """Whether there is anything on the page."""
    return int(c.FPDFPage_CountObjects(page.raw)) > 0


def _page(page: pypdfium2.PdfPage, number: int, engine: Any) -> Page:
    width, height = page.get_size()
    scale = min(_SCALE, (_PIXELS / max(1.0, width * height)) ** 0.5)
    picture = page.render(scale=scale).to_numpy()[:, :, :3]
    found = engine(picture)
    seen = [] if found.boxes is None else list(_pieces(found, scale))
    grids = grids_of(rulings_of_picture(picture, scale))
    text, boxes = text_of(seen, grids)
    quality = quality_of(text)
    return Page(
        number=number,
        width=width,
        height=height,
        text=text,
        origin="ocr" if quality.characters else "none",
        char_boxes=boxes,
        tables=tables_of(text, boxes, grids, lines_of(text, boxes)),
        quality=quality.model_copy(update={"lost": _unsure(seen, quality)}),
    )


def _pieces(found: Any, scale: float) -> Iterator[Seen]:
    for corners, words, score in zip(found.boxes, found.txts, found.scores, strict=True):
        xs, ys = ([float(corner[axis]) / scale for corner in corners] for axis in (0, 1))
        if words.strip():
            yield Seen((min(xs), min(ys), max(xs), max(ys)), plain(words.strip()), float(score))


def _unsure(seen: Iterable[Seen], quality: Quality) -> bool:
    """Whether too much of a page was guessed: then nothing can be said to be missing from it."""
    guessed = sum(len(piece.text) for piece in seen if piece.score < _SURE)
    return guessed > _UNSURE_SHARE * quality.characters


def text_of(seen: Sequence[Seen], grids: Sequence[Grid] = ()) -> tuple[str, bytes]:
    """The text in reading order and its packed boxes.

    Lines from above, pieces of a line from the left, and the cells of a table one after the other.
    """
    text: list[str] = []
    boxes = array("f")
    for line in _in_order(seen, grids):
        if text:
            text.append("\n")
            boxes.extend((0.0,) * 4)
        for index, piece in enumerate(line):
            if index:
                text.append(" ")
                boxes.extend((0.0,) * 4)
            text.append(piece.text)
            boxes.extend(_spread(piece))
    return "".join(text), boxes.tobytes()


def _in_order(seen: Sequence[Seen], grids: Sequence[Grid]) -> Iterator[list[Seen]]:
    """Lines from above; where a table begins, its cells row by row."""
    inside: dict[Box, dict[Box, list[Seen]]] = {grid.box: {} for grid in grids}
    outside = []
    for piece in seen:
        place = _cell_of(piece, grids)
        if place is None:
            outside.append(piece)
        else:
            inside[place[0]].setdefault(place[1], []).append(piece)
    blocks = [(line[0].middle, [line]) for line in _lines(outside)]
    for box, cells in inside.items():
        ordered = sorted(cells, key=lambda cell: (cell[1], cell[0]))
        blocks.append((box[1], [line for cell in ordered for line in _lines(cells[cell])]))
    for _, lines in sorted(blocks, key=lambda block: block[0]):
        yield from lines


def _cell_of(piece: Seen, grids: Sequence[Grid]) -> tuple[Box, Box] | None:
    """The table and the cell in which the middle of a piece stands."""
    x = (piece.box[0] + piece.box[2]) / 2
    for grid in grids:
        for cell in (cell for row in grid.rows for cell in row if cell is not None):
            if cell[0] <= x < cell[2] and cell[1] <= piece.middle < cell[3]:
                return grid.box, cell
    return None


def _lines(seen: Sequence[Seen]) -> Iterator[list[Seen]]:
    """Pieces whose middles lie within each other's height, from left to right."""
    line: list[Seen] = []
    for piece in sorted(seen, key=lambda one: one.middle):
        if line and not line[-1].box[1] < piece.middle < line[-1].box[3]:
            yield sorted(line, key=lambda one: one.box[0])
            line = []
        line.append(piece)
    if line:
        yield sorted(line, key=lambda one: one.box[0])


def _spread(piece: Seen) -> Iterator[float]:
    """A box for each character, its share of the piece's width as wide as such a character is."""
    x0, top, x1, bottom = piece.box
    widths = [1.0 if unicodedata.east_asian_width(one) in "WFA" else _NARROW for one in piece.text]
    unit = (x1 - x0) / sum(widths)
    left = x0
    for width in widths:
        yield from (left, top, left + width * unit, bottom)
        left += width * unit


def _with_furniture(pages: Sequence[Page]) -> Iterator[Page]:
    sheets = [Sheet(page.number, page.height, page.text, lines_of(page.text, page.char_boxes)) for page in pages]
    for page, spans in zip(pages, furniture_of(sheets), strict=True):
        yield page.model_copy(update={"furniture": spans})
