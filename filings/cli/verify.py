"""``verify``: the completeness ledger."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filings.cli import output
from filings.cli.options import FormatOption, HomeOption, SinceOption, UntilOption, say, settings_for, window
from filings.errors import StoreError, UsageError

if TYPE_CHECKING:
    from filings.archive.ledger import DayRecord
    from filings.settings import Settings
    from filings.store.database import Database

_AHEAD = 30
"""Days ahead that are shown too: filings bear coming days' dates."""
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
    export: Annotated[
        Path | None, typer.Option("--export", metavar="FILE", help="Write the chained statement on --date as JSON.")
    ] = None,
    form: FormatOption = None,
    home: HomeOption = None,
) -> int:
    """What each source listed while we looked, and what became of it. Exit 3 on a gap. Default: the last 7 days."""
    from filings.archive.ledger import verify as check  # noqa: PLC0415 - --help stays fast
    from filings.store.database import Database  # noqa: PLC0415 - the same

    settings = settings_for(home)
    clock = settings.clock()
    first, last = _days(settings, date, since, until, exporting=export is not None)
    database = Database.open(settings.store_url, create=False)
    try:
        records = check(settings, database, first, last, now=clock())
        broken = _broken(database)
        if export is not None:
            _export(settings, database, first, export)
    finally:
        database.close()
    output.emit([record.model_dump(mode="json") for record in records], _COLUMNS, form)
    _explain(records, broken, every=output.form_of(form) == "table")
    if not records:
        return 1
    return 0 if all(record.ok for record in records) and not broken else 3


def _days(
    settings: Settings, date: str | None, since: str | None, until: str | None, *, exporting: bool
) -> tuple[dt.date, dt.date]:
    """The days asked for: one, a window, or the last 7 and all that is dated ahead."""
    if date is not None and (since or until):
        raise UsageError("--date names one day, --since and --until several", hint="use one or the other")
    if exporting and date is None:
        raise UsageError("a statement is on one day", hint="add --date DAY")
    first, last = window(date or since or "7d", date or until, settings.clock())
    today = settings.today()
    return first or today, last or today + dt.timedelta(days=_AHEAD)


def _explain(records: Sequence[DayRecord], broken: list[int], *, every: bool) -> None:
    """For people: when nobody looked, each gap with what mends it."""
    if not records:
        say("nothing was listed or read in these days; filings watch --once --since DAY asks for them")
    for record in records:
        if record.not_looking and every:
            say(f"not looking: {record.source} {record.day}: {_spans(record.not_looking)}")
        if record.parked and every:
            say(f"parked: {record.source} {record.day}: {sum(record.parked.values())}\n  → filings failures")
        if not record.ok:
            say(f"gap: {record.source} {record.day}: {record.problem}\n  → {record.mend}")
    if broken:
        say(f"the chain of daily statements is broken at number {', '.join(map(str, broken))}: the past was rewritten")


def _broken(database: Database) -> list[int]:
    from filings.store import statements  # noqa: PLC0415 - --help stays fast

    with database.read() as tx:
        return statements.broken_links(tx)


def _export(settings: Settings, database: Database, day: dt.date, target: Path) -> None:
    from filings.monitor.statements import state  # noqa: PLC0415 - only for --export

    made = state(settings, database, day, now=settings.clock()())
    try:
        target.write_text(json.dumps(made.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n", "utf-8")
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror}", hint="name another file") from error
    say(f"statement {made.number} on {day}, sha256 {made.sha256}: {target}")


def _spans(spans: Sequence[tuple[dt.datetime, dt.datetime]]) -> str:
    """``12-22 15:00–21:45, …`` for people."""
    shown = [f"{start:%m-%d %H:%M}–{end:%H:%M}" for start, end in spans[:2]]
    return ", ".join(shown) + (" …" if len(spans) > 2 else "")
