"""A vault on any place that fsspec knows (``s3://bucket/filings``), with a folder of copies for the reader."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from filings.errors import StoreError
from filings.store.shelf import Folder

_WHOLE = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "memory"})
"""Stores of whole objects: what is put appears at once, so that no other name is needed first."""


class Remote:
    """A place that fsspec opens. Credentials come from the environment, as its driver documents (AWS_PROFILE…)."""

    def __init__(self, url: str, *, copies: Path, copies_mb: int) -> None:
        scheme = url.partition("://")[0]
        hint = f"pip install 'filings[s3]', or what fsspec needs for {scheme}://"
        try:
            import fsspec  # noqa: PLC0415 - a vault in a folder need not load it

            self._files, self._root = fsspec.core.url_to_fs(url)
            self._failures = _failures_of(scheme)
        except (ImportError, ValueError) as error:
            raise StoreError(f"the vault {url} cannot be opened: {error}", hint=hint) from error
        self._url = url
        self._direct = scheme in _WHOLE
        self._copies, self._folder, self._bytes = Folder(copies), copies, copies_mb * 1_000_000

    def __str__(self) -> str:
        return self._url

    def read(self, name: str) -> bytes:
        data: bytes = self._do("cat_file", self._path(name))
        return data

    def write(self, name: str, data: bytes) -> None:
        target = self._path(name)
        part = target if self._direct else f"{target}.part-{uuid.uuid4().hex}"
        if not self._direct:
            self._do("makedirs", target.rpartition("/")[0], exist_ok=True)
        self._do("pipe_file", part, data)
        if not self._direct:
            self._do("mv", part, target)

    def holds(self, name: str, data: bytes) -> bool:
        """By size; the bytes are compared with their name whenever they are read."""
        if not self._do("exists", self._path(name)):
            return False
        return bool(self._do("size", self._path(name)) == len(data))

    def remove(self, name: str) -> None:
        if self._do("exists", self._path(name)):
            self._do("rm_file", self._path(name))
        self._copies.remove(name)

    def local(self, name: str) -> Path:
        """A copy on this machine, fetched where there is none; the oldest copies go when there are too many."""
        path = self._copies.local(name)
        if path.exists():
            path.touch()
            return path
        data = self.read(name)
        self._make_room(len(data))
        self._copies.write(name, data)
        return path

    def _make_room(self, wanted: int) -> None:
        copies = sorted((path.stat().st_mtime, path.stat().st_size, path) for path in self._folder.rglob("*.pdf"))
        left = sum(size for _, size, _ in copies) + wanted
        for _, size, path in copies:
            if left <= self._bytes:
                return
            path.unlink(missing_ok=True)
            left -= size

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    def _do(self, what: str, *arguments: Any, **options: Any) -> Any:
        try:
            return getattr(self._files, what)(*arguments, **options)
        except self._failures as error:
            raise OSError(0, f"{type(error).__name__}: {error}") from error


def _failures_of(scheme: str) -> tuple[type[Exception], ...]:
    """What the driver raises beside OSError."""
    if scheme not in {"s3", "s3a"}:
        return ()
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - only for S3

    return (BotoCoreError, ClientError)
