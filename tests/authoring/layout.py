"""Lines and tables measured out, before anything is drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tests.authoring.source import Grid

Measure = Callable[[str], float]

_NO_START = set("，。、；：？！）》】〕〉」』”’％…")
_NO_END = set("（《【〔〈「『“‘")
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,%:/+\-]*|.", re.DOTALL)
_PADDING = 3.0


def break_lines(text: str, width: float, measure: Measure, *, indent: float = 0.0) -> list[str]:
    """Text in lines of at most ``width`` points; the first has ``indent`` points less.

    Numbers and words are kept whole, closing signs never begin and opening signs never end a line.
    """
    lines: list[str] = []
    line: list[str] = []
    room = width - indent
    for token in _TOKEN.findall(text):
        if line and measure("".join(line) + token) > room:
            carried = _carried(line, token)
            lines.append("".join(line).rstrip())
            line, room = [*carried], width
            if token.isspace() and not carried:
                continue
        line.append(token)
    return [*lines, "".join(line)]


def _carried(line: list[str], token: str) -> list[str]:
    """What moves to the next line with a token; it is taken off the line."""
    carried: list[str] = []
    while len(line) > 1 and ((carried[0] if carried else token) in _NO_START or line[-1] in _NO_END):
        carried.insert(0, line.pop())
    return carried


@dataclass(frozen=True)
class Cell:
    """A cell of a table over its joined fields; rows and columns as half-open ranges."""

    top: int
    bottom: int
    left: int
    right: int
    lines: tuple[str, ...]
    align: str


@dataclass(frozen=True)
class Ruled:
    """A table measured out: edges of columns and heights of rows, in points."""

    edges: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[Cell, ...]
    head: int
    repeat: bool


def rule(grid: Grid, width: float, measure: Measure, leading: float) -> Ruled:
    """Measure a table out over ``width`` points."""
    unit = width / sum(grid.widths)
    edges = [0.0]
    for share in grid.widths:
        edges.append(edges[-1] + share * unit)
    cells = tuple(_cells(grid, edges, measure))
    heights = [leading + 2 * _PADDING] * len(grid.rows)
    for cell in sorted(cells, key=lambda one: one.bottom - one.top):
        needed = len(cell.lines) * leading + 2 * _PADDING
        missing = needed - sum(heights[cell.top : cell.bottom])
        heights[cell.bottom - 1] += max(0.0, missing)
    return Ruled(tuple(edges), tuple(heights), cells, grid.head, grid.repeat)


def _cells(grid: Grid, edges: Sequence[float], measure: Measure) -> Iterator[Cell]:
    rows = grid.rows
    for top, row in enumerate(rows):
        for left, text in enumerate(row):
            if text in {"^", "<"}:
                continue
            right, bottom = left + 1, top + 1
            while right < len(row) and row[right] == "<":
                right += 1
            while bottom < len(rows) and rows[bottom][left] == "^":
                bottom += 1
            room = edges[right] - edges[left] - 2 * _PADDING
            parts = text.split(" / ")
            lines = tuple(line for part in parts for line in break_lines(part, room, measure))
            align = "c" if top < grid.head else grid.aligns[left]
            yield Cell(top, bottom, left, right, lines, align)


def chunks(table: Ruled, first_room: float, page_room: float) -> list[tuple[int, int]]:
    """The rows that stand on each page, as half-open ranges. Raises ValueError for a row that fits no page."""
    made: list[tuple[int, int]] = []
    start, room = 0, first_room
    while start < len(table.heights):
        end, used = start, 0.0
        while end < len(table.heights) and used + table.heights[end] <= room:
            used += table.heights[end]
            end += 1
        if end <= (table.head if start == 0 else start) and end < len(table.heights):
            if room == page_room:
                message = f"row {end + 1} of a table is higher than a page"
                raise ValueError(message)
            made.append((start, start))
        else:
            made.append((start, end))
            start = end
        repeated = sum(table.heights[: table.head]) if table.repeat and start else 0.0
        room = page_room - repeated
        page_room = room
    return made
