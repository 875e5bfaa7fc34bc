"""Pages as pictures, with the quoted words marked."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from filings.documents.pictures import render
from filings.documents.wire import Drawing
from filings.errors import DocumentError, NotFound
from tests.documents.conftest import MakePdf, page_of

BODY = [f"第{n}条 双方确认该项目已停止建设，相关资产由县政府接收并完成结算。" for n in range(30)]


def pixels(picture: Image.Image) -> list[tuple[int, ...]]:
    """Red, green and blue of each pixel."""
    flat = picture.convert("RGB").tobytes()
    return list(zip(flat[0::3], flat[1::3], flat[2::3], strict=True))


def test_a_page_of_text_is_a_small_grey_picture(make_pdf: MakePdf) -> None:
    made = render(make_pdf(page_of(*BODY)), Drawing(page=1))
    picture = Image.open(io.BytesIO(made))
    assert picture.format == "PNG"
    assert picture.size == (893, 1263)
    assert len(made) < 250_000
    assert all(red == green == blue for red, green, blue in pixels(picture))


def test_a_mark_is_yellow_and_the_words_stay_black(make_pdf: MakePdf) -> None:
    data = make_pdf(page_of("终止项目" * 8))
    made = render(data, Drawing(page=1, boxes=((72, 85, 200, 105),), scale=2))
    colours = pixels(Image.open(io.BytesIO(made)).crop((2 * 72, 2 * 85, 2 * 200, 2 * 105)))
    yellow = sum(red > 200 and green > 180 and blue < 140 for red, green, blue in colours)
    black = sum(red < 60 and green < 60 and blue < 60 for red, green, blue in colours)
    assert yellow > len(colours) / 3
    assert black > 100
    assert len(made) < 250_000


def test_a_missing_page_and_a_damaged_file_are_typed_errors(make_pdf: MakePdf) -> None:
    with pytest.raises(NotFound, match="no page 2"):
        render(make_pdf(page_of("一")), Drawing(page=2))
    with pytest.raises(DocumentError):
        render(b"%PDF-1.4 rubbish", Drawing(page=1))


def test_a_crop_is_cut_around_the_mark_and_a_stamp_covers_nothing(make_pdf: MakePdf) -> None:
    data = make_pdf(page_of(*BODY))
    mark = (72.0, 85.0, 200.0, 105.0)
    strip = (0.0, 65.0, 9_999.0, 125.0)
    cut = Image.open(io.BytesIO(render(data, Drawing(page=1, boxes=(mark,), scale=2, crop=strip))))
    assert cut.size == (1190, 120)
    stamped = Image.open(
        io.BytesIO(render(data, Drawing(page=1, boxes=(mark,), scale=2, crop=strip, stamp="INVENTED")))
    )
    above = stamped.height - cut.height
    assert above == 32
    assert any(red > 120 and green < 90 for red, green, _ in pixels(stamped.crop((0, 0, stamped.width, above))))
    assert pixels(stamped.crop((0, above, 1190, stamped.height)))[:600] == pixels(cut)[:600]


def test_a_crop_outside_the_page_is_still_a_picture(make_pdf: MakePdf) -> None:
    made = render(make_pdf(page_of("一")), Drawing(page=1, scale=1, crop=(-50, 5_000, -40, 6_000)))
    assert min(Image.open(io.BytesIO(made)).size) >= 1
