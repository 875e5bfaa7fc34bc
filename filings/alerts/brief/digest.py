"""Several alerts in one message, for a reader who wants them once a day or once a week. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import AwareDatetime

from filings.alerts.brief import amounts
from filings.alerts.brief.inputs import zone
from filings.alerts.brief.message import Message, of_sheet, sheet_of
from filings.alerts.brief.said import Said, plain
from filings.alerts.brief.sheet import Entry, Section, Sheet
from filings.model import Alert, Record

_WHOLE = 200
"""Alerts told one by one; the record holds all keys."""


class Period(Record):
    """What a digest covers: from ``since`` up to but not including ``until``, told in the reader's zone."""

    name: str
    since: AwareDatetime
    until: AwareDatetime
    zone: str = "Asia/Shanghai"


def compose_digest(alerts: Sequence[Alert], period: Period) -> Message:
    """One message of several: a headline and a lead each, the most severe first, with the way to each filing.

    Its ``event`` holds the events of all alerts, so that a program that reads digests misses nothing.
    """
    ordered = sorted(alerts, key=lambda alert: -_severity(alert))
    sheets = [sheet_of(alert) for alert in ordered]
    until = amounts.instant(period.until, zone(period.zone))
    since = amounts.instant(period.since, zone(period.zone))
    count = len(alerts)
    named = Said("1 alert" if count == 1 else f"{count} alerts", f"{count}条提醒")
    short = amounts.date(period.until.astimezone(zone(period.zone)).date())
    subject = Said(f"Digest, {short.en}: {named.en}", f"汇总，{short.zh}：{named.zh}")
    more = count - _WHOLE
    blocks = [_block(number, sheet) for number, sheet in enumerate(sheets[:_WHOLE], start=1)]
    if more > 0:
        left = Said(f"{more} more stand in the record.", f"另有{more}项见记录。")
        blocks.append(Entry(label=Said("More", "其他"), lines=(left,)))
    sheet = Sheet(
        subject=Said(plain(subject.en, 70), plain(subject.zh, 70)),
        headline=subject,
        notice=next((one.notice for one in sheets if one.notice), None),
        lead=(Said(f"{since.en} to {until.en}.", f"{since.zh}至{until.zh}。"),),
        links=tuple(dict.fromkeys(link for one in sheets for link in one.links)),
        sections=(Section(title=Said("Alerts", "提醒"), blocks=tuple(blocks)),) if blocks else (),
    )
    return of_sheet(sheet, _event(ordered, period), kind="alert")


def _severity(alert: Alert) -> int:
    severity = alert.event.get("severity")
    return severity if isinstance(severity, int) else 0


def _block(number: int, sheet: Sheet) -> Entry:
    """One alert of several: banner, headline, lead and the filing's address."""
    lines = [sheet.headline]
    lines += [] if sheet.banner is None else [sheet.banner]
    if sheet.lead:
        lines.append(Said(" ".join(one.en for one in sheet.lead), "".join(one.zh for one in sheet.lead)))
    lines += [Said.same(plain(sheet.url, 300))] if sheet.url else []
    return Entry(label=Said.same(str(number)), lines=tuple(lines), strong=True)


def _event(alerts: Sequence[Alert], period: Period) -> dict[str, object]:
    return {
        "event_id": f"digest-{period.name}-{period.until.date()}",
        "digest": {"since": period.since.isoformat(), "until": period.until.isoformat()},
        "alerts": [{"key": alert.key, "kind": alert.kind, "event": alert.event} for alert in alerts],
    }
