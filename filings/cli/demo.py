"""``demo``: the whole monitor offline, or only the simulated exchange."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer

from filings.cli.options import is_quiet, say, settings_for
from filings.errors import StoreError, UsageError


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("demo")(demo)


def demo(
    fast: Annotated[bool, typer.Option("--fast", help="No pauses for the eye.")] = False,
    keep: Annotated[Path | None, typer.Option("--keep", metavar="DIR", help="Leave the home in DIR.")] = None,
    open_page: Annotated[bool, typer.Option("--open", help="Show the static page in a browser.")] = False,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write the static page.")] = None,
    serve: Annotated[bool, typer.Option("--serve", help="Only the simulated exchange, until Ctrl-C.")] = False,
    port: Annotated[int, typer.Option("--port", metavar="P", help="Port of --serve (0: any free one).")] = 0,
    rows: Annotated[Path | None, typer.Option("--rows", metavar="CSV", help="Replay these rows (--serve).")] = None,
    documents: Annotated[
        Path | None, typer.Option("--documents", metavar="DIR", help="PDFs attached to the rows in turn (--serve).")
    ] = None,
    fault: Annotated[
        list[str] | None, typer.Option("--fault", metavar="NAME", help="A fault of --serve; 'list' names them all.")
    ] = None,
) -> int:
    """The whole monitor, offline: a simulated exchange lists authored filings, and each is judged with proof."""
    if serve:
        return _serve(port=port, rows=rows, documents=documents, faults=fault or [])
    if "list" in (fault or ()):
        return _serve(port=port, rows=rows, documents=documents, faults=["list"])
    if rows or documents or fault or port:
        raise UsageError("--rows, --documents, --fault and --port belong to --serve", hint="add --serve")
    if keep is not None:
        return _rehearse(keep, fast=fast, html=html, open_page=open_page, kept=True)
    with tempfile.TemporaryDirectory(prefix="filings-demo-") as folder:
        return _rehearse(Path(folder), fast=fast, html=html, open_page=open_page, kept=False)


def _rehearse(home: Path, *, fast: bool, html: Path | None, open_page: bool, kept: bool) -> int:
    from filings.demo import story  # noqa: PLC0415 - --help stays fast

    pause = 0.0 if fast or not sys.stdout.isatty() else 1.2
    settings = story.rehearse(settings_for(home), typer.echo, pause=pause)
    story.tell_story(settings, typer.echo, pause=pause)
    if html is not None or open_page:
        target = (html or Path(tempfile.gettempdir()) / "filings-demo.html").absolute()
        _write(target, story.page(settings))
        say(f"the static page: {target}")
        if open_page and typer.launch(target.as_uri()) != 0:
            say("no browser could be started; open the file yourself")
    _next_steps(home, kept=kept)
    return 0


def _write(target: Path, text: str) -> None:
    try:
        target.write_text(text, "utf-8")
    except OSError as error:
        raise StoreError(
            f"{target} cannot be written: {error.strerror}", hint="name another file with --html"
        ) from error


def _next_steps(home: Path, *, kept: bool) -> None:
    if is_quiet():
        return
    typer.echo("\nWhere to look next")
    if kept:
        typer.echo(f"  filings events --home {home}            what was flagged")
        typer.echo(f"  filings show ID --home {home}           one filing: facts, quotes, pages")
        typer.echo(f"  filings explain ID --home {home}        why it was flagged, or not")
    else:
        typer.echo("  filings demo --keep DIR        keeps this home: then filings events, show, explain --home DIR")
    typer.echo("  filings demo --html FILE       the brief and the filing's pages side by side")
    typer.echo("  filings watch --once           the real exchange (README: Live)")


def _serve(*, port: int, rows: Path | None, documents: Path | None, faults: list[str]) -> int:
    from filings.demo import faults as known  # noqa: PLC0415 - --help stays fast

    if "list" in faults:
        typer.echo(known.describe())
        return 0
    from filings.demo.server import serve_demo  # noqa: PLC0415 - the same
    from filings.demo.story import EVENINGS  # noqa: PLC0415 - the same

    settings = settings_for(None)
    if documents is not None and rows is None:
        raise UsageError("--documents belongs to --rows", hint="add --rows CSV")
    authored = rows is None
    clock = settings.clock() if settings.now or not authored else None
    with serve_demo(clock, port=port, rows=rows, documents=documents, faults=faults) as server:
        typer.echo(f"export FILINGS_EXCHANGES__SZSE__LIST_URL={server.list_url}")
        typer.echo(f"export FILINGS_EXCHANGES__SZSE__DOCUMENT_URL={server.document_url}")
        typer.echo("export FILINGS_EXCHANGES__SZSE__PACE=0")
        if authored:
            days = (EVENINGS[-1] - EVENINGS[0]).days + 1
            typer.echo("export FILINGS_DEMO=true")
            typer.echo(f"export FILINGS_NOW={(settings.now or EVENINGS[-1]).isoformat()}")
            typer.echo(f"export FILINGS_MONITOR__ALERT_FROM={EVENINGS[0].date()}")
            typer.echo(f"export FILINGS_EXCHANGES__SZSE__DAYS_BACK={days}")
        elif settings.now:
            typer.echo(f"export FILINGS_NOW={settings.now.isoformat()}")
        typer.echo("# serving until Ctrl-C; in another terminal: the lines above, then filings watch --once")
        sys.stdout.flush()
        while True:
            time.sleep(3600)
