"""What a channel is, and what it may use."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from filings.model import Alert
from filings.net import Politeness, Portal

Clock = Callable[[], datetime]
Pictures = Callable[[Alert], bytes | None]
"""The evidence picture (PNG) of an alert, or ``None``; it may take its time and raise any error of our tree."""


class Channel(Protocol):
    """A way to reach somebody; ``name`` is the one of config/routes.toml."""

    @property
    def name(self) -> str: ...

    async def send(self, alert: Alert) -> str:
        """Tell it once and return the answer, for the delivery log. Raises DeliveryError."""


@dataclass(frozen=True)
class Place:
    """What a channel may use: the home, the clock, the portal to the event loop, our identity for requests.

    ``pictures`` draws the evidence picture of a mail; ``wall`` is the real time, whatever day a rehearsal plays.
    """

    home: Path
    clock: Clock
    portal: Portal
    identity: Politeness | None = None
    pictures: Pictures | None = None
    wall: Callable[[], float] = time.time
