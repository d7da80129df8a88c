"""`dossier export` at the command line, and the care it takes of the folder."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import WarehouseError
from tests.conftest import ROOT, Dossier
from tests.export.conftest import warehouse_of
from warehouse.export import Choice, export


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_it_says_what_it_wrote(command: Dossier, tmp_path: Path) -> None:
    done = command("export", str(tmp_path / "out"), "--tables", "agreements, agreement_parties")
    assert (done.code, done.err) == (0, "")
    assert "2 tables, 90 rows, 6 files, " in done.out
    assert sorted(contents(tmp_path / "out")) == [
        *("agreement_parties.csv", "agreement_parties.parquet", "agreements.csv", "agreements.parquet"),
        *("data-dictionary.md", "manifest.json"),
    ]


def test_an_earlier_export_is_replaced_and_other_files_are_left_alone(command: Dossier, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert command("export", str(out)).code == 0
    (out / "my notes.txt").write_text("mine")
    assert command("export", str(out), "--format", "csv", "--tables", "agreements").code == 0
    assert sorted(contents(out)) == ["agreements.csv", "data-dictionary.md", "manifest.json", "my notes.txt"]


def test_an_empty_folder_is_filled(command: Dossier, tmp_path: Path) -> None:
    assert command("export", str(tmp_path)).code == 0
    assert "manifest.json" in contents(tmp_path)


def test_a_folder_of_other_files_is_refused_unless_forced(command: Dossier, tmp_path: Path) -> None:
    (tmp_path / "agreements.csv").write_text("mine")
    (tmp_path / "notes.txt").write_text("mine")
    refused = command("export", str(tmp_path))
    assert refused.code == 2
    assert "--force" in refused.err
    assert contents(tmp_path) == {"agreements.csv": b"mine", "notes.txt": b"mine"}
    assert command("export", str(tmp_path), "--force").code == 0
    after = contents(tmp_path)
    assert after["notes.txt"] == b"mine"
    assert after["agreements.csv"] != b"mine"


def test_a_file_in_the_way_of_a_new_table_is_not_written_over(command: Dossier, tmp_path: Path) -> None:
    assert command("export", str(tmp_path), "--tables", "agreements", "--format", "csv").code == 0
    (tmp_path / "stances.csv").write_text("mine")
    refused = command("export", str(tmp_path), "--format", "csv")
    assert refused.code == 2
    assert "stances.csv" in refused.err
    assert (tmp_path / "stances.csv").read_bytes() == b"mine"


def test_a_changed_manifest_cannot_make_it_remove_a_file_elsewhere(warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine")
    export(warehouse, tmp_path / "out", Choice(tables=["agreements"]))
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"].append({"file": "../precious"})
    (tmp_path / "out" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    export(warehouse, tmp_path / "out", Choice(tables=["stances"]))
    assert (tmp_path / "precious").read_text() == "mine"


def test_a_folder_with_the_name_of_a_file_stops_it_before_anything_is_moved(command: Dossier, tmp_path: Path) -> None:
    (tmp_path / "stances.csv").mkdir()
    done = command("export", str(tmp_path), "--force")
    assert done.code == 2
    assert "stances.csv is a folder" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["stances.csv"]


def test_what_a_killed_export_left_is_not_in_the_way(command: Dossier, tmp_path: Path) -> None:
    (tmp_path / ".out.1.partial").mkdir()
    assert command("export", str(tmp_path), "--tables", "agreements").code == 0


def test_a_view_cannot_reach_files_outside(tmp_path: Path) -> None:
    warehouse = warehouse_of(
        tmp_path / "warehouse", "CREATE VIEW outside AS SELECT content FROM read_text('/etc/passwd')"
    )
    with pytest.raises(WarehouseError, match="Permission"):
        export(warehouse, tmp_path / "out", Choice(tables=["outside"]))
    assert [path.name for path in tmp_path.iterdir()] == ["warehouse"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--format", "xlsx"], "parquet and csv"),
        (["--format", ""], "parquet and csv"),
        (["--tables", "agreement"], "agreements"),
        (["--tables", "agreements;DROP"], "agreements"),
        (["--tables", ","], "agreements"),
    ],
)
def test_bad_usage_starts_nothing(command: Dossier, tmp_path: Path, arguments: list[str], expected: str) -> None:
    done = command("export", str(tmp_path / "out"), *arguments)
    assert (done.code, done.out) == (2, "")
    assert expected in done.err
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("name", ["missing/out", "a file", "a file/out"])
def test_a_folder_that_cannot_be_is_bad_usage(command: Dossier, tmp_path: Path, name: str) -> None:
    (tmp_path / "a file").write_text("mine")
    done = command("export", str(tmp_path / name))
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err
    assert contents(tmp_path) == {"a file": b"mine"}


def test_where_nothing_can_be_written_the_error_says_so(command: Dossier) -> None:
    done = command("export", "/proc/out")
    assert (done.code, done.out) == (1, "")
    assert "cannot write the export into /proc/out" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("earlier", [False, True])
def test_with_no_room_left_nothing_half_is_left(command: Dossier, tmp_path: Path, *, earlier: bool) -> None:
    """A limit on the size of a file stands for a full disk: writing fails in the middle."""
    out = tmp_path / "out"
    if earlier:
        assert command("export", str(out), "--tables", "agreements").code == 0
    before = contents(out) if earlier else None
    script = 'ulimit -f 8; exec "$0" -P -m cli.main export "$1"'
    done = subprocess.run(
        ["sh", "-c", script, sys.executable, str(out)],
        cwd=command.folder,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "cannot write the export" in done.stderr
    assert "Traceback" not in done.stderr
    assert (contents(out) if out.exists() else None) == before
    assert [path.name for path in tmp_path.iterdir()] == (["out"] if earlier else [])


def test_without_a_warehouse_the_error_says_how_to_make_one(dossier: Dossier) -> None:
    done = dossier("export", "out")
    assert (done.code, done.out) == (1, "")
    assert "dossier run" in done.err
    assert not (dossier.folder / "out").exists()
