"""One writer per home: a file lock that the kernel drops when its holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filings.errors import HomeBusy, StoreError


@contextmanager
def hold(home: Path) -> Iterator[None]:
    """Hold the home's lock. Raises HomeBusy where another process has it, StoreError where it cannot be made."""
    path = home / "watch.lock"
    try:
        home.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        message = f"the home {home} cannot be written: {error.strerror}"
        raise StoreError(message, hint="make it writable, or name another with --home DIR") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(handle, 32, 0).decode(errors="replace").strip() or "unknown"
            message = f"another watch (process {holder}) holds {home}"
            raise HomeBusy(message, hint="stop it first, or give this one its own --home DIR") from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)
