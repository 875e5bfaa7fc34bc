"""The first shape of the database."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, then the full-text indexes."""
    _documents()
    _filings()
    _meta()
    _outbox()
    _polls()
    _events()
    _failures()
    _filing_codes()
    _journal()
    _listings()
    _page_texts()
    _statements()
    _versions()
    _event_acts()
    _places()
    _full_text()


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("bytes", sa.Integer, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("fetched", sa.Text, nullable=False),
        sa.Column("pages", sa.Integer),
        sa.Column("pages_without_text", sa.Integer),
        sa.Column("reader", sa.Text),
        sa.Column("body", sa.LargeBinary),
        sa.Column("evicted", sa.Text),
        sqlite_strict=True,
    )


def _filings() -> None:
    op.create_table(
        "filings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source_id", sa.Text, nullable=False, unique=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("uuid", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("published", sa.Text, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("first_seen", sa.Text, nullable=False),
        sa.Column("document_path", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("size_kb", sa.Integer),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("triage", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("sha256", sa.Text),
        sa.Column("indexed", sa.Text),
        sa.Column("withdrawn", sa.Integer, nullable=False),
        sa.Column("versions", sa.Integer, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("filings_by_day", "filings", ["day", "source"])
    op.create_index("filings_by_document", "filings", ["sha256"])
    op.create_index("filings_by_indexed", "filings", ["indexed"])
    op.create_index("filings_by_time", "filings", ["published", "id"])
    op.create_index("filings_to_do", "filings", ["state", "priority", "published"])


def _meta() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sqlite_strict=True,
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("event_id", sa.Text, nullable=False),
        sa.Column("route", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("alert", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_try", sa.Text),
        sa.Column("answer", sa.Text),
        sa.Column("created", sa.Text, nullable=False),
        sa.Column("sent", sa.Text),
        sqlite_strict=True,
    )
    op.create_index("outbox_by_event", "outbox", ["event_id"])
    op.create_index("outbox_to_do", "outbox", ["state", "next_try"])


def _polls() -> None:
    op.create_table(
        "polls",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("since", sa.Text, nullable=False),
        sa.Column("until", sa.Text, nullable=False),
        sa.Column("started", sa.Text, nullable=False),
        sa.Column("finished", sa.Text, nullable=False),
        sa.Column("health", sa.Text, nullable=False),
        sa.Column("announced", sa.Integer),
        sa.Column("rows_read", sa.Integer, nullable=False),
        sa.Column("added", sa.Integer, nullable=False),
        sa.Column("requests", sa.Integer, nullable=False),
        sa.Column("problem", sa.Text),
        sqlite_strict=True,
    )
    op.create_index("polls_by_source", "polls", ["source", "finished"])


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("event_id", sa.Text, primary_key=True),
        sa.Column("filing_id", sa.Integer, sa.ForeignKey("filings.id"), nullable=False),
        sa.Column("disposition", sa.Text, nullable=False),
        sa.Column("materiality", sa.Integer, nullable=False),
        sa.Column("detector", sa.Text, nullable=False),
        sa.Column("detected", sa.Text, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("severity", sa.Integer),
        sa.Column("screened_with", sa.Text),
        sa.Column("screened", sa.Text),
        sa.Column("finding", sa.Text),
        sa.Column("retracted", sa.Text),
        sa.Column("words", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("events_by_filing", "events", ["filing_id"])
    op.create_index("events_by_disposition", "events", ["disposition", "severity"])


def _failures() -> None:
    op.create_table(
        "failures",
        sa.Column("filing_id", sa.Integer, sa.ForeignKey("filings.id"), primary_key=True),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("resume", sa.Text, nullable=False),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("hint", sa.Text),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("first_at", sa.Text, nullable=False),
        sa.Column("last_at", sa.Text, nullable=False),
        sa.Column("next_try", sa.Text),
        sqlite_strict=True,
    )
    op.create_index("failures_due", "failures", ["next_try"])


def _filing_codes() -> None:
    op.create_table(
        "filing_codes",
        sa.Column("filing_id", sa.Integer, sa.ForeignKey("filings.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("ticker", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("filing_codes_by_code", "filing_codes", ["code", "filing_id"])
    op.create_index("filing_codes_by_name", "filing_codes", ["name"])


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("filing_id", sa.Integer, sa.ForeignKey("filings.id"), nullable=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("note", sa.Text),
        sqlite_strict=True,
    )
    op.create_index("journal_by_filing", "journal", ["filing_id", "id"])


def _listings() -> None:
    op.create_table(
        "listings",
        sa.Column("filing_id", sa.Integer, sa.ForeignKey("filings.id"), primary_key=True),
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("document_path", sa.Text, nullable=False),
        sa.Column("size_kb", sa.Integer),
        sa.Column("first_seen", sa.Text, nullable=False),
        sa.Column("last_seen", sa.Text, nullable=False),
        sa.Column("missed", sa.Integer, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("listings_by_day", "listings", ["source", "channel", "day"])


def _page_texts() -> None:
    op.create_table(
        "page_texts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("sha256", sa.Text, sa.ForeignKey("documents.sha256"), nullable=False),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.UniqueConstraint("sha256", "page"),
        sqlite_strict=True,
    )


def _statements() -> None:
    op.create_table(
        "statements",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False, unique=True),
        sqlite_strict=True,
    )
    op.create_index("statements_by_day", "statements", ["day", "number"])


def _versions() -> None:
    op.create_table(
        "versions",
        sa.Column("filing_id", sa.Integer, sa.ForeignKey("filings.id"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("document_path", sa.Text, nullable=False),
        sa.Column("size_kb", sa.Integer),
        sa.Column("sha256", sa.Text),
        sa.Column("seen", sa.Text, nullable=False),
        sqlite_strict=True,
    )


def _event_acts() -> None:
    op.create_table(
        "event_acts",
        sa.Column("event_id", sa.Text, sa.ForeignKey("events.event_id"), primary_key=True),
        sa.Column("act", sa.Text, primary_key=True),
        sqlite_strict=True,
    )
    op.create_index("event_acts_by_act", "event_acts", ["act", "event_id"])


def _places() -> None:
    op.create_table(
        "places",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("folded", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "event_places",
        sa.Column("event_id", sa.Text, sa.ForeignKey("events.event_id"), primary_key=True),
        sa.Column("place_id", sa.Integer, sa.ForeignKey("places.id"), primary_key=True),
        sqlite_strict=True,
    )
    op.create_index("event_places_by_place", "event_places", ["place_id", "event_id"])


def _full_text() -> None:
    """The index of titles; those of pages are made year by year (``text_years``), when a year has its first page."""
    op.create_table("text_years", sa.Column("year", sa.Integer, primary_key=True), sqlite_strict=True)
    if op.get_bind().dialect.name == "sqlite":
        for name, detail in (("title_words", "full"), ("title_chars", "none")):
            options = f"content='', columnsize=0, detail={detail}, tokenize='ascii'"
            op.execute(f"CREATE VIRTUAL TABLE {name} USING fts5(words, {options})")
    else:
        op.execute("CREATE TABLE title_words (number BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)")
        op.execute("CREATE INDEX title_words_by_word ON title_words USING gin (words)")
