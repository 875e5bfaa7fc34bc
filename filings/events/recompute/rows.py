"""Whether the words of an item's fact stand in the item's own row of the table (or its column, in a turned form)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from filings.events.recompute.derivations import figures
from filings.events.tables_grid import cells
from filings.model import Document, Fact, Item, Quote, normalise

NAMES = frozenset({"project_name", "asset_name", "claim_name", "contract_name"})
"""The facts that carry an item's name."""
Place = tuple[int, int, str, int]
"""Page, table on it, "row" or "column", number."""
_Spans = list[tuple[int, int, frozenset[Place]]]


class Rows:
    """The rows in which quotes stand: by the cells of the document's tables, else by the quotes' boxes."""

    def __init__(self, items: Sequence[Item], document: Document | None) -> None:
        self._names = [_name_quotes(item) for item in items]
        self._shared = _shared(items)
        self._cells = {} if document is None else _cells(document, {q.page for n in self._names for q in n})

    def elsewhere(self, item: int, fact: Fact) -> Quote | None:
        """A quote of the fact of that item (from 0) which stands in another item's row and not in its own."""
        if fact.name in NAMES or len(self._names) < 2:
            return None
        return next((quote for quote in value_quotes(fact) if self._is_elsewhere(item, quote)), None)

    def _is_elsewhere(self, item: int, quote: Quote) -> bool:
        if _key(quote) in self._shared:  # a merged cell, or one sentence for several
            return False
        others = [quotes for number, quotes in enumerate(self._names) if number != item]
        at = self._places(quote)
        if at:
            return not self._meets(at, self._names[item]) and any(self._meets(at, quotes) for quotes in others)
        return _beside(quote, others) and not _beside(quote, [self._names[item]]) and not self._follows(item, quote)

    def _places(self, quote: Quote) -> frozenset[Place]:
        return next((at for a, b, at in self._cells.get(quote.page, ()) if a <= quote.start and quote.end <= b), _NONE)

    def _meets(self, at: frozenset[Place], quotes: Sequence[Quote]) -> bool:
        return any(at & self._places(quote) for quote in quotes)

    def _follows(self, item: int, quote: Quote) -> bool:
        """Whether it is the item's name that was read last before the quote: so entries of a list in prose stand."""
        starts = [(q.page, q.start, number == item) for number, quotes in enumerate(self._names) for q in quotes]
        before = [each for each in starts if each[:2] <= (quote.page, quote.start)]
        return bool(before) and max(before)[2]


_NONE: frozenset[Place] = frozenset()


def value_quotes(fact: Fact) -> tuple[Quote, ...]:
    """The quotes of the value itself: headers and unit lines behind a figure stand in rows of their own."""
    if fact.basis != "derived":
        return fact.quotes
    return fact.quotes[: max(1, figures([normalise(quote.text) for quote in fact.quotes]))]


def _name_quotes(item: Item) -> tuple[Quote, ...]:
    return next((fact.quotes for fact in item.facts if fact.name in NAMES), ())


def _key(quote: Quote) -> tuple[int, int, int]:
    return quote.page, quote.start, quote.end


def _shared(items: Sequence[Item]) -> frozenset[tuple[int, int, int]]:
    """The places on which facts of more than one item rest."""
    users: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    for number, item in enumerate(items):
        for fact in item.facts:
            for quote in fact.quotes:
                users[_key(quote)].add(number)
    return frozenset(key for key, numbers in users.items() if len(numbers) > 1)


def _cells(document: Document, pages: Iterable[int]) -> dict[int, _Spans]:
    """For the pages of the names and those that follow: the spans of cells with the rows and columns they cover."""
    wanted = {number for page in pages for number in (page, page + 1)}
    found: dict[int, _Spans] = {}
    for page in document.pages:
        if page.number in wanted and page.tables:
            at: dict[tuple[int, int], set[Place]] = defaultdict(set)
            for index, table in enumerate(page.tables):
                for row, line in enumerate(cells(table, page.number)):
                    for column, places in enumerate(line):
                        for span in (span for place in places for span in place.cell.spans):
                            at[span] |= {(page.number, index, "row", row), (page.number, index, "column", column)}
            found[page.number] = [(a, b, frozenset(places)) for (a, b), places in at.items()]
    return found


def _beside(quote: Quote, groups: Iterable[Sequence[Quote]]) -> bool:
    """Whether a quote stands at the height of any of the others, by their boxes."""
    return any(_overlap(quote, other) for quotes in groups for other in quotes)


def _overlap(one: Quote, other: Quote) -> bool:
    if one.page != other.page or not one.boxes or not other.boxes:
        return False
    (top, bottom), (high, low) = _extent(one), _extent(other)
    return min(bottom, low) - max(top, high) > 0.3 * min(bottom - top, low - high)


def _extent(quote: Quote) -> tuple[float, float]:
    return min(box[1] for box in quote.boxes), max(box[3] for box in quote.boxes)
