"""What stands around it: lists, severity, and the filing itself."""

from __future__ import annotations

from collections.abc import Iterator

from filings.alerts.brief import amounts
from filings.alerts.brief.composed import DocumentFacts, Statement, statement
from filings.alerts.brief.grounds import rule_said
from filings.alerts.brief.inputs import Frame, Reader, zone
from filings.alerts.brief.parts import part_said
from filings.alerts.brief.said import Said, plain
from filings.alerts.brief.values import value_of
from filings.model import Announcement, Event, Finding

CONTACT = "contact"
"""The fact that holds the issuer's contact as the filing prints it: it stands at the foot."""


def why(finding: Finding, reader: Reader) -> Iterator[Statement]:
    """The rules that decided, and the score with its summands; a reader without lists sees what the filing weighs."""
    event = finding.event
    if event.rules:
        quotes = (quote for rule in event.rules for quote in rule.quotes)
        yield statement(Said("Why", "判断依据"), map(rule_said, event.rules), quotes)
    if event.disposition == "no_flag":
        return
    yield _materiality(finding) if reader.list_context == "none" else _severity(finding, reader)


def _severity(finding: Finding, reader: Reader) -> Statement:
    """``sum`` is shown where the cap hides it."""
    total = Said("", "")
    if finding.severity_sum != finding.severity:
        total = Said(f"; the parts add up to {finding.severity_sum}", f"；各项合计{finding.severity_sum}")
    lines = [Said(f"{finding.severity} of 4{total.en}", f"{finding.severity}（最高4）{total.zh}")]
    lines += [part_said(part, finding, bare=reader.list_context != "full") for part in finding.severity_parts]
    event = finding.event
    if event.materiality_parts and not set(event.materiality_parts) <= set(finding.severity_parts):
        lines.append(Said(f"Materiality {event.materiality} of 4, from", f"重要性{event.materiality}（最高4），来自"))
        lines += [part_said(part, finding) for part in event.materiality_parts]
    return statement(Said("Severity", "严重度"), lines)


def _materiality(finding: Finding) -> Statement:
    event = finding.event
    lines = [Said(f"{event.materiality} of 4", f"{event.materiality}（最高4）")]
    return statement(
        Said("Materiality", "重要性"), [*lines, *(part_said(part, finding) for part in event.materiality_parts)]
    )


def filing(announcement: Announcement, source: DocumentFacts, reader: Reader) -> Statement:
    """Title, times, pages, hash and address."""
    clock = zone(reader.zone)
    day = amounts.date(announcement.day)
    published = day if announcement.date_only else amounts.instant(announcement.published, clock)
    bare = Said(" (no time given)", "（未给出时间）") if announcement.date_only else Said("", "")
    seen = amounts.instant(announcement.first_seen, clock)
    title = plain(announcement.title, 200)
    lines = [
        Said.same(title) if title else Said("(no title)", "（无标题）"),
        Said(f"Published {published.en}{bare.en}", f"发布：{published.zh}{bare.zh}"),
        Said(f"First seen {seen.en}", f"首次发现：{seen.zh}"),
        _pages(source),
        Said.same(f"SHA-256 {plain(source.sha256, 64)}"),
    ]
    lines += [Said.same(plain(source.url, 500))] if source.url else []
    return statement(Said("Filing", "公告"), lines)


def _pages(source: DocumentFacts) -> Said:
    count = f"{source.pages} page{'' if source.pages == 1 else 's'}"
    if source.pages_without_text:
        lost = source.pages_without_text
        return Said(f"{count}, {lost} of them without readable text", f"共{source.pages}页，其中{lost}页无可读文字")
    return Said(f"{count}, all with text", f"共{source.pages}页，均有文字")


def contact(event: Event, frame: Frame) -> Statement:
    """The issuer's contact as the filing prints it, and that nobody asked the issuer."""
    printed = [fact for fact in event.facts if fact.name == CONTACT]
    lines = [value_of(fact, frame) for fact in printed]
    lines.append(Said("The company was not contacted.", "未联系公司核实。"))
    return statement(Said("Contact", "联系"), lines, (quote for fact in printed for quote in fact.quotes))
