"""The outbox is emptied: claimed, sent, remembered. A crash between the last two repeats one send, same key."""

from __future__ import annotations

import logging
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

from filings.errors import DeliveryError
from filings.model import Delivery, Record
from filings.monitor.retries import next_delivery
from filings.monitor.stations import Stations
from filings.store import outbox

_log = logging.getLogger(__name__)
_BATCH = 200


class DeliveryReport(Record):
    """How many deliveries went out, and how many did not (they wait for their next try, or are dead)."""

    sent: int = 0
    failed: int = 0


def deliver(stations: Stations, *, anytime: bool = False) -> DeliveryReport:
    """Send what is due, each channel in a thread of its own so that a slow one holds up nobody.

    ``anytime`` also takes deliveries whose next try lies ahead (the retry in line of a round).
    """
    with stations.database.read() as tx:
        due = outbox.due(tx, stations.clock(), limit=_BATCH, anytime=anytime)
    by_channel: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in due:
        by_channel[delivery.channel].append(delivery)
    if not by_channel:
        return DeliveryReport()
    with ThreadPoolExecutor(len(by_channel), thread_name_prefix="channel") as pool:
        outcomes = list(pool.map(lambda batch: _channel(stations, batch), by_channel.values()))
    report = DeliveryReport(sent=sum(ok for ok, _ in outcomes), failed=sum(bad for _, bad in outcomes))
    if len(due) == _BATCH and not stations.stop.is_set():
        rest = deliver(stations)
        report = DeliveryReport(sent=report.sent + rest.sent, failed=report.failed + rest.failed)
    return report


def _channel(stations: Stations, batch: list[Delivery]) -> tuple[int, int]:
    sent = failed = 0
    for delivery in batch:
        if stations.stop.is_set():
            break
        if _send(stations, delivery):
            sent += 1
        else:
            failed += 1
    return sent, failed


def _send(stations: Stations, delivery: Delivery) -> bool:
    channel = stations.channels.get(delivery.channel)
    with stations.database.write(durable=True) as tx:
        if not outbox.sending(tx, delivery.key):
            return True
    stations.reached("deliver:before-send")
    if channel is None:
        error = DeliveryError("this channel is gone from routes.toml", channel=delivery.channel)
        return _failed(stations, delivery, error)
    try:
        answer = stations.portal.call(channel.send(delivery.alert))
    except DeliveryError as error:
        return _failed(stations, delivery, error)
    stations.reached("deliver:after-send")
    with stations.database.write(durable=True) as tx:
        outbox.sent(tx, delivery.key, answer, stations.clock())
    stations.reached("deliver:after-commit")
    return True


def _failed(stations: Stations, delivery: Delivery, error: DeliveryError) -> bool:
    _log.warning("alert %s to %s: %s", delivery.key, delivery.channel, error.message)
    now = stations.clock()
    with stations.database.write(durable=True) as tx:
        outbox.failed(tx, delivery.key, error.message, next_delivery(error, delivery.attempts + 1, now))
    return False
