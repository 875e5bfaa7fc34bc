"""Prometheus figures on loopback, read from the store when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric

from filings.archive.status import status
from filings.errors import ConfigError
from filings.monitor.stations import Stations


class StoreCollector:
    """What ``filings status`` says, as figures."""

    def __init__(self, stations: Stations) -> None:
        self._stations = stations

    def collect(self) -> Iterable[Metric]:
        """One reading of the store."""
        record = status(self._stations.settings, self._stations.database, clock=self._stations.clock)
        up = GaugeMetricFamily("filings_source_ok", "1 where a source was read completely in time", labels=["source"])
        lag = GaugeMetricFamily("filings_source_lag_seconds", "Since the last complete reading", labels=["source"])
        for source in record["sources"]:
            name = f"{source['source']}:{source['channel']}"
            up.add_metric([name], float(source["ok"]))
            if source["lag_seconds"] is not None:
                lag.add_metric([name], float(source["lag_seconds"]))
        yield from (up, lag)
        yield _family("filings_filings", "Filings by state", "state", record["filings"])
        yield _family("filings_events", "Events by disposition", "disposition", record["events"])
        yield _family("filings_deliveries", "Deliveries by channel and state", "delivery", record["deliveries"])
        yield GaugeMetricFamily("filings_parked", "Filings that are parked", value=float(record["parked"]))


def _family(name: str, help_text: str, label: str, values: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(name, help_text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], float(value))
    return family


def serve(stations: Stations, port: int) -> None:
    """Serve on 127.0.0.1 in a thread of its own until the process ends. Raises ConfigError for a taken port."""
    registry = CollectorRegistry()
    registry.register(StoreCollector(stations))
    try:
        start_http_server(port, addr="127.0.0.1", registry=registry)
    except OSError as error:
        message = f"127.0.0.1:{port} cannot be served: {error.strerror}"
        raise ConfigError(message, hint="name another port with --metrics") from error
