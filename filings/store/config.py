"""What can be set of the vault."""

from __future__ import annotations

from pydantic import Field

from filings.model import Record


class VaultSettings(Record):
    """Where PDFs are kept and for how long; see config/filings.toml for each key. 0 days or megabytes = no limit."""

    url: str = ""
    keep_days_info: int = Field(default=0, ge=0)
    keep_days_no_flag: int = Field(default=0, ge=0)
    keep_days_skipped: int = Field(default=0, ge=0)
    budget_mb: int = Field(default=0, ge=0)
    copies_mb: int = Field(default=1024, ge=1)
