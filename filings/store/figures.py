"""Counts over the whole store."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from filings.model import State
from filings.store import schema


def by_state(tx: Connection) -> dict[State, int]:
    """How many filings stand in each state."""
    table = schema.filings
    return {row[0]: row[1] for row in tx.execute(select(table.c.state, func.count()).group_by(table.c.state))}


def opened(tx: Connection) -> int:
    """How many filings the title rules opened."""
    table = schema.filings
    return tx.scalars(select(func.count()).where(table.c.decision == "open")).one()
