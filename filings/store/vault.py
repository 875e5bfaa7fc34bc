"""The vault: PDFs by SHA-256, written whole or not at all, verified when read."""

from __future__ import annotations

import hashlib
from pathlib import Path

from filings.errors import StoreError
from filings.store.shelf import Folder, Shelf


class Vault:
    """One file per PDF, ``ab/abcdef….pdf``, in a folder or on any place that fsspec knows."""

    def __init__(self, place: Path | Shelf) -> None:
        self._shelf: Shelf = Folder(place) if isinstance(place, Path) else place

    @classmethod
    def at(cls, url: str, *, copies: Path, copies_mb: int = 1024) -> Vault:
        """The vault at an address: a folder, ``file://…``, ``s3://bucket/prefix`` or what else fsspec knows.

        ``copies`` is a folder for local copies of a remote vault, of ``copies_mb`` megabytes. Raises StoreError.
        """
        scheme, found, rest = url.partition("://")
        if not found or scheme == "file":
            return cls(Path(rest if found else url))
        from filings.store.remote import Remote  # noqa: PLC0415 - a folder needs no fsspec

        return cls(Remote(url, copies=copies, copies_mb=copies_mb))

    def path(self, sha256: str) -> Path:
        """A file of this machine with the PDF (where it stands, or would). Raises StoreError."""
        try:
            return self._shelf.local(_name(sha256))
        except OSError as error:
            raise self._lost(sha256, error) from error

    def put(self, data: bytes) -> str:
        """Keep the bytes and return their SHA-256; synced before the name appears. Raises StoreError."""
        sha256 = hashlib.sha256(data).hexdigest()
        name = _name(sha256)
        try:
            if not self._shelf.holds(name, data):
                self._shelf.write(name, data)
        except OSError as error:
            hint = "free some space or make the home writable, then run the command again"
            raise StoreError(f"the vault {self._shelf} cannot keep a PDF: {error.strerror}", hint=hint) from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes, checked against their name. Raises StoreError."""
        try:
            data = self._shelf.read(_name(sha256))
        except OSError as error:
            raise self._lost(sha256, error) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreError(f"{self._shelf}/{_name(sha256)} is damaged: its bytes do not match its name", hint=_HINT)
        return data

    def remove(self, sha256: str) -> None:
        """Take a PDF away, if it is there. Raises StoreError."""
        try:
            self._shelf.remove(_name(sha256))
        except OSError as error:
            message = f"the vault {self._shelf} cannot remove {sha256}: {error.strerror}"
            raise StoreError(message, hint="make it writable, then run the command again") from error

    def _lost(self, sha256: str, error: OSError) -> StoreError:
        return StoreError(f"the vault lost {self._shelf}/{_name(sha256)}: {error.strerror or error}", hint=_HINT)


_HINT = "fetch it again with filings failures --retry, or restore a backup of the vault"


def _name(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}.pdf"
