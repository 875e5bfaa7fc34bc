"""Tables of items: documents made by hand, and two that are typeset as PDF and read again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from filings.documents.reading import read_pdf
from filings.documents.wire import Question
from filings.events.tables import ItemTable, find_items, status_code
from filings.events.tables_headers import ItemKind
from filings.model.document import Cell, Document, Page, Quality, Table
from filings.model.facts import Day, Item, Money, Period, Share, Text
from tests.authoring import source, typeset

NOTICES = Path(__file__).parent.parent / "authoring" / "notices"
Rows = list[list[str]]
"""A cell "^" is joined with the one above, "<" with the one to its left; a "\\n" breaks a line."""


def page(number: int, rows: Rows, unit: str | None = None) -> Page:
    """A page that holds one table below a 单位 line; each cell is 100 by 20 points."""
    text = "" if unit is None else f"{unit}\n"
    cells: list[tuple[Cell | None, ...]] = []
    for r, row in enumerate(rows):
        line: list[Cell | None] = []
        for c, words in enumerate(row):
            if words in {"^", "<"}:
                line.append(None)
                continue
            spans = []
            for part in words.split("\n"):
                spans.append((len(text), len(text) + len(part)))
                text += f"{part}\n"
            line.append(Cell(text=words, box=_box(rows, r, c), spans=tuple(spans)))
        cells.append(tuple(line))
    span = None if unit is None else (0, len(unit))
    table = Table(box=(0, 0, 600, 800), rows=tuple(cells), unit=unit, unit_span=span)
    quality = Quality(characters=len(text))
    return Page(number=number, width=600, height=800, text=text, origin="embedded", tables=(table,), quality=quality)


def _box(rows: Rows, r: int, c: int) -> tuple[float, float, float, float]:
    right = c + 1
    while right < len(rows[r]) and rows[r][right] == "<":
        right += 1
    bottom = r + 1
    while bottom < len(rows) and rows[bottom][c] == "^":
        bottom += 1
    return (100.0 * c, 20.0 * r, 100.0 * right, 20.0 * bottom)


def document(*pages: Page) -> Document:
    return Document(sha256="0" * 64, pages=pages, page_count=len(pages), reader="by hand")


def items(*pages: Page, kind: ItemKind = "project") -> list[Item]:
    return [item for table in find_items(document(*pages), kind=kind) for item in table.items]


def amount(item: Item, name: str = "amount") -> str | None:
    fact = item.fact(name)
    return str(fact.value.amount) if fact and isinstance(fact.value, Money) else None


HEADER = ["序号", "项目名称", "中标时间", "合同金额", "采购人", "目前状态"]
FIRST = ["1", "青川县智慧安防项目", "2016年11月", "12,345.67", "青川县公安局", "已终止"]
SECOND = ["2", "白石县供水项目", "2017-03-01", "-", "白石县水务局", "运营中"]
THIRD = ["3", "望山县绿化项目", "2017年", "500", "望山县政府", "拟终止"]
TOTAL = ["合计", "<", "<", "12,845.67", "/", "/"]


def test_a_row_is_an_item_with_a_fact_for_each_known_column() -> None:
    first, second = items(page(1, [HEADER, FIRST, SECOND, TOTAL], "单位：万元"))
    assert first.name == "青川县智慧安防项目"
    assert [fact.name for fact in first.facts] == ["project_name", "award_date", "amount", "counterparty", "status"]
    assert first.facts[1].value == Day.model_validate({"day": "2016-11-01", "precision": "month"})
    assert first.facts[4].value == Text(text="已终止", code="ended_early")
    assert second.fact("amount") is None


def test_an_amount_that_needs_a_unit_is_derived_and_quotes_cell_header_and_unit_line() -> None:
    (first,) = items(page(1, [HEADER, FIRST], "单位：万元"))
    fact = first.fact("amount")
    assert fact is not None
    assert (fact.basis, fact.rule, amount(first)) == ("derived", "table-unit", "123456700.00")
    assert [quote.text for quote in fact.quotes] == ["12,345.67", "合同金额", "单位：万元"]


@pytest.mark.parametrize(
    ("header", "cell", "value", "basis"),
    [
        ("合同金额（万元）", "500", "5000000.00", "derived"),
        ("总投资（亿元）", "1.5", "150000000.00", "derived"),
        ("投资额/万元", "20", "200000.00", "derived"),
        ("合同金额", "500万元", "5000000.00", "quoted"),
        ("合同金额（万元）", "1.2亿元", "120000000.00", "quoted"),
        ("合同金额", "人民币伍佰万元整", "5000000.00", "quoted"),
    ],
)
def test_the_unit_of_the_cell_goes_before_that_of_the_header(header: str, cell: str, value: str, basis: str) -> None:
    (item,) = items(page(1, [["项目名称", header], ["甲地供水项目", cell]]))
    fact = item.fact("amount")
    assert fact is not None
    assert (amount(item), fact.basis) == (value, basis)


@pytest.mark.parametrize("cell", ["", "/", "-", "—", "无", "不适用"])
def test_an_empty_cell_gives_no_fact(cell: str) -> None:
    (item,) = items(page(1, [["项目名称", "合同金额（万元）", "备注"], ["甲地供水项目", cell, cell]]))
    assert [fact.name for fact in item.facts] == ["project_name"]


def test_a_number_without_any_unit_is_no_amount() -> None:
    (item,) = items(page(1, [["项目名称", "合同金额", "甲方"], ["甲地供水项目", "500", "甲县政府"]]))
    assert item.fact("amount") is None


def test_a_table_goes_on_over_a_page_break_with_or_without_its_header() -> None:
    without = items(page(1, [HEADER, FIRST], "单位：万元"), page(2, [SECOND, THIRD]))
    repeated = items(page(1, [HEADER, FIRST], "单位：万元"), page(2, [HEADER, SECOND, THIRD]))
    assert [item.name for item in without] == [item.name for item in repeated] == [FIRST[1], SECOND[1], THIRD[1]]
    assert amount(without[2]) == amount(repeated[2]) == "5000000.00"
    assert {quote.page for fact in without[2].facts for quote in fact.quotes} == {1, 2}


def test_a_table_of_another_width_or_two_pages_on_is_another_table() -> None:
    other = [["1", "某物", "5"], ["2", "他物", "6"]]
    assert len(items(page(1, [HEADER, FIRST]), page(2, other))) == 1
    assert len(items(page(1, [HEADER, FIRST]), page(3, [SECOND]))) == 1


def test_a_row_that_a_page_break_cuts_is_put_together() -> None:
    rest = ["", "建设项目", "", "", "", "，待移交"]
    (first, second) = items(page(1, [HEADER, FIRST]), page(2, [rest, SECOND]))
    assert first.name == "青川县智慧安防项目建设项目"
    status = first.fact("status")
    assert status is not None
    assert [quote.page for quote in status.quotes] == [1, 2]
    assert second.name == SECOND[1]


def test_a_header_of_two_rows_with_merged_cells_is_read() -> None:
    rows = [
        ["项目名称", "合作方", "<", "合同信息", "<", "备注"],
        ["^", "县人民政府", "项目公司", "签约时间", "金额（万元）", "^"],
        ["甲地供水项目", "甲县政府", "甲地水务有限公司", "2016.11.1", "100", "/"],
    ]
    (item,) = items(page(1, rows))
    assert [fact.name for fact in item.facts] == ["project_name", "counterparty", "vehicle", "sign_date", "amount"]
    assert amount(item) == "1000000.00"


def test_a_cell_merged_over_rows_counts_for_each_of_them() -> None:
    rows = [["项目名称", "采购人", "合同金额（万元）"], ["甲项目", "甲县政府", "1"], ["乙项目", "^", "2"]]
    first, second = items(page(1, rows))
    assert first.fact("counterparty") == second.fact("counterparty")
    assert second.fact("counterparty") is not None


def test_a_name_merged_over_rows_is_one_item() -> None:
    rows = [["项目名称", "采购人", "合同金额（万元）"], ["甲项目", "甲县政府", "1"], ["^", "乙县政府", "2"]]
    assert [item.name for item in items(page(1, rows))] == ["甲项目"]


def test_a_cell_of_two_lines_gives_two_quotes_and_one_text() -> None:
    (item,) = items(page(1, [["项目名称", "采购人"], ["青川县智慧\n安防项目", "青川县\n公安局"]]))
    fact = item.fact("counterparty")
    assert fact is not None
    assert (item.name, fact.value) == ("青川县智慧安防项目", Text(text="青川县公安局"))
    assert [quote.text for quote in fact.quotes] == ["青川县", "公安局"]


def test_a_form_of_labels_and_values_is_one_item() -> None:
    pairs = [["项目名称", "甲地供水项目"], ["合同金额", "5000万元"], ["采购人", "甲县政府"], ["合作期", "10年"]]
    four = [["项目名称", "甲地供水项目", "合同金额", "5000万元"], ["采购人", "甲县政府", "合作期", "10年"]]
    for rows in (pairs, four):
        (item,) = items(page(1, rows))
        assert item.name == "甲地供水项目"
        assert {fact.name for fact in item.facts} == {"project_name", "amount", "counterparty", "term"}


def test_projects_side_by_side_are_items_too() -> None:
    rows = [["项目名称", "甲项目", "乙项目"], ["采购人", "甲县政府", "乙县政府"], ["总投资", "1亿元", "2亿元"]]
    assert [(item.name, amount(item)) for item in items(page(1, rows))] == [
        ("甲项目", "100000000.00"),
        ("乙项目", "200000000.00"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["项目", "2023年12月31日", "2024年9月30日"], ["资产总额", "5", "6"]],
        [["项目", "金额"], ["营业收入", "5"]],
        [["项目", "金额", "说明"], ["非流动资产处置损益", "5", "无"]],
        [["股东名称", "持股比例"], ["甲某", "5%"]],
        [["提案编码", "提案名称"], ["100", "总议案"]],
    ],
)
def test_balance_sheets_and_lists_of_holders_are_no_projects(rows: Rows) -> None:
    assert items(page(1, rows)) == []


def test_assets_have_values_prices_and_stakes() -> None:
    header = [
        "标的名称",
        "持股比例（%）",
        "账面价值（万元）",
        "评估价值（万元）",
        "转让价格（万元）",
        "受让方",
        "评估基准日",
    ]
    row = ["云岭置业有限公司股权", "51", "100.5", "230", "（10）", "王青禾", "2024年6月30日"]
    (item,) = items(page(1, [header, row]), kind="asset")
    names = ["asset_name", "stake", "book_value", "appraisal_value", "price", "counterparty", "appraisal_date"]
    assert [fact.name for fact in item.facts] == names
    assert [amount(item, name) for name in names[2:5]] == ["1005000.00", "2300000.00", "-100000.00"]
    assert item.facts[1].value == Share.model_validate({"percent": "51"})
    assert item.facts[1].basis == "derived"


def test_claims_are_named_by_their_debtor() -> None:
    rows = [["债务人名称", "债权本金（万元）", "备注"], ["青禾贸易有限公司", "1,200.00", "诉讼中"]]
    (item,) = items(page(1, rows), kind="claim")
    assert (item.name, amount(item), item.kind) == ("青禾贸易有限公司", "12000000.00", "claim")


def test_a_period_and_words_in_a_date_column_stay_what_they_are() -> None:
    rows = [["项目名称", "签约时间"], ["甲项目", "2016年11月至2017年3月"], ["乙项目", "另行确定"]]
    first, second = items(page(1, rows))
    assert isinstance(first.facts[1].value, Period)
    assert second.facts[1].value == Text(text="另行确定")


def test_every_quote_is_held_by_the_document() -> None:
    made = document(page(1, [HEADER, FIRST], "单位：万元"), page(2, [SECOND, THIRD]))
    quotes = [q for table in find_items(made, kind="project") for row in table.rows for q in row.quotes]
    quotes += [q for table in find_items(made, kind="project") for i in table.items for f in i.facts for q in f.quotes]
    assert quotes
    assert all(made.holds(quote) for quote in quotes)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("已提前终止", "ended_early"),
        ("合同已解除，款项结清", "ended_early"),
        ("拟终止", "to_be_ended"),
        ("终止协商中", "to_be_ended"),
        ("正常运营，将于移交后停止运营", "to_be_ended"),
        ("正常运营", "operating"),
        ("未终止，继续运营", "operating"),
        ("已完工，进入运营期", "operating"),
        ("建设中", "operating"),
        ("自2023年起暂停运营", "suspended"),
        ("在建，已停工", "suspended"),
        ("已竣工验收", "completed"),
        ("合作期已届满", "completed"),
        ("已移交", "completed"),
        ("仲裁审理中", "disputed"),
        ("已提起诉讼，合同解除", "disputed"),
        ("详见第三节", "unknown"),
        ("", "unknown"),
    ],
)
def test_words_of_a_status_have_a_code(text: str, code: str) -> None:
    assert status_code(text) == code


def typeset_and_read(name: str) -> Document:
    data = typeset.pdf(source.read(NOTICES / f"{name}.txt"))
    digest = hashlib.sha256(data).hexdigest()
    return read_pdf(data, Question(path=name, sha256=digest, max_pages=50, cpu_seconds=60))


def tables_of(name: str, kind: ItemKind) -> tuple[Document, list[ItemTable]]:
    made = typeset_and_read(name)
    return made, find_items(made, kind=kind)


def test_five_projects_of_a_typeset_notice_are_found_over_the_page_break() -> None:
    made, (table,) = tables_of("five-projects-exit", "project")
    assert len(table.items) == 5
    wanted = {"project_name", "counterparty", "vehicle", "award_date", "amount", "status"}
    assert all({fact.name for fact in item.facts} == wanted for item in table.items)
    assert sum(float(amount(item) or 0) for item in table.items) == 650_000_000
    quotes = [quote for item in table.items for fact in item.facts for quote in fact.quotes]
    assert {quote.page for quote in quotes} == {1, 2}
    assert all(made.holds(quote) and quote.boxes for quote in quotes)


def test_raised_funds_of_a_typeset_notice_are_found() -> None:
    _, (table,) = tables_of("raised-funds-project-ended", "project")
    ended = [
        item
        for item in table.items
        if (fact := item.fact("status")) and fact.value == Text(text="终止", code="ended_early")
    ]
    assert len(ended) == 1
    assert {"committed", "invested"} <= {fact.name for fact in ended[0].facts}
