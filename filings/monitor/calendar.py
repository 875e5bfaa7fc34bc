"""The trading calendar as data: made from the ``holidays`` package (its home is here), kept in a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from filings.errors import StoreError
from filings.exchanges.calendar import TradingCalendar

_FIRST = 2001
_MARKET = "XSHE"


def calendar_of(years: range) -> TradingCalendar:
    """The exchange's closed weekdays in these years, as the installed package knows them."""
    from importlib.metadata import version  # noqa: PLC0415 - only for a refresh

    import holidays  # noqa: PLC0415 - a third of a second that only a refresh pays

    found = holidays.financial_holidays(_MARKET, years=list(years))
    known = {day.year for day in found}
    return TradingCalendar(
        source=f"holidays {version('holidays')}, {_MARKET}",
        years=tuple(year for year in years if year in known),
        closed=frozenset(found),
    )


def refresh(home: Path, today: date) -> tuple[Path, TradingCalendar]:
    """Write FILINGS_HOME/config/calendar.toml anew, up to next year. Raises StoreError."""
    made = calendar_of(range(_FIRST, today.year + 2))
    target = home / "config" / "calendar.toml"
    part = target.with_suffix(".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(as_toml(made), "utf-8")
        part.replace(target)
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror}", hint="make the home writable") from error
    return target, made


def as_toml(calendar: TradingCalendar) -> str:
    """The file's text: one line a year."""
    by_year = {year: sorted(d for d in calendar.closed if d.year == year) for year in calendar.years}
    lines = "\n".join("  " + ", ".join(map(str, days)) + "," for days in by_year.values() if days)
    return (
        "# The weekdays on which the Shenzhen and Shanghai exchanges are closed. Weekends need not stand here.\n"
        "# Made anew by `filings calendar refresh` from the installed holidays package (MIT): upgrade that first when\n"
        "# the exchange has announced another year.\n\n"
        "[calendar]\n"
        "# Where the days come from.\n"
        f'source = "{calendar.source}"\n'
        "# The years that are covered; in others every weekday counts as a trading day.\n"
        f"years = [{', '.join(map(str, calendar.years))}]\n"
        "# The closed weekdays.\n"
        f"closed = [\n{lines}\n]\n"
    )
