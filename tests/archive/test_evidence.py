"""Every claim with its words; read again by the second engine; exported so that anybody can check it."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from filings.archive import evidence, evidence_files, local
from filings.archive.lookup import Archive
from filings.cli.main import exit_code_of
from filings.demo import story
from filings.model import Event, Fact, Money, Page, Quality, Quote
from filings.settings import Settings, load
from filings.store.events import StoredEvent

FIVE = "9990000102-1"
NOWHERE = "9999-1"


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A rehearsal's home, with the settings under which its commands run."""
    home = tmp_path_factory.mktemp("evidence") / "home"
    story.rehearse(load(home), lambda _line: None, pause=0)
    return load(home)


@pytest.fixture
def home(rehearsed: Settings, tmp_path: Path) -> Path:
    """A copy that a test may damage."""
    return Path(shutil.copytree(rehearsed.home, tmp_path / "home"))


def stored(settings: Settings) -> tuple[StoredEvent, Any, Any]:
    with Archive.open(settings) as archive:
        found, filing = archive.event(FIVE)
        return found, filing, archive.context_of(filing)


def verified(settings: Settings, change: Callable[[Event], Event]) -> evidence.Verification:
    """What --verify finds of the stored event after a change to it."""
    found, filing, _ = stored(settings)
    planted = found.model_copy(update={"event": change(found.event)})
    with local.reader(settings) as pool:
        return evidence.verify(planted, filing, settings, pool)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    code = exit_code_of([*arguments, "-o", "jsonl"])
    said = capsys.readouterr()
    return code, [json.loads(line) for line in said.out.splitlines()], said.err


def test_every_claim_is_listed_with_its_words(rehearsed: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    code, records, _ = run(capsys, "--home", str(rehearsed.home), "evidence", FIVE)
    assert code == 0
    kinds = {record["where"].split()[0] for record in records}
    assert {"trigger", "leg", "fact", "item", "party", "rule"} <= kinds
    assert all(record["problems"] is None for record in records)
    found, _, _ = stored(rehearsed)
    listed = {(quote["page"], quote["start"], quote["end"]) for record in records for quote in record["quotes"]}
    assert {(quote.page, quote.start, quote.end) for quote in found.event.quotes()} <= listed


def test_what_the_second_engine_reads_agrees(rehearsed: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    code, records, said = run(capsys, "--home", str(rehearsed.home), "evidence", FIVE, "--verify")
    assert code == 0, said
    assert "pdfplumber" in said
    assert all(record["problems"] == [] for record in records)
    assert all(quote["verified"] for record in records for quote in record["quotes"])


def test_a_quote_that_stands_elsewhere_a_wrong_value_and_a_wrong_word_are_found(rehearsed: Settings) -> None:
    def moved(event: Event) -> Event:
        assert event.trigger is not None
        boxes = tuple((x0, top + 60, x1, bottom + 60) for x0, top, x1, bottom in event.trigger.boxes)
        return event.model_copy(update={"trigger": event.trigger.model_copy(update={"boxes": boxes})})

    def reworded(event: Event) -> Event:
        assert event.trigger is not None
        words = event.trigger.text
        other = event.trigger.model_copy(update={"text": "未" + words[1:]})
        return event.model_copy(update={"trigger": other})

    def ten_times(event: Event) -> Event:
        facts = tuple(map(_ten_times, event.facts))
        assert facts != event.facts
        return event.model_copy(update={"facts": facts})

    for change, kind in ((moved, "words"), (reworded, "words"), (ten_times, "value")):
        found = verified(rehearsed, change)
        assert kind in {fault.kind for fault in found.faults}, change
    assert verified(rehearsed, lambda event: event).faults == ()


def _ten_times(fact: Fact) -> Fact:
    if not isinstance(fact.value, Money):
        return fact
    return fact.model_copy(update={"value": fact.value.model_copy(update={"amount": fact.value.amount * 10})})


def test_a_changed_or_lost_pdf_fails_the_check(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found, _, context = stored(load(home))
    (pdf,) = (home / "vault").rglob(f"{context.sha256}.pdf")
    pdf.write_bytes(pdf.read_bytes().replace(b"/Producer", b"/Producex"))
    code, _, said = run(capsys, "--home", str(home), "evidence", found.event.event_id, "--verify")
    assert code == 3
    assert "do not match its name" in said
    pdf.unlink()
    code, _, said = run(capsys, "--home", str(home), "evidence", FIVE, "--verify")
    assert (code, "lost" in said) == (3, True)


def test_an_unknown_event_is_not_found(rehearsed: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    code, records, said = run(capsys, "--home", str(rehearsed.home), "evidence", NOWHERE)
    assert (code, records) == (1, [])
    assert "filings events" in said


def test_an_exported_folder_holds_what_anybody_can_check(
    rehearsed: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "case"
    code, _, _ = run(capsys, "--home", str(rehearsed.home), "evidence", FIVE, "--export", str(target))
    assert code == 0
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=target, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    listed = {line.split("  ", 1)[1] for line in (target / "SHA256SUMS").read_text("utf-8").splitlines()}
    assert listed == {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()} - {"SHA256SUMS"}
    found, _, context = stored(rehearsed)
    assert hashlib.sha256((target / "document.pdf").read_bytes()).hexdigest() == context.sha256
    said = json.loads((target / "facts.json").read_text("utf-8"))
    assert said["notice"].startswith("INVENTED")
    assert len(said["claims"]) == len(list(evidence.claims(found)))
    page = (target / "index.html").read_text("utf-8")
    assert "<script" not in page
    assert "INVENTED" in page
    pictures = sorted(path.name for path in (target / "pictures").iterdir())
    assert pictures[0] == "page-0001.png"
    assert any(name.startswith("quote-001-page-") for name in pictures)


def test_every_picture_of_a_rehearsal_is_stamped_and_marks_the_words(rehearsed: Settings) -> None:
    found, _, context = stored(rehearsed)
    with local.reader(rehearsed) as pool:
        gathered = evidence_files.gather(found, context, rehearsed, pool, now=rehearsed.clock()())
    quotes = [quote for quote in found.event.quotes() if quote.boxes]
    assert set(gathered.crops) >= set(quotes)
    for png in (*gathered.pages.values(), *gathered.crops.values()):
        picture = Image.open(io.BytesIO(png)).convert("RGB")
        strip = picture.crop((0, 0, picture.width, 20)).tobytes()
        assert any(r > 120 and g < 100 for r, g in zip(strip[0::3], strip[1::3], strict=True)), "the stamp is missing"
        body = picture.tobytes()
        assert any(
            r > 200 and g > 180 and b < 140 for r, g, b in zip(body[0::3], body[1::3], body[2::3], strict=True)
        ), "no mark"


def test_archives_are_the_same_for_the_same_evidence_and_the_pdf_shows_the_pages(rehearsed: Settings) -> None:
    found, _, context = stored(rehearsed)
    now = rehearsed.clock()()
    with local.reader(rehearsed) as pool:
        gathered = evidence_files.gather(found, context, rehearsed, pool, now=now)
        files = evidence_files.files_of(gathered, evidence.records(found), now=now)
        data = evidence_files.as_zip(files)
        assert data == evidence_files.as_zip(dict(reversed(files.items())))
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {name: archive.read(name) for name in archive.namelist()} == files
        shown = evidence_files.as_pdf(gathered)
        assert shown == evidence_files.as_pdf(gathered)
    path = rehearsed.home / "shown.pdf"
    path.write_bytes(shown)
    with local.reader(
        rehearsed.model_copy(update={"reader": rehearsed.reader.model_copy(update={"ocr": False})})
    ) as pool:
        document = local.read_file(pool, path)
    assert "INVENTED" in document.pages[0].text
    assert [page.origin for page in document.pages][-len(gathered.pages) :] == ["none"] * len(gathered.pages)


def test_a_folder_with_something_in_it_is_left_alone(
    rehearsed: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    code, _, said = run(capsys, "--home", str(rehearsed.home), "evidence", FIVE, "--export", str(tmp_path))
    assert (code, "not an empty folder" in said) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def page_saying(text: str, *, step: float = 10) -> Page:
    """One line of text, each character ten points wide."""
    boxes = memoryview(bytearray(16 * len(text))).cast("f")
    for index in range(len(text)):
        for side, value in enumerate((step * index, 50, step * index + 10, 60)):
            boxes[4 * index + side] = value
    return Page(
        number=1,
        width=600,
        height=800,
        text=text,
        origin="embedded",
        char_boxes=bytes(boxes),
        quality=Quality(characters=9),
    )


def quoted(text: str, x0: float, x1: float) -> Quote:
    return Quote(document="0" * 64, page=1, start=0, end=len(text), text=text, boxes=((x0, 49, x1, 61),))


def test_a_digit_beside_the_quote_in_its_boxes_is_not_forgiven() -> None:
    page = page_saying("共计15亿元整")
    assert evidence.words_inside(page, quoted("15亿元", 20, 60)) == "15亿元"
    assert evidence.words_inside(page, quoted("5亿元", 20, 60)) == "15亿元"
    assert evidence.words_inside(page, quoted("15亿元", 20, 50)) == "15亿"


def test_a_character_drawn_twice_counts_once() -> None:
    page = page_saying("终终止止", step=0.2)
    assert evidence.words_inside(page, quoted("终止", 0, 12)) == "终止"
