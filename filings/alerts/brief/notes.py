"""Messages about the monitor itself: its daily sign of life, an alarm, a test. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal

from pydantic import AwareDatetime

from filings.alerts.brief import amounts
from filings.alerts.brief.inputs import zone
from filings.alerts.brief.message import Message, of_sheet
from filings.alerts.brief.said import Said, plain
from filings.alerts.brief.sheet import Entry, Section, Sheet
from filings.model import Record

Trouble = Literal["monitor_silent", "source_silent", "source_failing", "channel_failing", "store_failing", "backlog"]

_TROUBLES: Mapping[Trouble, Said] = MappingProxyType(
    {
        "monitor_silent": Said("the monitor has stopped working", "监控程序停止工作"),
        "source_silent": Said("a source lists nothing new", "数据源无新公告"),
        "source_failing": Said("a source cannot be read", "数据源无法读取"),
        "channel_failing": Said("a channel takes no alerts", "发送渠道失败"),
        "store_failing": Said("the store cannot be written", "存储无法写入"),
        "backlog": Said("work is piling up", "任务积压"),
    }
)


class SourceFigures(Record):
    """What one source listed on the day, and whether all of it is known."""

    source: str
    listed: int
    complete: bool


class Figures(Record):
    """What the ledger says of one day; ``head`` is the head of its hash chain, ``not_looking`` when nobody looked."""

    day: date
    listed: int
    opened: int
    flagged: int
    parked: int
    skipped: int = 0
    missing: int = 0
    sent: int = 0
    undelivered: int = 0
    sources: tuple[SourceFigures, ...] = ()
    not_looking: tuple[tuple[AwareDatetime, AwareDatetime], ...] = ()
    head: str | None = None
    zone: str = "Asia/Shanghai"
    notice: str | None = None


def compose_heartbeat(figures: Figures) -> Message:
    """The daily sign of life: "N listed, M opened, K flagged, F parked", also when nothing happened."""
    day = amounts.date(figures.day)
    en = f"{figures.listed} listed, {figures.opened} opened, {figures.flagged} flagged, {figures.parked} parked"
    zh = f"列示{figures.listed}，打开{figures.opened}，标记{figures.flagged}，搁置{figures.parked}"
    quiet = Said("No alerts", "无提醒") if figures.flagged == 0 else Said("Daily figures", "每日统计")
    said = Said(f"{quiet.en}, {day.en}: {en}", f"{quiet.zh}，{day.zh}：{zh}")
    entries = [*_sources(figures), *_gaps(figures)]
    if figures.head is not None:
        head = plain(figures.head, 64)
        entries.append(_entry(Said("Ledger", "台账"), Said(f"head of the hash chain {head}", f"哈希链末端{head}")))
    sheet = _sheet(said, entries, Said("Monitor", "监控"), notice=figures.notice)
    return of_sheet(
        sheet, {"event_id": f"heartbeat-{figures.day}", "figures": figures.model_dump(mode="json")}, kind="heartbeat"
    )


def _sources(figures: Figures) -> list[Entry]:
    lines = [
        Said(
            f"{plain(one.source, 40)}: {one.listed} listed, {'complete' if one.complete else 'NOT complete'}",
            f"{plain(one.source, 40)}：列示{one.listed}，{'完整' if one.complete else '不完整'}",
        )
        for one in figures.sources
    ]
    lines.append(
        Said(
            f"{figures.skipped} skipped by title, {figures.missing} missing",
            f"按标题略过{figures.skipped}，缺失{figures.missing}",
        )
    )
    told = Said(
        f"{figures.sent} alerts sent, {figures.undelivered} not delivered",
        f"已发送提醒{figures.sent}，未送达{figures.undelivered}",
    )
    return [_entry(Said("Filings", "公告"), *lines), _entry(Said("Alerts", "提醒"), told)]


def _gaps(figures: Figures) -> list[Entry]:
    clock = zone(figures.zone)
    lines = []
    for begin, end in figures.not_looking:
        since, until = amounts.instant(begin, clock), amounts.instant(end, clock)
        lines.append(Said(f"{since.en} to {until.en}", f"{since.zh}至{until.zh}"))
    return [_entry(Said("Not looking", "未监控"), *lines)] if lines else []


def trouble(kind: Trouble, name: str = "") -> Said:
    """What is wrong, in both languages; ``name`` is the source or channel."""
    said, named = _TROUBLES[kind], plain(name, 60)
    return Said(f"{said.en}: {named}", f"{said.zh}：{named}") if named else said


def compose_alarm(what: Said, since: datetime, hint: str, *, zone_name: str = "Asia/Shanghai") -> Message:
    """Something is silent or failing since an instant; ``hint`` is the next command to type."""
    said, when = Said(plain(what.en, 200), plain(what.zh, 200)), amounts.instant(since, zone(zone_name))
    headline = Said(f"ALARM: {said.en}, since {when.en}", f"警报：{said.zh}，自{when.zh}")
    entries = [_entry(Said("Next", "下一步"), Said.same(plain(hint, 300)))] if hint.strip() else []
    event = {"event_id": f"alarm-{since.isoformat()}", "alarm": {"what": said.en, "since": since.isoformat()}}
    return of_sheet(_sheet(headline, entries, Said("Monitor", "监控")), event, kind="heartbeat")


def compose_test(channel: str, now: datetime, *, notice: str | None = None) -> Message:
    """A message for ``filings alerts test CHANNEL``: it says in its first words that nothing happened."""
    named, when = plain(channel, 40), amounts.instant(now)
    headline = Said(f"TEST of channel {named}: nothing happened", f"渠道{named}测试：无任何事项")
    lines = (
        Said(f"Sent {when.en} by filings alerts test.", f"由filings alerts test发送于{when.zh}。"),
        Said("If you can read this, alerts arrive here: 提醒可以送达。", "能看到本消息，说明提醒可以送达。"),
    )
    event = {"event_id": f"test-{now.isoformat()}", "test": {"channel": named, "at": now.isoformat()}}
    sheet = _sheet(headline, [_entry(Said("Test", "测试"), *lines)], Said("Test", "测试"), notice=notice)
    return of_sheet(sheet, event, kind="heartbeat")


def _entry(label: Said, *lines: Said) -> Entry:
    return Entry(label=label, lines=lines)


def _sheet(headline: Said, entries: list[Entry], title: Said, *, notice: str | None = None) -> Sheet:
    return Sheet(
        subject=Said(plain(headline.en, 70), plain(headline.zh, 70)),
        headline=headline,
        notice=plain(notice, 200) if notice else None,
        sections=(Section(title=title, blocks=tuple(entries)),) if entries else (),
    )
