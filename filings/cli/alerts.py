"""``alerts``: the delivery log."""

from __future__ import annotations

from typing import Annotated

import typer

from filings.cli import output
from filings.cli.options import FormatOption, HomeOption, LimitOption, say, settings_for

_COLUMNS: output.Columns = {
    "key": lambda r: r["key"],
    "kind": lambda r: r["kind"],
    "channel": lambda r: r["channel"],
    "state": lambda r: r["state"],
    "tries": lambda r: r["attempts"],
    "answer": lambda r: r["answer"] or "",
    "subject": lambda r: r["subject"],
}


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group = typer.Typer(help="The delivery log: what was told to whom, and whether it arrived.")
    group.command("list")(list_alerts)
    group.command("show")(show)
    app.add_typer(group, name="alerts")


def list_alerts(limit: LimitOption = 50, form: FormatOption = None, home: HomeOption = None) -> int:
    """Deliveries, the newest first."""
    from filings.archive.deliveries import deliveries  # noqa: PLC0415 - --help stays fast

    records = deliveries(settings_for(home), limit=limit)
    if not records:
        say("no alert was ever queued")
    return output.emit(records, _COLUMNS, form)


def show(
    key: Annotated[str, typer.Argument(metavar="KEY", help="A key of filings alerts list, or an event's id.")],
    lang: Annotated[str, typer.Option("--lang", help="en or zh.")] = "en",
    form: FormatOption = None,
    home: HomeOption = None,
) -> int:
    """One alert as it was sent."""
    from filings.archive.deliveries import payload  # noqa: PLC0415 - --help stays fast

    record = payload(settings_for(home), key)
    if output.form_of(form) == "table":
        typer.echo(record["brief"]["zh" if lang == "zh" else "en"])
        return 0
    return output.emit([record], _COLUMNS, form)
