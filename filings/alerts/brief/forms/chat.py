"""Short messages for chats: no columns, nothing that a chat takes for a command, cut where one thing ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filings.alerts.brief.forms.text import left_out, paragraph, rows_left_out
from filings.alerts.brief.sheet import Entry, Grid, Lang, Sheet, Words, by_page, in_, mark

_CALLS = re.compile(r"@(?=everyone|here|all|channel|所有人|全体)", re.IGNORECASE)
_ROOM = 12
"""Bytes kept free for the mark ``(12/34)`` of a message in several pieces."""


def tamed(text: str) -> str:
    """Text without what chats read as tags or as a call to everybody: ``<at …>``, ``<!channel>``, ``@all``."""
    return _CALLS.sub("＠", text.replace("<", "＜").replace(">", "＞"))


def pieces(sheet: Sheet, lang: Lang, limit: int) -> tuple[str, ...]:
    """The brief in messages of at most ``limit`` bytes of UTF-8 each, cut between statements and rows.

    Only a single statement that is longer than a message is cut inside.
    """
    blocks = [tamed(block) for block in _blocks(sheet, lang) if block]
    whole = "\n\n".join(blocks)
    if _size(whole) <= limit:
        return (whole,)
    packed = _packed([part for block in blocks for part in _cut(block, limit - _ROOM)], limit - _ROOM)
    return tuple(f"{text}\n({number}/{len(packed)})" for number, text in enumerate(packed, start=1))


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def _packed(blocks: list[str], limit: int) -> list[str]:
    messages: list[str] = []
    for block in blocks:
        together = f"{messages[-1]}\n\n{block}" if messages else block
        if messages and _size(together) <= limit:
            messages[-1] = together
        else:
            messages.append(block)
    return messages


def _cut(block: str, limit: int) -> list[str]:
    """A block that fits, or its parts, cut between characters."""
    parts = [""]
    size = 0
    if _size(block) <= limit:
        return [block]
    for character in block:
        width = _size(character)
        if size + width > limit:
            parts.append("")
            size = 0
        parts[-1] += character
        size += width
    return parts


def _blocks(sheet: Sheet, lang: Lang) -> Iterator[str]:
    head = [sheet.notice] if sheet.notice else []
    head += [in_(sheet.banner, lang)] if sheet.banner is not None else []
    head.append(in_(sheet.headline, lang))
    yield "\n".join(head)
    story = [paragraph(sheet, lang)] if sheet.lead else []
    story += [sheet.url] if sheet.url else []
    if story:
        yield "\n".join(story)
    for section in sheet.sections:
        for block in section.blocks:
            yield from (_entry(block, lang),) if isinstance(block, Entry) else _rows(block, lang)
    if sheet.plain is not None:
        yield in_(sheet.plain, lang)


def _entry(entry: Entry, lang: Lang) -> str:
    first, *rest = [in_(line, lang) for line in entry.lines] or [""]
    lines = [f"{in_(entry.label, lang)}{_colon(lang)}{first}", *rest, *_words(entry.words, lang)]
    return "\n".join([*lines, left_out(entry.more, lang)] if entry.more else lines)


def _rows(table: Grid, lang: Lang) -> Iterator[str]:
    for row in table.rows:
        number, name, *rest = (in_(cell, lang) for cell in row.cells)
        columns = [in_(column, lang) for column in table.columns[2:]]
        facts = [f"{column}{_colon(lang)}{cell}" for column, cell in zip(columns, rest, strict=True) if cell]
        yield "\n".join([f"{number}. {name}", *facts, *_words(row.words, lang)])
    if table.more:
        yield rows_left_out(table.more, lang)


def _colon(lang: Lang) -> str:
    return "：" if lang == "zh" else ": "


def _words(words: tuple[Words, ...], lang: Lang) -> Iterator[str]:
    for page, ocr, each in by_page(words):
        yield f"[{mark(page, lang, ocr=ocr)}] {' · '.join(f'“{one.text}”' for one in each)}"
