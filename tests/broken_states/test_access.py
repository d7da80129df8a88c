"""Places that may not be read or written: found before anything is begun, as bad usage, and named."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.errors import WarehouseError
from tests.conftest import ROOT, UNPRIVILEGED, Dossier
from tests.warehouse import landed
from tests.warehouse.conftest import House
from warehouse.query import open_in_bounds

CHECK = """
import sys
from pathlib import Path
from core.errors import DossierError
from flows.preflight import check_warehouse
from warehouse.rebuild import rebuild
for act in (check_warehouse, rebuild):
    try:
        act(Path(sys.argv[1]))
    except DossierError as error:
        print(f"{act.__name__} {error.exit_code} {error.message} // {error.hint}")
    else:
        print(f"{act.__name__} 0 done")
"""
LOCKED: dict[str, tuple[Callable[[House], Path], int, bool]] = {
    "landing cannot be written": (lambda house: house.folder / "landing", 0o500, True),
    "landing cannot be read": (lambda house: house.folder / "landing", 0o000, False),
    "a file of the log cannot be read": (lambda house: house.log.files()[0], 0o000, False),
    "published cannot be written": (lambda house: house.folder / "published", 0o500, False),
    "building cannot be written": (lambda house: house.folder / "building", 0o500, False),
    "the folder cannot be written": (lambda house: house.folder, 0o500, False),
    "the lock cannot be taken": (lambda house: house.folder / "dossier.duckdb.lock", 0o400, False),
}
"""What is locked, how, and whether a rebuild can do without it."""
SHORT = ("landing cannot be written", "a file of the log cannot be read", "published cannot be written")


@pytest.mark.parametrize(
    "state", [pytest.param(state, marks=() if state in SHORT else pytest.mark.soak) for state in LOCKED]
)
def test_a_place_that_cannot_be_used_stops_a_run_before_it_starts(house: House, state: str) -> None:
    place_of, mode, rebuilds = LOCKED[state]
    house.load(*landed.one_document(0))
    before = house.contents()
    place = place_of(house)
    allowed = place.stat().st_mode
    place.chmod(mode)
    command = [*UNPRIVILEGED, sys.executable, "-c", CHECK, str(house.file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    place.chmod(allowed)
    run, rebuild = done.stdout.splitlines()
    assert run.startswith("check_warehouse 2 cannot ")
    assert str(place) in run
    assert "Give access there" in run or "give access there" in run
    assert rebuild.startswith("rebuild 0 done" if rebuilds else "rebuild 1 cannot ")
    assert rebuilds or str(place) in rebuild
    assert house.contents() == before
    assert len(house.log.files()) == 1
    assert not house.load().changed


def test_a_question_about_all_of_it_names_the_place_that_it_cannot_spill_to(house: House) -> None:
    house.load(*landed.one_document(0))
    (house.folder / "building").rmdir()
    (house.folder / "building").write_text("mine")
    with (
        pytest.raises(WarehouseError, match=f"cannot write beside the warehouse .* \\({house.folder}/building\\)"),
        open_in_bounds(house.file),
    ):
        pytest.fail("it was opened")
    with open_in_bounds(house.file, is_only_read=True) as con:
        assert con.execute("SELECT count(*) FROM documents").fetchall() == [(1,)]
    assert (house.folder / "building").read_text() == "mine"


def test_a_question_about_no_warehouse_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="there is no warehouse"), open_in_bounds(tmp_path / "a" / "b.duckdb"):
        pytest.fail("it was opened")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_started_where_the_log_cannot_be_written(dossier: Dossier) -> None:
    dossier.write("a.txt", "Honduras signed an agreement.\n")
    landing = dossier.folder / "warehouse" / "landing"
    landing.mkdir(parents=True, mode=0o500)
    dossier.prefix = UNPRIVILEGED
    done = dossier("run", "a.txt")
    assert done.code == 2
    assert f"cannot write the landing log {landing}: Permission denied" in done.err
    assert "Traceback" not in done.err
    assert [path.name for path in landing.parent.iterdir()] == ["landing"]


@pytest.mark.parametrize("name", ["landing", "published"])
def test_a_file_in_the_place_of_a_folder_is_named(dossier: Dossier, name: str) -> None:
    dossier.write("a.txt", "Honduras signed an agreement.\n")
    place = dossier.write(f"warehouse/{name}", "mine")
    done = dossier("run", "a.txt")
    assert done.code == 2
    assert str(place) in done.err
    assert place.read_text() == "mine"
