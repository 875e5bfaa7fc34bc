"""The wheel, away from the checkout: it finds its default configuration and the demo's PDFs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import environment

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package as a user's pip puts it there."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT)], check=True)
    (wheel,) = folder.glob("filings-*.whl")
    target = folder / "site"
    subprocess.run([*pip, "install", "--no-deps", "--target", str(target), str(wheel)], check=True)
    return target


def run(installed: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=environment(PYTHONPATH=str(installed), FILINGS_HOME=str(cwd / "home")),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_wheel_is_what_runs_and_holds_configuration_and_pdfs(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "-c", "import filings; print(filings.__file__)")
    assert Path(done.stdout.strip()).parent.parent == installed
    assert (installed / "filings" / "config" / "filings.toml").is_file()
    assert list((installed / "filings" / "demo" / "filings").glob("*.pdf"))
    assert not (installed / "tests").exists()


def test_the_demo_runs_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "-m", "filings", "demo", "--fast", "--html", str(tmp_path / "page.html"))
    assert done.returncode == 0, done.stderr
    assert "002236" in done.stdout
    assert "<section" in (tmp_path / "page.html").read_text("utf-8")
