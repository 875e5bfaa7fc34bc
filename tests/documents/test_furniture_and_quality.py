"""Headers and footers are marked, lost text is said to be lost, and neither swallows what carries facts."""

from __future__ import annotations

import re
import zlib

from filings.documents.quality import Evidence, lost_pages
from filings.model import Page, Quality
from tests.documents.conftest import A4, Draw, MakePdf, Read, page_of

HEAD = "证券代码：009001 公告编号：2024-017"


def sheet(number: int, *lines: str, head: str = "演示水务股份有限公司公告") -> Draw:
    def draw(canvas: object) -> None:
        page_of(head, top=40, size=9)(canvas)
        page_of(*lines)(canvas)
        page_of(str(number), top=A4[1] - 30, size=9)(canvas)

    return draw


def marked(page: Page) -> list[str]:
    return [page.text[start:end] for start, end in page.furniture]


def test_headers_and_page_numbers_that_come_back_are_furniture(make_pdf: MakePdf, read: Read) -> None:
    document = read(make_pdf(*(sheet(n, f"第{n}段的文字", f"内容之{n}") for n in range(1, 5))))
    assert [sorted(marked(page)) for page in document.pages] == [
        sorted(["演示水务股份有限公司公告", str(n)]) for n in range(1, 5)
    ]
    assert "演示水务股份有限公司公告" in document.pages[0].text
    assert "演示水务" not in document.search.text


def test_a_sentence_runs_over_the_page_border(make_pdf: MakePdf, read: Read) -> None:
    document = read(make_pdf(sheet(1, "公司决定终止"), sheet(2, "该项目的建设"), sheet(3, "特此公告")))
    assert "决定终止该项目的建设" in document.search.text


def test_the_head_of_the_first_page_keeps_its_code_and_number(make_pdf: MakePdf, read: Read) -> None:
    document = read(make_pdf(*(sheet(n, f"第{n}段", head=HEAD) for n in range(1, 5))))
    assert marked(document.pages[0]) == ["1"]
    assert "公告编号:2024-017" in document.search.text
    assert len(marked(document.pages[2])) == 2


def test_a_header_on_two_pages_only_is_text_but_a_lone_page_number_is_not(make_pdf: MakePdf, read: Read) -> None:
    document = read(make_pdf(sheet(1, "正文一"), sheet(2, "正文二")))
    assert [marked(page) for page in document.pages] == [["1"], ["2"]]


def test_a_number_in_the_text_is_no_page_number(make_pdf: MakePdf, read: Read) -> None:
    document = read(make_pdf(page_of("2023", "2024", top=40)))
    assert marked(document.pages[0]) == []


def test_a_short_notice_is_not_called_lost(make_pdf: MakePdf, read: Read) -> None:
    body = [f"第{n}条 双方确认项目已经停止，资产由县政府接收。" for n in range(20)]
    document = read(make_pdf(page_of(*body), page_of("演示水务股份有限公司董事会", "二〇二四年十二月二十三日")))
    assert document.fully_read
    assert not any(page.quality.lost for page in document.pages)


def test_a_page_whose_content_breaks_off_is_called_lost(make_pdf: MakePdf, read: Read) -> None:
    body = [
        [f"{p}-{n} {p * 7919 * n % 10007} 双方确认项目已停止，资产由县政府接收。" for n in range(30)] for p in range(4)
    ]
    data = make_pdf(*(page_of(*lines, step=22) for lines in body), pageCompression=0)
    whole = read(data)
    damaged = read(broken_off(data, 3))
    assert not any(page.quality.lost for page in whole.pages)
    assert damaged.pages[2].quality.characters < whole.pages[2].quality.characters / 5
    assert [page.number for page in damaged.pages if page.quality.lost] == [3]
    assert not damaged.fully_read


def broken_off(data: bytes, number: int) -> bytes:
    """The same PDF with the n-th content stream compressed and its compressed form damaged in place."""
    found = list(re.finditer(rb"<<\s*/Length (\d+)\s*>>\s*stream\r?\n", data))[number - 1]
    start, length = found.end(), int(found[1])
    packed = zlib.compress(data[start : start + length], 1)
    spoiled = packed[:40] + b"\xff" * (len(packed) - 40)
    new = b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(spoiled) + spoiled
    return data[: found.start()] + new + data[start + length :]


def test_a_page_of_unmapped_glyphs_is_called_lost(make_pdf: MakePdf) -> None:
    garbled = Evidence(Quality(characters=400, unmapped=300), 5, 0)
    ticked = Evidence(Quality(characters=400, unmapped=30), 5, 0)
    assert lost_pages(make_pdf(page_of("一")), {1: garbled, 2: ticked}) == {1}
