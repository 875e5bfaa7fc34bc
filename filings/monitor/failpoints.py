"""Named moments at which a rehearsal may kill the process (``FILINGS_FAILPOINT=fetch:before-commit``).

The tests use them to show that a crash anywhere repeats at most one step. Without the setting they do nothing.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable

from filings.errors import ConfigError

Failpoint = Callable[[str], None]

NAMES = (
    "list:before-commit",
    "list:after-commit",
    "fetch:before-vault",
    "fetch:before-commit",
    "fetch:after-commit",
    "read:before-commit",
    "read:after-commit",
    "detect:before-commit",
    "detect:after-commit",
    "screen:before-commit",
    "screen:after-commit",
    "alert:before-commit",
    "alert:after-commit",
    "deliver:before-send",
    "deliver:after-send",
    "deliver:after-commit",
)


def failpoint(setting: str) -> Failpoint:
    """The function that the steps call; raises ConfigError for a name that does not exist."""
    if not setting:
        return _nothing
    if setting not in NAMES:
        raise ConfigError(f"there is no fail-point {setting!r}", key="failpoint", hint=f"one of {', '.join(NAMES)}")

    def reached(name: str) -> None:
        if name == setting:
            print(f"fail-point {name}: killed", file=sys.stderr, flush=True)  # noqa: T201 - the last words
            os.kill(os.getpid(), signal.SIGKILL)

    return reached


def _nothing(name: str) -> None:
    del name
