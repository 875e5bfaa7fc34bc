"""The tables. The migrations make them; a test holds both against each other."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

from filings.store.columns import Instant, IsoDay, Json, Words

HEAD = "0001"
"""The migration that this version of the program needs."""

metadata = MetaData()

filings = Table(
    "filings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_id", Text, nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("uuid", Text),
    Column("title", Words, nullable=False),
    Column("published", Instant, nullable=False),
    Column("day", IsoDay, nullable=False),
    Column("first_seen", Instant, nullable=False),
    Column("document_path", Words, nullable=False),
    Column("kind", Text, nullable=False),
    Column("size_kb", Integer),
    Column("state", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("triage", Json, nullable=False),
    Column("reason", Text),
    Column("sha256", Text),
    Column("indexed", Text),
    Column("withdrawn", Integer, nullable=False, default=0),
    Column("versions", Integer, nullable=False, default=1),
    Index("filings_by_time", "published", "id"),
    Index("filings_by_day", "day", "source"),
    Index("filings_to_do", "state", "priority", "published"),
    Index("filings_by_document", "sha256"),
    Index("filings_by_indexed", "indexed"),
    sqlite_strict=True,
)

filing_codes = Table(
    "filing_codes",
    metadata,
    Column("filing_id", Integer, ForeignKey("filings.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("ticker", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("name", Words, nullable=False),
    Index("filing_codes_by_code", "code", "filing_id"),
    Index("filing_codes_by_name", "name"),
    sqlite_strict=True,
)

listings = Table(
    "listings",
    metadata,
    Column("filing_id", Integer, ForeignKey("filings.id"), primary_key=True),
    Column("source", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("day", IsoDay, nullable=False),
    Column("title", Words, nullable=False),
    Column("document_path", Words, nullable=False),
    Column("size_kb", Integer),
    Column("first_seen", Instant, nullable=False),
    Column("last_seen", Instant, nullable=False),
    Column("missed", Integer, nullable=False, default=0),
    Index("listings_by_day", "source", "channel", "day"),
    sqlite_strict=True,
)
"""What each source's channel lists: one filing may stand in several."""

versions = Table(
    "versions",
    metadata,
    Column("filing_id", Integer, ForeignKey("filings.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("title", Words, nullable=False),
    Column("document_path", Words, nullable=False),
    Column("size_kb", Integer),
    Column("sha256", Text),
    Column("seen", Instant, nullable=False),
    sqlite_strict=True,
)

journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("filing_id", Integer, ForeignKey("filings.id"), nullable=False),
    Column("step", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("note", Words),
    Index("journal_by_filing", "filing_id", "id"),
    sqlite_strict=True,
)

failures = Table(
    "failures",
    metadata,
    Column("filing_id", Integer, ForeignKey("filings.id"), primary_key=True),
    Column("step", Text, nullable=False),
    Column("resume", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("message", Words, nullable=False),
    Column("hint", Text),
    Column("attempts", Integer, nullable=False),
    Column("first_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("next_try", Instant),
    Index("failures_due", "next_try"),
    sqlite_strict=True,
)

documents = Table(
    "documents",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("bytes", Integer, nullable=False),
    Column("url", Text, nullable=False),
    Column("fetched", Instant, nullable=False),
    Column("pages", Integer),
    Column("pages_without_text", Integer),
    Column("reader", Text),
    Column("body", LargeBinary),
    Column("evicted", Instant),
    sqlite_strict=True,
)

page_texts = Table(
    "page_texts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", Text, ForeignKey("documents.sha256"), nullable=False),
    Column("page", Integer, nullable=False),
    Column("text", Words, nullable=False),
    UniqueConstraint("sha256", "page"),
    sqlite_strict=True,
)

events = Table(
    "events",
    metadata,
    Column("event_id", Text, primary_key=True),
    Column("filing_id", Integer, ForeignKey("filings.id"), nullable=False),
    Column("disposition", Text, nullable=False),
    Column("materiality", Integer, nullable=False),
    Column("detector", Text, nullable=False),
    Column("detected", Instant, nullable=False),
    Column("event", Json, nullable=False),
    Column("severity", Integer),
    Column("screened_with", Text),
    Column("screened", Instant),
    Column("finding", Json),
    Column("retracted", Text),
    Column("words", Words, nullable=False, default=""),
    Index("events_by_filing", "filing_id"),
    Index("events_by_disposition", "disposition", "severity"),
    sqlite_strict=True,
)

event_acts = Table(
    "event_acts",
    metadata,
    Column("event_id", Text, ForeignKey("events.event_id"), primary_key=True),
    Column("act", Text, primary_key=True),
    Index("event_acts_by_act", "act", "event_id"),
    sqlite_strict=True,
)

places = Table(
    "places",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Words, nullable=False, unique=True),
    Column("folded", Words, nullable=False),
    sqlite_strict=True,
)
"""Every name of a place that an event names or touches, in Chinese or English."""

event_places = Table(
    "event_places",
    metadata,
    Column("event_id", Text, ForeignKey("events.event_id"), primary_key=True),
    Column("place_id", Integer, ForeignKey("places.id"), primary_key=True),
    Index("event_places_by_place", "place_id", "event_id"),
    sqlite_strict=True,
)

text_years = Table("text_years", metadata, Column("year", Integer, primary_key=True), sqlite_strict=True)
"""The years (Beijing) that have a text index of pages, ``page_words_2024``."""

outbox = Table(
    "outbox",
    metadata,
    Column("key", Text, primary_key=True),
    Column("event_id", Text, nullable=False),
    Column("route", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("alert", Json, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_try", Instant),
    Column("answer", Text),
    Column("created", Instant, nullable=False),
    Column("sent", Instant),
    Index("outbox_to_do", "state", "next_try"),
    Index("outbox_by_event", "event_id"),
    sqlite_strict=True,
)

polls = Table(
    "polls",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("since", IsoDay, nullable=False),
    Column("until", IsoDay, nullable=False),
    Column("started", Instant, nullable=False),
    Column("finished", Instant, nullable=False),
    Column("health", Text, nullable=False),
    Column("announced", Integer),
    Column("rows_read", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("requests", Integer, nullable=False),
    Column("problem", Words),
    Index("polls_by_source", "source", "finished"),
    sqlite_strict=True,
)

statements = Table(
    "statements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("day", IsoDay, nullable=False),
    Column("body", Words, nullable=False),
    Column("previous", Text, nullable=False),
    Column("sha256", Text, nullable=False, unique=True),
    Index("statements_by_day", "day", "number"),
    sqlite_strict=True,
)
"""The daily statements, each chained to the one before by its hash; rows are only ever added."""

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_strict=True,
)
