"""Expectations in files. One that is missing is written, and the test fails: somebody has to read it."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from tests.conftest import ROOT

FOLDER = Path(__file__).with_name("snapshots")


def assert_snapshot(name: str, found: str, folder: Path = FOLDER) -> None:
    """Hold `found` against the file `name`; to accept a change, delete the file, run the test, review and commit."""
    file = folder / name
    shown = file.relative_to(ROOT) if file.is_relative_to(ROOT) else file
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(found, encoding="utf-8")
        pytest.fail(f"{shown} was missing and has been written: review and commit it", pytrace=False)
    expected = file.read_text(encoding="utf-8")
    if found != expected:
        lines = difflib.unified_diff(expected.splitlines(), found.splitlines(), "was sent", "is sent", n=2, lineterm="")
        pytest.fail(
            f"what a model is sent has changed: {shown}\n" + "\n".join(lines) + "\n"
            f"If that is meant, type: rm {shown}\n"
            "then run this test again, review and commit the file. Every recording that was asked otherwise is stale "
            "now: `dossier record --check` names them.",
            pytrace=False,
        )
