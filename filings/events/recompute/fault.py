"""What a check of an event against its quotes finds wrong."""

from __future__ import annotations

from typing import Literal

from filings.model import Quote, Record

FaultKind = Literal["words", "value", "rule", "name", "row", "sign", "unread"]
"""``words``: they are not at their place; ``value``: they give another one, or none; ``rule``: a derivation that
nobody knows; ``name``: a party or an item whose quotes do not name it; ``row``: the words stand in another item's
row; ``sign``: a leg whose quotes say nothing of its act; ``unread``: "not stated" without a full read."""


class Fault(Record):
    """One thing that an event claims and its quotes do not carry.

    ``where`` is ``fact``, ``item N``, ``party N``, ``leg N``, ``rule N`` or ``trigger`` (N counts from 1);
    ``number`` is the place (from 1) of the fact in its holder, 0 where the holder itself is at fault.
    """

    where: str
    name: str
    kind: FaultKind
    why: str
    number: int = 0
    quote: Quote | None = None
