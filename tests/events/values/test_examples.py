"""Every notation of the tables in examples/ is read as the table says, with its exact words.

One line of examples/<reader>.tsv: a text, a tab, and what the reader finds in it (nothing, if nothing).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from filings.model.text import normalise
from tests.events.values.rendering import READERS, readings

TABLES = sorted((Path(__file__).parent / "examples").glob("*.tsv"))
LINES = [(path.stem, *line.partition("\t")[::2]) for path in TABLES for line in path.read_text("utf-8").splitlines()]


def test_every_reader_has_a_table_and_there_are_many_examples() -> None:
    assert {path.stem for path in TABLES} == set(READERS) - {"credit_codes"}
    assert len(LINES) >= 200


@pytest.mark.parametrize(("reader", "text", "found"), LINES)
def test_a_text_is_read_as_its_table_says(reader: str, text: str, found: str) -> None:
    assert readings(reader, normalise(text)) == found


@pytest.mark.parametrize(("reader", "text", "found"), LINES)
def test_a_reading_does_not_depend_on_the_clause_before_it(reader: str, text: str, found: str) -> None:
    before = "前文已经结束。"
    assert readings(reader, before + normalise(text)) == found
