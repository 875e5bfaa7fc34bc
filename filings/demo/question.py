"""What is asked of the list, understood exactly as Shenzhen does. PURE.

Source: sources.md, section 2. Shapes that public programs got wrong (query parameters, ``se-date``,
``pagesize``, ``secCode``, a window as ``a~b``) are answered with status 500 (fault S14).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

PAGE_CAP = 50
"""More rows are never in one page, whatever ``pageSize`` says (fault S1)."""

_NEEDED = frozenset({"seDate", "channelCode", "pageNum", "pageSize"})
_FILTERS = frozenset(
    {"stock", "searchKey", "bigCategoryId", "smallCategoryId", "bigIndustryCode", "plateCode"},
)
_CATEGORIES = ("bigCategoryId", "smallCategoryId", "bigIndustryCode", "plateCode")


class WrongShape(ValueError):
    """The request is not one that the exchange understands."""


@dataclass(frozen=True, slots=True)
class Question:
    """A well-formed request. ``since`` and ``until`` are nominal days, ``None`` where it asks for all.

    ``impossible`` says that it asks for a category: rows of the simulated list have none.
    """

    since: date | None
    until: date | None
    channels: frozenset[str]
    number: int
    size: int
    codes: frozenset[str]
    words: tuple[str, ...]
    impossible: bool = False


def understand(body: Any) -> Question:
    """The question of a JSON body. Raises WrongShape with what is wrong."""
    if not isinstance(body, dict):
        raise WrongShape(f"the body is a JSON {type(body).__name__}, not an object")
    missing, unknown = _NEEDED - body.keys(), body.keys() - _NEEDED - _FILTERS
    if missing or unknown:
        raise WrongShape(f"missing {sorted(missing)}, unknown {sorted(unknown)}")
    since, until = _window(body["seDate"])
    channels = _texts(body, "channelCode")
    if not channels:
        raise WrongShape("channelCode is empty")
    return Question(
        since=since,
        until=until,
        channels=frozenset(channels),
        number=_count(body, "pageNum"),
        size=min(_count(body, "pageSize"), PAGE_CAP),
        codes=frozenset(_texts(body, "stock")),
        words=_texts(body, "searchKey"),
        impossible=any(_texts(body, key) for key in _CATEGORIES),
    )


def _window(value: Any) -> tuple[date | None, date | None]:
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(day, str) for day in value):
        raise WrongShape("seDate is not two texts")
    if value == ["", ""]:
        return None, None
    try:
        return date.fromisoformat(value[0]), date.fromisoformat(value[1])
    except ValueError as error:
        raise WrongShape("seDate holds no two days") from error


def _texts(body: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = body.get(key) or []
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise WrongShape(f"{key} is not a list of texts")
    return tuple(text for text in value if text)


def _count(body: Mapping[str, Any], key: str) -> int:
    value = body[key]
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise WrongShape(f"{key} is not a number from 1 on")
    return value
