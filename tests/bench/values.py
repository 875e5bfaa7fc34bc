"""Recall of the value readers on real contract notices: ``python tests/bench/values.py [--misses N]``.

Uses the labelled notices of FILINGS_MEASURE_DATA (see tests/conftest.py); prints one line per kind of value.
"""

from __future__ import annotations

import argparse
import csv
import html
import os
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from filings.events.values.money import find_money
from filings.events.values.names import find_authorities, find_companies, find_definitions
from filings.events.values.titles import find_contracts, find_projects
from filings.model.text import normalise

DATA = Path(os.environ.get("FILINGS_MEASURE_DATA", Path(__file__).parents[3] / "shared" / "data"))
NOTES = DATA / "contracts"
TAG = re.compile(r"<[^>]+>")


class Notice(NamedTuple):
    text: str
    labels: list[dict[str, str]]


class Score(NamedTuple):
    """Labels found exactly, nearly, and present in the text at all.

    Near: a found name holds the label or more than half of it; an amount whose label was written in 万 or 亿
    without its unit (5.8 for 5.8亿), as 200 labels are, or was rounded.
    """

    exact: int
    near: int
    present: int
    labelled: int
    found: int


def key(text: str) -> str:
    """As the labels are written: NFKC, lower case, without spaces and quotes."""
    return re.sub(r"[\s\"'《》]", "", normalise(text)).lower()


def notices() -> Iterator[Notice]:
    by_id: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (NOTES / "labels.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            by_id[row["id"]].append(row)
    for number, labels in sorted(by_id.items()):
        raw = (NOTES / "html" / f"{number}.html").read_text("utf-8")
        yield Notice(normalise(html.unescape(TAG.sub("", raw))), labels)


def names(text: str) -> set[str]:
    found = [each.value for each in (*find_companies(text), *find_authorities(text))]
    for definition in find_definitions(text):
        found += [definition.value.full, *definition.value.aliases]
    return set(map(key, found))


def projects(text: str) -> set[str]:
    return {key(each.value) for each in find_projects(text)}


def contracts(text: str) -> set[str]:
    return {key(each.value) for each in find_contracts(text)}


READERS = {"party_a": names, "party_b": names, "project": projects, "contract": contracts}


def amounts(text: str) -> set[Decimal]:
    found = [each.value for each in find_money(text)]
    return {money.amount for money in found} | {money.amount_max for money in found if money.amount_max}


def measure(kind: str, all_notices: list[Notice], misses: list[str]) -> Score:
    exact = near = present = labelled = total = 0
    for notice in all_notices:
        found = READERS[kind](notice.text)
        total += len(found)
        whole = key(notice.text)
        for wanted in {key(label[kind]).rstrip("。") for label in notice.labels if label[kind]}:
            labelled += 1
            present += wanted in whole
            if wanted in found:
                exact += 1
            elif any(wanted in each or (each in wanted and 2 * len(each) > len(wanted)) for each in found):
                near += 1
            if wanted not in found and wanted in whole:
                place = whole.find(wanted)
                before, after = whole[max(0, place - 16) : place], whole[place + len(wanted) :][:8]
                misses.append(f"{kind}: {before} [{wanted}] {after}")
    return Score(exact, near, present, labelled, total)


def measure_amounts(all_notices: list[Notice], misses: list[str]) -> Score:
    exact = near = labelled = total = 0
    for notice in all_notices:
        found = amounts(notice.text)
        total += len(found)
        for label in notice.labels:
            for field in ("amount_max", "amount_min"):
                try:
                    wanted = Decimal(label[field])
                except InvalidOperation:
                    continue
                labelled += 1
                exact += wanted in found
                scaled = {wanted * 10**4, wanted * 10**8}
                alike = any(abs(each - wanted) < 1 or each in scaled for each in found)
                near += wanted not in found and alike
                if wanted not in found and not alike:
                    misses.append(f"amount: {label['id']} {wanted}")
    return Score(exact, near, labelled, labelled, total)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", type=int, default=0, help="print so many misses of each kind")
    wanted = parser.parse_args().misses
    all_notices = list(notices())
    characters = sum(len(notice.text) for notice in all_notices)
    print(f"{len(all_notices)} notices, {characters:,} characters")
    print(f"{'kind':<10}{'labels':>8}{'in text':>9}{'exact':>8}{'near':>7}{'of text':>9}{'found':>9}{'seconds':>9}")
    for kind in ("amount", *READERS):
        misses: list[str] = []
        begun = time.perf_counter()
        score = measure_amounts(all_notices, misses) if kind == "amount" else measure(kind, all_notices, misses)
        took = time.perf_counter() - begun
        share = (score.exact + score.near) / max(1, score.present)
        print(
            f"{kind:<10}{score.labelled:>8}{score.present:>9}{score.exact:>8}{score.near:>7}{share:>9.1%}"
            f"{score.found:>9}{took:>9.1f}"
        )
        for miss in misses[:: max(1, len(misses) // wanted)] if wanted else []:
            print("   ", miss)


if __name__ == "__main__":
    main()
