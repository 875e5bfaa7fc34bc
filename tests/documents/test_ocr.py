"""Scans: pages without text are recognised in a process of their own, and say so; without the extra they are parked."""

from __future__ import annotations

import io
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from filings.documents import pool as pools
from filings.documents.limits import ReaderLimits
from filings.documents.ocr import Seen, text_of
from filings.documents.pool import ReaderPool
from filings.errors import NoText
from filings.events import detect
from filings.model import Announcement, Document, Event
from tests.documents.conftest import MakePdf, page_of

Save = Callable[[bytes], Path]
SHA = "cd" * 32
NOTICES = Path(__file__).parent.parent.parent / "filings" / "demo" / "filings"
needs_ocr = pytest.mark.skipif(find_spec("rapidocr") is None, reason="the extra ocr is not installed")


def scanned(data: bytes, *, dpi: int = 150) -> bytes:
    """The same pages as pictures of black and white points."""
    written = io.BytesIO()
    canvas = Canvas(written, invariant=1)
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            size = page.get_size()
            picture = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("1")
            canvas.setPageSize(size)
            canvas.drawImage(ImageReader(picture), 0, 0, *size)
            canvas.showPage()
    canvas.save()
    return written.getvalue()


@pytest.fixture(scope="module")
def limits() -> ReaderLimits:
    return ReaderLimits(memory_mb=512, cpu_seconds=9, wall_seconds=60, max_pages=50, max_bytes=5_000_000, workers=1)


def told(event: Event) -> tuple[object, ...]:
    """What must not depend on how the page was read."""
    legs = [(leg.act, leg.object, leg.mode, leg.stage) for leg in event.legs]
    facts = [(fact.name, fact.basis) for fact in event.facts]
    return event.disposition, event.materiality, legs, facts, len(event.items), len(event.parties)


@needs_ocr
@pytest.mark.slow
@pytest.mark.parametrize("name", ["dahua-projects", "five-projects-exit"])
def test_a_scan_is_flagged_like_the_filing_itself_and_its_quotes_say_ocr(
    limits: ReaderLimits, save: Save, announcement: Announcement, name: str
) -> None:
    data = (NOTICES / f"{name}.pdf").read_bytes()
    with ReaderPool(limits) as pool:
        embedded = pool.read(save(data), sha256=SHA)
        recognised = pool.read(save(scanned(data)), sha256=SHA)
    assert {page.origin for page in recognised.pages} == {"ocr"}
    assert "rapidocr" in recognised.reader
    titled = announcement.model_copy(update={"title": "关于终止或退出相关项目的公告"})
    ours, theirs = detect(titled, embedded), detect(titled, recognised)
    assert ours.disposition == "flag"
    assert told(theirs) == told(ours)
    assert {quote.origin for quote in theirs.quotes()} == {"ocr"}
    assert all(recognised.holds(quote) and quote.boxes for quote in theirs.quotes())


@needs_ocr
@pytest.mark.slow
def test_recognised_words_stand_where_the_page_has_them(limits: ReaderLimits, save: Save, make_pdf: MakePdf) -> None:
    data = make_pdf(
        page_of("本公司决定终止演示县供水项目", "合同金额为12,345.67万元", size=14, step=40), page_of("第二页有文字")
    )
    half = pypdfium2.PdfDocument(scanned(data))
    half.del_page(1)
    half.import_pages(pypdfium2.PdfDocument(data), [1])
    written = io.BytesIO()
    half.save(written)
    with ReaderPool(limits) as pool:
        document = pool.read(save(written.getvalue()), sha256=SHA)
        embedded = pool.read(save(data), sha256=SHA)
    assert [page.origin for page in document.pages] == ["ocr", "embedded"]
    for words in ("终止演示县", "12,345.67万元"):
        (box,) = quote_of(document, words)
        (expected,) = quote_of(embedded, words)
        assert max(abs(a - b) for a, b in zip(box, expected, strict=True)) < 12


def quote_of(document: Document, words: str) -> tuple[tuple[float, ...], ...]:
    start = document.search.text.index(words)
    (quote,) = document.search.quotes(start, start + len(words))
    return quote.boxes


def test_without_the_extra_a_scan_is_parked_with_the_command_that_installs_it(
    limits: ReaderLimits, save: Save, make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "find_spec", lambda _name: None)
    path = save(scanned(make_pdf(page_of("终止项目"))))
    with ReaderPool(limits) as pool, pytest.raises(NoText, match="text layer") as caught:
        pool.read(path, sha256=SHA)
    assert "pip install 'filings[ocr]'" in (caught.value.hint or "")
    switched_off = limits.model_copy(update={"ocr": False})
    with ReaderPool(switched_off) as pool, pytest.raises(NoText) as caught:
        pool.read(path, sha256=SHA)
    assert "pip" not in (caught.value.hint or "")


def test_a_page_with_nothing_on_it_is_not_recognised(limits: ReaderLimits, save: Save, make_pdf: MakePdf) -> None:
    data = make_pdf(page_of("终止项目"), page_of())
    with ReaderPool(limits) as pool:
        assert [page.origin for page in pool.read(save(data), sha256=SHA).pages] == ["embedded", "none"]


def test_pieces_are_read_line_by_line_from_the_left_with_a_box_for_each_character() -> None:
    pieces = [
        Seen((300, 100, 360, 112), "万元", 0.9),
        Seen((72, 101, 172, 113), "甲AB乙", 0.9),
        Seen((72, 130, 96, 142), "下行", 0.9),
    ]
    text, packed = text_of(pieces)
    assert text == "甲AB乙 万元\n下行"
    boxes = memoryview(packed).cast("f").tolist()
    assert len(boxes) == 4 * len(text)
    lefts = boxes[0::4][:4]
    assert lefts == sorted(lefts)
    assert boxes[2] - boxes[0] > boxes[6] - boxes[4]  # 甲 is wider than A
    assert boxes[14] == pytest.approx(172, abs=0.01)
    assert boxes[16:20] == [0, 0, 0, 0]
