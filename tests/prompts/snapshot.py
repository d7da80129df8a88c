"""Expectations in files. One that is missing is written, and the test fails: somebody has to read it."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).with_name("snapshots")


def assert_snapshot(name: str, found: str) -> None:
    """Hold `found` against the file `name`; to accept a change, delete the file, run the test, review and commit."""
    file = FOLDER / name
    if not file.exists():
        file.write_text(found, encoding="utf-8")
        pytest.fail(f"{file.name} was missing and has been written: review and commit it")
    expected = file.read_text(encoding="utf-8")
    assert found == expected, f"{file.name} differs: if that is meant, delete it, run again, review and commit"
