"""The vault: PDFs by SHA-256, written whole or not at all, verified when read."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from filings.errors import StoreError


class Vault:
    """A folder with one file per PDF: ``ab/abcdef….pdf``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str) -> Path:
        """Where a PDF stands (or would)."""
        return self._folder / sha256[:2] / f"{sha256}.pdf"

    def put(self, data: bytes) -> str:
        """Keep the bytes and return their SHA-256; synced before the name appears. Raises StoreError."""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path(sha256)
        try:
            if target.exists() and target.read_bytes() == data:
                return sha256
            target.parent.mkdir(parents=True, exist_ok=True)
            self._write(target, data)
        except OSError as error:
            hint = "free some space or make the home writable, then run the command again"
            raise StoreError(f"the vault {self._folder} cannot keep a PDF: {error.strerror}", hint=hint) from error
        return sha256

    @staticmethod
    def _write(target: Path, data: bytes) -> None:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise

    def get(self, sha256: str) -> bytes:
        """The bytes, checked against their name. Raises StoreError."""
        path = self.path(sha256)
        hint = "fetch it again with filings failures --retry, or restore a backup of the vault"
        try:
            data = path.read_bytes()
        except OSError as error:
            raise StoreError(f"the vault lost {path}: {error.strerror}", hint=hint) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreError(f"{path} is damaged: its bytes do not match its name", hint=hint)
        return data
