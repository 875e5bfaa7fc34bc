from __future__ import annotations

import struct
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from filings.model import (
    Document,
    Fact,
    Money,
    NormalisedText,
    NotStated,
    Page,
    Period,
    Quality,
    Quote,
    Text,
    in_one_line,
    normalise,
    parse_code,
    ticker_of,
)


def test_words_in_one_line_keep_no_space_where_a_chinese_line_broke() -> None:
    assert in_one_line("终止\n五个 项目，\n共 5 项 PPP\nproject") == "终止五个项目，共 5 项 PPP project"


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("终 止\n合同", "终止合同"),
        ("２０１６年", "2016年"),
        ("万科Ａ", "万科A"),
        ("二〇一六", "二零一六"),
        ("“项目”", '"项目"'),
    ],
)
def test_text_is_folded_for_searching(raw: str, folded: str) -> None:
    assert normalise(raw) == folded


@given(st.text(max_size=60))
def test_every_folded_character_leads_back_to_its_origin(raw: str) -> None:
    folded = NormalisedText.of(raw)
    assert folded.text == normalise(raw)
    for index in range(len(folded.text)):
        start, end = folded.raw_span(index, index + 1)
        assert end == start + 1
        assert folded.text[index] in normalise(raw[start:end])


def test_a_sentence_over_a_page_border_is_one_and_quotes_both_pages() -> None:
    document = Document.from_text("公司决定终止", "该 项目。")
    at = document.search.text.index("终止该项目")
    quotes = document.search.quotes(at, at + 5)
    assert [(quote.page, quote.text) for quote in quotes] == [(1, "终止"), (2, "该 项目")]
    assert all(document.holds(quote) for quote in quotes)


def test_furniture_is_not_searched_but_stays_in_the_text() -> None:
    page = Page(
        number=1,
        width=595,
        height=842,
        text="演示文件\n终止",
        origin="embedded",
        furniture=((0, 4),),
        quality=Quality(characters=6),
    )
    document = Document(sha256="a", pages=(page,), page_count=1, reader="test")
    assert document.search.text == "终止"
    assert document.search.quotes(0, 2)[0].start == 5


def test_boxes_are_joined_line_by_line() -> None:
    def packed(*boxes: tuple[float, float, float, float]) -> bytes:
        return b"".join(struct.pack("4f", *box) for box in boxes)

    page = Page(
        number=1,
        width=595,
        height=842,
        text="终止\n项目",
        origin="embedded",
        char_boxes=packed((10, 10, 20, 20), (20, 10, 30, 20), (0, 0, 0, 0), (10, 30, 20, 40), (20, 30, 30, 40)),
        quality=Quality(characters=4),
    )
    assert page.boxes(0, 5) == ((10, 10, 30, 20), (10, 30, 30, 40))
    with pytest.raises(ValidationError):
        Page(**{**page.model_dump(), "char_boxes": b"\0" * 16})


def test_a_quote_is_exactly_as_long_as_its_span() -> None:
    Quote(document="a", page=1, start=3, end=5, text="终止")
    with pytest.raises(ValidationError):
        Quote(document="a", page=1, start=3, end=6, text="终止")


def test_a_document_does_not_hold_words_that_stand_elsewhere() -> None:
    document = Document.from_text("终止项目")
    quote = document.quote(1, 0, 2)
    assert document.holds(quote)
    assert not document.holds(quote.model_copy(update={"start": 1, "end": 3}))
    assert not document.holds(quote.model_copy(update={"page": 2}))
    assert not Document.from_text("终止项目 ").holds(quote)


def test_a_document_with_a_lost_or_missing_page_was_not_fully_read() -> None:
    assert Document.from_text("一", "二").fully_read
    assert not Document.from_text("一", "").fully_read
    assert not Document.from_text("一").model_copy(update={"page_count": 2}).fully_read


def test_a_fact_without_a_quote_is_refused_and_not_stated_carries_none() -> None:
    quote = Document.from_text("政策").quote(1, 0, 2)
    Fact(name="reason", value=Text(text="政策"), quotes=(quote,))
    Fact(name="reason", value=NotStated(pages_read=(1,)), basis="not_stated")
    with pytest.raises(ValidationError):
        Fact(name="reason", value=Text(text="政策"))
    with pytest.raises(ValidationError):
        Fact(name="reason", value=NotStated(pages_read=(1,)), basis="not_stated", quotes=(quote,))
    with pytest.raises(ValidationError):
        Fact(name="reason", value=Text(text="政策"), basis="derived", quotes=(quote,))


def test_values_equal_themselves_after_a_json_round_trip() -> None:
    quote = Document.from_text("人民币1亿元").quote(1, 0, 6)
    for value in (Money(amount=Decimal(100000000)), Period(start=None, end=None, precision="year")):
        fact = Fact(name="amount", value=value, quotes=(quote,))
        assert Fact.model_validate_json(fact.model_dump_json()) == fact
    assert '"amount":"100000000.00"' in Money(amount=Decimal(100000000)).model_dump_json()
    assert '"from":null' in Period(start=None, end=None).model_dump_json()


@pytest.mark.parametrize("text", ["002236", "002236.SZ", "sz002236", "SZ002236", " 002236 "])
def test_codes_are_understood_however_they_are_written(text: str) -> None:
    assert parse_code(text) == "002236"


def test_words_are_no_codes() -> None:
    assert [parse_code(text) for text in ("大华股份", "2236", "0022367")] == [None, None, None]
    assert [ticker_of(code) for code in ("002236", "600000", "830799", "920001")] == [
        "002236.SZ",
        "600000.SH",
        "830799.BJ",
        "920001.BJ",
    ]
