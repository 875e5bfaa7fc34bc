"""Full text over Chinese by character bigrams in FTS5.

``unicode61`` sees Chinese runs as one word, and the trigram tokenizer finds no word of two characters
(终止), so we hand it ready-made bigrams. A match is checked again against the text: the index proposes,
the text decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import Connection, delete, insert, select, text

from filings.model import Document, normalise
from filings.store import schema

_RUN = re.compile(r"[0-9a-z]+|[^\W\d_a-z]+")


def bigrams(raw: str) -> str:
    """The tokens of a text: ``终止协议`` → ``终止 止协 协议 议``; Latin words and numbers stay whole."""
    return " ".join(_tokens(raw))


def _tokens(raw: str) -> Iterator[str]:
    for run in _RUN.findall(normalise(raw).lower()):
        if run.isascii():
            yield run
        else:
            yield from (run[i : i + 2] for i in range(len(run)))


def query_of(words: str) -> str:
    """An FTS5 expression for words that must all occur; each word is a phrase of its bigrams."""
    phrases = []
    for word in words.split():
        tokens = list(_tokens(word))
        if len(tokens) > 1 and not tokens[-1].isascii():
            tokens.pop()  # the lone last character: the bigram before it holds it already
        if len(tokens) == 1 and len(tokens[0]) == 1:
            phrases.append(f'"{tokens[0]}"*')
        elif tokens:
            phrases.append('"' + " ".join(tokens) + '"')
    return " AND ".join(phrases)


def add_title(tx: Connection, key: int, title: str) -> None:
    """Index a title under its filing's key."""
    tx.execute(
        text("INSERT INTO title_words(rowid, words) VALUES (:key, :words)"), {"key": key, "words": bigrams(title)}
    )


def replace_title(tx: Connection, key: int, old: str, new: str) -> None:
    """A contentless index forgets a row only when given its old words."""
    _forget(tx, "title_words", key, old)
    add_title(tx, key, new)


def replace_pages(tx: Connection, document: Document) -> None:
    """Store and index the text of each page."""
    table = schema.page_texts
    for row in tx.execute(select(table.c.id, table.c.text).where(table.c.sha256 == document.sha256)).all():
        _forget(tx, "page_words", row.id, row.text)
    tx.execute(delete(table).where(table.c.sha256 == document.sha256))
    for page in document.pages:
        made = insert(table).values(sha256=document.sha256, page=page.number, text=page.text)
        key = tx.scalars(made.returning(table.c.id)).one()
        values = {"key": key, "words": bigrams(page.text)}
        tx.execute(text("INSERT INTO page_words(rowid, words) VALUES (:key, :words)"), values)


def _forget(tx: Connection, index: str, key: int, old: str) -> None:
    forget = f"INSERT INTO {index}({index}, rowid, words) VALUES ('delete', :key, :words)"  # noqa: S608 - our own names
    tx.execute(text(forget), {"key": key, "words": bigrams(old)})
