"""Watch lists from the disk: the shipped folder, the user's, and the copies that were fetched.

The only module here that touches the disk.
"""

from __future__ import annotations

import csv
import gc
import hashlib
import io
import logging
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from filings.errors import ConfigError
from filings.model import Snapshot
from filings.watchlists import china, listfile, snapshots
from filings.watchlists.entry import Entry
from filings.watchlists.formats import FORMATS, RowRefused
from filings.watchlists.formats.rows import ListUnreadable
from filings.watchlists.issuers import Issuer
from filings.watchlists.listfile import ListFile
from filings.watchlists.model import WatchList, WatchLists
from filings.watchlists.regions import Region
from filings.watchlists.snapshots import Copy

_HINT = "correct it (the shipped config/watchlists/companies.toml explains each key), or move the file away"
_MAX_BYTES = 256 * 2**20
"""A list larger than this is no list: the Consolidated Screening List has about 20 MB."""
_MOST_REFUSED = 0.5
"""A table of which more rows than this cannot be understood is another kind of table."""
_log = logging.getLogger(__name__)


def load(folders: Sequence[Path]) -> WatchLists:
    """All lists of the folders; a file of a later folder replaces one of the same name. A missing folder is empty.

    A list whose table is not there is kept as not loaded; rows that cannot be understood are refused, kept with
    their lines and logged. Raises ConfigError naming file and entry.
    """
    return _load(folders, None)


def lists_as_of(folders: Sequence[Path], day: date) -> WatchLists:
    """The lists as they were on that day, for a back-test: of each the copy that was in use then.

    A list with a later copy only, whose entries do not carry their days (``history``), is not loaded: findings
    say so.
    """
    return _load(folders, day)


def files_of(folders: Sequence[Path]) -> dict[str, Path]:
    """Id of a list → its file, a later folder's before an earlier one's. Raises ConfigError."""
    files: dict[str, Path] = {}
    for folder in folders:
        try:
            found = sorted(folder.glob("*.toml"))
        except OSError as error:
            raise _unreadable(folder, error) from error
        files |= {path.stem: path for path in found if not path.name.startswith(".")}
    return dict(sorted(files.items()))


def copies_folder(folders: Sequence[Path], list_id: str) -> Path:
    """Where the copies of a list lie: FILINGS_HOME/lists, beside the FILINGS_HOME/config of the last folder."""
    return folders[-1].parent.parent / "lists" / list_id


def copies_of(folders: Sequence[Path], list_id: str) -> list[Copy]:
    """The copies that were fetched, the oldest first. Raises ConfigError."""
    index = copies_folder(folders, list_id) / snapshots.INDEX
    try:
        return snapshots.parse(index.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise _unreadable(index, error) from error
    except ValueError as error:
        hint = f"move the folder away, then type filings lists refresh {list_id}"
        raise ConfigError(f"{index} is damaged: {error}", path=str(index), hint=hint) from error


def issuers_file(folders: Sequence[Path]) -> Path:
    """Where a home keeps its master of listed companies."""
    return folders[-1].parent.parent / "issuers.jsonl"


def issuers_of(folders: Sequence[Path]) -> list[Issuer]:
    """Every issuer that is known: the home's master, and those of the shipped few that it lacks. Raises ConfigError."""
    if not folders:
        return []
    own = _issuers(issuers_file(folders))
    known = {code for issuer in own for code in issuer.codes}
    seed = _issuers(folders[0] / "issuers" / "seed.jsonl")
    return [*own, *(issuer for issuer in seed if not known.intersection(issuer.codes))]


def _issuers(path: Path) -> list[Issuer]:
    try:
        lines = path.read_text("utf-8").splitlines()
        return [Issuer.model_validate_json(line) for line in lines if line.strip()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise _unreadable(path, error) from error
    except ValueError as error:
        hint = "move it away, then type filings issuers refresh"
        raise ConfigError(f"{path} is damaged: {error}", path=str(path), hint=hint) from error


def fingerprint(folders: Sequence[Path]) -> str:
    """Changes whenever a file that ``load`` would read is added, removed or written; cheap enough for every sweep."""
    files = [path for folder in folders for path in (*folder.glob("*.*"), *folder.glob("*/*.*"))]
    if folders:
        home = folders[-1].parent.parent
        files += [*home.glob(f"lists/*/{snapshots.INDEX}"), issuers_file(folders)]
    said = sorted((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files if path.is_file())
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _load(folders: Sequence[Path], day: date | None) -> WatchLists:
    files = files_of(folders)
    with _no_collections():
        lists = [made for path in files.values() if (made := _list(path, folders, day)) is not None]
        _check_names(lists, files)
        return WatchLists.of(lists, issuers_of(folders))


@contextmanager
def _no_collections() -> Iterator[None]:
    """Hundreds of thousands of entries that all stay: looking for garbage among them took half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _list(path: Path, folders: Sequence[Path], day: date | None) -> WatchList | None:
    data = read_bytes(path)
    said = parse(path, data)
    if not said.enabled:
        return None
    table = _table(said, path, folders, day)
    rows = read_bytes(table) if table is not None else None
    entries = [row.entry(said) for row in said.entry]
    refused: list[RowRefused] = []
    if table is not None and rows is not None:
        read, refused = read_table(table, rows, said)
        entries += read
    sha256 = hashlib.sha256(data if rows is None else rows).hexdigest()
    copied = _copied(said, path, table, folders)
    made = WatchList(
        id=path.stem,
        name=said.name,
        kind=said.kind,
        content=hashlib.sha256(data + (rows or b"")).hexdigest(),
        snapshot=Snapshot(date=copied, sha256=sha256) if said.file is None or table is not None else None,
        stale_after_days=said.stale_after_days,
        effect=said.effect,
        within=said.within,
        source=said.source,
        source_url=said.source_url,
        entries=tuple(entries),
        regions=(*(row.region() for row in said.regions), *_chosen(said, path, folders)),
        terms=said.terms,
        refused=tuple(refused),
    )
    later = day is not None and copied > day and not said.history and said.kind == "restricted"
    return replace(made, snapshot=None, entries=()) if later else made


def _copied(said: ListFile, path: Path, table: Path | None, folders: Sequence[Path]) -> date:
    """The day of a copy: of the fetched one as its name says, else as the file says, else of the last change."""
    if table is not None and table.parent == copies_folder(folders, path.stem):
        return date.fromisoformat(table.name[:10])
    return said.date or datetime.fromtimestamp((table or path).stat().st_mtime, UTC).date()


def _chosen(said: ListFile, path: Path, folders: Sequence[Path]) -> list[Region]:
    """The places that a list names by code. Raises ConfigError."""
    if not said.codes:
        return []
    table = folders[0] / "regions" / "china.csv"
    rows = csv.reader(io.StringIO(read_bytes(table).decode("utf-8"), newline=""))
    try:
        return china.regions({row[0]: row[1] for row in rows}, said.codes)
    except ValueError as error:
        raise ConfigError(f"{path}: codes: {error}", path=str(path), key="codes", hint=_HINT) from error


def parse(path: Path, data: bytes) -> ListFile:
    """What a list's file says. Raises ConfigError."""
    try:
        values: dict[str, Any] = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}", path=str(path), hint=_HINT) from error
    try:
        return ListFile.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where, what = listfile.problem(first, values)
        message = f"{path}: {where}: {what}" if where else f"{path}: {what}"
        raise ConfigError(message, path=str(path), key=where or None, hint=_HINT) from error


def _table(said: ListFile, path: Path, folders: Sequence[Path], day: date | None) -> Path | None:
    """The copy in use on that day, else the table beside the file or in the last folder that has it."""
    if said.file is None:
        return None
    copies = copies_of(folders, path.stem)
    copy = (copies[-1] if copies else None) if day is None else snapshots.as_of(copies, day)
    if copy is not None:
        return copies_folder(folders, path.stem) / copy.file
    places = [path.parent, *(folder for folder in reversed(folders) if folder != path.parent)]
    return next((place / said.file for place in places if (place / said.file).is_file()), None)


def read_table(path: Path, data: bytes, said: ListFile) -> tuple[list[Entry], list[RowRefused]]:
    """The entries of a list's table and the rows that were refused. Raises ConfigError where it is another table."""
    entries: list[Entry] = []
    refused: list[RowRefused] = []
    try:
        for made in FORMATS[said.format](data, said.defaults):
            if isinstance(made, Entry):
                entries.append(made)
            else:
                refused.append(made)
    except ListUnreadable as error:
        raise ConfigError(f"{path}: {error}", path=str(path), hint=error.hint or _HINT) from error
    if refused and len(refused) > _MOST_REFUSED * (len(entries) + len(refused)):
        first = refused[0]
        message = f"{path}, line {first.line}: {first.why} ({len(refused)} rows are refused, {len(entries)} read)"
        raise ConfigError(message, path=str(path), key=f"line {first.line}", hint=_HINT)
    for row in refused:
        _log.warning("%s, line %d refused: %s: %s", path, row.line, row.why, row.text)
    return entries, refused


def read_bytes(path: Path) -> bytes:
    """A list's bytes. Raises ConfigError."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ConfigError(f"{path} is larger than {_MAX_BYTES // 2**20} MB", path=str(path), hint=_HINT)
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> ConfigError:
    hint = "check its permissions, then run the command again"
    return ConfigError(f"{path} cannot be read: {error.strerror}", path=str(path), hint=hint)


def _check_names(lists: Iterable[WatchList], files: dict[str, Path]) -> None:
    """Two lists of one name could not be told apart in a finding."""
    seen: dict[str, WatchList] = {}
    for one in lists:
        other = seen.setdefault(one.name.casefold(), one)
        if other is not one:
            path = files[one.id]
            message = f"{path}: name: {one.name!r} is also the name of {files[other.id]}"
            raise ConfigError(message, path=str(path), key="name", hint="give one of them another name")
