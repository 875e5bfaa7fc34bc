"""Traditional characters as mainland ones (繁体 → 简体), character by character. PURE.

OpenCC's table is opened when the first traditional-looking text comes; each character is looked up once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

_FIRST, _LAST = "\u3400", "\u9fff"


class Table(dict[int, str]):
    """For ``str.translate``: character → what ``make`` makes of it, asked once for each character that is met."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, ordinal: int) -> str:
        made = self[ordinal] = self._make(chr(ordinal))
        return made


@cache
def table() -> Table:
    """Character → its mainland form, one to one, for ``str.translate``."""
    return Table(mainland)


@lru_cache(maxsize=65536)
def mainland(character: str) -> str:
    """One character as the mainland writes it; what is no Chinese character stays."""
    if not _FIRST <= character <= _LAST:
        return character
    made: str = _converter().convert(character)
    return made if len(made) == 1 else character


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC  # noqa: PLC0415 - a fortieth of a second, which lookups need not pay

    return OpenCC("t2s")
