"""``db``: look after the store. Check it, back it up, give space back, move it to PostgreSQL."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated, Any, Self

import typer

from filings.cli import output
from filings.cli.options import FormatOption, HomeOption, is_quiet, say, settings_for
from filings.errors import NotFound, StoreError, UsageError

if TYPE_CHECKING:
    from filings.settings import Settings
    from filings.store.database import Database

app = typer.Typer(help="Look after the store: check, backup, vacuum, reindex, migrate.", rich_markup_mode=None)
_FAULTS: output.Columns = {"fault": lambda r: r["fault"]}
_BACKUP: output.Columns = {
    "file": lambda r: r["file"],
    "bytes": lambda r: f"{r['bytes']:,}",
    "filings": lambda r: f"{r['filings']:,}",
}
_TABLES: output.Columns = {
    "table": lambda r: r["table"],
    "rows": lambda r: f"{r['rows']:,}",
    "sha256": lambda r: r["sha256"],
}


def register(app_above: typer.Typer) -> None:
    """Add the commands of this module."""
    app_above.add_typer(app, name="db")


@app.command("check")
def check(
    vault: Annotated[bool, typer.Option("--vault", help="Also read every PDF and compare it with its hash.")] = False,
    form: FormatOption = None,
    home: HomeOption = None,
) -> int:
    """Is everything whole? The file, its keys, the text indexes; with --vault every PDF. Exit 3 if not."""
    from filings.archive.vaults import vault_of  # noqa: PLC0415 - --help stays fast
    from filings.store import checking  # noqa: PLC0415 - the same

    settings = settings_for(home)
    with closing(_opened(settings)) as database, Bar() as bar:
        faults = checking.check(database, progress=bar)
        if vault:
            faults += checking.check_vault(database, vault_of(settings), progress=bar)
    output.emit([{"fault": fault} for fault in faults], _FAULTS, form)
    if not faults:
        say(f"{database.address} is whole" + (", and so is every PDF" if vault else "; --vault also reads every PDF"))
    return 3 if faults else 0


@app.command("backup")
def backup(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Where to (default: backups/ in the home, by the hour).")
    ] = None,
    form: FormatOption = None,
    home: HomeOption = None,
) -> int:
    """Copy the SQLite database, also while watch runs; the copy is synced and checked. PDFs are plain files beside."""
    from filings.store.backup import backup as make  # noqa: PLC0415 - --help stays fast

    settings = settings_for(home)
    stamp = settings.clock()().strftime("%Y%m%dT%H%M%SZ")
    target = file or settings.home / "backups" / f"filings-{stamp}.db"
    with closing(_opened(settings)) as database, Bar() as bar:
        made = make(database, target.absolute(), progress=bar)
    say("to restore it, stop watch and put the file in the place of filings.db; copy the vault's folder as it is")
    record = {"file": str(made.file), "bytes": made.bytes, "filings": made.filings}
    return output.emit([record], _BACKUP, form)


@app.command("vacuum")
def vacuum(home: HomeOption = None) -> int:
    """Let PDFs go as [vault] says (nothing flagged), tidy the indexes and give space back. Stop watch first."""
    from filings.archive.vaults import vault_of  # noqa: PLC0415 - --help stays fast
    from filings.monitor import lock  # noqa: PLC0415 - the same
    from filings.store import retention, words  # noqa: PLC0415 - the same

    settings = settings_for(home)
    with lock.hold(settings.home), closing(_opened(settings)) as database, Bar() as bar:
        now = settings.clock()()
        gone = retention.evict(database, vault_of(settings), settings.vault, now=now, progress=bar)
        before = _room(database)
        with database.read() as tx:
            indexes = words.indexes(tx)
        database.tidy(indexes)
        after = database.file.stat().st_size if database.file else 0
    say(
        f"{gone.files} PDFs went ({gone.bytes / 1e6:,.1f} MB); the database gave {max(0, before - after) / 1e6:,.1f} MB"
    )
    return 0


@app.command("reindex")
def reindex(home: HomeOption = None) -> int:
    """Make the text indexes anew from the stored texts. Stop watch first; a stopped run goes on."""
    from filings.monitor import lock  # noqa: PLC0415 - --help stays fast
    from filings.store.reindexing import reindex as make  # noqa: PLC0415 - the same

    settings = settings_for(home)
    with lock.hold(settings.home), closing(_opened(settings)) as database, Bar() as bar:
        done = make(database, progress=bar)
    say(f"{done:,} filings are indexed")
    return 0


@app.command("migrate")
def migrate(
    to: Annotated[
        str | None, typer.Option("--to", metavar="URL", help="Copy everything to postgresql://USER@HOST/DATABASE.")
    ] = None,
    form: FormatOption = None,
    home: HomeOption = None,
) -> int:
    """Bring the database to this version's schema; with --to copy it to another and verify every row."""
    from filings.monitor import lock  # noqa: PLC0415 - --help stays fast
    from filings.store.copying import copy  # noqa: PLC0415 - the same
    from filings.store.database import Database  # noqa: PLC0415 - the same

    settings = settings_for(home)
    with lock.hold(settings.home):
        if to is None:
            _opened(settings, migrating=True).close()
            say("the schema is up to date")
            return 0
        if to == settings.store_url:
            raise UsageError("the store is there already", hint="name another database with --to")
        with (
            closing(_opened(settings)) as source,
            closing(Database.open(to, create=True)) as target,
            Bar() as bar,
        ):
            report = copy(source, target, progress=bar)
            address = target.address
    output.emit([one.model_dump() for one in report], _TABLES, form)
    say(f"every row is in {address}. To use it, set [store] url or FILINGS_STORE__URL to what stood behind --to")
    return 0


def _opened(settings: Settings, *, migrating: bool = False) -> Database:
    """The store, which must be there already."""
    from filings.store.database import Database  # noqa: PLC0415 - --help stays fast

    if migrating and not settings.store.url and not (settings.home / "filings.db").exists():
        raise NotFound(f"nothing is stored in {settings.home} yet", hint="type filings watch --once, or filings demo")
    return Database.open(settings.store_url, create=migrating)


def _room(database: Database) -> int:
    """The size of the database's file; raises StoreError where the disk cannot hold it twice for a moment."""
    import shutil  # noqa: PLC0415 - only here

    if database.file is None:
        return 0
    size, free = database.file.stat().st_size, shutil.disk_usage(database.file.parent).free
    if free < size * 1.1:
        message = f"tidying needs {size * 1.1 / 1e6:,.0f} MB for a moment, {free / 1e6:,.0f} MB are free"
        raise StoreError(message, hint="free some space, or move the home to a larger disk")
    return size


class Bar:
    """Progress on stderr on a terminal: what, done, of how many, the time left."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._task: Any = None
        self._what = ""
        self._visible = sys.stderr.isatty() and not is_quiet()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, what: str, done: int, total: int) -> None:
        """So much of it is done."""
        if not self._visible:
            return
        if self._bar is None:
            from rich.console import Console  # noqa: PLC0415 - only on a terminal
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn  # noqa: PLC0415

            columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
        if what != self._what:
            self._what, self._task = what, self._bar.add_task(what, total=total)
        self._bar.update(self._task, completed=done, total=total)
