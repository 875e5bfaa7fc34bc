"""The outbox is emptied: claimed, sent, remembered. A crash between the last two repeats one send, same key."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

from filings.alerts.channels import Channel
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
    if not stations.channels:
        return DeliveryReport()
    with ThreadPoolExecutor(len(stations.channels), thread_name_prefix="channel") as pool:
        reports = list(pool.map(lambda name: deliver_to(stations, name, anytime=anytime), stations.channels))
    return DeliveryReport(sent=sum(r.sent for r in reports), failed=sum(r.failed for r in reports))


def deliver_to(stations: Stations, channel: str, *, anytime: bool = False) -> DeliveryReport:
    """Send what is due on one channel, in the order it was queued."""
    sent = failed = 0
    tried: set[str] = set()
    while not stations.stop.is_set():
        with stations.database.read() as tx:
            now = stations.clock()
            found = outbox.due(tx, now, channels=(channel,), limit=_BATCH + len(tried), anytime=anytime)
        batch = [delivery for delivery in found if delivery.key not in tried][:_BATCH]
        for delivery in batch:
            if stations.stop.is_set():
                break
            ok = _send(stations, stations.channels[channel], delivery)
            sent, failed = sent + ok, failed + (not ok)
        tried.update(delivery.key for delivery in batch)
        if len(batch) < _BATCH:
            break
    return DeliveryReport(sent=sent, failed=failed)


def _send(stations: Stations, channel: Channel, delivery: Delivery) -> bool:
    with stations.database.write(durable=True) as tx:
        if not outbox.sending(tx, delivery.key):
            return True
    stations.reached("deliver:before-send")
    try:
        answer = stations.portal.call(channel.send(delivery.alert))
    except DeliveryError as error:
        return _failed(stations, delivery, error)
    except Exception as error:  # noqa: BLE001 - the rim: a fault in one channel must hold up no other delivery
        _log.exception("alert %s to %s", delivery.key, delivery.channel)
        message = f"{type(error).__name__} in the channel: report this"
        return _failed(stations, delivery, DeliveryError(message, channel=delivery.channel))
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
