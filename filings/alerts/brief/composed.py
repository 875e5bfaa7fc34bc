"""What a brief is: a headline and statements, each with the words it rests on, in every form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from filings.alerts.brief.forms import html, markdown, record
from filings.alerts.brief.said import Said, plain
from filings.alerts.brief.sheet import Entry, Lang, Sheet, shown
from filings.model import Brief, Quote, Record


class DocumentFacts(Record):
    """The filing's PDF: its address (``None`` for a local file), hash, pages and how many of them have no text."""

    url: str | None
    sha256: str
    pages: int
    pages_without_text: int


class Statement(Record):
    """One thing said in both languages (lines are separated by line breaks) and its quotes."""

    label_en: str
    label_zh: str
    en: str
    zh: str
    quotes: tuple[Quote, ...] = ()

    def entry(self) -> Entry:
        """The statement as it is shown."""
        words, more = shown(self.quotes)
        lines = tuple(Said(en, zh) for en, zh in zip(self.en.split("\n"), self.zh.split("\n"), strict=True))
        return Entry(label=Said(self.label_en, self.label_zh), lines=lines, words=words, more=more)


class Composed(Record):
    """A brief: ``subject`` for a mail (≤ 70 characters), the plain texts, and what they are made of.

    ``statements`` hold whole quotes with their boxes, ``sheet`` the same as it is shown, ready for every form.
    """

    subject: str
    brief: Brief
    statements: tuple[Statement, ...]
    sheet: Sheet

    def text(self, lang: str) -> str:
        """The plain text in a language: ``zh``, otherwise English."""
        return self.brief.zh if lang == "zh" else self.brief.en

    def markdown(self, lang: str) -> str:
        """The brief as CommonMark with a table of the items; nothing in it is raw HTML."""
        return markdown.markdown(self.sheet, _lang(lang))

    def html(self, lang: str, *, picture: str | None = None) -> str:
        """A whole page without script; ``picture`` is the address of the evidence picture (``cid:…``, ``data:…``)."""
        return html.page(self.sheet, _lang(lang), picture=picture)

    def record(self) -> dict[str, Any]:
        """The brief as plain JSON values, both languages side by side."""
        return record.record(self.sheet)


def _lang(lang: str) -> Lang:
    return "zh" if lang == "zh" else "en"


def statement(label: Said, lines: Iterable[Said], quotes: Iterable[Quote] = ()) -> Statement:
    """A statement of one or more lines; nothing in a line can begin another one."""
    kept = [Said(plain(line.en), plain(line.zh)) for line in lines]
    return Statement(
        label_en=plain(label.en, 40),
        label_zh=plain(label.zh, 20),
        en="\n".join(line.en for line in kept),
        zh="\n".join(line.zh for line in kept),
        quotes=without_repeats(quotes),
    )


def without_repeats(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """Each place once; words inside another quote of the statement are not quoted again."""
    each = tuple({(q.page, q.start, q.end): q for q in quotes}.values())
    return tuple(q for q in each if not any(_holds(other, q) for other in each if other is not q))


def _holds(outer: Quote, inner: Quote) -> bool:
    return outer.page == inner.page and outer.start <= inner.start and inner.end <= outer.end
