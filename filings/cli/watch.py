"""``watch``: the monitor itself."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Annotated, Any, Self

import typer

from filings.cli.options import HomeOption, SinceOption, UntilOption, is_quiet, say, settings_for, window
from filings.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from filings.monitor.round import RoundReport
    from filings.settings import Settings
    from filings.store.polls import Poll


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("watch")(watch)


def watch(
    once: Annotated[bool, typer.Option("--once", help="One complete round, then exit (0, 3 or 4).")] = False,
    source: Annotated[list[str] | None, typer.Option("--source", metavar="NAME", help="Only these sources.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    metrics: Annotated[
        int | None, typer.Option("--metrics", metavar="PORT", help="Serve Prometheus figures on 127.0.0.1:PORT.")
    ] = None,
    home: HomeOption = None,
) -> int:
    """Poll the sources, open what could matter, flag, alert; until stopped, or once."""
    from filings.monitor import lock, schedule  # noqa: PLC0415 - --help stays fast
    from filings.monitor import metrics as figures  # noqa: PLC0415 - the same
    from filings.monitor import round as rounds  # noqa: PLC0415 - the same
    from filings.monitor.signals import INTERRUPTED, Signals  # noqa: PLC0415 - the same
    from filings.monitor.stations import open_stations  # noqa: PLC0415 - the same

    settings = settings_for(home)
    clock = settings.clock()
    first, last = window(since, until, clock)
    if (first or last) and not once:
        raise UsageError("--since and --until belong to --once", hint="add --once")
    sources = _sources(settings, source)
    with lock.hold(settings.home), open_stations(settings, clock=clock) as stations:
        if not once:
            say(f"watching {', '.join(sources)} · home {settings.home} · Ctrl-C stops")
            return schedule.run(stations, sources, metrics=metrics, tell=say)
        if metrics is not None:
            figures.serve(stations, metrics)
        rounds.begin(stations)
        with Signals(stations.stop) as signals, _Shown() as shown:
            report = rounds.run(stations, sources, shown, since=first, until=last)
    _summary(report)
    return INTERRUPTED if signals.interrupted else report.exit_code


def _sources(settings: Settings, asked: list[str] | None) -> list[str]:
    watched = list(settings.sources)
    for name in asked or ():
        if name not in settings.exchanges:
            raise UsageError(f"there is no source {name!r}", hint=f"one of {', '.join(settings.exchanges)}")
    chosen = asked or watched
    left_out = [name for name, config in settings.exchanges.items() if config.enabled and name not in watched]
    if left_out and not asked:
        say(f"{', '.join(watched)} is on this machine, so {', '.join(left_out)} is left out (--source names sources)")
    if not chosen:
        raise ConfigError("every source is switched off", hint="set enabled = true in config/exchanges/szse.toml")
    settings.check_may_ask(chosen)
    return chosen


class _Shown:
    """A round's progress on stderr: a line per source, a bar while filings are worked on."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._task: Any = None
        self._visible = sys.stderr.isatty() and not is_quiet()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def listed(self, poll: Poll) -> None:
        """One source was read."""
        days = f"{poll.since}…{poll.until}"
        counted = "?" if poll.announced is None else poll.announced
        outcome = poll.health if poll.complete else f"{poll.health}: {poll.problem}"
        say(f"{poll.source} {poll.channel} {days}: {counted} listed, {poll.added} new ({outcome})")

    def working(self, done: int, total: int) -> None:
        """Filings are being fetched, read and decided."""
        if not self._visible or not total:
            return
        if self._bar is None:
            from rich.console import Console  # noqa: PLC0415 - only on a terminal
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn  # noqa: PLC0415

            columns = ("filings", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task("filings", total=total)
        self._bar.update(self._task, completed=done, total=total)


def _summary(report: RoundReport) -> None:
    from filings.monitor.round import explain_exit  # noqa: PLC0415 - --help stays fast

    say(
        f"{report.added} new filings, {report.swept.finished} taken to their final state, "
        f"{len(report.parked)} parked, {report.delivered.sent} alerts delivered"
    )
    why = explain_exit(report)
    if why is not None:
        print(why, file=sys.stderr)  # noqa: T201 - shown even when quiet
