"""Look-ups in the issuer master of a home."""

from __future__ import annotations

from filings.archive.records import JsonObject
from filings.errors import NotFound
from filings.settings import Settings
from filings.watchlists import load
from filings.watchlists.issuers import Issuer, IssuerIndex


def index(settings: Settings) -> IssuerIndex:
    """Every issuer that is known here, ready to be looked up. Raises ConfigError."""
    return IssuerIndex(load.issuers_of(settings.watchlist_folders))


def show(settings: Settings, text: str) -> list[JsonObject]:
    """The records of the issuers that a code or name can mean. Raises NotFound."""
    found = index(settings).look_up(text)
    if not found:
        hint = "try its six-digit code, or type filings issuers refresh"
        raise NotFound(f"no issuer is known as {text}", hint=hint)
    return [record(issuer) for issuer in found]


def record(issuer: Issuer) -> JsonObject:
    """An issuer as JSON."""
    return {"name": issuer.short_name, **issuer.model_dump(mode="json")}
