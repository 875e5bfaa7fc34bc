"""Why a filing did or did not become an alert: one line per station, with the rule that decided."""

from __future__ import annotations

from typing import Any, Literal

from filings.alerts import routes
from filings.events.lineage import kind_in
from filings.model import BEIJING, Event, Record
from filings.settings import Settings
from filings.store import events, filings, lineage, outbox, progress
from filings.store.database import Database, Transaction
from filings.store.events import StoredEvent
from filings.store.filings import Filing

Outcome = Literal["ok", "stopped", "waiting", "none"]


class Station(Record):
    """One station of the journey: what happened there, or why it went no further."""

    station: str
    outcome: Outcome
    what: str


class Explanation(Record):
    """A filing's whole journey."""

    source_id: str
    code: str
    name: str
    title: str
    stations: tuple[Station, ...]


def explain(settings: Settings, database: Database, source_id: str) -> Explanation:
    """The journey of one filing. Raises NotFound."""
    with database.read() as tx:
        filing = filings.get(tx, source_id)
        stored = events.of_filing(tx, filing.key)
        stations = [*_listed(tx, filing), *_body(tx, filing), *_decided(stored)]
        if stored:
            stations += _story(tx, stored[0])
            stations += _told(tx, settings, filing, stored[0])
    announcement = filing.announcement
    return Explanation(
        source_id=source_id,
        code=announcement.code,
        name=announcement.name,
        title=announcement.title,
        stations=tuple(stations),
    )


def _listed(tx: Transaction, filing: Filing) -> list[Station]:
    announcement = filing.announcement
    seen = announcement.first_seen.astimezone(BEIJING).isoformat(sep=" ", timespec="seconds")
    nominal = (
        f"{announcement.day}" if announcement.date_only else announcement.published.astimezone(BEIJING).isoformat()
    )
    changes = [note for step, _, note in filings.journal_of(tx, filing.key) if step == "changed"]
    listed = f"{announcement.source} lists it for {nominal}; first seen {seen}"
    triage = filing.triage
    return [
        Station(station="listed", outcome="ok", what=listed + "".join(f"; changed: {change}" for change in changes)),
        Station(
            station="title rule",
            outcome="ok" if triage.decision == "open" else "stopped",
            what=f"{triage.decision} by rule {triage.rule} ({triage.role}, {triage.certainty}): {triage.reason}",
        ),
    ]


def _body(tx: Transaction, filing: Filing) -> list[Station]:
    journal = {step: note for step, _, note in filings.journal_of(tx, filing.key)}
    parked = next((f for f in progress.failures(tx) if f.source_id == filing.announcement.source_id), None)
    done = [step for step in ("fetched", "read") if step in journal]
    stations = [Station(station=step, outcome="ok", what=journal[step] or "") for step in done]
    if parked is not None and filing.state == "parked":
        later = (
            "never by itself; filings failures --retry tries it" if parked.next_try is None else str(parked.next_try)
        )
        what = f"{parked.step} failed {parked.attempts} times: {parked.error}: {parked.message}; next try {later}"
        stations.append(Station(station=parked.step, outcome="waiting" if parked.next_try else "stopped", what=what))
    elif filing.triage.decision == "skip":
        stations.append(Station(station="body", outcome="none", what="skipped filings are not opened"))
    elif filing.state in {"listed", "fetched", "read"}:
        step = progress.STEP_AFTER[filing.state]
        stations.append(Station(station=step, outcome="waiting", what="it is due; filings watch takes it further"))
    return stations


def _decided(stored: list[StoredEvent]) -> list[Station]:
    stations = []
    for one in stored:
        rules = "; ".join(f"{rule.rule}: {rule.why}" for rule in one.event.rules) or "no rule fired"
        outcome: Outcome = "stopped" if one.event.disposition == "no_flag" else "ok"
        what = f"{one.event.event_id} {one.event.disposition}, materiality {one.event.materiality} ({rules})"
        stations.append(Station(station="body", outcome=outcome, what=what))
        if one.finding is not None:
            hits = ", ".join(f"{hit.list}: {hit.entry}" for hit in one.finding.hits) or "no hit"
            what = f"severity {one.finding.severity}; {hits}; watch lists {one.finding.screened_with[:12]}"
            stations.append(Station(station="screening", outcome="ok", what=what))
    return stations


def _story(tx: Transaction, stored: StoredEvent) -> list[Station]:
    """The other filings of the event's story; nothing where it stands alone."""
    event = stored.event
    others = [one for one in lineage.story(tx, event.event_id) if one.event.event_id != event.event_id]
    if not others:
        return []
    listed = ", ".join(f"{one.event.event_id} ({_relation(one.event)}) {one.title}" for one in others)
    return [Station(station="story", outcome="ok", what=f"{_relation(event)}; its other filings: {listed}")]


def _relation(event: Event) -> str:
    kind = kind_in(event)
    return "the first filing" if kind is None else f"{kind.replace('_', ' ')} of {event.parent_event_id}"


def _told(tx: Transaction, settings: Settings, filing: Filing, stored: StoredEvent) -> list[Station]:
    if stored.finding is None:
        return []
    stations = [_routed(settings, filing, stored)]
    told = [note for step, _, note in filings.journal_of(tx, filing.key) if step == "alerted"]
    if told:
        stations.append(Station(station="alert", outcome="ok", what=told[-1] or ""))
    for delivery in outbox.all_of(tx, event_id=stored.event.event_id):
        outcome: Outcome = "ok" if delivery.state == "sent" else "waiting" if delivery.state != "dead" else "stopped"
        answer = delivery.answer or "no answer yet"
        what = f"{delivery.channel}: {delivery.state} after {delivery.attempts} tries ({answer})"
        stations.append(Station(station="delivery", outcome=outcome, what=what))
    return stations


def _routed(settings: Settings, filing: Filing, stored: StoredEvent) -> Station:
    if stored.finding is None:
        return Station(station="route", outcome="waiting", what="not screened yet")
    matched = routes.match(stored.finding, filing.announcement, settings.routes)
    if not matched:
        what = f"no route takes {stored.event.disposition} of severity {stored.finding.severity}"
        return Station(station="route", outcome="stopped", what=what)
    what = ", ".join(f"{route} → {channel}" for route, channel in matched)
    return Station(station="route", outcome="ok", what=what)


def as_record(explanation: Explanation) -> dict[str, Any]:
    """Plain JSON values."""
    return explanation.model_dump(mode="json")
