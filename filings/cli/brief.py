"""``brief``: the message about a filing, each statement with page and quote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filings.cli.options import HomeOption, settings_for
from filings.errors import NotFound, UsageError

if TYPE_CHECKING:
    from filings.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("brief")(brief)


def brief(
    wanted: Annotated[str, typer.Argument(metavar="FILE|EVENT", help="A PDF file, or the id of an event or filing.")],
    lang: Annotated[str, typer.Option("--lang", metavar="LANG", help="en or zh.")] = "en",
    title: Annotated[str | None, typer.Option("--title", help="The listed title of a local file.")] = None,
    code: Annotated[str | None, typer.Option("--code", help="The issuer's code of a local file.")] = None,
    home: HomeOption = None,
) -> int:
    """What happened, who, what is left unsaid: English or Chinese, with the Chinese quote beside each statement."""
    if lang not in {"en", "zh"}:
        raise UsageError(f"there is no language {lang!r}", hint="en or zh")
    settings = settings_for(home)
    path = Path(wanted)
    if path.is_file():
        text = _of_file(settings, path, title=title, code=code, lang=lang)
    elif path.suffix.lower() == ".pdf" or "/" in wanted:
        raise NotFound(
            f"there is no file {wanted}", hint="name a PDF file, or an event's id as filings events shows it"
        )
    else:
        text = _of_event(settings, wanted, lang=lang)
    typer.echo(text)
    return 0


def _of_file(settings: Settings, path: Path, *, title: str | None, code: str | None, lang: str) -> str:
    from filings.archive import local  # noqa: PLC0415 - --help stays fast
    from filings.archive.briefs import brief_of  # noqa: PLC0415 - the same

    now = settings.clock()()
    with local.reader(settings) as pool:
        document = local.read_file(pool, path)
    seen = local.detect_document(document, settings, title=title, code=code, published=now)
    return brief_of(seen.finding, local.context_of(seen), now=now, notice=settings.notice).text(lang)


def _of_event(settings: Settings, wanted: str, *, lang: str) -> str:
    from filings.archive.briefs import brief_of  # noqa: PLC0415 - --help stays fast
    from filings.archive.lookup import Archive  # noqa: PLC0415 - the same

    event_id = wanted if "-" in wanted else f"{wanted}-1"
    with Archive.open(settings) as archive:
        stored, filing = archive.event(event_id)
        context = archive.context_of(filing)
    if stored.finding is None:
        raise NotFound(f"{event_id} is not screened yet", hint="filings watch --once takes it further")
    return brief_of(stored.finding, context, now=settings.clock()(), notice=settings.notice).text(lang)
