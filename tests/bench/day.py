"""A day through the whole monitor: ``python -m tests.bench.day``.

Serves rows on loopback from a process of its own and lets ``filings watch --once`` take them, twice: the second
round must change nothing. Three tables: a real day (all Shenzhen rows of 2026-08-11 of titles/stream.csv with the
real PDFs attached in turn) with fetch = "opened", the same with fetch = "all", and 500 invented rows whose PDFs are
not opened. The real rows are found through FILINGS_MEASURE_DATA and skipped where they are missing.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import tempfile
from collections import Counter
from pathlib import Path

from tests.processes import FILINGS, Monitor, exchange, measure

DAY = "2026-08-11"
NOW = f"{DAY}T23:30+08:00"
DATA = Path(os.environ.get("FILINGS_MEASURE_DATA", Path(__file__).parents[3] / "shared" / "data"))
ROUTINE = ("关于召开第{n}次临时股东会的通知", "第三届董事会第{n}次会议决议公告", "2026年半年度报告（第{n}版）")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--day", default=DAY)
    day = parser.parse_args().day
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        stream = DATA / "titles" / "stream.csv"
        if stream.is_file():
            rows = of_day(stream, day, place / "day.csv")
            for fetch in ("opened", "all"):
                report(f'real day {day}, fetch = "{fetch}"', rows, DATA / "pdf", day, place / fetch, fetch)
        else:
            print(f"skipped the real day: {stream} is missing (FILINGS_MEASURE_DATA names its folder)")
        report("500 invented rows, none opened", invented(place / "invented.csv"), None, DAY, place / "invented")


def of_day(stream: Path, day: str, target: Path) -> Path:
    """The Shenzhen rows of one nominal day."""
    with stream.open(encoding="utf-8-sig", newline="") as source, target.open("w", encoding="utf-8", newline="") as out:
        reader = csv.DictReader(source)
        writer = csv.DictWriter(out, fieldnames=list(reader.fieldnames or ()))
        writer.writeheader()
        writer.writerows(r for r in reader if r["published"].startswith(day) and re.match("00|30", r["code"]))
    return target


def invented(target: Path) -> Path:
    """500 routine titles of invented companies."""
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["id", "code", "name", "published", "title", "path"])
        for n in range(500):
            title = ROUTINE[n % len(ROUTINE)].format(n=n)
            path = f"finalpage/{DAY}/{1300000000 + n}.PDF"
            writer.writerow([1300000000 + n, f"00{9000 + n % 90}", "演示水务", f"{DAY} 00:00:00", title, path])
    return target


def report(name: str, rows: Path, pdfs: Path | None, day: str, home: Path, fetch: str = "opened") -> None:
    """One table: two rounds, what they stored, what they took."""
    attached = ["--documents", str(pdfs)] if pdfs else []
    with exchange("--rows", str(rows), *attached, FILINGS_NOW=NOW) as monitor:
        env = monitor.environment(home, {"FILINGS_MONITOR__FETCH": fetch})
        arguments = [*FILINGS, "watch", "--once", "--since", day, "--until", day]
        first = measure(arguments, env)
        before = stored(monitor, home)
        second = measure(arguments, env)
        after = stored(monitor, home)
        parked = Counter(failure["error"].partition(":")[0] for failure in monitor.records("failures", home=home))
    with rows.open(encoding="utf-8") as source:
        truth = [row["id"] for row in csv.DictReader(source)]
    states = Counter(record["state"] for record in before.values())
    print(f"\n{name}")
    print(f"  rows served {len(truth)}, stored {len(before)}, each exactly once: {sorted(before) == sorted(truth)}")
    print(f"  states {dict(states)}; parked {dict(parked)}")
    print(
        f"  first round  {first.wall:6.1f} s wall, {first.cpu:6.1f} s cpu, peak {first.peak:.0f} MB, exit {first.code}"
    )
    print(f"  second round {second.wall:6.1f} s wall, exit {second.code}, changed nothing: {before == after}")


def stored(monitor: Monitor, home: Path) -> dict[str, dict[str, object]]:
    """Every stored filing record by its id."""
    return {str(record["source_id"]): record for record in monitor.records("list", "--limit", "99999", home=home)}


if __name__ == "__main__":
    main()
