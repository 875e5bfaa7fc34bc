"""Tables that run over pages: recognised as one, with their header carried over."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from filings.model import Document
from filings.model.joined import JoinedTable, joined_tables
from tests.documents.conftest import A4, Draw, MakePdf, Read, page_of

Rows = tuple[tuple[str, ...], ...]
HEAD = ("序号", "项目名称", "状态")
WIDTHS = (40.0, 220.0, 120.0)


def grid(rows: Rows, *, top: float, widths: tuple[float, ...] = WIDTHS) -> Draw:
    """A ruled table whose first row begins ``top`` points below the upper edge."""

    def draw(canvas: Canvas) -> None:
        xs = [72.0]
        for width in widths:
            xs.append(xs[-1] + width)
        ys = [A4[1] - top - 24 * row for row in range(len(rows) + 1)]
        canvas.grid(xs, ys)
        canvas.setFont("STSong-Light", 10)
        for y, row in zip(ys, rows, strict=False):
            for x, text in zip(xs, row, strict=False):
                canvas.drawString(x + 4, y - 16, text)

    return draw


def both(*draws: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        for one in draws:
            one(canvas)

    return draw


FIRST = grid((HEAD, ("1", "甲县污水处理项目", "运营"), ("2", "乙县供水项目", "停工")), top=700)


def joined(document: Document) -> list[JoinedTable]:
    return list(joined_tables(document))


def said(table: JoinedTable) -> list[tuple[int, str, bool]]:
    """Page, words and whether it is the rest of a cut row, for each row."""
    return [(row.page, "|".join(cell.text if cell else "^" for cell in row.cells), row.rest) for row in table.rows]


def test_a_table_over_two_pages_is_one_with_one_header(make_pdf: MakePdf, read: Read) -> None:
    second = grid((("3", "丙县管网项目", "终止"),), top=80)
    document = read(
        make_pdf(both(page_of("单位：万元", top=690, size=9), FIRST), both(second, page_of("特此公告。", top=200)))
    )
    assert [table.continues for page in document.pages for table in page.tables] == [False, True]
    (table,) = joined(document)
    assert [[cell.text if cell else None for cell in row] for row in table.header] == [list(HEAD)]
    assert (table.pages, table.unit) == ((1, 2), "单位：万元")
    assert said(table) == [
        (1, "1|甲县污水处理项目|运营", False),
        (1, "2|乙县供水项目|停工", False),
        (2, "3|丙县管网项目|终止", False),
    ]


def test_a_header_that_comes_back_is_dropped_once(make_pdf: MakePdf, read: Read) -> None:
    document = read(make_pdf(FIRST, grid((HEAD, ("3", "丙县管网项目", "终止")), top=80)))
    assert document.pages[1].tables[0].repeats == 1
    assert [row for _, row, _ in said(joined(document)[0])][-1] == "3|丙县管网项目|终止"
    assert len(joined(document)[0].rows) == 3


def test_the_rest_of_a_cut_row_is_said_to_be_one(make_pdf: MakePdf, read: Read) -> None:
    document = read(make_pdf(FIRST, grid((("", "（二期）", ""), ("3", "丙县管网项目", "终止")), top=80)))
    assert [rest for _, _, rest in said(joined(document)[0])] == [False, False, True, False]


def test_text_between_other_columns_or_a_page_between_make_another_table(make_pdf: MakePdf, read: Read) -> None:
    second = grid((("3", "丙县管网项目", "终止"),), top=200)
    narrow = grid((("3", "丙县管网项目", "终止"),), top=80, widths=(60.0, 200.0, 120.0))
    for pages in (
        (FIRST, both(page_of("二、其他项目情况如下。", top=120), second)),
        (FIRST, narrow),
        (FIRST, page_of("中间一页。"), grid((("3", "丙", "终止"),), top=80)),
    ):
        assert len(joined(read(make_pdf(*pages)))) == 2


def test_a_table_over_three_pages_keeps_its_first_header(make_pdf: MakePdf, read: Read) -> None:
    middle = grid((("3", "丙县管网项目", "终止"),) * 25, top=80)
    document = read(make_pdf(FIRST, middle, grid((("4", "丁县项目", "退出"),), top=80)))
    (table,) = joined(document)
    assert table.pages == (1, 2, 3)
    assert said(table)[-1] == (3, "4|丁县项目|退出", False)


def test_a_header_of_merged_cells_is_as_high_as_they_are(make_pdf: MakePdf, read: Read) -> None:
    def merged(canvas: Canvas) -> None:
        top = A4[1] - 100
        canvas.grid([72, 172], [top, top - 48, top - 72, top - 96, top - 120])
        canvas.grid([172, 272, 372], [top - 24, top - 48, top - 72, top - 96, top - 120])
        canvas.rect(172, top - 24, 200, 24)
        canvas.setFont("STSong-Light", 10)
        for x, y, text in ((76, 30, "项目"), (176, 16, "金额"), (176, 40, "账面"), (276, 40, "评估"), (76, 64, "甲")):
            canvas.drawString(x, top - y, text)

    (table,) = joined(read(make_pdf(merged)))
    assert len(table.header) == 2
    assert said(table)[0][1].startswith("甲")
