"""A PDF made of text and pictures: every engine reads it, no point of a picture is lost, and it is the same again."""

from __future__ import annotations

import io

import pdfplumber
import pypdfium2
import pytest
from PIL import Image, ImageChops

from filings.documents.picture_pdf import Shot, Words, write_pdf
from tests.documents.conftest import Read


def png(mode: str, size: tuple[int, int] = (80, 40)) -> bytes:
    picture = Image.linear_gradient("L").resize(size)
    made = {
        "L": picture,
        "P": picture.convert("RGB").quantize(16),
        "RGB": Image.merge("RGB", (picture, ImageChops.invert(picture), picture)),
    }[mode]
    written = io.BytesIO()
    made.save(written, "PNG")
    return written.getvalue()


def test_its_text_is_read_by_both_engines(read: Read) -> None:
    data = write_pdf([Words("Issuer: 演示水务 (009001)"), Words("终止", 20), Shot(png("L"))])
    assert read(data).pages[0].text.split() == ["Issuer:", "演示水务", "(009001)", "终止"]
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        assert "演示水务" in pdf.pages[0].extract_text()


@pytest.mark.parametrize("mode", ["L", "P", "RGB"])
def test_a_picture_is_kept_point_by_point(mode: str) -> None:
    data = write_pdf([Shot(png(mode))])
    with pypdfium2.PdfDocument(data) as pdf:
        (kept,) = pdf[0].get_objects()
        picture = kept.get_bitmap().to_pil().convert("RGB")
    original = Image.open(io.BytesIO(png(mode))).convert("RGB")
    assert picture.size == original.size
    assert ImageChops.difference(picture, original).getbbox() is None


def test_long_text_and_whole_pictures_go_on_over_pages() -> None:
    data = write_pdf(
        [Words("终止合同。" * 600), Shot(png("L", (60, 80)), whole=True), Shot(png("L", (60, 80)), whole=True)]
    )
    with pypdfium2.PdfDocument(data) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    assert "".join("".join(pages).split()).count("终止合同。") == 600
    assert [bool(text.strip()) for text in pages[-2:]] == [False, False]
    assert len(pages) >= 4


def test_the_same_content_gives_the_same_bytes() -> None:
    blocks: list[Words | Shot] = [Words("终止"), Shot(png("P"))]
    assert write_pdf(blocks) == write_pdf(blocks)
    assert write_pdf([]).endswith(b"%%EOF\n")


def test_bytes_that_are_no_png_are_refused() -> None:
    with pytest.raises(ValueError, match="no PNG"):
        write_pdf([Shot(b"GIF89a")])
