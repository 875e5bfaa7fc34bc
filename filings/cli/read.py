"""``read``: what a PDF says, page by page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

import typer

from filings.cli import output
from filings.cli.options import FormatOption, HomeOption, say, settings_for
from filings.errors import DocumentError, NotFound, UsageError

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
    """Text per page with its origin (embedded, ocr, none), tables and quality. Exit 4 where a file failed."""
    from filings.archive import local  # noqa: PLC0415 - --help stays fast

    settings = settings_for(home)
    chosen = _range(pages)
    records: list[dict[str, Any]] = []
    failed = 0
    with local.reader(settings) as pool:
        for file in files:
            try:
                document = local.read_file(pool, file, pages=chosen, tables="all" if tables else "none")
            except (DocumentError, NotFound) as error:
                say(f"{file}: {type(error).__name__}: {error.message}" + (f"\n  → {error.hint}" if error.hint else ""))
                failed += 1
                continue
            records += [_record(file, document, page) for page in document.pages]
    output.emit(records, _COLUMNS, form)
    return 4 if failed else 0


def _range(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    found = _PAGES.match(text)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if first < 1 or last < first:
        raise UsageError(f"{text!r} is no range of pages", hint="write 2 or 1-3")
    return first, last


def _record(file: Path, document: Any, page: Any) -> dict[str, Any]:
    return {
        "file": str(file),
        "sha256": document.sha256,
        "page": page.number,
        "pages": document.page_count,
        "origin": page.origin,
        "quality": page.quality.model_dump(mode="json"),
        "text": page.text,
        "tables": [
            {
                "box": list(table.box),
                "caption": table.caption,
                "unit": table.unit,
                "rows": [[None if cell is None else cell.text for cell in row] for row in table.rows],
            }
            for table in page.tables
        ],
    }
