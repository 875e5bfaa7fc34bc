"""``evidence``: what an event rests on, read again and exported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from filings.cli import output
from filings.cli.options import FormatOption, HomeOption, say, settings_for

if TYPE_CHECKING:
    from filings.archive.evidence import Verification

_COLUMNS: output.Columns = {
    "of": lambda r: " ".join(filter(None, (r["where"], r["subject"]))),
    "what": lambda r: r["name"],
    "page": lambda r: ", ".join(dict.fromkeys(str(quote["page"]) for quote in r["quotes"])),
    "value and words": lambda r: _shown(r["value"]) + _words(r["quotes"]) + _wrong(r["problems"]),
}


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("evidence")(evidence)


def evidence(
    wanted: Annotated[str, typer.Argument(metavar="EVENT", help="The id of an event or filing.")],
    verify: Annotated[bool, typer.Option("--verify", help="Read the stored PDF again and check every quote.")] = False,
    export: Annotated[
        Path | None,
        typer.Option("--export", metavar="DIR|FILE.zip|FILE.pdf", help="Pictures, facts, PDF and checksums."),
    ] = None,
    form: FormatOption = None,
    home: HomeOption = None,
) -> int:
    """Every statement of an event with page and quote. Exit 3 where --verify finds one that does not hold."""
    from filings.archive import evidence as proof  # noqa: PLC0415 - --help stays fast
    from filings.archive import evidence_files, local  # noqa: PLC0415 - the same
    from filings.archive.lookup import Archive  # noqa: PLC0415 - the same

    settings = settings_for(home)
    if export is not None:
        evidence_files.check_target(export)
    with Archive.open(settings) as archive:
        stored, filing = archive.event(wanted if "-" in wanted else f"{wanted}-1")
        context = archive.context_of(filing)
    found = None
    with local.reader(settings) as pool:
        if verify:
            found = proof.verify(stored, filing, settings, pool)
        records = proof.records(stored, found)
        if export is not None:
            now = settings.clock()()
            gathered = evidence_files.gather(stored, context, settings, pool, now=now)
            count = evidence_files.write(export, gathered, records, now=now)
            say(f"{export}: {count} file{'s' if count > 1 else ''} written")
    output.emit(records, _COLUMNS, form)
    return 0 if found is None else _told(found)


def _told(found: Verification) -> int:
    """Say what reading again gave, and return the exit code."""
    for fault in found.faults:
        page = "" if fault.quote is None else f" (page {fault.quote.page})"
        say(f"does not hold: {fault.where} {fault.name}{page}: {fault.kind}: {fault.why}")
    scanned = f"; {found.recognised} were read by OCR: compare them with the picture" if found.recognised else ""
    say(f"{found.compared} quotes compared with {found.engine}, {len(found.faults)} faults{scanned}")
    return 3 if found.faults else 0


def _shown(value: dict[str, Any] | None) -> str:
    """A value in a few words."""
    if value is None:
        return ""
    parts = [part for key, part in value.items() if key != "type" and isinstance(part, str)]
    return f"{' '.join(parts)[:60] if parts else value['type'].replace('_', ' ')} ← "


def _words(quotes: list[dict[str, Any]]) -> str:
    from filings.model import in_one_line  # noqa: PLC0415 - --help stays fast

    return " ".join(f"“{in_one_line(quote['text'])}”" for quote in quotes)


def _wrong(problems: list[str] | None) -> str:
    return "".join(f"\n  ✗ {problem}" for problem in problems or ())
