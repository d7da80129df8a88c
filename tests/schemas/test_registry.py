"""A kind is one file with one record, found by looking at the folder."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

import schemas.kinds
from core.errors import SchemaError, UsageError
from schemas.registry import kind_name, kind_of, kinds, select_kinds

RECORD = "class {name}(Record):\n    key_fields = ('hedge',)\n"


def module(folder: Path, name: str, *classes: str) -> ModuleType:
    """Write a file as a user would add it to `schemas/kinds`, and import it."""
    path = folder / f"{name}.py"
    path.write_text("from schemas.record import Record, Row\n\n" + "\n".join(classes), encoding="utf-8")
    spec = importlib.util.spec_from_file_location(f"written.{name}", path)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def test_every_file_of_the_folder_is_a_kind() -> None:
    files = {path.stem for path in Path(schemas.kinds.__path__[0]).glob("*.py")} - {"__init__"}
    assert kinds().keys() == files
    assert all(kind_name(kind.model) == name for name, kind in kinds().items())


def test_a_file_with_one_record_is_a_kind(tmp_path: Path) -> None:
    row = "class Step(Row):\n    pass\n"
    kind = kind_of(module(tmp_path, "border_closure", row, RECORD.format(name="BorderClosure")))
    assert (kind.name, kind.table) == ("border_closure", "border_closures")


@pytest.mark.parametrize("names", [(), ("Visa", "Border")])
def test_a_file_with_no_record_or_two_is_refused(tmp_path: Path, names: tuple[str, ...]) -> None:
    with pytest.raises(SchemaError, match=f"declares {len(names)} records"):
        kind_of(module(tmp_path, "visa", *(RECORD.format(name=name) for name in names)))


def test_a_file_named_otherwise_than_its_record_is_refused_with_the_right_name(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match=r"schemas/kinds/border_closure\.py"):
        kind_of(module(tmp_path, "closure", RECORD.format(name="BorderClosure")))


def test_kinds_are_selected_in_the_order_of_their_files() -> None:
    assert [kind.name for kind in select_kinds(None)] == list(kinds())
    assert [kind.name for kind in select_kinds(["stance", " agreement "])] == ["agreement", "stance"]


@pytest.mark.parametrize("names", [["stanse"], ["agreement", "flights"], [], [""]])
def test_an_unknown_kind_is_named_with_the_kinds_there_are(names: list[str]) -> None:
    with pytest.raises(UsageError, match="unknown kind") as raised:
        select_kinds(names)
    assert "deportation_flight" in str(raised.value)
