"""A copy is whole whether or not the system can make it by itself, and what fails is said."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse.copying import copy_file

DATA = bytes(range(256)) * 5000


@pytest.mark.parametrize("data", [b"", b"x", DATA])
def test_a_copy_holds_what_its_source_holds(data: bytes, tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(data)
    with source.open("rb") as one, target.open("wb") as other:
        copy_file(one, other)
    assert target.read_bytes() == data


def test_what_the_system_cannot_copy_by_itself_is_copied_all_the_same(tmp_path: Path) -> None:
    shared = Path("/dev/shm")  # noqa: S108 - another file system: no copy_file_range between the two
    source = tmp_path / "source"
    source.write_bytes(DATA)
    if not shared.is_dir() or shared.stat().st_dev == source.stat().st_dev:
        pytest.skip("there is no second file system here")
    target = shared / f"dossier-{tmp_path.name}-{id(tmp_path)}"
    try:
        with source.open("rb") as one, target.open("wb") as other:
            copy_file(one, other)
        assert target.read_bytes() == DATA
    finally:
        target.unlink(missing_ok=True)


def test_a_file_that_does_not_fit_is_an_error_and_no_shorter_copy(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(DATA)
    code = (
        "import resource, sys; from pathlib import Path; from warehouse.copying import copy_file\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, (5000, {resource.RLIM_INFINITY}))\n"
        "with Path(sys.argv[1]).open('rb') as one, Path(sys.argv[2]).open('wb') as other:\n"
        "    try: copy_file(one, other)\n"
        "    except OSError as error: print(error.strerror)\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code, str(source), str(target)], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.stdout == "File too large\n", done
