"""CommonMark with tables: every character of a name or quote that means something is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filings.alerts.brief.forms.links import page_of, pieces
from filings.alerts.brief.forms.text import left_out, paragraph, rows_left_out
from filings.alerts.brief.sheet import Entry, Grid, Lang, Section, Sheet, Words, by_page, in_, mark

_MEANS_SOMETHING = re.compile(r"[\\`*_\[\]<|~&@$]")
_BEGINS_SOMETHING = re.compile(r"^(?=[-+>#=])|^(\d{1,9})(?=[.)](?:\s|$))")


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    line = " ".join(text.split())
    return _BEGINS_SOMETHING.sub(r"\g<1>\\", _MEANS_SOMETHING.sub(r"\\\g<0>", line), count=1)


def markdown(sheet: Sheet, lang: Lang) -> str:
    """The whole brief."""
    blocks = [f"> {escaped(sheet.notice)}"] if sheet.notice else []
    blocks += [f"**{escaped(in_(sheet.banner, lang))}**"] if sheet.banner is not None else []
    blocks.append(f"# {escaped(in_(sheet.headline, lang))}")
    blocks += [escaped(paragraph(sheet, lang))] if sheet.lead else []
    for section in sheet.sections:
        if section.blocks:
            blocks += [f"## {escaped(in_(section.title, lang))}", *_blocks(section, sheet, lang)]
    if sheet.plain is not None:
        blocks += [_linked(line, sheet) for line in in_(sheet.plain, lang).split("\n") if line.strip()]
    return "\n\n".join(blocks) + "\n"


def _blocks(section: Section, sheet: Sheet, lang: Lang) -> Iterator[str]:
    for block in section.blocks:
        yield _entry(block, sheet, lang) if isinstance(block, Entry) else _grid(block, sheet.url, lang)


def _entry(entry: Entry, sheet: Sheet, lang: Lang) -> str:
    first, *rest = [_linked(in_(line, lang), sheet) for line in entry.lines] or [""]
    label = escaped(in_(entry.label, lang))
    said = [f"**{label} {first}**" if entry.strong else f"**{label}** {first}", *rest]
    said += _quotes(entry.words, sheet.url, lang)
    said += [escaped(left_out(entry.more, lang))] if entry.more else []
    return "  \n".join(said)


def _linked(line: str, sheet: Sheet) -> str:
    return "".join(
        escaped_inside(text) if address is None else f"<{address}>" for text, address in pieces(line, sheet.links)
    )


def escaped_inside(text: str) -> str:
    """As ``escaped``, but the spaces at both ends stay, since a link follows or precedes."""
    core = escaped(text)
    head, tail = " " if text[:1].isspace() else "", " " if text[-1:].isspace() else ""
    return f"{head}{core}{tail}" if core else " "


def _quotes(words: tuple[Words, ...], url: str | None, lang: Lang) -> Iterator[str]:
    for page, ocr, each in by_page(words):
        named = escaped(mark(page, lang, ocr=ocr))
        link = page_of(url, page)
        told = " · ".join(f"“{escaped(one.text)}”" for one in each)
        yield f"{f'[{named}](<{link}>)' if link else named}: {told}"


def _grid(table: Grid, url: str | None, lang: Lang) -> str:
    header = [escaped(in_(column, lang)) for column in table.columns]
    lines = [f"**{escaped(in_(table.label, lang))}**", "", _cells(header), _cells(["---"] * len(header))]
    lines += [_cells([escaped(in_(cell, lang)) for cell in row.cells]) for row in table.rows]
    notes = [
        f"- {escaped(in_(row.cells[0], lang))}: {'; '.join(_quotes(row.words, url, lang))}"
        for row in table.rows
        if row.words
    ]
    notes += [f"- {escaped(rows_left_out(table.more, lang))}"] if table.more else []
    return "\n".join([*lines, "", *notes] if notes else lines)


def _cells(texts: list[str]) -> str:
    return f"| {' | '.join(texts)} |"
