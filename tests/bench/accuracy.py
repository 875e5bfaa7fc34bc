"""How right the detectors are on the labelled contract notices: false flags, the real terminations, fields, time.

Run: python tests/bench/accuracy.py [FOLDER] [--misses]   (FOLDER holds contracts/; default FILINGS_MEASURE_DATA)
"""

from __future__ import annotations

import csv
import os
import re
import sys
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser
from pathlib import Path

from filings.events import DETECTOR, detect
from filings.model import Announcement, Document, Event, Money, Text
from filings.model.event import FLAGGED

_BLOCKS = frozenset({"div", "p", "table"})
_NAME = re.compile(r"(?:证券|股票)简称[::]\s*(\S{2,10}?)(?:\s|公告|股票|证券|编号|$)")


class _Text(HTMLParser):
    """One line per content block, a table row as one line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.title = ""
        self._line: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in _BLOCKS or tag == "tr":
            self._flush()
        if tag == "div" and found.get("title"):
            if found.get("type") == "pdf":
                self.title = found["title"] or ""
            else:
                self.lines.append(found["title"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS or tag == "tr":
            self._flush()
        elif tag == "td":
            self._line.append(" ")

    def handle_data(self, data: str) -> None:
        self._line.append(" ".join(data.split()))

    def _flush(self) -> None:
        line = " ".join(piece for piece in self._line if piece).strip()
        if line:
            self.lines.append(line)
        self._line = []


@dataclass
class Labels:
    """What the contest labelled in one notice, normalised."""

    projects: set[str] = field(default_factory=set)
    their_side: set[str] = field(default_factory=set)
    our_side: set[str] = field(default_factory=set)
    amounts: set[Decimal] = field(default_factory=set)


def plain(text: str) -> str:
    """NFKC, lower case, without spaces and quotes: how labels are compared."""
    folded = re.sub("[—–－]+", "-", unicodedata.normalize("NFKC", text).lower())
    return re.sub(r"[\s\"'“”‘’《》<>「」]|-(?=-)", "", folded)


def labels(folder: Path) -> dict[str, Labels]:
    """The labels by id of the notice."""
    found: dict[str, Labels] = {}
    with (folder / "labels.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            of = found.setdefault(row["id"], Labels())
            if row["project"]:
                of.projects.add(plain(row["project"]))
            of.their_side |= {plain(row["party_a"])} if row["party_a"] else set()
            of.our_side |= {plain(party) for party in (row["party_b"], *re.split(r"[、,]", row["consortium"])) if party}
            of.amounts |= {
                amount for name in ("amount_max", "amount_min") if (amount := _amount(row[name])) is not None
            }
    return found


def _ten_digits(amount: Decimal) -> Decimal:
    """The labels went through a float of ten digits: 272,279,468.15 is labelled 272279468.2."""
    return Decimal(f"{amount:.10g}").normalize()


def _amount(text: str) -> Decimal | None:
    try:
        return _ten_digits(Decimal(text)) if text else None
    except InvalidOperation:
        return None


def notices(folder: Path, *, only: frozenset[str] = frozenset()) -> Iterator[tuple[str, Announcement, Document]]:
    """Every notice as announcement and document, by id."""
    for path in sorted((folder / "html").glob("*.html")):
        if only and path.stem not in only:
            continue
        parser = _Text()
        parser.feed(path.read_text("utf-8", errors="replace"))
        text = "\n".join(parser.lines)
        name = _NAME.search(text[:300])
        instant = datetime(2018, 1, 1, tzinfo=UTC)
        announcement = Announcement.model_validate(
            {
                "source": "bench",
                "source_id": path.stem,
                "companies": [{"ticker": "", "name": name[1] if name else ""}],
                "title": parser.title,
                "published": instant,
                "first_seen": instant,
                "document_path": "",
            }
        )
        yield path.stem, announcement, Document.from_text(text)


ENDED = ("1287896", "18854761", "314843", "667689")
"""Real terminations by their titles."""
READ_AND_RIGHT = frozenset({"15993231", "335849", "1464279", "1502907", "1504002", "870399", "16175852"})
"""Flagged and right, as reading showed: an entrustment ended, assets, ships sold, land given up, claims settled."""


@dataclass
class Tally:
    """Matches of one field as sets per notice."""

    right: int = 0
    said: int = 0
    labelled: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, name: str, got: set[object], wanted: set[object]) -> None:
        """Count a notice whose field is labelled."""
        if wanted:
            hit = len(got & wanted)
            self.right += hit
            self.said += len(got)
            self.labelled += len(wanted)
            if hit < len(wanted) or len(got) > hit:
                self.missed.append(f"{name}\n    said   {sorted(map(str, got))}\n    wanted {sorted(map(str, wanted))}")

    def line(self, name: str) -> str:
        """Precision, recall and F1."""
        precision, recall = self.right / max(1, self.said), self.right / max(1, self.labelled)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"{name:9} n {self.labelled:5}   precision {precision:.3f}   recall {recall:.3f}   F1 {f1:.3f}"


_OURS = frozenset({"issuer", "subsidiary", "project_company"})


def fields(event: Event, known: Labels) -> tuple[set[object], set[object], set[object]]:
    """Projects, parties and amounts that an event says, normalised like the labels.

    A side of the contract that nobody labelled in a notice (half of them name only one) is not counted in it.
    """
    projects = {plain(f.value.text) for f in event.facts if f.name == "project_name" and isinstance(f.value, Text)}
    parties = {
        plain(party.name) for party in event.parties if (known.our_side if party.role in _OURS else known.their_side)
    }
    amounts: set[object] = set()
    for fact in event.facts:
        if fact.name == "amount" and isinstance(fact.value, Money):
            amounts |= {_ten_digits(a) for a in (fact.value.amount, fact.value.amount_max) if a is not None}
    return set(projects), set(parties), amounts


def main() -> None:
    """Print the table."""
    default = Path(__file__).parent.parent.parent.parent / "shared" / "data"
    given = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    folder = Path(given[0] if given else os.environ.get("FILINGS_MEASURE_DATA", default)) / "contracts"
    wanted = labels(folder)
    tallies = {"project": Tally(), "parties": Tally(), "amounts": Tally()}
    flagged: dict[str, Event] = {}
    took: list[float] = []
    characters = 0
    for name, announcement, document in notices(folder):
        start = time.process_time()
        event = detect(announcement, document)
        took.append(time.process_time() - start)
        characters += len(document.search.text)
        if event.disposition in FLAGGED:
            flagged[name] = event
        full = detect(announcement, document, facts_always=True)
        unproven = [quote for quote in full.quotes() if not document.holds(quote)]
        assert not unproven, (name, unproven[0])
        known: Labels = wanted.get(name, Labels())
        projects, parties, amounts = fields(full, known)
        tallies["project"].add(name, projects, set(known.projects))
        tallies["parties"].add(name, parties, known.our_side | known.their_side)
        tallies["amounts"].add(name, amounts, set(known.amounts))
    wrong = sorted(set(flagged) - set(ENDED) - READ_AND_RIGHT)
    print(f"{DETECTOR}: {len(took)} real contract notices, {characters // len(took)} characters on average")
    print(f"wrongly flagged: {len(wrong)} ({len(wrong) / len(took):.2%}) {wrong}")
    for name in ENDED:
        found = flagged.get(name)
        legs = [] if found is None else [f"{leg.act}/{leg.object}" for leg in found.legs]
        print(f"  ended {name}: {'not flagged' if found is None else found.disposition} {legs}")
    for name, tally in tallies.items():
        print(tally.line(name))
    print(f"time per filing: mean {1000 * sum(took) / len(took):.1f} ms CPU, worst {1000 * max(took):.0f} ms")
    if "--misses" in sys.argv:
        for name, tally in tallies.items():
            print(f"\n{name}\n" + "\n".join(tally.missed[:60]))


if __name__ == "__main__":
    main()
