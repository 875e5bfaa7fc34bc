"""Measures names and regions: ``python tests/bench/names.py``.

Prints recall and precision over the authored pairs of tests/watchlists/benchmark beside rapidfuzz's token set on
pinyin and Jaro-Winkler on squashed pinyin at the same precision, and every place found in the titles of
FILINGS_MEASURE_DATA. ``tuning`` was in sight while the matcher was made; ``held_out`` and ``blind`` were written
before they were first run, then their misses were read too: their first figures stand in FIRST_LOOK.
"""

from __future__ import annotations

import csv
import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from filings.archive.lists import compared
from filings.model import normalise
from filings.watchlists.load import load
from filings.watchlists.model import WatchLists

ROOT = Path(__file__).parent.parent.parent
SHIPPED = ROOT / "config" / "watchlists"
BENCHMARK = ROOT / "tests" / "watchlists" / "benchmark"
HALVES = ("tuning", "held_out", "blind")
FIRST_LOOK = {"held_out": (0.912, 0.961), "blind": (0.772, 0.978)}
"""Recall and precision when a file was run for the first time."""
PRECISION = 0.99
Row = dict[str, str | bool]


def rows_of(half: str) -> list[Row]:
    return [json.loads(line) for line in (BENCHMARK / f"{half}.jsonl").read_text("utf-8").splitlines()]


def ours(lists: WatchLists, rows: Sequence[Row]) -> tuple[float, float, int]:
    """Recall, precision and how many strangers were asserted; a possible match counts as found, weak does not."""
    said = [compared(lists, lists.issuers, str(row["list_name"]), str(row["query_name"])) for row in rows]
    found = [row["same"] is True for row, one in zip(rows, said, strict=True) if one["because"] not in {None, "weak"}]
    wrong = sum(bool(answer["asserted"]) and not row["same"] for row, answer in zip(rows, said, strict=True))
    return sum(found) / sum(row["same"] is True for row in rows), sum(found) / len(found), wrong


def pinyin(name: object) -> str:
    return " ".join(lazy_pinyin(str(name))).casefold()


def token_set(row: Row) -> float:
    return fuzz.token_set_ratio(pinyin(row["list_name"]), pinyin(row["query_name"])) / 100


def jaro_winkler(row: Row) -> float:
    left, right = (pinyin(row[key]).replace(" ", "") for key in ("list_name", "query_name"))
    return JaroWinkler.similarity(left, right)


def best(score: Callable[[Row], float], rows: Sequence[Row]) -> tuple[float, float, float]:
    """The cut with the highest recall at the wanted precision: recall, precision, cut (chosen on the pairs)."""
    scored = sorted(((score(row), bool(row["same"])) for row in rows), reverse=True)
    positive = sum(same for _, same in scored)
    chosen, right = (0.0, 1.0, 1.0), 0
    for number, (value, same) in enumerate(scored, start=1):
        right += same
        ends = number == len(scored) or scored[number][0] < value
        if ends and right / number >= PRECISION and right / positive >= chosen[0]:
            chosen = (right / positive, right / number, value)
    return chosen


def pairs(lists: WatchLists) -> None:
    every = {half: rows_of(half) for half in HALVES}
    every["all"] = [row for rows in every.values() for row in rows]
    for half, rows in every.items():
        positive = sum(row["same"] is True for row in rows)
        recall, precision, wrong = ours(lists, rows)
        print(f"{half:12} {positive} positive, {len(rows) - positive} negative")
        print(f"             ours          recall {recall:.3f}  precision {precision:.3f}  strangers asserted {wrong}")
        if half in FIRST_LOOK:
            print("             at first look recall {:.3f}  precision {:.3f}".format(*FIRST_LOOK[half]))
        for name, score in (("token set", token_set), ("Jaro-Winkler", jaro_winkler)):
            found = best(score, rows)
            print(f"             {name:13} recall {found[0]:.3f}  precision {found[1]:.3f}  (best cut {found[2]:.2f})")


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
    regions(shipped)


if __name__ == "__main__":
    main()
