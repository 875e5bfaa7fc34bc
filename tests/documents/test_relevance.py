"""In a long report only the tables that may belong to our question are read; in a short filing all of them."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from filings.documents import relevance
from filings.documents.reading import read_pdf
from filings.documents.wire import Question
from filings.events.act_words import ACT_WORDS
from tests.documents.conftest import Draw, MakePdf, page_of
from tests.documents.test_tables import ruled, words


def table_page(*lines: str, foot: bool = False) -> Draw:
    """A page with lines and a table, at its foot or below its head."""

    def draw(canvas: Canvas) -> None:
        page_of(*lines, top=60)(canvas)
        canvas.saveState()
        canvas.translate(0, -570 if foot else 0)
        ruled(canvas)
        words(canvas)
        canvas.restoreState()

    return draw


def with_tables(data: bytes) -> list[int]:
    """The pages whose tables are read."""
    question = Question(path="", sha256="0" * 64, tables="relevant", words=ACT_WORDS, max_pages=99, cpu_seconds=9)
    return [page.number for page in read_pdf(data, question).pages if page.tables]


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relevance, "_SHORT", 2)


def test_a_short_filing_is_read_whole(make_pdf: MakePdf) -> None:
    assert with_tables(make_pdf(table_page("主要财务数据"), table_page("其他"))) == [1, 2]


@pytest.mark.usefixtures("long")
def test_in_a_long_one_the_page_must_hold_one_of_our_words(make_pdf: MakePdf) -> None:
    pages = (table_page("营业收入情况"), table_page("已终 止的项目"), table_page("研发投入"), table_page("资产处置"))
    filler = page_of(*["董事会对报告期内的经营情况进行了讨论和分析。"] * 30)
    assert with_tables(make_pdf(pages[0], filler, pages[1], filler, pages[2], filler, pages[3])) == [3, 7]


@pytest.mark.usefixtures("long")
def test_a_table_announced_at_the_end_of_a_page_is_read_overleaf(make_pdf: MakePdf) -> None:
    announcing = page_of(*["其他内容"] * 30, "公司终止的项目如下：")
    assert with_tables(make_pdf(table_page("一"), announcing, table_page("二"), page_of("三"))) == [3]


@pytest.mark.usefixtures("long")
def test_a_relevant_table_is_followed_down_to_its_end(make_pdf: MakePdf) -> None:
    filler = ["本报告期内公司生产经营情况正常，各项工作有序推进。"] * 20
    first = table_page("拟转让的资产", *filler, foot=True)
    pages = (table_page("一"), first, table_page("续", foot=True), table_page("续"), table_page("另一张表"))
    assert with_tables(make_pdf(*pages)) == [2, 3, 4]


def test_the_words_are_those_of_the_acts() -> None:
    assert {"终止", "出售", "注销", "债务重组", "不再实施"} <= set(ACT_WORDS.split("|"))
