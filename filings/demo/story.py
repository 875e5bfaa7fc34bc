"""The rehearsal: two evenings at the simulated exchange, and the story told of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from filings.archive.briefs import brief_of
from filings.archive.lookup import Archive, Filter
from filings.archive.vaults import vault_of
from filings.demo.page import NotFlagged, Shown, render
from filings.demo.server import serve_demo
from filings.documents import codec
from filings.documents.pool import ReaderPool
from filings.documents.wire import Drawing
from filings.errors import UsageError
from filings.model import BEIJING
from filings.monitor import lock
from filings.monitor import round as rounds
from filings.monitor.stations import open_stations
from filings.settings import Settings
from filings.store import events
from filings.store.database import Database
from filings.store.polls import Poll

EVENINGS = (
    datetime(2024, 12, 13, 21, 45, tzinfo=BEIJING),
    datetime(2024, 12, 23, 21, 45, tzinfo=BEIJING),
)
"""When the two rounds of the rehearsal take place: the days of the two seed cases."""

Tell = Callable[[str], None]
_SEEDS = ("002236", "002415")


class DemoClock:
    """A clock that can be moved on to the next evening."""

    def __init__(self, start: datetime) -> None:
        self._offset = start - datetime.now(BEIJING)

    def __call__(self) -> datetime:
        """The rehearsal's present."""
        return datetime.now(BEIJING) + self._offset

    def move_to(self, instant: datetime) -> None:
        """Go on to another evening."""
        self._offset = instant - datetime.now(BEIJING)


class _Quiet:
    """A round without a bar: the story says it in sentences."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell

    def listed(self, poll: Poll) -> None:
        """One source was read."""
        self._tell(f"  the exchange lists {poll.announced} filings for {poll.since} to {poll.until}: {poll.added} new")

    def working(self, done: int, total: int) -> None:
        """Nothing to show: it takes a second."""


def settings_for_demo(settings: Settings, *, list_url: str, document_url: str) -> Settings:
    """The settings of a rehearsal: the loopback exchange, no pace, alerts to a file in the home only."""
    source = settings.exchanges["szse"].model_copy(
        update={"list_url": list_url, "document_url": document_url, "pace": 0.0, "enabled": True}
    )
    channels = {name: channel for name, channel in settings.channels.items() if channel.type == "jsonl"}
    return settings.model_copy(
        update={
            "demo": True,
            "exchanges": {"szse": source},
            "channels": channels,
            "monitor": settings.monitor.model_copy(update={"alert_from": EVENINGS[0].date()}),
        }
    )


def check_home(home: Path) -> None:
    """A rehearsal never writes into a home that holds anything else. Raises UsageError."""
    marker = home / "INVENTED"
    if home.exists() and any(home.iterdir()) and not marker.exists():
        raise UsageError(f"{home} is not empty and no demo home", hint="name an empty or new folder with --keep DIR")
    home.mkdir(parents=True, exist_ok=True)
    marker.write_text("This home holds a rehearsal with authored documents (演示文件), not real filings.\n", "utf-8")
    config = home / "config"
    config.mkdir(exist_ok=True)
    (config / "exchanges").mkdir(exist_ok=True)
    (config / "filings.toml").write_text("# A rehearsal: no alert leaves this machine.\ndemo = true\n", "utf-8")
    (config / "exchanges" / "cninfo.toml").write_text("# Not part of the rehearsal.\nenabled = false\n", "utf-8")


def rehearse(settings: Settings, tell: Tell, *, pause: float) -> Settings:
    """Run both evenings in the settings' home and tell what happens. Returns the demo's settings."""
    check_home(settings.home)
    clock = DemoClock(EVENINGS[0])
    with serve_demo(clock) as server:
        demo = settings_for_demo(settings, list_url=server.list_url, document_url=server.document_url)
        with lock.hold(demo.home), open_stations(demo, clock=clock) as stations:
            rounds.begin(stations)
            for evening in EVENINGS:
                clock.move_to(evening)
                tell(f"\n{evening:%A %d %B %Y, %H:%M} (Beijing)")
                report = rounds.run(
                    stations,
                    ["szse"],
                    _Quiet(tell),
                    since=EVENINGS[0].date() - timedelta(days=1),
                    until=evening.date() + timedelta(days=1),
                )
                tell(f"  {report.swept.finished} opened and decided, {report.delivered.sent} alerts sent")
                time.sleep(pause)
    return demo


def tell_story(settings: Settings, tell: Tell, *, pause: float) -> None:
    """Both seed cases with page and quote, every other flag in a line, and what was not flagged and why."""
    now = EVENINGS[-1]
    with _archive(settings) as archive:
        flagged = archive.events(Filter(limit=100))
        for code in _SEEDS:
            for record in flagged:
                if record["code"] == code:
                    stored, filing = archive.event(record["event_id"])
                    if stored.finding is not None:
                        composed = brief_of(stored.finding, archive.context_of(filing), now=now, notice=settings.notice)
                        tell("\n" + "─" * 78 + "\n" + composed.text("en"))
                        time.sleep(pause)
        tell("\n" + "─" * 78 + "\nAlso flagged (invented issuers):")
        for record in flagged:
            if record["code"] not in _SEEDS:
                acts = ", ".join(record["acts"]) or "-"
                tell(f"  severity {record['severity']}  {record['disposition']:<10} {record['code']} {record['title']}")
                tell(f"      {acts}")
        tell("\nLooked at and not flagged:")
        for other in _not_flagged(archive):
            tell(f"  {other.code} {other.title}\n      {other.reason}")


def _not_flagged(archive: Archive) -> list[NotFlagged]:
    judged = {event["source_id"]: event for event in archive.events(Filter(limit=1000), flagged_only=False)}
    flagged = {event["source_id"] for event in archive.events(Filter(limit=1000))}
    found = []
    for record in archive.filings(Filter(limit=1000)):
        if record["source_id"] not in flagged:
            rules = judged.get(record["source_id"], {}).get("rules")
            reason = record["reason"] or (rules[0]["why"] if rules else "not decided yet")
            found.append(NotFlagged(record["code"] or "", record["name"] or "", record["title"], reason))
    return found


def page(settings: Settings) -> str:
    """The static page of a rehearsal's home."""
    now = EVENINGS[-1]
    vault = vault_of(settings)
    database = Database.open(settings.store_url, create=False)
    try:
        with _archive(settings) as archive, ReaderPool(settings.reader) as pool:
            shown = []
            records = sorted(archive.events(Filter(limit=100)), key=lambda r: r["code"] not in _SEEDS)
            for record in records:
                stored, filing = archive.event(record["event_id"])
                with database.read() as tx:
                    body = events.packed_document(tx, filing.sha256 or "")
                if stored.finding is None or body is None or filing.sha256 is None:
                    continue
                document = codec.unpack(body)
                vault.get(filing.sha256)  # its hash
                composed = brief_of(stored.finding, archive.context_of(filing), now=now, notice=settings.notice)
                path, sha256 = vault.path(filing.sha256), filing.sha256
                drawings = [Drawing(page=page.number) for page in document.pages]
                pictures = tuple(pool.render(path, drawing, sha256=sha256) for drawing in drawings)
                shown.append(Shown(f"f{filing.announcement.source_id}", composed, document, pictures))
            others = _not_flagged(archive)
    finally:
        database.close()
    return render("filings demo: two cases and what surrounds them", shown, others, notice=settings.notice)


@contextmanager
def _archive(settings: Settings) -> Iterator[Archive]:
    with Archive.open(settings) as archive:
        yield archive
