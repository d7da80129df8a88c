"""The growth benchmark's documents and kinds are what it says."""

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

import schemas.kinds
from benchmarks.growth.kinds import make_kinds
from benchmarks.growth.lengths import text_of
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
