"""Documents as bytes and back."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from filings.documents.codec import pack, unpack
from filings.documents.limits import ReaderLimits
from filings.errors import StoreError
from filings.model import Cell, Document, Page, Quality, Table

numbers = st.floats(-1000, 5000, width=32)


@st.composite
def pages(draw: st.DrawFn, number: int) -> Page:
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
    floats = array("f", draw(st.lists(numbers, min_size=4 * len(text), max_size=4 * len(text))))
    box = (1.25, 2.5, 3.01, 4.99)
    cell = Cell(text=text, box=box, spans=((0, len(text)),))
    tables = (Table(box=box, rows=((cell, None),), caption="表一", unit="单位：元", unit_span=(0, 4)),)
    return Page(
        number=number,
        width=draw(numbers),
        height=842.25,
        text=text,
        origin="embedded",
        char_boxes=draw(st.sampled_from([b"", floats.tobytes()])),
        tables=draw(st.sampled_from([(), tables])),
        furniture=((0, 1),),
        quality=Quality(characters=len(text), unmapped=1, lost=draw(st.booleans())),
    )


@given(st.integers(0, 3).flatmap(lambda n: st.tuples(*(pages(i) for i in range(1, n + 1)))), st.sampled_from([0, 1, 6]))
def test_a_document_survives_the_way_there_and_back(made: tuple[Page, ...], level: int) -> None:
    document = Document(sha256="ab" * 32, pages=made, page_count=len(made) + 1, reader="test 1")
    assert unpack(pack(document, level=level)) == document


def packed() -> bytes:
    return pack(Document.from_text("终止项目", "处置资产"))


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"FD1\n",
        b"FD1\n\x01",
        b"%PDF-1.4",
        packed()[:-5],
        packed()[:20],
        packed()[:4] + b"\x01rubbish",
        b"FD9\n" + packed()[4:],
    ],
)
def test_damaged_bytes_are_a_store_error_with_a_next_step(damaged: bytes) -> None:
    with pytest.raises(StoreError) as caught:
        unpack(damaged)
    assert caught.value.hint


def test_limits_without_sense_are_refused() -> None:
    good = {"memory_mb": 512, "cpu_seconds": 5, "wall_seconds": 9, "max_pages": 9, "max_bytes": 9, "workers": 1}
    assert ReaderLimits(**good).workers == 1
    for key in good:
        with pytest.raises(ValidationError):
            ReaderLimits(**{**good, key: 0})
