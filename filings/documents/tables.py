"""Ruled tables of a page: the characters that stand in each cell, with their place in its text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from filings.documents.grid import Grid
from filings.documents.headings import heading
from filings.documents.lines import Line
from filings.model.document import Box, Cell, Span, Table

_Placed = tuple[float, float, Span]
"""A span's middle height and left side, to sort by."""
_NO_CELL: Box = (0.0, 0.0, 0.0, 0.0)
_LINE = re.compile(r"[^\s][^\n]*")
_INK = re.compile(r"\S+")
_DEEPEST = 3
"""Cells upon cells that are still filled."""
_SAME_LINE = 3.0
"""Points; pdfplumber's y_tolerance."""


class CellFinder:
    """Finds the cell around a point: one bisection each way over the borders of a table.

    ``hidden`` are cells that lie on others (the backgrounds of words inside a cell): they need another finder.
    """

    def __init__(self, cells: Sequence[Box]) -> None:
        self._xs = sorted({side for cell in cells for side in (cell[0], cell[2])})
        self._ys = sorted({side for cell in cells for side in (cell[1], cell[3])})
        self._cells: dict[tuple[int, int], Box] = {}
        self.hidden: list[Box] = []
        for cell in cells:
            columns = range(bisect_right(self._xs, cell[0]), bisect_right(self._xs, cell[2]))
            rows = range(bisect_right(self._ys, cell[1]), bisect_right(self._ys, cell[3]))
            places = list(product(columns, rows))
            if self._cells.keys().isdisjoint(places):
                self._cells.update(dict.fromkeys(places, cell))
            else:
                self.hidden.append(cell)

    def at(self, x: float, y: float) -> Box | None:
        """The cell that holds the point."""
        return self._cells.get((bisect_right(self._xs, x), bisect_right(self._ys, y)))


def tables_of(text: str, boxes: bytes, grids: Sequence[Grid], lines: Sequence[Line]) -> tuple[Table, ...]:
    """The tables of a page. ``lines`` are those that may caption a table: the page's without its furniture."""
    if not grids:
        return ()
    spans = _filled(text, boxes, grids)
    outside = [line for line in lines if not _inside_any(line, grids)]
    made = []
    for grid in grids:
        caption, unit = heading(text, grid.box, outside)
        made.append(
            Table(
                box=_rounded(grid.box),
                rows=tuple(tuple(_cell(text, boxes, box, spans[grid.box]) for box in row) for row in grid.rows),
                caption=caption,
                unit=None if unit is None else text[unit[0] : unit[1]],
                unit_span=unit,
            )
        )
    return tuple(made)


def _cell(text: str, boxes: bytes, box: Box | None, spans: dict[Box, list[Span]]) -> Cell | None:
    if box is None:
        return None
    found = spans.get(box, [])
    words = "".join(text[start:end] for start, end in found)
    if len(found) == 1 and "\n" not in words:
        return Cell(text=words, box=_rounded(box), spans=tuple(found))
    floats = memoryview(boxes).cast("f")
    lines = [(_middle(floats, start), floats[4 * start], (start, end)) for start, end in _cut(text, found)]
    if len(found) == 1 and all(upper[0] <= lower[0] for upper, lower in pairwise(lines)):
        return Cell(text=words, box=_rounded(box), spans=tuple(found))
    return _pieced(text, box, lines)


def _cut(text: str, spans: list[Span]) -> Iterator[Span]:
    """The spans, cut at line breaks."""
    for start, end in spans:
        for line in _LINE.finditer(text, start, end):
            yield line.span()


def _pieced(text: str, box: Box, placed: list[_Placed]) -> Cell:
    """A cell that the page writes in several goes or from below: its lines in the order in which they are seen."""
    ordered: list[Span] = []
    words: list[str] = []
    for line in _by_line(sorted(placed)):
        ordered += [span for _, _, span in line]
        words.append("".join(text[start:end] for _, _, (start, end) in line))
    return Cell(text="\n".join(words), box=_rounded(box), spans=tuple(ordered))


def _by_line(placed: list[_Placed]) -> Iterator[list[_Placed]]:
    """Spans sorted by height, in groups that share a line, each from left to right."""
    line = placed[:1]
    for before, piece in pairwise(placed):
        if piece[0] > before[0] + _SAME_LINE:
            yield sorted(line, key=lambda one: one[1])
            line = []
        line.append(piece)
    yield sorted(line, key=lambda one: one[1])


def _middle(floats: memoryview[float], index: int) -> float:
    return (floats[4 * index + 1] + floats[4 * index + 3]) / 2


def _layers(grids: Sequence[Grid]) -> list[list[Grid]]:
    """Grids in layers without overlap: backgrounds of words can look like a small table inside a cell."""
    layers: list[list[Grid]] = []
    for grid in grids:
        for layer in layers:
            if not any(_overlap(grid.box, other.box) for other in layer):
                layer.append(grid)
                break
        else:
            layers.append([grid])
    return layers


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _filled(text: str, boxes: bytes, grids: Sequence[Grid]) -> dict[Box, dict[Box, list[Span]]]:
    """For each table the spans of its cells; a character counts in each of several cells that lie on one another."""
    spans: dict[Box, dict[Box, list[Span]]] = {grid.box: {} for grid in grids}
    for layer in _layers(grids):
        finders = [(grid.box, CellFinder([cell for row in grid.rows for cell in row if cell])) for grid in layer]
        for _ in range(_DEEPEST):
            found = _spans(text, boxes, finders)
            for box, _finder in finders:
                spans[box].update(found)
            finders = [(box, CellFinder(finder.hidden)) for box, finder in finders if finder.hidden]
            if not finders:
                break
    return spans


def _spans(text: str, boxes: bytes, finders: list[tuple[Box, CellFinder]]) -> dict[Box, list[Span]]:
    """For each cell the spans of its characters, one span as long as the page writes nothing else between."""
    floats = memoryview(boxes).cast("f").tolist()
    xs = [(x0 + x1) / 2 for x0, x1 in zip(floats[0::4], floats[2::4], strict=True)]
    ys = [(top + bottom) / 2 for top, bottom in zip(floats[1::4], floats[3::4], strict=True)]
    spans: dict[Box, list[Span]] = {}
    left = above = right = below = 0.0  # the cell of the characters just seen
    started = ended = 0
    for word in _INK.finditer(text):
        for index in range(word.start(), word.end()):
            x, y = xs[index], ys[index]
            if not (left <= x < right and above <= y < below):
                spans.setdefault((left, above, right, below), []).append((started, ended))
                left, above, right, below = _find(finders, x, y)
                started = index
            ended = index + 1
    spans.setdefault((left, above, right, below), []).append((started, ended))
    spans.pop(_NO_CELL, None)
    return spans


def _find(finders: list[tuple[Box, CellFinder]], x: float, y: float) -> Box:
    for box, finder in finders:
        if box[0] <= x < box[2] and box[1] <= y < box[3]:
            cell = finder.at(x, y)
            if cell is not None:
                return cell
    return _NO_CELL


def _inside_any(line: Line, grids: Sequence[Grid]) -> bool:
    middle = (line.x0 + line.x1) / 2
    return any(box[1] <= line.middle <= box[3] and box[0] <= middle <= box[2] for box in (grid.box for grid in grids))


def _rounded(box: Box) -> Box:
    x0, top, x1, bottom = box
    return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)
