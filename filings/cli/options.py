"""Options and habits that commands share: the home, dates, limits."""

from __future__ import annotations

import re
import sys
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filings.errors import UsageError

if TYPE_CHECKING:
    from filings.archive.lookup import Filter
    from filings.settings import Clock, Settings


def version_text() -> str:
    """Name and version of this installation."""
    from importlib.metadata import version  # noqa: PLC0415 - --help stays fast

    return f"filings {version('filings')}"


def _print_version(value: bool) -> None:
    if value:
        typer.echo(version_text())
        raise typer.Exit


HomeOption = Annotated[
    Path | None,
    typer.Option("--home", metavar="DIR", help="Where data live (default: FILINGS_HOME or the user data folder)."),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no hints on stderr.")]
VerboseOption = Annotated[int, typer.Option("-v", "--verbose", count=True, help="More log lines; twice for debugging.")]
VersionOption = Annotated[
    bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
]
FORMS = ("table", "json", "jsonl", "csv", "md")


def _known_form(value: str | None) -> str | None:
    if value is not None and value not in FORMS:
        raise UsageError(f"there is no output form {value!r}", hint=f"one of {', '.join(FORMS)}")
    return value


FormatOption = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FORM",
        callback=_known_form,
        help="table, json, jsonl, csv or md (default: table, jsonl in a pipe).",
    ),
]
CompanyOption = Annotated[
    str | None, typer.Option("--code", metavar="CODE", help="002236, 002236.SZ, sz002236 or a stored short name.")
]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DAY", help="First nominal day: 2024-12-23, today, yesterday, 7d.")
]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="DAY", help="Last nominal day, written alike.")]
ActOption = Annotated[
    str | None, typer.Option("--act", metavar="ACT", help="termination, disposal, liquidation, debt or writeoff.")
]
SeverityOption = Annotated[int | None, typer.Option("--severity", min=0, max=4, help="At least this severity, 0 to 4.")]
RegionOption = Annotated[str | None, typer.Option("--region", metavar="NAME", help="A region, as 新疆 or Xinjiang.")]
SourceOption = Annotated[str | None, typer.Option("--source", metavar="NAME", help="Only this source, as szse.")]
LimitOption = Annotated[int, typer.Option("--limit", min=1, help="At most so many.")]

_ACTS = ("termination", "disposal", "liquidation", "debt", "writeoff")
_DAYS_AGO = re.compile(r"^(\d{1,4})d$")


@dataclass(frozen=True)
class Given:
    """What stood before the command."""

    home: Path | None = None
    quiet: bool = False
    verbose: int = 0


GIVEN: ContextVar[Given] = ContextVar("GIVEN", default=Given())  # noqa: B039 - Given is frozen
"""Set once by the root command, read by the others."""


def settings_for(home: Path | None) -> Settings:
    """The settings of the home named after the command, before it, or by the environment."""
    from filings import settings  # noqa: PLC0415 - --help stays fast
    from filings.cli import logs  # noqa: PLC0415 - the same

    given = GIVEN.get()
    loaded = settings.load(home or given.home)
    logs.configure(loaded.log.level, louder=given.verbose)
    return loaded


def is_quiet() -> bool:
    """Whether --quiet stood before the command."""
    return GIVEN.get().quiet


def say(message: str) -> None:
    """A line for people on stderr, unless --quiet."""
    if not is_quiet():
        print(message, file=sys.stderr)  # noqa: T201 - this is the command line


def day(text: str | None, clock: Clock) -> date | None:
    """``2024-12-23``, ``today``, ``yesterday`` or ``7d`` as a day in Beijing. Raises UsageError."""
    from filings.model import BEIJING  # noqa: PLC0415 - --help stays fast

    if text is None:
        return None
    today = clock().astimezone(BEIJING).date()
    named = {"today": today, "yesterday": today - timedelta(days=1)}
    ago = _DAYS_AGO.match(text)
    if text in named:
        return named[text]
    if ago:
        return today - timedelta(days=int(ago[1]))
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is no day", hint="write 2024-12-23, today, yesterday or 7d") from error


def window(since: str | None, until: str | None, clock: Clock) -> tuple[date | None, date | None]:
    """Both ends of a window; raises UsageError where it ends before it begins."""
    first, last = day(since, clock), day(until, clock)
    if first is not None and last is not None and last < first:
        raise UsageError(f"--until {last} lies before --since {first}", hint="swap them")
    return first, last


def narrowing(
    settings: Settings,
    *,
    code: str | None,
    since: str | None,
    until: str | None,
    act: str | None,
    severity: int | None,
    region: str | None,
    source: str | None,
    limit: int,
) -> Filter:
    """The filter that the options of a lookup describe. Raises UsageError."""
    from filings.archive.lookup import Filter  # noqa: PLC0415 - --help stays fast

    first, last = window(since, until, settings.clock())
    if act is not None and act not in _ACTS:
        raise UsageError(f"there is no act {act!r}", hint=f"one of {', '.join(_ACTS)}")
    if source is not None and source not in settings.exchanges:
        raise UsageError(f"there is no source {source!r}", hint=f"one of {', '.join(settings.exchanges)}")
    return Filter(
        company=code,
        since=first,
        until=last,
        act=act,
        severity=severity,
        region=region,
        source=source,
        limit=limit,
    )
