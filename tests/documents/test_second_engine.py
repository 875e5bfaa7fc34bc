"""Pages read again by the second engine, and drawn, in the reader's process."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from filings.documents.pool import ReaderPool
from filings.documents.wire import Drawing
from filings.errors import DocumentError, NotFound, TooLarge
from tests.documents.conftest import MakePdf, page_of

Save = Callable[[bytes], Path]
SHA = "ef" * 32


def test_the_wanted_pages_are_read_again_by_the_other_engine(pool: ReaderPool, make_pdf: MakePdf, save: Save) -> None:
    path = save(make_pdf(page_of("第一页"), page_of("第二页终止"), page_of("第三页")))
    first = pool.read(path, sha256=SHA)
    again = pool.read_again(path, sha256=SHA, pages=[2, 9])
    assert again.reader.startswith("pdfplumber")
    assert [page.number for page in again.pages] == [2]
    assert again.page_count == 3
    (ours,) = first.quote(2, 3, 5).boxes
    start = again.page(2).text.index("终止")
    (theirs,) = again.quote(2, start, start + 2).boxes
    assert ours[0] == pytest.approx(theirs[0], abs=0.5)
    assert ours[2] == pytest.approx(theirs[2], abs=0.5)


def test_what_the_second_engine_cannot_read_is_a_typed_error(pool: ReaderPool, save: Save) -> None:
    with pytest.raises(DocumentError) as caught:
        pool.read_again(save(b"%PDF-1.7\n1 0 obj << /A 1 >> endobj\n%%EOF\n"), sha256=SHA, pages=[1])
    assert (caught.value.sha256, bool(caught.value.hint)) == (SHA, True)


def test_a_page_is_drawn_in_the_reader_process(pool: ReaderPool, make_pdf: MakePdf, save: Save) -> None:
    path = save(make_pdf(page_of("终止项目")))
    picture = Image.open(io.BytesIO(pool.render(path, Drawing(page=1, scale=1), sha256=SHA)))
    assert (picture.format, picture.size) == ("PNG", (595, 842))
    with pytest.raises(NotFound, match="no page 3"):
        pool.render(path, Drawing(page=3), sha256=SHA)
    assert pool.read(path, sha256=SHA).pages[0].text == "终止项目"


def test_a_file_over_the_byte_cap_is_neither_drawn_nor_read_again(
    pool: ReaderPool, save: Save, make_pdf: MakePdf
) -> None:
    path = save(make_pdf(page_of("终止")) + bytes(6_000_000))
    with pytest.raises(TooLarge):
        pool.render(path, Drawing(page=1), sha256=SHA)
    with pytest.raises(TooLarge):
        pool.read_again(path, sha256=SHA, pages=[1])
