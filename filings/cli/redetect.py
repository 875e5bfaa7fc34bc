"""``redetect``: stored events derived again, and what differs."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Annotated, Any, Self

import typer

from filings.cli import output
from filings.cli.options import FormatOption, HomeOption, SinceOption, day, is_quiet, say, settings_for

if TYPE_CHECKING:
    from filings.alerts.brief.inputs import Change
    from filings.monitor.redetect import Rederived

_PARTLY = 4
_COLUMNS: output.Columns = {
    "event": lambda r: r["event_id"],
    "code": lambda r: r["code"] or "",
    "what": lambda r: r["where"] + (": " if r["where"] else "") + r["what"],
    "before": lambda r: r["before"] or "-",
    "after": lambda r: r["after"] or "-",
}


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("redetect")(redetect)


def redetect(
    since: SinceOption = None,
    every: Annotated[bool, typer.Option("--all", help="Also events of today's detector version.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; store nothing.")] = False,
    form: FormatOption = None,
    home: HomeOption = None,
) -> int:
    """Derive stored events again from their stored pages, without fetching; print each field that differs.

    An interrupted run goes on where it stopped. Exit 4 if an event could not be derived.
    """
    from contextlib import ExitStack  # noqa: PLC0415 - --help stays fast

    from filings.events import DETECTOR  # noqa: PLC0415 - the same
    from filings.monitor import lock  # noqa: PLC0415 - the same
    from filings.monitor import redetect as again  # noqa: PLC0415 - the same
    from filings.monitor.signals import INTERRUPTED, Signals  # noqa: PLC0415 - the same
    from filings.monitor.stations import open_stations  # noqa: PLC0415 - the same
    from filings.store.database import Database  # noqa: PLC0415 - the same

    settings = settings_for(home)
    clock = settings.clock()
    first = day(since, clock)
    Database.open(settings.store_url, create=False).close()  # an empty home is told as such, not filled
    seen: list[Rederived] = []
    table = output.form_of(form) == "table"
    with ExitStack() as stack:
        if not dry_run:
            stack.enter_context(lock.hold(settings.home))
        stations = stack.enter_context(open_stations(settings, clock=clock))
        signals = stack.enter_context(Signals(stations.stop))
        bar = stack.enter_context(_Bar())
        found = again.redetect(stations, since=first, everything=every, dry_run=dry_run, progress_of=bar.move)
        for one in found:
            seen.append(one)
            if table:
                bar.print(_lines(one))
    if not table:
        output.emit([record for one in seen for record in _records(one)], _COLUMNS, form)
    _summary(seen, DETECTOR, dry_run=dry_run)
    if signals.interrupted:
        return INTERRUPTED
    return _PARTLY if any(one.problem for one in seen) else 0


def _records(one: Rederived) -> list[dict[str, Any]]:
    """One record per difference, and one for an event that could not be derived."""
    head = {"event_id": one.event_id, "source_id": one.source_id, "code": one.code or None, "title": one.title}
    head |= {"detector_before": one.before, "detector_after": one.after}
    if one.problem is not None:
        return [
            {**head, "kind": "problem", "name": "", "where": "", "what": one.problem, "before": None, "after": None}
        ]
    return [{**head, **_record(change)} for change in one.changes]


def _record(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "name": change.name,
        "where": change.where,
        "what": change.label.en,
        "before": None if change.before is None else change.before.en,
        "after": None if change.after is None else change.after.en,
    }


def _lines(one: Rederived) -> list[str]:
    """What a person reads on a terminal; nothing for an event that says the same."""
    if one.problem is None and not one.changes:
        return []
    lines = [f"{one.event_id}  {one.code} {one.name}  {one.title}"]
    if one.problem is not None:
        return [*lines, f"  ! {one.problem}"]
    for record in map(_record, one.changes):
        where = f"{record['where']}: " if record["where"] else ""
        lines.append(f"  {where}{record['what']}: {record['before'] or '-'} → {record['after'] or '-'}")
    return lines


def _summary(seen: list[Rederived], detector: str, *, dry_run: bool) -> None:
    if not seen:
        say(f"nothing to derive again: every event is of {detector} (--all takes those too)")
        return
    changed, failed = sum(bool(one.changes) for one in seen), sum(one.problem is not None for one in seen)
    did = "would change" if dry_run else "changed"
    say(f"{len(seen)} events derived again with {detector}: {changed} {did}, {failed} could not be derived")
    if not dry_run and changed:
        say("alerts on what changed are queued: a running filings watch sends them, else filings watch --once")


class _Bar:
    """Progress on stderr on a terminal; differences are printed above it where stdout is the terminal too."""

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

    def move(self, done: int, total: int) -> None:
        """So many events are done."""
        if not self._visible or not total:
            return
        if self._bar is None:
            from rich.console import Console  # noqa: PLC0415 - only on a terminal
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn  # noqa: PLC0415

            columns = ("events", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task("events", total=total)
        self._bar.update(self._task, completed=done, total=total)

    def print(self, lines: list[str]) -> None:
        """Lines on stdout; the bar stands on stderr below them."""
        for line in lines:
            if self._bar is not None and sys.stdout.isatty():
                self._bar.console.print(line, markup=False, highlight=False)
            else:
                typer.echo(line)
