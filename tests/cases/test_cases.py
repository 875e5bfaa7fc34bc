"""Every folder below is a case: a filing as listed, its document, and the judgement that a person approved.

``list.json`` names code, name, title and published day; the document is ``notice.pdf`` or ``notice.txt`` in the
folder (pages of a text are parted by a line of ``---``), or a filing of the demo named by ``"demo"``. A case
without ``expected.json`` gets one written and fails until somebody has reviewed and committed it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from filings.archive import local
from filings.documents.pool import ReaderPool
from filings.model import BEIJING, Document
from filings.settings import Settings, load
from tests.cases.judged import judged

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/list.json"))


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return load(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def pool(settings: Settings) -> Iterator[ReaderPool]:
    with local.reader(settings) as made:
        yield made


def document_of(case: Path, listed: dict[str, Any], pool: ReaderPool) -> Document:
    if "demo" in listed:
        with resources.as_file(resources.files("filings.demo") / "filings" / listed["demo"]) as path:
            return local.read_file(pool, path)
    if (case / "notice.pdf").exists():
        return local.read_file(pool, case / "notice.pdf")
    return Document.from_text(*(case / "notice.txt").read_text("utf-8").split("\n---\n"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_filing_is_judged_as_somebody_approved(case: Path, pool: ReaderPool, settings: Settings) -> None:
    listed = json.loads((case / "list.json").read_text("utf-8"))
    document = document_of(case, listed, pool)
    seen = local.detect_document(
        document,
        settings,
        title=listed["title"],
        code=listed["code"],
        published=datetime.combine(date.fromisoformat(listed["published"]), time(), BEIJING),
    )
    assert all(document.holds(quote) for quote in seen.finding.event.quotes())
    found = judged(seen.finding)
    expected = case / "expected.json"
    if not expected.exists():
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
        pytest.fail(f"{expected} was written: review it, then commit it")
    assert found == json.loads(expected.read_text("utf-8"))
