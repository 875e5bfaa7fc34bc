"""Tables of projects, assets and claims: one row = one item, each value with its quotes (项目明细表)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from filings.events.tables_grid import Column, Grid, Line, PagedCell, grids, words
from filings.events.tables_headers import DAY_FIELDS, MONEY_FIELDS, NAMES, SHARE_FIELDS, ItemKind
from filings.events.tables_status import status_code
from filings.events.values.days import find_days, parse_day
from filings.events.values.money import parse_amount, parse_unit
from filings.events.values.periods import find_periods
from filings.events.values.shares import find_shares
from filings.model.document import Document, Quote, Table
from filings.model.facts import Fact, Item, Share, Text, Value

__all__ = ["ItemTable", "Row", "find_items", "find_totals", "status_code"]

_NO_ITEM = re.compile(
    r"(?:合计|小计|总计|共计|总额|汇总|平均).{0,12}|(?:注|说明|备注)[:\d].*|(?:非?流动)?(?:资产|负债)(?:总[计额]|合计)?|净资产|所有者权益.*"
)
_TOTAL = re.compile(r"合计|总计|共计")
_EMPTY = re.compile(r"(?:[-/\\*]+|无|不适用|N/?A|暂无|未披露)?", re.IGNORECASE)
_PERCENT_CELL = re.compile(r"\d{1,3}(?:\.\d+)?")
TABLE_UNIT = "table-unit"
"""The rule of a value that needs the unit of its column or its table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One item of a table: its name, its facts, the quotes of its name."""

    name: str
    facts: tuple[Fact, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class ItemTable:
    """A table's items in order; ``page`` is where it begins, ``rows`` hold the same with the names' quotes."""

    items: tuple[Item, ...]
    page: int
    table: Table
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class _Unit:
    """The factor and currency that hold for a column, and the words that say so."""

    factor: Decimal | None
    currency: str
    quotes: tuple[Quote, ...]


def find_items(document: Document, *, kind: ItemKind) -> list[ItemTable]:
    """All tables whose header names projects, assets or claims, with their items.

    Headers may be several rows high and carry over page breaks; 合计 rows are no items; a form of labels and
    values is one item. An empty cell, "/" or "-" gives no fact, and neither does a cell without a place.
    """
    found = []
    for grid in grids(document, kind):
        rows = tuple(_rows(document, grid, kind))
        if rows:
            items = tuple(Item(kind=kind, name=row.name, facts=row.facts) for row in rows)
            found.append(ItemTable(items, grid.page, grid.table, rows))
    return found


def find_totals(document: Document, *, kind: ItemKind) -> list[Fact]:
    """The figures of the total row (合计) of the first table of items that has one."""
    for grid in grids(document, kind):
        units = [_unit(document, grid, column) for column in grid.columns]
        for line in grid.lines:
            if any(_TOTAL.fullmatch(words(places)) for places in line[:3]) and len(line) == len(grid.columns):
                return [fact for fact in _facts(document, grid, line, units) if fact.name in MONEY_FIELDS]
    return []


def _rows(document: Document, grid: Grid, kind: ItemKind) -> Iterator[Row]:
    units = [_unit(document, grid, column) for column in grid.columns]
    before: Line = ()
    for line in grid.lines:
        places = line[grid.name] if grid.name < len(line) else ()
        name = words(places)
        repeated = bool(before) and before[grid.name] == places
        before = line if len(line) == len(grid.columns) else before
        if _EMPTY.fullmatch(name) or _NO_ITEM.fullmatch(name) or repeated:
            continue
        quotes = _quotes(document, places)
        named = (Fact(name=NAMES[kind][0], value=Text(text=name), quotes=quotes),) if quotes else ()
        yield Row(name, (*named, *_facts(document, grid, line, units)), quotes)


def _facts(document: Document, grid: Grid, line: Line, units: list[_Unit]) -> Iterator[Fact]:
    """One fact per known column, the first column of each field."""
    done: set[str] = {"serial"}
    for index, (column, unit) in enumerate(zip(grid.columns, units, strict=True)):
        if column.field is None or column.field in done or index == grid.name or index >= len(line):
            continue
        fact = _fact(document, column, line[index], unit)
        if fact:
            done.add(column.field)
            yield fact


def _fact(document: Document, column: Column, places: tuple[PagedCell, ...], unit: _Unit) -> Fact | None:
    field, said = column.field, words(places)
    quotes = _quotes(document, places)
    if field is None or not quotes or _EMPTY.fullmatch(said):
        return None
    if field in MONEY_FIELDS:
        return _amount(field, said, quotes, unit)
    value = _value(field, said, column)
    if isinstance(value, Share) and "%" not in said and "分之" not in said and value.of != "股权":
        header = _quotes(document, column.header)
        return Fact(name=field, value=value, basis="derived", rule=TABLE_UNIT, quotes=quotes + header)
    return Fact(name=field, value=value, quotes=quotes)


def _amount(field: str, said: str, quotes: tuple[Quote, ...], unit: _Unit) -> Fact | None:
    """An amount: quoted if the cell says its unit, derived if the header or the table does."""
    own = parse_amount(said, unit=None)
    if own:
        return Fact(name=field, value=own, quotes=quotes)
    derived = parse_amount(said, unit=unit.factor, currency=unit.currency)
    if derived is None or not unit.quotes:
        return None
    return Fact(name=field, value=derived, basis="derived", rule=TABLE_UNIT, quotes=quotes + unit.quotes)


def _value(field: str, said: str, column: Column) -> Value:
    if field == "status":
        return Text(text=said, code=status_code(said))
    if field in DAY_FIELDS:
        return _day(said)
    if field in SHARE_FIELDS:
        return _share(said, column) or Text(text=said)
    return Text(text=said)


def _day(said: str) -> Value:
    """A date, a period, or the words where they are neither."""
    day = parse_day(said)
    if day:
        return day
    periods, days = find_periods(said), find_days(said)
    if periods:
        return periods[0].value
    return days[0].value if days else Text(text=said)


def _share(said: str, column: Column) -> Share | None:
    found = find_shares(said)
    if found:
        return found[0].value
    if "%" in column.words and _PERCENT_CELL.fullmatch(said):
        return Share(percent=Decimal(said))
    return None


def _unit(document: Document, grid: Grid, column: Column) -> _Unit:
    """The unit in the column's header, else that of the table's 单位 line."""
    own = parse_unit(column.words)
    if own:
        return _Unit(*own, _quotes(document, column.header))
    said = parse_unit(grid.table.unit) if grid.table.unit else None
    if said is None or grid.table.unit_span is None:
        return _Unit(None, "CNY", ())
    start, end = grid.table.unit_span
    line = document.quote(grid.page, start, end)
    return _Unit(*said, (*_quotes(document, column.header), line))


def _quotes(document: Document, places: tuple[PagedCell, ...]) -> tuple[Quote, ...]:
    """The cells' words where they stand: one quote per line of text."""
    quotes = []
    for place in places:
        text = document.page(place.page).text
        for start, end in place.cell.spans:
            piece = text[start:end]
            begun = start + len(piece) - len(piece.lstrip())
            stopped = end - (len(piece) - len(piece.rstrip()))
            if begun < stopped:
                quotes.append(document.quote(place.page, begun, stopped))
    return tuple(quotes)
