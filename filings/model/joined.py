"""Tables as a filing means them: those that run over pages in one piece, under their header (续表)."""

from __future__ import annotations

from filings.model.document import Cell, Document, Table
from filings.model.record import Record

Row = tuple[Cell | None, ...]
_HIGHEST_HEADER = 3


class JoinedRow(Record):
    """A row and its page. ``rest``: a page break cut the row before, and this is the rest of it."""

    page: int
    cells: Row
    rest: bool = False


class JoinedTable(Record):
    """A table over one page or several: its header once, then all rows.

    The header is what comes back on the next pages, else the first row with those that its merged cells reach.
    """

    caption: str | None
    unit: str | None
    header: tuple[Row, ...]
    rows: tuple[JoinedRow, ...]

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages on which it stands."""
        return tuple(dict.fromkeys(row.page for row in self.rows))


def joined_tables(document: Document) -> tuple[JoinedTable, ...]:
    """All tables of a document in order."""
    parts: list[list[tuple[int, Table]]] = []
    for page in document.pages:
        for table in page.tables:
            if table.continues and parts:
                parts[-1].append((page.number, table))
            else:
                parts.append([(page.number, table)])
    return tuple(_joined(each) for each in parts)


def _joined(parts: list[tuple[int, Table]]) -> JoinedTable:
    first_page, first = parts[0]
    height = max(table.repeats for _, table in parts) or _header_height(first)
    rows = [JoinedRow(page=first_page, cells=cells) for cells in first.rows[height:]]
    for page, table in parts[1:]:
        for index, cells in enumerate(table.rows[table.repeats :]):
            rows.append(JoinedRow(page=page, cells=cells, rest=index == 0 and _is_rest(cells)))
    return JoinedTable(caption=first.caption, unit=first.unit, header=first.rows[:height], rows=tuple(rows))


def _header_height(table: Table) -> int:
    """Rows that begin above the lowest edge of the first row's cells, if that is not half the table."""
    edge = max((cell.box[3] for cell in table.rows[0] if cell is not None), default=0.0)
    tops = [min((cell.box[1] for cell in row if cell is not None), default=edge) for row in table.rows]
    height = sum(top < edge for top in tops)
    return height if height <= _HIGHEST_HEADER and 2 * height <= len(tops) else 1


def _is_rest(cells: Row) -> bool:
    """Its first cell is empty though others are not: what names or numbers the row stands on the page before."""
    said = [bool(cell is not None and cell.text.strip()) for cell in cells]
    return bool(said) and not said[0] and any(said)
