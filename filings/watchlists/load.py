"""Watch lists from the disk: the shipped folder, then the user's. The only module here that touches the disk."""

from __future__ import annotations

import csv
import gc
import hashlib
import io
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from filings.errors import ConfigError
from filings.model import Snapshot
from filings.watchlists import listfile
from filings.watchlists.entry import Entry
from filings.watchlists.listfile import ListFile
from filings.watchlists.model import WatchList, WatchLists

_HINT = "correct it (the shipped config/watchlists/companies.toml explains each key), or move the file away"
_MAX_BYTES = 256 * 2**20
"""A list larger than this is no list: the Consolidated Screening List has about 20 MB."""


def load(folders: Sequence[Path]) -> WatchLists:
    """All lists of the folders; a file of a later folder replaces one of the same name. A missing folder is empty.

    A list that names a CSV which is not there is kept as not loaded. Raises ConfigError naming file and entry.
    """
    files: dict[str, Path] = {}
    for folder in folders:
        try:
            found = sorted(folder.glob("*.toml"))
        except OSError as error:
            raise _unreadable(folder, error) from error
        files |= {path.name: path for path in found if not path.name.startswith(".")}
    with _no_collections():
        lists = [made for _, path in sorted(files.items()) if (made := _list(path, folders)) is not None]
        _check_names(lists, files)
        return WatchLists.of(lists)


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


def _list(path: Path, folders: Sequence[Path]) -> WatchList | None:
    data = _bytes(path)
    said = _parse(path, data)
    if not said.enabled:
        return None
    table = _table(said, path, folders)
    rows = _bytes(table) if table is not None else None
    entries = tuple(row.entry(said) for row in said.entry)
    if table is not None and rows is not None:
        entries += _csv(table, rows, said)
    content = data + (rows or b"")
    copy = table or path
    loaded = said.file is None or table is not None
    sha256 = hashlib.sha256(data if rows is None else rows).hexdigest()
    return WatchList(
        id=path.stem,
        name=said.name,
        kind=said.kind,
        content=hashlib.sha256(content).hexdigest(),
        snapshot=Snapshot(date=said.date or _modified(copy), sha256=sha256) if loaded else None,
        stale_after_days=said.stale_after_days,
        effect=said.effect,
        within=said.within,
        source=said.source,
        source_url=said.source_url,
        entries=entries,
        regions=tuple(row.region() for row in said.regions),
        terms=said.terms,
    )


def _parse(path: Path, data: bytes) -> ListFile:
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


def _table(said: ListFile, path: Path, folders: Sequence[Path]) -> Path | None:
    """The CSV that a file names: beside it, or in the last folder that has it."""
    if said.file is None:
        return None
    places = [path.parent, *(folder for folder in reversed(folders) if folder != path.parent)]
    return next((place / said.file for place in places if (place / said.file).is_file()), None)


def _csv(path: Path, data: bytes, said: ListFile) -> tuple[Entry, ...]:
    line = 1
    try:
        reader = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        columns = listfile.columns_of(next(reader, []))
        entries = []
        for row in reader:
            line = reader.line_num
            made = listfile.entry_of(row, columns, said) if any(row) else None
            if made is not None:
                entries.append(made)
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8: {error}", path=str(path), hint="save it as CSV UTF-8") from error
    except (ValueError, csv.Error) as error:
        raise ConfigError(f"{path}, line {line}: {error}", path=str(path), key=f"line {line}", hint=_HINT) from error
    return tuple(entries)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ConfigError(f"{path} is larger than {_MAX_BYTES // 2**20} MB", path=str(path), hint=_HINT)
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> ConfigError:
    hint = "check its permissions, then run the command again"
    return ConfigError(f"{path} cannot be read: {error.strerror}", path=str(path), hint=hint)


def _modified(path: Path) -> date:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()


def _check_names(lists: Sequence[WatchList], files: dict[str, Path]) -> None:
    """Two lists of one name could not be told apart in a finding."""
    seen: dict[str, WatchList] = {}
    for one in lists:
        other = seen.setdefault(one.name.casefold(), one)
        if other is not one:
            path = files[f"{one.id}.toml"]
            message = f"{path}: name: {one.name!r} is also the name of {files[f'{other.id}.toml']}"
            raise ConfigError(message, path=str(path), key="name", hint="give one of them another name")
