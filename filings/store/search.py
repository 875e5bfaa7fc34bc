"""Full-text search, the newest first: the index proposes, the text decides where the index cannot.

Two streams, titles and pages (year by year), are read only as far as needed and merged by time, so that the fifty
newest of a million cost no more than the fifty newest of a thousand.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection, select

from filings.model import Record
from filings.store import dialects, expression, grams, numbering, queries, schema, snippets, words
from filings.store.expression import Node
from filings.store.grams import Match, fold_words, tagged
from filings.store.numbering import FACTS, Bounds
from filings.store.queries import Narrowing

_LIMIT = 50
_MOST = 2048
"""Rows of the index that are looked at in one go at most."""
_MOST_PLACES = 64


class TextHit(Record):
    """A filing whose title or facts (``page`` is ``None``) or page holds all the words, which are marked «…»."""

    filing_key: int
    page: int | None
    snippet: str


class Found(NamedTuple):
    """A place where the words stand; ``page`` is 0 for the title."""

    order: int
    key: int
    page: int


@dataclass(frozen=True)
class _Question:
    """What is looked for, as the tree says it and as the index is asked."""

    tree: Node
    match: Match
    exact: bool
    narrow: Narrowing
    bounds: Bounds
    first: int


def find(tx: Connection, wanted: str, narrow: Narrowing) -> list[TextHit]:
    """Filings that hold the words in their title, on one page or in their facts, the newest first.

    Raises UsageError where ``wanted`` cannot be understood (see ``expression``).
    """
    tree = expression.parse(wanted)
    return [] if tree is None else _with_snippets(tx, tree, _newest(tx, tree, narrow))


def ids(tx: Connection, wanted: str, narrow: Narrowing) -> list[int]:
    """The keys of the filings that ``find`` finds, without their texts."""
    tree = expression.parse(wanted)
    return [] if tree is None else [found.key for found in _newest(tx, tree, narrow)]


def _newest(tx: Connection, tree: Node, narrow: Narrowing) -> list[Found]:
    if narrow.codes == () or narrow.places == ():
        return []
    match, exact = expression.plan(tree, ordered=dialects.of(tx).exact_phrases)
    limit = narrow.limit or _LIMIT
    tagged = grams.every(match, _tags(narrow)) or match
    question = _Question(tree, tagged, exact, narrow, _bounds(narrow), first=limit + 14)
    merged = heapq.merge(_titles(tx, question), _pages(tx, question), key=lambda found: -found.order)
    return list(islice(_once(merged), limit))


def _once(found: Iterator[Found]) -> Iterator[Found]:
    seen = {0}
    for one in found:
        if one.key not in seen:
            seen.add(one.key)
            yield one


def _bounds(narrow: Narrowing) -> Bounds:
    first, last = numbering.EVER
    if narrow.since is not None:
        first = numbering.second_of(narrow.since)
    if narrow.until is not None:
        last = numbering.second_of(narrow.until + timedelta(days=1))
    return max(0, first), max(0, last)


def _titles(tx: Connection, question: _Question) -> Iterator[Found]:
    """Titles that match."""
    span = numbering.title_span(question.bounds)
    for numbers in _batches(tx, words.TITLES, question.match, span, question.first):
        found = [Found(number, numbering.title_key(number), 0) for number in numbers]
        yield from _right_titles(tx, question, found)


def _right_titles(tx: Connection, question: _Question, found: list[Found]) -> list[Found]:
    allowed = _allowed(tx, question, found)
    if not question.exact:
        table = schema.filings
        query = select(table.c.id, table.c.title).where(table.c.id.in_(allowed))
        allowed = {row.id for row in tx.execute(query) if expression.holds(question.tree, fold_words(row.title))}
    return [one for one in found if one.key in allowed]


def _pages(tx: Connection, question: _Question) -> Iterator[Found]:
    """Pages that match, year by year. An empty mark between two years lets the merge wait with the older ones."""
    for year in words.years(tx):
        first, last = numbering.page_span(year, question.bounds)
        if last < first:
            continue
        for numbers in _batches(tx, words.pages_index(year), question.match, (first, last), question.first):
            found = [Found(*numbering.page_place(year, number)) for number in numbers]
            yield from _right_pages(tx, question, found)
        yield Found(numbering.order_from(year), 0, 0)


def _right_pages(tx: Connection, question: _Question, found: list[Found]) -> Iterator[Found]:
    allowed = _allowed(tx, question, found)
    kept = [one for one in found if one.key in allowed]
    if question.exact:
        yield from kept
        return
    done: set[int] = set()
    for start in range(0, len(kept), 16):
        some = [one for one in kept[start : start + 16] if one.key not in done]
        texts = _texts(tx, some)
        for one in some:
            if expression.holds(question.tree, fold_words(texts.get((one.key, one.page), ""))):
                done.add(one.key)
                yield one


def _batches(tx: Connection, index: str, match: Match, span: tuple[int, int], size: int) -> Iterator[list[int]]:
    """The matching numbers of an index, the highest first, in growing portions."""
    dialect = dialects.of(tx)
    first, last = span
    while last >= first:
        numbers = dialect.newest(tx, index, match, (first, last), size)
        if numbers:
            yield numbers
        if len(numbers) < size:
            return
        last = numbers[-1] - 1
        size = min(size * 4, _MOST)


def _tags(narrow: Narrowing) -> Match | None:
    """What the tags of a row say: its companies, its source, the acts, severities and places of its flagged events."""
    codes = grams.some(*(tagged("c", code) for code in narrow.codes)) if narrow.codes is not None else None
    places = narrow.places if narrow.places is not None and len(narrow.places) <= _MOST_PLACES else ()
    return grams.every(
        codes,
        tagged("s", narrow.source) if narrow.source is not None else None,
        tagged("a", narrow.act) if narrow.act is not None else None,
        tagged("v", narrow.severity) if narrow.severity is not None else None,
        grams.some(*(tagged("p", place) for place in places)),
    )


def _allowed(tx: Connection, question: _Question, found: Sequence[Found]) -> set[int]:
    """Those of the filings that fit what the tags cannot say: a state, or several things of one and the same event."""
    keys = {one.key for one in found}
    narrow = question.narrow
    of_event = [part for part in (narrow.act, narrow.severity, narrow.places) if part is not None]
    many = narrow.places is not None and len(narrow.places) > _MOST_PLACES
    if len(of_event) > 1 or many:
        keys = queries.with_event(tx, keys, narrow)
    if narrow.state is not None:
        table = schema.filings
        keys = set(tx.scalars(select(table.c.id).where(table.c.id.in_(keys), table.c.state == narrow.state)))
    return keys


def _texts(tx: Connection, found: Sequence[Found]) -> dict[tuple[int, int], str]:
    """The texts of pages and facts by filing and page."""
    table, pages, events = schema.filings, schema.page_texts, schema.events
    wanted = {(one.key, one.page) for one in found if one.page != FACTS}
    texts: dict[tuple[int, int], str] = {}
    if wanted:
        query = select(table.c.id, pages.c.page, pages.c.text).join(pages, pages.c.sha256 == table.c.indexed)
        query = query.where(table.c.id.in_({key for key, _ in wanted}), pages.c.page.in_({page for _, page in wanted}))
        texts = {(row.id, row.page): row.text for row in tx.execute(query)}
    holders = [one.key for one in found if one.page == FACTS]
    if holders:
        facts = select(events.c.filing_id, events.c.words).where(events.c.filing_id.in_(holders), events.c.words != "")
        for row in tx.execute(facts.order_by(events.c.event_id)):
            before = texts.get((row.filing_id, FACTS))
            texts[row.filing_id, FACTS] = row.words if before is None else f"{before}\n¦{row.words}"
    return texts


def _with_snippets(tx: Connection, tree: Node, found: Sequence[Found]) -> list[TextHit]:
    wanted = tuple(dict.fromkeys(expression.words_of(tree)))
    table = schema.filings
    titles = [one.key for one in found if one.page == 0]
    named = {row.id: row.title for row in tx.execute(select(table.c.id, table.c.title).where(table.c.id.in_(titles)))}
    texts = _texts(tx, [one for one in found if one.page])
    hits = []
    for one in found:
        if one.page == 0:
            hits.append(TextHit(filing_key=one.key, page=None, snippet=snippets.marked(named[one.key], wanted)))
        else:
            snippet = snippets.around(texts.get((one.key, one.page), ""), wanted)
            hits.append(TextHit(filing_key=one.key, page=None if one.page == FACTS else one.page, snippet=snippet))
    return hits
