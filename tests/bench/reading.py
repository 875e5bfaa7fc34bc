"""How fast and how faithfully PDFs are read: ``python -m tests.bench.reading [--pages 5] [--only speed]``.

Both sides of every comparison run in this one process on the same pages: a block of pages from the middle of
each file in data/pdf. Seconds are computing time.
"""

from __future__ import annotations

import argparse
import ctypes
import logging
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pdfplumber
import pypdfium2.raw as c

from filings.documents.limits import ReaderLimits
from filings.documents.pool import ReaderPool
from filings.documents.reading import read_pdf
from filings.documents.wire import Question, TableChoice
from filings.errors import DocumentError
from filings.model import Box, Document, Page
from filings.model.text import NormalisedText, normalise
from tests.bench.sides import compared

LIMITS = ReaderLimits(
    memory_mb=1024, cpu_seconds=60, wall_seconds=180, max_pages=2000, max_bytes=125_829_120, workers=2
)


class Block(NamedTuple):
    """Some pages of a file, from 1, both ends included."""

    path: Path
    first: int
    last: int

    @property
    def numbers(self) -> range:
        return range(self.first, self.last + 1)


def data_folder() -> Path:
    return Path(os.environ.get("FILINGS_MEASURE_DATA", Path(__file__).parents[3] / "shared" / "data"))


def blocks(folder: Path, pages: int) -> list[Block]:
    found = []
    for path in sorted((folder / "pdf").glob("*.pdf")):
        if path.name.startswith("not-a-pdf"):
            continue
        with pdfplumber.open(path) as pdf:
            count = len(pdf.pages)
        first = max(1, (count - pages) // 2)
        found.append(Block(path, first, min(count, first + pages - 1)))
    return found


def ours(block: Block, tables: TableChoice) -> Document:
    question = Question(
        path=str(block.path),
        sha256="0" * 64,
        pages=(block.first, block.last),
        tables=tables,
        max_pages=LIMITS.max_pages,
        cpu_seconds=LIMITS.cpu_seconds,
    )
    return read_pdf(block.path.read_bytes(), question)


def text_and_map(block: Block) -> None:
    for page in ours(block, "none").pages:
        NormalisedText.of(page.text)


def with_tables(block: Block) -> Document:
    return ours(block, "all")


def bare_loop(block: Block) -> None:
    data = block.path.read_bytes()
    document = c.FPDF_LoadMemDocument64(data, len(data), None)
    reference = ctypes.byref(box := c.FS_RECTF())
    for number in block.numbers:
        page = c.FPDF_LoadPage(document, number - 1)
        text = c.FPDFText_LoadPage(page)
        characters = []
        for index in range(c.FPDFText_CountChars(text)):
            code = c.FPDFText_GetUnicode(text, index)
            c.FPDFText_GetLooseCharBox(text, index, reference)
            characters.append((code, box.left, box.top, box.right, box.bottom))
        c.FPDFText_ClosePage(text)
        c.FPDF_ClosePage(page)
    c.FPDF_CloseDocument(document)


def plumber_pages(block: Block) -> Iterator[Any]:
    with pdfplumber.open(block.path) as pdf:
        for number in block.numbers:
            page = pdf.pages[number - 1]
            yield page
            page.close()


def plumber_text(block: Block) -> None:
    for page in plumber_pages(block):
        page.extract_text()


def plumber_tables(block: Block) -> None:
    for page in plumber_pages(block):
        page.extract_text()
        page.extract_tables()


def speed(sample: list[Block]) -> None:
    pages = sum(len(block.numbers) for block in sample)
    works = ((text_and_map, 3), (bare_loop, 3), (with_tables, 3), (plumber_text, 1), (plumber_tables, 1))
    text, bare, tables, slow_text, slow_tables = compared(works, sample)
    print(f"\nSpeed, {pages} pages of {len(sample)} files")
    print(f"{'':44}{'ours ms/page':>14}{'theirs':>10}{'ratio':>8}{'floor':>7}{'aim':>6}")
    for what, mine, theirs, floor, aim in (
        ("text, boxes, map / pdfplumber text", text, slow_text, 15, 25),
        ("text, boxes, map / bare pypdfium2 loop", text, bare, 0.6, 0.9),
        ("text and all tables / pdfplumber the same", tables, slow_tables, 7, 12),
    ):
        each = 1000 / pages
        print(f"{what:44}{mine * each:>14.2f}{theirs * each:>10.2f}{theirs / mine:>8.2f}{floor:>7}{aim:>6}")


class Fidelity(NamedTuple):
    """What pdfplumber finds, how much of it we have, and the differences."""

    characters: Counter[str]
    cells: Counter[str]
    differences: list[str]


def fidelity(sample: list[Block]) -> None:
    seen = Fidelity(Counter(), Counter(), [])
    for block in sample:
        document = ours(block, "all")
        for number, theirs in zip(block.numbers, plumber_pages(block), strict=True):
            _compare_characters(document.page(number), theirs, seen, block)
            _compare_cells(document.page(number), theirs, seen, block)
    print("\nFidelity to pdfplumber")
    for what, counts, floor in (("characters", seen.characters, 99.9), ("table cells", seen.cells, 99.5)):
        share = 100 * counts["same"] / max(1, counts["all"])
        print(f"{what:14}{counts['all']:>9} of theirs{counts['same']:>9} the same{share:>9.3f} %   floor {floor}")
    print("\n".join(seen.differences[:40]))


def _compare_characters(page: Page, theirs: Any, seen: Fidelity, block: Block) -> None:
    wanted = Counter(_mapped("".join(char["text"] for char in theirs.chars)))
    missing = wanted - Counter(_mapped(page.text))
    seen.characters["all"] += wanted.total()
    seen.characters["same"] += wanted.total() - missing.total()
    if missing:
        seen.differences.append(f"  {block.path.name} page {page.number}: missing {''.join(missing.elements())[:60]!r}")


def _mapped(text: str) -> str:
    symbols = str.maketrans({"\uf052": "☑", "\uf0a3": "□", "\uf06c": "●", "\0": "\ufffd"})
    return normalise(text.translate(symbols))


def _compare_cells(page: Page, theirs: Any, seen: Fidelity, block: Block) -> None:
    """A cell is the same where some cell of ours has its four sides, to a point, and its characters."""
    have: dict[str, list[Box]] = {}
    for cell in (cell for table in page.tables for row in table.rows for cell in row if cell is not None):
        have.setdefault(_sorted(cell.text), []).append(cell.box)
    for table in theirs.find_tables():
        for row, words in zip(table.rows, table.extract(), strict=True):
            for box, text in zip(row.cells, words, strict=True):
                if box is None:
                    continue
                candidates = have.get(_sorted(text), ())
                same = any(max(abs(a - b) for a, b in zip(box, mine, strict=True)) <= 1 for mine in candidates)
                seen.cells["all"] += 1
                seen.cells["same"] += same
                if not same:
                    place = ", ".join(f"{side:.0f}" for side in box)
                    seen.differences.append(f"  {block.path.name} page {page.number}: cell ({place}) {text!r}")


def _sorted(text: str) -> str:
    return "".join(sorted(_mapped(text)))


def round_trip(sample: list[Block], *, spans: int) -> None:
    """Quotes of random spans, read again by pdfplumber from inside their boxes alone."""
    chosen = random.Random(4)
    counts: Counter[str] = Counter()
    differences = []
    for block in sample:
        document = ours(block, "none")
        for number, theirs in zip(block.numbers, plumber_pages(block), strict=True):
            for _ in range(spans):
                wanted, found = _again(document, number, theirs, chosen)
                counts["all"] += bool(wanted)
                counts["same"] += bool(wanted) and wanted == found
                if wanted != found:
                    differences.append(f"  {block.path.name} page {number}: {wanted!r} read again as {found!r}")
    share = 100 * counts["same"] / counts["all"]
    print(f"\nRound trip: {counts['same']} of {counts['all']} quotes read again from their boxes, {share:.2f} %")
    print("\n".join(differences[:15]))


def _again(document: Document, number: int, theirs: Any, chosen: random.Random) -> tuple[str, str]:
    text = document.page(number).text
    if len(text) < 60:
        return "", ""
    start = chosen.randrange(len(text) - 40)
    quote = document.quote(number, start, start + chosen.randint(4, 40))
    inside = [char for char in theirs.chars if any(_within(char, box) for box in quote.boxes)]
    return _sorted(quote.text), _sorted("".join(char["text"] for char in inside))


def _within(char: dict[str, Any], box: Box) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def pool(folder: Path, *, files: int) -> None:
    """Good files through the pool, and the same with a hostile one after every tenth."""
    good = [path for path in sorted((folder / "pdf").glob("*.pdf")) if path.stat().st_size < 600_000]
    good = [path for path in good if not path.name.startswith("not-a-pdf")]
    queue = [good[index % len(good)] for index in range(files)]
    hostile = [folder / "hostile" / name for name in ("enc_user.pdf", "zip.pdf", "trunc50.pdf", "mediabox_nan.pdf")]
    print(f"\nPool, {files} files in one thread, first 4 pages of each, one process")
    with ReaderPool(LIMITS.model_copy(update={"workers": 1})) as reader:
        _read(reader, queue[0])
        alone = _elapsed(lambda: [ours(Block(path, 1, 4), "triggered") for path in queue])
        clean = _elapsed(lambda: _mixed(reader, queue, []))
        mixed = _elapsed(lambda: _mixed(reader, queue, hostile))
    print(f"  in this process {alone:.2f} s · through the pool {clean:.2f} s · with hostile files {mixed:.2f} s")
    print(f"  throughput with hostile files: {100 * clean / mixed:.0f} % of a clean run (floor 70 %)")


def _mixed(reader: ReaderPool, queue: list[Path], hostile: list[Path]) -> None:
    for index, path in enumerate(queue, start=1):
        _read(reader, path)
        if hostile and index % 10 == 0:
            _read(reader, hostile[index // 10 % len(hostile)])


def _read(reader: ReaderPool, path: Path) -> None:
    try:
        reader.read(path, sha256="0" * 64, pages=(1, 4))
    except DocumentError:
        if path.parent.name == "pdf":
            raise


def _elapsed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=5, help="pages of each file")
    parser.add_argument("--only", choices=("speed", "fidelity", "round-trip", "pool"))
    chosen = parser.parse_args()
    if not (folder := data_folder()).is_dir():
        print("FILINGS_MEASURE_DATA names no folder of measuring material", file=sys.stderr)
        return 2
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    sample = blocks(folder, chosen.pages)
    parts: dict[str, Callable[[], None]] = {
        "speed": lambda: speed(sample),
        "fidelity": lambda: fidelity(sample),
        "round-trip": lambda: round_trip(sample, spans=60),
        "pool": lambda: pool(folder, files=200),
    }
    for name, part in parts.items():
        if chosen.only in {None, name}:
            part()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
