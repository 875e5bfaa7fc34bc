"""Records to stdout as table, json, jsonl, csv or md."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

JsonObject = dict[str, Any]
Columns = Mapping[str, Callable[[JsonObject], object]]
"""Header → how a cell is made from a record; the last column takes the rest of the width."""


_PIPED_WIDTH = 160
"""Columns of a table that no terminal limits."""


def form_of(asked: str | None) -> str:
    """The form asked for, or table on a terminal and jsonl in a pipe."""
    return asked or ("table" if sys.stdout.isatty() else "jsonl")


def emit(records: Sequence[JsonObject], columns: Columns, asked: str | None) -> int:
    """Print the records and return the exit code: 0, or 1 where there are none."""
    form = form_of(asked)
    if form == "json":
        _write(json.dumps(list(records), ensure_ascii=False, indent=2))
    elif form == "jsonl":
        for record in records:
            _write(json.dumps(record, ensure_ascii=False))
    elif form == "csv":
        _write(_csv(records), end="")
    elif form == "md":
        _write(_markdown(records, columns))
    elif records:
        _table(records, columns)
    return 0 if records else 1


def _write(text: str, end: str = "\n") -> None:
    sys.stdout.write(text + end)


def _csv(records: Sequence[JsonObject]) -> str:
    if not records:
        return ""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(records[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _flat(value) for key, value in record.items()} for record in records)
    return out.getvalue()


def _flat(value: object) -> object:
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    return value


def _markdown(records: Sequence[JsonObject], columns: Columns) -> str:
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    for record in records:
        cells = (str(make(record)).replace("|", "\\|").replace("\n", " ") for make in columns.values())
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _table(records: Sequence[JsonObject], columns: Columns) -> None:
    from rich.console import Console  # noqa: PLC0415 - only where a table is drawn
    from rich.table import Table  # noqa: PLC0415 - the same
    from rich.text import Text  # noqa: PLC0415 - the same

    table = Table(box=None, pad_edge=False, header_style="bold")
    for index, header in enumerate(columns):
        table.add_column(header, overflow="fold", no_wrap=index < len(columns) - 1)
    for record in records:
        table.add_row(*(Text(str(make(record))) for make in columns.values()))
    Console(width=None if sys.stdout.isatty() else _PIPED_WIDTH).print(table)
