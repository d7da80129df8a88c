"""Readers that look for the whole of twenty loads, and a writer among them that is killed: nobody notices it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from core.errors import WarehouseError
from tests.concurrency.reader import INVARIANT
from tests.conftest import ROOT
from tests.warehouse import landed
from tests.warehouse.conftest import House
from warehouse.query import LOCKED, open_warehouse

SPOILT_BEFORE: dict[int, list[str]] = {4: [], 9: ["--checkpoint"], 14: [], 17: ["--checkpoint"]}
"""Before which of twenty loads somebody writes into the published version, and how."""


@dataclass
class Reader:
    """A process that looks all the time, and what it has told so far."""

    warehouse: Path
    how: str
    pause_s: float
    told: list[dict[str, Any]] = field(default_factory=list)
    _heard: int = 0
    """Bytes."""

    def listen(self) -> list[dict[str, Any]]:
        """Return all that it has told until now."""
        with self.out.open("rb") as file:
            file.seek(self._heard)
            for line in file:
                if line.endswith(b"\n"):
                    self.told.append(json.loads(line))
                    self._heard += len(line)
        return self.told

    @property
    def out(self) -> Path:
        return self.warehouse.with_name(f"seen by {self.how}")

    def wait_for(self, version: int) -> None:
        """Return when it has looked at this version."""
        while not any(look["version"] == version for look in self.listen()):
            assert self._process.poll() is None, "the reader has ended"
            time.sleep(0.02)

    @contextmanager
    def looking(self) -> Iterator[None]:
        command = [sys.executable, "-m", "tests.concurrency.reader", self.how, str(self.warehouse), str(self.pause_s)]
        pipe = subprocess.PIPE
        with (
            self.out.open("w") as file,
            subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=file, text=True) as process,
        ):
            self._process = process
            yield
            process.communicate("\n")
        self.listen()
        assert process.returncode == 0


def spoil(warehouse: Path, arguments: Sequence[str]) -> int:
    """Have a process write into the published version, kill it, and return the version's number."""
    version = int(warehouse.resolve().stem)
    command = [sys.executable, "-m", "tests.concurrency.intruder", str(warehouse), *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "spoilt\n"
        process.kill()
    return version


@pytest.mark.parametrize(
    ("loads", "pause_s"), [pytest.param(20, 0.3, id="short"), pytest.param(200, 0.0, marks=pytest.mark.soak, id="long")]
)
def test_readers_see_whole_versions_and_nothing_of_a_writer_that_is_killed(
    house: House, loads: int, pause_s: float
) -> None:
    ours, plain = Reader(house.file, "ours", pause_s), Reader(house.file, "duckdb", pause_s)
    house.load(*landed.one_document(0))
    spoilt = set()
    with ours.looking(), plain.looking():
        for number in range(1, loads + 1):
            how = SPOILT_BEFORE.get(number % 20)
            if how is not None:
                spoilt.add(spoil(house.file, how))
            report = house.load(*landed.one_document(number))
            assert report.rebuilt == bool(how)
            assert house.ask(INVARIANT) == [(number + 1, 2 * (number + 1), 0, 0)]
            for reader in (ours, plain):
                reader.wait_for(number + 1)
    assert len(spoilt) == len(SPOILT_BEFORE) * loads // 20
    for reader in (ours, plain):
        assert_whole([look for look in reader.told if "error" not in look and look["version"] not in {None, *spoilt}])
    assert not [look for look in ours.told if "error" in look]
    # DuckDB itself lets nobody in while somebody writes, and that is all that a reader of its own may meet.
    errors = [look for look in plain.told if "error" in look]
    assert all(LOCKED in look["error"] and look["version"] in spoilt for look in errors)


def assert_whole(looks: Sequence[dict[str, Any]]) -> None:
    """Every version was whole, and none had less than the one before."""
    assert {(look["without_evidence"], look["halves"]) for look in looks} == {(0, 0)}
    assert all((look["documents"], look["records"]) == (look["version"], 2 * look["version"]) for look in looks)
    versions = [look["version"] for look in looks]
    assert versions == sorted(versions)


def test_a_version_that_somebody_keeps_open_for_writing_is_said_to_be(house: House) -> None:
    house.load(*landed.one_document(0))
    command = [sys.executable, "-m", "tests.concurrency.intruder", str(house.file)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(WarehouseError, match=r"another program has .* open for writing") as caught:
            open_warehouse(house.file).__enter__()
        assert f"PID {process.pid}" in caught.value.message
        assert house.load().rebuilt  # and what it says to type helps: this version is not held by anybody
        assert house.ask("SELECT count(*) FROM documents") == [(1,)]
        process.kill()
