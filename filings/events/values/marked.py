"""What stands between title marks 《》 or quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filings.events.values.found import Found

_LONGEST_TITLE = 120
_MARK = re.compile("[《》]")
_QUOTED = re.compile(r'"(?P<inner>[^"]{2,80})"')


def marked(text: str, start: int, stop: int) -> Iterator[Found[str]]:
    """What stands between 《 and 》 (the outermost pair) or between straight quotes, without the marks."""
    yield from _titles(text, start, stop)
    for match in _QUOTED.finditer(text, start, stop):
        yield Found(match["inner"], *match.span("inner"))


def _titles(text: str, start: int, stop: int) -> Iterator[Found[str]]:
    """Pairs that nest are one title; an opening mark that is never closed is given up after 120 characters."""
    opened: int | None = None
    depth = 0
    for match in _MARK.finditer(text, start, stop):
        if opened is not None and match.start() - opened > _LONGEST_TITLE:
            opened, depth = None, 0
        if match[0] == "《":
            opened = match.end() if opened is None else opened
            depth += 1
        elif opened is not None:
            depth -= 1
            if depth == 0:
                yield Found(text[opened : match.start()], opened, match.start())
                opened = None


def outermost(found: list[Found[str]]) -> list[Found[str]]:
    """Of spans that lie in each other, the outer one; in order."""
    kept: list[Found[str]] = []
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept
