"""A disk that is full, really: a file system of a few megabytes; and a file that may grow no further."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.errors import LandingError, WarehouseError
from flows.told import Told, write_report
from tests.conftest import Dossier
from tests.warehouse import landed
from tests.warehouse.conftest import House
from warehouse.query import open_warehouse
from warehouse.rebuild import rebuild

MEGABYTES = 24


@pytest.fixture
def small(tmp_path: Path) -> Iterator[House]:
    """A warehouse on a disk of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    size = f"size={MEGABYTES}m"
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", size, "none", str(disk)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("only root may mount a file system; the limit on a file's size is tried in any case")
    try:
        yield House(disk)
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(house: House, *, leave: int) -> Path:
    """Fill the disk but for `leave` bytes."""
    ballast = house.folder / "ballast"
    free = os.statvfs(house.folder)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, free.f_bavail * free.f_frsize - leave))
    return ballast


def test_no_room_for_a_line_lands_no_half_line(small: House) -> None:
    small.load(*landed.whole_run(3))
    before = small.contents()
    ballast = fill(small, leave=0)
    with pytest.raises(LandingError, match="No space left on device") as caught:
        small.land(landed.document("y" * 100_000, "a"))
    assert "Make room" in str(caught.value)
    assert small.contents() == before
    ballast.unlink()
    assert small.load(*landed.one_document(7)).loaded.torn == 0
    assert small.ask("SELECT count(*) FROM agreements") == [(4,)]


@pytest.mark.parametrize("leave", [0, pytest.param(100_000, marks=pytest.mark.soak), 3_000_000])
def test_no_room_for_a_version_leaves_the_old_one_and_the_answers(small: House, leave: int) -> None:
    small.load(*landed.whole_run(3))
    before = small.contents()
    small.land(*landed.one_document(7))
    ballast = fill(small, leave=leave)
    acts: tuple[Callable[[], object], ...] = (small.load, lambda: rebuild(small.file))
    for act in acts:
        with pytest.raises(WarehouseError, match=r"(?i)no space left on device|could not write|disk full") as caught:
            act()
        assert str(small.folder) in caught.value.message
        assert "Make room" in str(caught.value)
    assert small.contents() == before
    assert not list((small.folder / "building").iterdir())
    with open_warehouse(small.file) as con:
        assert con.execute("SELECT count(*) FROM agreements").fetchall() == [(3,)]
    ballast.unlink()
    small.load()
    assert small.ask("SELECT count(*) FROM agreements") == [(4,)]


def test_no_room_for_a_report_leaves_no_half_of_one(small: House) -> None:
    told = Told(events=["failure"], run_id="one", command="dossier run", outcome="stopped", message="no room")
    fill(small, leave=4_096)
    (problem,) = write_report(small.file, told, "# A long report\n" * 10_000)
    assert "No space left on device" in problem
    assert told.written is None
    assert list((small.folder / "reports").iterdir()) == []


def test_a_run_says_so_and_goes_on_when_there_is_room(small: House, served_dossier: Dossier) -> None:
    served_dossier.write("documents/a.txt", "Honduras signed an agreement.\n" + "Nothing else. " * 5_000)
    small.load(*landed.whole_run(3))
    ballast = fill(small, leave=8_000)
    run = ("run", "documents", "--warehouse", str(small.file))
    done = served_dossier(*run)
    assert done.code == 1
    assert "No space left on device" in done.err
    assert "Make room" in done.err
    assert "Traceback" not in done.err
    assert small.ask("SELECT count(*) FROM documents") == [(3,)]
    ballast.unlink()
    assert served_dossier(*run).code == 0
    assert small.ask("SELECT count(*) FROM documents") == [(4,)]
    assert all(data.endswith(b"\n") for data in (file.read_bytes() for file in small.log.files()))
