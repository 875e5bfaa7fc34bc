"""Are names found as exact quotes: ``python -m tests.bench.reading_labels [--every 5] [--misses]``.

The notices of data/contracts are set as PDFs (layout ours: A4, a header and page numbers, lines broken where the
page ends), read, and each labelled party and project is looked for in the search text. Found means: a verified
quote with boxes says the name, after the comparison that the labels ask for.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from filings.documents.reading import read_pdf
from filings.documents.wire import Question
from filings.model import Document, normalise
from tests.authoring.layout import break_lines
from tests.bench.accuracy import notices, plain
from tests.bench.reading import data_folder

FACE, SIZE, LEADING = "STSong-Light", 12.0, 20.0
WIDE, HIGH, LEFT, TOP, BOTTOM = 595.0, 842.0, 90.0, 760.0, 80.0


def typeset(text: str, head: str) -> bytes:
    """The lines of a notice as paragraphs."""
    written = io.BytesIO()
    canvas = Canvas(written, (WIDE, HIGH), invariant=1)
    number, y = 0, 0.0
    for paragraph in text.split("\n"):
        measure = partial(pdfmetrics.stringWidth, fontName=FACE, fontSize=SIZE)
        for line in break_lines(paragraph, WIDE - 2 * LEFT, measure, indent=2 * SIZE):
            if y - LEADING < BOTTOM:
                if number:
                    canvas.showPage()
                number, y = number + 1, TOP
                canvas.setFont(FACE, 9)
                canvas.drawRightString(WIDE - LEFT, HIGH - 45, head)
                canvas.drawCentredString(WIDE / 2, 40, str(number))
                canvas.setFont(FACE, SIZE)
            y -= LEADING
            canvas.drawString(LEFT, y, line)
    canvas.save()
    return written.getvalue()


def read(data: bytes) -> Document:
    return read_pdf(data, Question(path="", sha256="0" * 64, tables="none", max_pages=500, cpu_seconds=60))


def folded(text: str) -> str:
    """As labels are compared, dashes and quotation marks unified as in the search text."""
    return plain(normalise(text))


def wanted(folder: Path) -> dict[str, set[str]]:
    """The labelled parties and projects by notice; members of consortia are left out, many stand in no notice."""
    found: dict[str, set[str]] = {}
    with (folder / "labels.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            told = {folded(row[name]) for name in ("party_a", "party_b", "project")}
            found.setdefault(row["id"], set()).update(told - {""})
    return found


def quoted(document: Document, name: str) -> bool:
    """Whether a quote of the document says the name."""
    searched = document.search
    kept = [(folded(one), index) for index, one in enumerate(searched.text)]
    text = "".join(one for one, _ in kept)
    places = [index for one, index in kept for _ in one]
    start = text.find(name)
    if start < 0:
        return False
    quotes = searched.quotes(places[start], places[start + len(name) - 1] + 1)
    said = folded("".join(quote.text for quote in quotes))
    return said == name and all(quote.boxes and document.holds(quote) for quote in quotes)


def names(folder: Path, *, every: int) -> Iterator[tuple[str, str, bool, bool]]:
    """For each label: notice, name, whether the notice's text has it, whether a quote of its PDF says it."""
    labelled = wanted(folder)
    for index, (notice, announcement, source) in enumerate(notices(folder)):
        if index % every or notice not in labelled:
            continue
        text = source.pages[0].text
        document = read(typeset(text, announcement.title[:24]))
        whole = folded(text)
        for name in sorted(labelled[notice]):
            yield notice, name, name in whole, quoted(document, name)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=5, help="take each so-manieth notice")
    parser.add_argument("--misses", action="store_true", help="name the labels that were not found")
    chosen = parser.parse_args()
    folder = data_folder() / "contracts"
    if not folder.is_dir():
        print("FILINGS_MEASURE_DATA names no folder of measuring material", file=sys.stderr)
        return 2
    pdfmetrics.registerFont(UnicodeCIDFont(FACE))
    counts: Counter[str] = Counter()
    for notice, name, there, found in names(folder, every=chosen.every):
        counts.update(all=1, there=there, found=found, both=there and found)
        if chosen.misses and not found:
            print(f"  {notice}: {name!r}{'' if there else ' (not in the text either)'}")
    share = 100 * counts["found"] / counts["all"]
    print(f"\n{counts['all']} labelled names, {counts['found']} found as exact quotes: {share:.2f} % (floor 95 %)")
    print(f"{counts['there']} of them stand in the notice's text; {counts['both']} of those are found")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
