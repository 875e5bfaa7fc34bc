"""``issuers``: the master of listed companies."""

from __future__ import annotations

from typing import Annotated

import typer

from filings.cli import output
from filings.cli.options import FormatOption, HomeOption, say, settings_for

_COLUMNS: output.Columns = {
    "code": lambda r: ", ".join(r["codes"]),
    "name": lambda r: r["name"],
    "org id": lambda r: r["org_id"],
    "initials": lambda r: r["initials"],
    "names": lambda r: " · ".join(_dated(one) for one in r["names"]),
}


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group = typer.Typer(help="The master of listed companies: codes, names of all times, pinyin initials.")
    group.command("refresh")(refresh)
    group.command("show")(show)
    app.add_typer(group, name="issuers")


def refresh(home: HomeOption = None) -> int:
    """Fetch the table of companies and learn names from the stored filings."""
    from filings.monitor import issuers  # noqa: PLC0415 - --help stays fast

    report = issuers.refresh(settings_for(home), say)
    say(f"{report.known} issuers known, {report.new} new, {report.renamed} with another short name than before")
    return 3 if report.problem else 0


def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A code, orgId, name of any time, or initials (dhgf).")],
    form: FormatOption = None,
    home: HomeOption = None,
) -> int:
    """The issuer of a code or name, with its earlier names; all candidates where several share it."""
    from filings.archive import issuers  # noqa: PLC0415 - --help stays fast

    records = issuers.show(settings_for(home), name)
    if len(records) > 1:
        say(f"{len(records)} issuers are called {name}: name the code")
    return output.emit(records, _COLUMNS, form)


def _dated(one: dict[str, str | None]) -> str:
    """``美亚柏科 (until 2023-12-31)``."""
    ends = [f"{word} {day}" for word, day in (("since", one["since"]), ("until", one["until"])) if day]
    return f"{one['name']} ({', '.join(ends)})" if ends else str(one["name"])
