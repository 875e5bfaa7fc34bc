"""``verify``: the completeness ledger."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from filings.cli import output
from filings.cli.options import FormatOption, HomeOption, SinceOption, UntilOption, day, say, settings_for, window
from filings.errors import UsageError

_COLUMNS: output.Columns = {
    "day": lambda r: r["day"],
    "source": lambda r: r["source"],
    "listed": lambda r: r["listed"],
    "fetched": lambda r: r["fetched"],
    "read": lambda r: r["read"],
    "skipped": lambda r: sum(r["skipped"].values()),
    "parked": lambda r: sum(r["parked"].values()),
    "missing": lambda r: len(r["missing"]),
    "ok": lambda r: "yes" if r["ok"] else "NO",
}


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("verify")(verify)


def verify(
    date: Annotated[str | None, typer.Option("--date", metavar="DAY", help="One nominal day.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    form: FormatOption = None,
    home: HomeOption = None,
) -> int:
    """What each source listed while we looked, and what became of it. Exit 3 on a gap. Default: the last 7 days."""
    from filings.archive.ledger import verify as check  # noqa: PLC0415 - --help stays fast
    from filings.store.database import Database  # noqa: PLC0415 - the same

    if date is not None and (since or until):
        raise UsageError("--date names one day, --since and --until several", hint="use one or the other")
    settings = settings_for(home)
    clock = settings.clock()
    first, last = window(date or since or "7d", date or until, clock)
    today = day("today", clock)
    assert first is not None
    assert today is not None
    database = Database.open(settings.store_url, create=False)
    try:
        records = check(settings, database, first, last or today + timedelta(days=30), now=clock())
    finally:
        database.close()
    rows = [record.model_dump(mode="json") for record in records]
    if not rows:
        say("nothing was listed or read in these days; filings watch --once --since DAY asks for them")
    output.emit(rows, _COLUMNS, form)
    for record, row in zip(records, rows, strict=True):
        if row["not_looking"] and output.form_of(form) == "table":
            say(f"not looking: {record.source} {record.day}: {_spans(row['not_looking'])}")
        if not record.ok:
            say(f"gap: {record.source} {record.day}: {record.problem}\n  → {record.mend}")
    if not rows:
        return 1
    return 0 if all(record.ok for record in records) else 3


def _spans(spans: list[list[str]]) -> str:
    """``12-22 15:00–21:45, …`` for people."""
    shown = [f"{start[5:16].replace('T', ' ')}–{end[11:16]}" for start, end in spans[:2]]
    return ", ".join(shown) + (" …" if len(spans) > 2 else "")
