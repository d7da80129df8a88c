"""Publishing: a reader sees one version or the next, and nothing that is not ours is ever touched."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import filelock
import pytest

from core.errors import WarehouseError
from tests.warehouse import landed
from tests.warehouse.conftest import House, contents
from warehouse.layout import layout
from warehouse.load import load_and_publish
from warehouse.publish import loader_lock, verify_build
from warehouse.query import open_in_bounds, open_warehouse
from warehouse.rebuild import rebuild
from warehouse.seal import seal_version

ROOT = Path(__file__).parents[2]


def published(house: House) -> list[str]:
    return sorted(path.name for path in (house.folder / "published").iterdir())


def child(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_link_is_relative_and_leads_to_the_newest_version(house: House) -> None:
    for number in range(5):
        house.load(*landed.one_document(number))
        assert house.file.readlink() == Path(f"published/{number + 1}.duckdb")
    assert published(house) == ["3.duckdb", "4.duckdb", "5.duckdb"]
    assert not list((house.folder / "building").iterdir())


def test_the_folder_can_be_moved(house: House) -> None:
    house.load(*landed.one_document(1))
    before = house.contents()
    moved = House(house.folder.rename(house.folder.with_name("moved")))
    assert moved.contents() == before
    assert not moved.load().changed


def test_a_reader_keeps_its_version_while_others_are_published(house: House) -> None:
    house.load(*landed.one_document(0))
    with open_warehouse(house.file) as con:
        for number in range(1, 5):
            house.load(*landed.one_document(number))
            assert con.execute("SELECT count(*), any_value(length(text)) > 0 FROM documents").fetchall() == [(1, True)]
            assert house.ask("SELECT count(*) FROM documents") == [(number + 1,)]


def test_a_reader_in_another_process_does_not_hold_up_the_loader(house: House) -> None:
    house.load(*landed.one_document(0))
    code = (
        "import sys, duckdb; con = duckdb.connect(sys.argv[1], read_only=True); print('open', flush=True)\n"
        "sys.stdin.readline(); print(con.execute('SELECT count(*) FROM documents').fetchall())"
    )
    command = [sys.executable, "-c", code, str(house.file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout
        assert reader.stdout.readline() == "open\n"
        report = house.load(*landed.one_document(1))
        assert not report.rebuilt
        assert reader.communicate("\n")[0] == "[(1,)]\n"


def test_someone_who_writes_into_a_version_keeps_it_to_himself(house: House) -> None:
    house.load(*landed.one_document(0))
    code = (
        "import os, sys, duckdb; con = duckdb.connect(sys.argv[1])\n"
        "con.execute('DELETE FROM agreements'); os.kill(os.getpid(), 9)"
    )
    child(code, house.file)
    assert published(house) == ["1.duckdb", "1.duckdb.wal"]
    house.load(*landed.one_document(1))
    assert house.ask("SELECT count(*) FROM agreements") == [(2,)]


def test_a_version_that_someone_is_writing_into_is_not_built_on(house: House) -> None:
    house.load(*landed.one_document(0))
    code = "import sys, duckdb; con = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.readline()"
    command = [sys.executable, "-c", code, str(house.file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == "open\n"
        report = house.load(*landed.one_document(1))
        writer.communicate("\n")
    assert report.rebuilt
    assert report.rows["documents"] == 2


def change_as_another_day_would(house: House, *statements: str) -> None:
    """Make of the published version what a Dossier of another day had published, its seal included."""
    with duckdb.connect(str(house.file)) as con:
        for statement in statements:
            con.execute(statement)
    files = layout(house.file)
    with loader_lock(files):
        seal_version(files, house.file.resolve(), max(files.versions()))


def test_a_version_with_other_tables_is_not_built_on(house: House) -> None:
    house.load(*landed.one_document(0))
    change_as_another_day_would(house, "UPDATE loading.layout SET tables_hash = 'of another day'")
    report = house.load()
    assert report.rebuilt
    assert not house.load().changed


def test_views_are_made_anew_when_they_have_changed(house: House) -> None:
    house.load(*landed.one_document(0))
    change_as_another_day_would(
        house,
        "UPDATE loading.layout SET views_hash = 'of another day'; DROP VIEW citations",
        "CREATE VIEW forgotten AS SELECT 1 AS one",
    )
    report = house.load()
    assert (report.changed, report.rebuilt) == (True, False)
    assert house.ask("SELECT count(*) FROM citations") == [(10,)]
    assert house.ask("SELECT count(*) FROM duckdb_views() WHERE view_name = 'forgotten'") == [(0,)]


@pytest.mark.parametrize("end", ["con.close()", "con.execute('CHECKPOINT'); os.kill(os.getpid(), 9)"])
def test_nothing_that_was_written_into_a_version_gets_into_the_next(house: House, end: str) -> None:
    house.load(*landed.one_document(0))
    assert not house.load(*landed.one_document(1)).rebuilt
    code = f"import os, sys, duckdb; con = duckdb.connect(sys.argv[1]); con.execute('DELETE FROM agreements'); {end}"
    child(code, house.file)
    assert house.ask("SELECT count(*) FROM agreements") == [(0,)]
    assert house.load(*landed.one_document(2)).rebuilt
    assert house.ask("SELECT count(*) FROM agreements") == [(3,)]
    assert not house.load(*landed.one_document(3)).rebuilt


@pytest.mark.parametrize("seals", [None, "", "{", "[]", '{"1": "of another"}'])
def test_a_version_without_its_seal_is_not_built_on(house: House, seals: str | None) -> None:
    house.load(*landed.one_document(0))
    before = house.contents()
    if seals is None:
        layout(house.file).seals.unlink()
    else:
        layout(house.file).seals.write_text(seals)
    assert house.load().rebuilt
    assert not house.load().changed
    assert house.contents() == before


def test_opening_a_version_for_writing_changes_nothing_as_long_as_nothing_is_written(house: House) -> None:
    house.load(*landed.one_document(0))
    with duckdb.connect(str(house.file)) as con:
        assert con.execute("SELECT count(*) FROM agreements").fetchall() == [(1,)]
    assert not house.load(*landed.one_document(1)).rebuilt


@pytest.mark.parametrize("stranger", ["text", "database", "folder", "link"])
def test_what_is_not_ours_is_named_and_left_alone(house: House, stranger: str) -> None:
    house.land(*landed.one_document(0))
    if stranger == "text":
        house.file.write_text("a,b\n1,2\n")
        message = "a file, but no DuckDB database"
    elif stranger == "database":
        duckdb.connect(str(house.file)).close()
        message = "a DuckDB database of its own"
    elif stranger == "folder":
        house.file.mkdir()
        message = "a folder"
    else:
        house.file.symlink_to("elsewhere.duckdb")
        message = "a link to elsewhere.duckdb"
    before = house.file.lstat()
    for act in (load_and_publish, rebuild):
        with pytest.raises(WarehouseError, match=f"dossier.duckdb is {message}") as caught:
            act(house.file)
        assert "--warehouse" in str(caught.value)
    assert house.file.lstat() == before
    assert not (house.folder / "published").exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WarehouseError, match=r"cannot write the warehouse .*/file/sub/dossier.duckdb: Not a directory"):
        load_and_publish(tmp_path / "file" / "sub" / "dossier.duckdb")
    with pytest.raises(WarehouseError, match=r"cannot write the warehouse /proc/dossier.duckdb"):
        load_and_publish(Path("/proc/dossier.duckdb"))


def test_a_full_disk_leaves_the_old_version(house: House) -> None:
    house.load(*landed.one_document(0))
    before = house.contents()
    house.land(*landed.whole_run(60))
    code = (
        "import resource, sys; from pathlib import Path; from warehouse.load import load_and_publish\n"
        "from core.errors import WarehouseError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))\n"
        "try: load_and_publish(Path(sys.argv[1]))\n"
        "except WarehouseError as error: print(error)\n"
    )
    for size in (0, 200_000, 3_000_000):
        done = child(code, house.file, size)
        assert "File too large" in done.stdout, done
        assert house.contents() == before
    assert house.load().rows["documents"] == 60


def test_a_build_that_is_not_whole_on_disk_is_refused(tmp_path: Path) -> None:
    build = tmp_path / "build.duckdb"
    with duckdb.connect(str(build)) as con:
        con.execute("CREATE TABLE t AS SELECT 1 AS one")
    verify_build(build, {("main", "t"): 1})
    with pytest.raises(WarehouseError, match=r"does not hold on disk what was loaded \(main.t\): not published"):
        verify_build(build, {("main", "t"): 2})
    with pytest.raises(WarehouseError, match=r"does not hold on disk what was loaded \(main.u\): not published"):
        verify_build(build, {("main", "t"): 1, ("main", "u"): 0})
    Path(f"{build}.wal").touch()
    with pytest.raises(WarehouseError, match=r"still in build.duckdb.wal: not published"):
        verify_build(build, {("main", "t"): 1})


def test_a_second_loader_waits_and_says_so(house: House) -> None:
    house.land(*landed.one_document(0))
    said: list[str] = []
    waiting = threading.Event()

    def on_wait(message: str) -> None:
        said.append(message)
        waiting.set()

    with filelock.FileLock(layout(house.file).lock):
        second = threading.Thread(target=load_and_publish, args=(house.file,), kwargs={"on_wait": on_wait})
        second.start()
        assert waiting.wait(10)
        assert not house.file.is_symlink()
    second.join(10)
    assert said == [f"another process is loading into {house.file}: waiting until it is done"]
    assert house.ask("SELECT count(*) FROM documents") == [(1,)]


def test_what_a_dead_loader_left_is_removed(house: House) -> None:
    leftover = layout(house.file).building / "build.duckdb"
    leftover.parent.mkdir(parents=True)
    leftover.write_text("half a database")
    house.load(*landed.one_document(0))
    assert not leftover.exists()


def test_two_warehouses_of_a_folder_share_the_log_and_nothing_else(house: House) -> None:
    other = house.folder / "other.duckdb"
    house.load(*landed.one_document(0))
    load_and_publish(other)
    house.load(*landed.one_document(1))
    assert published(house) == ["1.duckdb", "2.duckdb", "other-1.duckdb"]
    load_and_publish(other)
    assert contents(other) == house.contents()


def test_a_log_elsewhere_can_be_loaded(house: House, tmp_path: Path) -> None:
    house.land(*landed.one_document(0))
    other = tmp_path / "elsewhere" / "dossier.duckdb"
    assert load_and_publish(other, landing=house.log.folder).rows["documents"] == 1


@pytest.mark.parametrize("damage", ["cut", "garbage", "gone"])
def test_a_published_file_that_is_broken_can_be_rebuilt(house: House, damage: str) -> None:
    house.load(*landed.one_document(0))
    before = house.contents()
    version = house.file.resolve()
    if damage == "cut":
        version.write_bytes(version.read_bytes()[:5000])
    elif damage == "garbage":
        version.write_bytes(b"no database" * 1000)
    else:
        version.unlink()
    with pytest.raises(WarehouseError, match="`dossier rebuild --warehouse"):
        load_and_publish(house.file)
    with pytest.raises(WarehouseError, match="`dossier rebuild --warehouse"), open_warehouse(house.file):
        pass
    rebuild(house.file)
    assert house.contents() == before


def test_a_version_without_our_tables_is_named(house: House) -> None:
    house.load(*landed.one_document(0))
    version = house.file.resolve()
    version.unlink()
    duckdb.connect(str(version)).close()
    layout(house.file).building.mkdir(parents=True)
    seal_version(layout(house.file), version, 1)
    with pytest.raises(WarehouseError, match=r"1\.duckdb cannot be read: Catalog Error"):
        load_and_publish(house.file)
    rebuild(house.file)
    assert house.ask("SELECT count(*) FROM documents") == [(1,)]


def test_what_a_killed_process_spilled_is_removed_after_a_day(house: House) -> None:
    building = house.folder / "building"
    old, fresh = building / "dossier.duckdb.spill-old", building / "dossier.duckdb.spill-fresh"
    for folder in (old, fresh):
        folder.mkdir(parents=True)
        (folder / "duckdb_temp_storage_DEFAULT-0.tmp").write_bytes(b"spilled")
    os.utime(old, (0, 0))
    house.load(*landed.one_document(1))
    with open_in_bounds(house.file) as con:
        assert con.execute("SELECT count(*) FROM documents").fetchall() == [(1,)]
    assert list(building.glob("*.spill-*")) == [fresh]
