"""Full-text search: the bigram index proposes, the text decides."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, select, text
from sqlalchemy.sql.selectable import TextualSelect

from filings.model import NormalisedText, Record, in_one_line, normalise
from filings.store import queries, schema, words

_AROUND = 24


class TextHit(Record):
    """A filing whose title (``page`` is ``None``) or page holds all the words."""

    filing_key: int
    page: int | None
    snippet: str


def find(tx: Connection, wanted: str, narrow: queries.Narrowing) -> list[TextHit]:
    """Filings that hold all the words in their title or on one page, the newest first."""
    match = words.query_of(wanted)
    terms = [normalise(word).lower() for word in wanted.split()]
    if not match:
        return []
    limit = narrow.limit or 50
    found: dict[int, TextHit] = {}
    for hit in (*_titles(tx, match, terms, narrow), *_pages(tx, match, terms, narrow)):
        found.setdefault(hit.filing_key, hit)
    table = schema.filings
    newest = select(table.c.id).where(table.c.id.in_(found)).order_by(table.c.published.desc(), table.c.id.desc())
    return [found[key] for key in tx.scalars(newest.limit(limit))]


def _index(name: str) -> TextualSelect:
    return text(f"SELECT rowid FROM {name} WHERE {name} MATCH :match").columns(rowid=schema.filings.c.id.type)  # noqa: S608 - our own names


def _narrowed(query: Select[Any], narrow: queries.Narrowing) -> Select[Any]:
    return queries.filings(query, narrow.model_copy(update={"limit": None}))


def _titles(tx: Connection, match: str, terms: list[str], narrow: queries.Narrowing) -> list[TextHit]:
    table = schema.filings
    query = _narrowed(select(table.c.id, table.c.title).where(table.c.id.in_(_index("title_words"))), narrow)
    rows = tx.execute(query, {"match": match})
    return [TextHit(filing_key=key, page=None, snippet=title) for key, title in rows if _holds(title, terms)]


def _pages(tx: Connection, match: str, terms: list[str], narrow: queries.Narrowing) -> list[TextHit]:
    table, pages = schema.filings, schema.page_texts
    query = (
        select(table.c.id, pages.c.page, pages.c.text)
        .join(pages, pages.c.sha256 == table.c.sha256)
        .where(pages.c.id.in_(_index("page_words")))
    )
    rows = tx.execute(_narrowed(query, narrow).order_by(pages.c.page), {"match": match})
    return [
        TextHit(filing_key=key, page=page, snippet=_snippet(raw, terms))
        for key, page, raw in rows
        if _holds(raw, terms)
    ]


def _holds(raw: str, terms: list[str]) -> bool:
    folded = normalise(raw).lower()
    return all(term in folded for term in terms)


def _snippet(raw: str, terms: list[str]) -> str:
    """The words around the first term, in one line."""
    folded = NormalisedText.of(raw)
    at = min(folded.text.lower().find(term) for term in terms)
    start, end = folded.raw_span(max(0, at - _AROUND), min(len(folded.text), at + len(terms[0]) + _AROUND))
    return in_one_line(raw[start:end])
