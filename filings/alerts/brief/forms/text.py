"""Plain text: a column of labels, lines that fit a terminal, the words of the filing beneath each statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from filings.alerts.brief.forms.layout import Cells, grid, labelled, wrapped
from filings.alerts.brief.said import plain, quoted
from filings.alerts.brief.sheet import Entry, Grid, Lang, Sheet, Words, by_page, in_, mark

_WIDTH = 92
_INDENT: dict[Lang, int] = {"en": 18, "zh": 14}
_REPEATED = 36
"""A quote that stands in full further up is shown again with about so many characters."""

Seen = set[tuple[int, int, int]]


def text(sheet: Sheet, lang: Lang) -> str:
    """The whole brief. Its first lines are the notice and the banner (if any), then the headline."""
    lines = [plain(sheet.notice, 200)] if sheet.notice else []
    lines += [in_(sheet.banner, lang)] if sheet.banner is not None else []
    lines.append(in_(sheet.headline, lang))
    if sheet.lead:
        lines += ["", *(f"  {line}" for line in wrapped(paragraph(sheet, lang), _WIDTH - 2))]
    seen: Seen = set()
    for section in sheet.sections:
        if section.blocks:
            lines.append("")
        for block in section.blocks:
            lines += _entry(block, lang, seen) if isinstance(block, Entry) else _grid(block, lang, seen)
    if sheet.plain is not None:
        lines += ["", in_(sheet.plain, lang)]
    return "\n".join(lines)


def paragraph(sheet: Sheet, lang: Lang) -> str:
    """The lead as one paragraph."""
    return ("" if lang == "zh" else " ").join(in_(one, lang) for one in sheet.lead)


def _entry(entry: Entry, lang: Lang, seen: Seen) -> list[str]:
    lines = [*(in_(line, lang) for line in entry.lines), *_words(entry.words, lang, seen)]
    if entry.more:
        lines.append(left_out(entry.more, lang))
    return labelled(in_(entry.label, lang), lines, indent=_INDENT[lang], width=_WIDTH)


def left_out(more: int, lang: Lang) -> str:
    """How many quotes are not shown."""
    return f"另有{more}处原文见记录" if lang == "zh" else f"and {more} more quotes in the record"


def rows_left_out(more: int, lang: Lang) -> str:
    """How many rows are not shown."""
    return f"另有{more}项见记录" if lang == "zh" else f"{more} more stand in the record."


def _words(words: tuple[Words, ...], lang: Lang, seen: Seen) -> Iterator[str]:
    """One line per page: ``[p. 2] “…” · “…”``."""
    for page, ocr, each in by_page(words):
        told = " · ".join(f"“{_shown(one, seen)}”" for one in each)
        yield f"[{mark(page, lang, ocr=ocr)}] {told}"


def _shown(words: Words, seen: Seen) -> str:
    place = (words.page, words.start, words.end)
    repeated = place in seen
    seen.add(place)
    return quoted(words.text, limit=_REPEATED) if repeated else words.text


def _grid(table: Grid, lang: Lang, seen: Seen) -> list[str]:
    label = in_(table.label, lang)
    header = [in_(column, lang) for column in table.columns]
    rows = [Cells([in_(c, lang) for c in row.cells], list(_words(row.words, lang, seen))) for row in table.rows]
    drawn = grid(header, rows, _WIDTH - 2) or list(_stacked(header, rows))
    more = [rows_left_out(table.more, lang)] if table.more else []
    return [label, *(f"  {line}" for line in [*drawn, *more])]


def _stacked(header: Sequence[str], rows: Sequence[Cells]) -> Iterator[str]:
    """Row by row, each cell with the name of its column: for a table too wide to be drawn."""
    for row in rows:
        number, name, *rest = row.texts
        told = [f"{column}: {cell}" for column, cell in zip(header[2:], rest, strict=True) if cell]
        lines = [name, *([" · ".join(told)] if told else []), *row.beneath]
        yield from labelled(number, lines, indent=4, width=_WIDTH - 2)
