"""Accuracy and speed of the title triage on the labelled titles: ``python tests/bench/triage.py [DATA]``.

DATA (default: FILINGS_MEASURE_DATA, else ../shared/data) holds titles/labelled.csv and titles/stream.csv.
"""

from __future__ import annotations

import csv
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Final

from filings.events.triage import triage
from filings.model import Triage

ACTS: Final = {"T": {"termination"}, "D": {"disposal"}, "TD": {"termination", "disposal"}, "L": {"liquidation"}}
ACTS.update({"C": {"called_off"}, "B": {"debt"}, "W": {"writeoff"}})
CORE: Final = ("T", "TD", "D", "L", "C")
Rows = list[tuple[dict[str, str], Triage]]


def decide(path: Path) -> tuple[Rows, float]:
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    started = time.perf_counter()
    decided = [(row, triage(row["title"], name=row["name"])) for row in rows]
    return decided, (time.perf_counter() - started) / len(rows) * 1e6


def labels_table(decided: Rows) -> None:
    print(
        "| label | stratum | n | opened | acts as labelled | acts missed | acts false |\n|---|---|---|---|---|---|---|"
    )
    groups = sorted({(row["label"], row["stratum"]) for row, _ in decided})
    for label, stratum in groups:
        found = [f for row, f in decided if (row["label"], row["stratum"]) == (label, stratum)]
        expected = ACTS.get(label, set())
        right = sum(set(f.acts) == expected for f in found)
        missed = sum(len(expected - set(f.acts)) for f in found)
        false = sum(len(set(f.acts) - expected) for f in found)
        opened = sum(f.decision == "open" for f in found)
        print(f"| {label} | {stratum} | {len(found)} | {opened} | {right} | {missed} | {false} |")


def summary(decided: Rows) -> None:
    core = [(ACTS[row["label"]], set(f.acts)) for row, f in decided if row["label"] in CORE]
    missed = sum(len(expected - found) for expected, found in core)
    false = sum(len(found - expected) for expected, found in core)
    print(f"core (T TD D L C): n {len(core)}, acts missed {missed}, acts false {false}")
    for stratum in ("random", "trigger"):
        none = [f for row, f in decided if (row["label"], row["stratum"]) == ("N", stratum)]
        opened, asserting = sum(f.decision == "open" for f in none), sum(bool(f.acts) for f in none)
        share = opened / max(1, len(none))
        print(f"N {stratum}: n {len(none)}, opened {opened} ({share:.1%}), asserting an act {asserting}")


def differences(decided: Rows) -> None:
    for row, found in decided:
        must_open = row["label"] in {*ACTS, "U"}
        if set(found.acts) != ACTS.get(row["label"], set()) or (must_open and found.decision != "open"):
            print(f"  {row['label']} -> {found.decision} {list(found.acts)} {found.rule}: id {row['id']}")


def stream(decided: Rows, cost: float) -> None:
    shenzhen = [(row, f) for row, f in decided if row["code"][:2] in {"00", "30"}]
    days = len({row["published"][:10] for row, _ in shenzhen})
    opened = sum(f.decision == "open" for _, f in shenzhen)
    acts = Counter(act for _, f in shenzhen for act in f.acts)
    print(f"stream: {len(decided)} titles, {cost:.0f} µs each; SZSE {len(shenzhen)} on {days} days, opened {opened}")
    print(f"  {opened / len(shenzhen):.1%} opened, {opened / days:.0f} a day; acts {dict(acts.most_common())}")


def main() -> None:
    default = os.environ.get("FILINGS_MEASURE_DATA", str(Path(__file__).parents[3] / "shared" / "data"))
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else default) / "titles"
    decided, cost = decide(folder / "labelled.csv")
    labels_table(decided)
    summary(decided)
    print(f"{cost:.0f} µs a title; different from the label:")
    differences(decided)
    stream(*decide(folder / "stream.csv"))


if __name__ == "__main__":
    main()
