"""From ruling lines to the cells of tables.

The rules are those of pdfplumber's ``TableFinder`` with its default settings (after A. Nurminen's master's
thesis), and a test holds the two against each other; the loops over all pairs are replaced by sorted ones,
because they took most of the time of a page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from filings.documents.rulings import Edge, Rulings
from filings.model.document import Box

_SNAP = 3.0
_JOIN = 3.0
_CROSS = 3.0
_SHORTEST = 3.0
"""Points; the defaults of pdfplumber's table settings."""
_LINES = 3_000
"""Joined lines on one page beyond which it is a drawing."""

_Corner = tuple[float, float]
_Cells = list[Box]


class Grid(NamedTuple):
    """One table: its box, and rows of cell boxes with ``None`` where a merged neighbour covers the place."""

    box: Box
    rows: list[list[Box | None]]


class _Crossing(NamedTuple):
    """The lines that meet at a corner, by their index."""

    vertical: set[int]
    horizontal: set[int]


def grids_of(rulings: Rulings) -> list[Grid]:
    """The tables that the lines draw, top to bottom; a lone frame is none."""
    vertical = _joined(_snapped(rulings.vertical))
    horizontal = _joined(_snapped(rulings.horizontal))
    if not vertical or not horizontal or len(vertical) + len(horizontal) > _LINES:
        return []
    cells = _cells(_crossings(vertical, horizontal))
    tables = [table for table in _connected(cells) if len(table) > 1]
    tables.sort(key=lambda table: min((cell[1], cell[0]) for cell in table))
    return [_grid(table) for table in tables]


def _snapped(edges: list[Edge]) -> list[Edge]:
    """Edges that lie within the tolerance of one another, at their common average."""
    result: list[Edge] = []
    group: list[Edge] = []
    for edge in sorted(edges):
        if group and edge[0] > group[-1][0] + _SNAP:
            result += _averaged(group)
            group = []
        group.append(edge)
    return result + _averaged(group)


def _averaged(group: list[Edge]) -> list[Edge]:
    if not group:
        return []
    average = sum(at for at, _, _ in group) / len(group)
    return sorted({(average, start, end) for _, start, end in group})


def _joined(edges: Iterable[Edge]) -> list[Edge]:
    """Edges on one line, made one where they nearly touch; short ones are dropped afterwards."""
    result: list[Edge] = []
    for at, start, end in edges:
        if result and at == result[-1][0] and start <= result[-1][2] + _JOIN:
            result[-1] = (at, result[-1][1], max(result[-1][2], end))
        else:
            result.append((at, start, end))
    return [edge for edge in result if edge[2] - edge[1] >= _SHORTEST]


def _crossings(vertical: list[Edge], horizontal: list[Edge]) -> dict[_Corner, _Crossing]:
    found: dict[_Corner, _Crossing] = {}
    levels = [at for at, _, _ in horizontal]
    for v, (x, top, bottom) in enumerate(vertical):
        for h in range(bisect_left(levels, top - _CROSS), bisect_right(levels, bottom + _CROSS)):
            y, start, end = horizontal[h]
            if start - _CROSS <= x <= end + _CROSS:
                crossing = found.get((x, y))
                if crossing is None:
                    crossing = found[x, y] = _Crossing(set(), set())
                crossing.vertical.add(v)
                crossing.horizontal.add(h)
    return found


def _cells(crossings: dict[_Corner, _Crossing]) -> _Cells:
    """The smallest cell right and below of each corner, where lines run along all four sides."""
    columns: dict[float, list[float]] = defaultdict(list)
    rows: dict[float, list[float]] = defaultdict(list)
    for x, y in sorted(crossings):
        columns[x].append(y)
        rows[y].append(x)
    found = (_smallest(crossings, (x, y), columns[x], rows[y]) for x, y in sorted(crossings))
    return [cell for cell in found if cell is not None]


def _smallest(crossings: dict[_Corner, _Crossing], corner: _Corner, ys: list[float], xs: list[float]) -> Box | None:
    x0, y0 = corner
    here = crossings[corner]
    rights = []
    for x1 in xs[bisect_right(xs, x0) :]:
        if here.horizontal.isdisjoint(crossings[x1, y0].horizontal):
            break  # a line is one piece: what it does not reach here, it does not reach beyond
        rights.append(x1)
    for y1 in ys[bisect_right(ys, y0) :]:
        below = crossings[x0, y1]
        if here.vertical.isdisjoint(below.vertical):
            break
        for x1 in rights:
            opposite = crossings.get((x1, y1))
            if opposite is not None and not (
                opposite.vertical.isdisjoint(crossings[x1, y0].vertical)
                or opposite.horizontal.isdisjoint(below.horizontal)
            ):
                return x0, y0, x1, y1
    return None


def _connected(cells: _Cells) -> list[_Cells]:
    """Cells in groups that hang together by shared corners."""
    at: dict[_Corner, _Cells] = defaultdict(list)
    for cell in cells:
        for corner in _corners(cell):
            at[corner].append(cell)
    groups: list[_Cells] = []
    seen: set[Box] = set()
    for cell in cells:
        if cell in seen:
            continue
        seen.add(cell)
        group = [cell]
        for member in group:  # it grows while it is walked
            for neighbour in {near for corner in _corners(member) for near in at[corner]} - seen:
                seen.add(neighbour)
                group.append(neighbour)
        groups.append(group)
    return groups


def _corners(cell: Box) -> tuple[_Corner, _Corner, _Corner, _Corner]:
    x0, top, x1, bottom = cell
    return (x0, top), (x0, bottom), (x1, top), (x1, bottom)


def _grid(cells: _Cells) -> Grid:
    lefts = sorted({cell[0] for cell in cells})
    rows = []
    for _, row in groupby(sorted(cells, key=lambda cell: (cell[1], cell[0])), key=lambda cell: cell[1]):
        by_left = {cell[0]: cell for cell in row}
        rows.append([by_left.get(left) for left in lefts])
    x0s, tops, x1s, bottoms = zip(*cells, strict=True)
    return Grid((min(x0s), min(tops), max(x1s), max(bottoms)), rows)
