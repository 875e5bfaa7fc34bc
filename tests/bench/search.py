"""Lookups over a million invented filings and 50,000 bodies: ``python -m tests.bench.search [--dir DIR]``.

Prints p50 and p99 of each kind of query, first for a tenth of the archive and then for the whole, beside SQLite's
LIKE and FTS5's trigram index over the same titles. ``--dir`` keeps the archive: a second run measures at once.
``--postgres URL`` copies it there and measures it too.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from filings.archive.lookup import Archive, Filter
from filings.settings import Settings, load
from filings.store import copying, search, words
from filings.store.database import Database
from filings.store.queries import Narrowing
from tests.bench import archive
from tests.processes import FILINGS, environment, measure

RUNS = 300
DEEDS, THINGS, PLACES = archive.DEEDS, archive.THINGS, archive.PLACES
Asked = Callable[[random.Random], tuple[str, Narrowing]]
Took = tuple[float, float]


def code(chance: random.Random) -> tuple[str, ...]:
    return (f"{1000 + chance.randrange(3000):06d}",)


def days(chance: random.Random) -> tuple[date, date]:
    first = date(2016, 1, 1) + timedelta(days=chance.randrange(3400))
    return first, first + timedelta(days=180)


def of_company(chance: random.Random) -> tuple[str, Narrowing]:
    since, until = days(chance)
    return chance.choice(DEEDS), Narrowing(codes=code(chance), since=since, until=until, limit=50)


def plain(make: Callable[[random.Random], str]) -> Asked:
    return lambda chance: (make(chance), Narrowing(limit=50))


def decided(chance: random.Random, **narrow: object) -> tuple[str, Narrowing]:
    return chance.choice(DEEDS), Narrowing.model_validate({"limit": 50, **narrow})


QUERIES: dict[str, Asked] = {
    "1 character": plain(lambda c: c.choice(c.choice(THINGS))),
    "2 characters": plain(lambda c: c.choice(DEEDS)),
    "4 characters": plain(lambda c: c.choice(DEEDS) + c.choice(PLACES)),
    "a rare phrase": plain(lambda c: f'"{c.choice(DEEDS)}{c.choice(PLACES)}{c.choice(THINGS)}"'),
    "two words": plain(lambda c: f"{c.choice(DEEDS)} {c.choice(PLACES)}"),
    "OR": plain(lambda c: f"{c.choice(PLACES)} ({c.choice(DEEDS)} OR {c.choice(DEEDS)})"),
    "NOT": plain(lambda c: f"{c.choice(DEEDS)} NOT {c.choice(THINGS)}"),
    "Latin and Chinese": plain(lambda c: c.choice(("PPP项目", "EPC总承包", "终止望鹭PPP", "2019年年度"))),
    "only in bodies": plain(lambda c: f"{c.choice(PLACES)}人民政府签订了{c.choice(THINGS)}"),
    "nowhere": plain(lambda c: c.choice(PLACES) + c.choice(PLACES)),
    "code and half a year": of_company,
    "act": lambda c: decided(c, act="termination"),
    "severity": lambda c: decided(c, severity=3),
    "act and severity": lambda c: decided(c, act="disposal", severity=4),
    "region": lambda c: decided(c, places=(c.randint(1, len(PLACES)),)),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--filings", type=int, default=1_000_000)
    parser.add_argument("--bodies", type=int, default=50_000)
    parser.add_argument("--dir", type=Path)
    parser.add_argument("--postgres", metavar="URL")
    given = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = given.dir or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for share in (10, 1):
            count, bodies = given.filings // share, given.bodies // share
            home = folder / f"home{count}"
            report(built(home, count, bodies), f"SQLite, {count:,} filings, {bodies:,} bodies")
            others(home / "filings.db")
        whole_processes(home)
        if given.postgres:
            with contextlib.closing(copied(home, given.postgres)) as database:
                measured(database, f"PostgreSQL, {count:,} filings, {bodies:,} bodies", None)


def built(home: Path, count: int, bodies: int) -> Path:
    """A home with that many filings and bodies, tidied as ``filings db vacuum`` leaves it."""
    home.mkdir(parents=True, exist_ok=True)
    database = archive.opened(home)
    if archive.fill(database, count, bodies, home.name):
        with database.read() as tx:
            indexes = words.indexes(tx)
        database.tidy(indexes)
    database.close()
    return home


def report(home: Path, title: str) -> None:
    database = archive.opened(home)
    measured(database, title, load(home))
    database.close()
    size = sum(path.stat().st_size for path in home.glob("filings.db*"))
    print(f"the file has {size / 1e6:,.0f} MB\n")


def measured(database: Database, title: str, settings: Settings | None) -> None:
    print(f"\n{title}: milliseconds, wall (and CPU, which a busy machine leaves alone)")
    print(f"{'query':<22}{'found':>6}{'ids p50':>16}{'p99':>16}{'with snippets p50':>20}{'p99':>16}")
    for name, asked in QUERIES.items():
        ids = timed(database, asked, search.ids)
        full = timed(database, asked, search.find, runs=RUNS // 3)
        print(f"{name:<22}{statistics.median(ids[1]):>6.0f}{numbers(ids[0])}{'':>4}{numbers(full[0])}")
    if settings is not None:
        with Archive.open(settings) as lookups:
            chance = random.Random(3)
            took = [once(lambda: lookups.search(chance.choice(DEEDS), Filter())) for _ in range(RUNS // 3)]
        print(f"{'whole records':<22}{50:>6}{'':>36}{numbers(took)}")


def timed(
    database: Database, asked: Asked, find: Callable[..., Sequence[object]], runs: int = RUNS
) -> tuple[list[Took], list[int]]:
    """What many questions of one kind took and found."""
    chance = random.Random(7)
    took, found = [], []
    for _ in range(runs):
        wanted, narrow = asked(chance)
        with database.read() as tx:
            took.append(once(lambda: found.append(len(find(tx, wanted, narrow)))))  # noqa: B023 - called at once
    return took, found


def once(call: Callable[[], object]) -> Took:
    """Milliseconds of wall and CPU."""
    wall, cpu = time.perf_counter(), time.thread_time()
    call()
    return (time.perf_counter() - wall) * 1e3, (time.thread_time() - cpu) * 1e3


def numbers(took: Sequence[Took]) -> str:
    wall, cpu = ([one[which] for one in took] for which in (0, 1))
    median = f"{statistics.median(wall):.2f} ({statistics.median(cpu):.2f})"
    last = [statistics.quantiles(values, n=100)[98] for values in (wall, cpu)]
    return f"{median:>16}{f'{last[0]:.2f} ({last[1]:.2f})':>16}"


def others(file: Path) -> None:
    """The same titles by LIKE and by FTS5's trigram tokenizer, which finds no word of two characters."""
    trigram = file.with_name("trigram.db")
    with contextlib.closing(sqlite3.connect(trigram)) as db:
        db.execute("ATTACH ? AS archive", (str(file),))
        if not db.execute("SELECT 1 FROM sqlite_master").fetchone():
            db.execute("CREATE VIRTUAL TABLE titles USING fts5(title, content='', tokenize='trigram')")
            db.execute("INSERT INTO titles(rowid, title) SELECT id, title FROM archive.filings ORDER BY id")
            db.commit()
        print(f"{'titles only':<28}{'found':>6}{'ids p50':>16}{'p99':>16}")
        like = (
            "SELECT id FROM archive.filings WHERE title LIKE '%' || ? || '%' ORDER BY published DESC, id DESC LIMIT 50"
        )
        match = "SELECT rowid FROM titles WHERE titles MATCH ? ORDER BY rowid DESC LIMIT 50"
        for name in ("2 characters", "4 characters", "a rare phrase", "nowhere"):
            wanted = [QUERIES[name](random.Random(n))[0].strip('"') for n in range(RUNS // 10)]
            compared(db, f"LIKE: {name}", like, wanted)
            compared(db, f"trigram: {name}", match, [f'"{word}"' for word in wanted])


def compared(db: sqlite3.Connection, name: str, sql: str, wanted: list[str]) -> None:
    found: list[int] = []
    took = [once(lambda: found.append(len(db.execute(sql, (word,)).fetchall()))) for word in wanted]  # noqa: B023
    print(f"{name:<28}{statistics.median(found):>6.0f}{numbers(took)}")


def whole_processes(home: Path) -> None:
    env = environment(FILINGS_HOME=str(home))
    print(f"\n{'a whole process':<24}{'wall s':>9}{'cpu s':>9}{'peak MB':>9}")
    for arguments in (["search", "终止"], ["search", "终止", "--code", "001080"], ["show", "1200000040"], ["events"]):
        took = [measure([*FILINGS, *arguments], env) for _ in range(7)]
        wall, cpu, peak = (statistics.median(getattr(one, name) for one in took) for name in ("wall", "cpu", "peak"))
        print(f"{' '.join(arguments):<24}{wall:>9.2f}{cpu:>9.2f}{peak:>9.0f}")


def shown(what: str, done: int, total: int) -> None:
    print(f"\r{what} {done:,} of {total:,}   ", end="" if done < total else "\n", file=sys.stderr)


def copied(home: Path, url: str) -> Database:
    """The archive on PostgreSQL."""
    target = Database.open(url, create=True)
    with contextlib.closing(archive.opened(home)) as source:
        copying.copy(source, target, progress=shown)
    return target


if __name__ == "__main__":
    main()
