"""The vault in a folder and on a remote place, and which of its PDFs may go."""

from __future__ import annotations

import contextlib
import hashlib
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import fsspec
import pytest

from filings.errors import StoreError
from filings.model import Alert, Announcement, Brief, Disposition, Event, Triage
from filings.store import filings, outbox, progress, retention, schema
from filings.store.config import VaultSettings
from filings.store.database import Database, Transaction
from filings.store.progress import At
from filings.store.remote import Remote
from filings.store.retention import Evicted
from filings.store.vault import Vault


@pytest.fixture(params=["folder", "memory", "local"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty vault: a folder, a store of whole objects, a remote file system."""
    name = uuid.uuid4().hex
    if request.param == "folder":
        yield str(tmp_path / name)
    elif request.param == "local":
        yield f"local://{tmp_path}/{name}"
    else:
        yield f"memory://{name}/vault"
        with contextlib.suppress(FileNotFoundError):
            fsspec.filesystem("memory").rm(f"/{name}", recursive=True)


@pytest.fixture
def vault(place: str, tmp_path: Path) -> Vault:
    return Vault.at(place, copies=tmp_path / "copies")


def stored_at(place: str) -> dict[str, str]:
    """Every file of a vault by its name, with its path for fsspec."""
    files, root = fsspec.core.url_to_fs(place)
    return {Path(path).name: path for path in files.find(root)}


def damage(place: str, sha256: str, data: bytes) -> None:
    files, _ = fsspec.core.url_to_fs(place)
    files.pipe_file(stored_at(place)[f"{sha256}.pdf"], data)


def test_bytes_are_kept_once_under_their_hash_and_read_back(vault: Vault, place: str) -> None:
    sha256 = vault.put(b"%PDF-1")
    assert vault.put(b"%PDF-1") == sha256 == hashlib.sha256(b"%PDF-1").hexdigest()
    assert vault.get(sha256) == b"%PDF-1"
    assert vault.path(sha256).read_bytes() == b"%PDF-1"
    assert set(stored_at(place)) == {f"{sha256}.pdf"}


def test_damage_is_noticed(vault: Vault, place: str) -> None:
    sha256 = vault.put(b"%PDF-1")
    damage(place, sha256, b"%PDF-2")
    with pytest.raises(StoreError, match="damaged"):
        vault.get(sha256)


def test_a_file_cut_short_is_written_again(vault: Vault, place: str) -> None:
    sha256 = vault.put(b"%PDF-1")
    damage(place, sha256, b"%PD")
    vault.put(b"%PDF-1")
    assert vault.get(sha256) == b"%PDF-1"


def test_what_is_not_there_is_said_to_be_lost(vault: Vault) -> None:
    with pytest.raises(StoreError, match="lost") as caught:
        vault.get("ab" * 32)
    assert "fetch it again" in (caught.value.hint or "")


def test_what_is_removed_is_gone_and_may_be_removed_twice(vault: Vault, place: str) -> None:
    sha256 = vault.put(b"%PDF-1")
    vault.path(sha256)
    vault.remove(sha256)
    vault.remove(sha256)
    assert stored_at(place) == {}
    with pytest.raises(StoreError, match="lost"):
        vault.get(sha256)


def test_local_copies_of_a_remote_vault_keep_within_their_limit(tmp_path: Path) -> None:
    url = f"memory://{uuid.uuid4().hex}"
    vault = Vault(Remote(url, copies=tmp_path / "copies", copies_mb=1))
    names = [vault.put(bytes([n]) * 400_000) for n in range(4)]
    for sha256 in names:
        assert vault.path(sha256).stat().st_size == 400_000
    assert len(list((tmp_path / "copies").rglob("*.pdf"))) == 2
    assert vault.path(names[0]).read_bytes() == bytes(400_000)


def test_a_place_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened") as caught:
        Vault.at("nowhere://bucket", copies=tmp_path)
    assert "pip install" in (caught.value.hint or "")


class Shelf:
    """A vault with filings of each disposition, fetched a day apart, the oldest first."""

    def __init__(self, tx: Transaction, vault: Vault, announcement: Announcement, triage: Triage) -> None:
        self._tx, self._vault = tx, vault
        self._announcement, self._triage = announcement, triage
        self.names: dict[str, str] = {}
        self.days = 0

    def add(self, name: str, disposition: Disposition | None, *, final: bool = True) -> int:
        self.days += 1
        now = self._announcement.first_seen + timedelta(days=self.days)
        row = self._announcement.model_copy(update={"source_id": name})
        key = filings.insert_new(self._tx, row, self._triage)
        self.names[name] = self._vault.put(b"%PDF" + name.encode().ljust(999_996))
        url = "http://x"
        progress.save_fetched(self._tx, At(key=key), sha256=self.names[name], size=1_000_000, url=url, now=now)
        if disposition is not None:
            event = Event(event_id=f"{name}-1", source="szse", source_id=name, disposition=disposition, detector="1")
            progress.save_detected(self._tx, At(key=key), event, now=now)
        if final:
            progress.save_alerted(self._tx, At(key=key), text="done", now=now)
        return key


@pytest.fixture
def shelf(database: Database, tmp_path: Path, announcement: Announcement, opened: Triage) -> Shelf:
    with database.write() as tx:
        made = Shelf(tx, Vault(tmp_path / "vault"), announcement, opened)
        dispositions: tuple[Disposition, ...] = (
            *("flag", "flag_low", "called_off", "review"),
            *("info", "link_only", "no_flag"),
        )
        for name in dispositions:
            made.add(name, name)
        made.add("skipped", None)
        made.add("waiting", "no_flag", final=False)
        made.add("told", "no_flag")
        alert = Alert(key="k", kind="alert", subject="s", event={}, brief=Brief(en="e", zh="z"))
        outbox.add(tx, alert, event_id="told-1", route="r", channel="c", now=announcement.first_seen)
    return made


def evicted(database: Database, tmp_path: Path, policy: VaultSettings, now: datetime) -> tuple[set[str], Evicted]:
    vault = Vault(tmp_path / "vault")
    report = retention.evict(database, vault, policy, now=now, progress=lambda _what, _done, _total: None)
    with database.read() as tx:
        rows = tx.execute(schema.filings.select()).all()
    return {row.source_id for row in rows if not vault.path(row.sha256).exists()}, report


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (VaultSettings(), set()),
        (VaultSettings(keep_days_info=1), {"info", "link_only"}),
        (VaultSettings(keep_days_no_flag=1), {"no_flag"}),
        (VaultSettings(keep_days_skipped=1), {"skipped"}),
        (VaultSettings(keep_days_no_flag=999), set()),
        (VaultSettings(budget_mb=9), {"info"}),
        (VaultSettings(budget_mb=8), {"info", "link_only"}),
        (VaultSettings(budget_mb=1), {"info", "link_only", "no_flag", "skipped"}),
        (VaultSettings(budget_mb=10), set()),
    ],
)
@pytest.mark.usefixtures("shelf")
def test_pdfs_go_by_what_came_of_them_and_nothing_flagged_ever(
    database: Database, tmp_path: Path, now: datetime, policy: VaultSettings, expected: set[str]
) -> None:
    gone, report = evicted(database, tmp_path, policy, now + timedelta(days=50))
    assert gone == expected
    assert report == Evicted(files=len(expected), bytes=1_000_000 * len(expected))
    assert evicted(database, tmp_path, policy, now + timedelta(days=50)) == (expected, Evicted())


def test_a_pdf_that_a_flagged_filing_shares_stays(
    shelf: Shelf, database: Database, tmp_path: Path, now: datetime, announcement: Announcement, opened: Triage
) -> None:
    with database.write() as tx:
        key = filings.insert_new(tx, announcement.model_copy(update={"source_id": "twin"}), opened)
        sha256 = shelf.names["no_flag"]
        progress.save_fetched(tx, At(key=key), sha256=sha256, size=1_000_000, url="http://x", now=now)
        event = Event(event_id="twin-1", source="szse", source_id="twin", disposition="flag", detector="1")
        progress.save_detected(tx, At(key=key), event, now=now)
        progress.save_alerted(tx, At(key=key), text="done", now=now)
    gone, _ = evicted(database, tmp_path, VaultSettings(budget_mb=1), now + timedelta(days=50))
    assert gone == {"info", "link_only", "skipped"}


def test_a_pdf_that_went_and_is_fetched_again_is_held_again(
    shelf: Shelf, database: Database, tmp_path: Path, now: datetime
) -> None:
    evicted(database, tmp_path, VaultSettings(keep_days_no_flag=1), now + timedelta(days=50))
    sha256 = Vault(tmp_path / "vault").put(b"%PDF" + b"no_flag".ljust(999_996))
    assert sha256 == shelf.names["no_flag"]
    with database.write() as tx:
        key = filings.key_of(tx, "no_flag")
        assert key is not None
        assert [step for step, _, _ in filings.journal_of(tx, key)][-1] == "evicted"
        again = now + timedelta(days=51)
        progress.save_fetched(tx, At(key=key), sha256=sha256, size=1_000_000, url="http://x", now=again)
        progress.save_alerted(tx, At(key=key), text="done", now=again)
    gone, _ = evicted(database, tmp_path, VaultSettings(keep_days_no_flag=2), again + timedelta(days=1))
    assert gone == set()
