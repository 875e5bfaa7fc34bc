"""How fast the store takes filings: ``python -m tests.bench.store [--filings N] [--postgres URL]``.

Invented rows, made before the clock starts. Bulk as history is stored (portions of 5,000 and pages of 30), one filing
in a transaction, one durable write, and a writer beside two readers; on SQLite and on PostgreSQL (one of its own in a
temporary folder where no URL is given).
"""

from __future__ import annotations

import argparse
import contextlib
import random
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from filings.store import bulk, meta, search
from filings.store.database import Database
from filings.store.queries import Narrowing
from tests import postgres
from tests.bench import archive


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--filings", type=int, default=100_000)
    parser.add_argument("--postgres", metavar="URL")
    given = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = given.postgres or stack.enter_context(postgres.server())
        urls = {
            "SQLite": f"sqlite:///{folder}/filings.db",
            "PostgreSQL": stack.enter_context(postgres.database(server)),
        }
        print(f"{given.filings:,} filings{'':<24}{'wall /s':>12}{'cpu /s':>12}")
        for name, url in urls.items():
            with contextlib.closing(Database.open(url, create=True)) as database:
                measured(name, database, given.filings)


def measured(name: str, database: Database, count: int) -> None:
    rows = [archive.filing(n, count * 2) for n in range(count + 12_000)]

    def in_portions(first: int, last: int, size: int) -> Callable[[], int]:
        def run() -> int:
            for at in range(first, last, size):
                with database.write() as tx:
                    bulk.see_many(tx, rows[at : min(at + size, last)], channel="listedNotice_disc")
            return last - first

        return run

    def durable() -> int:
        for n in range(300):
            with database.write(durable=True) as tx:
                meta.remember(tx, "bench", str(n))
        return 300

    rate(f"{name}: in portions of 5,000", in_portions(0, count, 5000))
    rate(f"{name}: pages of 30", in_portions(count, count + 6000, 30))
    rate(f"{name}: one by one", in_portions(count + 6000, count + 7000, 1))
    rate(f"{name}: the same again (known)", in_portions(count, count + 1500, 30))
    rate(f"{name}: durable writes", durable)
    beside_readers(name, database, in_portions(count + 7000, count + 12_000, 500))


def rate(name: str, run: Callable[[], int]) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    done = run()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{name:<40}{done / wall:>12,.0f}{done / cpu:>12,.0f}")


def beside_readers(name: str, database: Database, write: Callable[[], int]) -> None:
    """One writer and two threads that search; searches are counted while it writes."""
    stop, found = threading.Event(), []

    def look() -> None:
        chance = random.Random(1)
        while not stop.is_set():
            with database.read() as tx:
                found.append(len(search.ids(tx, chance.choice(archive.DEEDS), Narrowing())))

    readers = [threading.Thread(target=look) for _ in range(2)]
    for reader in readers:
        reader.start()
    start = time.perf_counter()
    try:
        rate(f"{name}: beside two readers", write)
    finally:
        took = time.perf_counter() - start
        stop.set()
        for reader in readers:
            reader.join()
    print(f"{name + ': searches meanwhile':<40}{len(found) / took:>12,.0f}")


if __name__ == "__main__":
    main()
