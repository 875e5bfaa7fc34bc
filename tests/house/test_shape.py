"""The house rules of the code itself: sizes, names, unfinished marks, licences."""

from __future__ import annotations

import ast
import re
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
MODULES = sorted((ROOT / "filings").rglob("*.py"))
TEXTS = [p for pattern in ("*.py", "*.toml", "*.md", "*.service") for p in ROOT.rglob(pattern)]
UNFINISHED = re.compile(
    r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b|NotImplemented" r"Error|for no" r"w\b|simplif" r"ied"
)
COPYLEFT = re.compile(r"\bA?GPL|General Public License", re.IGNORECASE)
LESSER = re.compile(r"LGPL|Lesser", re.IGNORECASE)


def committed(path: Path) -> bool:
    hidden = any(part.startswith(".venv") or part in {"build", "dist"} for part in path.relative_to(ROOT).parts)
    return path.is_file() and not hidden


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_module_is_longer_than_300_lines_and_no_function_than_60(path: Path) -> None:
    source = path.read_text("utf-8")
    assert source.count("\n") <= 300
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno:
            assert node.end_lineno - node.lineno < 60, node.name


def test_nothing_unfinished_is_committed() -> None:
    marked = [str(p) for p in TEXTS if committed(p) and p != Path(__file__) and UNFINISHED.search(p.read_text("utf-8"))]
    assert marked == []


def test_broad_excepts_stand_only_at_the_two_rims() -> None:
    found = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                name = node.type.id if isinstance(node.type, ast.Name) else None
                if node.type is None or name in {"Exception", "BaseException"}:
                    found.add(str(path.relative_to(ROOT / "filings")))
    assert found <= {"cli/main.py", "monitor/sweep.py", "monitor/delivery.py", "documents/worker.py"}


def test_dependencies_are_permissively_licensed() -> None:
    offenders = []
    for distribution in metadata.distributions():
        facts = distribution.metadata
        licences = [*(facts.get_all("License-Expression") or [""]), *(facts.get_all("Classifier") or [])]
        text = " ".join(line for line in licences if "icense" in line or line == licences[0])
        if COPYLEFT.search(text) and not LESSER.search(text) and " OR " not in text:
            offenders.append(f"{facts['Name']}: {text}")
    assert offenders == []
