"""An Atom feed in a file: for feed readers, or to be served by any web server."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filings.alerts.channels.feed import GENERATOR, Feed, with_alert
from filings.alerts.channels.protocol import Channel, Clock, Place
from filings.alerts.config import ChannelConfig
from filings.errors import DeliveryError
from filings.model import Alert


class AtomFile:
    """Replaces the feed's file as a whole: a reader sees the old one or the new one, never half of one."""

    def __init__(self, name: str, config: ChannelConfig, path: Path, clock: Clock) -> None:
        self.name = name
        self._feed = Feed(name=name, title=config.title, lang=config.lang, entries=config.entries)
        self._path = path
        self._clock = clock

    async def send(self, alert: Alert) -> str:
        """Put it on top of the feed. Raises DeliveryError where the file is not ours or cannot be written."""
        try:
            await asyncio.to_thread(self._add, alert)
        except OSError as error:
            hint = f"make room for {self._path.name}, or correct its path in routes.toml"
            message = f"{self._path.name} cannot be written: {error.strerror}"
            raise DeliveryError(message, channel=self.name, hint=hint) from error
        return f"entry in {self._path.name}"

    def _add(self, alert: Alert) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(self._path.parent) as folder:
            text = with_alert(self._old(), alert, self._feed, self._clock())
            replace(self._path, text.encode("utf-8", "replace"))
            os.fsync(folder)

    def _old(self) -> str:
        try:
            text = self._path.read_text("utf-8", "replace")
        except FileNotFoundError:
            return ""
        if text and GENERATOR not in text[:1000]:
            hint = "name another path for the feed in routes.toml, or move that file away"
            message = f"{self._path.name} is no feed of ours and is left alone"
            raise DeliveryError(message, channel=self.name, hint=hint)
        return text


@contextmanager
def _locked(folder: Path) -> Iterator[int]:
    """The folder, held so that two writers do not lose each other's entry."""
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)


def replace(path: Path, data: bytes) -> None:
    """Write a file beside the old one, have it on disk, and put it in the old one's place. Raises OSError."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        with suppress(FileNotFoundError):
            fresh.unlink()


@contextmanager
def open_atom(name: str, config: ChannelConfig, place: Place) -> Iterator[Channel]:
    """The feed; its file is opened for each alert, so there is nothing to close."""
    yield AtomFile(name, config, place.home / Path(config.path).expanduser(), place.clock)
