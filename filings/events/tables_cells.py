"""The cells of ruled tables as spans of the folded text, each with the words that introduce it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from filings.events.tables_headers import is_label
from filings.model import Document
from filings.model.document import Cell, Page, Table
from filings.model.text import NormalisedText, normalise

_LONGEST_LABEL = 20


@dataclass(frozen=True, slots=True)
class TableCell:
    """[start, end) of a piece of a cell in ``document.search.text``; ``label`` is its left or upper neighbour."""

    start: int
    end: int
    label: str


def cells_of(document: Document) -> Mapping[int, TableCell]:
    """Every piece of a cell by its start: a cell whose lines stand apart in the text has several."""
    if not any(page.tables for page in document.pages):
        return MappingProxyType({})
    found: dict[int, TableCell] = {}
    base = 0
    for page in document.pages:
        folded = NormalisedText.of(_blanked(page))
        if page.tables:
            places = _Places(folded, base)
            for table in page.tables:
                for cell in _cells(table, places):
                    found.setdefault(cell.start, cell)
        base += len(folded.text)
    return MappingProxyType(_apart(found))


def _blanked(page: Page) -> str:
    text = page.text
    for start, end in page.furniture:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


class _Places:
    """From offsets of a page's text to those of the folded run."""

    def __init__(self, folded: NormalisedText, base: int) -> None:
        self._at: dict[int, int] = {}
        for offset, origin in enumerate(folded.origins):
            self._at.setdefault(origin, base + offset)

    def pieces(self, cell: Cell) -> list[tuple[int, int]]:
        """The cell's spans in the folded run, those that touch joined."""
        pieces: list[tuple[int, int]] = []
        for start, end in sorted(cell.spans):
            places = [self._at[at] for at in range(start, end) if at in self._at]
            if not places:
                continue
            if pieces and pieces[-1][1] == places[0]:
                pieces[-1] = (pieces[-1][0], places[-1] + 1)
            else:
                pieces.append((places[0], places[-1] + 1))
        return pieces


def _cells(table: Table, places: _Places) -> Iterator[TableCell]:
    heads = table.rows[0] if table.rows else ()
    for number, row in enumerate(table.rows):
        for index, cell in enumerate(row):
            if cell is None:
                continue
            left = row[index - 1] if index else None
            above = heads[index] if number and index < len(heads) else None
            label = _label(left, above)
            for start, end in places.pieces(cell):
                yield TableCell(start, end, label)


def _label(left: Cell | None, above: Cell | None) -> str:
    """The left neighbour where it is a label (合同金额 | 1,860万元), else the head of the column."""
    for cell in (left, above):
        words = normalise(cell.text) if cell is not None else ""
        if words and len(words) <= _LONGEST_LABEL and (is_label(words) or cell is above):
            return words
    return ""


def _apart(found: dict[int, TableCell]) -> dict[int, TableCell]:
    """Without pieces that lie in each other (a merged cell's text that two cells claim)."""
    kept: dict[int, TableCell] = {}
    end = 0
    for start in sorted(found):
        if start >= end:
            kept[start] = found[start]
            end = found[start].end
    return kept
