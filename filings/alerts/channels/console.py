"""The console: the brief on stdout, each alert under a rule that says when it was told."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from filings.alerts.channels.protocol import Channel, Clock, Place
from filings.alerts.config import ChannelConfig
from filings.errors import DeliveryError
from filings.model import BEIJING, Alert

_WIDTH = 78


class Console:
    """Prints to the stdout of the moment, so that a redirected one is honoured."""

    def __init__(self, name: str, config: ChannelConfig, clock: Clock) -> None:
        self.name = name
        self._chinese = config.lang == "zh"
        self._clock = clock

    async def send(self, alert: Alert) -> str:
        """Print it. Raises DeliveryError where stdout is closed or full."""
        try:
            await asyncio.to_thread(self._print, alert)
        except (OSError, ValueError) as error:  # ValueError: stdout was closed
            reason = getattr(error, "strerror", None) or str(error)
            raise DeliveryError(f"stdout took nothing: {reason}", channel=self.name) from error
        return "printed"

    def _print(self, alert: Alert) -> None:
        text = f"{self._rule(alert)}\n{alert.brief.zh if self._chinese else alert.brief.en}\n\n"
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
        sys.stdout.flush()

    def _rule(self, alert: Alert) -> str:
        told = self._clock().astimezone(BEIJING)
        late = " · late" if alert.late else ""
        label = f"── {alert.kind.replace('_', ' ')}{late} · told {told:%Y-%m-%d %H:%M} (Beijing) "
        return label.ljust(_WIDTH, "─")


@contextmanager
def open_console(name: str, config: ChannelConfig, place: Place) -> Iterator[Channel]:
    """The console; there is nothing to close."""
    yield Console(name, config, place.clock)
