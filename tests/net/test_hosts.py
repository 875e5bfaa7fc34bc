"""One pace, one set of connections and one circuit breaker for each host, shared by all clients of a process."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from itertools import pairwise
from typing import Any

import pytest

from filings.errors import NotYetThere, SourceBlocked, SourceChanged, SourceError, SourceUnavailable
from filings.net import LONGEST_REST, Client, Hosts, Politeness, retrying

LIST, FILES = "http://www.list.example/a", "http://files.example:8080/b"
MANNERS = Politeness(pace=2.0, jitter=0.0, breaker_failures=3, breaker_seconds=60.0)


class Time:
    """A clock that only waiting moves."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
def hosts(clock: Time) -> Hosts:
    return Hosts(clock=clock, sleep=clock.sleep, chance=lambda: 0.0)


def fail(hosts: Hosts, error: SourceError | None = None, *, url: str = LIST, source: str = "one") -> None:
    """One request that ends so."""
    with hosts.at(url).trying(source, url, MANNERS):
        raise error or unavailable()


def succeed(hosts: Hosts, *, url: str = LIST) -> None:
    with hosts.at(url).trying("one", url, MANNERS):
        pass


def unavailable(retry_after: float | None = None) -> SourceUnavailable:
    return SourceUnavailable("one: status 500", source="one", url=LIST, retry_after=retry_after)


def break_it(hosts: Hosts) -> None:
    for _ in range(3):
        with pytest.raises(SourceUnavailable, match="500"):
            fail(hosts)


def turns(hosts: Hosts, *urls: str) -> None:
    async def take() -> None:
        for url in urls:
            await hosts.at(url).turn(MANNERS)

    asyncio.run(take())


def test_each_host_has_its_own_pace(hosts: Hosts, clock: Time) -> None:
    turns(hosts, LIST, FILES)
    assert clock.slept == []
    turns(hosts, LIST)
    assert clock.slept == [pytest.approx(0.51)]


@pytest.mark.parametrize("other", ["http://WWW.list.example/c?d=1", "http://me:secret@www.list.example/x"])
def test_addresses_of_one_host_share_it(hosts: Hosts, other: str) -> None:
    assert hosts.at(LIST) is hosts.at(other)


@pytest.mark.parametrize("other", ["http://list.example/a", "http://www.list.example:81/a", "nonsense"])
def test_other_names_and_ports_are_other_hosts(hosts: Hosts, other: str) -> None:
    assert hosts.at(LIST) is not hosts.at(other)


def test_a_slow_source_and_a_quick_one_share_a_hosts_time(hosts: Hosts, clock: Time) -> None:
    slow = MANNERS.model_copy(update={"pace": 0.5})

    async def take() -> list[float]:
        times = []
        for manners in (slow, MANNERS, MANNERS):
            await hosts.at(LIST).turn(manners)
            times.append(clock.now)
        return times

    times = asyncio.run(take())
    assert [later - earlier for earlier, later in pairwise(times)] == [pytest.approx(2.04), pytest.approx(0.51)]


def test_a_host_is_left_alone_after_failures_in_a_row(hosts: Hosts, clock: Time) -> None:
    break_it(hosts)
    with pytest.raises(SourceUnavailable, match=r"www\.list\.example is left alone for 60 s") as caught:
        succeed(hosts)
    assert (caught.value.asked, caught.value.retry_after) == (False, 60.0)
    assert "status 500" in caught.value.message
    clock.now += 59
    with pytest.raises(SourceUnavailable, match="left alone for 1 s"):
        succeed(hosts)
    clock.now += 2
    succeed(hosts)
    succeed(hosts)


def test_other_hosts_are_asked_all_the_while(hosts: Hosts) -> None:
    break_it(hosts)
    succeed(hosts, url=FILES)


def test_one_success_begins_the_count_again(hosts: Hosts) -> None:
    for _ in range(4):
        for _ in range(2):
            with pytest.raises(SourceUnavailable, match="500"):
                fail(hosts)
        succeed(hosts)


def test_failures_of_any_source_on_a_host_count(hosts: Hosts) -> None:
    for source in ("one", "two", "one"):
        with pytest.raises(SourceUnavailable, match="500"):
            fail(hosts, source=source)
    with pytest.raises(SourceUnavailable, match=r"two: .* left alone"):
        fail(hosts, source="two")


@pytest.mark.parametrize(
    "error",
    [
        NotYetThere("404", announcement="1"),
        SourceChanged("another shape", source="one", url=LIST),
    ],
)
def test_an_answer_that_only_says_no_is_no_failure_of_the_host(hosts: Hosts, error: Any) -> None:
    for _ in range(5):
        with pytest.raises(type(error)):
            fail(hosts, error)
    assert hosts.states()[0].failures == 0


def test_an_error_of_ours_says_nothing_about_the_host(hosts: Hosts) -> None:
    for wrong in (KeyError("bug"), asyncio.CancelledError()):
        with pytest.raises(type(wrong)):
            fail(hosts, wrong)  # type: ignore[arg-type]
    assert hosts.states()[0].failures == 0


def test_after_the_rest_one_request_tries_and_the_others_wait_for_it(hosts: Hosts, clock: Time) -> None:
    break_it(hosts)
    clock.now += 61
    with hosts.at(LIST).trying("one", LIST, MANNERS), pytest.raises(SourceUnavailable, match="left alone"):
        succeed(hosts)
    succeed(hosts)


def test_a_request_that_tries_and_fails_doubles_the_rest(hosts: Hosts, clock: Time) -> None:
    break_it(hosts)
    rests = []
    for _ in range(8):
        rests.append(hosts.states()[0].resting)
        clock.now += rests[-1] + 1
        with pytest.raises(SourceUnavailable, match="500"):
            fail(hosts)
    assert rests == [60, 120, 240, 480, 960, 1920, LONGEST_REST, LONGEST_REST]


def test_requests_that_were_under_way_do_not_make_the_rest_longer(hosts: Hosts) -> None:
    host = hosts.at(LIST)
    open_requests = [host.trying("one", LIST, MANNERS) for _ in range(5)]
    for request in open_requests:
        request.__enter__()
    for request in open_requests:
        error = unavailable()
        assert not request.__exit__(type(error), error, None)
    assert hosts.states()[0].resting == 60


def test_a_try_that_is_cancelled_leaves_the_door_open(hosts: Hosts, clock: Time) -> None:
    break_it(hosts)
    clock.now += 61
    with pytest.raises(asyncio.CancelledError):
        fail(hosts, asyncio.CancelledError())  # type: ignore[arg-type]
    succeed(hosts)


def test_a_refusal_stays_a_refusal_while_the_host_is_left_alone(hosts: Hosts) -> None:
    refused = SourceBlocked("one: status 403", source="one", url=LIST)
    for _ in range(3):
        with pytest.raises(SourceBlocked, match="403"):
            fail(hosts, refused)
    with pytest.raises(SourceBlocked, match="left alone") as caught:
        succeed(hosts)
    assert not caught.value.asked
    assert hosts.states()[0].blocked


def test_a_short_retry_after_holds_every_request_to_that_host(hosts: Hosts, clock: Time) -> None:
    with pytest.raises(SourceUnavailable):
        fail(hosts, unavailable(7.0))
    turns(hosts, LIST, FILES)
    assert clock.slept == [7.0]


def test_a_long_retry_after_is_a_rest(hosts: Hosts, clock: Time) -> None:
    with pytest.raises(SourceUnavailable):
        fail(hosts, unavailable(600.0))
    with pytest.raises(SourceUnavailable, match="left alone for 600 s"):
        succeed(hosts)
    clock.now += 601
    succeed(hosts)


def test_how_each_host_is_can_be_seen(hosts: Hosts, clock: Time) -> None:
    succeed(hosts, url=FILES)
    break_it(hosts)
    clock.now += 10
    files, listing = hosts.states()
    assert (files.host, files.failures, files.resting, files.reason) == ("files.example:8080", 0, 0.0, "")
    assert (listing.host, listing.failures, listing.resting) == ("www.list.example", 3, 50.0)
    assert listing.reason == "one: status 500"
    assert not listing.blocked


def test_zero_failures_switch_the_breaker_off(hosts: Hosts) -> None:
    manners = MANNERS.model_copy(update={"breaker_failures": 0})
    for _ in range(50):
        with pytest.raises(SourceUnavailable, match="500"), hosts.at(LIST).trying("one", LIST, manners):
            raise unavailable()


def test_a_host_that_is_left_alone_is_not_waited_for_in_line(hosts: Hosts, clock: Time) -> None:
    break_it(hosts)
    calls = []

    async def call() -> None:
        calls.append(1)
        succeed(hosts)

    with pytest.raises(SourceUnavailable, match="left alone"):
        asyncio.run(retrying(call, attempts=5, sleep=clock.sleep))
    assert (len(calls), clock.slept) == (1, [])


Run = Callable[[Coroutine[Any, Any, Any]], Any]


def test_two_clients_on_one_host_keep_its_connections_together(server: Any, run: Run) -> None:
    under_way, most = [0], [0]

    def slow(handler: Any) -> None:
        under_way[0] += 1
        most[0] = max(most[0], under_way[0])
        time.sleep(0.03)
        under_way[0] -= 1
        handler.send()

    url = server.on("/a", slow)
    manners = Politeness(pace=0, connections=2)

    async def many() -> None:
        shared = Hosts()
        async with Client(manners, source="one", hosts=shared) as one, Client(manners, hosts=shared) as two:
            await asyncio.gather(*(client.request("GET", url) for client in (one, two) for _ in range(4)))

    run(many())
    assert most == [2]


def test_two_clients_on_one_host_keep_its_pace_together(server: Any, run: Run, hosts: Hosts, clock: Time) -> None:
    url = server.on("/a", lambda h: h.send())
    manners = Politeness(pace=2.0, jitter=0.0)

    async def many() -> None:
        async with Client(manners, source="one", hosts=hosts) as one, Client(manners, hosts=hosts) as two:
            for client in (one, two, one, two):
                await client.request("GET", url)

    run(many())
    assert clock.slept == [pytest.approx(0.51)] * 3


def test_a_broken_host_is_asked_no_more(server: Any, run: Run) -> None:
    url = server.on("/a", lambda h: h.send(500))

    async def knock() -> None:
        async with Client(Politeness(pace=0, breaker_failures=3), source="one") as client:
            for _ in range(9):
                with suppress(SourceUnavailable), client.trying(url):
                    answer = await client.request("GET", url)
                    raise SourceUnavailable(f"status {answer.status}", source="one", url=url)

    run(knock())
    assert len(server.asked) == 3
