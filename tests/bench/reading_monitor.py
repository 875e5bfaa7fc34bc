"""What the monitor does with a day's files: ``python -m tests.bench.reading_monitor``.

95 of 100 files are short (the first 4 pages of each file in data/pdf), 5 are long (180 pages); ours reads tables
only where they may belong to our acts, plain pdfplumber reads text and tables of every page. Seconds are
computing time, both sides in this one process on the same pages.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from filings.documents.reading import read_pdf
from filings.documents.wire import Question
from filings.events.act_words import ACT_WORDS
from filings.model import Document
from tests.bench.reading import LIMITS, Block, blocks, data_folder, plumber_tables
from tests.bench.sides import compared

LONG, SHORT_TO_LONG = 180, 19


def day(folder: Path) -> list[Block]:
    """Short files and, one for 19 of them, long ones."""
    files = [block.path for block in blocks(folder, 1)]
    short = [block._replace(first=1, last=min(4, block.last)) for block in blocks(folder, 10_000)]
    longest = sorted(files, key=lambda path: path.stat().st_size)
    sized = {block.path: block.last for block in blocks(folder, 10_000)}
    long = [Block(path, 1, LONG) for path in longest if sized[path] >= LONG]
    number = max(1, len(short) // SHORT_TO_LONG)
    return [*short[: number * SHORT_TO_LONG], *long[len(long) // 2 :][:number]]


def ours(block: Block) -> Document:
    question = Question(
        path=str(block.path),
        sha256="0" * 64,
        pages=(block.first, block.last),
        tables="relevant",
        words=ACT_WORDS,
        max_pages=LIMITS.max_pages,
        cpu_seconds=LIMITS.cpu_seconds,
    )
    return read_pdf(block.path.read_bytes(), question)


def main() -> int:
    if not (folder := data_folder()).is_dir():
        print("FILINGS_MEASURE_DATA names no folder of measuring material", file=sys.stderr)
        return 2
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    sample = day(folder)
    pages = sum(len(block.numbers) for block in sample)
    with_tables = sum(bool(page.tables) for block in sample for page in ours(block).pages)
    mine, theirs = compared(((ours, 3), (plumber_tables, 1)), sample)
    each = 1000 / pages
    print(f"\nA day's files: {len(sample)} of {pages} pages, tables read on {with_tables}")
    print(f"ours {mine * each:.2f} ms a page, pdfplumber {theirs * each:.2f}: {theirs / mine:.1f}× (floor 15, aim 20)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
