"""Where a filing stands."""

from __future__ import annotations

from typing import Literal

State = Literal["listed", "fetched", "read", "detected", "screened", "alerted", "skipped", "parked"]
WORKING: tuple[State, ...] = ("listed", "fetched", "read", "detected", "screened")
"""States with a step still to do; the others are final (a parked one waits for its next try)."""
