"""Pages as pictures, with the quoted words marked."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from filings.documents.pictures import render_page
from filings.errors import DocumentError, NotFound
from tests.documents.conftest import MakePdf, page_of

BODY = [f"第{n}条 双方确认该项目已停止建设，相关资产由县政府接收并完成结算。" for n in range(30)]


def pixels(picture: Image.Image) -> list[tuple[int, ...]]:
    """Red, green and blue of each pixel."""
    flat = picture.convert("RGB").tobytes()
    return list(zip(flat[0::3], flat[1::3], flat[2::3], strict=True))


def test_a_page_of_text_is_a_small_grey_picture(make_pdf: MakePdf) -> None:
    made = render_page(make_pdf(page_of(*BODY)), page=1, boxes=(), scale=1.5)
    picture = Image.open(io.BytesIO(made))
    assert picture.format == "PNG"
    assert picture.size == (893, 1263)
    assert len(made) < 250_000
    assert all(red == green == blue for red, green, blue in pixels(picture))


def test_a_mark_is_yellow_and_the_words_stay_black(make_pdf: MakePdf) -> None:
    data = make_pdf(page_of("终止项目" * 8))
    made = render_page(data, page=1, boxes=((72, 85, 200, 105),), scale=2)
    colours = pixels(Image.open(io.BytesIO(made)).crop((2 * 72, 2 * 85, 2 * 200, 2 * 105)))
    yellow = sum(red > 200 and green > 180 and blue < 140 for red, green, blue in colours)
    black = sum(red < 60 and green < 60 and blue < 60 for red, green, blue in colours)
    assert yellow > len(colours) / 3
    assert black > 100
    assert len(made) < 250_000


def test_a_missing_page_and_a_damaged_file_are_typed_errors(make_pdf: MakePdf) -> None:
    with pytest.raises(NotFound, match="no page 2"):
        render_page(make_pdf(page_of("一")), page=2, boxes=(), scale=1)
    with pytest.raises(DocumentError):
        render_page(b"%PDF-1.4 rubbish", page=1, boxes=(), scale=1)
