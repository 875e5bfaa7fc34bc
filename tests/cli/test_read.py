"""``filings read``: pages, tables that go on, and what a cap left out."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from filings.cli.main import exit_code_of

FIVE = Path(__file__).parent.parent.parent / "filings" / "demo" / "filings" / "five-projects-exit.pdf"


@pytest.fixture
def many_pages(tmp_path: Path) -> Path:
    """A file of 10,000 pages with a line on each."""
    written = io.BytesIO()
    canvas = Canvas(written, invariant=1)
    for number in range(1, 10_001):
        canvas.drawString(72, 700, f"page {number} of a long report")
        canvas.showPage()
    canvas.save()
    path = tmp_path / "long.pdf"
    path.write_bytes(written.getvalue())
    return path


def read(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    code = exit_code_of(["read", *arguments, "-o", "jsonl"])
    said = capsys.readouterr()
    return code, [json.loads(line) for line in said.out.splitlines()], said.err


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILINGS_HOME", str(tmp_path / "home"))


def test_the_page_cap_is_said_and_the_first_pages_are_read(
    many_pages: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILINGS_READER__MAX_PAGES", "20")
    code, records, said = read(capsys, str(many_pages))
    assert code == 4
    assert [record["page"] for record in records] == list(range(1, 21))
    assert "read 20 of 10,000 pages" in said
    assert "max_pages" in said
    code, records, said = read(capsys, str(many_pages), "--pages", "9991-9999")
    assert (code, len(records), said) == (0, 9, "")
    code, records, said = read(capsys, str(many_pages), "--pages", "101-150")
    assert (code, len(records)) == (4, 20)
    assert "read 20 of the 50 asked-for pages" in said


def test_a_table_that_goes_on_carries_its_header_caption_and_unit(capsys: pytest.CaptureFixture[str]) -> None:
    code, records, _ = read(capsys, str(FIVE), "--tables")
    assert code == 0
    first, second = (record["tables"][0] for record in records[:2])
    assert (first["continues"], second["continues"]) == (False, True)
    assert first["header"] is None
    assert second["header"] == first["rows"][: len(second["header"])]
    assert "项目名称" in second["header"][0]
    assert second["unit"] == first["unit"] == "单位：万元"
    assert second["caption"] == first["caption"]


def test_a_file_that_fails_does_not_stop_the_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "page.pdf"
    bad.write_bytes(b"<html>busy</html>")
    code, records, said = read(capsys, str(bad), str(FIVE))
    assert (code, "NotAPdf" in said) == (4, True)
    assert {record["file"] for record in records} == {str(FIVE)}
