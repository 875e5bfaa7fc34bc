"""What is no readable PDF ends as the right typed error, with a next step."""

from __future__ import annotations

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from filings.errors import DocumentError, Encrypted, NotAPdf, NoText, Truncated
from tests.documents.conftest import MakePdf, Read, page_of


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<!DOCTYPE html><html><body>403</body></html>", "a web page"),
        (b"PK\x03\x04" + b"\0" * 40, "a ZIP archive"),
        (b"\xff\xd8\xff\xe0 jfif", "a picture"),
        (b"\xd0\xcf\x11\xe0 ole", "an old Word"),
        (b"rubbish", "something else"),
    ],
)
def test_a_file_that_is_no_pdf_is_named_for_what_it_is(read: Read, data: bytes, said: str) -> None:
    with pytest.raises(NotAPdf, match=said) as caught:
        read(data)
    assert caught.value.hint


def test_a_cut_file_is_truncated_and_never_repaired(make_pdf: MakePdf, read: Read) -> None:
    data = make_pdf(*(page_of(f"第{n}段", "终止项目") for n in range(1, 9)))
    for part in (0.3, 0.5, 0.7):
        with pytest.raises(Truncated):
            read(data[: int(len(data) * part)])
    with pytest.raises(Truncated, match="empty"):
        read(b"")


def test_a_file_that_lacks_only_its_end_mark_is_read(make_pdf: MakePdf, read: Read) -> None:
    data = make_pdf(page_of("终止项目"))
    assert read(data[: data.rindex(b"startxref")]).pages[0].text == "终止项目"
    assert read(data + b"\0" * 3000).pages[0].text == "终止项目"


def test_a_pdf_with_a_broken_inside_is_said_to_be_damaged(read: Read) -> None:
    with pytest.raises(NotAPdf, match="damaged"):
        read(b"%PDF-1.7\n1 0 obj << /A 1 >> endobj\n%%EOF\n")


def test_a_user_password_is_an_error_and_an_owner_password_is_none(make_pdf: MakePdf, read: Read) -> None:
    page = page_of("终止项目")
    locked = make_pdf(page, encrypt=StandardEncryption("secret", ownerPassword="owner", strength=128))
    open_to_read = make_pdf(page, encrypt=StandardEncryption("", ownerPassword="owner", strength=128))
    with pytest.raises(Encrypted) as caught:
        read(locked)
    assert caught.value.hint
    assert read(open_to_read).pages[0].text == "终止项目"


def test_pages_of_pictures_only_have_no_text(make_pdf: MakePdf, read: Read) -> None:
    def drawn(canvas: Canvas) -> None:
        canvas.rect(100, 100, 200, 200, fill=1)

    with pytest.raises(NoText, match="none of 2 pages") as caught:
        read(make_pdf(drawn, drawn))
    assert caught.value.hint
    document = read(make_pdf(drawn, page_of("终止项目")))
    assert [page.origin for page in document.pages] == ["none", "embedded"]
    assert read(make_pdf(drawn, page_of("终止项目")), pages=(1, 1)).pages_without_text == 1


def test_every_error_is_of_the_tree() -> None:
    assert all(issubclass(kind, DocumentError) for kind in (NotAPdf, Truncated, Encrypted, NoText))
