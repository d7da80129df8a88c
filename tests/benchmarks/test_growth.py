"""The growth benchmark's documents and kinds are what it says."""

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

import schemas.kinds
from benchmarks.growth import kept
from benchmarks.growth.archives import Archive
from benchmarks.growth.kinds import make_kinds
from benchmarks.growth.lengths import text_of
from benchmarks.whole_process import Cost
from schemas.registry import kind_of


def test_a_text_has_its_length_and_no_sentence_twice() -> None:
    text = text_of(60_000)
    assert len(text) == 60_000
    assert text_of(60_000) == text
    told_apart = [line for line in text.splitlines() if "as paper" in line]
    assert len(told_apart) > 100
    assert len(set(told_apart)) == len(told_apart)


@pytest.mark.parametrize("number", [1, 7, 16])
def test_so_many_kinds_are_chosen_or_made_and_each_can_be_loaded(number: int, tmp_path: Path) -> None:
    folder = tmp_path / "kinds"
    shutil.copytree(Path(schemas.kinds.__file__).parent, folder, ignore=shutil.ignore_patterns("__pycache__"))
    names = make_kinds(folder, number)
    assert len(set(names)) == number
    for path in [folder / f"{name}.py" for name in names]:
        spec = importlib.util.spec_from_file_location(f"made.{path.stem}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(sys.modules, spec.name, module)
            spec.loader.exec_module(module)
        assert kind_of(module).name == path.stem


def test_what_is_kept_is_read_as_it_was_written(tmp_path: Path) -> None:
    first, again = Cost(9.0, 8.0, 500.0, 300.0, None), Cost(5.0, 4.0, 400.0, 200.0, None)
    large = Archive(15_000, 10, first, again, 30.0, 900.0, 6.0)
    written = kept.Kept("a day, a machine\ncommit abc", (Archive(10, 1, first, first, 3.0, 9.0, 5.0), large))
    kept.write(written, tmp_path / "kept.json")
    assert kept.read(tmp_path / "kept.json") == written
    assert kept.table_of(written).rows[1][:4] == ["15,000", "10", "8", "0.53"]
    (memory,) = kept.measurements_of(written.archives)
    assert memory.values == (300.0,)
