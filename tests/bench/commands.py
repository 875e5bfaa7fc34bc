"""How long whole commands take: ``python -m tests.bench.commands``. Medians, beside an empty Python.

A demo home is made first; nothing but loopback is asked.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from tests.processes import FILINGS, Figures, environment, measure

RUNS = 7


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        env = environment(FILINGS_HOME=str(home))
        first = measure([*FILINGS, "demo", "--fast", "--keep", str(home)], env)
        print(f"{'command':<28} {'wall s':>8} {'cpu s':>8} {'peak MB':>8}   limit")
        row("python -c pass", [measure([sys.executable, "-c", "pass"], env) for _ in range(RUNS)], "")
        row("filings --help", runs(["--help"], env), "0.25 s")
        row("filings show 1222090001", runs(["show", newest(home)], env), "0.6 s")
        row("filings search 终止", runs(["search", "终止"], env), "0.6 s")
        row("filings events", runs(["events"], env), "")
        row("filings demo --fast", [first, *runs(["demo", "--fast"], env, 2)], "15 s")


def newest(home: Path) -> str:
    """The id of a stored filing."""
    from filings.archive.lookup import Archive, Filter  # noqa: PLC0415 - only this row needs it
    from filings.settings import load  # noqa: PLC0415 - the same

    with Archive.open(load(home)) as archive:
        found: str = archive.events(Filter(limit=1))[0]["source_id"]
    return found


def runs(arguments: list[str], env: dict[str, str], count: int = RUNS) -> list[Figures]:
    done = [measure([*FILINGS, *arguments], env) for _ in range(count)]
    assert all(one.code == 0 for one in done), arguments
    return done


def row(name: str, found: list[Figures], limit: str) -> None:
    median = [statistics.median(getattr(one, field) for one in found) for field in ("wall", "cpu", "peak")]
    print(f"{name:<28} {median[0]:>8.3f} {median[1]:>8.3f} {median[2]:>8.1f}   {limit}")


if __name__ == "__main__":
    main()
