"""The unit in deploy/: systemd's own checker reads it, and its sandbox keeps what it promises."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

UNIT = ROOT / "deploy" / "dossier.service"
INSTALLED = "/opt/dossier/.venv/bin"

pytestmark = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["systemd-analyze", *arguments], capture_output=True, text=True, check=False)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit as it stands there, but for where the command lies."""
    here = tmp_path / UNIT.name
    text = UNIT.read_text()
    assert INSTALLED in text
    here.write_text(text.replace(INSTALLED, str(Path(sys.executable).parent)))
    return here


def test_systemd_finds_nothing_wrong_with_the_unit(unit: Path) -> None:
    checked = analyze("verify", "--man=no", str(unit))
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")


def test_systemd_finds_a_line_that_is_wrong(unit: Path) -> None:
    unit.write_text(unit.read_text().replace("Restart=on-failure", "Restart=now-and-then"))
    assert "now-and-then" in analyze("verify", "--man=no", str(unit)).stderr


def test_the_sandbox_leaves_little_exposed(unit: Path) -> None:
    checked = analyze("security", "--offline=yes", "--threshold=25", str(unit))
    assert checked.returncode == 0, checked.stdout
