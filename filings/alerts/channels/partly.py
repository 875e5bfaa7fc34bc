"""What of an alert arrived already, where one send is several: mails to several people, a message in pieces."""

from __future__ import annotations

from collections import OrderedDict

_MOST = 1000


class Partly:
    """The parts that arrived of alerts that did not arrive whole; a retry sends only the rest.

    It is kept in memory: after a crash the parts may come again, under the same key.
    """

    def __init__(self) -> None:
        self._arrived: OrderedDict[str, set[str]] = OrderedDict()

    def has(self, key: str, part: str) -> bool:
        """Whether that part of the alert arrived."""
        return part in self._arrived.get(key, ())

    def add(self, key: str, part: str) -> None:
        """That part arrived."""
        self._arrived.setdefault(key, set()).add(part)
        while len(self._arrived) > _MOST:
            self._arrived.popitem(last=False)

    def forget(self, key: str) -> None:
        """The whole alert arrived."""
        self._arrived.pop(key, None)
