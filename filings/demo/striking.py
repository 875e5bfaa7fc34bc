"""Which fault strikes now: the counts of those that are switched on. Safe to call from several threads."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence

from filings.demo.faults import FAULTS, Chosen, Fault, OnFiles, OnList, OnPages, OnRows
from filings.demo.faulty_rows import newest
from filings.demo.listing import Listing
from filings.demo.reply import PageDraft, Reply


class Striking:
    """The faults that are switched on, and how often each has struck."""

    def __init__(self, chosen: Sequence[Chosen]) -> None:
        self._chosen = tuple(chosen)
        order = list(FAULTS)
        self._on_pages = sorted(chosen, key=lambda one: order.index(one.fault.name))
        self._lock = threading.Lock()
        self._struck: Counter[tuple[str, str]] = Counter()
        self._rows_due = any(isinstance(one.fault.behaviour, OnRows) for one in chosen)

    @property
    def struck(self) -> dict[str, int]:
        """How often each fault struck so far, by name: changed rows, answers or requests."""
        with self._lock:
            total: Counter[str] = Counter()
            for (name, _), count in self._struck.items():
                total[name] += count
            return dict(total)

    def rows(self, matching: list[Listing], listings: Sequence[Listing]) -> list[Listing] | None:
        """All listings of a market after the row faults, taken among ``matching``; ``None``: nothing changes.

        They strike once, at the first question that has an answer, so that they show in its window.
        """
        with self._lock:
            if not self._rows_due or not matching:
                return None
            self._rows_due = False
            taken: set[int] = set()
            added: list[Listing] = []
            for one in self._chosen:
                if isinstance(one.fault.behaviour, OnRows):
                    picked = newest(matching, taken, one.times)
                    taken.update(row.number for row in picked)
                    added.extend(one.fault.behaviour.change(picked))
                    self._struck[one.fault.name, ""] += len(picked)
            return [row for row in listings if row.number not in taken] + added

    def page(self, draft: PageDraft) -> None:
        """Let every page fault whose turn it is change the draft: what arranges rows first, what rewrites them last."""
        for one in self._on_pages:
            behaviour = one.fault.behaviour
            if isinstance(behaviour, OnPages):
                with self._lock:
                    due = one.times is None or self._struck[one.fault.name, ""] < one.times
                    if due and behaviour.change(draft):
                        self._struck[one.fault.name, ""] += 1

    def on_list(self, reply: Reply) -> Reply:
        """The list's answer, or what the first fault that is due puts in its place."""
        return self._first_due(reply, "", lambda fault: isinstance(fault.behaviour, OnList))

    def on_file(self, path: str, reply: Reply) -> Reply:
        """The file's answer, or what the first fault that is due puts in its place."""
        return self._first_due(reply, path, lambda fault: isinstance(fault.behaviour, OnFiles))

    def _first_due(self, reply: Reply, path: str, fits: Callable[[Fault], bool]) -> Reply:
        for one in self._chosen:
            if fits(one.fault) and self._strikes(one, path):
                behaviour = one.fault.behaviour
                assert isinstance(behaviour, (OnList, OnFiles))
                return behaviour.change(reply)
        return reply

    def _strikes(self, one: Chosen, path: str) -> bool:
        """Count a strike if the fault is due."""
        name, unit = one.fault.name, one.fault.unit
        key = (name, path if unit in {"requests per file", "files"} else "")
        with self._lock:
            if unit == "files":
                struck = sum(other == name for other, _ in self._struck)
                due = one.times is None or key in self._struck or struck < one.times
            else:
                due = one.times is None or self._struck[key] < one.times
            if due:
                self._struck[key] += 1
            return due
