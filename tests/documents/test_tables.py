"""Ruled tables: cells with their exact place in the text."""

from __future__ import annotations

from array import array
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber.table import TableFinder
from reportlab.pdfgen.canvas import Canvas

from filings.documents.grid import Grid, grids_of
from filings.documents.rulings import Edge, Rulings
from filings.documents.tables import tables_of
from filings.model import Page, Table
from tests.documents.conftest import MakePdf, Read, page_of

ROWS = (("项目名称", "县", "金额"), ("甲污水厂", "东山县", "1,200.00"), ("乙供水", "西河县", "350.50"))
LEFT, TOP, WIDE, HIGH = 72.0, 700.0, 120.0, 24.0


def ruled(canvas: Canvas, *, columns: int = 3, rows: int = 3, stroked: bool = True) -> None:
    xs = [LEFT + WIDE * column for column in range(columns + 1)]
    ys = [TOP - HIGH * row for row in range(rows + 1)]
    if stroked:
        canvas.grid(xs, ys)
        return
    for x in xs:
        canvas.rect(x, ys[-1], 0.5, ys[0] - ys[-1], stroke=0, fill=1)
    for y in ys:
        canvas.rect(xs[0], y, xs[-1] - xs[0], 0.5, stroke=0, fill=1)


def words(canvas: Canvas) -> None:
    canvas.setFont("STSong-Light", 10)
    for r, row in enumerate(ROWS):
        for c, text in enumerate(row):
            canvas.drawString(LEFT + 4 + WIDE * c, TOP - HIGH * r - 16, text)


def texts(table: Table) -> list[list[str | None]]:
    return [[None if cell is None else cell.text for cell in row] for row in table.rows]


def check_spans(page: Page) -> None:
    """Every cell's text is what its spans say, spaces apart."""
    for table in page.tables:
        for cell in (cell for row in table.rows for cell in row if cell is not None):
            there = "".join(page.text[start:end] for start, end in cell.spans)
            assert "".join(there.split()) == "".join(cell.text.split())


def test_a_ruled_table_is_read_cell_by_cell(make_pdf: MakePdf, read: Read) -> None:
    for stroked in (True, False):

        def draw(canvas: Canvas, *, stroked: bool = stroked) -> None:
            page_of("一、项目情况", "单位：万元", top=110)(canvas)
            ruled(canvas, stroked=stroked)
            words(canvas)

        page = read(make_pdf(draw)).pages[0]
        (table,) = page.tables
        assert texts(table) == [list(row) for row in ROWS]
        assert table.caption == "一、项目情况"
        assert table.unit == "单位：万元"
        assert table.unit_span is not None
        assert page.text[slice(*table.unit_span)] == "单位：万元"
        check_spans(page)


def test_a_merged_cell_leaves_none_beside_it(make_pdf: MakePdf, read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 10)
        canvas.rect(LEFT, TOP - 2 * HIGH, 2 * WIDE, 2 * HIGH)
        canvas.line(LEFT, TOP - HIGH, LEFT + 2 * WIDE, TOP - HIGH)
        canvas.line(LEFT + WIDE, TOP - HIGH, LEFT + WIDE, TOP - 2 * HIGH)
        canvas.drawString(LEFT + 4, TOP - 16, "合计栏横跨两列")
        canvas.drawString(LEFT + 4, TOP - HIGH - 16, "左")
        canvas.drawString(LEFT + WIDE + 4, TOP - HIGH - 16, "右")

    (table,) = read(make_pdf(draw)).pages[0].tables
    assert texts(table) == [["合计栏横跨两列", None], ["左", "右"]]


def test_a_cell_written_in_several_goes_is_read_as_it_is_seen(make_pdf: MakePdf, read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, columns=2, rows=1)
        canvas.setFont("STSong-Light", 8)
        canvas.drawString(LEFT + 4, TOP - 20, "下半")
        canvas.drawString(LEFT + WIDE + 4, TOP - 12, "旁边")
        canvas.drawString(LEFT + 4, TOP - 10, "上半")

    page = read(make_pdf(draw)).pages[0]
    assert texts(page.tables[0]) == [["上半\n下半", "旁边"]]
    check_spans(page)


def test_words_on_a_background_stand_in_their_cell_and_on_the_background() -> None:
    text = "组织机构\n代码\n名称"
    places = ((0, 0), (10, 0), (20, 0), (30, 0), (0, 0), (0, 20), (10, 20), (0, 0), (60, 0), (70, 0))
    boxes = array("f", [side for x, y in places for side in (x, y, x + 10, y + 10)]).tobytes()
    whole, upper, lower, other = (0, 0, 50, 40), (0, 0, 50, 15), (0, 15, 50, 40), (50, 0, 90, 40)
    grid = Grid((0, 0, 90, 40), [[whole, other], [upper, None], [lower, None]])
    (table,) = tables_of(text, boxes, [grid], [])
    assert texts(table) == [["组织机构\n代码", "名称"], ["组织机构", None], ["代码", None]]


def test_a_frame_round_the_page_and_text_without_rules_are_no_tables(make_pdf: MakePdf, read: Read) -> None:
    def framed(canvas: Canvas) -> None:
        page_of("边框里的文字", "还是文字")(canvas)
        canvas.rect(40, 40, 515, 762)

    document = read(make_pdf(framed, words))
    assert [page.tables for page in document.pages] == [(), ()]


def test_tables_are_left_out_on_request(make_pdf: MakePdf, read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas)
        words(canvas)

    assert read(make_pdf(draw), tables="none").pages[0].tables == ()
    assert len(read(make_pdf(draw), tables="all").pages[0].tables) == 1


def under(make_pdf: MakePdf, read: Read, *lines: str) -> Table:
    """The table that stands under these lines."""

    def draw(canvas: Canvas) -> None:
        page_of(*lines, top=136 - 18 * len(lines), step=18, size=10)(canvas)
        ruled(canvas)
        words(canvas)

    (table,) = read(make_pdf(draw)).pages[0].tables
    return table


def test_a_sentence_and_the_tail_of_a_paragraph_are_no_captions(make_pdf: MakePdf, read: Read) -> None:
    sentence = "本公司与相关各方经过多轮协商后就以下各个项目的后续安排分别达成一致并签署了终止协议"
    table = under(make_pdf, read, sentence)
    assert (table.caption, table.unit, table.unit_span) == (None, None, None)
    assert under(make_pdf, read, sentence, "并已全部履行完毕，具体为：").caption is None
    assert under(make_pdf, read, sentence + "。", "二、项目一览").caption == "二、项目一览"


def test_a_unit_with_currency_and_boxes_to_tick_do_not_hide_the_caption(make_pdf: MakePdf, read: Read) -> None:
    table = under(make_pdf, read, "三、处置资产明细", "□适用 √不适用", "（单位：人民币 万元）")
    assert (table.caption, table.unit) == ("三、处置资产明细", "单位：人民币 万元")
    assert under(make_pdf, read, "四、余额", "单位：元 币种：人民币").caption == "四、余额"


class Stub:
    """What pdfplumber's finder needs of a page."""

    bbox = (0, 0, 600, 800)
    chars: tuple[()] = ()

    def __init__(self, rulings: Rulings) -> None:
        self.edges: list[dict[str, Any]] = [
            {"x0": x, "x1": x, "top": top, "bottom": bottom, "height": bottom - top, "orientation": "v"}
            for x, top, bottom in rulings.vertical
        ]
        self.edges += [
            {"x0": x0, "x1": x1, "top": y, "bottom": y, "width": x1 - x0, "orientation": "h"}
            for y, x0, x1 in rulings.horizontal
        ]


edges = st.lists(
    st.builds(
        lambda at, start, length: (float(at), float(start), float(start + length)),
        st.integers(0, 12).map(lambda n: n * 17 + n % 3),
        st.integers(0, 10).map(lambda n: n * 18),
        st.integers(1, 160),
    ),
    max_size=14,
)


@settings(max_examples=150, deadline=None)
@given(edges, edges)
def test_cells_are_those_of_pdfplumber(vertical: list[Edge], horizontal: list[Edge]) -> None:
    rulings = Rulings(vertical, horizontal)
    theirs = [[row.cells for row in table.rows] for table in TableFinder(Stub(rulings)).tables]
    assert [grid.rows for grid in grids_of(rulings)] == theirs
