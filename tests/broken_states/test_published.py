"""Whatever happens to the published file: nothing lands in vain, the message says what to type, and that mends it."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from core.errors import WarehouseError
from tests.broken_states.damages import BLOCKS_FROM, HARMLESS, STOPS, Damage
from tests.conftest import Dossier
from tests.warehouse import landed
from tests.warehouse.conftest import House
from warehouse.export import Choice, Format, export
from warehouse.query import open_warehouse
from warehouse.rebuild import rebuild


def exported(house: House) -> dict[str, bytes]:
    """Return the export, table by table: every row in its order, byte for byte."""
    folder = house.folder / "exported"
    export(house.file, folder, Choice(formats=[Format.CSV]))
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "manifest.json"}
    shutil.rmtree(folder)
    return files


@pytest.fixture
def undisturbed(tmp_path: Path) -> House:
    """A warehouse that nothing happens to, with the documents of the other."""
    folder = tmp_path / "undisturbed"
    folder.mkdir()
    return House(folder)


def load_both(house: House, undisturbed: House) -> None:
    for each in (house, undisturbed):
        each.load(*landed.whole_run(3))


@pytest.mark.parametrize("damage", list(STOPS.values()), ids=list(STOPS))
def test_a_version_that_cannot_be_opened_is_named_and_rebuilt(house: House, undisturbed: House, damage: Damage) -> None:
    load_both(house, undisturbed)
    damage(house)
    undisturbed.load(*landed.one_document(7))
    for act in (lambda: house.load(*landed.one_document(7)), lambda: open_warehouse(house.file).__enter__()):
        with pytest.raises(WarehouseError) as caught:
            act()
        assert "published/1.duckdb" in caught.value.message
        assert caught.value.hint == f"`dossier rebuild --warehouse {house.file}` makes it again from the landing log."
    rebuild(house.file)
    assert exported(house) == exported(undisturbed)
    assert not house.load(*landed.one_document(8)).rebuilt
    undisturbed.load(*landed.one_document(8))
    assert exported(house) == exported(undisturbed)


@pytest.mark.parametrize("damage", list(HARMLESS.values()), ids=list(HARMLESS))
def test_what_lies_about_disturbs_no_load(house: House, undisturbed: House, damage: Damage) -> None:
    load_both(house, undisturbed)
    damage(house)
    for each in (house, undisturbed):
        each.load(*landed.one_document(7))
    assert exported(house) == exported(undisturbed)


def test_a_block_that_has_gone_bad_is_said_to_be_and_rebuilt(house: House, undisturbed: House) -> None:
    """The file opens, and counting finds nothing wrong: only who reads the block meets it."""
    load_both(house, undisturbed)
    version = house.file.resolve()
    whole = version.read_bytes()
    command = Dossier(house.folder)
    met = 0
    for block in range(BLOCKS_FROM, len(whole), 262_144):
        spoilt = bytearray(whole)
        spoilt[block + 2_000] ^= 0xFF
        version.write_bytes(spoilt)
        try:
            with open_warehouse(house.file) as con:
                con.execute("SELECT * FROM documents; SELECT * FROM agreements; SELECT * FROM evidence").fetchall()
        except (WarehouseError, duckdb.Error):
            met += 1
            said = command("sql", "FROM documents, agreements, evidence", "--warehouse", str(house.file))
            assert said.code == 1
            assert f"`dossier rebuild --warehouse {house.file}`" in said.err
    assert met
    rebuild(house.file)
    assert exported(house) == exported(undisturbed)


def test_the_database_thrown_away_comes_back_byte_for_byte(house: House) -> None:
    house.load(*landed.whole_run(5))
    house.load(*landed.one_document(7), *landed.one_document(2, minutes=90, edition=1))
    before = exported(house)
    house.file.unlink()
    shutil.rmtree(house.folder / "published")
    command = Dossier(house.folder)
    done = command("rebuild", "--warehouse", str(house.file))
    assert (done.code, done.err) == (0, "")
    assert exported(house) == before
