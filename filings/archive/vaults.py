"""The vault that the settings name."""

from __future__ import annotations

from filings.settings import Settings
from filings.store.vault import Vault


def vault_of(settings: Settings) -> Vault:
    """The vault of a home, in a folder or on any place that fsspec knows. Raises StoreError."""
    return Vault.at(settings.vault_place, copies=settings.home / "cache", copies_mb=settings.vault.copies_mb)
