"""A table as a grid: header found, merged cells resolved, rows carried over page breaks (表格)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from filings.events.tables_headers import AMBIGUOUS, TELLING, ItemKind, field_of, names_item
from filings.model.document import Cell, Document, Table
from filings.model.text import normalise

_HEADER_ROWS = 4


@dataclass(frozen=True, slots=True)
class PagedCell:
    """A cell and the page that it stands on."""

    page: int
    cell: Cell


Line = tuple[tuple[PagedCell, ...], ...]
"""One row: for each column the cells that make it up (two where a page break cuts the row)."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its field (``None`` if unknown), its header's words and cells."""

    field: str | None
    words: str
    header: tuple[PagedCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of items: its columns, the rows below the header, the page where it begins and where it ends."""

    page: int
    last_page: int
    table: Table
    columns: tuple[Column, ...]
    name: int
    lines: tuple[Line, ...]


def grids(document: Document, kind: ItemKind) -> Iterator[Grid]:
    """Every table of items of that kind, with what follows of it on the next pages."""
    current: Grid | None = None
    for page in document.pages:
        for index, table in enumerate(page.tables):
            grid = _grid(page.number, table, kind)
            if current and index == 0 and _continues(current, page.number, table, grid):
                current = _joined(current, page.number, table, grid)
                continue
            if current:
                yield current
            current = grid
    if current:
        yield current


def _grid(page: int, table: Table, kind: ItemKind) -> Grid | None:
    """The table as rows below a header; a form (labels in the first column) is turned first."""
    lines = cells(table, page)
    return _headed(lines, page, table, kind) or _headed(_turned(lines), page, table, kind)


def _headed(lines: list[Line], page: int, table: Table, kind: ItemKind) -> Grid | None:
    for top in range(min(_HEADER_ROWS, len(lines) - 1)):
        name = _name_column(lines[top], kind)
        if name is None:
            continue
        height = _header_height(lines, top, name)
        columns = tuple(_column(lines[top : top + height], index) for index in range(len(lines[top])))
        below = tuple(lines[top + height :])
        if _is_header(columns, name) and not _is_form(below, name):
            return Grid(page, page, table, columns, name, below)
    return None


def _name_column(line: Line, kind: ItemKind) -> int | None:
    """The column of the items' names: the first that is called so, one that says 名称 before others."""
    named = [index for index, places in enumerate(line) if places and names_item(words(places), kind)]
    return min(
        named, key=lambda index: ("名称" not in words(line[index]) or "合同" in words(line[index]), index), default=None
    )


def _header_height(lines: list[Line], top: int, name: int) -> int:
    """A header is as high as its merged name cell, or as the rows below it without a name."""
    height = 1
    for line in lines[top + 1 : top + _HEADER_ROWS]:
        if len(line) <= name or (line[name] and line[name] != lines[top][name]) or not any(map(words, line)):
            break
        height += 1
    return height


def _column(header: list[Line], index: int) -> Column:
    """A column's field by its whole header, else by its lower part, else by its upper part."""
    places = tuple(dict.fromkeys(place for line in header if index < len(line) for place in line[index]))
    whole = words(places)
    field = field_of(whole)
    for place in reversed(places):
        field = field or field_of(words((place,)))
    return Column(field, whole, places)


def _is_header(columns: tuple[Column, ...], name: int) -> bool:
    """The bare word 项目 or 资产 heads many a balance sheet: then a field of projects or deals must stand beside it."""
    fields = {column.field for index, column in enumerate(columns) if index != name and column.field}
    return bool(fields & TELLING) if columns[name].words in AMBIGUOUS else bool(fields)


def _is_form(below: tuple[Line, ...], name: int) -> bool:
    """Whether the name column goes on with labels (采购人, 合作期): a form of labels and values, no list."""
    labels = sum(field_of(words(line[name])) is not None for line in below if name < len(line))
    return 2 * labels > len(below)


def _turned(lines: list[Line]) -> list[Line]:
    """Rows and columns exchanged; a form of two pairs a row (label, value, label, value) is stacked first."""
    if (
        lines
        and len(lines[0]) == 4
        and sum(field_of(words(line[2])) is not None for line in lines if len(line) == 4) > 1
    ):
        lines = [line[:2] for line in lines] + [line[2:] for line in lines]
    width = min(map(len, lines), default=0)
    return [tuple(line[index] for line in lines) for index in range(width)]


def _continues(current: Grid, page: int, table: Table, grid: Grid | None) -> bool:
    """Whether the first table of the next page is the rest of this one: as many columns, no header of its own."""
    width = max((len(row) for row in table.rows), default=0)
    if page != current.last_page + 1 or width != len(current.columns):
        return False
    return grid is None or _header_words(grid) == _header_words(current)


def _header_words(grid: Grid) -> list[str]:
    return [column.words for column in grid.columns]


def _joined(current: Grid, page: int, table: Table, grid: Grid | None) -> Grid:
    more = grid.lines if grid else tuple(cells(table, page))
    lines = list(current.lines)
    if more and lines and _is_rest_of_a_row(more[0], current):
        lines[-1] = tuple(a + b for a, b in zip(lines[-1], more[0], strict=False))
        more = more[1:]
    return replace(current, last_page=page, lines=(*lines, *more))


def _is_rest_of_a_row(line: Line, current: Grid) -> bool:
    """A page break cuts a row: its rest has no number, or no name where rows have no numbers."""
    serial = next((i for i, column in enumerate(current.columns) if column.field == "serial"), current.name)
    return serial < len(line) and not words(line[serial]) and any(map(words, line))


def cells(table: Table, page: int) -> list[Line]:
    """The rows of a table, merged cells resolved: a cell stands in every row and column that it covers."""
    lines: list[Line] = []
    for row_index, row in enumerate(table.rows):
        line: list[tuple[PagedCell, ...]] = []
        for column_index in range(len(row)):
            cell = _covering(table, row_index, column_index)
            line.append((PagedCell(page, cell),) if cell else ())
        lines.append(tuple(line))
    return lines


def words(places: tuple[PagedCell, ...]) -> str:
    """The folded text of a cell."""
    return "".join(normalise(place.cell.text) for place in places)


def _covering(table: Table, row: int, column: int) -> Cell | None:
    """The cell at a place, or the merged neighbour (above, then left) whose box covers it."""
    cell = table.rows[row][column]
    if cell is not None:
        return cell
    above = next((r[column] for r in reversed(table.rows[:row]) if column < len(r) and r[column] is not None), None)
    if above and above.box[3] >= _middle(table, row) > above.box[1]:
        return above
    left = next((c for c in reversed(table.rows[row][:column]) if c is not None), None)
    return left if left and left.box[2] >= _centre(table, column) > left.box[0] else None


def _middle(table: Table, row: int) -> float:
    """Half the height of a row: that of its lowest cell, in points from the top."""
    boxes = [cell.box for cell in table.rows[row] if cell is not None]
    lowest = min(boxes, key=lambda box: box[3] - box[1], default=(0.0, -1.0, 0.0, -1.0))
    return (lowest[1] + lowest[3]) / 2


def _centre(table: Table, column: int) -> float:
    boxes = [row[column].box for row in table.rows if column < len(row) and row[column] is not None]  # type: ignore[union-attr]
    narrowest = min(boxes, key=lambda box: box[2] - box[0], default=(-1.0, 0.0, -1.0, 0.0))
    return (narrowest[0] + narrowest[2]) / 2
