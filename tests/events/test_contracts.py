"""The real contract notices (measured where the material is): awards stay quiet, the ended ones are found."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from filings.events import detect
from filings.model.event import FLAGGED

BENCH = Path(__file__).parent.parent / "bench" / "accuracy.py"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("accuracy_bench", BENCH)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["accuracy_bench"] = module
    spec.loader.exec_module(module)
    return module


def test_the_notices_that_end_a_contract_are_flagged_as_terminations(bench: ModuleType, measure_data: Path) -> None:
    ended = {
        name: detect(announcement, document)
        for name, announcement, document in bench.notices(measure_data / "contracts", only=frozenset(bench.ENDED))
    }
    assert {name: event.disposition for name, event in ended.items()} == dict.fromkeys(bench.ENDED, "flag")
    assert all("termination" in event.acts for event in ended.values())


@pytest.mark.slow
def test_hardly_an_award_is_flagged_and_every_quote_stands_at_its_place(bench: ModuleType, measure_data: Path) -> None:
    flagged, count = set(), 0
    for name, announcement, document in bench.notices(measure_data / "contracts"):
        event = detect(announcement, document, facts_always=True)
        assert all(document.holds(quote) for quote in event.quotes()), name
        count += 1
        if event.disposition in FLAGGED:
            flagged.add(name)
    wrong = flagged - set(bench.ENDED) - bench.READ_AND_RIGHT
    assert len(wrong) <= 0.003 * count, wrong
