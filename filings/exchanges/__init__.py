"""1. Where filings come from: one module per exchange behind a small Protocol.

A new source is four small things:

1. a module with a class that is an ``Exchange``: ``page`` asks for one page of a window and reads its rows
   (``fields.py`` reads the fields of a row, ``verdict.py`` judges an answer), ``split`` cuts a window
   (``split_window`` does), ``document`` fetches a file (``download.fetch`` does). It need not know about paging,
   arriving rows, retries of a reading or the store: ``read_window`` does.
2. its line in ``EXCHANGES``;
3. ``config/exchanges/<name>.toml``: addresses, pace, limits, when it is polled;
4. tests with authored rows beside those of the others.

SSE would ask ``queryCompanyBulletin.do`` with its own Referer and take the brackets off the JSONP, BSE would
count pages from 0 and fetch its cookies first: both stay within ``page``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from types import MappingProxyType

from filings.errors import ConfigError
from filings.exchanges.cninfo import Cninfo
from filings.exchanges.cninfo_issuers import Issuer
from filings.exchanges.config import DIRECT, SourceConfig
from filings.exchanges.copies import document_anywhere, paths_of_copy
from filings.exchanges.listing import WindowReport, read_window
from filings.exchanges.plausible import TradingDay
from filings.exchanges.protocol import Clock, Download, Exchange, Limits, ListPage, Window
from filings.exchanges.szse import Szse
from filings.net import Client, Hosts, Politeness, Portal

EXCHANGES: Mapping[str, Callable[[SourceConfig, Client], Exchange]] = MappingProxyType({"szse": Szse, "cninfo": Cninfo})
"""Every source that can be configured."""


@contextmanager
def exchanges_from(
    configs: Mapping[str, SourceConfig], identity: Politeness, portal: Portal, *, hosts: Hosts | None = None
) -> Iterator[Mapping[str, Exchange]]:
    """The configured exchanges by name, each with a client of its own in the portal's loop.

    ``identity`` says who we are and through which proxy; pace, connections and time-outs are the source's. All
    share one ``hosts``: pass one in to see how each host is (``Hosts.states``). Sources that are not polled are
    opened too: their file hosts have copies. Raises ConfigError for a source that no module stands for.
    """
    shared = hosts or Hosts()
    with ExitStack() as stack:
        opened: dict[str, Exchange] = {}
        for name, config in configs.items():
            if name not in EXCHANGES:
                hint = f"the sources are {', '.join(EXCHANGES)}: remove config/exchanges/{name}.toml"
                raise ConfigError(f"there is no source {name!r}", key=f"exchanges.{name}", hint=hint)
            client = Client(manners(config, identity), source=name, hosts=shared)
            opened[name] = EXCHANGES[name](config, stack.enter_context(portal.entered(client)))
        yield MappingProxyType(opened)


def manners(config: SourceConfig, identity: Politeness) -> Politeness:
    """How a source is asked: its own pace, patience and proxy under our one identity."""
    return Politeness(
        user_agent=identity.user_agent,
        proxy="" if config.proxy == DIRECT else config.proxy or identity.proxy,
        pace=config.pace,
        jitter=config.jitter,
        connections=config.connections,
        connect_timeout=config.connect_timeout,
        read_timeout=config.read_timeout,
        total_timeout=config.list_timeout,
        attempts=config.attempts,
        breaker_failures=config.breaker_failures,
        breaker_seconds=config.breaker_seconds,
    )


__all__ = [
    "EXCHANGES",
    "Clock",
    "Download",
    "Exchange",
    "Issuer",
    "Limits",
    "ListPage",
    "SourceConfig",
    "TradingDay",
    "Window",
    "WindowReport",
    "document_anywhere",
    "exchanges_from",
    "manners",
    "paths_of_copy",
    "read_window",
]
