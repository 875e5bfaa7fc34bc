"""Real processes for journeys and benches: the command line, the simulated exchange, and their figures."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILINGS = [sys.executable, "-m", "filings"]
_EXPORT = re.compile(r"export (\w+)=(.*)")


def environment(**extra: str) -> dict[str, str]:
    """The environment of a child: ours without any FILINGS_ setting, warnings as errors."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("FILINGS_")}
    return {**clean, "PYTHONWARNINGS": "error", "NO_COLOR": "1", **extra}


@dataclass(frozen=True)
class Monitor:
    """How to point the command line at a simulated exchange."""

    variables: Mapping[str, str]

    def environment(self, home: Path, settings: Mapping[str, str] | None = None) -> dict[str, str]:
        """The environment of a command that watches this exchange into a home."""
        return environment(**{**self.variables, "FILINGS_HOME": str(home), **(settings or {})})

    def run(
        self, *arguments: str, home: Path, settings: Mapping[str, str] | None = None, timeout: float = 60
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*FILINGS, *arguments],
            env=self.environment(home, settings),
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def start(self, *arguments: str, home: Path, settings: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*FILINGS, *arguments],
            env=self.environment(home, settings),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def records(self, *arguments: str, home: Path) -> list[dict[str, Any]]:
        done = self.run(*arguments, "-o", "jsonl", home=home)
        assert done.returncode in {0, 1}, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]


@contextmanager
def exchange(*arguments: str, **extra: str) -> Iterator[Monitor]:
    """A simulated exchange in a process of its own, until the block ends."""
    process = subprocess.Popen(
        [*FILINGS, "demo", "--serve", *arguments],
        env=environment(**extra),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield Monitor(_exports(process))
    finally:
        process.kill()
        process.communicate()


def _exports(process: subprocess.Popen[str]) -> dict[str, str]:
    """The variables that the exchange prints before it says that it serves."""
    assert process.stdout is not None
    found: dict[str, str] = {}
    for line in process.stdout:
        if line.startswith("# serving"):
            return found
        matched = _EXPORT.match(line)
        if matched:
            found[matched[1]] = matched[2].strip()
    message = f"the exchange did not start: {found}"
    raise AssertionError(message)


@dataclass(frozen=True)
class Figures:
    """What one finished process took: seconds of wall and CPU, its peak memory in MB."""

    wall: float
    cpu: float
    peak: float
    code: int


def measure(arguments: Sequence[str], env: Mapping[str, str], *, stderr: Path | None = None) -> Figures:
    """Run a process to its end and let the operating system say what it took (its waited-for children included)."""
    with (stderr or Path(os.devnull)).open("ab") as log:
        start = time.monotonic()
        process = subprocess.Popen(list(arguments), env=dict(env), stdout=subprocess.DEVNULL, stderr=log)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    kilo = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Figures(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / kilo, process.returncode)
