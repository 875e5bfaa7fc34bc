"""New copies of watch lists; stored events are screened again where a list changed.

A copy is believed when its server answered 200, it can be read, and it did not lose more entries than the list's
``max_shrink``; until then the old one stays. Nothing is overwritten: a copy is a new file, then a new line of the
index, each written beside and moved into place.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filings.errors import (
    ConfigError,
    FilingsError,
    HomeBusy,
    SourceBlocked,
    SourceError,
    SourceUnavailable,
    UsageError,
)
from filings.monitor import lock
from filings.net import Client, Portal, is_loopback
from filings.settings import Settings
from filings.watchlists import load, snapshots
from filings.watchlists.entry import Entry
from filings.watchlists.listfile import ListFile
from filings.watchlists.snapshots import Change, Copy

Tell = Callable[[str], None]
_SOURCE = "lists"
_LARGEST = 256 * 2**20
_SECONDS = 600.0


@dataclass(frozen=True)
class Refreshed:
    """What became of one list."""

    list_id: str
    state: str
    copy: Copy | None = None
    change: Change | None = None
    problem: str | None = None

    @property
    def record(self) -> dict[str, object]:
        """As JSON: names that were added, removed and changed."""
        change = self.change or Change((), (), ())
        return {
            "list": self.list_id,
            "state": self.state,
            "copy": None if self.copy is None else self.copy.model_dump(mode="json"),
            "added": list(change.added),
            "removed": list(change.removed),
            "changed": list(change.changed),
            "problem": self.problem,
        }

    @property
    def sentence(self) -> str:
        """For people."""
        if self.problem is not None:
            return f"{self.list_id}: {self.state}: {self.problem}"
        if self.change is None or self.copy is None:
            return f"{self.list_id}: {self.state}"
        counted = (
            f"{len(self.change.added)} added, {len(self.change.removed)} removed, {len(self.change.changed)} changed"
        )
        return f"{self.list_id}: {self.copy.entries} entries of {self.copy.date}: {counted}"


def refresh_lists(settings: Settings, wanted: Sequence[str], tell: Tell) -> list[Refreshed]:
    """Fetch the wanted lists (all that have an address), then screen stored events again where one changed.

    A list that fails keeps its copy; the others go on. Raises ConfigError for a list that is not there.
    """
    chosen = list(_chosen(settings, wanted))
    with Portal() as portal:
        manners = settings.politeness.model_copy(update={"max_bytes": _LARGEST, "total_timeout": _SECONDS})
        with portal.entered(Client(manners, source=_SOURCE)) as client:
            reports = [_refresh(settings, client, portal, list_id, said) for list_id, said in chosen]
    if any(report.change for report in reports):
        screen_again(settings, tell)
    return reports


def _chosen(settings: Settings, wanted: Sequence[str]) -> Iterator[tuple[str, ListFile]]:
    files = load.files_of(settings.watchlist_folders)
    for list_id in wanted:
        if list_id not in files:
            raise ConfigError(f"there is no list {list_id!r}", hint=f"the lists are {', '.join(files)}")
    for list_id, path in files.items():
        said = load.parse(path, load.read_bytes(path))
        if list_id in wanted and said.url is None:
            hint = 'write url = "https://…" into your copy of it, or put the table beside it'
            raise ConfigError(f"{path} has no address to fetch", path=str(path), key="url", hint=hint)
        if said.enabled and said.url is not None and (not wanted or list_id in wanted):
            yield list_id, said


def _refresh(settings: Settings, client: Client, portal: Portal, list_id: str, said: ListFile) -> Refreshed:
    try:
        _check_may_ask(settings, str(said.url))
        data = portal.call(_fetched(client, str(said.url)))
        return _take(settings, list_id, said, data)
    except (SourceError, ConfigError) as error:
        return Refreshed(list_id, "kept", problem=f"{error.message}; the copy in use stays")


def _check_may_ask(settings: Settings, url: str) -> None:
    """A server is asked by somebody who says who he is, never by a rehearsal. Raises ConfigError."""
    if is_loopback(url):
        return
    if settings.demo:
        raise ConfigError(f"{settings.home} is a rehearsal's home: it asks no real server", key="demo")
    if not settings.client.contact:
        hint = "export FILINGS_CLIENT__CONTACT=you@your-company.example (it is sent with every request)"
        raise ConfigError("no contact is set for requests", key="client.contact", hint=hint)


async def _fetched(client: Client, url: str) -> bytes:
    with client.trying(url):
        answer = await client.request("GET", url, headers={"Accept": "*/*"}, max_bytes=_LARGEST)
        if answer.status in {401, 403, 407, 429}:
            raise SourceBlocked(f"the server refuses ({answer.status})", source=_SOURCE, url=url)
        if answer.status != 200:
            raise SourceUnavailable(f"the server answers {answer.status}", source=_SOURCE, url=url)
        return answer.body


def _take(settings: Settings, list_id: str, said: ListFile, data: bytes) -> Refreshed:
    """The new copy, if it is believed."""
    folders = settings.watchlist_folders
    folder = load.copies_folder(folders, list_id)
    copies = load.copies_of(folders, list_id)
    sha256 = hashlib.sha256(data).hexdigest()
    if copies and copies[-1].sha256 == sha256:
        return Refreshed(list_id, "unchanged", copies[-1], Change((), (), ()))
    entries, refused = load.read_table(folder / "new copy", data, said)
    before = _entries_before(folder, copies, said)
    if not entries:
        return Refreshed(list_id, "kept", problem="the new copy holds no entry; the copy in use stays")
    if snapshots.shrinks(len(before), len(entries), said.max_shrink):
        lost = f"the new copy has {len(entries)} entries, the one in use {len(before)}: not believed"
        return Refreshed(list_id, "kept", problem=f"{lost}; raise max_shrink if it is right")
    fetched: datetime = settings.clock()()
    name = snapshots.file_name(fetched, sha256, Path(str(said.file)).suffix)
    copy = Copy(
        fetched=fetched, sha256=sha256, file=name, url=str(said.url), entries=len(entries), refused=len(refused)
    )
    write(folder / name, data)
    index = "".join(f"{one.model_dump_json()}\n" for one in (*copies, copy))
    write(folder / snapshots.INDEX, index.encode())
    return Refreshed(list_id, "refreshed", copy, snapshots.change(before, entries))


def _entries_before(folder: Path, copies: Sequence[Copy], said: ListFile) -> list[Entry]:
    if not copies:
        return []
    path = folder / copies[-1].file
    return load.read_table(path, load.read_bytes(path), said)[0]


def write(path: Path, data: bytes) -> None:
    """Beside, to the disk, then into place."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        hint = "make it writable, or name another home with --home DIR"
        raise ConfigError(f"{path} cannot be written: {error.strerror}", path=str(path), hint=hint) from error


def add_list(settings: Settings, file: Path, name: str) -> str:
    """Copy a table or a list's TOML into the home as a watch list of that name; returns its id.

    Raises UsageError where the file is no list, ConfigError where it cannot be written.
    """
    list_id = "".join(c if c.isalnum() else "_" for c in name.casefold()).strip("_")
    if not list_id:
        raise UsageError(f"{name!r} is no name for a list", hint="filings lists add FILE --as suppliers")
    folder = settings.watchlist_folders[-1]
    data = load.read_bytes(file)
    if file.suffix == ".toml":
        load.parse(file, data)
        write(folder / f"{list_id}.toml", data)
    else:
        text = _toml_of(name, f"{list_id}.csv", file)
        load.read_table(file, data, load.parse(folder / f"{list_id}.toml", text))
        write(folder / f"{list_id}.csv", data)
        write(folder / f"{list_id}.toml", text)
    try:
        load.load(settings.watchlist_folders)
    except FilingsError:
        for made in (folder / f"{list_id}.toml", folder / f"{list_id}.csv"):
            made.unlink(missing_ok=True)
        raise
    return list_id


def _toml_of(name: str, table: str, file: Path) -> bytes:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    head = f"# Made by filings lists add {file.name}. The keys are explained in the shipped companies.toml.\n"
    return f'{head}name = "{quoted}"\nkind = "watch"\nfile = "{table}"\n'.encode()


def screen_again(settings: Settings, tell: Tell) -> None:
    """Stored events whose lists were others are screened again now, unless a watch holds the home and does it."""
    from filings.monitor import rescreen  # noqa: PLC0415 - fetching alone needs no stations

    if not (settings.home / "filings.db").is_file() and not settings.store.url:
        return
    try:
        with lock.hold(settings.home):
            done = rescreen.run(settings)
    except HomeBusy:
        tell("a watch holds this home: it screens the stored events again in its next sweep")
        return
    if done.screened:
        tell(f"{done.screened} stored events screened again, {done.raised} with new hits, {done.sent} alerts delivered")
