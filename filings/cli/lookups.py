"""``list``, ``show``, ``search``, ``events``: what is stored."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from filings.cli import output
from filings.cli.options import (
    ActOption,
    CompanyOption,
    FormatOption,
    HomeOption,
    LimitOption,
    RegionOption,
    SeverityOption,
    SinceOption,
    SourceOption,
    UntilOption,
    narrowing,
    say,
    settings_for,
)
from filings.errors import NotFound, UsageError

JsonObject = dict[str, Any]

_FILINGS: output.Columns = {
    "published": lambda r: _minute(r["published"]),
    "code": lambda r: r["code"] or "",
    "name": lambda r: r["name"] or "",
    "state": lambda r: r["state"],
    "id": lambda r: r["source_id"],
    "title": lambda r: r["title"],
}
_EVENTS: output.Columns = {
    "published": lambda r: _minute(r["published"]),
    "code": lambda r: r["code"] or "",
    "name": lambda r: r["name"] or "",
    "sev": lambda r: "" if r["severity"] is None else r["severity"],
    "disposition": lambda r: r["disposition"],
    "acts": lambda r: ", ".join(r["acts"]),
    "event": lambda r: r["event_id"],
    "title": lambda r: r["title"],
}


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("list")(list_filings)
    app.command("ls", hidden=True)(list_filings)
    app.command("show")(show)
    app.command("search")(search)
    app.command("events")(list_events)


def list_filings(
    code: CompanyOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    act: ActOption = None,
    severity: SeverityOption = None,
    region: RegionOption = None,
    source: SourceOption = None,
    state: Annotated[str | None, typer.Option("--state", help="listed … alerted, skipped or parked.")] = None,
    limit: LimitOption = 50,
    form: FormatOption = None,
    home: HomeOption = None,
) -> int:
    """Stored filings, the newest first."""
    from filings.archive.lookup import Archive  # noqa: PLC0415 - --help stays fast

    settings = settings_for(home)
    wanted = narrowing(
        settings,
        code=code,
        since=since,
        until=until,
        act=act,
        severity=severity,
        region=region,
        source=source,
        limit=limit,
    )
    if state is not None:
        wanted = wanted.model_copy(update={"state": _state(state)})
    with Archive.open(settings) as archive:
        records = archive.filings(wanted)
    return _print(records, _FILINGS, form, nothing="no filing fits; widen --since or --code")


def show(
    wanted: Annotated[str, typer.Argument(metavar="ID", help="The id of a filing or of an event (ID-1).")],
    why: Annotated[bool, typer.Option("--why", help="Each rule and score part with its reason.")] = False,
    form: FormatOption = None,
    home: HomeOption = None,
) -> int:
    """One filing with its event, quotes and pages."""
    from filings.archive.lookup import Archive  # noqa: PLC0415 - --help stays fast
    from filings.model import parse_code  # noqa: PLC0415 - the same

    settings = settings_for(home)
    if parse_code(wanted) is not None:
        raise NotFound(f"{wanted} is a company's code, not a filing's id", hint=f"filings list --code {wanted}")
    with Archive.open(settings) as archive:
        source_id = wanted.partition("-")[0]
        filing = archive.filing(source_id)
        events = [archive.record_of(*pair) for pair in archive.events_of(source_id)]
    if "-" in wanted and wanted not in {event["event_id"] for event in events}:
        raise NotFound(f"no event {wanted} is stored", hint=f"filings show {source_id}")
    if output.form_of(form) == "table":
        from filings.cli import pages  # noqa: PLC0415 - only for people

        typer.echo(pages.filing(filing, events, why=why))
        return 0
    return output.emit([*events] if "-" in wanted else [{**filing, "event_records": events}], _FILINGS, form)


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Words that must all occur, Chinese or Latin.")],
    code: CompanyOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    act: ActOption = None,
    severity: SeverityOption = None,
    region: RegionOption = None,
    source: SourceOption = None,
    limit: LimitOption = 50,
    form: FormatOption = None,
    home: HomeOption = None,
) -> int:
    """Full text over titles and the pages that were read."""
    from filings.archive.lookup import Archive  # noqa: PLC0415 - --help stays fast

    settings = settings_for(home)
    wanted = narrowing(
        settings,
        code=code,
        since=since,
        until=until,
        act=act,
        severity=severity,
        region=region,
        source=source,
        limit=limit,
    )
    with Archive.open(settings) as archive:
        records = archive.search(" ".join(words), wanted)
    columns: output.Columns = {**_FILINGS, "page": lambda r: r["page"] or "", "found": lambda r: r["snippet"]}
    return _print(records, columns, form, nothing=f"nothing holds {' '.join(words)}; try fewer or shorter words")


def list_events(
    code: CompanyOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    act: ActOption = None,
    severity: SeverityOption = None,
    region: RegionOption = None,
    source: SourceOption = None,
    every: Annotated[bool, typer.Option("--all", help="Also those that flag nothing (info, no_flag).")] = False,
    limit: LimitOption = 50,
    form: FormatOption = None,
    home: HomeOption = None,
) -> int:
    """Flagged events, the newest first."""
    from filings.archive.lookup import Archive  # noqa: PLC0415 - --help stays fast

    settings = settings_for(home)
    wanted = narrowing(
        settings,
        code=code,
        since=since,
        until=until,
        act=act,
        severity=severity,
        region=region,
        source=source,
        limit=limit,
    )
    with Archive.open(settings) as archive:
        records = archive.events(wanted, flagged_only=not every)
    return _print(records, _EVENTS, form, nothing="no event fits; widen --since, or add --all")


def today(home: Path | None) -> None:
    """What bare ``filings`` prints: today's flagged filings, or what to type."""
    from filings.archive.lookup import Archive  # noqa: PLC0415 - --help stays fast

    settings = settings_for(home)
    wanted = narrowing(
        settings,
        code=None,
        since="today",
        until=None,
        act=None,
        severity=None,
        region=None,
        source=None,
        limit=50,
    )
    try:
        with Archive.open(settings) as archive:
            records = archive.events(wanted)
    except NotFound:
        typer.echo("filings demo           see the whole monitor work, offline, in a few seconds")
        typer.echo("filings watch --once   ask the exchange once, flag what matters")
        typer.echo("filings --help         everything else")
        return
    if not records:
        typer.echo(
            "Nothing flagged today. filings events lists what was flagged before; filings status says what runs."
        )
        return
    output.emit(records, _EVENTS, None)


def _print(records: list[JsonObject], columns: output.Columns, form: str | None, *, nothing: str) -> int:
    if not records:
        say(f"nothing found: {nothing}")
    return output.emit(records, columns, form)


def _minute(instant: str) -> str:
    """``2024-12-23T00:00:00+08:00`` → ``2024-12-23`` and other instants to the minute."""
    return instant[:10] if instant[11:19] == "00:00:00" else instant[:16].replace("T", " ")


def _state(text: str) -> str:
    states = ("listed", "fetched", "read", "detected", "screened", "alerted", "skipped", "parked")
    if text not in states:
        raise UsageError(f"there is no state {text!r}", hint=f"one of {', '.join(states)}")
    return text
