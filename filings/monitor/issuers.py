"""The issuer master made new: the official table of companies, and the names that stored filings give."""

from __future__ import annotations

from collections.abc import Callable

from filings.errors import ConfigError, NotFound, SourceError
from filings.exchanges import exchanges_from
from filings.exchanges.cninfo import Cninfo
from filings.model import BEIJING, Record
from filings.monitor.refresh import write
from filings.net import Portal
from filings.settings import Settings
from filings.store import issuers as names
from filings.store.database import Database
from filings.watchlists import issuers, load
from filings.watchlists.issuers import Seen

Tell = Callable[[str], None]


class IssuersRefreshed(Record):
    """What became of the issuer master."""

    known: int
    new: int
    renamed: int
    problem: str | None = None


def refresh(settings: Settings, tell: Tell) -> IssuersRefreshed:
    """The official table of companies and the names that stored filings give, into the home's master.

    A table that cannot be had leaves what is known; the filings are learned from all the same.
    """
    before = load.issuers_of(settings.watchlist_folders)
    problem = None
    try:
        seen = _official(settings)
    except SourceError as error:
        seen, problem = [], error.message
        tell(f"the table of companies could not be had: {error.message}; learning from the stored filings alone")
    after = issuers.merged(before, [*_learned(settings), *seen])
    write(
        load.issuers_file(settings.watchlist_folders), "".join(f"{one.model_dump_json()}\n" for one in after).encode()
    )
    was = {code: one.short_name for one in before for code in one.codes}
    renamed = sum(was.get(one.codes[0], one.short_name) != one.short_name for one in after)
    new = sum(not was.keys() & set(one.codes) for one in after)
    return IssuersRefreshed(known=len(after), new=new, renamed=renamed, problem=problem)


def _official(settings: Settings) -> list[Seen]:
    """CNINFO's table: the only one of all three exchanges, with orgIds. Raises SourceError, ConfigError."""
    settings.check_may_ask(["cninfo"])
    config = settings.exchanges["cninfo"]
    with Portal() as portal, exchanges_from({"cninfo": config}, settings.politeness, portal) as opened:
        source = opened["cninfo"]
        if not isinstance(source, Cninfo):
            raise ConfigError("the source cninfo has no table of companies", key="exchanges.cninfo")
        rows = portal.call(source.issuers())
    day = settings.clock()().astimezone(BEIJING).date()
    return [
        Seen(row.code, row.name, "short", day, "CNINFO's table of companies", row.org_id, row.pinyin, row.category)
        for row in rows
    ]


def _learned(settings: Settings) -> list[Seen]:
    try:
        database = Database.open(settings.store_url, create=False)
    except NotFound:
        return []
    try:
        with database.read() as tx:
            short = [Seen(code, name, "short", day, "header of a filing") for code, name, day in names.short_names(tx)]
            full = [
                Seen(code, name, "full", day, f"named as the issuer in {event_id}")
                for code, name, day, event_id in names.full_names(tx)
            ]
    finally:
        database.close()
    return [*short, *full]
