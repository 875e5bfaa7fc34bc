"""From a source to the bytes of a PDF: the same source always gives the same bytes."""

from __future__ import annotations

import io
from functools import cache, partial
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont as Face
from reportlab.pdfgen.canvas import Canvas

from tests.authoring import layout
from tests.authoring.source import Gap, Grid, Head, Paragraph, Source

FONT = Path(__file__).parent / "font" / "wqy-microhei-subset.ttf"
INVENTED = "演示文件（虚构公司，虚构内容，仅供软件演示）"
REPORTED = "演示文件（依据公开新闻报道编写，并非公司公告原文）"

_WIDTH, _HEIGHT = 595.28, 841.89
_FACE = "WenQuanYiMicroHei"
_LEADING = 1.65
_INDENTED = {"text": 2.0, "lower": 2.0, "heading": 2.0}
_BOLD = {"heading"}


@cache
def _register() -> None:
    pdfmetrics.registerFont(Face(_FACE, str(FONT)))


def _measure(size: float, text: str) -> float:
    return float(pdfmetrics.stringWidth(text, _FACE, size))


def missing_characters(source: Source) -> set[str]:
    """What a source uses and the font subset lacks: make the subset anew (subset_font.py)."""
    known = set(map(chr, TTFont(str(FONT)).getBestCmap()))
    text = source.path.read_text("utf-8").partition("+++\n")[2]
    return {one for one in text if one.isprintable() and one not in known}


def pdf(source: Source) -> bytes:
    """The notice as a PDF. Raises ValueError for characters without a glyph and rows higher than a page."""
    missing = missing_characters(source)
    if missing:
        message = f"{source.path}: the font has no {' '.join(sorted(missing))}: run tests.authoring.subset_font"
        raise ValueError(message)
    _register()
    total = _Setter(source, total=0).set()[1]
    return _Setter(source, total=total).set()[0]


class _Setter:
    """Draws one notice from top to bottom. ``total`` is the count of pages, known after a first run."""

    def __init__(self, source: Source, total: int) -> None:
        head = source.head
        lock = StandardEncryption(head.password, ownerPassword=head.password) if head.password else None
        self._out = io.BytesIO()
        self._canvas: Any = Canvas(self._out, (_WIDTH, _HEIGHT), invariant=1, pageCompression=1, encrypt=lock)
        self._canvas.setTitle(f"演示文件 {head.title}")
        self._canvas.setAuthor("filings demo")
        self._source, self._head, self._total = source, head, total
        self._left, self._width = head.margin, _WIDTH - 2 * head.margin
        self._top, self._bottom = _HEIGHT - 72.0, 72.0
        self._page, self._y = 1, self._top

    def set(self) -> tuple[bytes, int]:
        """The bytes and the count of pages."""
        self._furniture()
        self._masthead(self._head)
        for block in self._source.blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block)
            elif isinstance(block, Grid):
                self._table(block)
            else:
                self._gap(block)
        self._canvas.showPage()
        self._canvas.save()
        return self._out.getvalue(), self._page

    def _furniture(self) -> None:
        """What stands on every page: the stamp and the page number."""
        stamp = INVENTED if self._head.invented else REPORTED
        above = self._head.stamp == "header"
        self._line(stamp, 9, y=_HEIGHT - 40 if above else 52, align="r" if above else "c")
        number = {"plain": f"{self._page}", "of": f"第 {self._page} 页 共 {self._total} 页", "none": ""}
        self._line(number[self._head.pages], 9, y=36, align="c")

    def _masthead(self, head: Head) -> None:
        parts = [
            f"{label}：{value}"
            for label, value in (("证券代码", head.code), ("证券简称", head.name), ("公告编号", head.number))
            if value
        ]
        if head.header == "line" and parts:
            self._put("    ".join(parts), 10.5, align="c" if len(parts) > 2 else "l")
        elif head.header == "split" and parts:
            self._line("    ".join(parts[:-1]), 10.5, y=self._y - 10.5 * (_LEADING - 0.35))
            self._put(parts[-1], 10.5, align="r")
        elif head.header == "stacked":
            for part in parts:
                self._put(part, 10.5)
        self._y -= 14
        for text in filter(None, (head.company, *(head.printed_title or head.title).split("\n"))):
            for line in layout.break_lines(text, self._width, partial(_measure, 17)):
                self._put(line, 17, align="c", bold=True)
        self._y -= 10

    def _paragraph(self, block: Paragraph) -> None:
        size = {"small": self._head.size - 2}.get(block.kind, self._head.size)
        align = {"centre": "c", "right": "r", "small": "r"}.get(block.kind, "l")
        indent = _INDENTED.get(block.kind, 0.0) * size
        if block.kind in _BOLD and self._y - 3 * size * _LEADING < self._bottom:
            self._new_page()  # a heading never ends a page
        lines = layout.break_lines(block.text, self._width, partial(_measure, size), indent=indent)
        for place, line in enumerate(lines):
            self._put(line, size, align=align, bold=block.kind in _BOLD, indent=0.0 if place else indent)
        self._y -= 2

    def _gap(self, block: Gap) -> None:
        if block.points is None or self._y - block.points < self._bottom:
            self._new_page()
        else:
            self._y -= block.points

    def _put(self, text: str, size: float, *, align: str = "l", bold: bool = False, indent: float = 0.0) -> None:
        """A line at the current place, on a new page where there is no room."""
        if self._y - size * _LEADING < self._bottom:
            self._new_page()
        self._y -= size * _LEADING
        self._line(text, size, y=self._y + size * 0.35, align=align, bold=bold, indent=indent)

    def _line(
        self, text: str, size: float, *, y: float, align: str = "l", bold: bool = False, indent: float = 0.0
    ) -> None:
        """A line between the margins."""
        if text:
            self._draw(text, size, (self._left + indent, self._left + self._width), y, align=align, bold=bold)

    def _draw(
        self, text: str, size: float, span: tuple[float, float], y: float, *, align: str, bold: bool = False
    ) -> None:
        slack = span[1] - span[0] - _measure(size, text)
        self._canvas.saveState()  # the render mode would go on after the line
        drawn = self._canvas.beginText(span[0] + slack * {"l": 0.0, "c": 0.5, "r": 1.0}[align], y)
        drawn.setFont(_FACE, size)
        if bold:
            drawn.setTextRenderMode(2)
            self._canvas.setLineWidth(0.02 * size)
        drawn.textOut(text)
        self._canvas.drawText(drawn)
        self._canvas.restoreState()

    def _new_page(self) -> None:
        self._canvas.showPage()
        self._page += 1
        self._y = self._top
        self._furniture()

    def _table(self, grid: Grid) -> None:
        size = self._head.size - 2
        table = layout.rule(grid, self._width, partial(_measure, size), size * 1.35)
        ranges = layout.chunks(table, self._y - self._bottom, self._top - self._bottom)
        for place, (start, end) in enumerate(ranges):
            if place:
                self._new_page()
            if table.repeat and start:
                self._rows(table, 0, table.head, size)
            self._rows(table, start, end, size)
        self._y -= 8

    def _rows(self, table: layout.Ruled, start: int, end: int, size: float) -> None:
        """Some rows of a table; a cell that goes on from the page before is drawn empty."""
        self._canvas.setLineWidth(0.5)
        tops = [self._y]
        for height in table.heights[start:end]:
            tops.append(tops[-1] - height)
        for cell in table.cells:
            top, bottom = max(cell.top, start), min(cell.bottom, end)
            if top >= bottom:
                continue
            x0, x1 = self._left + table.edges[cell.left], self._left + table.edges[cell.right]
            y0, y1 = tops[bottom - start], tops[top - start]
            self._canvas.setLineWidth(0.5)
            self._canvas.rect(x0, y0, x1 - x0, y1 - y0)
            if cell.top >= start:
                free = y1 - y0 - len(cell.lines) * size * 1.35
                y = y1 - max(free / 2, 1.0)
                for line in cell.lines:
                    y -= size * 1.35
                    self._draw(line, size, (x0 + 3, x1 - 3), y + size * 0.3, align=cell.align)
        self._y = tops[-1]
