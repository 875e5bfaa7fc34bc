"""The shipped lists, and a folder of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from filings.watchlists.load import load
from filings.watchlists.model import WatchLists


@pytest.fixture(scope="session")
def shipped() -> WatchLists:
    return load([Path(__file__).parent.parent.parent / "config" / "watchlists"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "watchlists"
    made.mkdir()
    return made
