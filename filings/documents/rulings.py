"""The straight horizontal and vertical lines that a page paints: what tables are drawn with."""

from __future__ import annotations

import ctypes
from array import array
from itertools import repeat
from typing import NamedTuple

import pypdfium2.raw as c

from filings.documents.frame import Frame
from filings.documents.pdfium import ADDRESS, INT, PdfPage, raw, run

_THIN = 3.0
"""Points: a filled shape thinner than this is a line, whatever its outline."""
_STRAIGHT = 0.01
"""Points that the ends of a horizontal or vertical line may differ across it."""
_SHORTEST = 1.0
"""Points; pdfplumber's edge_min_length_prefilter."""
_OBJECTS = 50_000
"""Objects looked at on one page; a drawing with more is no table."""
_SEGMENTS = 2_000
"""Segments of one path beyond which it is a drawing."""
_BOX_SEGMENTS = 5
"""Segments of a rectangle, at most."""
_DEPTH = 4
"""Forms within forms."""

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_COUNT = raw(c.FPDFPage_CountObjects, INT, ADDRESS)
_GET = raw(c.FPDFPage_GetObject, ADDRESS, ADDRESS, INT)
_COUNT_IN_FORM = raw(c.FPDFFormObj_CountObjects, INT, ADDRESS)
_GET_IN_FORM = raw(c.FPDFFormObj_GetObject, ADDRESS, ADDRESS, ctypes.c_ulong)
_KIND = raw(c.FPDFPageObj_GetType, INT, ADDRESS)
_BOUNDS = raw(c.FPDFPageObj_GetBounds, INT, *[ADDRESS] * 5)
_DRAW_MODE = raw(c.FPDFPath_GetDrawMode, INT, *[ADDRESS] * 3)
_MATRIX = raw(c.FPDFPageObj_GetMatrix, INT, ADDRESS, ADDRESS)
_SEGMENTS_OF = raw(c.FPDFPath_CountSegments, INT, ADDRESS)
_SEGMENT = raw(c.FPDFPath_GetPathSegment, ADDRESS, ADDRESS, INT)
_POINT = raw(c.FPDFPathSegment_GetPoint, INT, *[ADDRESS] * 3)
_TYPE = raw(c.FPDFPathSegment_GetType, INT, ADDRESS)
_CLOSES = raw(c.FPDFPathSegment_GetClose, INT, ADDRESS)
_PATH, _FORM = c.FPDF_PAGEOBJ_PATH, c.FPDF_PAGEOBJ_FORM
_LINE_TO, _MOVE_TO = c.FPDF_SEGMENT_LINETO, c.FPDF_SEGMENT_MOVETO


Edge = tuple[float, float, float]
"""A line: its position across, and where it starts and ends along. A plain tuple: a page may have thousands."""


class Rulings(NamedTuple):
    """The lines of a page, in points from its top left."""

    vertical: list[Edge]
    horizontal: list[Edge]

    @property
    def could_be_a_table(self) -> bool:
        """The cheap trigger: no ruled table has fewer than two lines each way."""
        return len(self.vertical) >= 2 and len(self.horizontal) >= 2


def rulings_of(page: PdfPage) -> Rulings:
    """All straight lines among the paths of a page, also those inside forms."""
    tracer = _Tracer(page.frame)
    left = _OBJECTS
    waiting: list[tuple[int, Matrix, int]] = [(ctypes.addressof(page.handle.contents), _IDENTITY, 0)]
    while waiting:
        holder, matrix, depth = waiting.pop()
        things = _things(holder, left, in_form=depth > 0)
        left -= len(things)
        kinds = list(map(_KIND, things))
        tracer.paths([thing for thing, kind in zip(things, kinds, strict=True) if kind == _PATH], matrix)
        if depth < _DEPTH and _FORM in kinds:
            forms = [thing for thing, kind in zip(things, kinds, strict=True) if kind == _FORM]
            waiting += [(form, _times(_matrix(form), matrix), depth + 1) for form in forms]
    return tracer.rulings


def _things(holder: int, at_most: int, *, in_form: bool) -> list[int]:
    """The addresses of the objects of a page or a form."""
    count, get = (_COUNT_IN_FORM, _GET_IN_FORM) if in_form else (_COUNT, _GET)
    return list(map(get, repeat(holder), range(max(0, min(count(holder), at_most)))))


class _Tracer:
    """Follows paths and keeps their straight lines."""

    def __init__(self, frame: Frame) -> None:
        self.rulings = Rulings([], [])
        self._frame = frame

    def paths(self, paths: list[int], matrix: Matrix) -> None:
        """Keep the lines of these path objects, which stand in a form with that matrix."""
        number = len(paths)
        boxes, (left, bottom, right, top) = _floats(number, 4)
        run(map(_BOUNDS, paths, left, bottom, right, top))
        modes = array("i", bytes(8 * number))
        start = modes.buffer_info()[0]
        run(map(_DRAW_MODE, paths, range(start, start + 8 * number, 8), range(start + 4, start + 8 * number, 8)))
        upright = not (matrix[1] or matrix[2])
        for index, (path, count) in enumerate(zip(paths, map(_SEGMENTS_OF, paths), strict=True)):
            filled_only = upright and not modes[2 * index + 1]
            if not (2 <= count <= _SEGMENTS):
                continue
            if not (count <= _BOX_SEGMENTS and filled_only and self._thin(boxes[4 * index : 4 * index + 4], matrix)):
                self._segments(path, count, matrix)

    def _thin(self, box: array[float], matrix: Matrix) -> bool:
        """Whether a filled shape is so thin that it is a line; if so its sides are kept."""
        left, bottom, right, top = box
        if right - left >= _THIN and top - bottom >= _THIN:
            return False
        if matrix is not _IDENTITY:
            left, bottom = _apply(matrix, left, bottom)
            right, top = _apply(matrix, right, top)
        x0, y0 = self._frame.point(left, bottom)
        x1, y1 = self._frame.point(right, top)
        if abs(y1 - y0) >= _SHORTEST:
            self._vertical(x0, y0, y1)
            self._vertical(x1, y0, y1)
        if abs(x1 - x0) >= _SHORTEST:
            self._horizontal(y0, x0, x1)
            self._horizontal(y1, x0, x1)
        return True

    def _segments(self, path: int, count: int, outer: Matrix) -> None:
        """Keep the straight segments of a path; a curve only moves the pen."""
        matrix = _times(_matrix(path), outer)
        segments = list(map(_SEGMENT, repeat(path), range(count)))
        points, (xs, ys) = _floats(count, 2)
        run(map(_POINT, segments, xs, ys))
        start = last = (0.0, 0.0)
        for index, (kind, closes) in enumerate(zip(map(_TYPE, segments), map(_CLOSES, segments), strict=True)):
            here = self._frame.point(*_apply(matrix, points[2 * index], points[2 * index + 1]))
            if kind == _LINE_TO:
                self._line(last, here)
            elif kind == _MOVE_TO:
                start = here
            if closes:
                self._line(here, start)
            last = here

    def _line(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        (x0, y0), (x1, y1) = one, other
        if abs(x1 - x0) <= _STRAIGHT and abs(y1 - y0) >= _SHORTEST:
            self._vertical(x0, y0, y1)
        elif abs(y1 - y0) <= _STRAIGHT and abs(x1 - x0) >= _SHORTEST:
            self._horizontal(y0, x0, x1)

    def _vertical(self, x: float, one: float, other: float) -> None:
        self.rulings.vertical.append((x, one, other) if one < other else (x, other, one))

    def _horizontal(self, y: float, one: float, other: float) -> None:
        self.rulings.horizontal.append((y, one, other) if one < other else (y, other, one))


def _floats(rows: int, columns: int) -> tuple[array[float], list[range]]:
    """Room for that many floats, row by row, and the addresses of each column for C to write to."""
    width = 4 * columns
    room = array("f", bytes(width * rows))
    start = room.buffer_info()[0]
    return room, [range(start + 4 * column, start + width * rows, width) for column in range(columns)]


def _matrix(thing: int) -> Matrix:
    room = array("f", bytes(24))
    if not _MATRIX(thing, room.buffer_info()[0]):
        return _IDENTITY
    a, b, c_, d, e, f = room
    return a, b, c_, d, e, f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """Inner first, then outer."""
    if outer is _IDENTITY:
        return inner
    a, b, c_, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c_ * p + d * r, c_ * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c_, d, e, f = matrix
    return a * x + c_ * y + e, b * x + d * y + f
