"""``read``: what a PDF says, page by page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from filings.cli import output
from filings.cli.options import FormatOption, HomeOption, say, settings_for
from filings.errors import DocumentError, NotFound, UsageError

if TYPE_CHECKING:
    from filings.model import Cell, Document, Table
    from filings.model.joined import JoinedTable

_PAGES = re.compile(r"^(\d+)(?:-(\d+))?$")
_COLUMNS: output.Columns = {
    "file": lambda r: r["file"],
    "page": lambda r: f"{r['page']}/{r['pages']}",
    "origin": lambda r: r["origin"],
    "text": lambda r: r["text"],
}


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("read")(read)


def read(
    files: Annotated[list[Path], typer.Argument(metavar="FILE.pdf", help="PDF files.")],
    pages: Annotated[str | None, typer.Option("--pages", metavar="1-3", help="Only these pages.")] = None,
    tables: Annotated[bool, typer.Option("--tables", help="Every ruled table, too.")] = False,
    form: FormatOption = None,
    home: HomeOption = None,
) -> int:
    """Text per page with its origin (embedded, ocr, none), tables and quality.

    Exit 4 where a file failed or the page cap stopped it.
    """
    from filings.archive import local  # noqa: PLC0415 - --help stays fast

    settings = settings_for(home)
    chosen = _range(pages)
    records: list[dict[str, Any]] = []
    partly = False
    with local.reader(settings) as pool:
        for file in files:
            try:
                document = local.read_file(pool, file, pages=chosen, tables="all" if tables else "none")
            except (DocumentError, NotFound) as error:
                say(f"{file}: {type(error).__name__}: {error.message}" + (f"\n  → {error.hint}" if error.hint else ""))
                partly = True
                continue
            if not document.pages:
                say(f"{file} has {document.page_count} pages\n  → name pages from 1 to {document.page_count}")
                partly = True
            records += _records(file, document)
            if left := _left_unread(document, chosen):
                say(f"{file}: {left}\n  → raise [reader] max_pages, or name the pages: --pages 2001-4000")
                partly = True
    output.emit(records, _COLUMNS, form)
    return 4 if partly else 0


def _left_unread(document: Document, chosen: tuple[int, int] | None) -> str | None:
    """What the page cap left out of the pages that were asked for."""
    first, last = chosen or (1, document.page_count)
    asked = min(last, document.page_count) - first + 1
    got = len(document.pages)
    if got >= asked:
        return None
    of = f"{document.page_count:,}" if chosen is None else f"the {asked:,} asked-for"
    return f"read {got:,} of {of} pages: the page cap stopped it"


def _range(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    found = _PAGES.match(text)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if first < 1 or last < first:
        raise UsageError(f"{text!r} is no range of pages", hint="write 2 or 1-3")
    return first, last


def _records(file: Path, document: Document) -> list[dict[str, Any]]:
    heads = _heads(document)
    return [
        {
            "file": str(file),
            "sha256": document.sha256,
            "page": page.number,
            "pages": document.page_count,
            "origin": page.origin,
            "quality": page.quality.model_dump(mode="json"),
            "text": page.text,
            "tables": [_table(table, heads.get((page.number, index))) for index, table in enumerate(page.tables)],
        }
        for page in document.pages
    ]


def _heads(document: Document) -> dict[tuple[int, int], JoinedTable]:
    """The table that each table goes on from, by page and place."""
    from filings.model.joined import joined_tables  # noqa: PLC0415 - --help stays fast

    joined = iter(joined_tables(document))
    heads: dict[tuple[int, int], JoinedTable] = {}
    current: JoinedTable | None = None
    for page in document.pages:
        for index, table in enumerate(page.tables):
            if table.continues and current is not None:
                heads[page.number, index] = current
            else:
                current = next(joined)
    return heads


def _table(table: Table, head: JoinedTable | None) -> dict[str, Any]:
    """A table; where it goes on from the page before, with the caption, unit and header of its beginning."""
    return {
        "box": list(table.box),
        "caption": table.caption if head is None else head.caption,
        "unit": table.unit if head is None else head.unit,
        "rows": _texts(table.rows),
        "continues": table.continues,
        "header": None if head is None else _texts(head.header),
    }


def _texts(rows: Iterable[Sequence[Cell | None]]) -> list[list[str | None]]:
    return [[None if cell is None else cell.text for cell in row] for row in rows]
