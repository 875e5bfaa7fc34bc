"""``status``: what runs, when last, how far behind."""

from __future__ import annotations

import json

import typer

from filings.cli import output
from filings.cli.options import FormatOption, HomeOption, say, settings_for


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("status")(status)


def status(form: FormatOption = None, home: HomeOption = None) -> int:
    """Sources, filings by state, parked work, deliveries. Exit 3 where a source lags beyond its limit."""
    from filings.archive.status import status as measure  # noqa: PLC0415 - --help stays fast
    from filings.store.database import Database  # noqa: PLC0415 - the same

    settings = settings_for(home)
    database = Database.open(settings.store_url, create=False)
    try:
        record = measure(settings, database, clock=settings.clock())
    finally:
        database.close()
    if output.form_of(form) == "table":
        typer.echo(_text(record))
    else:
        typer.echo(json.dumps(record, ensure_ascii=False, indent=2 if form == "json" else None))
    if not record["ok"]:
        say("a source lags: run filings watch, or filings watch --once")
    return 0 if record["ok"] else 3


def _text(record: output.JsonObject) -> str:
    lines = [f"home       {record['home']}", f"now        {record['now']}  (first start {record['first_start']})"]
    for source in record["sources"]:
        lag = "never read completely" if source["lag_seconds"] is None else f"{_time(source['lag_seconds'])} ago"
        state = "ok" if source["ok"] else f"LAGS (limit {_time(source['lag_limit_seconds'])})"
        lines.append(f"source     {source['source']} {source['channel']}: {source['health']}, complete {lag}, {state}")
        if source["problem"]:
            lines.append(f"           {source['problem']}")
    lines += [
        f"filings    {_counts(record['filings'])}",
        f"events     {_counts(record['events'])}",
        f"parked     {record['parked']}  ({record['parked_for_good']} not tried again by themselves; filings failures)",
        f"alerts     {_counts(record['deliveries'])}",
    ]
    return "\n".join(lines)


def _counts(counts: dict[str, int]) -> str:
    return " · ".join(f"{value} {key}" for key, value in sorted(counts.items())) or "none"


def _time(seconds: int) -> str:
    if seconds < 120:
        return f"{seconds} s"
    return f"{seconds // 60} min" if seconds < 7200 else f"{seconds // 3600} h"
