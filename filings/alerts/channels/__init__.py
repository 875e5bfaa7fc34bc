"""Ways to reach somebody: one module per type behind a small Protocol.

A new channel is three things: a module with a class that is a ``Channel`` (see ``jsonl.py``), its line in
``CHANNELS``, and its keys in ``filings.alerts.channel_config``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from types import MappingProxyType

from filings.alerts.channels.atom import open_atom
from filings.alerts.channels.console import open_console
from filings.alerts.channels.jsonl import open_jsonl
from filings.alerts.channels.protocol import Channel, Clock, Pictures, Place
from filings.alerts.channels.robots import open_robot
from filings.alerts.channels.service import open_service
from filings.alerts.channels.smtp import open_smtp
from filings.alerts.channels.webhook import open_webhook
from filings.alerts.config import ChannelConfig, ChannelType
from filings.net import Politeness, Portal, is_loopback

CHANNELS: Mapping[ChannelType, Callable[[str, ChannelConfig, Place], AbstractContextManager[Channel]]] = (
    MappingProxyType(
        {
            "console": open_console,
            "jsonl": open_jsonl,
            "webhook": open_webhook,
            "smtp": open_smtp,
            "atom": open_atom,
            "feishu": open_robot,
            "dingtalk": open_robot,
            "wecom": open_robot,
            "apprise": open_service,
        }
    )
)
"""Every type of channel that can be configured."""


@contextmanager
def open_channels(
    configs: Mapping[str, ChannelConfig], place: Place, *, demo: bool = False
) -> Iterator[Mapping[str, Channel]]:
    """The channels that are on, by name, each open until the end of the block.

    In a rehearsal (``demo``) no channel that leaves this machine is opened. Raises ConfigError where a secret
    cannot be read or an extra is missing.
    """
    with ExitStack() as stack:
        opened = {
            name: stack.enter_context(CHANNELS[config.type](name, config, place))
            for name, config in configs.items()
            if config.is_on and not (demo and leaves_this_machine(config))
        }
        yield MappingProxyType(opened)


@contextmanager
def channels_from(
    configs: Mapping[str, ChannelConfig],
    home: Path,
    clock: Clock,
    portal: Portal,
    *,
    demo: bool = False,
    identity: Politeness | None = None,
) -> Iterator[Mapping[str, Channel]]:
    """``open_channels`` for a caller that draws no pictures; ``identity`` is our name and the proxy for posts."""
    with open_channels(configs, Place(home, clock, portal, identity), demo=demo) as channels:
        yield channels


def leaves_this_machine(config: ChannelConfig) -> bool:
    """Whether what is sent there goes anywhere but to this machine; an address in a file may go anywhere."""
    match config.type:
        case "console" | "jsonl" | "atom":
            return False
        case "webhook":
            return not is_loopback(config.url)
        case "smtp":
            return not is_loopback(f"smtp://[{config.host}]" if ":" in config.host else f"smtp://{config.host}")
        case "apprise":
            return True
        case _:
            return not is_loopback(config.address.get_secret_value())


__all__ = ["CHANNELS", "Channel", "Pictures", "Place", "channels_from", "leaves_this_machine", "open_channels"]
