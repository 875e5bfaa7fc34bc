"""Logs as JSON lines on stderr, one object per event."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

_LEVELS = ("error", "warning", "info", "debug")


class JsonLines(logging.Formatter):
    """One record as one line: time (UTC), level, logger, message, traceback if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def configure(level: str, *, louder: int) -> None:
    """Log our own events from ``level`` on, one level lower for each ``-v``; libraries only warnings."""
    place = min(_LEVELS.index(level) + louder, len(_LEVELS) - 1)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("filings").setLevel(_LEVELS[place].upper())
