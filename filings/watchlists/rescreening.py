"""What a changed list changes in an event that was told before. PURE.

Works on event records (interface.md): the one that was told last, and today's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

JsonObject = Mapping[str, Any]

_HAPPENED = ("acts", "legs", "disposition", "facts", "items", "parties", "count_stated", "not_stated", "retracted")
_HIT = ("list", "entry", "because", "party")


class ListChange(NamedTuple):
    """An event that says the same as before while the lists were others: its new hits, asserted ones first."""

    new: tuple[JsonObject, ...]

    @property
    def tells(self) -> bool:
        """Whether somebody stands on a list now who did not before: only that is worth an alert."""
        return any(hit["asserted"] for hit in self.new)

    @property
    def sentence(self) -> str:
        """What an alert says of its cause: ``Raised by a change of the lists: 'Demo' on Suppliers``."""
        named = [f"'{hit['entry']}' on {hit['list']}" for hit in self.new if hit["asserted"]]
        return f"Raised by a change of the lists, not by a new filing: {', '.join(dict.fromkeys(named))}."


def list_change(told: JsonObject | None, record: JsonObject) -> ListChange | None:
    """What only the lists changed since an event was told; ``None`` where nothing was told or something else did."""
    if told is None or told.get("screened_with") == record.get("screened_with"):
        return None
    if any(told.get(key) != record.get(key) for key in _HAPPENED):
        return None
    before = {_said(hit) for hit in told.get("hits") or ()}
    new = [hit for hit in record.get("hits") or () if _said(hit) not in before]
    return ListChange(tuple(sorted(new, key=lambda hit: not hit["asserted"])))


def _said(hit: JsonObject) -> tuple[object, ...]:
    return tuple(hit[key] for key in _HIT)
