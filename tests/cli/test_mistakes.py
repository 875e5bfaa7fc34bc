"""What a user sees who types something wrong, or whose disk, home or configuration is broken."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.processes import FILINGS, environment

CONTACT = {"FILINGS_CLIENT__CONTACT": "tests@filings.example"}


def run(
    *arguments: str, home: Path, file_limit: int | None = None, settings: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    def limited() -> None:
        if file_limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, file_limit))

    return subprocess.run(
        [*FILINGS, *arguments],
        env=environment(**{"FILINGS_HOME": str(home), **(settings or {})}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=limited,
    )


def says(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert "→" in done.stderr or "Usage" in done.stderr, "no next step is named"
    for word in words:
        assert word in done.stderr


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["list", "--since", "23.12.2024"], ["23.12.2024", "2024-12-23"]),
        (["list", "--since", "2024-12-24", "--until", "2024-12-23"], ["swap"]),
        (["events", "--act", "sale"], ["sale", "disposal"]),
        (["list", "-o", "xml"], ["xml", "jsonl"]),
        (["events", "--source", "nyse"], ["nyse", "szse"]),
        (["watch", "--since", "2024-12-23"], ["--once"]),
        (["watch", "--once", "--source", "nyse"], ["nyse", "szse"]),
        (["watch", "--once"], ["FILINGS_CLIENT__CONTACT"]),
        (["demo", "--port", "0", "--rows", "x.csv"], ["--serve"]),
        (["read", "x.pdf", "--pages", "3-1"], ["1-3"]),
        (["triage", "missing.csv"], ["missing.csv"]),
        (["lst"], ["lst"]),
    ],
)
def test_a_mistake_ends_with_2_and_the_next_step(tmp_path: Path, typed: list[str], words: list[str]) -> None:
    says(run(*typed, home=tmp_path), 2, *words)


@pytest.mark.parametrize(
    "typed", [["list"], ["show", "1"], ["search", "终止"], ["events"], ["status"], ["failures"], ["alerts", "list"]]
)
def test_an_empty_home_says_what_to_type(tmp_path: Path, typed: list[str]) -> None:
    says(run(*typed, home=tmp_path), 1, "filings watch --once")


def test_bare_filings_on_an_empty_home_shows_three_lines(tmp_path: Path) -> None:
    done = run(home=tmp_path)
    assert done.returncode == 0
    assert [line.split("  ")[0] for line in done.stdout.splitlines()] == [
        "filings demo",
        "filings watch --once",
        "filings --help",
    ]


def test_a_missing_file_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "page.pdf").write_bytes(b"<html>no</html>")
    done = run("detect", str(tmp_path / "page.pdf"), str(tmp_path / "none.pdf"), home=tmp_path / "home")
    says(done, 4, "page.pdf: NotAPdf", "none.pdf")


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("filings.toml", "[monitor\n", ["filings.toml", "TOML"]),
        ("filings.toml", "[monitor]\nfetsh = 'all'\n", ["monitor.fetsh", "monitor.fetch"]),
        ("filings.toml", "[monitor]\nfetch = 'some'\n", ["monitor.fetch"]),
        ("exchanges/szse.toml", "pace = 'fast'\n", ["exchanges.szse.pace"]),
        ("routes.toml", "[routes.mine]\nchannels = ['pigeon']\n", ["pigeon"]),
    ],
)
def test_a_broken_configuration_names_file_and_key(tmp_path: Path, name: str, text: str, words: list[str]) -> None:
    path = tmp_path / "config" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    says(run("config", "show", home=tmp_path), 2, *words)


def test_a_broken_environment_variable_is_named(tmp_path: Path) -> None:
    done = run("config", "show", home=tmp_path, settings={"FILINGS_EXCHANGES__SZSE__PACE": "soon"})
    says(done, 2, "FILINGS_EXCHANGES__SZSE__PACE")


def test_secrets_are_never_shown(tmp_path: Path) -> None:
    secret = "c2VjcmV0IG9mIG1pbmUgdGhhdCBpcyBsb25nIGVub3VnaA=="
    hook = {"FILINGS_CHANNELS__WEBHOOK__URL": "https://hooks.example/x", "FILINGS_CHANNELS__WEBHOOK__SECRET": secret}
    done = run("config", "show", home=tmp_path, settings=hook)
    assert done.returncode == 0, done.stderr
    assert secret not in done.stdout + done.stderr


def test_a_home_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("watch", "--once", home=tmp_path / "file" / "home", settings=CONTACT)
    says(done, 2, "cannot be written", "--home DIR")


def test_a_full_disk_ends_with_one_sentence_and_nothing_half_written(tmp_path: Path) -> None:
    done = run("watch", "--once", home=tmp_path, file_limit=16384, settings=CONTACT)
    says(done, 2, "disk")


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "filings.db").write_bytes(b"something else entirely " * 100)
    says(run("list", home=tmp_path), 2, "not a database", "--home DIR")


def test_a_rehearsal_never_asks_a_real_exchange(tmp_path: Path) -> None:
    done = run("watch", "--once", home=tmp_path, settings={**CONTACT, "FILINGS_DEMO": "true"})
    says(done, 2, "rehearsal", "demo --serve")
