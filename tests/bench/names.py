"""Measures names, lists and regions: ``python tests/bench/names.py``.

Prints recall and precision over tests/watchlists/pairs.jsonl (the rules were made with these pairs in sight, so
the figures are optimistic), the time and memory of a list of 100,000 entries, and every place found in the
titles of FILINGS_MEASURE_DATA.
"""

from __future__ import annotations

import csv
import json
import os
import random
import resource
import statistics
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from filings.model import Announcement, Company, Event, Part, Party, normalise
from filings.watchlists.load import load
from filings.watchlists.model import WatchLists
from filings.watchlists.screen import screen

ROOT = Path(__file__).parent.parent.parent
SHIPPED = ROOT / "config" / "watchlists"
SYLLABLES = "guang hua da xin tai fu long jin hong sheng wei kang mei yuan tong shun".split()  # noqa: SIM905 - read as a text
ENTRIES = 100_000


def pairs(lists: WatchLists) -> None:
    """A pair counts as found if it is asserted or a possible match; weak is background."""
    rows = [json.loads(line) for line in (ROOT / "tests/watchlists/pairs.jsonl").read_text("utf-8").splitlines()]
    wanted = [row["because"] not in {None, "weak"} for row in rows]
    matches = [lists.parties.pair(row["list_name"], row["query_name"]) for row in rows]
    found = [match is not None and match.because != "weak" for match in matches]
    right = sum(a and b for a, b in zip(wanted, found, strict=True))
    print(f"pairs        {sum(wanted)} positive, {len(rows) - sum(wanted)} negative")
    print(f"             recall {right / sum(wanted):.3f}, precision {right / sum(found):.3f}")


def _large_list(folder: Path) -> None:
    chance = random.Random(1)
    (folder / "large.toml").write_text('name = "Large"\nkind = "restricted"\nfile = "large.csv"\n', "utf-8")
    with (folder / "large.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "alt_names", "start_date", "federal_register_notice", "license_policy"])
        for number in range(ENTRIES):
            latin = " ".join(word.title() for word in chance.choices(SYLLABLES, k=3))
            han = "".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(chance.randint(2, 4)))
            chinese = f"{chance.choice(['浙江', '北京', '新疆'])}{han}{chance.choice(['科技', '电子技术'])}有限公司"
            name = chinese if number % 3 == 0 else f"{latin} Technology Co., Ltd."
            writer.writerow([name, f"{latin} Trading" if number % 2 else "", "2020-01-01", "85 FR 1", "denial"])


def _event(parties: int) -> tuple[Event, Announcement]:
    named = tuple(
        Party(role="project_company", name=f"洛浦演示{number}电子科技有限公司", aliases=("项目公司", "演示"))
        for number in range(parties)
    )
    part = Part(part="base", points=3, why="a government project")
    event = Event(
        event_id="1-1", source="szse", source_id="1", disposition="flag", detector="bench",
        parties=named, materiality=3, materiality_parts=(part,),
    )  # fmt: skip
    now = datetime(2024, 12, 23, tzinfo=UTC)
    announcement = Announcement(
        source="szse", source_id="1", companies=(Company(ticker="002415.SZ", name="海康威视"),), title="公告",
        published=now, first_seen=now, document_path="",
    )  # fmt: skip
    return event, announcement


def speed() -> None:
    event, announcement = _event(parties=20)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _large_list(folder)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began, worked = time.perf_counter(), time.process_time()
        lists = load([SHIPPED, folder])
        took, cpu = time.perf_counter() - began, time.process_time() - worked
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"load         {ENTRIES:,} entries: {took:.2f} s ({cpu:.2f} s of CPU), {grown:.0f} MB")
    times = []
    for _ in range(200):
        began = time.perf_counter()
        screen(event, announcement, lists, today=date(2024, 12, 23))
        times.append(time.perf_counter() - began)
    print(f"screen       an event with 20 parties: median {statistics.median(times) * 1000:.2f} ms")


def regions(lists: WatchLists) -> None:
    path = Path(os.environ.get("FILINGS_MEASURE_DATA", ROOT.parent / "shared" / "data")) / "titles" / "stream.csv"
    if not path.is_file():
        print("regions      FILINGS_MEASURE_DATA names no folder of measuring material")
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        titles = [row["title"] for row in csv.DictReader(file)]
    began = time.perf_counter()
    found = [(title, place.region.label) for title in titles for place in lists.gazetteer.scan(normalise(title))]
    print(f"regions      {len(titles):,} titles in {time.perf_counter() - began:.2f} s, {len(found)} places:")
    for title, label in found:
        print(f"             {label}: {title}")


def main() -> None:
    shipped = load([SHIPPED])
    pairs(shipped)
    speed()
    regions(shipped)


if __name__ == "__main__":
    main()
