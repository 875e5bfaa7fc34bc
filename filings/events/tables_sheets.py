"""Sheets of figures: a table whose first column says what each amount is (重组债权账面余额 | 8,412.36)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filings.events.evidence import Span
from filings.events.tables import TABLE_UNIT
from filings.events.tables_grid import Line, PagedCell, cells, words
from filings.events.values.money import parse_amount, parse_unit
from filings.model import Document, Fact, Quote
from filings.model.document import Table

_FIGURES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("asset_given", re.compile(r"抵(?:债|偿|顶)[^,。;]{0,10}?(?:作价|价值|价格|金额)")),
    ("waived", re.compile(r"(?:豁免|免除|减免)(?:的)?(?:债务|债权)?(?:金额|本金|总额)?")),
    ("compensation", re.compile(r"(?:补偿|收储|征收)[^,。;]{0,8}?(?:总额|总金额|总价|合计)")),
    ("price", re.compile(r"(?:转让|出售|交易|成交|处置)(?:总)?(?:价格|价款|对价|金额|价)")),
    ("floor_price", re.compile(r"(?:首次)?挂牌(?:底价|价格|价)|转让底价|起拍价")),
    ("appraisal_value", re.compile(r"(?:净资产|股东全部权益)?评估(?:价值|值|结果)")),
    ("book_value", re.compile(r"(?:重组)?(?:债权|债务|标的|资产)?账面(?:价值|净值|余额|净资产|值)")),
    ("committed", re.compile(r"(?:承诺|拟)投入?(?:募集资金)?(?:投资)?(?:总额|金额)")),
    ("left_amount", re.compile(r"(?:剩余|节余|结余)(?:募集)?资金(?:金额|余额)?")),
    ("amount", re.compile(r"(?:合同|项目|协议)(?:总)?(?:金额|价款|投资|总价)|总投资(?:额)?|中标(?:金额|价)")),
)
_HEAD = re.compile(r"(?:内容|项目|指标|事项|科目|类别|名称)")
_AMOUNT = re.compile(r"(?:金额|数额|数值|本次|人民币)?(?:\([^()]*元\))?|.*\([^()]*元\)")


def sheet_facts(document: Document) -> Iterator[Fact]:
    """The figures of every such sheet, the first of each name; the unit stands in the head or above the table."""
    for page in document.pages:
        for table in page.tables:
            lines = cells(table, page.number)
            if len(lines) > 1 and lines[0] and _HEAD.fullmatch(words(lines[0][0])):
                yield from _figures(document, table, page.number, lines)


def _figures(document: Document, table: Table, page: int, lines: list[Line]) -> Iterator[Fact]:
    column = next((i for i, head in enumerate(lines[0]) if i and _AMOUNT.fullmatch(words(head))), None)
    if column is None:
        return
    head = lines[0][column]
    own = parse_unit(words(head))
    above = parse_unit(table.unit) if table.unit and table.unit_span else None
    factor, currency = own or above or (None, "CNY")
    unit = () if own or not above or table.unit_span is None else (document.quote(page, *table.unit_span),)
    for line in lines[1:]:
        name = next((name for name, label in _FIGURES if label.fullmatch(words(line[0]))), None)
        value = None if name is None else parse_amount(words(line[column]), unit=factor, currency=currency)
        if name is not None and value is not None:
            quotes = tuple(q for places in (line[column], line[0], head) for q in _quotes(document, places))
            yield Fact(name=name, value=value, basis="derived", rule=TABLE_UNIT, quotes=(*quotes, *unit))


def _quotes(document: Document, places: tuple[PagedCell, ...]) -> tuple[Quote, ...]:
    spans: list[tuple[int, Span]] = [(place.page, span) for place in places for span in place.cell.spans]
    found = []
    for page, (start, end) in spans:
        piece = document.page(page).text[start:end]
        begun, stopped = end - len(piece.lstrip()), start + len(piece.rstrip())
        if begun < stopped:
            found.append(document.quote(page, begun, stopped))
    return tuple(found)
