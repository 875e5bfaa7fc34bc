"""One party of a list. Named tuples: a list has a hundred thousand of them, and they are made in half a second."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Alias(NamedTuple):
    """Another name of an entry. ``basis`` says where it comes from.

    ``reconstructed`` marks a Chinese name that was only inferred from the romanised one: alone it never asserts.
    """

    name: str
    basis: str = ""
    reconstructed: bool = False


class Identifier(NamedTuple):
    """A code of an entry: ``ticker`` (six digits), ``credit_code`` (18 characters)."""

    scheme: str
    value: str
    basis: str = ""


class Entry(NamedTuple):
    """One party of a list, its name as printed there.

    ``listed_on`` is the effective day; from ``delisted_on`` it no longer counts. ``verified`` is false where the
    wording was not held against the source. ``programme`` is the list inside a consolidated list.
    """

    name: str
    aliases: tuple[Alias, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    listed_on: date | None = None
    delisted_on: date | None = None
    source: str | None = None
    source_url: str | None = None
    licence_policy: str = ""
    programme: str = ""
    note: str = ""
    verified: bool = True

    def in_force(self, day: date) -> bool:
        """Whether the entry stood on the list on that day."""
        listed = self.listed_on is None or self.listed_on <= day
        return listed and (self.delisted_on is None or day < self.delisted_on)
