"""Whatever a list does, a reading that calls itself complete has stored what was listed all the while.

The model: rows arrive, are back-dated, retitled, removed and swapped between any two answers (one move at a time)
and between readings (any number); answers fail; the reader is started anew. ``FILINGS_EXAMPLES`` sets how many
runs of 30 steps are made in all.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from filings.errors import SourceUnavailable
from filings.exchanges import WindowReport, read_window
from tests.exchanges.moving_list import NOW, WINDOW, Kind, Move, MovingList, Store
from tests.exchanges.wrong_readers import WRONG, Reader

EXAMPLES = int(os.environ.get("FILINGS_EXAMPLES", "120"))
STEPS = 30
KINDS = ("arrive", "back-date", "mutate", "remove", "swap")

places = st.integers(0, 10_000)
moves = st.builds(Move, st.sampled_from(KINDS), places)
gaps = st.integers(1, 12)
counted = st.builds(Move, st.sampled_from(["arrive", "back-date", "remove"]), places)
plans = st.dictionaries(gaps, counted, min_size=2, max_size=3) | st.dictionaries(gaps, moves, max_size=6)
"""What happens after which answer. Moves that cancel each other in the count are the dangerous ones."""


def implausible(listed: int, held: int) -> bool:
    """Whether the reader may take it for an outage."""
    return held >= 10 and 2 * listed < held


class ListingMachine(RuleBasedStateMachine):
    """A list, a store, and readings between which anything happens."""

    at_once = 1
    reader: Callable[[], Reader] = staticmethod(lambda: read_window)

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        self.list = MovingList(at_once=self.at_once)
        self.store = Store()
        self.reading = type(self).reader()

    def teardown(self) -> None:
        self.loop.close()

    @initialize(rows=st.integers(0, 40), seed=st.integers(0, 2**16))
    def opens(self, rows: int, seed: int) -> None:
        self.list.delays = random.Random(seed)
        for at in range(rows):
            self.list.move(Move("arrive", at))

    @rule(at=places, count=st.sampled_from([1, 2, 7, 23]))
    def arrive(self, at: int, count: int) -> None:
        for more in range(count):
            self.list.move(Move("arrive", at + more))

    @rule(at=places)
    def back_date(self, at: int) -> None:
        self.list.move(Move("back-date", at))

    @rule(at=places)
    def mutate(self, at: int) -> None:
        self.list.move(Move("mutate", at))

    @rule(at=places, count=st.sampled_from([1, 1, 3]))
    def remove(self, at: int, count: int) -> None:
        for more in range(count):
            self.list.move(Move("remove", at + more))

    @rule()
    def restart(self) -> None:
        """A new process: the store and the source are as they were, everything else is forgotten."""
        self.reading = type(self).reader()

    @rule(plan=plans, full=st.booleans())
    def read(self, plan: dict[int, Move], full: bool) -> None:  # noqa: FBT001 - hypothesis passes it by name
        self._read(plan, full=full)

    @rule(plan=plans, full=st.booleans(), fails=st.frozensets(st.integers(1, 12), min_size=1, max_size=2))
    def read_while_a_page_fails(self, plan: dict[int, Move], full: bool, fails: frozenset[int]) -> None:  # noqa: FBT001
        self._read(plan, full=full, fails=fails)

    @rule(full=st.booleans())
    def read_undisturbed(self, full: bool) -> None:  # noqa: FBT001 - hypothesis passes it by name
        ghosts = self._ghosts()
        report = self._read({}, full=full)
        if report is None:
            return
        assert report.complete, report.reason
        if full or not ghosts:
            assert self.list.ids <= self.store.rows.keys()
        if full:
            assert report.saw_all

    @rule()
    def replay(self) -> None:
        """A list that stood still, read again: nothing changes."""
        if self._read({}, full=True) is None:
            return
        before, missed = dict(self.store.rows), set(self.store.missed)
        for full in (False, True):
            report = self._read({}, full=full)
            assert report is not None
            assert report.complete
            assert (self.store.rows, self.store.missed) == (before, missed)

    @invariant()
    def nothing_is_invented(self) -> None:
        assert self.store.rows.keys() <= self.list.ever

    def _ghosts(self) -> set[str]:
        """Filings that the store takes for listed, though the source has removed them unseen."""
        return self.store.rows.keys() - self.store.missed - self.list.ids

    def _read(self, plan: dict[int, Move], *, full: bool, fails: frozenset[int] = frozenset()) -> WindowReport | None:
        """One reading, and what must be true after it; ``None`` where it ended in an error."""
        self.list.begin(plan, fails)
        self.store.saved = set()
        at_first, ghosts, held = self.list.ids, self._ghosts(), self.store.held(WINDOW)
        try:
            report = self.loop.run(reading_of(self.reading, self.list, self.store, full=full))
        except SourceUnavailable:
            allowed = bool(fails) or implausible(len(self.list.rows), held)
            if not allowed:
                raise
            return None
        throughout = at_first - self.list.removed
        moved_unseen = bool(ghosts) or (self.at_once > 1 and bool(self.list.removed))
        if report.complete and (full or not moved_unseen):
            assert throughout <= self.store.rows.keys(), "complete, but a listed filing is not stored"
        if report.saw_all:
            assert report.complete
            assert throughout <= self.store.saved, "saw all, but a listed filing was not seen"
            listed = {str(number): title for number, title in self.list.rows}
            untouched = throughout - self.list.touched
            assert {key: self.store.rows[key].title for key in untouched} == {key: listed[key] for key in untouched}
            self.store.missed |= self.store.rows.keys() - self.store.saved
            assert not throughout & self.store.missed
        return report


async def reading_of(reader: Reader, moving: MovingList, store: Store, *, full: bool) -> WindowReport:
    """One reading of the list into the store; waits are not waited."""

    async def sleep(_: float) -> None:
        await asyncio.sleep(0)

    return await reader(
        moving,
        WINDOW,
        channel="listed",
        clock=lambda: NOW,
        known=store.known,
        held=store.held,
        save=store.save,
        full=full,
        sleep=sleep,
    )


def run(machine: type[ListingMachine], examples: int, *, find: bool = False) -> None:
    """Run a machine; ``find`` stops at the first violation without making it small, always in the same order."""
    phases = settings.get_profile("default").phases
    chosen = settings(
        max_examples=examples,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        print_blob=False,
        derandomize=find,
        phases=[phase for phase in phases if not find or phase.name == "generate"],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=chosen)


@pytest.mark.parametrize("at_once", [1, 4])
def test_no_filing_is_lost_whatever_moves(at_once: int) -> None:
    run(type("Machine", (ListingMachine,), {"at_once": at_once}), EXAMPLES // 2)


@pytest.mark.parametrize("at_once", [1, 4])
def test_moves_that_cancel_each_other_in_the_count_hide_nothing(at_once: int) -> None:
    """A row goes, another comes further back: the count is as before, and a third row has crossed a page border."""
    for seed in range(600):
        chance = random.Random(seed)
        moving, store = MovingList(at_once=at_once, delays=random.Random(seed)), Store()
        for at in range(chance.randint(15, 45)):
            moving.move(Move("arrive", at))
        kinds: tuple[Kind, ...] = ("arrive", "back-date", "remove")
        gaps = chance.sample(range(1, 10), chance.randint(2, 4))
        moving.begin({gap: Move(chance.choice(kinds), chance.randrange(10_000)) for gap in gaps}, frozenset())
        at_first = moving.ids
        report = asyncio.run(reading_of(read_window, moving, store, full=True))
        assert report.complete, report.reason
        assert at_first - moving.removed <= store.saved, f"seed {seed}"


@pytest.mark.parametrize("name", WRONG)
def test_a_reader_that_loses_filings_is_caught(name: str) -> None:
    machine = type("Wrong", (ListingMachine,), {"reader": staticmethod(WRONG[name])})
    with pytest.raises(AssertionError):
        run(machine, 200, find=True)
