"""``triage``: decides by title only, for lists of titles."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from filings.cli import output
from filings.cli.options import FormatOption
from filings.errors import UsageError

_COLUMNS: output.Columns = {
    "id": lambda r: r["id"] or "",
    "code": lambda r: r["code"] or "",
    "decision": lambda r: r["decision"],
    "acts": lambda r: ", ".join(r["acts"]),
    "role": lambda r: r["role"],
    "reason": lambda r: r["reason"],
    "title": lambda r: r["title"],
}


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("triage")(triage)


def triage(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE.csv]", help="csv or jsonl; stdin without it.")] = None,
    form: FormatOption = None,
) -> int:
    """Decide by title only: must the PDF be opened, and what does the title assert?

    Reads csv (columns id, code, name, title) or jsonl with these keys; writes one record per row.
    """
    from filings.archive.records import triage_record  # noqa: PLC0415 - --help stays fast
    from filings.events.triage import triage as decide  # noqa: PLC0415 - the same

    records = []
    for number, row in enumerate(_rows(_text(file)), start=2):
        title = row.get("title")
        if not isinstance(title, str):
            raise UsageError(f"row {number} has no title", hint="the columns are id, code, name, title")
        decision = decide(title, name=str(row.get("name") or ""))
        source_id = None if row.get("id") is None else str(row["id"])
        records.append(triage_record(decision, source_id=source_id, code=row.get("code"), title=title))
    return output.emit(records, _COLUMNS, form)


def _text(file: Path | None) -> str:
    if file is None:
        if sys.stdin.isatty():
            raise UsageError("no titles given", hint="filings triage titles.csv, or pipe jsonl into it")
        return sys.stdin.buffer.read().decode("utf-8-sig")
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}", hint="name a csv or jsonl file") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not UTF-8", hint="convert it, for example with iconv -f gb18030") from error


def _rows(text: str) -> Iterator[dict[str, Any]]:
    if text.lstrip().startswith("{"):
        yield from _json_rows(text.splitlines())
        return
    reader = csv.DictReader(io.StringIO(text))
    if "title" not in (reader.fieldnames or ()):
        raise UsageError("the first line names no column title", hint="the columns are id, code, name, title")
    yield from reader


def _json_rows(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise UsageError(f"line {number} is no JSON: {error.msg}", hint="one object per line") from error
        if not isinstance(row, dict):
            raise UsageError(f"line {number} is no object", hint='as {"id": "1", "title": "…"}')
        yield row
