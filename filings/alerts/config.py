"""What can be set of channels and routes; config/routes.toml holds the values and explains each key."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from filings.alerts.channel_config import ChannelConfig, ChannelType
from filings.alerts.route_config import RouteConfig


def check_routes(routes: Mapping[str, RouteConfig], channels: Mapping[str, ChannelConfig]) -> None:
    """Every channel that a route names exists. Raises ValueError naming route, channel and the known ones."""
    for name, route in routes.items():
        for channel in route.channels:
            if channel not in channels:
                near = get_close_matches(channel, list(channels), n=1)
                meant = f" (did you mean {near[0]!r}?)" if near else ""
                message = f"route {name} names channel {channel!r}{meant}; the channels are {', '.join(channels)}"
                raise ValueError(message)


__all__ = ["ChannelConfig", "ChannelType", "RouteConfig", "check_routes"]
