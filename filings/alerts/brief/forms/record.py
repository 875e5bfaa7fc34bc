"""The sheet as plain JSON values: every text in both languages."""

from __future__ import annotations

from typing import Any

from filings.alerts.brief.said import Said
from filings.alerts.brief.sheet import Entry, Grid, Sheet, Words


def record(sheet: Sheet) -> dict[str, Any]:
    """Keys are always present, ``null`` where there is nothing to say; a text is ``{"en", "zh"}``."""
    return {
        "schema": 1,
        "subject": _said(sheet.subject),
        "notice": sheet.notice,
        "banner": None if sheet.banner is None else _said(sheet.banner),
        "headline": _said(sheet.headline),
        "lead": [_said(one) for one in sheet.lead],
        "sections": [
            {"title": _said(section.title), "blocks": [_block(block) for block in section.blocks]}
            for section in sheet.sections
        ],
        "text": None if sheet.plain is None else _said(sheet.plain),
        "url": sheet.url,
    }


def _said(said: Said) -> dict[str, str]:
    return {"en": said.en, "zh": said.zh}


def _block(block: Entry | Grid) -> dict[str, Any]:
    if isinstance(block, Entry):
        return {
            "type": "statement",
            "label": _said(block.label),
            "lines": [_said(line) for line in block.lines],
            "quotes": [_words(words) for words in block.words],
            "quotes_left_out": block.more,
        }
    return {
        "type": "table",
        "label": _said(block.label),
        "columns": [_said(column) for column in block.columns],
        "rows": [
            {"cells": [_said(cell) for cell in row.cells], "quotes": [_words(words) for words in row.words]}
            for row in block.rows
        ],
        "rows_left_out": block.more,
    }


def _words(words: Words) -> dict[str, Any]:
    return {
        "page": words.page,
        "start": words.start,
        "end": words.end,
        "text": words.text,
        "origin": "ocr" if words.ocr else "embedded",
    }
