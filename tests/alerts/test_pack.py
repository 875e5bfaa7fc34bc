"""The evidence pack: complete, checked with sha256sum by somebody without Python, harmless in a browser and a sheet."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from filings.alerts.pack import Pack, pack_files

NOW = datetime(2024, 12, 24, 1, 0, tzinfo=UTC)
PDF = b"%PDF-1.7 invented"
PNG = b"\x89PNG\r\n\x1a\n"


def pack_of(case: Any, **changes: Any) -> dict[str, bytes]:
    values: dict[str, Any] = {
        "record": case.record(),
        "sheet": case.composed().sheet,
        "document": PDF,
        "made": NOW,
        "headers": "HTTP/1.1 200 OK\ncontent-type: application/pdf\n",
        "pictures": {"page-1.png": PNG, "page-2.png": PNG},
        "list_rows": {"entity list (2019).csv": b"name,date\nExample,2019-10-09\n"},
        "log": ({"at": NOW.isoformat(), "what": "sent", "channel": "mail"},),
    }
    return pack_files(Pack(**{**values, **changes}))


def written(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def test_a_pack_holds_everything_that_was_said_and_seen(quiet_exit: Any) -> None:
    files = pack_of(quiet_exit)
    assert sorted(files) == [
        "LIMITATIONS.txt", "SHA256SUMS", "brief.en.txt", "brief.zh.txt", "document-headers.txt", "document.pdf",
        "event.json", "facts.csv", "index.html", "lists/entity_list_2019_.csv", "log.jsonl", "pictures/page-1.png",
        "pictures/page-2.png",
    ]  # fmt: skip
    assert files["document.pdf"] == PDF
    assert json.loads(files["event.json"]) == quiet_exit.record()
    assert files["brief.zh.txt"].decode().strip() == quiet_exit.composed().text("zh")
    assert json.loads(files["log.jsonl"])["what"] == "sent"


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="the system has another tool for checksums")
def test_counsel_checks_it_without_python(tmp_path: Path, quiet_exit: Any) -> None:
    files = pack_of(quiet_exit)
    written(tmp_path, files)
    check = ["sha256sum", "-c", "--strict", "SHA256SUMS"]
    good = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert good.returncode == 0, good.stderr
    assert good.stdout.count(": OK") == len(files) - 1
    (tmp_path / "event.json").write_text("{}")
    bad = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert bad.returncode == 1
    assert "event.json: FAILED" in bad.stdout


def test_the_checksums_are_sorted_and_name_every_other_file(quiet_exit: Any) -> None:
    files = pack_of(quiet_exit)
    lines = [line.split("  ", 1) for line in files["SHA256SUMS"].decode().splitlines()]
    assert [name for _, name in lines] == sorted(set(files) - {"SHA256SUMS"})
    assert all(hashlib.sha256(files[name]).hexdigest() == digest for digest, name in lines)


def test_the_same_event_makes_the_same_pack(quiet_exit: Any) -> None:
    assert pack_of(quiet_exit) == pack_of(quiet_exit)


def test_the_first_page_has_no_script_and_loads_only_the_pack_s_pictures(evil_case: Any) -> None:
    page = pack_of(evil_case)["index.html"].decode()
    assert "<script" not in page.casefold()
    assert re.findall(r'src="([^"]*)"', page) == ["pictures/page-1.png", "pictures/page-2.png"]
    assert not re.search(r"<[^>]+\son\w+=", page)
    assert "default-src 'none'" in page
    assert "sha256sum -c SHA256SUMS" in page


def test_the_first_page_shows_both_languages_and_every_file(quiet_exit: Any) -> None:
    files = pack_of(quiet_exit)
    page = files["index.html"].decode()
    for words in ("gives no reason", "未说明原因", hashlib.sha256(PDF).hexdigest(), 'href="facts.csv"'):
        assert words in page
    assert "RETRACTED" not in page


def test_a_retracted_event_says_so_first(quiet_exit: Any) -> None:
    record = quiet_exit.record(retracted="wrong <company>")
    page = pack_of(quiet_exit, record=record)["index.html"].decode()
    assert "RETRACTED · 已撤回: wrong &lt;company&gt;" in page[: page.index("<nav>")]


def rows(files: dict[str, bytes]) -> list[dict[str, str]]:
    text = files["facts.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_every_fact_stands_in_the_table_with_page_and_words(table_exit: Any) -> None:
    table = rows(pack_of(table_exit))
    price = next(row for row in table if row["name"] == "price")
    assert (price["belongs_to"], price["page"], price["quote"]) == ("event", "3", "转让价格1元")
    assert json.loads(price["value"])["amount"] == "1.00"
    assert {row["belongs_to"] for row in table} == {"event", "甲县供水一期", "乙县供水二期"}


def test_what_is_not_stated_has_a_row_without_words(quiet_exit: Any) -> None:
    (reason,) = [row for row in rows(pack_of(quiet_exit)) if row["name"] == "reason"]
    assert (reason["basis"], reason["quote"]) == ("not_stated", "")


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_is_a_formula(quiet_exit: Any, formula: str) -> None:
    record = quiet_exit.record()
    record["facts"][0]["quotes"][0]["text"] = formula
    record["items"] = [{"kind": "asset", "name": formula, "facts": [record["facts"][0]]}]
    table = rows(pack_of(quiet_exit, record=record))
    assert all(not cell.startswith(("=", "+", "-", "@", "\t")) for row in table for cell in row.values())
    assert any(cell == f"'{formula}" for row in table for cell in row.values())


def test_the_limits_of_the_proof_are_told_as_they_are(quiet_exit: Any) -> None:
    record = quiet_exit.record()
    record["document"]["pages_without_text"] = 1
    record["facts"][0]["quotes"][0]["origin"] = "ocr"
    record["hits"][0]["asserted"] = False
    text = pack_of(quiet_exit, record=record, limitations=("One more.",))["LIMITATIONS.txt"].decode()
    for words in (
        "Nobody asked the company", "an export-licence requirement", "1 of 2 pages have no text", "read from a picture",
        "uflpa (not_loaded)", "possible, not confirmed: 1", "One more.", "未联系公司核实",
    ):  # fmt: skip
        assert words in text
    assert "OCR" not in pack_of(quiet_exit)["LIMITATIONS.txt"].decode()


def test_no_name_of_a_file_leaves_the_pack(quiet_exit: Any) -> None:
    names = {"../../etc/passwd": b"1", "a b": b"2", "a_b": b"3", "乙": b"4", "..": b"5"}
    files = pack_of(quiet_exit, pictures=names, list_rows={})
    kept = [name for name in files if name.startswith("pictures/")]
    assert len(kept) == len(names)
    assert all(re.fullmatch(r"pictures/[A-Za-z0-9_][A-Za-z0-9._-]*", name) for name in kept)
    assert not any(".." in name for name in kept)
