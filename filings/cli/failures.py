"""``failures``: parked work with its reasons."""

from __future__ import annotations

from typing import Annotated

import typer

from filings.cli import output
from filings.cli.options import FormatOption, HomeOption, say, settings_for

_COLUMNS: output.Columns = {
    "id": lambda r: r["source_id"],
    "step": lambda r: r["step"],
    "tries": lambda r: r["attempts"],
    "next try": lambda r: (r["next_try"] or "never by itself")[:16].replace("T", " "),
    "error": lambda r: r["error"],
    "what to do": lambda r: r["hint"] or "",
}


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("failures")(failures)


def failures(
    retry: Annotated[
        bool, typer.Option("--retry", help="Make all of it due at once, also what was given up; watch then tries.")
    ] = False,
    form: FormatOption = None,
    home: HomeOption = None,
) -> int:
    """Filings that are parked: the step that failed, why, and when it is tried again. Exit 0 also with none."""
    from filings.archive.lookup import Archive  # noqa: PLC0415 - --help stays fast

    settings = settings_for(home)
    if retry:
        from filings.store import progress  # noqa: PLC0415 - only for --retry
        from filings.store.database import Database  # noqa: PLC0415 - the same

        database = Database.open(settings.store_url, create=False)
        with database.write() as tx:
            count = progress.retry_now(tx, settings.clock()(), final_too=True)
        database.close()
        say(f"{count} filings are due again: a running filings watch takes them now, else filings watch --once")
    with Archive.open(settings) as archive:
        records = archive.failures()
    if not records:
        say("nothing is parked")
    output.emit(records, _COLUMNS, form)
    return 0
