"""Tables that run over pages: which first table of a page is the rest of the last one before (续表)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from filings.documents.lines import lines_of
from filings.model.document import Cell, Page, Table

_NEAR = 3.0
"""Points that the columns of both parts may differ."""
_TOP, _BOTTOM = 0.1, 0.9
"""Parts of a page's height beyond which headers, footers and page numbers stand: no text between two parts."""


def with_continued(pages: Sequence[Page]) -> Iterator[Page]:
    """The pages, each first table that goes on from the page before marked as such.

    It has the same columns, and no text stands between the two parts.
    """
    before: Page | None = None
    head: Table | None = None  # how the last table of that page begins, maybe on an earlier one
    for page in pages:
        current = page
        if before is not None and head is not None and page.tables and _goes_on(before, page):
            current = _marked(page, head)
        if not (len(current.tables) == 1 and current.tables[0].continues):
            head = current.tables[-1] if current.tables else None
        before = current
        yield current


def _marked(page: Page, head: Table) -> Page:
    first, *others = page.tables
    marked = first.model_copy(update={"continues": True, "repeats": _repeated(head, first)})
    return page.model_copy(update={"tables": (marked, *others)})


def _goes_on(before: Page, page: Page) -> bool:
    last, first = before.tables[-1], page.tables[0]
    return (
        page.number == before.number + 1
        and _same_columns(last, first)
        and not _text_between(before, last.box[3], _BOTTOM * before.height)
        and not _text_between(page, _TOP * page.height, first.box[1])
    )


def _same_columns(one: Table, other: Table) -> bool:
    left, right = _borders(one), _borders(other)
    return len(left) == len(right) and all(abs(a - b) <= _NEAR for a, b in zip(left, right, strict=True))


def _borders(table: Table) -> list[float]:
    """Where columns begin and end, from the left; borders of merged cells that nearly agree count once."""
    sides = sorted({side for row in table.rows for cell in row if cell is not None for side in cell.box[::2]})
    return [side for index, side in enumerate(sides) if not index or side - sides[index - 1] > _NEAR]


def _text_between(page: Page, top: float, bottom: float) -> bool:
    """Whether a line of text, furniture apart, stands between two heights."""
    lines = lines_of(page.text, page.char_boxes)
    return any(top < line.middle < bottom and (line.start, line.end) not in page.furniture for line in lines)


def _repeated(head: Table, rest: Table) -> int:
    """How many leading rows of the rest say what the first part begins with."""
    pairs = zip(head.rows, rest.rows, strict=False)
    return sum(1 for _ in takewhile(lambda pair: _words(pair[0]) == _words(pair[1]), pairs))


def _words(row: Sequence[Cell | None]) -> list[str | None]:
    return [None if cell is None else "".join(cell.text.split()) for cell in row]
