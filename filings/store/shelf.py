"""Where the vault's bytes lie: a folder of this machine."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Protocol


class Shelf(Protocol):
    """A place that keeps bytes under names like ``ab/abcdef….pdf``. Every method raises OSError."""

    def read(self, name: str) -> bytes:
        """The bytes. Raises FileNotFoundError."""

    def write(self, name: str, data: bytes) -> None:
        """Keep the bytes; the name appears only with all of them."""

    def holds(self, name: str, data: bytes) -> bool:
        """Whether these bytes are there."""

    def remove(self, name: str) -> None:
        """Take the bytes away, if they are there."""

    def local(self, name: str) -> Path:
        """A file of this machine with the bytes (where they stand, or would)."""


class Folder:
    """A folder of this machine; bytes are on the disk before their name appears."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __str__(self) -> str:
        return str(self._folder)

    def read(self, name: str) -> bytes:
        return self.local(name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        target = self.local(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=target.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(part).replace(target)
        except OSError:
            Path(part).unlink(missing_ok=True)
            raise

    def holds(self, name: str, data: bytes) -> bool:
        path = self.local(name)
        return path.exists() and path.read_bytes() == data

    def remove(self, name: str) -> None:
        self.local(name).unlink(missing_ok=True)

    def local(self, name: str) -> Path:
        return self._folder / name
