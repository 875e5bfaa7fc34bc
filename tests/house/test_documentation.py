"""README and configuration are held against the code."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer.main

from filings import errors
from filings.cli.main import app
from filings.settings import Settings

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text("utf-8")
CONFIG = sorted((ROOT / "config").rglob("*.toml"))


def commands() -> dict[str, set[str]]:
    group = typer.main.get_group(app)
    return {name: _options(command) for name, command in group.commands.items() if not command.hidden}


def _options(command: Any) -> set[str]:
    inner = getattr(command, "commands", {}).values()
    own = {option for parameter in command.params for option in parameter.opts}
    return own.union(*map(_options, inner))


def test_every_command_is_in_the_readme() -> None:
    missing = [name for name in commands() if f"`{name}" not in README and f"filings {name}" not in README]
    assert missing == []


def test_every_option_that_the_readme_names_exists() -> None:
    known = {option for options in commands().values() for option in options} | {"--home", "--group"}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README))
    pip = {"--no-deps"}
    assert named - known - pip == set()


def test_every_exit_code_is_in_the_readme() -> None:
    codes = {kind.exit_code for kind in vars(errors).values() if isinstance(kind, type) and hasattr(kind, "exit_code")}
    table = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    assert codes <= table


@pytest.mark.parametrize("path", CONFIG, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_key_of_the_configuration_has_a_comment_line_above_it(path: Path) -> None:
    if path.parent.name == "watchlists":
        return
    tomllib.loads(path.read_text("utf-8"))
    lines = path.read_text("utf-8").splitlines()
    bare = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if re.match(r"^[a-z_]+ *=", line) and not before.startswith("#")
    ]
    assert bare == []


def test_every_setting_stands_in_the_shipped_files() -> None:
    shipped = tomllib.loads((ROOT / "config" / "filings.toml").read_text("utf-8"))
    internal = {"home", "now", "failpoint", "exchanges", "channels", "routes", "calendar"}
    for name, field in Settings.model_fields.items():
        if name in internal:
            continue
        assert name in shipped, name
        keys = getattr(field.annotation, "model_fields", None)
        if keys is not None:
            assert set(keys) == set(shipped[name]), name


def test_numbers_of_speed_or_accuracy_name_their_command() -> None:
    for line in README.splitlines():
        if re.search(r"\d+(\.\d+)? ?(ms|×|% recall|% precision)", line):
            assert "tests/bench" in README[max(0, README.index(line) - 600) : README.index(line) + 600]
