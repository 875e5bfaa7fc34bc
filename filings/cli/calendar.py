"""``calendar``: the trading days that the monitor reckons with."""

from __future__ import annotations

import typer

from filings.cli.options import HomeOption, say, settings_for


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group = typer.Typer(help="The trading calendar: the days on which the exchanges are closed.")
    group.command("show")(show)
    group.command("refresh")(refresh)
    app.add_typer(group, name="calendar")


def show(home: HomeOption = None) -> int:
    """Where the calendar comes from, the years it covers, and this year's closed days."""
    settings = settings_for(home)
    calendar, today = settings.calendar, settings.today()
    typer.echo(f"{calendar.source}; covers {calendar.years[0]} to {calendar.years[-1]}")
    typer.echo(f"closed in {today.year}: " + ", ".join(str(d) for d in sorted(calendar.closed) if d.year == today.year))
    if not calendar.knows(today):
        say(f"{today.year} is not covered: every weekday counts\n  → filings calendar refresh")
    return 0


def refresh(home: HomeOption = None) -> int:
    """Make the calendar anew from the installed holidays package, for this home."""
    from filings.monitor import calendar  # noqa: PLC0415 - --help stays fast

    settings = settings_for(home)
    path, made = calendar.refresh(settings.home, settings.today())
    typer.echo(f"{path}: {len(made.closed)} closed days, {made.years[0]} to {made.years[-1]}")
    return 0
