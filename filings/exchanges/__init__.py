"""1. Where filings come from: one module per exchange behind a small Protocol.

A new source is three things: a module with a class that is an ``Exchange`` (see ``szse.py``), its line in
``EXCHANGES``, and ``config/exchanges/<name>.toml``. CNINFO (巨潮资讯) belongs beside SZSE as ``cninfo.py``:
its announcementId is SZSE's annId, so both list the same filings under the same key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from types import MappingProxyType

from filings.errors import ConfigError
from filings.exchanges.config import SourceConfig
from filings.exchanges.listing import WindowReport, read_window
from filings.exchanges.protocol import Clock, Download, Exchange, Limits, ListPage, Window
from filings.exchanges.szse import Szse
from filings.net import Client, Politeness, Portal

EXCHANGES: Mapping[str, Callable[[SourceConfig, Client], Exchange]] = MappingProxyType({"szse": Szse})
"""Every source that can be configured."""


@contextmanager
def exchanges_from(
    configs: Mapping[str, SourceConfig], identity: Politeness, portal: Portal
) -> Iterator[Mapping[str, Exchange]]:
    """The configured exchanges by name, each with a client of its own in the portal's loop.

    ``identity`` says who we are and through which proxy; pace, connections and time-outs are the source's.
    Raises ConfigError for a source that no module stands for.
    """
    with ExitStack() as stack:
        opened: dict[str, Exchange] = {}
        for name, config in configs.items():
            if name not in EXCHANGES:
                hint = f"the sources are {', '.join(EXCHANGES)}: remove config/exchanges/{name}.toml"
                raise ConfigError(f"there is no source {name!r}", key=f"exchanges.{name}", hint=hint)
            client = stack.enter_context(portal.entered(Client(manners(config, identity), source=name)))
            opened[name] = EXCHANGES[name](config, client)
        yield MappingProxyType(opened)


def manners(config: SourceConfig, identity: Politeness) -> Politeness:
    """How a source is asked: its own pace and patience under our one identity."""
    return Politeness(
        user_agent=identity.user_agent,
        proxy=identity.proxy,
        pace=config.pace,
        jitter=config.jitter,
        connections=config.connections,
        connect_timeout=config.connect_timeout,
        read_timeout=config.read_timeout,
        total_timeout=config.list_timeout,
        attempts=config.attempts,
    )


__all__ = [
    "EXCHANGES",
    "Clock",
    "Download",
    "Exchange",
    "Limits",
    "ListPage",
    "SourceConfig",
    "Window",
    "WindowReport",
    "exchanges_from",
    "manners",
    "read_window",
]
