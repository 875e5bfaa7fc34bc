"""A file of JSON records, one alert per line, for other programs."""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filings.alerts.channels.protocol import Channel, Place
from filings.alerts.config import ChannelConfig
from filings.errors import DeliveryError
from filings.model import Alert

USUAL = "alerts.jsonl"
"""The file where none is named."""
_LINE_ENDS = str.maketrans({end: f"\\u{ord(end):04x}" for end in "\u0085\u2028\u2029"})
"""Characters that JSON lets stand but that some readers take for the end of a line."""


class JsonLines:
    """Appends whole lines only; the file may be read, copied or moved away at any time."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self._path = path

    async def send(self, alert: Alert) -> str:
        """Append the record and have it on disk. Raises DeliveryError where the disk does not take it."""
        try:
            written = await asyncio.to_thread(append, self._path, line_of(alert))
        except OSError as error:
            hint = f"make room for {self._path.name}, or correct its path in routes.toml"
            message = f"{self._path.name} cannot be written: {error.strerror}"
            raise DeliveryError(message, channel=self.name, hint=hint) from error
        return f"{written} bytes appended to {self._path.name}"


def line_of(alert: Alert) -> bytes:
    """The record as one line of UTF-8, with its line end."""
    text = json.dumps(alert.payload(), ensure_ascii=False, separators=(",", ":"))
    return f"{text.translate(_LINE_ENDS)}\n".encode("utf-8", "replace")


def append(path: Path, line: bytes) -> int:
    """Append a line with one write and sync it; what a crash left half-written ends on a line of its own.

    Returns the number of bytes. Raises OSError, also where the disk took only a part.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)  # a write under way looks like a half-written line
        size = os.fstat(handle).st_size
        data = line if _ends_a_line(handle, size) else b"\n" + line
        written = os.write(handle, data)
        if written < len(data):
            raise OSError(None, f"only {written} of {len(data)} bytes were taken")
        os.fsync(handle)
    finally:
        os.close(handle)
    if size == 0:
        _sync_folder(path.parent)
    return written


def _ends_a_line(handle: int, size: int) -> bool:
    return size == 0 or os.pread(handle, 1, size - 1) == b"\n"


def _sync_folder(folder: Path) -> None:
    """A new file's name is on disk only with its folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def open_jsonl(name: str, config: ChannelConfig, place: Place) -> Iterator[Channel]:
    """The file; it is opened for each alert, so there is nothing to close."""
    yield JsonLines(name, place.home / Path(config.path or USUAL).expanduser())
