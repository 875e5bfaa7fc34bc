"""Fixtures that every station's tests may use."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from filings.model import Announcement, Company, Triage

NOON = datetime(2024, 12, 23, 4, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOON


@pytest.fixture
def announcement() -> Announcement:
    return Announcement(
        source="szse",
        source_id="1200000001",
        uuid="6d3c6c1e-0000-4000-8000-000000000001",
        companies=(Company(ticker="009001.SZ", name="演示水务"),),
        title="关于终止特许经营项目的公告",
        published=datetime(2024, 12, 22, 16, 0, tzinfo=UTC),
        first_seen=NOON,
        document_path="/disc/disk03/finalpage/2024-12-23/6d3c6c1e-0000-4000-8000-000000000001.PDF",
        size_kb=120,
    )


@pytest.fixture
def opened() -> Triage:
    return Triage(decision="open", reason="the title says so", rule="act", acts=("termination",), certainty="title")


@pytest.fixture
def skipped() -> Triage:
    return Triage(decision="skip", reason="a routine filing", rule="routine", role="meeting")


@pytest.fixture(scope="session")
def measure_data() -> Path:
    """The folder of third-party material to measure with; tests that need it skip where it is missing."""
    default = Path(__file__).parent.parent.parent / "shared" / "data"
    folder = Path(os.environ.get("FILINGS_MEASURE_DATA", default))
    if not folder.is_dir():
        pytest.skip("FILINGS_MEASURE_DATA names no folder of measuring material")
    return folder
