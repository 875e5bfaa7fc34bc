"""``detect``: the event of local files, without storing anything."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from filings.cli import output
from filings.cli.options import FormatOption, HomeOption, day, say, settings_for
from filings.errors import DocumentError, NotFound, UsageError

_COLUMNS: output.Columns = {
    "file": lambda r: r["file"],
    "disposition": lambda r: r["disposition"],
    "sev": lambda r: r["severity"],
    "acts": lambda r: ", ".join(r["acts"]),
    "why": lambda r: "; ".join(rule["why"] for rule in r["rules"]),
    "title": lambda r: r["title"],
}


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("detect")(detect)


def detect(
    files: Annotated[list[Path], typer.Argument(metavar="FILE.pdf", help="PDF files.")],
    title: Annotated[str | None, typer.Option("--title", help="The listed title (else the printed one).")] = None,
    code: Annotated[str | None, typer.Option("--code", help="The issuer's code (else the printed one).")] = None,
    published: Annotated[str | None, typer.Option("--published", metavar="DAY", help="The nominal day.")] = None,
    facts: Annotated[bool, typer.Option("--facts", help="Facts of any notice, flagged or not.")] = False,
    form: FormatOption = None,
    home: HomeOption = None,
) -> int:
    """The event record of each file; a file without event says no_flag. Exit 4 where a file failed."""
    from filings.archive import local  # noqa: PLC0415 - --help stays fast
    from filings.model import parse_code  # noqa: PLC0415 - the same

    digits = None if code is None else parse_code(code)
    if code is not None and digits is None:
        raise UsageError(f"{code!r} is no stock code", hint="write 002236, 002236.SZ or sz002236")
    settings = settings_for(home)
    clock = settings.clock()
    when = day(published, clock)
    records: list[dict[str, Any]] = []
    failed = 0
    with local.reader(settings) as pool:
        for file in files:
            try:
                document = local.read_file(pool, file)
            except (DocumentError, NotFound) as error:
                say(f"{file}: {type(error).__name__}: {error.message}" + (f"\n  → {error.hint}" if error.hint else ""))
                failed += 1
                continue
            seen = local.detect_document(
                document, settings, title=title, code=digits, published=local.midnight(when, clock), facts=facts
            )
            records.append({**local.record(seen), "file": str(file)})
    output.emit(records, _COLUMNS, form)
    return 4 if failed else 0
