"""Landing logs and warehouses of every earlier state of the format, made by the code of their time, are loaded today.

A new state is a new folder in fixtures/: the log and the published file (`xz -9`) of `dossier run` over two seeds. None
is ever changed.
"""

from __future__ import annotations

import json
import lzma
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from core.landing.log import LandingLog
from tests.warehouse.conftest import House
from tests.warehouse.extracted import SEEDS, run_over
from warehouse.checks import run_checks
from warehouse.diff import diff_runs
from warehouse.load import load_and_publish
from warehouse.query import open_warehouse
from warehouse.rebuild import rebuild
from warehouse.runs import last_two, runs

STATES = sorted((Path(__file__).parent / "fixtures").iterdir())
RECORDS = "SELECT record_id FROM record_rows WHERE ordinal IS NULL"
LOST = "SELECT count(*) FROM rejects WHERE stage = 'load' AND field IS NULL"


@pytest.fixture(params=STATES, ids=lambda state: state.name)
def state(request: pytest.FixtureRequest, tmp_path: Path) -> House:
    """The folder as it was, ready to be loaded by the code of today."""
    made: Path = request.param
    house = House(tmp_path)
    shutil.copytree(made / "landing", tmp_path / "landing")
    (tmp_path / "published").mkdir()
    published = tmp_path / "published" / "1.duckdb"
    published.write_bytes(lzma.decompress((made / "1.duckdb.xz").read_bytes()))
    house.file.symlink_to(published.relative_to(tmp_path))
    return house


def landed(house: House) -> Iterator[dict[str, Any]]:
    """The records in the log, read without any code of ours."""
    for path in sorted((house.folder / "landing").iterdir()):
        for line in path.read_text(encoding="utf-8").splitlines():
            read = json.loads(line)
            if read["line"] == "extraction":
                yield from read["records"]


def test_every_record_of_an_earlier_state_is_there_or_rejected_with_a_reason(state: House) -> None:
    ids = {record["record_id"] for record in landed(state)}
    assert ids
    load_and_publish(state.file)
    found = {record_id for (record_id,) in state.ask(RECORDS)}
    ((lost,),) = state.ask(LOST)
    assert found <= ids
    assert len(found) + lost == len(ids)
    with duckdb.connect(str(state.file), read_only=True) as con:
        assert [finding for finding in run_checks(con) if finding.rows or finding.problem] == []


def test_it_makes_no_difference_whether_it_is_loaded_on_or_rebuilt(state: House) -> None:
    load_and_publish(state.file)
    before = state.contents()
    rebuild(state.file)
    assert state.contents() == before


def test_a_run_of_today_goes_on_from_it_and_what_it_replaces_stays_in_history(state: House) -> None:
    load_and_publish(state.file)
    before = {record_id for (record_id,) in state.ask(RECORDS)}
    read_again(state)
    load_and_publish(state.file)
    ((kept,),) = state.ask(
        f"SELECT count(DISTINCT record_id) FROM ({RECORDS} UNION ALL SELECT record_id FROM history.evidence)"
    )
    assert kept >= len(before)
    with open_warehouse(state.file) as con:
        known = runs(con)
        assert len(known) == 2
        first, last = last_two(known)
        assert (first, last) == (known[0], known[1])
        diff = diff_runs(con, first, last)
    assert sum(diff.causes.values()) == 2


def read_again(house: House) -> None:
    """Land what a run of today lands of the same two documents, under the same paths."""
    names = {path for (path,) in house.ask("SELECT source FROM document_sources")}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(SEEDS.parent)
        run_over((Path(name) for name in sorted(names)), LandingLog(house.folder / "landing"), run_id="today")
