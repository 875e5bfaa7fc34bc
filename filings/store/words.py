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


class Holding(NamedTuple):
    """What the tables say of a filing that the indexes must know; ``indexed`` is the document whose pages they hold."""

    key: int
    published: datetime
    title: str
    indexed: str | None
    facts: str
    tags: tuple[str, ...]

    @property
    def title_row(self) -> IndexRow:
        """The row of the title."""
        return IndexRow(numbering.title_number(self.published, self.key), self.title, self.tags)

    @property
    def page_index(self) -> str:
        """The index of its pages and facts."""
        return pages_index(numbering.year_of(self.published))


def pages_index(year: int) -> str:
    """The name of a year's index of pages."""
    return f"page_words_{int(year)}"


def indexes(tx: Connection) -> list[str]:
    """The names of all text indexes."""
    return [TITLES, *(pages_index(year) for year in years(tx))]


def years(tx: Connection) -> list[int]:
    """The years that have an index of pages, the newest first."""
    return [row[0] for row in tx.exec_driver_sql("SELECT year FROM text_years ORDER BY year DESC")]


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
    """Around a change of a filing's title, events or indexed pages: the indexes follow."""
    before = holding(tx, key)
    yield
    after = holding(tx, key)
    dialect = dialects.of(tx)
    if after.title_row != before.title_row:
        dialect.forget(tx, TITLES, [before.title_row])
        dialect.add(tx, TITLES, [after.title_row])
    if (after.tags, after.indexed) != (before.tags, before.indexed):
        _forget(tx, before, [*_pages(tx, before), *_facts(before)])
        _add(tx, after, [*_pages(tx, after), *_facts(after)])
    elif after.facts != before.facts:
        _forget(tx, before, _facts(before))
        _add(tx, after, _facts(after))


def set_pages(tx: Connection, key: int, sha256: str | None) -> None:
    """Index the stored pages of a document as those of a filing (or none), in place of those before."""
    with changing(tx, key):
        tx.execute(update(schema.filings).where(schema.filings.c.id == key).values(indexed=sha256))


def add_filings(tx: Connection, keys: Sequence[int]) -> None:
    """Index everything of filings of which the indexes hold nothing."""
    held = [holding(tx, key) for key in keys]
    dialects.of(tx).add(tx, TITLES, [one.title_row for one in held])
    for one in held:
        _add(tx, one, [*_pages(tx, one), *_facts(one)])


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


def holding(tx: Connection, key: int) -> Holding:
    """What the tables say of a filing now."""
    table, companies = schema.filings, schema.filing_codes
    columns = select(table.c.published, table.c.title, table.c.source, table.c.indexed)
    row = tx.execute(columns.where(table.c.id == key)).one()
    codes = select(companies.c.code).where(companies.c.filing_id == key).order_by(companies.c.position)
    facts, tags = _of_events(tx, key)
    own = _own_tags(row.source, list(tx.scalars(codes)))
    return Holding(key, row.published, row.title, row.indexed, facts, (*own, *tags))


def _of_events(tx: Connection, key: int) -> tuple[str, tuple[str, ...]]:
    """The words of a filing's events, and the tags of those by which it is found."""
    table, acts = schema.events, schema.event_acts
    columns = select(table.c.event_id, table.c.disposition, table.c.severity, table.c.words)
    found = tx.execute(columns.where(table.c.filing_id == key).order_by(table.c.event_id)).all()
    facts = "\n¦".join(row.words for row in found if row.words)
    shown = [row for row in found if row.disposition in FLAGGED]
    if not shown:
        return facts, ()
    ids = [row.event_id for row in shown]
    named = tx.scalars(select(acts.c.act).where(acts.c.event_id.in_(ids)).distinct().order_by(acts.c.act))
    highest = max((row.severity for row in shown if row.severity is not None), default=-1)
    tags = [
        *(tag("a", act) for act in named),
        *(tag("v", severity) for severity in range(highest + 1)),
        *(tag("p", place) for place in sorted(places.ids_of(tx, ids))),
    ]
    return facts, tuple(tags)


def _pages(tx: Connection, held: Holding) -> list[IndexRow]:
    if held.indexed is None:
        return []
    table = schema.page_texts
    query = select(table.c.page, table.c.text).where(table.c.sha256 == held.indexed).order_by(table.c.page)
    numbered = ((numbering.page_number(held.published, held.key, row.page), row.text) for row in tx.execute(query))
    return [IndexRow(number, text, held.tags) for number, text in numbered if number is not None]


def _facts(held: Holding) -> list[IndexRow]:
    number = numbering.facts_number(held.published, held.key)
    return [IndexRow(number, held.facts, held.tags)] if held.facts else []


def _forget(tx: Connection, held: Holding, rows: list[IndexRow]) -> None:
    if rows:
        dialects.of(tx).forget(tx, held.page_index, rows)


def _add(tx: Connection, held: Holding, rows: list[IndexRow]) -> None:
    if not rows:
        return
    table, year = schema.text_years, numbering.year_of(held.published)
    if tx.scalars(select(table.c.year).where(table.c.year == year)).first() is None:
        dialects.of(tx).make_index(tx, held.page_index)
        tx.execute(table.insert().values(year=year))
    dialects.of(tx).add(tx, held.page_index, rows)
