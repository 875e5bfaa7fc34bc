"""``lists``: restricted-party lists, regions and your own watch lists."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from filings.cli import output
from filings.cli.options import FormatOption, HomeOption, say, settings_for
from filings.errors import UsageError

if TYPE_CHECKING:
    from filings.monitor.refresh import Refreshed

_STATUS: output.Columns = {
    "id": lambda r: r["id"],
    "state": lambda r: r["state"],
    "date": lambda r: r["snapshot"]["date"] if r["snapshot"] else "",
    "version": lambda r: r["snapshot"]["sha256"][:12] if r["snapshot"] else "",
    "entries": lambda r: r["entries"],
    "refused": lambda r: len(r["refused"]) or "",
    "list": lambda r: r["list"],
    "source": lambda r: r["source"] or "",
}
_MATCHES: output.Columns = {
    "because": lambda r: r["because"],
    "asserted": lambda r: "yes" if r["asserted"] else "no",
    "list": lambda r: r["list"],
    "entry": lambda r: r["entry"],
    "explanation": lambda r: r["explanation"],
}
_PAIRS: output.Columns = {
    "because": lambda r: r["because"] or "-",
    "asserted": lambda r: "yes" if r["asserted"] else "no",
    "list name": lambda r: r["list_name"],
    "query name": lambda r: r["query_name"],
    "explanation": lambda r: r["explanation"],
}
_REFRESHED: output.Columns = {
    "list": lambda r: r["list"],
    "state": lambda r: r["state"],
    "added": lambda r: ", ".join(r["added"][:5]),
    "removed": lambda r: ", ".join(r["removed"][:5]),
}
_ANSWER: output.Columns = {
    "matched": lambda r: len(r["matched"]),
    "ambiguous": lambda r: len(r["ambiguous"]),
    "unlisted": lambda r: len(r["unlisted"]),
    "refused": lambda r: len(r["refused"]),
    "findings": lambda r: len(r["findings"]),
    "list": lambda r: r["list"],
}


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group = typer.Typer(help="Restricted-party lists, regions and your own watch lists.")
    group.command("status")(status)
    group.command("match")(match)
    group.command("refresh")(refresh)
    group.command("add")(add)
    app.add_typer(group, name="lists")


def status(form: FormatOption = None, home: HomeOption = None) -> int:
    """Every list with its version, date, source and state: checked, stale or not loaded."""
    from filings.archive import lists  # noqa: PLC0415 - --help stays fast
    from filings.model import BEIJING  # noqa: PLC0415 - the same

    settings = settings_for(home)
    return output.emit(lists.status(settings, settings.clock()().astimezone(BEIJING).date()), _STATUS, form)


def match(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="A company's name or stock code.")] = None,
    pairs: Annotated[
        str | None,
        typer.Option(
            "--pairs", metavar="FILE", help="Compare names two by two: jsonl with list_name, query_name; - is stdin."
        ),
    ] = None,
    form: FormatOption = None,
    home: HomeOption = None,
) -> int:
    """Why a name matches an entry of a list, or, with --pairs, how far two names can be one company."""
    from filings.archive import lists  # noqa: PLC0415 - --help stays fast

    if (name is None) == (pairs is None):
        raise UsageError("name a company, or a file of pairs", hint="filings lists match NAME, or --pairs FILE")
    settings = settings_for(home)
    if pairs is not None:
        return output.emit(list(lists.pairs(settings, _lines(pairs))), _PAIRS, form)
    records = lists.match(settings, str(name))
    if not records:
        say(f"{name} is on none of the lists that are loaded; filings lists status shows which are not")
    return output.emit(records, _MATCHES, form)


def _lines(path: str) -> Iterable[str]:
    if path == "-":
        return sys.stdin
    try:
        return Path(path).read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path} cannot be read: {error}", hint="name a jsonl file in UTF-8, or - for stdin"
        ) from error


def refresh(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="LIST", help="Ids of lists; all with a url if none.")
    ] = None,
    form: FormatOption = None,
    home: HomeOption = None,
) -> int:
    """Fetch new copies of lists, show what changed, and screen stored events again where something did."""
    from filings.monitor import refresh as refreshing  # noqa: PLC0415 - --help stays fast

    reports = refreshing.refresh_lists(settings_for(home), tuple(names or ()), say)
    for report in reports:
        say(report.sentence)
    output.emit(
        [report.record for report in reports], {"list": lambda r: r["list"], "state": lambda r: r["state"]}, form
    )
    return _code(reports)


def _code(reports: Iterable[Refreshed]) -> int:
    return 3 if any(report.problem for report in reports) else 0


def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV with a column of names, or a list's TOML.")],
    name: Annotated[str, typer.Option("--as", metavar="NAME", help="How findings call the list: suppliers.")],
    form: FormatOption = None,
    home: HomeOption = None,
) -> int:
    """Watch a list of your own: says at once who of it is listed, and which stored findings it raises."""
    from filings.archive import lists  # noqa: PLC0415 - --help stays fast
    from filings.monitor import refresh as refreshing  # noqa: PLC0415 - the same

    settings = settings_for(home)
    list_id = refreshing.add_list(settings, file, name)
    answer = lists.answer(settings, list_id)
    if output.form_of(form) == "table":
        typer.echo(_told(answer))
    else:
        output.emit([answer], _ANSWER, form)
    refreshing.screen_again(settings, say)
    return 0


def _told(answer: dict[str, Any]) -> str:
    """The answer for people: who is who, what is left open, what is stored already."""
    lines = [f"{answer['list']}: {answer['entries']} entries are watched from now on"]
    for one in answer["matched"]:
        issuer = one["issuers"][0]
        lines.append(f"  listed      {one['entry']} = {issuer['code']} {issuer['name']} (by {one['by']})")
    for one in answer["ambiguous"]:
        who = ", ".join(f"{issuer['code']} {issuer['name']}" for issuer in one["issuers"])
        lines.append(f"  ambiguous   {one['entry']}: {who}; add its code to the file")
    lines += [f"  not listed  {one['entry']}: watched as a party by its name" for one in answer["unlisted"]]
    lines += [f"  refused     line {row['line']}: {row['why']}: {row['text']}" for row in answer["refused"]]
    for one in answer["findings"]:
        who = ", ".join(dict.fromkeys(hit["entry"] for hit in one["hits"]))
        lines.append(f"  stored      {one['event_id']} {one['code'] or ''} {one['title']}: {who}")
    if not answer["findings"]:
        lines.append("  no stored finding names any of them")
    return "\n".join(lines)
