"""The stations a step may use, joined once from the settings."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from filings.alerts.channels import Channel, channels_from
from filings.archive.vaults import vault_of
from filings.documents.pool import ReaderPool
from filings.exchanges import Exchange, exchanges_from
from filings.monitor.failpoints import Failpoint, failpoint
from filings.net import Hosts, Portal
from filings.settings import Clock, Settings
from filings.store.database import Database
from filings.store.vault import Vault
from filings.watchlists.load import load as load_watchlists
from filings.watchlists.model import WatchLists


@dataclass(frozen=True)
class Stations:
    """Everything that the engine joins; ``stop`` is set when it should finish its step and leave."""

    settings: Settings
    clock: Clock
    database: Database
    vault: Vault
    portal: Portal
    exchanges: Mapping[str, Exchange]
    hosts: Hosts
    reader: ReaderPool
    watchlists: WatchLists
    channels: Mapping[str, Channel]
    reached: Failpoint
    stop: threading.Event = field(default_factory=threading.Event)


@contextmanager
def open_stations(settings: Settings, *, clock: Clock | None = None) -> Iterator[Stations]:
    """Open all stations of a home for writing and close them again. Raises ConfigError, StoreError."""
    tell_time = clock or settings.clock()
    with ExitStack() as stack:
        reached = failpoint(settings.failpoint)
        watchlists = load_watchlists(settings.watchlist_folders)
        database = Database.open(settings.store_url, create=True)
        stack.callback(database.close)
        portal, hosts = stack.enter_context(Portal()), Hosts()
        polite = settings.politeness
        yield Stations(
            settings=settings,
            clock=tell_time,
            database=database,
            vault=vault_of(settings),
            portal=portal,
            exchanges=stack.enter_context(exchanges_from(settings.reachable, polite, portal, hosts=hosts)),
            hosts=hosts,
            reader=stack.enter_context(ReaderPool(settings.reader)),
            watchlists=watchlists,
            channels=stack.enter_context(
                channels_from(
                    settings.channels,
                    settings.home,
                    tell_time,
                    portal,
                    demo=settings.demo,
                    identity=polite,
                )
            ),
            reached=reached,
        )
