"""On which pages tables are looked for: everywhere, where lines are drawn, or where our words stand as well."""

from __future__ import annotations

import re

from filings.documents.grid import Grid, grids_of
from filings.documents.pdfium import PdfPage
from filings.documents.rulings import rulings_of
from filings.documents.wire import TableChoice

_SHORT = 20
"""Pages: a filing no longer than that is about one matter, and each of its tables may belong to it."""
_ANNOUNCING = 400
"""Characters at the end of a page (its footer included) that may announce a table overleaf."""
_FOOT = 0.75
"""Part of a page's height: a table that ends below it may go on overleaf."""


class TableSearch:
    """Looks for the tables of a document's pages, one page after the other; ``pages`` is how many are read.

    In a long document a page is relevant that holds the words, that follows a page with the words near its
    end, or that follows a relevant page with a table down to its foot.
    """

    def __init__(self, choice: TableChoice, words: str, *, pages: int) -> None:
        self._choice = "triggered" if choice == "relevant" and pages <= _SHORT else choice
        self._words = re.compile(words)
        self._expected = False

    def grids(self, page: PdfPage, text: str) -> list[Grid]:
        """The grids of the next page, whose text is given."""
        if self._choice == "none" or (self._choice == "relevant" and not self._relevant(text)):
            return []
        rulings = rulings_of(page)
        found = grids_of(rulings) if self._choice == "all" or rulings.could_be_a_table else []
        self._expected |= any(grid.box[3] >= _FOOT * page.frame.height for grid in found)
        return found

    def _relevant(self, text: str) -> bool:
        """Whether the page is relevant by the pages before it or by its own words; looks ahead to the next one."""
        squeezed = "".join(text.split())
        expected, self._expected = self._expected, self._words.search(squeezed[-_ANNOUNCING:]) is not None
        return expected or self._expected or self._words.search(squeezed) is not None
