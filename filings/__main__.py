"""``python -m filings``."""

from filings.cli.main import run

run()
