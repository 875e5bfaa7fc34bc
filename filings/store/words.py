"""What the text indexes hold of a filing: its title, the pages that were read, the words of its facts.

An index row is made from what stands in the tables, and taken out by making it once more: so every change of a
title, of pages or of an event goes through ``changing``, which makes the rows before and after and replaces those
that differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select, update

from filings.model import FLAGGED, Announcement, Event, Fact, Text
from filings.store import dialects, numbering, places, schema
from filings.store.grams import IndexRow, tag

TITLES = "title_words"


class Rows(NamedTuple):
    """The rows of one filing: its title, and the row of its facts in the index of its year (or none)."""

    title: IndexRow
    year: int
    facts: IndexRow | None


def pages_index(year: int) -> str:
    """The name of a year's index of pages."""
    return f"page_words_{int(year)}"


def indexes(tx: Connection) -> list[str]:
    """The names of all text indexes."""
    return [TITLES, *(pages_index(year) for year in years(tx))]


def years(tx: Connection) -> list[int]:
    """The years that have an index of pages, the newest first."""
    table = schema.text_years
    return list(tx.scalars(select(table.c.year).order_by(table.c.year.desc())))


def add_titles(tx: Connection, listed: Iterable[tuple[int, Announcement]]) -> None:
    """Index the titles of new filings, given with their keys."""
    dialects.of(tx).add(
        tx,
        TITLES,
        [
            IndexRow(
                numbering.title_number(announcement.published, key),
                announcement.title,
                _own_tags(announcement.source, [company.code for company in announcement.companies]),
            )
            for key, announcement in listed
        ],
    )


@contextmanager
def changing(tx: Connection, key: int) -> Iterator[None]:
    """Around a change of a filing's title or events: the indexes follow."""
    before = rows_of(tx, key)
    yield
    after = rows_of(tx, key)
    dialect = dialects.of(tx)
    if after.title != before.title:
        dialect.forget(tx, TITLES, [before.title])
        dialect.add(tx, TITLES, [after.title])
    if after.facts != before.facts:
        index = _index_of_year(tx, after.year)
        dialect.forget(tx, index, [row for row in (before.facts,) if row])
        dialect.add(tx, index, [row for row in (after.facts,) if row])


def add_pages(tx: Connection, key: int, sha256: str) -> None:
    """Index the stored pages of a filing's document in place of those that were indexed before."""
    forget_pages(tx, key)
    year, rows = _pages(tx, key, sha256)
    dialects.of(tx).add(tx, _index_of_year(tx, year), rows)
    _set_indexed(tx, key, sha256)


def add_filings(tx: Connection, keys: Sequence[int]) -> None:
    """Index everything of filings of which the indexes hold nothing."""
    table = schema.filings
    dialect = dialects.of(tx)
    made = [rows_of(tx, key) for key in keys]
    dialect.add(tx, TITLES, [rows.title for rows in made])
    for rows in made:
        if rows.facts is not None:
            dialect.add(tx, _index_of_year(tx, rows.year), [rows.facts])
    read = select(table.c.id, table.c.indexed).where(table.c.id.in_(keys), table.c.indexed.is_not(None))
    for key, sha256 in tx.execute(read).all():
        year, pages = _pages(tx, key, sha256)
        dialect.add(tx, _index_of_year(tx, year), pages)


def forget_pages(tx: Connection, key: int) -> None:
    """Take a filing's pages out of the index."""
    table = schema.filings
    indexed = tx.scalars(select(table.c.indexed).where(table.c.id == key)).one()
    if indexed is not None:
        year, rows = _pages(tx, key, indexed)
        dialects.of(tx).forget(tx, pages_index(year), rows)
        _set_indexed(tx, key, None)


def facts_text(event: Event) -> str:
    """The words of an event's facts, items and parties, once each, one in a line."""
    facts = [*event.facts, *(fact for item in event.items for fact in item.facts)]
    facts += [fact for party in event.parties for fact in party.facts]
    named = [name for party in event.parties for name in (party.name, *party.aliases)]
    said = [*named, *(item.name for item in event.items), *_said(facts)]
    return "\n¦".join(dict.fromkeys(word for word in said if word))


def _said(facts: Sequence[Fact]) -> Iterator[str]:
    for fact in facts:
        if isinstance(fact.value, Text):
            yield fact.value.text
            yield fact.value.code or ""


def _own_tags(source: str, codes: Sequence[str]) -> tuple[str, ...]:
    return (tag("s", source), *(tag("c", code) for code in dict.fromkeys(codes)))


def rows_of(tx: Connection, key: int) -> Rows:
    """The index rows of a filing's title and facts, as the tables say they must be."""
    published, title, own = _listed(tx, key)
    words, tags = _of_events(tx, key)
    number = numbering.page_number(published, key, numbering.FACTS)
    facts = IndexRow(number, words, own) if words and number is not None else None
    row = IndexRow(numbering.title_number(published, key), title, (*own, *tags))
    return Rows(row, numbering.year_of(published), facts)


def _of_events(tx: Connection, key: int) -> tuple[str, tuple[str, ...]]:
    """The words of a filing's events, and the tags of those by which it is found."""
    table, acts = schema.events, schema.event_acts
    columns = select(table.c.event_id, table.c.disposition, table.c.severity, table.c.words)
    found = tx.execute(columns.where(table.c.filing_id == key).order_by(table.c.event_id)).all()
    shown = [row.event_id for row in found if row.disposition in FLAGGED]
    if not shown:
        return "\n¦".join(row.words for row in found if row.words), ()
    named = tx.scalars(select(acts.c.act).where(acts.c.event_id.in_(shown)).distinct().order_by(acts.c.act))
    highest = max((row.severity for row in found if row.event_id in shown and row.severity is not None), default=-1)
    tags = [
        *(tag("a", act) for act in named),
        *(tag("v", severity) for severity in range(highest + 1)),
        *(tag("p", place) for place in sorted(places.ids_of(tx, shown))),
    ]
    return "\n¦".join(row.words for row in found if row.words), tuple(tags)


def _listed(tx: Connection, key: int) -> tuple[datetime, str, tuple[str, ...]]:
    table, companies = schema.filings, schema.filing_codes
    row = tx.execute(select(table.c.published, table.c.title, table.c.source).where(table.c.id == key)).one()
    codes = select(companies.c.code).where(companies.c.filing_id == key).order_by(companies.c.position)
    return row.published, row.title, _own_tags(row.source, list(tx.scalars(codes)))


def _pages(tx: Connection, key: int, sha256: str) -> tuple[int, list[IndexRow]]:
    table = schema.page_texts
    published, _, own = _listed(tx, key)
    rows = []
    for page in tx.execute(select(table.c.page, table.c.text).where(table.c.sha256 == sha256).order_by(table.c.page)):
        number = None if page.page == numbering.FACTS else numbering.page_number(published, key, page.page)
        if number is not None:
            rows.append(IndexRow(number, page.text, own))
    return numbering.year_of(published), rows


def _set_indexed(tx: Connection, key: int, sha256: str | None) -> None:
    tx.execute(update(schema.filings).where(schema.filings.c.id == key).values(indexed=sha256))


def _index_of_year(tx: Connection, year: int) -> str:
    table = schema.text_years
    name = pages_index(year)
    if tx.scalars(select(table.c.year).where(table.c.year == year)).first() is None:
        dialects.of(tx).make_index(tx, name)
        tx.execute(table.insert().values(year=year))
    return name
