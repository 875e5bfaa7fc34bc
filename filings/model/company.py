"""Companies and their codes."""

from __future__ import annotations

import re

from filings.model.record import Record

_EXCHANGE_BY_FIRST_DIGIT = {
    "0": "SZ",
    "1": "SZ",
    "2": "SZ",
    "3": "SZ",
    "4": "BJ",
    "5": "SH",
    "6": "SH",
    "8": "BJ",
    "9": "SH",
}
_CODE = re.compile(r"^(?:(?P<before>[a-z]{2}))?(?P<digits>\d{6})(?:\.(?P<after>[a-z]{2}))?$", re.IGNORECASE)


class Company(Record):
    """A listed company as a filing names it: ``ticker`` is code and exchange (``002236.SZ``)."""

    ticker: str
    name: str

    @property
    def code(self) -> str:
        """The six digits alone."""
        return self.ticker.partition(".")[0]


def ticker_of(code: str) -> str:
    """``002236`` → ``002236.SZ``; a code that is not six digits is returned as it is."""
    if len(code) != 6 or not code.isdigit():
        return code
    if code.startswith("92"):
        return f"{code}.BJ"
    return f"{code}.{_EXCHANGE_BY_FIRST_DIGIT.get(code[0], 'SZ')}"


def parse_code(text: str) -> str | None:
    """Six digits out of ``002236``, ``002236.SZ``, ``sz002236``; ``None`` where it is no code."""
    found = _CODE.match(text.strip())
    return found["digits"] if found else None
