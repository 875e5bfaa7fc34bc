"""``explain``: why a filing did or did not become an alert."""

from __future__ import annotations

from typing import Annotated

import typer

from filings.cli import output
from filings.cli.options import FormatOption, HomeOption, narrowing, settings_for
from filings.errors import NotFound

_MARKS = {"ok": "✓", "stopped": "✗", "waiting": "…", "none": "-"}
_COLUMNS: output.Columns = {"id": lambda r: r["source_id"], "title": lambda r: r["title"]}


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("explain")(explain)


def explain(
    wanted: Annotated[str, typer.Argument(metavar="ID|CODE", help="A filing's id, or a code with a day behind it.")],
    when: Annotated[str | None, typer.Argument(metavar="[DAY]", help="The nominal day, as 2024-12-23.")] = None,
    form: FormatOption = None,
    home: HomeOption = None,
) -> int:
    """Listed → title rule → fetched → read → body → screening → route → delivery, and the rule that decided."""
    from filings.archive.explain import as_record  # noqa: PLC0415 - --help stays fast
    from filings.archive.explain import explain as journey  # noqa: PLC0415 - the same
    from filings.archive.lookup import Archive  # noqa: PLC0415 - the same
    from filings.store.database import Database  # noqa: PLC0415 - the same

    settings = settings_for(home)
    ids = [wanted.partition("-")[0]]
    if when is not None:
        chosen = narrowing(
            settings,
            code=wanted,
            since=when,
            until=when,
            act=None,
            severity=None,
            region=None,
            source=None,
            limit=1000,
        )
        with Archive.open(settings) as archive:
            ids = [record["source_id"] for record in archive.filings(chosen)]
        if not ids:
            message = f"{wanted} has no stored filing dated {when}"
            raise NotFound(
                message, hint=f"filings list --code {wanted}; filings watch --once --since {when} asks again"
            )
    database = Database.open(settings.store_url, create=False)
    try:
        records = [as_record(journey(settings, database, source_id)) for source_id in ids]
    finally:
        database.close()
    if output.form_of(form) == "table":
        typer.echo("\n\n".join(map(_text, records)))
        return 0
    return output.emit(records, _COLUMNS, form)


def _text(record: output.JsonObject) -> str:
    lines = [f"{record['source_id']}  {record['code']} {record['name']}  {record['title']}"]
    lines += [f"  {_MARKS[s['outcome']]} {s['station']:<11} {s['what']}" for s in record["stations"]]
    return "\n".join(lines)
