"""The brief as a sheet: what is said in both languages, before it takes a form (text, Markdown, HTML, JSON)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from filings.alerts.brief.said import Said, quoted
from filings.model import Quote, Record

Lang = Literal["en", "zh"]

_WORDS = 12
"""Quotes shown of one statement; the record holds all."""


class Words(Record):
    """A quote as it is shown: its page, its place in the page's text, and the words as one harmless line."""

    page: int
    start: int
    end: int
    text: str
    ocr: bool = False

    @classmethod
    def of(cls, quote: Quote) -> Words:
        """The words of a quote; a long one is shortened in the middle."""
        return cls(
            page=quote.page, start=quote.start, end=quote.end, text=quoted(quote.text), ocr=quote.origin == "ocr"
        )


class Entry(Record):
    """One thing said: a label, a line or more, the words it rests on (``more`` counts those left out).

    ``strong`` makes the first line a heading of its own, where a message tells of several filings.
    """

    label: Said
    lines: tuple[Said, ...]
    words: tuple[Words, ...] = ()
    more: int = 0
    strong: bool = False


class Row(Record):
    """One row of a grid, with the words that its cells rest on."""

    cells: tuple[Said, ...]
    words: tuple[Words, ...] = ()


class Grid(Record):
    """A table: projects, assets, claims, or changes; ``more`` counts the rows left out."""

    label: Said
    columns: tuple[Said, ...]
    rows: tuple[Row, ...]
    more: int = 0


class Section(Record):
    """A group of entries under one title."""

    title: Said
    blocks: tuple[Entry | Grid, ...]


class Sheet(Record):
    """A whole brief.

    ``notice`` marks a rehearsal, ``banner`` what kind of message it is if not a first alert, ``lead`` tells the
    story in a few sentences, ``url`` is the exchange's PDF. ``plain`` stands instead of sections where a
    message is nothing but text, ``links`` are the addresses that a form may link to.
    """

    subject: Said
    headline: Said
    notice: str | None = None
    banner: Said | None = None
    lead: tuple[Said, ...] = ()
    sections: tuple[Section, ...] = ()
    plain: Said | None = None
    url: str | None = None
    links: tuple[str, ...] = ()


def shown(quotes: tuple[Quote, ...]) -> tuple[tuple[Words, ...], int]:
    """The words to show of a statement's quotes, and how many are left out."""
    return tuple(Words.of(quote) for quote in quotes[:_WORDS]), max(0, len(quotes) - _WORDS)


def by_page(words: tuple[Words, ...]) -> Iterator[tuple[int, bool, list[Words]]]:
    """Words grouped by page and origin, in order: (page, read by OCR, words)."""
    pages: dict[tuple[int, bool], list[Words]] = {}
    for one in words:
        pages.setdefault((one.page, one.ocr), []).append(one)
    for (page, ocr), each in pages.items():
        yield page, ocr, each


def mark(page: int, lang: Lang, *, ocr: bool) -> str:
    """``p. 2`` and ``第2页``, with a word where the text was read by OCR."""
    if lang == "zh":
        return f"第{page}页{'，识别文字' if ocr else ''}"
    return f"p. {page}{', OCR' if ocr else ''}"


def in_(said: Said, lang: Lang) -> str:
    """One of the two languages."""
    return said.zh if lang == "zh" else said.en
