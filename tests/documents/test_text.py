"""Characters with their boxes: where the words of a page stand."""

from __future__ import annotations

import re
from array import array

import pytest
from reportlab.pdfgen.canvas import Canvas

from filings.documents.characters import page_text, plain, quality_of
from filings.documents.frame import Frame
from filings.documents.pdfium import Characters
from tests.documents.conftest import MakePdf, Read, page_of

NOTICE = ("证券代码：009001  公告编号：2024-017", "关于终止演示水务特许经营项目的公告", "本公司决定终止该项目。")


def test_the_lines_of_a_page_come_in_order_with_one_box_for_each_character(make_pdf: MakePdf, read: Read) -> None:
    page = read(make_pdf(page_of(*NOTICE))).pages[0]
    assert [re.sub(r" +", " ", line) for line in page.text.split("\n")] == [re.sub(r" +", " ", line) for line in NOTICE]
    assert len(page.char_boxes) == 16 * len(page.text)
    assert (page.width, page.height, page.origin) == (595, 842, "embedded")


def test_a_quote_has_the_box_of_its_words(make_pdf: MakePdf, read: Read) -> None:
    document = read(make_pdf(page_of("本公司决定终止该项目。")))
    start = document.pages[0].text.index("终止")
    (box,) = document.quote(1, start, start + 2).boxes
    x0, top, x1, bottom = box
    assert x0 == pytest.approx(72 + 5 * 12, abs=0.5)
    assert x1 == pytest.approx(72 + 7 * 12, abs=0.5)
    assert top < 100 < bottom
    assert bottom - top < 20


def test_a_line_break_has_no_box(make_pdf: MakePdf, read: Read) -> None:
    page = read(make_pdf(page_of("第一行", "第二行"))).pages[0]
    place = page.text.index("\n")
    assert page.char_boxes[16 * place : 16 * place + 16] == bytes(16)


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_boxes_follow_the_rotation_of_the_page(make_pdf: MakePdf, read: Read, turns: int) -> None:
    upright = make_pdf(page_of("终止项目"))
    document = read(upright.replace(b"/Rotate 0", b"/Rotate %d" % (90 * turns)))
    page = document.pages[0]
    x0, top, x1, bottom = page.boxes(0, 1)[0]
    assert (page.width, page.height) == ((595, 842) if turns % 2 == 0 else (842, 595))
    expected = Frame(0, 0, 595, 842, turns).point(72 + 6, 842 - 100 + 4)
    assert x0 < expected[0] < x1
    assert top < expected[1] < bottom


def test_boxes_count_from_the_corner_of_the_crop_box(make_pdf: MakePdf, read: Read) -> None:
    def cropped(canvas: Canvas) -> None:
        page_of("终止项目")(canvas)
        canvas.setCropBox((50, 40, 550, 800))

    page = read(make_pdf(cropped)).pages[0]
    x0, top, _, bottom = page.boxes(0, 1)[0]
    assert (page.width, page.height) == (500, 760)
    assert x0 == pytest.approx(72 - 50, abs=0.5)
    assert top < 100 - 42 < bottom


def test_symbol_glyphs_become_what_they_show() -> None:
    assert plain("\uf052适用 \uf0a3不适用") == "☑适用 □不适用"


def test_a_line_end_hyphen_is_a_hyphen() -> None:
    assert plain("long\x02term") == "long-term"


def test_half_a_surrogate_and_a_nul_have_no_meaning_and_are_counted() -> None:
    text = plain("a\ud800b\0c\ue123")
    assert text == "a\ufffdb\ufffdc\ue123"
    assert quality_of(text).unmapped == 3
    assert quality_of("a b\nc").characters == 3


def test_engine_line_ends_become_one_character_without_losing_a_box() -> None:
    raw = Characters("ab\r\nc", array("f", [float(v) for v in range(20)]))
    text, boxes, _ = page_text(raw, Frame(0, 0, 100, 100))
    assert text == "ab\nc"
    floats = array("f", boxes)
    assert list(floats[8:12]) == [0, 0, 0, 0]
    assert list(floats[12:16]) == [16, 83, 18, 81]


def test_a_range_and_a_cap_leave_the_true_page_count(make_pdf: MakePdf, read: Read) -> None:
    data = make_pdf(*(page_of(f"第{number}部分") for number in range(1, 6)))
    assert [page.number for page in read(data, pages=(2, 3)).pages] == [2, 3]
    capped = read(data, max_pages=2)
    assert (len(capped.pages), capped.page_count, capped.fully_read) == (2, 5, False)
    assert read(data, pages=(9, 12)).pages == ()


def test_the_reader_is_named_with_its_version(make_pdf: MakePdf, read: Read) -> None:
    assert re.fullmatch(r"pypdfium2 5\.\S+ / filings-reader \d+", read(make_pdf(page_of("文字"))).reader)
